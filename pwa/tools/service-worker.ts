// Builds src/sw/sw.ts to dist/sw.js after the app, with the list of files to keep for offline use.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { build, type Plugin } from "vite";

interface Entry {
  url: string;
  revision: string | null;
  integrity?: string;
}

const digest = (file: string, how: "sha256" | "sha384") =>
  createHash(how).update(readFileSync(file));

/**
 * Files of the built app. A hashed name needs no revision, and its bytes are checked: what a captive
 * portal answers in its place must never be kept as the app.
 */
function precacheList(dist: string): Entry[] {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^sw\.js|\.map$|\.(br|gz)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file): Entry => {
      const url = `/${relative(dist, file).replaceAll("\\", "/")}`;
      if (!url.startsWith("/assets/")) {
        return { url, revision: digest(file, "sha256").digest("hex").slice(0, 16) };
      }
      const integrity = `sha384-${digest(file, "sha384").digest("base64")}`;
      return { url, revision: null, integrity };
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
