/** Program of a thread that makes runs: one task after another, each answered with its result. */
import { parentPort, workerData } from "node:worker_threads";
import { invariant } from "../core/assert.ts";
import { replicate } from "./replicate.ts";
import { runOf, type ThreadData, type ThreadEvent, type ThreadTask } from "./threads.ts";

/** Time between two reports of progress [ms]. */
const REPORT_MS = 100;

const port = parentPort;
invariant(port !== null, "the program of runs works in a thread");
const { runs, every } = workerData as ThreadData;
const tell = (event: ThreadEvent, transfer: readonly ArrayBuffer[] = []) => port.postMessage(event, transfer);

let months = 0;
let told = 0;

port.on("message", async ({ task, run, seed }: ThreadTask) => {
  try {
    const outcome = await replicate(runOf(runs, run), seed, { every, onMonth: countMonth });
    tell({ type: "months", months });
    months = 0;
    tell({ type: "done", task, outcome }, [outcome.values.buffer as ArrayBuffer]);
  } catch (error) {
    tell({
      type: "failed",
      task,
      stack: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
});

/** Counts a simulated month, and reports now and then. */
function countMonth(): void {
  months++;
  const now = performance.now();
  if (now - told < REPORT_MS) return;
  told = now;
  tell({ type: "months", months });
  months = 0;
}
