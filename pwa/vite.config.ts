import preact from "@preact/preset-vite";
import { defineConfig } from "vitest/config";
import { icons } from "./tools/icons.ts";
import { serviceWorker } from "./tools/service-worker.ts";

const server = process.env.ROUNDBOOK_SERVER ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [preact(), icons(), serviceWorker()],
  build: { target: "es2022", sourcemap: false, assetsInlineLimit: 0, reportCompressedSize: true },
  server: { proxy: { "/api": server } },
  test: {
    environment: "node",
    setupFiles: ["tools/test-setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
