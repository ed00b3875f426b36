/** Parts of a calibration of a few parameters, made by hand. */
import type { Fact } from "../../sim/calibration/facts.ts";
import type { Fitted, Point } from "../../sim/calibration/fitted.ts";
import type { Tried } from "../../sim/calibration/history.ts";
import { STATISTIC_NAMES, type StatisticName, type Statistics } from "../../sim/calibration/observe.ts";
import type { ParameterName } from "../../sim/model/parameters.ts";

/** Parameters to fit with their ranges. */
export function fittedOf(
  ...ranges: readonly (readonly [ParameterName, number, number])[]
): readonly Fitted[] {
  return ranges.map(([name, low, high]) => ({ name, low, high, facts: ["F03a"] }));
}

/** Statistics of which some are known, all others 0. */
export function statisticsOf(known: Partial<Statistics>): Statistics {
  const zeros = Object.fromEntries(STATISTIC_NAMES.map((name) => [name, 0])) as Statistics;
  return { ...zeros, ...known };
}

/** A point as if it had been run. */
export function triedAt(point: Point, known: Partial<Statistics> = {}, wave = 1): Tried {
  return { point, statistics: statisticsOf(known), wave };
}

/** A fact about one statistic. */
export function factOf(statistic: StatisticName, low: number, high: number): Fact {
  return { name: statistic, statistic, low, high, discrepancy: 0, unit: "1", basis: "made by hand" };
}
