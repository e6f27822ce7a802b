/** The present moment for everything on the desk that ticks, and the site that is looked at. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** Milliseconds; moves every ten seconds while the desk is open. */
export const now = signal(Date.now());

export function useTicking(): void {
  useEffect(() => {
    const tick = () => {
      now.value = Date.now();
    };
    tick();
    const timer = setInterval(tick, 10_000);
    return () => clearInterval(timer);
  }, []);
}

const kept = "roundbook.desk.site";

/** The chosen site's scope; empty = all sites of this person. */
export const chosenSite = signal(sessionStorage.getItem(kept) ?? "");

export function chooseSite(scope: string): void {
  sessionStorage.setItem(kept, scope);
  chosenSite.value = scope;
}
