/**
 * Two scenarios with the same luck: run k of both has seed k, so a difference is the scenario's doing,
 * and its interval over the seeds says what chance alone leaves open. What the model does not know, its
 * parameters and its form, is not in that interval.
 */
import { mean } from "simple-statistics";
import { formatMonth } from "../core/clock.ts";
import { PLACE_CLASSES } from "../model/places.ts";
import { INDICATORS } from "../output/indicators.ts";
import { newLog, note, throwIfAny } from "./errors.ts";
import { decisionsOf, type Outcome, type Replication, recorded, seedOf } from "./replicate.ts";
import type { Run } from "./run.ts";
import { meanInterval } from "./student.ts";
import { replicateAll, type ThreadOptions } from "./threads.ts";

/** Level of all intervals. */
export const LEVEL = 0.95;

/** Relative size below which a difference of two sums is rounding. */
const ROUNDING = 1e-12;

/** Months between two records of a compared run. */
const EVERY = 12;

/** An indicator in two scenarios: means over the seeds; null where it has no value. */
export interface Difference {
  readonly a: number | null;
  readonly b: number | null;
  /** Mean of b - a over the seeds, and the ends of its interval. */
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** An indicator over all places, and by class of place. */
export interface IndicatorDifference extends Difference {
  readonly unit: string;
  readonly decimals: number;
  readonly byClass: Readonly<Record<string, Difference>>;
}

/** How the people of a class of places fare under B: indicators whose interval leaves zero out. */
export interface ClassBalance {
  readonly inhabitants: Difference;
  readonly better: readonly string[];
  readonly worse: readonly string[];
}

/** The outcomes of both scenarios, seed by seed. */
export interface Pairs {
  readonly seeds: readonly string[];
  readonly a: readonly Outcome[];
  readonly b: readonly Outcome[];
}

/**
 * Indicators of which more (1) or less (-1) is better for those who live there. Rents, prices, kinds of
 * ties, tenures and money of the public are not here: they are good for some and bad for others.
 */
const BETTER: Readonly<Record<string, 1 | -1>> = {
  rentBurden: -1,
  lonely: -1,
  isolated: -1,
  dependence: -1,
  compulsion: -1,
  hosted: -1,
  unemployment: -1,
  commuteMinutes: -1,
  hoursCommuting: -1,
  hoursAlone: -1,
  socialWaiting: -1,
  capture: -1,
  emissions: -1,
  contestation: -1,
  services: 1,
  weakTies: 1,
  trust: 1,
  participation: 1,
  wellbeing: 1,
};

/**
 * Refuses two runs whose results cannot stand side by side.
 * @throws UserError COMPARE_PLACES, COMPARE_START, COMPARE_MONTHS, COMPARE_SIZE
 */
export function checkComparable(a: Run, b: Run): void {
  const log = newLog();
  const where = `${a.scenario.name} and ${b.scenario.name}`;
  const [from, to] = [formatMonth(a.input.startMonth), formatMonth(b.input.startMonth)];
  if (a.digests.places !== b.digests.places)
    note(log, "COMPARE_PLACES", where, "have different places; give both scenarios one table of places");
  if (from !== to)
    note(log, "COMPARE_START", where, `begin in ${from} and ${to}; let both begin in the same month`);
  if (a.months !== b.months)
    note(log, "COMPARE_MONTHS", where, `last ${a.months} and ${b.months} months; add --months M`);
  if (a.input.households !== b.input.households) {
    const sizes = `${a.input.households} and ${b.input.households}`;
    note(log, "COMPARE_SIZE", where, `have ${sizes} simulated households; add --households N`);
  }
  throwIfAny(log);
}

/** Runs both scenarios under each of the seeds; a scenario and itself are run once. */
export async function runPairs(
  a: Run,
  b: Run,
  seeds: readonly string[],
  options: Pick<ThreadOptions, "threads" | "signal" | "onMonths">,
): Promise<Pairs> {
  const same = JSON.stringify(decisionsOf(a).levers) === JSON.stringify(decisionsOf(b).levers);
  const runs = same ? [a] : [a, b];
  const tasks: Replication[] = seeds.flatMap((seed) => runs.map((_, run) => ({ run, seed })));
  const outcomes: Outcome[] = [];
  const onOutcome = (task: number, outcome: Outcome) => {
    outcomes[task] = outcome;
  };
  await replicateAll(runs, tasks, { ...options, every: EVERY, onOutcome });
  const of = (run: number) => outcomes.filter((_, task) => tasks[task]?.run === run);
  return { seeds, a: of(0), b: of(runs.length - 1) };
}

/** Seeds 1 … R of a base. */
export function seedsOf(base: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, k) => seedOf(base, k + 1));
}

/** Differences of all indicators in the last month, by name. */
export function differencesOf(pairs: Pairs): Readonly<Record<string, IndicatorDifference>> {
  const entries = INDICATORS.map(({ name, unit, decimals }, i) => {
    const classes = PLACE_CLASSES.map((group, c) => [group, differenceOf(pairs, i, c + 1)] as const);
    const all = differenceOf(pairs, i, 0);
    return [name, { ...all, unit, decimals, byClass: Object.fromEntries(classes) }] as const;
  });
  return Object.fromEntries(entries);
}

function differenceOf(pairs: Pairs, indicator: number, group: number): Difference {
  const a = pairs.a.map((outcome) => recorded(outcome, indicator, group));
  const b = pairs.b.map((outcome) => recorded(outcome, indicator, group));
  if (![...a, ...b].every(Number.isFinite))
    return { a: null, b: null, difference: null, low: null, high: null };
  const between = b.map((value, k) => beyondRounding(value, a[k] ?? Number.NaN));
  const { mean: difference, low, high } = meanInterval(between, LEVEL);
  return { a: mean(a), b: mean(b), difference, low, high };
}

/** b - a; nothing where the two are equal but for the rounding of sums. */
function beyondRounding(b: number, a: number): number {
  return Math.abs(b - a) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b)) ? 0 : b - a;
}

/** Who gains and who loses, by class of places. */
export function balanceOf(
  differences: Readonly<Record<string, IndicatorDifference>>,
): Readonly<Record<string, ClassBalance>> {
  const balance = (group: string): ClassBalance => {
    const changed = Object.entries(differences).flatMap(([name, { byClass }]) => {
      const sign = BETTER[name];
      const found = byClass[group];
      return sign !== undefined && found !== undefined && isResolved(found)
        ? [{ name, gain: (found.difference ?? 0) * sign }]
        : [];
    });
    const inhabitants = differences.population?.byClass[group];
    if (inhabitants === undefined) throw new Error(`no population of ${group}`);
    const names = (better: boolean) =>
      changed.filter(({ gain }) => gain > 0 === better).map(({ name }) => name);
    return { inhabitants, better: names(true), worse: names(false) };
  };
  return Object.fromEntries(PLACE_CLASSES.map((group) => [group, balance(group)]));
}

/** True if the interval leaves zero out. */
export function isResolved({ low, high }: Difference): boolean {
  return low !== null && high !== null && (low > 0 || high < 0);
}
