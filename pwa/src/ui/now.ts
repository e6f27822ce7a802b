/** The time, for countdowns: told every few seconds while the page is seen, and on waking. */
import { signal } from "@preact/signals";

const every = 5_000;

/** Milliseconds since 1970; reading it in a component repaints that component as time goes by. */
export const now = signal(Date.now());

const tell = () => {
  if (document.visibilityState === "visible") now.value = Date.now();
};
setInterval(tell, every);
document.addEventListener("visibilitychange", tell);
