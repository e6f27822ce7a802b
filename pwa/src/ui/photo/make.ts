/** Makes one photo: checks, scales, burns the strip in, hashes. Runs in the worker or in the page. */
import { sniff } from "./sniff";
import { drawStrip } from "./strip";
import { type Made, PhotoRefused, type Strip } from "./types";

const LONGEST = 1600;
const SMALL = 400;
const QUALITY = 0.82;
const MOST_PIXELS = 50_000_000;
const MOST_BYTES = 60_000_000;

/** A file as a person chose it, or a frame of the live camera. */
export type Source = { file: Blob } | { frame: ImageBitmap };

/**
 * A photo of at most 1600 px, as JPEG with the strip in it. Drawing anew leaves EXIF behind, so no
 * position stays. `original_sha256` names the file as it came, or the frame before strip and scaling.
 */
export async function makePhoto(source: Source, strip: Strip): Promise<Made> {
  const { picture, original } =
    "file" in source ? await opened(source.file) : await framed(source.frame);
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const canvas = blank(width, height);
  const pen = canvas.pen;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, width, height);
  picture.close();
  drawStrip(pen, width, height, strip);
  const bytes = await (await canvas.jpeg(QUALITY)).arrayBuffer();
  return {
    bytes,
    thumb: await small(canvas),
    type: "image/jpeg",
    sha256: await sha256(bytes),
    original_sha256: original,
    width,
    height,
  };
}

/** What stays on the phone once the server holds the photo. */
async function small(from: Canvas): Promise<ArrayBuffer> {
  const { width, height } = from.canvas;
  const scale = Math.min(1, SMALL / Math.max(width, height));
  const canvas = blank(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  canvas.pen.imageSmoothingQuality = "high";
  canvas.pen.drawImage(from.canvas, 0, 0, canvas.canvas.width, canvas.canvas.height);
  return (await canvas.jpeg(0.7)).arrayBuffer();
}

async function opened(file: Blob): Promise<{ picture: ImageBitmap; original: string }> {
  if (file.size > MOST_BYTES) throw new PhotoRefused("too_large");
  const bytes = await file.arrayBuffer();
  const seen = sniff(new Uint8Array(bytes));
  if (!seen) throw new PhotoRefused("not_image");
  if ((seen.width ?? 1) * (seen.height ?? 1) > MOST_PIXELS) throw new PhotoRefused("too_large");
  try {
    const picture = await createImageBitmap(new Blob([bytes], { type: seen.type }));
    return { picture, original: await sha256(bytes) };
  } catch {
    throw new PhotoRefused("unreadable");
  }
}

async function framed(frame: ImageBitmap): Promise<{ picture: ImageBitmap; original: string }> {
  const canvas = blank(frame.width, frame.height);
  canvas.pen.drawImage(frame, 0, 0);
  const raw = await (await canvas.jpeg(0.92)).arrayBuffer();
  return { picture: frame, original: await sha256(raw) };
}

interface Canvas {
  canvas: OffscreenCanvas | HTMLCanvasElement;
  pen: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
  jpeg(quality: number): Promise<Blob>;
}

/** An offscreen canvas, or a page's own one on phones that lack it. */
function blank(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas !== "undefined") {
    const canvas = new OffscreenCanvas(width, height);
    const pen = canvas.getContext("2d", { alpha: false });
    const jpeg = (quality: number) => canvas.convertToBlob({ type: "image/jpeg", quality });
    if (pen) return { canvas, pen, jpeg };
  }
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const pen = canvas.getContext("2d", { alpha: false });
  if (!pen) throw new PhotoRefused("unreadable");
  const jpeg = (quality: number) =>
    new Promise<Blob>((done, fail) =>
      canvas.toBlob(
        (blob) => (blob ? done(blob) : fail(new PhotoRefused("unreadable"))),
        "image/jpeg",
        quality,
      ),
    );
  return { canvas, pen, jpeg };
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
