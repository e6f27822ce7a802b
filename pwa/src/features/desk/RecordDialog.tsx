/** The whole record over the page; Escape closes it. */
import { useEffect, useRef } from "preact/hooks";
import type { RecordView } from "../../store";
import { useDesk } from "./data";
import { RecordSheet } from "./RecordSheet";
import { titleOf } from "./titles";
import { w } from "./words";

export function RecordDialog(props: { row: RecordView; onClose: () => void }) {
  const desk = useDesk();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      class="desk-dialog"
      aria-label={titleOf(desk, props.row)}
      data-testid="desk-record-dialog"
      onClose={props.onClose}
    >
      <RecordSheet row={props.row} />
      <footer class="desk-actions">
        <button
          type="button"
          class="desk-button desk-end"
          data-testid="desk-record-dialog-close"
          onClick={() => ref.current?.close()}
        >
          {w("close")}
        </button>
      </footer>
    </dialog>
  );
}
