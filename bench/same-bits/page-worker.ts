/** Worker of a page: is sent a task, computes the digests and sends them back. */
import { computeDigests, type Task } from "./digests.ts";

addEventListener("message", ({ data }: MessageEvent<Task>) => postMessage(computeDigests(data)));
