/** What a file is, by its bytes. */
import { expect, test } from "vitest";
import { sniff } from "./sniff";

function bytes(...parts: (string | number[])[]): Uint8Array {
  const all = parts.flatMap((part) =>
    typeof part === "string" ? [...part].map((each) => each.charCodeAt(0)) : part,
  );
  return new Uint8Array([...all, ...new Array(40).fill(0)]);
}

test("a JPEG is known with its size, past an EXIF block", () => {
  const exif = [0xff, 0xe1, 0x00, 0x04, 0x45, 0x78];
  const frame = [0xff, 0xc0, 0x00, 0x11, 0x08, 0x04, 0xb0, 0x06, 0x40];
  expect(sniff(bytes([0xff, 0xd8], exif, frame))).toEqual({
    type: "image/jpeg",
    width: 1600,
    height: 1200,
  });
});

test("a PNG is known with its size", () => {
  const head = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13];
  expect(sniff(bytes(head, "IHDR", [0, 0, 0x20, 0, 0, 0, 0x10, 0]))).toEqual({
    type: "image/png",
    width: 8192,
    height: 4096,
  });
});

test("a WebP is known with its size", () => {
  const size = [0, 0, 0, 0];
  const head = bytes("RIFF", size, "WEBP", "VP8X", [10, 0, 0, 0], size, [0x3f, 6, 0, 0xaf, 4, 0]);
  expect(sniff(head)).toEqual({ type: "image/webp", width: 1600, height: 1200 });
});

test("a HEIC is known", () => {
  expect(sniff(bytes([0, 0, 0, 24], "ftypheic"))?.type).toBe("image/heic");
});

test.each([
  ["SVG", bytes("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")],
  ["HTML", bytes("<!doctype html><title>not a photo</title>")],
  ["PDF", bytes("%PDF-1.7 and more")],
  ["a JPEG's first bytes and nothing else", bytes([0xff, 0xd8, 0xff])],
  ["an empty file", new Uint8Array()],
])("%s is no photo", (_name, data) => {
  expect(sniff(data)).toBeUndefined();
});
