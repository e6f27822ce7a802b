/** Text that is kept while it is typed: 250 ms after the last stroke, and at once when left. */
import { useEffect, useRef, useState } from "preact/hooks";
import { keeping } from "./keep";

const PAUSE = 250;

/**
 * The text of an input and how to handle it. `save` gets each settled text once; leaving the field,
 * the page or the app does not wait for the pause.
 */
export function useTyped(stored: string, save: (text: string) => void) {
  const [text, setText] = useState(stored);
  const state = useRef({ text: stored, saved: stored, timer: 0, focused: false, open: false });
  const latest = useRef(save);
  latest.current = save;

  /** From the first stroke to the write, the screen must not go on saying *saved*. */
  const unsettle = (open: boolean) => {
    if (state.current.open === open) return;
    state.current.open = open;
    keeping.value += open ? 1 : -1;
  };
  const flush = () => {
    const now = state.current;
    clearTimeout(now.timer);
    if (now.text !== now.saved) {
      now.saved = now.text;
      latest.current(now.text);
    }
    unsettle(false);
  };

  useEffect(() => {
    const now = state.current;
    if (now.focused || now.text !== now.saved || stored === now.saved) return;
    now.text = stored;
    now.saved = stored;
    setText(stored);
  }, [stored]);

  useEffect(() => {
    const leaving = () => flush();
    addEventListener("pagehide", leaving);
    document.addEventListener("visibilitychange", leaving);
    return () => {
      removeEventListener("pagehide", leaving);
      document.removeEventListener("visibilitychange", leaving);
      flush();
    };
  }, []);

  const type = (value: string) => {
    const now = state.current;
    now.text = value;
    setText(value);
    unsettle(value !== now.saved);
    clearTimeout(now.timer);
    now.timer = window.setTimeout(flush, PAUSE);
  };
  /** Puts in a text that is kept elsewhere already. */
  const reset = (value: string) => {
    const now = state.current;
    clearTimeout(now.timer);
    now.text = value;
    now.saved = value;
    unsettle(false);
    setText(value);
  };
  /** Brings back what was typed before a kill, unless something was typed since. */
  const resume = (value: string) => {
    if (state.current.text === state.current.saved) reset(value);
  };
  const focus = (on: boolean) => {
    state.current.focused = on;
    if (!on) flush();
  };
  return { text, type, flush, reset, resume, focus };
}
