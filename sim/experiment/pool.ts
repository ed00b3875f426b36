/**
 * A pool of threads for tasks that do not depend on each other. Results come back in any order and are the
 * same for any number of threads; one thread works here, without another. A thread's program is a file of
 * its own that calls `serveTasks` with the same work.
 */
import { availableParallelism } from "node:os";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { invariant } from "../core/assert.ts";

/** What a task may tell and hear while it works. */
export interface TaskHooks {
  /** Told of work done, in whatever it is counted. */
  readonly onProgress: (amount: number) => void;
  /** Stops the task; only where it works in the program's own thread: other threads are ended. */
  readonly signal?: AbortSignal;
}

/** What is done with a task: a pure function of data and task. */
export type Work<Data, Task, Result> = (data: Data, task: Task, hooks: TaskHooks) => Promise<Result>;

/** A kind of task. */
export interface Job<Data, Task, Result> {
  /** File of the thread's program, made with `fileBeside`. */
  readonly program: URL;
  readonly work: Work<Data, Task, Result>;
  /** Names a task in a message. */
  readonly nameOf: (task: Task) => string;
}

/** How a set of tasks is done. */
export interface PoolOptions<Result> {
  /** Threads, at least 1. */
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Takes the result of the task at a position of the list; called once for each, in any order. */
  readonly onResult: (position: number, result: Result) => void;
  /** Told how much was done since it was told before. */
  readonly onProgress?: ((amount: number) => void) | undefined;
}

type TaskEvent<Result> =
  | { readonly type: "progress"; readonly amount: number }
  | { readonly type: "done"; readonly position: number; readonly result: Result }
  | { readonly type: "failed"; readonly position: number; readonly stack: string };

interface TaskOrder<Task> {
  readonly position: number;
  readonly task: Task;
}

/** Time between two reports of progress [ms]. */
const REPORT_MS = 100;

/** Threads that this machine runs at once. */
export function defaultThreads(): number {
  return availableParallelism();
}

/**
 * A file that lies beside a module, with the same ending: .ts in the sources, .js where they are built.
 * @param module import.meta.url of the module
 * @param name of the file, without its ending
 */
export function fileBeside(module: string, name: string): URL {
  return new URL(module.replace(/[^/]+(\.[jt]s)$/, `${name}$1`));
}

/**
 * Does all tasks.
 * @param data given to every thread once
 * @throws the signal's reason when stopped; what a task or `onResult` throws: then all threads are ended
 */
export async function runTasks<Data, Task, Result>(
  job: Job<Data, Task, Result>,
  data: Data,
  tasks: readonly Task[],
  options: PoolOptions<Result>,
): Promise<void> {
  options.signal.throwIfAborted();
  const threads = Math.min(options.threads, tasks.length);
  if (threads > 1) return await inThreads(job, data, tasks, threads, options);
  const { signal, onResult, onProgress = () => undefined } = options;
  for (const [position, task] of tasks.entries()) {
    signal.throwIfAborted();
    onResult(position, await job.work(data, task, { onProgress, signal }));
  }
}

function inThreads<Data, Task, Result>(
  job: Job<Data, Task, Result>,
  data: Data,
  tasks: readonly Task[],
  threads: number,
  { signal, onResult, onProgress }: PoolOptions<Result>,
): Promise<void> {
  const workers = Array.from(
    { length: threads },
    (_, k) => new Worker(job.program, { workerData: data, name: `tasks ${k + 1}` }),
  );
  let next = 0;
  let open = tasks.length;
  let stop = () => {};
  const done = new Promise<void>((resolve, reject) => {
    const give = (worker: Worker) => {
      const position = next++;
      const task = tasks[position];
      if (task !== undefined) worker.postMessage({ position, task } satisfies TaskOrder<Task>);
    };
    const hear = (worker: Worker, event: TaskEvent<Result>) => {
      if (event.type === "progress") return onProgress?.(event.amount);
      if (event.type === "failed") {
        return reject(new Error(`${nameAt(job, tasks, event.position)} failed: ${event.stack}`));
      }
      onResult(event.position, event.result);
      open--;
      if (open === 0) resolve();
      else give(worker);
    };
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    for (const worker of workers) {
      worker.on("message", (event: TaskEvent<Result>) => {
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
  return done.finally(async () => {
    signal.removeEventListener("abort", stop);
    await Promise.all(workers.map((worker) => worker.terminate()));
  });
}

function nameAt<Data, Task, Result>(
  job: Job<Data, Task, Result>,
  tasks: readonly Task[],
  position: number,
): string {
  const task = tasks[position];
  return task === undefined ? `task ${position}` : job.nameOf(task);
}

/**
 * Program of a thread: does one task after another, each answered with its result.
 * @param memoryOf buffers of a result that are handed over instead of copied
 */
export function serveTasks<Data, Task, Result>(
  work: Work<Data, Task, Result>,
  memoryOf: (result: Result) => readonly ArrayBuffer[] = () => [],
): void {
  const port = parentPort;
  invariant(port !== null, "the program of tasks works in a thread");
  const tell = (event: TaskEvent<Result>, memory: readonly ArrayBuffer[] = []) =>
    port.postMessage(event, memory);
  let amount = 0;
  let told = 0;
  const flush = () => {
    tell({ type: "progress", amount });
    amount = 0;
  };
  const onProgress = (more: number) => {
    amount += more;
    const now = performance.now();
    if (now - told < REPORT_MS) return;
    told = now;
    flush();
  };
  port.on("message", async ({ position, task }: TaskOrder<Task>) => {
    try {
      const result = await work(workerData as Data, task, { onProgress });
      flush();
      tell({ type: "done", position, result }, memoryOf(result));
    } catch (error) {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      tell({ type: "failed", position, stack });
    }
  });
}
