/**
 * Draws by inversion: quantiles against independent distribution functions, over all 2^32 bits where a
 * boundary can be searched, and keyed draws at a stated false-alarm rate.
 */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  accumulate,
  exponential,
  geometricGap,
  normal,
  pick,
  poisson,
} from "../../sim/core/distributions.ts";
import { hash, uniform } from "../../sim/core/random.ts";
import { ALLOWED_DISTANCE, DRAWS, distance } from "./distance.ts";

const LAST = 0xffffffff;

/** Distribution function of the standard normal: series in the middle, continued fraction in the tails. */
function normalCdf(x: number): number {
  if (x > 0) return 1 - normalCdf(-x);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x > -2.5) {
    let term = x;
    let sum = x;
    for (let k = 3; Math.abs(term) > 1e-18; k += 2) {
      term *= (x * x) / k;
      sum += term;
    }
    return 0.5 + density * sum;
  }
  let fraction = 0;
  for (let k = 200; k > 0; k--) fraction = k / (-x + fraction);
  return density / (-x + fraction);
}

/** P(X <= n) for the Poisson distribution: terms from the largest downward. */
function poissonCdf(n: number, mean: number): number {
  const top = Math.min(n, Math.floor(mean));
  let logTop = -mean + top * Math.log(mean);
  for (let k = 2; k <= top; k++) logTop -= Math.log(k);
  let term = Math.exp(logTop);
  let sum = 0;
  for (let k = top; k >= 0 && term > 1e-20; k--) {
    sum += term;
    term *= k / mean;
  }
  term = Math.exp(logTop);
  for (let k = top + 1; k <= n && term > 1e-20; k++) {
    term *= mean / k;
    sum += term;
  }
  return sum;
}

/** Share of all 2^32 bits for which the rising draw stays below n. */
function shareBelow(n: number, draw: (bits: number) => number): number {
  let low = 0;
  let high = LAST + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (draw(middle) >= n) high = middle;
    else low = middle + 1;
  }
  return low / (LAST + 1);
}

describe("quantiles", () => {
  test("exponential: -log1p(-p), to the last digits at both ends", () => {
    for (const bits of [0, 1, 2, 1000, 0x7fffffff, 0x80000000, LAST - 1, LAST]) {
      const expected = -Math.log1p(-uniform(bits));
      expect(Math.abs(exponential(bits) / expected - 1)).toBeLessThan(4e-16);
    }
    expect(exponential(0)).toBe(1.1641532183371108e-10);
  });

  test("normal: the distribution function takes it back to p, with a relative error below 1e-13", () => {
    let worst = 0;
    for (let i = 0; i <= 20_000; i++) {
      const bits = i < 32 ? i : Math.round((i / 40_000) * LAST);
      worst = Math.max(worst, Math.abs(normalCdf(normal(bits)) / uniform(bits) - 1));
    }
    expect(worst).toBeLessThan(1e-13);
  });

  test("normal: symmetric bit for bit, rising, and 0 in the middle", () => {
    let lopsided = 0;
    let falling = 0;
    for (let i = 0, before = -Infinity; i <= 100_000; i++) {
      const bits = Math.round((i / 100_000) * LAST);
      const z = normal(bits);
      if (z !== -normal(LAST - bits)) lopsided += 1;
      if (!(z > before)) falling += 1;
      before = z;
    }
    expect([lopsided, falling]).toEqual([0, 0]);
    expect(normal(0x80000000)).toBeCloseTo(0, 9);
  });

  test("normal: rising also where its two branches meet", () => {
    const seam = Math.round(0.075 * LAST);
    for (let bits = seam - 500; bits < seam + 500; bits++)
      expect(normal(bits + 1)).toBeGreaterThan(normal(bits));
  });

  test("geometric gap: P(gap < n) = 1 - (1 - p)^n to the last of 32 bits", () => {
    for (const p of [1e-4, 0.003, 0.3, 0.9]) {
      const log1mp = Math.log1p(-p);
      for (const n of [1, 2, 3, 10, 100, 1000]) {
        const share = shareBelow(n, (bits) => geometricGap(bits, log1mp));
        expect(Math.abs(share + Math.expm1(n * log1mp))).toBeLessThan(3e-10);
      }
    }
    expect(geometricGap(LAST, Math.log1p(-1))).toBe(0);
    expect([geometricGap(0, 0), geometricGap(LAST, -0)]).toEqual([Infinity, Infinity]);
  });

  test("Poisson below a mean of 64: exact to the last of 32 bits", () => {
    for (const mean of [1e-6, 0.1, 1, 3.7, 20, 63.9]) {
      const spread = 5 * Math.sqrt(mean) + 3;
      for (let n = Math.max(1, Math.floor(mean - spread)); n <= mean + spread; n++) {
        const share = shareBelow(n, (bits) => poisson(bits, mean));
        expect(Math.abs(share - poissonCdf(n - 1, mean))).toBeLessThan(3e-10);
      }
    }
    expect(poisson(LAST, 0)).toBe(0);
  });

  test("Poisson from 64 on: the distribution function is off by less than 1e-6", () => {
    for (const mean of [64, 64.5, 100, 1000, 12_345.6]) {
      const sd = Math.sqrt(mean);
      for (let n = Math.floor(mean - 5 * sd); n <= mean + 5 * sd; n += Math.ceil(sd / 20)) {
        const share = shareBelow(n, (bits) => poisson(bits, mean));
        expect(Math.abs(share - poissonCdf(n - 1, mean)), `mean ${mean}, n ${n}`).toBeLessThan(1e-6);
      }
    }
  });

  test("Poisson refuses means that are none", () => {
    expect(() => poisson(1, -0.1)).toThrow(/at least 0/);
    expect(() => poisson(1, Number.NaN)).toThrow(/at least 0/);
    expect(() => poisson(1, Infinity)).toThrow(/finite/);
  });
});

describe("keyed draws (false alarm 1e-6 each)", () => {
  test.each([
    ["exponential", exponential, (x: number) => -Math.expm1(-x)],
    ["normal", normal, normalCdf],
    ["gap", (b: number) => geometricGap(b, Math.log1p(-0.02)), (x: number) => 1 - 0.98 ** (x + 1)],
    ["Poisson, mean 4", (b: number) => poisson(b, 4), (x: number) => poissonCdf(x, 4)],
    ["Poisson, mean 90", (b: number) => poisson(b, 90), (x: number) => poissonCdf(x, 90)],
  ])("%s", (_name, draw, cdf) => {
    const values = Float64Array.from({ length: DRAWS }, (_, i) => draw(hash(4, 5, i, 6)));
    expect(distance(values, cdf)).toBeLessThan(ALLOWED_DISTANCE);
  });
});

describe("pick", () => {
  const bits = fc.oneof(fc.nat(LAST), fc.constantFrom(0, LAST));
  const weight = fc.oneof(fc.constantFrom(0, 0, 1, 1e-9, 1e9), fc.double({ min: 0, max: 10, noNaN: true }));

  test("takes the first index whose running sum exceeds the drawn share, never one of weight zero", () => {
    const list = fc.array(weight, { minLength: 1, maxLength: 12 }).filter((w) => w.some((x) => x > 1e-300));
    fc.assert(
      fc.property(list, list, bits, (before, weights, draw) => {
        const all = Float64Array.from([...before, ...weights, ...before]);
        const from = before.length;
        const sums = new Float64Array(all.length);
        accumulate(all, sums, from, from + weights.length);
        let expected = from;
        let sum = all[from]!;
        const target = uniform(draw) * weights.reduce((total, w) => total + w, 0);
        while (sum <= target) sum += all[++expected]!;
        expect(pick(draw, sums, from, from + weights.length)).toBe(expected);
        expect(all[expected]).toBeGreaterThan(0);
      }),
    );
  });

  test("gives every index its share of all 2^32 draws", () => {
    const sums = new Float64Array(4);
    accumulate(Float64Array.of(0.1, 0, 0.4, 0.5), sums, 0, 4);
    const below = [1, 2, 3].map((n) => shareBelow(n, (b) => pick(b, sums, 0, 4)));
    for (const [i, share] of [0.1, 0.1, 0.5].entries()) expect(below[i]).toBeCloseTo(share, 9);
  });

  test("on a running sum takes the index after it, so that each index has its draws and no more", () => {
    // Of 2^33 the middles of the draws are 1, 3, 5, ...
    const sums = Float64Array.of(1, 2 ** 33);
    expect(pick(0, sums, 0, 2)).toBe(1);
  });

  test("refuses weights without a positive, finite sum", () => {
    expect(() => pick(1, Float64Array.of(0, 0), 0, 2)).toThrow(/positive/);
    expect(() => pick(1, Float64Array.of(1, Number.NaN), 0, 2)).toThrow(/positive/);
    expect(() => pick(1, Float64Array.of(1, 2), 1, 1)).toThrow(/positive/);
  });
});
