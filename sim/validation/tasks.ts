/** What threads are asked in a validation: a member, or the world that is held against statistics. */
import { fileBeside, type Job, type Work } from "../experiment/pool.ts";
import { fitWorld, type PlacesFit } from "./fit.ts";
import { observe, type Values } from "./member.ts";
import { type Member, makeSetting, type Setting } from "./worlds.ts";

/** A member to observe; or, with a number of households, a world of that size to compare with its places. */
export interface Task {
  readonly member: Member;
  readonly fitted?: number;
  /** A world that breaks is an answer too: parameters lie at the ends of their ranges. */
  readonly tolerant?: boolean;
}

/** What was found: one of the two. */
export interface Answer {
  readonly values?: Values;
  readonly fit?: PlacesFit;
  /** What broke, where that is tolerated. */
  readonly fault?: string;
}

/** Does a task. */
export const workOn: Work<Setting, Task, Answer> = async (setting, { member, fitted, tolerant }, hooks) => {
  // A month of a larger world counts as much more as it takes.
  const weight = fitted === undefined ? 1 : fitted / setting.reference.input.households;
  const report = (months: number) => {
    hooks.onProgress(weight * months);
    hooks.signal?.throwIfAborted();
  };
  if (fitted === undefined) {
    try {
      return { values: await observe(setting, member, report) };
    } catch (error) {
      if (tolerant !== true || hooks.signal?.aborted) throw error;
      return { fault: error instanceof Error ? error.message : String(error) };
    }
  }
  return { fit: await fitWorld(makeSetting(fitted), member, report) };
};

/** The kind of task, for a pool of threads. */
export const VALIDATION_JOB: Job<Setting, Task, Answer> = {
  program: fileBeside(import.meta.url, "tasks-worker"),
  work: workOn,
  nameOf: ({ member }) => `the member with seed ${member.seed}`,
};
