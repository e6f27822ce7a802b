/** Where a record is: draft, on this phone, on its way, received. Never "done" before the receipt. */
import type { RecordView } from "../store";
import { connection } from "./connection";
import type { Status } from "./StatusMark";
import { t } from "./words-ui";

/** The mark and the plain words for what the server knows of a record and its photos. */
export function delivery(record: RecordView): { status: Status; word: string } {
  const { waiting, waitingPhotos, rev } = record;
  const { online, sending } = connection.value;
  if (waiting > 0 || rev === 0)
    return online && sending
      ? { status: "sending", word: t("upload") }
      : { status: "saved", word: t("saved") };
  if (waitingPhotos > 0) return { status: "saved", word: t("photosHere", { n: waitingPhotos }) };
  return { status: "received", word: t("received") };
}
