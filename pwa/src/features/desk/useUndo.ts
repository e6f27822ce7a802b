/** Holds one decision for the undo window. It must not be lost with the page: leaving makes the op. */
import { useEffect, useRef, useState } from "preact/hooks";
import { type Decision, Undo } from "./pending";

export function useUndo<T>(carryOut: (record: string, what: T) => void) {
  const [held, setHeld] = useState<Decision<T> | null>(null);
  const undo = useRef<Undo<T> | null>(null);
  undo.current ??= new Undo<T>(carryOut, setHeld);
  useEffect(() => {
    const flush = () => undo.current?.flush();
    const hidden = () => document.visibilityState === "hidden" && flush();
    addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", hidden);
      flush();
    };
  }, []);
  return { held, undo: undo.current };
}
