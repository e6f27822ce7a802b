/** What a file really is, by its first bytes. Names and declared types are not believed. */

export interface Seen {
  type: "image/jpeg" | "image/png" | "image/webp" | "image/heic";
  /** Pixels as the header states them; HEIC states them too deep to look for. */
  width?: number;
  height?: number;
}

const text = (bytes: Uint8Array, from: number, length: number) =>
  String.fromCharCode(...bytes.subarray(from, from + length));

/** The kind and size of an image, or nothing when the bytes are no photo that phones make. */
export function sniff(bytes: Uint8Array): Seen | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 32) return undefined;
  if (view.getUint32(0) === 0x89504e47 && text(bytes, 12, 4) === "IHDR") {
    return { type: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (view.getUint16(0) === 0xffd8) return jpeg(view);
  if (text(bytes, 0, 4) === "RIFF" && text(bytes, 8, 4) === "WEBP") return webp(bytes, view);
  const brand = text(bytes, 4, 4) === "ftyp" ? text(bytes, 8, 4) : "";
  return /^(hei[cxms]|hev[cx]|mif1|msf1)$/.test(brand) ? { type: "image/heic" } : undefined;
}

function jpeg(view: DataView): Seen | undefined {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) {
      return {
        type: "image/jpeg",
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
      };
    }
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function webp(bytes: Uint8Array, view: DataView): Seen | undefined {
  const chunk = text(bytes, 12, 4);
  const type = "image/webp";
  if (chunk === "VP8X") {
    const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65536;
    return { type, width: three(24) + 1, height: three(27) + 1 };
  }
  if (chunk === "VP8 ") {
    const side = (at: number) => view.getUint16(at, true) & 0x3fff;
    return { type, width: side(26), height: side(28) };
  }
  if (chunk !== "VP8L") return undefined;
  const bits = view.getUint32(21, true);
  return { type, width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}
