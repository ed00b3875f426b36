/** Worker of a page: is sent a task, fetches the kernels, computes the digests and sends them back. */
import { computeDigests, type Task } from "./digests.ts";

const KERNELS = "/sim/kernel/kernel.wasm";

addEventListener("message", async ({ data }: MessageEvent<Task>) => {
  try {
    const bytes = await (await fetch(KERNELS)).arrayBuffer();
    postMessage({ outcome: computeDigests(data, await WebAssembly.compile(bytes)) });
  } catch (error) {
    postMessage({ failure: String(error) });
  }
});
