/** Light, dark, sun, or as the phone has it. Kept on this phone; read before the first paint. */
import { effect, signal } from "@preact/signals";

export const themes = ["auto", "light", "dark", "sun"] as const;
export type Theme = (typeof themes)[number];

const kept = "roundbook.theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
const phoneIsDark = signal(dark.matches);
dark.addEventListener("change", (event) => {
  phoneIsDark.value = event.matches;
});

function choice(): Theme {
  const value = localStorage.getItem(kept);
  return themes.find((each) => each === value) ?? "auto";
}

export const theme = signal<Theme>(choice());

/** Chooses and keeps a theme. */
export function wear(value: Theme): void {
  localStorage.setItem(kept, value);
  theme.value = value;
}

const bars = { light: "#f1f3f0", dark: "#101418", sun: "#ffffff" };

effect(() => {
  const worn = theme.value === "auto" ? (phoneIsDark.value ? "dark" : "light") : theme.value;
  document.documentElement.dataset.theme = worn;
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    meta.setAttribute("content", bars[worn]);
  }
});
