/** The way round the live camera: the phone's own camera app, or a picture taken before. */
import { useRef } from "preact/hooks";
import { Icon } from "../Icon";
import { t } from "./words";

export function FileKey(props: { hidden: boolean; large: boolean; onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  if (props.hidden) return <span class="camera-key camera-nokey" />;
  return (
    <>
      <button
        type="button"
        class={props.large ? "camera-key camera-key-large" : "camera-key"}
        data-testid={props.large ? "camera-file-main" : "camera-file-key"}
        onClick={() => input.current?.click()}
      >
        <Icon name={props.large ? "camera" : "image"} />
        {t(props.large ? "file" : "gallery")}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        class="hidden"
        tabIndex={-1}
        aria-label={t("file")}
        data-testid={props.large ? "camera-file-main-input" : "camera-file"}
        // The phone's camera app opens straight away where there is no live picture.
        {...(props.large ? { capture: "environment" } : {})}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) props.onFile(file);
        }}
      />
    </>
  );
}
