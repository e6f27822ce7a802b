/** Unsent work to a file and back, for a phone that cannot reach the server at all. */
import { readBack, saveUnsent } from "../../outbox";
import { day, toast } from "../../ui";
import { t } from "./words";

/** Hands the file to the browser's downloads; nothing leaves the queue. */
export async function save(username: string): Promise<void> {
  const address = URL.createObjectURL(await saveUnsent());
  const link = document.createElement("a");
  link.href = address;
  link.download = `roundbook-${username}-${day(Date.now())}.ndjson`;
  link.click();
  URL.revokeObjectURL(address);
  toast(t("savedFile"));
}

/** Reads a saved file back; a file that is something else changes nothing. */
export async function load(file: File): Promise<void> {
  try {
    const { ops, photos } = await readBack(file);
    toast(t("readDone", { n: ops, p: photos }));
  } catch {
    toast(t("readFailed"), { bad: true });
  }
}
