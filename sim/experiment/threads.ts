/**
 * Many runs over the cores of this machine. Each thread makes one run after another; results come back
 * in any order and are the same for any number of threads. One thread works here, without another.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type Outcome, type Replication, replicate } from "./replicate.ts";
import type { Run } from "./run.ts";

/** How a set of replications is made. */
export interface ThreadOptions {
  /** Threads, at least 1. */
  readonly threads: number;
  /** Months between two records of a run. */
  readonly every: number;
  readonly signal: AbortSignal;
  /** Takes the result of the task at a position of the list; called once for each. */
  readonly onOutcome: (task: number, outcome: Outcome) => void;
  /** Told how many months were simulated since it was told before. */
  readonly onMonths?: (months: number) => void;
}

/** What a thread is given at its start. */
export interface ThreadData {
  readonly runs: readonly Run[];
  readonly every: number;
}

/** What a thread is asked to do. */
export interface ThreadTask extends Replication {
  readonly task: number;
}

/** What a thread tells. */
export type ThreadEvent =
  | { readonly type: "months"; readonly months: number }
  | { readonly type: "done"; readonly task: number; readonly outcome: Outcome }
  | { readonly type: "failed"; readonly task: number; readonly stack: string };

/** Threads that this machine runs at once. */
export function defaultThreads(): number {
  return availableParallelism();
}

/**
 * Makes all replications.
 * @param runs prepared runs, given to every thread once
 * @throws the signal's reason when stopped; what a run or `onOutcome` throws: then all threads are ended
 */
export async function replicateAll(
  runs: readonly Run[],
  tasks: readonly Replication[],
  options: ThreadOptions,
): Promise<void> {
  options.signal.throwIfAborted();
  const threads = Math.min(options.threads, tasks.length);
  if (threads > 1) return await inThreads(runs, tasks, threads, options);
  const { every, signal, onOutcome, onMonths } = options;
  for (const [task, { run, seed }] of tasks.entries()) {
    const onMonth = () => onMonths?.(1);
    onOutcome(task, await replicate(runOf(runs, run), seed, { every, signal, onMonth }));
  }
}

/** A run by its position. */
export function runOf(runs: readonly Run[], position: number): Run {
  const run = runs[position];
  if (run === undefined) throw new Error(`there is no run ${position}`);
  return run;
}

function inThreads(
  runs: readonly Run[],
  tasks: readonly Replication[],
  threads: number,
  options: ThreadOptions,
): Promise<void> {
  const { every, signal, onOutcome, onMonths } = options;
  const data: ThreadData = { runs, every };
  const workers = Array.from(
    { length: threads },
    (_, k) => new Worker(threadFile(), { workerData: data, name: `runs ${k + 1}` }),
  );
  let next = 0;
  let open = tasks.length;
  const done = new Promise<void>((resolve, reject) => {
    const give = (worker: Worker) => {
      const task = next++;
      const what = tasks[task];
      if (what !== undefined) worker.postMessage({ task, ...what } satisfies ThreadTask);
    };
    const hear = (worker: Worker, event: ThreadEvent) => {
      if (event.type === "months") return onMonths?.(event.months);
      if (event.type === "failed") return reject(failure(tasks[event.task], event.stack));
      onOutcome(event.task, event.outcome);
      open--;
      if (open === 0) resolve();
      else give(worker);
    };
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    for (const worker of workers) {
      worker.on("message", (event: ThreadEvent) => {
        try {
          hear(worker, event);
        } catch (error) {
          reject(error);
        }
      });
      worker.on("error", reject);
      worker.on("exit", (code) => reject(new Error(`a thread ended early with ${code}`)));
      give(worker);
    }
  });
  return done.finally(async () => void (await Promise.all(workers.map((worker) => worker.terminate()))));
}

function failure(task: Replication | undefined, stack: string): Error {
  return new Error(`the run with seed ${task?.seed} failed: ${stack}`);
}

/** The thread's program lies beside this one, with the same ending. */
function threadFile(): URL {
  return new URL(import.meta.url.replace(/threads(\.[jt]s)$/, "threads-worker$1"));
}
