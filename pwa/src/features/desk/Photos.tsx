/** Photos of a record: thumbnails, what is still on a phone, and a lightbox with arrow keys. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Attachment } from "../../rules/types";
import { photoBytes } from "../../store";
import { moment, useLive } from "../../ui";
import { Mark } from "./marks";
import { w } from "./words";

export interface Shot {
  photo: Attachment;
  /** Where in the record it hangs: an item's name, or nothing for the record itself. */
  place: string;
}

/** The picture's address: the server's rendition, or this device's own bytes while they wait here. */
function useAddress(photo: Attachment, size: "thumb" | "view"): string | null {
  const bytes = useLive(() => photoBytes(photo.id), [photo.id]);
  const [local, setLocal] = useState<string | null>(null);
  useEffect(() => {
    if (photo.available || !bytes) return setLocal(null);
    const url = URL.createObjectURL(new Blob([bytes], { type: photo.type }));
    setLocal(url);
    return () => URL.revokeObjectURL(url);
  }, [bytes, photo.available, photo.type]);
  return photo.available ? `/api/blobs/${photo.sha256}?size=${size}` : local;
}

export function Picture(props: { shot: Shot; alt: string; size: "thumb" | "view" }) {
  const address = useAddress(props.shot.photo, props.size);
  const [failed, setFailed] = useState(false);
  if (!address || failed) {
    return (
      <span class="desk-nophoto">
        <Mark name="cloud" size={24} />
        {w("photoOnPhone")}
      </span>
    );
  }
  return <img src={address} alt={props.alt} loading="lazy" onError={() => setFailed(true)} />;
}

export function shotName(shot: Shot, at: number): string {
  return shot.photo.caption || shot.place || w("photoAlt", { n: at + 1 });
}

export function Photos(props: {
  shots: Shot[];
  testid: string;
  flagged?: ReadonlySet<string>;
  flag?: preact.ComponentChildren;
}) {
  const [open, setOpen] = useState<number | null>(null);
  return (
    <>
      <ul class="desk-photos" data-testid={props.testid}>
        {props.shots.map((shot, at) => {
          const name = shotName(shot, at);
          return (
            <li key={shot.photo.id}>
              <button
                type="button"
                aria-label={w("enlarge", { name })}
                data-testid={`${props.testid}-${at}`}
                onClick={() => setOpen(at)}
              >
                <Picture shot={shot} alt="" size="thumb" />
                {props.flagged?.has(shot.photo.sha256) && (
                  <span class="desk-photo-flag">{props.flag}</span>
                )}
              </button>
              <span class="desk-tiny">{name}</span>
            </li>
          );
        })}
      </ul>
      {open !== null && (
        <Lightbox shots={props.shots} at={open} onMove={setOpen} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

function Lightbox(props: {
  shots: Shot[];
  at: number;
  onMove: (at: number) => void;
  onClose: () => void;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const shot = props.shots[props.at];
  if (!shot) return null;
  const count = props.shots.length;
  const move = (by: number) => props.onMove((props.at + by + count) % count);
  const name = shotName(shot, props.at);
  const { taken_at } = shot.photo;
  return (
    <dialog
      ref={ref}
      class="desk-lightbox"
      aria-label={name}
      data-testid="desk-lightbox"
      onClose={props.onClose}
      onKeyDown={(event) => {
        if (event.key === "ArrowRight") move(1);
        if (event.key === "ArrowLeft") move(-1);
      }}
    >
      <Picture key={shot.photo.id} shot={shot} alt={name} size="view" />
      <footer>
        <span>
          {w("original", { n: props.at + 1, of: count })} · {name}
          {taken_at && ` · ${moment(taken_at)}`}
        </span>
        <span class="desk-row">
          <button
            type="button"
            class="desk-button"
            data-testid="desk-lightbox-previous"
            onClick={() => move(-1)}
          >
            {w("previous")}
          </button>
          <button
            type="button"
            class="desk-button"
            data-testid="desk-lightbox-next"
            onClick={() => move(1)}
          >
            {w("next")}
          </button>
          <button
            type="button"
            class="desk-button"
            data-testid="desk-lightbox-close"
            onClick={() => ref.current?.close()}
          >
            {w("close")}
          </button>
        </span>
      </footer>
    </dialog>
  );
}
