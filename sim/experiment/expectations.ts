/**
 * What was said before any run, against runs: each expectation of a scenario, and of each lever what its
 * declaration says that it moves. Run k of both worlds has seed k; the mean of the paired differences in
 * the last month is held against zero by its 95 % t interval. Nothing is tuned to a verdict.
 */
import { mean } from "simple-statistics";
import type { LeverSpec } from "../model/levers/spec.ts";
import { LEVERS, type LeverName, type LeverSegment, type LeverSeries, leverValue } from "../model/levers.ts";
import { GROUPS, INDICATORS } from "../output/indicators.ts";
import type { World } from "./data.ts";
import { type Outcome, type Replication, recorded } from "./replicate.ts";
import { prepare, type Run } from "./run.ts";
import { loadScenario, type Scenario } from "./scenario.ts";
import { meanInterval } from "./student.ts";
import { replicateAll, type ThreadOptions } from "./threads.ts";

/** Level of the intervals. */
const LEVEL = 0.95;
/** `unchanged` holds where the whole interval is within this share of the mean without the change. */
const SAME = 0.01;
/** Month whose levers are the world in which a lever is tried [months since 2019-01]. */
const TRIED_AT = 40;

/** Which way an indicator should differ between two runs of equal luck. */
export interface Claim {
  /** Scenario or lever, as tables show it. */
  readonly about: string;
  readonly indicator: string;
  /** `all` or a class of places. */
  readonly where: string;
  readonly direction: "higher" | "lower" | "unchanged";
  readonly without: Run;
  readonly with: Run;
}

/** How a claim fared. */
export type Verdict = "holds" | "does not hold" | "unresolved";

/** A claim with what the runs say: means in the last month, their difference and its interval. */
export interface Finding {
  readonly about: string;
  readonly indicator: string;
  readonly where: string;
  readonly direction: Claim["direction"];
  readonly without: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: Verdict;
}

/** Size of the runs of claims. */
export interface ClaimRuns {
  readonly households?: number | undefined;
  readonly months?: number | undefined;
  readonly world?: World | undefined;
}

/**
 * Expectations of scenarios against the scenarios they extend; those that extend none claim nothing.
 * @throws UserError of loading scenarios or of sizes
 */
export function scenarioClaims(names: readonly string[], { world, ...size }: ClaimRuns = {}): Claim[] {
  const parents = new Map<string, Run>();
  const parentOf = (name: string): Run => {
    const known = parents.get(name) ?? prepare(loadScenario(name), size, world);
    parents.set(name, known);
    return known;
  };
  return names.map(loadScenario).flatMap((scenario) => {
    if (scenario.parent === undefined) return [];
    const pair = { without: parentOf(scenario.parent), with: prepare(scenario, size, world) };
    return scenario.expects.map(({ indicator, where, direction }) => {
      return { about: scenario.name, indicator, where, direction, ...pair };
    });
  });
}

/** Levers that say what they move, each alone from the second month on, in the reference of 2022. */
export function leverClaims(names: readonly string[], { world, ...size }: ClaimRuns = {}): Claim[] {
  const reference = loadScenario("reference");
  const bases = new Map<string, Run>();
  return (LEVERS as readonly LeverSpec[]).flatMap(({ name, moves }) => {
    if (moves === undefined || (names.length > 0 && !names.includes(name))) return [];
    const { indicator, where = "all", direction, at, given = {} } = moves;
    const held = heldAt(reference.levers, given);
    const key = JSON.stringify(given);
    const without = bases.get(key) ?? prepare(withLevers(reference, held), size, world);
    bases.set(key, without);
    const moved = new Map(held).set(name as LeverName, [...(held.get(name as LeverName) ?? []), from(at)]);
    const tried = prepare(withLevers(reference, moved), size, world);
    return [{ about: name, indicator, where, direction, without, with: tried }];
  });
}

/** All levers as the reference has them when nothing happens any more, and some at given values. */
function heldAt(series: LeverSeries, given: Readonly<Record<string, number>>): LeverSeries {
  const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, ramp: 0 };
  const values = LEVERS.map(({ name }) => [name, given[name] ?? leverValue(series, name, TRIED_AT)] as const);
  return new Map(values.map(([name, value]) => [name, [{ ...always, value }]]));
}

function from(value: number): LeverSegment {
  return { from: 1, to: Number.POSITIVE_INFINITY, ramp: 0, value };
}

function withLevers(scenario: Scenario, levers: LeverSeries): Scenario {
  return { ...scenario, levers };
}

/** Runs all worlds of the claims under each of the seeds, each world once, and judges the claims. */
export async function judge(
  claims: readonly Claim[],
  seeds: readonly string[],
  options: Pick<ThreadOptions, "threads" | "signal" | "onMonths">,
): Promise<Finding[]> {
  const runs = [...new Set(claims.flatMap((claim) => [claim.without, claim.with]))];
  const tasks: Replication[] = runs.flatMap((_, run) => seeds.map((seed) => ({ run, seed })));
  const outcomes: Outcome[] = [];
  const onOutcome = (task: number, outcome: Outcome) => {
    outcomes[task] = outcome;
  };
  // Only the last month is looked at.
  const every = Math.max(0, ...runs.map((run) => run.months)) + 1;
  await replicateAll(runs, tasks, { ...options, every, onOutcome });
  const of = (run: Run) => outcomes.slice(runs.indexOf(run) * seeds.length).slice(0, seeds.length);
  return claims.map((claim) => findingOf(claim, of(claim.without), of(claim.with)));
}

function findingOf(claim: Claim, without: readonly Outcome[], changed: readonly Outcome[]): Finding {
  const { about, indicator, where, direction } = claim;
  const i = INDICATORS.findIndex(({ name }) => name === indicator);
  const group = (GROUPS as readonly string[]).indexOf(where);
  if (i < 0 || group < 0) throw new Error(`${about} names ${indicator} of ${where}, which is not measured`);
  const before = without.map((outcome) => recorded(outcome, i, group));
  const differences = changed.map((outcome, k) => recorded(outcome, i, group) - (before[k] ?? Number.NaN));
  const level = mean(before);
  const found = meanInterval(differences, LEVEL);
  const verdict = verdictOf(direction, found.low, found.high, SAME * Math.abs(level));
  return {
    about,
    indicator,
    where,
    direction,
    without: level,
    difference: found.mean,
    low: found.low,
    high: found.high,
    verdict,
  };
}

/**
 * Verdict on a claim from the interval of the mean difference. An interval that is the point zero is no
 * effect at all, and no claim of one holds.
 * @param same half width of the band within which a difference counts as none
 */
export function verdictOf(direction: Claim["direction"], low: number, high: number, same: number): Verdict {
  if (direction === "unchanged") {
    if (low >= -same && high <= same) return "holds";
    return low > same || high < -same ? "does not hold" : "unresolved";
  }
  const [near, far] = direction === "higher" ? [low, high] : [-high, -low];
  if (near > 0) return "holds";
  return far < 0 || (near === 0 && far === 0) ? "does not hold" : "unresolved";
}
