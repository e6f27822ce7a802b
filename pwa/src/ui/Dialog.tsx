/** A dialog or bottom sheet on the browser's own `<dialog>`: it traps focus, Escape closes it. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { IconButton } from "./Button";
import { t } from "./words-ui";

export function Dialog(props: {
  open: boolean;
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** Buttons at the bottom; the safe one first. */
  actions?: ComponentChildren | undefined;
  testid: string;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || !props.open || dialog.open) return;
    const before = document.activeElement as HTMLElement | null;
    dialog.showModal();
    return () => {
      dialog.close();
      before?.focus?.();
    };
  }, [props.open]);
  if (!props.open) return null;
  return (
    <dialog
      ref={ref}
      class="dialog"
      aria-labelledby={id}
      data-testid={props.testid}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={id}>{props.title}</h2>
          <IconButton
            icon="x"
            label={t("close")}
            testid={`${props.testid}-close`}
            onClick={props.onClose}
          />
        </header>
        {props.children}
        {props.actions && <div class="dialog-actions">{props.actions}</div>}
      </div>
    </dialog>
  );
}
