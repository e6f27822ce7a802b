/** Why there is no live picture, what is safe, and what to do instead. */
import { Spinner } from "../Feedback";
import { Icon } from "../Icon";
import type { CameraState } from "./stream";
import { t } from "./words";

const told = {
  denied: ["deniedTitle", "denied"],
  none: ["noneTitle", "none"],
  busy: ["busyTitle", "busy"],
  insecure: ["insecureTitle", "insecure"],
} as const;

export function NoCamera(props: { state: CameraState; cameraOnly: boolean; onAgain: () => void }) {
  if (props.state === "live") return null;
  if (props.state === "starting") return <Spinner word={t("starting")} />;
  const [title, text] = told[props.state];
  return (
    <div class="camera-none" role="alert" data-testid={`camera-${props.state}`}>
      <Icon name="camera" size={40} />
      <p class="camera-none-title">{t(title)}</p>
      <p>{t(text)}</p>
      {props.cameraOnly && <p>{t("cameraOnly")}</p>}
      {props.state !== "insecure" && (
        <button type="button" class="camera-key" data-testid="camera-again" onClick={props.onAgain}>
          <Icon name="retry" />
          {t("retry")}
        </button>
      )}
    </div>
  );
}
