/** What was just decided, with the seconds in which it can still be taken back. */
import { useEffect, useState } from "preact/hooks";
import { Kbd } from "./parts";
import { w } from "./words";

export function UndoBar(props: { said: string; what: string; until: number; onUndo: () => void }) {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const count = () => setLeft(Math.max(0, Math.ceil((props.until - Date.now()) / 1000)));
    count();
    const timer = setInterval(count, 250);
    return () => clearInterval(timer);
  }, [props.until]);
  return (
    <div class="desk-undo" role="status" data-testid="desk-undo-bar">
      <span>
        {props.said} <b>{props.what}</b>
      </span>
      <button type="button" data-testid="desk-undo" onClick={props.onUndo}>
        {w("undo")}
        <Kbd>u</Kbd>
      </button>
      <span aria-hidden="true">{w("seconds", { n: left })}</span>
    </div>
  );
}
