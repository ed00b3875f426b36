/** Runs of the model at points, over the cores of this machine. */
import { fileBeside, type Job, runTasks, type Work } from "../experiment/pool.ts";
import { type Run, runScenario } from "../experiment/run.ts";
import { runKey } from "../experiment/seed.ts";
import type { Parameters } from "../model/parameters.ts";
import { observe, type Statistics } from "./observe.ts";

/** A run to make: the parameters that are not those of the table, luck, size. */
export interface PointTask {
  readonly parameters: Partial<Parameters>;
  readonly seed: string;
  readonly households: number;
}

/** Makes one run and measures it. */
export const runPoint: Work<Run, PointTask, Statistics> = async (run, task, { onProgress, signal }) => {
  const { parameters, seed, households } = task;
  const observer = observe(run.months);
  const input = { ...run.input, parameters, households, runKey: runKey(seed) };
  const final = await runScenario(
    { ...run, seed, input },
    {
      ...(signal === undefined ? {} : { signal }),
      onMonth: (sim, elapsed) => {
        if (elapsed === 0) return;
        observer.note(sim);
        onProgress(households);
      },
    },
  );
  return observer.values(final);
};

const JOB: Job<Run, PointTask, Statistics> = {
  program: fileBeside(import.meta.url, "points-worker"),
  work: runPoint,
  nameOf: ({ seed, parameters }) => `the run with seed ${seed} at ${JSON.stringify(parameters)}`,
};

/** How runs are made. */
export interface PointOptions {
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Told how many household-months were simulated since it was told before. */
  readonly onProgress?: ((months: number) => void) | undefined;
}

/** Makes all runs. @returns statistics in the order of the tasks */
export async function runPoints(
  run: Run,
  tasks: readonly PointTask[],
  options: PointOptions,
): Promise<readonly Statistics[]> {
  const results: Statistics[] = [];
  await runTasks(JOB, run, tasks, {
    ...options,
    onResult: (position, statistics) => {
      results[position] = statistics;
    },
  });
  return results;
}
