/** The evidence bundle of one record, asked of the server and handed to the browser's downloads. */

export type Failure = "offline" | "signedOut" | "forbidden" | "unknown" | "busy";

const failures: Record<number, Failure> = { 401: "signedOut", 403: "forbidden", 404: "unknown" };

/** Null when the file was handed over, else why not. Only the server's own zip counts (P7). */
export async function saveBundle(id: string): Promise<Failure | null> {
  try {
    const path = `/api/records/${id}/evidence`;
    const answer = await fetch(path, { credentials: "same-origin", cache: "no-store" });
    const type = answer.headers.get("Content-Type")?.split(";")[0];
    if (!answer.ok) return failures[answer.status] ?? "busy";
    if (type !== "application/zip") return "offline";
    hand(await answer.blob(), `evidence-${id}.zip`);
    return null;
  } catch {
    return "offline";
  }
}

function hand(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
