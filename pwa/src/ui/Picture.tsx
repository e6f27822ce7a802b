/** A photo of a record: from this phone while it is here, else the server's rendition. */
import { useEffect, useState } from "preact/hooks";
import type { Attachment } from "../rules/types";
import { photoBytes } from "../store";
import { Dialog } from "./Dialog";
import { time } from "./format";
import { Icon } from "./Icon";
import { useLive } from "./live";
import { pictureWords as t } from "./words-ui";

/** An address for bytes that lie on this phone; released when the picture leaves the screen. */
function useLocal(id: string, type: string): string | null | undefined {
  const bytes = useLive(async () => ({ here: await photoBytes(id) }), [id]);
  const [address, setAddress] = useState<string | null | undefined>();
  useEffect(() => {
    if (!bytes) return;
    if (!bytes.here) {
      setAddress(null);
      return;
    }
    const made = URL.createObjectURL(new Blob([bytes.here], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, type]);
  return address;
}

export function Picture(props: {
  photo: Attachment;
  testid: string;
  size?: "thumb" | "view" | undefined;
}) {
  const { photo } = props;
  const local = useLocal(photo.id, photo.type);
  const [failed, setFailed] = useState(false);
  const src =
    local ??
    (local === null && photo.available
      ? `/api/blobs/${photo.sha256}?size=${props.size ?? "thumb"}`
      : "");
  const when = photo.taken_at ? time(photo.taken_at) : "";
  const told = photo.caption || t("photo", { time: when });
  if (!src || failed) {
    const why = failed ? "notHere" : local === undefined ? "opening" : "elsewhere";
    return (
      <span class="picture picture-none" data-testid={props.testid}>
        <Icon name="image" />
        <span>{t(why)}</span>
      </span>
    );
  }
  return (
    <span class="picture" data-testid={props.testid}>
      <img src={src} alt={told} loading="lazy" decoding="async" onError={() => setFailed(true)} />
    </span>
  );
}

/** All photos of a field in a grid; a tap shows one large. */
export function Pictures(props: { photos: readonly Attachment[]; testid: string }) {
  const [open, setOpen] = useState<Attachment | null>(null);
  const shown = props.photos.filter((each) => !each.removed);
  return (
    <>
      <div class="pictures">
        {shown.map((each) => (
          <button
            key={each.id}
            type="button"
            class="picture-button"
            data-testid={`${props.testid}-${each.id}`}
            onClick={() => setOpen(each)}
          >
            <Picture photo={each} testid={`${props.testid}-thumb`} />
          </button>
        ))}
      </div>
      <Dialog
        open={open !== null}
        title={open?.caption || t("photo", { time: open?.taken_at ? time(open.taken_at) : "" })}
        onClose={() => setOpen(null)}
        testid={`${props.testid}-large`}
      >
        {open && <Picture photo={open} size="view" testid={`${props.testid}-view`} />}
      </Dialog>
    </>
  );
}
