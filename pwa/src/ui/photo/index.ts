/** Photos for every feature: hand in a file or a camera frame, get back what is to be kept. */
import { makePhoto, type Source } from "./make";
import { type Made, type Photo, PhotoRefused, type Strip } from "./types";
import type { Done, Job } from "./worker";

export { type Photo, PhotoRefused, type Refusal, type Strip } from "./types";

/** Below this the phone takes no more photos, so that text can still be kept. */
const ROOM = 25_000_000;

type Waiting = { done(made: Made): void; fail(error: unknown): void };
const waiting = new Map<number, Waiting>();
let worker: Worker | undefined;
let last = 0;

/** Whether the phone has room for another photo; yes when the browser does not tell. */
export async function hasRoom(): Promise<boolean> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return quota === undefined || usage === undefined || quota - usage > ROOM;
}

/** Makes a photo of a file that a person chose. Its time is the file's own. */
export async function fromFile(file: File, strip: (taken: Date) => Strip): Promise<Photo> {
  const taken = new Date(Math.min(file.lastModified || Date.now(), Date.now()));
  const made = await make({ file }, strip(taken));
  return { ...made, taken_at: taken.toISOString(), provenance: "gallery" };
}

/** Makes a photo of a frame of the live camera, taken now. The frame is used up. */
export async function fromFrame(frame: ImageBitmap, strip: (taken: Date) => Strip): Promise<Photo> {
  const taken = new Date();
  const made = await make({ frame }, strip(taken));
  return { ...made, taken_at: taken.toISOString(), provenance: "camera" };
}

async function make(source: Source, strip: Strip): Promise<Made> {
  if (!(await hasRoom())) throw new PhotoRefused("no_room");
  if (typeof OffscreenCanvas === "undefined") return makePhoto(source, strip);
  worker ??= start();
  const job: Job = { id: ++last, source, strip };
  const frames = "frame" in source ? [source.frame] : [];
  return new Promise((done, fail) => {
    waiting.set(job.id, { done, fail });
    worker?.postMessage(job, frames);
  });
}

function start(): Worker {
  const started = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  started.onmessage = ({ data }: MessageEvent<Done>) => {
    const job = waiting.get(data.id);
    waiting.delete(data.id);
    if ("made" in data) job?.done(data.made);
    else job?.fail(new PhotoRefused(data.refused));
  };
  // A worker that the phone has killed takes its jobs along; the next photo starts a new one.
  started.onerror = () => {
    for (const job of waiting.values()) job.fail(new PhotoRefused("unreadable"));
    waiting.clear();
    started.terminate();
    worker = undefined;
  };
  return started;
}
