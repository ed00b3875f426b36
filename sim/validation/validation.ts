/** What a validation has found, whole: for the table, the JSON object and the page. */
import type { ParameterName } from "../model/parameters.ts";
import type { FactResult, PartResult, Verdict } from "./verdicts.ts";

/** Values of the parts in a naive model, which knows nothing of what the model is about. */
export interface Baseline {
  readonly name: string;
  /** What it assumes, in a sentence. */
  readonly about: string;
  /** By the key of a part; where it has nothing to say there is none. */
  readonly values: Readonly<Record<string, number>>;
}

/** How one statistic of places is met at the start or later. */
export interface FitRow {
  readonly statistic: string;
  readonly unit: string;
  readonly value: number;
  /** What is good enough, such as "< 0.5"; null where no limit was set. */
  readonly wanted: string | null;
  readonly met: boolean | null;
}

/** Simulated less observed by place, for a map. */
export interface ResidualMap {
  readonly title: string;
  readonly unit: string;
  /** By place of the table; NaN: nothing is known. */
  readonly residuals: readonly number[];
}

/** How the places match their statistics. */
export interface Fit {
  readonly rows: readonly FitRow[];
  readonly maps: readonly ResidualMap[];
}

/** How a part moves within the ranges of a unit, a parameter or a group moved together (Morris screening). */
export interface Influence {
  readonly unit: string;
  readonly key: string;
  /** Mean of the absolute elementary effects, of a whole range, in the unit of the part; NaN: none. */
  readonly meanAbsolute: number;
  /** Spread of the effects: large where they depend on the other parameters, or are chance. */
  readonly spread: number;
  /** Repetitions in which the part crossed an end of its band. */
  readonly flips: number;
}

/** A screening of the assumed parameters. */
export interface Sensitivity {
  /** Base points, and effects of each unit. */
  readonly repetitions: number;
  readonly households: number;
  readonly units: readonly { readonly name: string; readonly parameters: readonly ParameterName[] }[];
  /** Of each part by each unit, and by the unit `luck` that moves nothing but chance. */
  readonly influences: readonly Influence[];
  /** Units whose worlds broke, with what broke. */
  readonly failed: readonly string[];
}

/** A whole validation. */
export interface Validation {
  readonly facts: readonly FactResult[];
  readonly households: number;
  readonly members: number;
  readonly seed: string;
  /** Points of the ensemble that members were taken from; 0: the default parameters. */
  readonly ensemble: number;
  readonly baselines: readonly Baseline[];
  readonly fit: Fit | null;
  readonly flows: Fit | null;
  readonly sensitivity: Sensitivity | null;
  readonly version: string;
  readonly seconds: number;
  /** The command that makes it again. */
  readonly command: string;
}

/** The naive models within the band of a part, by name: then passing it proves nothing. */
export function naivePasses(baselines: readonly Baseline[], { part }: PartResult): readonly string[] {
  const within = (value: number | undefined) =>
    value !== undefined && value >= (part.low ?? value) && value <= (part.high ?? value);
  return baselines.filter(({ values }) => within(values[part.key])).map(({ name }) => name);
}

/** How many facts of a set have a verdict. */
export function countOf(facts: readonly FactResult[], verdict: Verdict, set?: FactResult["set"]): number {
  return facts.filter((each) => each.verdict === verdict && (set === undefined || each.set === set)).length;
}

/** A band in words: `15 … 45`, `at least 2`, `at most 0`. */
export function bandText({ part }: Pick<PartResult, "part">): string {
  if (part.low === null) return `at most ${part.high}`;
  if (part.high === null) return `at least ${part.low}`;
  return `${part.low} … ${part.high}`;
}

/** Decimals with which values of a part are told, by the width of its band. */
export function decimalsOf({ part }: Pick<PartResult, "part">): number {
  const size = part.low !== null && part.high !== null ? part.high - part.low : 1;
  return Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(size))));
}
