/** One photo large: caption, retake, remove. Black like the camera; a picture is judged on black. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Icon } from "../Icon";
import { t } from "./words";

export interface ViewerProps {
  title: string;
  sub?: string;
  /** The picture itself. */
  children: ComponentChildren;
  caption: string;
  /** Absent: only to look at. */
  onCaption?: (text: string) => void;
  onCaptionDone?: () => void;
  onRetake?: () => void;
  onRemove?: () => void;
  onClose: () => void;
}

export function Viewer(props: ViewerProps) {
  const id = useId();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    first.current?.focus();
    const onEscape = (event: KeyboardEvent) => event.key === "Escape" && props.onClose();
    addEventListener("keydown", onEscape);
    return () => removeEventListener("keydown", onEscape);
  }, []);
  return (
    <div
      class="camera"
      data-theme="dark"
      role="dialog"
      aria-modal="true"
      aria-label={props.title}
      data-testid="photo-viewer"
    >
      <header class="camera-bar">
        <button
          ref={first}
          type="button"
          class="icon-button"
          aria-label={t("closeViewer")}
          data-testid="photo-close"
          onClick={props.onClose}
        >
          <Icon name="x" />
        </button>
        <div class="task-title">
          <h1>{props.title}</h1>
          <p>{props.sub}</p>
        </div>
      </header>
      <div class="camera-view camera-whole">{props.children}</div>
      <div class="camera-caption">
        <label class="field-label" for={id}>
          {t("caption")}
        </label>
        <input
          id={id}
          class="input"
          autocomplete="off"
          data-testid="photo-caption"
          placeholder={t("captionHint")}
          value={props.caption}
          readOnly={!props.onCaption}
          onInput={(event) => props.onCaption?.(event.currentTarget.value)}
          onBlur={props.onCaptionDone}
        />
      </div>
      {(props.onRemove || props.onRetake) && (
        <div class="camera-keys camera-two">
          {props.onRemove && (
            <button
              type="button"
              class="camera-key"
              data-testid="photo-remove"
              onClick={props.onRemove}
            >
              <Icon name="trash" />
              {t("remove")}
            </button>
          )}
          {props.onRetake && (
            <button
              type="button"
              class="camera-key"
              data-testid="photo-retake"
              onClick={props.onRetake}
            >
              <Icon name="retry" />
              {t("retake")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
