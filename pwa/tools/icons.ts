/** Vite plugin: one sprite of the icons that the app names, from lucide-static, as a virtual module. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";
import { iconFiles } from "../src/ui/icon-names.ts";

const name = "virtual:icons";
const find = createRequire(import.meta.url);

function symbol([id, file]: [string, string]): string {
  const svg = readFileSync(find.resolve(`lucide-static/icons/${file}.svg`), "utf8");
  const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="i-${id}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, "")}</symbol>`;
}

/** Serves `virtual:icons`: the sprite's symbols as one string. */
export function icons(): Plugin {
  return {
    name: "icons",
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) =>
      id === `\0${name}`
        ? `export default ${JSON.stringify(Object.entries(iconFiles).map(symbol).join(""))}`
        : undefined,
  };
}
