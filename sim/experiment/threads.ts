/** Many replications over the cores of this machine: the pool of threads at work on prepared runs. */
import { fileBeside, type Job, runTasks, type Work } from "./pool.ts";
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
interface ThreadData {
  readonly runs: readonly Run[];
  readonly every: number;
}

/** Makes one replication of one of the runs. */
export const replicateOne: Work<ThreadData, Replication, Outcome> = ({ runs, every }, task, hooks) => {
  const { signal, onProgress } = hooks;
  const onMonth = () => onProgress(1);
  return replicate(runOf(runs, task.run), task.seed, {
    every,
    onMonth,
    ...(signal === undefined ? {} : { signal }),
  });
};

const JOB: Job<ThreadData, Replication, Outcome> = {
  program: fileBeside(import.meta.url, "threads-worker"),
  work: replicateOne,
  nameOf: ({ seed }) => `the run with seed ${seed}`,
};

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
  const { threads, every, signal, onOutcome, onMonths } = options;
  await runTasks(JOB, { runs, every }, tasks, {
    threads,
    signal,
    onResult: onOutcome,
    onProgress: onMonths,
  });
}

function runOf(runs: readonly Run[], position: number): Run {
  const run = runs[position];
  if (run === undefined) throw new Error(`there is no run ${position}`);
  return run;
}
