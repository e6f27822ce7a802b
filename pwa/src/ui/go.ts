/** Navigation from code, and a back button that never leaves the app by accident. */

interface Stamp {
  depth?: number;
}

let moved = false;

/** Whether the person has gone from one screen to another since the app was opened. */
export const hasMoved = (): boolean => moved;

addEventListener("popstate", () => {
  moved = true;
});

const depth = () => (history.state as Stamp | null)?.depth ?? 0;
const push = history.pushState.bind(history);
const replace = history.replaceState.bind(history);

// The router pushes bare states; each is stamped with how deep in the app it lies, so that a
// reload or a cold start in the middle of a task still knows whether there is a way back.
history.pushState = (state, unused, url) => {
  moved = true;
  push({ ...(state as object | null), depth: depth() + 1 }, unused, url);
};
history.replaceState = (state, unused, url) =>
  replace({ ...(state as object | null), depth: depth() }, unused, url);

/** Opens a path of the app. */
export function go(path: string, how: { replace?: boolean } = {}): void {
  if (how.replace) history.replaceState(null, "", path);
  else history.pushState(null, "", path);
  dispatchEvent(new PopStateEvent("popstate"));
  scrollTo(0, 0);
}

/** Goes back inside the app, or to `fallback` when this screen was opened from outside. */
export function back(fallback = "/today"): void {
  if (depth() > 0) history.back();
  else go(fallback, { replace: true });
}
