/** What the strip says, and a clock that ticks for it. */
import { useEffect, useState } from "preact/hooks";
import { zone } from "../format";
import type { Strip } from "../photo";
import { t } from "./words";

/** Where the photo is taken and by whom, as people read it. */
export interface Place {
  site: string;
  /** Checkpoint, zone, area. */
  spot: string;
  person: string;
  code?: string;
}

/** `2026-11-24 15:42` at the site: digits that mean the same in every language. */
function stamp(taken: Date): string {
  return new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone.value,
    dateStyle: "short",
    timeStyle: "short",
  }).format(taken);
}

/** The strip of a photo; one from the gallery says so, since its time is the file's own claim. */
export function stripOf(place: Place, taken: Date, gallery: boolean): Strip {
  const line = [place.site, place.spot, place.person].filter(Boolean).join(" · ");
  const time = gallery ? `${stamp(taken)} · ${t("fromGallery")}` : stamp(taken);
  return place.code ? { time, line, code: place.code } : { time, line };
}

/** The present minute. */
export function useTick(): Date {
  const [now, setNow] = useState(new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
