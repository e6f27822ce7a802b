/** One photo large: caption, retake, remove. Black like the camera; a picture is judged on black. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "../Icon";
import { Black } from "./Black";
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
  return (
    <Black
      title={props.title}
      sub={props.sub}
      testid="photo-viewer"
      closeLabel={t("closeViewer")}
      closeTestid="photo-close"
      onClose={props.onClose}
    >
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
    </Black>
  );
}
