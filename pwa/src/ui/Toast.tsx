/** A sentence at the bottom after something was done, with undo for ten seconds. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "./words-ui";

interface Said {
  text: string;
  undo?: (() => void) | undefined;
  bad: boolean;
}

const said = signal<Said | undefined>(undefined);
export const undoFor = 10_000;
const plainFor = 5_000;

/** Says that something was done; `undo` takes it back while the toast stands. */
export function toast(text: string, how: { undo?: () => void; bad?: boolean } = {}): void {
  said.value = { text, undo: how.undo, bad: how.bad ?? false };
}

/** A short buzz where the phone can: on scan and on save. */
export function buzz(): void {
  navigator.vibrate?.(30);
}

export function Toasts() {
  const now = said.value;
  useEffect(() => {
    if (!now) return;
    const leave = () => {
      if (said.value === now) said.value = undefined;
    };
    const timer = setTimeout(leave, now.undo ? undoFor : plainFor);
    // Whoever works on has read it; what can be undone or went wrong stays its time.
    const brief = !now.undo && !now.bad;
    if (brief) window.addEventListener("pointerdown", leave);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pointerdown", leave);
    };
  }, [now]);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {now && (
        <div class={now.bad ? "toast toast-bad" : "toast"} data-testid="toast">
          <span>{now.text}</span>
          {now.undo && (
            <button
              type="button"
              class="toast-undo"
              data-testid="toast-undo"
              onClick={() => {
                now.undo?.();
                said.value = undefined;
              }}
            >
              {t("undo")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
