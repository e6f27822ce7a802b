/** A black screen over everything: the browser's own modal dialog, so nothing behind it is in reach. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../Icon";

export function Black(props: {
  title: string;
  sub?: string | undefined;
  /** At the right of the title. */
  aside?: ComponentChildren;
  testid: string;
  closeLabel: string;
  closeTestid: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || dialog.open) return;
    const before = document.activeElement as HTMLElement | null;
    dialog.showModal();
    return () => {
      dialog.close();
      before?.focus?.();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      class="camera"
      data-theme="dark"
      aria-label={props.title}
      data-testid={props.testid}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <div class="camera-bar">
        <button
          type="button"
          class="icon-button"
          aria-label={props.closeLabel}
          data-testid={props.closeTestid}
          onClick={props.onClose}
        >
          <Icon name="x" />
        </button>
        <div class="task-title">
          <h1>{props.title}</h1>
          <p aria-live="polite">{props.sub}</p>
        </div>
        {props.aside}
      </div>
      {props.children}
    </dialog>
  );
}
