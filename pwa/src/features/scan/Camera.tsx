/** The live picture with the phone's own barcode detector; asks for the camera only when opened. */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "./words";

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: string[] }) => Detector;

const Detector = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;

/** Whether this phone can scan by itself. */
export const canScan = Detector !== undefined && Boolean(navigator.mediaDevices?.getUserMedia);
const pause = 200;

export function Camera(props: { onCode: (text: string) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [denied, setDenied] = useState(false);
  useEffect(() => {
    if (!Detector) return;
    const detector = new Detector({ formats: ["qr_code"] });
    let stream: MediaStream | undefined;
    let timer = 0;
    let over = false;
    const look = async () => {
      if (over || !video.current) return;
      const [seen] = await detector.detect(video.current).catch(() => []);
      if (seen && !over) props.onCode(seen.rawValue);
      else timer = window.setTimeout(look, pause);
    };
    navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).then(
      async (got) => {
        stream = got;
        if (over || !video.current) return;
        video.current.srcObject = got;
        await video.current.play();
        look();
      },
      () => setDenied(true),
    );
    return () => {
      over = true;
      clearTimeout(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);
  if (denied) return <p role="alert">{t("denied")}</p>;
  return (
    <figure class="scan-camera">
      <video ref={video} muted playsInline aria-label={t("aim")} />
      <figcaption>{t("aim")}</figcaption>
    </figure>
  );
}
