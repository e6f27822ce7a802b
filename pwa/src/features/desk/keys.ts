/** Keys of a desk page. They rest while something is typed or a dialog is open. */
import { useLayoutEffect, useRef } from "preact/hooks";

export type Keys = Record<string, (event: KeyboardEvent) => void>;

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

/** `1`, `shift+1`, `ArrowDown`, `j`: by digit key, so that a layout's own shifted signs do not matter. */
export function nameOfKey(event: KeyboardEvent): string {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  if (digit) return event.shiftKey ? `shift+${digit}` : digit;
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  // With the first paint: whoever sees the page may press at once.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (typing(event.target) || document.querySelector("dialog[open]")) return;
      const name = nameOfKey(event);
      const onControl = event.target instanceof HTMLElement && event.target.closest("a,button");
      if (onControl && (name === "Enter" || name === " ")) return;
      const act = latest.current[name];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}
