/** The photo worker: takes one job after the other, so that a phone never holds two big pictures. */
import { makePhoto, type Source } from "./make";
import { type Made, PhotoRefused, type Refusal, type Strip } from "./types";

export interface Job {
  id: number;
  source: Source;
  strip: Strip;
}

export type Done = { id: number; made: Made } | { id: number; refused: Refusal };

const port = self as unknown as {
  onmessage: (event: MessageEvent<Job>) => void;
  postMessage(message: Done, transfer?: Transferable[]): void;
};

let queue = Promise.resolve();

port.onmessage = ({ data }) => {
  queue = queue.then(() => work(data));
};

async function work({ id, source, strip }: Job): Promise<void> {
  try {
    const made = await makePhoto(source, strip);
    port.postMessage({ id, made }, [made.bytes, made.thumb]);
  } catch (error) {
    const refused = error instanceof PhotoRefused ? error.reason : "unreadable";
    port.postMessage({ id, refused });
  }
}
