/** Student's t: how wide an interval of a mean must be when its spread is estimated from few values. */
import { mean, sampleStandardDeviation } from "simple-statistics";

/** A mean and the ends of its interval. */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * P(|T| <= t) for a whole number of degrees of freedom, by its finite series in theta = atan(t / sqrt n).
 * @source Abramowitz and Stegun 1964, 26.7.3 and 26.7.4
 */
export function withinT(t: number, freedom: number): number {
  const theta = Math.atan(t / Math.sqrt(freedom));
  const cos = Math.cos(theta);
  const odd = freedom % 2 === 1;
  let term = odd ? cos : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k < freedom; k += 2) {
    term *= ((k - 1) / k) * cos * cos;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
}

/**
 * Value that |T| exceeds with probability 1 - level, by halving.
 * @param level 0 < level < 1
 * @param freedom degrees of freedom, a whole number from 1
 */
export function quantileT(level: number, freedom: number): number {
  let low = 0;
  let high = 1;
  while (withinT(high, freedom) < level) high *= 2;
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (withinT(middle, freedom) < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Mean of values and its interval, mean ± t s / sqrt n. Values of the other sign give the very same
 * interval turned round: sums are made in the order of the values.
 * @param values at least two
 */
export function meanInterval(values: readonly number[], level: number): MeanInterval {
  const middle = mean([...values]);
  const spread = sampleStandardDeviation([...values]) / Math.sqrt(values.length);
  const half = spread === 0 ? 0 : spread * quantileT(level, values.length - 1);
  return { mean: middle + 0, low: middle - half + 0, high: middle + half + 0 };
}
