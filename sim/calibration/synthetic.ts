/**
 * Recovery from synthetic data: known parameters make the facts, under luck of their own; calibration is told
 * the facts alone, and the truth must survive.
 */
import {
  baseRun,
  type Calibration,
  type CalibrationOptions,
  type CalibrationSettings,
  matchFacts,
  measureSpreads,
} from "./calibrate.ts";
import { deviationOf, type Fact } from "./facts.ts";
import { FITTED, type Point, parametersAt } from "./fitted.ts";
import { survives, targetOf, worst } from "./history.ts";
import type { Statistics } from "./observe.ts";
import { runPoints } from "./points.ts";
import { sobolPoints } from "./sobol.ts";

/** Part of each prior, about its middle, in which truths lie. */
const INNER = 0.6;

/** What a recovery came to. */
export interface Recovery extends Calibration {
  readonly truth: Point;
  /** Farthest that a run at the truth is from the facts it made itself, under the luck of the calibration. */
  readonly implausibility: number;
  readonly survives: boolean;
}

/** A known point: the k-th of Sobol's, in the inner part of the priors. */
export function truthOf(k: number): Point {
  const next = sobolPoints(FITTED.length);
  let unit = next();
  for (let at = 0; at < k; at++) unit = next();
  return FITTED.map(({ low, high }, d) => low + (high - low) * (0.5 + INNER * (unit[d]! - 0.5)));
}

/** Facts as a run would tell them: as wide as the real ones, about what was measured. */
export function factsFrom(facts: readonly Fact[], statistics: Statistics): readonly Fact[] {
  return facts.map((fact) => {
    const half = 2 * deviationOf(fact);
    const value = statistics[fact.statistic];
    return { ...fact, low: value - half, high: value + half, basis: "synthetic", discrepancy: 0 };
  });
}

/**
 * Makes facts from known parameters and calibrates on them.
 * @param truth number of the known point, from 1
 */
export async function recover(
  settings: CalibrationSettings,
  options: CalibrationOptions,
  truth = 1,
): Promise<Recovery> {
  const { seed, households } = settings;
  const run = baseRun(settings);
  const point = truthOf(truth);
  const parameters = parametersAt(point);
  const spreads = await measureSpreads(run, settings, options);
  const lucks = [`${seed}-truth-${truth}`, seed];
  const [made, again] = await runPoints(
    run,
    lucks.map((luck) => ({ parameters, seed: luck, households })),
    options,
  );
  if (made === undefined || again === undefined) throw new Error("the runs at the known point are missing");
  // The facts have luck of their own beside that of the runs.
  const targets = factsFrom(options.facts, made).map((fact) =>
    targetOf(fact, 2 * spreads[fact.statistic].luck, 0),
  );
  const tried = await matchFacts(run, settings, targets, options);
  const { value } = worst(targets, again);
  return {
    run,
    fitted: FITTED,
    targets,
    spreads,
    tried,
    truth: point,
    implausibility: value,
    survives: survives(targets, again),
  };
}
