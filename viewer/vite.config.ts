import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { outlines } from "./build/outlines.ts";

/** The viewer: one page, all assets local, relative addresses, so that any server may carry it. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  publicDir: "public",
  plugins: [outlines()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { outDir: "../dist/viewer", emptyOutDir: true, target: "es2022", modulePreload: false },
});
