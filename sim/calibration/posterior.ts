/** What a calibration leaves of the priors: ranges, and parameters that are known only together. */
import { quantileSorted } from "simple-statistics";
import type { ParameterName } from "../model/parameters.ts";
import type { Fitted, Point } from "./fitted.ts";

/** A range of which more than this is left says that the facts do not pin the parameter down. */
export const NOT_PINNED = 0.8;
/** Rank correlation from which two parameters are known only together. */
const TOGETHER_FROM = 0.5;
/** Part of the points at each end that a range leaves out: a range of all grows with their number. */
const TAIL = 0.05;

/** A parameter after calibration. */
export interface Posterior {
  readonly name: ParameterName;
  readonly facts: readonly string[];
  readonly prior: readonly [number, number];
  /** Range of nine in ten of the surviving points, and their median. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** Width of that range over that of nine in ten points of the prior. */
  readonly left: number;
  readonly pinned: boolean;
}

/** Two parameters that move together among the surviving points. */
export interface Together {
  readonly first: ParameterName;
  readonly second: ParameterName;
  /** Correlation of their ranks. */
  readonly correlation: number;
}

/** Every parameter after calibration. @param survivors at least one */
export function posteriorsOf(fitted: readonly Fitted[], survivors: readonly Point[]): readonly Posterior[] {
  return fitted.map(({ name, facts, low: least, high: most }, k) => {
    const sorted = valuesOf(survivors, k).sort((a, b) => a - b);
    const [low = 0, median = 0, high = 0] = [TAIL, 0.5, 1 - TAIL].map((p) => quantileSorted(sorted, p));
    const left = (high - low) / ((1 - 2 * TAIL) * (most - least));
    return { name, facts, prior: [least, most], low, median, high, left, pinned: left <= NOT_PINNED };
  });
}

/** Pairs that are known only together, the closest first. */
export function togetherIn(fitted: readonly Fitted[], survivors: readonly Point[]): readonly Together[] {
  const ranks = fitted.map((_, k) => ranksOf(valuesOf(survivors, k)));
  const pairs = fitted.flatMap(({ name: second }, k) =>
    fitted.slice(0, k).map(({ name: first }, j): Together => {
      return { first, second, correlation: correlationOf(ranks[j] ?? [], ranks[k] ?? []) };
    }),
  );
  return pairs
    .filter(({ correlation }) => Math.abs(correlation) >= TOGETHER_FROM)
    .sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation));
}

function valuesOf(survivors: readonly Point[], k: number): number[] {
  return survivors.map((point) => point[k] ?? Number.NaN);
}

/** Ranks from 0, less their mean. */
function ranksOf(values: readonly number[]): readonly number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  const ranks = values.map(() => 0);
  for (const [rank, i] of order.entries()) ranks[i] = rank - (values.length - 1) / 2;
  return ranks;
}

function correlationOf(a: readonly number[], b: readonly number[]): number {
  const product = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, each, i) => sum + each * (y[i] ?? 0), 0);
  return product(a, b) / Math.max(1e-12, Math.sqrt(product(a, a) * product(b, b)));
}
