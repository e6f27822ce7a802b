/** The live camera: asked for when the screen opens, let go when it closes, explained when it fails. */
import { useEffect, useRef, useState } from "preact/hooks";

export type CameraState = "starting" | "live" | "denied" | "none" | "busy" | "insecure";

const wanted: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: "environment" }, width: { ideal: 1920 }, height: { ideal: 1440 } },
};

function reason(error: unknown): CameraState {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "none";
}

/** The stream on a video element. `again` asks anew, after the person has allowed it. */
export function useCamera() {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>("starting");
  const [track, setTrack] = useState<MediaStreamTrack>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!devices?.getUserMedia) {
      setState(isSecureContext ? "none" : "insecure");
      return;
    }
    let stream: MediaStream | undefined;
    let here = true;
    setState("starting");
    devices.getUserMedia(wanted).then(
      async (found) => {
        stream = found;
        const element = video.current;
        if (!here || !element) return stop(found);
        element.srcObject = found;
        await element.play().catch(() => undefined);
        if (!here) return;
        setTrack(found.getVideoTracks()[0]);
        setState("live");
      },
      (error: unknown) => here && setState(reason(error)),
    );
    return () => {
      here = false;
      if (stream) stop(stream);
    };
  }, [attempt]);

  const again = () => setAttempt(attempt + 1);
  return { video, state, track, again };
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** The part of the picture that the viewfinder shows, so that the file holds what the person saw. */
export function grab(video: HTMLVideoElement): Promise<ImageBitmap> {
  const { videoWidth, videoHeight, clientWidth, clientHeight } = video;
  const scale = Math.max(clientWidth / videoWidth, clientHeight / videoHeight) || 1;
  const width = Math.min(videoWidth, Math.round(clientWidth / scale) || videoWidth);
  const height = Math.min(videoHeight, Math.round(clientHeight / scale) || videoHeight);
  const left = Math.round((videoWidth - width) / 2);
  const top = Math.round((videoHeight - height) / 2);
  return createImageBitmap(video, left, top, width, height);
}

/** Whether the camera has a light, and the way to switch it. */
export function hasTorch(track: MediaStreamTrack | undefined): boolean {
  const able = track?.getCapabilities?.() as { torch?: boolean } | undefined;
  return able?.torch === true;
}

export function light(track: MediaStreamTrack, on: boolean): Promise<void> {
  return track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
}
