/**
 * Replications: the same prepared run under other luck. A result is a pure function of run and seed, so
 * it does not matter which thread makes it, nor when.
 */
import { formatMonth } from "../core/clock.ts";
import { combineDigests } from "../core/digest.ts";
import { digestSimulation } from "../model/simulation.ts";
import { GROUPS, INDICATORS, measure } from "../output/indicators.ts";
import { writtenLevers } from "./lever-series.ts";
import { type Run, runScenario } from "./run.ts";
import { runKey } from "./seed.ts";

/** One run to be made. */
export interface Replication {
  /** Position of the prepared run. */
  readonly run: number;
  readonly seed: string;
}

/** Indicators of a run at some months: those of `RECORDS`, the first and the last month. */
export interface Outcome {
  /** Digest of the whole final state. */
  readonly digest: string;
  /** Months measured [months since 2019-01]; the first is that before the first month. */
  readonly months: readonly number[];
  /** Record x indicator x group. */
  readonly values: Float64Array;
}

/** How a replication is made. */
export interface ReplicationOptions {
  /** Months between two records. */
  readonly every: number;
  /** Told after every month. */
  readonly onMonth?: () => void;
  readonly signal?: AbortSignal;
}

/** Values of one record. */
export const RECORD_VALUES: number = INDICATORS.length * GROUPS.length;

/** Seed k of a set of replications, from 1: paired runs of two scenarios share it. */
export function seedOf(base: string, k: number): string {
  return `${base}-${k}`;
}

/**
 * Makes one run and measures it at its beginning, every so many months, and at its end.
 * @throws the signal's reason when stopped
 */
export async function replicate(run: Run, seed: string, options: ReplicationOptions): Promise<Outcome> {
  const { every, onMonth, signal } = options;
  const months: number[] = [];
  const records: Float64Array[] = [];
  const ownLuck: Run = { ...run, seed, input: { ...run.input, runKey: runKey(seed) } };
  const final = await runScenario(ownLuck, {
    ...(signal === undefined ? {} : { signal }),
    onMonth: (simulation, elapsed) => {
      if (elapsed > 0) onMonth?.();
      if (elapsed % every !== 0 && elapsed !== run.months) return;
      const record = new Float64Array(RECORD_VALUES);
      measure(simulation, record);
      months.push(simulation.month);
      records.push(record);
    },
  });
  const values = new Float64Array(records.length * RECORD_VALUES);
  for (const [at, record] of records.entries()) values.set(record, at * RECORD_VALUES);
  return { digest: combineDigests(digestSimulation(final)), months, values };
}

/** What decides the results of a prepared run, but for its seed: plain JSON. */
export function decisionsOf({ scenario, input, months, digests }: Run) {
  return {
    scenario: scenario.name,
    placesDigest: digests.places,
    start: formatMonth(input.startMonth),
    households: input.households,
    months,
    levers: writtenLevers(input.levers),
  };
}

/** Value of an indicator in a group at a record of an outcome; the last record by default. */
export function recorded(outcome: Outcome, indicator: number, group: number, record?: number): number {
  const at = record ?? outcome.months.length - 1;
  return outcome.values[at * RECORD_VALUES + indicator * GROUPS.length + group] ?? Number.NaN;
}
