/** Keeps and takes back photos of a round. Bytes and the op that names them go to disk together. */
import { v7 as uuid } from "uuid";
import { change, keepPhoto, type NewPhoto } from "../../outbox";
import type { Attachment } from "../../rules/types";
import { photoBytes } from "../../store";
import type { Photo } from "../../ui/photo";

const keyOf = (item: string) => `answers/${item}/photos`;

/** Keeps a fresh photo under an item, or under a checkpoint itself. */
export function keepShot(round: string, item: string, photo: Photo): Promise<string> {
  const { bytes, thumb, type, taken_at, provenance, original_sha256, width, height } = photo;
  return keepPhoto({
    recordId: round,
    key: keyOf(item),
    ...{ bytes, thumb, type, taken_at, provenance, original_sha256, width, height },
  });
}

/** Marks a photo as removed (M5); its way back comes with it while the bytes are on this phone. */
export async function removeShot(round: string, item: string, photo: Attachment) {
  const bytes = await photoBytes(photo.id);
  await change(round, { [keyOf(item)]: { remove: [photo.id] } });
  if (!bytes) return undefined;
  return () => keepPhoto(again(round, item, photo, bytes));
}

function again(round: string, item: string, photo: Attachment, bytes: ArrayBuffer): NewPhoto {
  const { type, caption, provenance, original_sha256, width, height } = photo;
  const kept: NewPhoto = {
    recordId: round,
    key: keyOf(item),
    bytes,
    type,
    taken_at: photo.taken_at ?? new Date().toISOString(),
  };
  return Object.assign(kept, { caption, provenance, original_sha256, width, height });
}

/** Entries for another record of the photos that it does not hold yet: same bytes, ids of their own. */
export function newAttachments(photos: readonly Attachment[], there: readonly Attachment[]) {
  const known = new Set(there.map((each) => each.sha256));
  return photos
    .filter((each) => !known.has(each.sha256))
    .map(
      ({ by: _by, received: _received, available: _available, removed: _removed, ...entry }) => ({
        ...entry,
        id: uuid(),
      }),
    );
}
