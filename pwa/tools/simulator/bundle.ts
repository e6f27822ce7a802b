// The phone's own outbox, store and rules as one script, built in memory by the project's bundler.
import { resolve } from "node:path";
import vm from "node:vm";
import { build } from "vite";

/** Compiled once; each tab runs it in a world of its own. */
export async function phoneScript(): Promise<vm.Script> {
  const root = resolve(import.meta.dirname, "../..");
  const built = await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: "warn",
    build: {
      write: false,
      minify: false,
      target: "es2022",
      rollupOptions: {
        input: resolve(import.meta.dirname, "page.ts"),
        output: { format: "iife", entryFileNames: "phone.js" },
      },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    "output" in one ? one.output : [],
  );
  const [chunk] = outputs.filter((one) => one.type === "chunk");
  if (!chunk) throw new Error("the phone's script was not built");
  return new vm.Script(chunk.code, { filename: "phone.js" });
}
