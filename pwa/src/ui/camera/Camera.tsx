/**
 * The in-page camera: always black, the strip of the file already on the live picture. Each shot is
 * handed to `onShot` at once and is kept before the next one can be taken.
 */
import { useState } from "preact/hooks";
import { Chip } from "../Header";
import { Icon } from "../Icon";
import { fromFile, fromFrame, type Photo, PhotoRefused, type Strip } from "../photo";
import { buzz } from "../Toast";
import { Black } from "./Black";
import { FileKey } from "./FileKey";
import { NoCamera } from "./NoCamera";
import { grab, hasTorch, light, useCamera } from "./stream";
import { type Place, stripOf, useTick } from "./strip";
import { t } from "./words";

export interface CameraProps {
  title: string;
  sub?: string;
  /** One sentence: what must be in the frame. */
  hint?: string;
  place: Place;
  /** Closes by itself after one shot. */
  single?: boolean;
  /** Only the live camera will do. */
  cameraOnly?: boolean;
  /** Resolves when the photo is on disk; a failure is told here and the camera stays open. */
  onShot: (photo: Photo) => Promise<void>;
  /** Takes the last shot back. */
  onRetake?: () => Promise<void>;
  onClose: () => void;
}

/** Why a shot was not kept; the caller's own storage may be full, too. */
function why(error: unknown) {
  if (error instanceof PhotoRefused) return error.reason;
  return (error as { code?: string } | null)?.code === "storage_full" ? "no_room" : "failed";
}

export function Camera(props: CameraProps) {
  const { video, state, track, again } = useCamera();
  const [count, setCount] = useState(0);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const [lit, setLit] = useState(false);
  const now = useTick();
  const strip = (taken: Date, gallery = false): Strip => stripOf(props.place, taken, gallery);

  const keep = async (make: () => Promise<Photo>) => {
    if (busy) return;
    setBusy(true);
    setFault(undefined);
    try {
      await props.onShot(await make());
      buzz();
      setCount(count + 1);
      if (props.single) props.onClose();
    } catch (error) {
      setFault(t(why(error)));
    } finally {
      setBusy(false);
    }
  };
  const shoot = () => {
    const element = video.current;
    if (element) void keep(async () => fromFrame(await grab(element), strip));
  };
  const choose = (file: File) => void keep(() => fromFile(file, (taken) => strip(taken, true)));
  const retake = async () => {
    await props.onRetake?.();
    setCount(Math.max(0, count - 1));
  };
  const live = state === "live";
  const shown = strip(now);
  return (
    <Black
      title={props.title}
      sub={count ? t("kept", { n: count }) : props.sub}
      aside={<Chip short />}
      testid="camera"
      closeLabel={t("close")}
      closeTestid="camera-close"
      onClose={props.onClose}
    >
      <div class="camera-view">
        <video
          ref={video}
          class="camera-video"
          playsInline
          muted
          hidden={!live}
          aria-label={t("live")}
        />
        {live && (
          <div class="camera-strip" data-testid="camera-strip">
            <span class="camera-time num">{shown.time}</span>
            <span class="camera-place">
              <span>{shown.line}</span>
              {shown.code && <span>{shown.code}</span>}
            </span>
          </div>
        )}
        {!live && <NoCamera state={state} cameraOnly={props.cameraOnly ?? false} onAgain={again} />}
        {busy && <span class="camera-busy" aria-hidden="true" />}
      </div>
      <p class="camera-hint" aria-live="polite">
        {busy ? t("keeping") : props.hint}
      </p>
      {fault && (
        <p class="camera-fault" role="alert" data-testid="camera-fault">
          {fault}
        </p>
      )}
      <div class="camera-keys">
        {count > 0 && props.onRetake ? (
          <button
            type="button"
            class="camera-key"
            data-testid="camera-retake"
            disabled={busy}
            onClick={() => void retake()}
          >
            <Icon name="retry" />
            {t("retake")}
          </button>
        ) : (
          <FileKey hidden={props.cameraOnly ?? false} large={false} onFile={choose} />
        )}
        {live ? (
          <button
            type="button"
            class="camera-shutter"
            aria-label={t("shutter")}
            aria-busy={busy}
            data-testid="camera-shutter"
            onClick={shoot}
          />
        ) : (
          <FileKey hidden={false} large onFile={choose} />
        )}
        {count > 0 ? (
          <button
            type="button"
            class="camera-key"
            data-testid="camera-done"
            onClick={props.onClose}
          >
            <Icon name="check" />
            {t("done")}
          </button>
        ) : hasTorch(track) && track ? (
          <button
            type="button"
            class="camera-key"
            aria-pressed={lit}
            data-testid="camera-torch"
            onClick={() => void light(track, !lit).then(() => setLit(!lit))}
          >
            <Icon name="torch" />
            {t("torch")}
          </button>
        ) : (
          <span class="camera-key camera-nokey" />
        )}
      </div>
    </Black>
  );
}
