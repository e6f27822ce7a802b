/** An icon from the sprite. It never stands without a word: give `label` when none is beside it. */
import symbols from "virtual:icons";
import type { IconName } from "./icon-names";

/** Puts the sprite into the page, once, before the first paint. */
export function spreadIcons(): void {
  if (document.getElementById("icons")) return;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.id = "icons";
  svg.setAttribute("aria-hidden", "true");
  svg.style.display = "none";
  svg.innerHTML = symbols;
  document.body.prepend(svg);
}

export function Icon(props: { name: IconName; label?: string; size?: number }) {
  const size = `${(props.size ?? 24) / 16}rem`;
  const told = props.label
    ? ({ role: "img", "aria-label": props.label } as const)
    : ({ "aria-hidden": "true" } as const);
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it has either an aria-label or aria-hidden
    <svg class="icon" style={{ width: size, height: size }} focusable="false" {...told}>
      <use href={`#i-${props.name}`} />
    </svg>
  );
}
