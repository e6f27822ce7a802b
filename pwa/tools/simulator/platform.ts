// Parts of the platform that a page is given as they are, or in a form that does its work at once:
// a simulation may not depend on when a thread pool gets round to something.
import { Buffer } from "node:buffer";
import { createHash, generateKeyPairSync, KeyObject, sign } from "node:crypto";
import { gzipSync } from "node:zlib";

const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;
const view = (data: BufferSource): Uint8Array =>
  ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
const whole = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

export const digest = (data: BufferSource): ArrayBuffer =>
  whole(createHash("sha256").update(view(data)).digest());

export const signed = (key: CryptoKey, data: BufferSource): ArrayBuffer =>
  whole(sign("sha256", view(data), { key: KeyObject.from(key), dsaEncoding: "ieee-p1363" }));

/** Unlike a phone's own it can be read out: only so can it sign without waiting for a thread. */
export function newKey(): object {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    privateKey: pair.privateKey.toCryptoKey(CURVE, true, ["sign"]),
    publicKey: pair.publicKey.toCryptoKey(CURVE, true, ["verify"]),
  };
}

export const exportKey = (key: CryptoKey): object => KeyObject.from(key).export({ format: "jwk" });

class PlainBlob {
  private readonly bytes: Buffer;

  constructor(parts: (string | BufferSource)[]) {
    this.bytes = Buffer.concat(
      parts.map((part) => (typeof part === "string" ? Buffer.from(part) : view(part))),
    );
  }

  async text(): Promise<string> {
    return this.bytes.toString();
  }

  stream(): ReadableStream {
    const { bytes } = this;
    return new ReadableStream({
      start(end) {
        end.enqueue(new Uint8Array(bytes));
        end.close();
      },
    });
  }
}

class PlainCompression extends TransformStream {
  constructor(_format: "gzip") {
    const parts: Uint8Array[] = [];
    super({
      transform: (part) => {
        parts.push(part);
      },
      flush: (end) => end.enqueue(new Uint8Array(gzipSync(Buffer.concat(parts), { level: 1 }))),
    });
  }
}

export const PLATFORM: Record<string, unknown> = {
  ...{ AbortController, Buffer, DOMException, Headers, Response },
  ...{ TextEncoder, TextDecoder, URL, atob, btoa, queueMicrotask, structuredClone },
  Blob: PlainBlob,
  CompressionStream: PlainCompression,
};
