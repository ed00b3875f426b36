/** Program of the engine's thread: a runner over real simulations, with the thread's messages and timers. */
import { parentPort, workerData } from "node:worker_threads";
import { invariant } from "../core/assert.ts";
import type { EngineCommand } from "../session/engine.ts";
import { Runner } from "../session/runner.ts";
import { openShelf, type WorldFiles } from "./catalogue.ts";
import { buildRun, liveThreads } from "./run.ts";

const port = parentPort;
invariant(port !== null, "the engine's program runs in a worker thread");
const shelf = openShelf(workerData as WorldFiles);

const runner = new Runner({
  build: (choice, progress, engines) => buildRun(shelf, choice, liveThreads(engines), progress),
  report: (event) => {
    // A frame is handed over, not copied.
    port.postMessage(event, event.type === "month" ? [event.frame] : []);
  },
  schedule,
  now: () => performance.now(),
});
port.on("message", (command: EngineCommand) => runner.handle(command));

function schedule(callback: () => void, delayMs: number): () => void {
  if (delayMs >= 1) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  }
  const next = setImmediate(callback);
  return () => clearImmediate(next);
}
