// A small picture that stays when the large one has gone. Best effort: no picture is no error.

const LONG_SIDE = 320;

export async function thumbnail(
  bytes: ArrayBuffer,
  type: string,
): Promise<ArrayBuffer | undefined> {
  if (typeof createImageBitmap !== "function" || typeof OffscreenCanvas !== "function")
    return undefined;
  try {
    const picture = await createImageBitmap(new Blob([bytes], { type }));
    const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
    const canvas = new OffscreenCanvas(picture.width * scale, picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.7 });
    return await blob.arrayBuffer();
  } catch {
    return undefined;
  }
}
