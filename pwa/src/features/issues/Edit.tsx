/** Editing an issue: what is typed is kept on this phone after each pause, and on leaving. */
import { useEffect, useRef, useState } from "preact/hooks";
import { change, holdUpdate } from "../../outbox";
import type { Fields, Json } from "../../rules/types";
import type { RecordView } from "../../store";
import { changesOf } from "./changes";
import { Form } from "./Form";
import { kept } from "./keep";

const pause = 500;

export function Edit(props: { issue: RecordView }) {
  const { issue } = props;
  const [typed, setTyped] = useState<Fields>({});
  const waiting = useRef<Fields>({});
  const seen = useRef(issue);
  seen.current = issue;
  const timer = useRef(0);
  const flush = () => {
    clearTimeout(timer.current);
    const fields = waiting.current;
    waiting.current = {};
    const changes = changesOf(seen.current.fields, fields);
    if (Object.keys(changes).length) void kept(() => change(issue.id, changes));
  };
  useEffect(() => {
    const letGo = holdUpdate();
    addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
    return () => {
      flush();
      letGo();
      removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flush);
    };
  }, []);
  const onChange = (key: string, value: Json) => {
    setTyped((before) => ({ ...before, [key]: value }));
    waiting.current = { ...waiting.current, [key]: value };
    clearTimeout(timer.current);
    timer.current = window.setTimeout(flush, pause);
  };
  return (
    <Form scope={issue.scope} fields={{ ...issue.fields, ...typed }} onChange={onChange} strict />
  );
}
