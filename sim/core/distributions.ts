/**
 * Draws by inversion: every distribution is a monotone function of 32 random bits (section 3 of the ODD),
 * so that scenarios with one seed share their luck and tests can know the quantile.
 */

import { invariant } from "./assert.ts";
import { exp, log } from "./math.ts";
import { uniform } from "./random.ts";

const TWO_32 = 4294967296;
const PER_TWO_32 = 2.3283064365386963e-10;

/**
 * Exponential with mean 1: Q(h) = -ln(1 - (h + 1/2) / 2^32). The argument of the logarithm is exact, and
 * near 1 `log` is a series, so small values keep all their digits.
 * @param bits h, 32 random bits [u32]
 */
export function exponential(bits: number): number {
  return -log((TWO_32 - bits - 0.5) * PER_TWO_32);
}

/**
 * Standard normal: quantile at (bits + 1/2) / 2^32, relative error about 1e-15.
 * @param bits 32 random bits [u32]
 * @source Wichura 1988, algorithm AS 241 (PPND16); its far tail starts beyond 2^-33
 */
export function normal(bits: number): number {
  const p = uniform(bits);
  const q = p - 0.5;
  if (q <= 0.425 && q >= -0.425) {
    const r = 0.180625 - q * q;
    return (q * centreNumerator(r)) / centreDenominator(r);
  }
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p)) - 1.6;
  const z = tailNumerator(r) / tailDenominator(r);
  return q < 0 ? -z : z;
}

/**
 * Failures before the next success, for trials that succeed with probability p: floor(Q / -ln(1 - p)).
 * Infinity when p = 0, 0 when p = 1. p should stay above 1e-7: 32 bits know no rarer first success.
 * @param bits 32 random bits [u32]
 * @param log1mp ln(1 - p), at most 0
 */
export function geometricGap(bits: number, log1mp: number): number {
  return Math.floor(exponential(bits) / Math.abs(log1mp));
}

/** Means from here on take the expansion, whose distribution function is off by less than 1e-6. */
const POISSON_EXPANSION_FROM = 64;

/**
 * Poisson count: the smallest n whose distribution function reaches (bits + 1/2) / 2^32.
 * @param bits 32 random bits [u32]
 * @param mean expected count, at least 0
 * @source Giles 2016, "Algorithm 955: approximation of the inverse Poisson cumulative distribution
 * function", normal asymptotic expansion Q_N2, for large means
 * @throws InvariantError when the mean is negative or not finite
 */
export function poisson(bits: number, mean: number): number {
  invariant(mean >= 0 && mean < Infinity, "poisson: the mean must be finite and at least 0");
  if (mean >= POISSON_EXPANSION_FROM) return poissonExpansion(normal(bits), mean);
  let left = uniform(bits);
  let probability = exp(-mean);
  let count = 0;
  while (left > probability && count < 1000) {
    left -= probability;
    count += 1;
    probability *= mean / count;
  }
  return count;
}

function poissonExpansion(z: number, mean: number): number {
  const s = Math.sqrt(mean);
  const z2 = z * z;
  const first = 1 / 3 + z2 / 6;
  const second = (z * (-1 / 36 - z2 / 72)) / s;
  const third = (-8 / 405 + z2 * (7 / 810 + z2 / 270)) / mean;
  return Math.max(0, Math.floor(mean + s * z + first + second + third));
}

/**
 * Index drawn in proportion to weights, by binary search: the first i with cumulative[i] above the drawn
 * share of the total. Indices of weight zero are never drawn.
 * @param bits 32 random bits [u32]
 * @param cumulative running sums of the weights, starting anew at `from` (see accumulate)
 * @param from first index
 * @param to one after the last index
 * @throws InvariantError when the total is not a positive number
 */
export function pick(bits: number, cumulative: Float64Array, from: number, to: number): number {
  const total = from < to ? cumulative[to - 1]! : 0;
  invariant(total > 0 && total < Infinity, "pick: the weights must have a positive, finite sum");
  const target = uniform(bits) * total;
  let low = from;
  let high = to - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Running sums of weights[from .. to - 1], for `pick`.
 * @param weights at least 0
 * @param cumulative written from `from` to `to` - 1; may be `weights` itself
 */
export function accumulate(weights: Float64Array, cumulative: Float64Array, from: number, to: number): void {
  let sum = 0;
  for (let i = from; i < to; i++) {
    sum += weights[i]!;
    cumulative[i] = sum;
  }
}

function centreNumerator(r: number): number {
  let y = 2509.0809287301227;
  y = y * r + 33430.57558358813;
  y = y * r + 67265.7709270087;
  y = y * r + 45921.95393154987;
  y = y * r + 13731.69376550946;
  y = y * r + 1971.5909503065513;
  y = y * r + 133.14166789178438;
  return y * r + 3.3871328727963665;
}

function centreDenominator(r: number): number {
  let y = 5226.495278852854;
  y = y * r + 28729.085735721943;
  y = y * r + 39307.89580009271;
  y = y * r + 21213.794301586597;
  y = y * r + 5394.196021424751;
  y = y * r + 687.1870074920579;
  y = y * r + 42.31333070160091;
  return y * r + 1;
}

function tailNumerator(r: number): number {
  let y = 0.0007745450142783414;
  y = y * r + 0.022723844989269184;
  y = y * r + 0.2417807251774506;
  y = y * r + 1.2704582524523684;
  y = y * r + 3.6478483247632045;
  y = y * r + 5.769497221460691;
  y = y * r + 4.630337846156546;
  return y * r + 1.4234371107496835;
}

function tailDenominator(r: number): number {
  let y = 1.0507500716444169e-9;
  y = y * r + 0.0005475938084995345;
  y = y * r + 0.015198666563616457;
  y = y * r + 0.14810397642748008;
  y = y * r + 0.6897673349851;
  y = y * r + 1.6763848301838038;
  y = y * r + 2.053191626637759;
  return y * r + 1;
}
