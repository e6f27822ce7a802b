// Builds src/sw/sw.ts to dist/sw.js after the app, with the list of files to keep for offline use.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { build, type Plugin } from "vite";

/** Files of the built app; a hashed name needs no revision, the others get one from their bytes. */
function precacheList(dist: string): { url: string; revision: string | null }[] {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^sw\.js|\.map$|\.(br|gz)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => {
      const url = `/${relative(dist, file).replaceAll("\\", "/")}`;
      const hashed = url.startsWith("/assets/");
      const revision = hashed
        ? null
        : createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 16);
      return { url, revision };
    })
    .sort((a, b) => a.url.localeCompare(b.url));
}

export function serviceWorker(): Plugin {
  let root = "";
  let dist = "";
  return {
    name: "roundbook-service-worker",
    apply: "build",
    configResolved(config) {
      root = config.root;
      dist = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      await build({
        configFile: false,
        root,
        publicDir: false,
        logLevel: "warn",
        define: { "self.__WB_MANIFEST": JSON.stringify(precacheList(dist)) },
        build: {
          outDir: dist,
          emptyOutDir: false,
          target: "es2022",
          rollupOptions: {
            input: resolve(root, "src/sw/sw.ts"),
            output: { format: "iife", entryFileNames: "sw.js" },
          },
        },
      });
    },
  };
}
