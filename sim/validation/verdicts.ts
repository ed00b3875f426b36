/**
 * Verdicts: the 80 % interval of the mean over members against the band. Inside: pass; outside: fail;
 * across an end of the band: unresolved. A fact passes if all its parts do, and fails if any part does.
 */
import { mean, quantile } from "simple-statistics";
import { meanInterval } from "../experiment/student.ts";
import type { FactPart, FactSet } from "./facts.ts";

/** Level of the intervals of means, and the percentiles between which 80 % of the members lie. */
export const LEVEL = 0.8;
const TAILS = [0.1, 0.9] as const;

export type Verdict = "pass" | "fail" | "unresolved";

/** A part of a fact with what the members say. */
export interface PartResult {
  readonly part: FactPart;
  /** Mean over the members that have a value; NaN: none has. */
  readonly value: number;
  /** 10th and 90th percentile over members. */
  readonly low: number;
  readonly high: number;
  /** 80 % t interval of the mean, which decides. */
  readonly meanLow: number;
  readonly meanHigh: number;
  readonly verdict: Verdict;
  /** Values of the members, in their order. */
  readonly values: readonly number[];
}

/** A fact with all its parts. */
export interface FactResult {
  readonly id: string;
  readonly set: FactSet;
  readonly pattern: string;
  readonly partlyByConstruction: boolean;
  readonly verdict: Verdict;
  /**
   * The part that decides: of the worst verdict the one nearest to, or farthest beyond, an end of its band.
   */
  readonly worst: PartResult;
  readonly parts: readonly PartResult[];
}

/** Verdict on a part. @param values one a member; such as are no numbers are left out */
export function judgePart(part: FactPart, values: readonly number[]): PartResult {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) {
    const none = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
    return { part, ...none, meanLow: Number.NaN, meanHigh: Number.NaN, verdict: "unresolved", values };
  }
  const [low, high] = [quantile([...known], TAILS[0]), quantile([...known], TAILS[1])];
  if (known.length === 1) {
    const value = mean([...known]);
    return { part, value, low, high, meanLow: value, meanHigh: value, verdict: "unresolved", values };
  }
  const found = meanInterval(known, LEVEL);
  const verdict = verdictOf(part, found.low, found.high);
  return { part, value: found.mean, low, high, meanLow: found.low, meanHigh: found.high, verdict, values };
}

/** Verdict of an interval against a band; an end of the band belongs to it. */
export function verdictOf({ low, high }: Pick<FactPart, "low" | "high">, from: number, to: number): Verdict {
  const [least, most] = ends({ low, high });
  if (!(from <= to)) return "unresolved";
  if (from >= least && to <= most) return "pass";
  return to < least || from > most ? "fail" : "unresolved";
}

/** Facts of their parts, in the order of their first part. */
export function judgeFacts(parts: readonly PartResult[]): FactResult[] {
  const ids = [...new Set(parts.map(({ part }) => part.fact))];
  return ids.flatMap((id) => {
    const own = parts.filter(({ part }) => part.fact === id);
    const verdict = worstOf(own.map((each) => each.verdict));
    const [worst] = own.filter((each) => each.verdict === verdict).sort((a, b) => marginOf(a) - marginOf(b));
    if (worst === undefined) return [];
    const { set, pattern } = worst.part;
    const partlyByConstruction = own.some(({ part }) => part.byConstruction);
    return [{ id, set, pattern, partlyByConstruction, verdict, worst, parts: own }];
  });
}

function worstOf(verdicts: readonly Verdict[]): Verdict {
  const order: readonly Verdict[] = ["fail", "unresolved", "pass"];
  return order.find((each) => verdicts.includes(each)) ?? "unresolved";
}

/** Distance of the mean to the nearest end of its band, below 0 beyond it, in widths of the band. */
function marginOf({ part, value }: PartResult): number {
  const [least, most] = ends(part);
  const margin = Math.min(value - least, most - value) / widthOf(part);
  return Number.isFinite(margin) ? margin : Number.NEGATIVE_INFINITY;
}

/** Width of a band; of one that is open the distance of its end to zero, or 1. */
export function widthOf({ low, high }: Pick<FactPart, "low" | "high">): number {
  if (low !== null && high !== null) return high - low;
  return Math.abs(low ?? high ?? 0) || 1;
}

/** Ends of a band as numbers. */
export function ends({ low, high }: Pick<FactPart, "low" | "high">): readonly [number, number] {
  return [low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY];
}

/**
 * Whether a part is known well enough: its interval of the mean is narrower than a quarter of the band, or,
 * where the band is open, no longer crosses its end.
 */
export function isPrecise({ part, meanLow, meanHigh, verdict, values }: PartResult): boolean {
  if (!values.some(Number.isFinite)) return true;
  if (part.low === null || part.high === null) return verdict !== "unresolved";
  return meanHigh - meanLow < (part.high - part.low) / 4;
}
