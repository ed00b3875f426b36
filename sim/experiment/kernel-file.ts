/** The kernels that `npm run build` made from sim/kernel. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the build puts them, seen from the sources and from the build itself. */
const PLACES = ["../kernel/kernel.wasm", "../../dist/sim/kernel/kernel.wasm"];

/** The compiled kernels; undefined: they are not built. */
export function loadKernels(): WebAssembly.Module | undefined {
  for (const place of PLACES) {
    const path = fileURLToPath(new URL(place, import.meta.url));
    if (existsSync(path)) return new WebAssembly.Module(readFileSync(path));
  }
  return undefined;
}
