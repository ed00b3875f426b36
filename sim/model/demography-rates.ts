/**
 * Yearly hazards of demography by age of the head (ODD 7.2): a prior table, assumed, times factors that
 * are the smallest change (least squares of their logarithms) which keeps the shares of ages and
 * compositions of the founders nearly as they are over ten years (derived). Replace a row by a register's
 * rates where they are known: nothing else depends on it.
 */
import { exp } from "../core/math.ts";

/** One hazard: from each age on a prior rate [/year], and its factor; beyond the last age the last holds. */
export interface RateRow {
  readonly meaning: string;
  readonly from: readonly number[];
  readonly prior: readonly number[];
  readonly factor: readonly number[];
}

const row = (meaning: string, ...bands: readonly (readonly [number, number, number])[]): RateRow => ({
  meaning,
  from: bands.map(([from]) => from),
  prior: bands.map(([, prior]) => prior),
  factor: bands.map(([, , factor]) => factor),
});

/** [age, prior rate a year, factor]. */
export const RATES = {
  leave: row(
    "each child leaves home, by age of the parent",
    [0, 0, 1],
    [35, 0.004, 0.65],
    [40, 0.02, 0.65],
    [45, 0.05, 0.5],
    [50, 0.1, 0.39],
    [55, 0.16, 0.58],
  ),
  leaveOther: row("a grown-up child leaves", [0, 0, 1], [45, 0.1, 0.8]),
  pair: row(
    "a single looks for a couple",
    [0, 0.15, 3.25],
    [25, 0.2, 2.62],
    [30, 0.18, 1.6],
    [35, 0.09, 1.06],
    [50, 0.03, 1.74],
    [65, 0.0045, 1.74],
    [80, 0, 1],
  ),
  share: row("a single looks for a shared flat", [0, 0.1, 1.08], [25, 0.04, 1.08], [30, 0, 1]),
  separate: row(
    "a couple separates",
    [0, 0.05, 0.78],
    [35, 0.025, 1.1],
    [50, 0.01, 0.77],
    [65, 0.003, 0.77],
    [80, 0, 1],
  ),
  part: row("a shared flat ends", [0, 0.3, 0.89], [30, 0.15, 0.89], [45, 0, 1]),
  birth: row(
    "a couple without children has one",
    [0, 0.06, 0.86],
    [25, 0.2, 0.66],
    [30, 0.26, 0.7],
    [35, 0.13, 1.38],
    [40, 0.0325, 1.38],
    [45, 0, 1],
  ),
  birthAlone: row("a woman alone has a child", [0, 0.004, 1.13], [25, 0.008, 1.13], [40, 0, 1]),
  stay: row("children grow up and stay", [0, 0, 1], [45, 0.024, 0.63], [50, 0.08, 0.63]),
  abroad: row("leaves the country", [0, 0.015, 0.74], [30, 0.01, 0.74], [45, 0.004, 0.74], [65, 0.002, 0.74]),
} as const satisfies Record<string, RateRow>;

/** Factors of mortality: below 65, 65-74, 75-84, 85 and more; and of leaving for a care home or kin. */
export const MORTALITY_FACTORS = [1, 0.9, 0.72, 0.86] as const;
export const CARE_FACTOR = 9.3;

/** Relative numbers of arrivals by age of the head: from each age on, over those who live here. */
export const ARRIVAL_WEIGHTS = row(
  "arrivals",
  [0, 1, 1],
  [25, 0.52, 1],
  [35, 0.27, 1],
  [45, 0.1, 1],
  [65, 0, 1],
);

/** Leavers by age from 18 on, as shares (prior tilted to later ages: derived). */
export const LEAVER_AGES = [
  0.078, 0.089, 0.087, 0.091, 0.094, 0.107, 0.097, 0.097, 0.079, 0.072, 0.061, 0.048,
] as const;

/** Ages of a table by age; older heads have the hazards of the last one. */
export const AGES = 111;

/** Monthly hazards by age for each row of the table, and of death and care homes. */
export interface MonthlyRates {
  readonly leave: Float64Array;
  readonly leaveOther: Float64Array;
  readonly pair: Float64Array;
  readonly share: Float64Array;
  readonly separate: Float64Array;
  readonly part: Float64Array;
  readonly birth: Float64Array;
  readonly birthAlone: Float64Array;
  readonly stay: Float64Array;
  readonly abroad: Float64Array;
  readonly die: Float64Array;
  readonly care: Float64Array;
  readonly arrive: Float64Array;
}

/** Value of a row of the table at an age. */
export function rateAt({ from, prior, factor }: RateRow, age: number): number {
  let value = 0;
  for (let k = 0; k < from.length; k++) if (age >= from[k]!) value = prior[k]! * factor[k]!;
  return value;
}

/** Deaths of a person a year: Gompertz, slower below 65. */
export function mortality(age: number): number {
  if (age < 65) return 0.0072 * exp(0.085 * (age - 60));
  const factor = MORTALITY_FACTORS[age < 75 ? 1 : age < 85 ? 2 : 3];
  return Math.min(0.6, 0.011 * exp(0.095 * (age - 65)) * factor);
}

/** Those alone who leave for a care home or for kin, a year. */
export function careRate(age: number): number {
  return age < 70 ? 0 : Math.min(0.3, CARE_FACTOR * 0.004 * exp(0.13 * (age - 70)));
}

/** Hazards a month by age: a twelfth of the yearly ones; weights of arrivals as they are. */
export function monthlyRates(): MonthlyRates {
  const byAge = (value: (age: number) => number) =>
    Float64Array.from({ length: AGES }, (_, age) => value(age));
  const monthly = (rates: RateRow) => byAge((age) => rateAt(rates, age) / 12);
  return {
    leave: monthly(RATES.leave),
    leaveOther: monthly(RATES.leaveOther),
    pair: monthly(RATES.pair),
    share: monthly(RATES.share),
    separate: monthly(RATES.separate),
    part: monthly(RATES.part),
    birth: monthly(RATES.birth),
    birthAlone: monthly(RATES.birthAlone),
    stay: monthly(RATES.stay),
    abroad: monthly(RATES.abroad),
    die: byAge((age) => mortality(age) / 12),
    care: byAge((age) => careRate(age) / 12),
    arrive: byAge((age) => rateAt(ARRIVAL_WEIGHTS, age)),
  };
}
