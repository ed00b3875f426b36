/**
 * Are lasting tastes what they are said to be? Every limit below is crossed by right code once in a
 * million tests (stated at each), so that a red test means a mistake.
 */
import { describe, expect, it } from "vitest";
import { exponential } from "../../sim/core/distributions.ts";
import { deriveKey, hash, type Key } from "../../sim/core/random.ts";
import type { PlaceTable } from "../../sim/model/places.ts";
import { areaArrival, groupArrival, MAX_ZONES, makeTasteGroups, zoneTastes } from "../../sim/model/tastes.ts";
import { diceOf, randomPlaces } from "../reference/worlds.ts";

/** Areas of one size with the given numbers of zones. */
function equalAreas(zones: readonly number[]): PlaceTable {
  const area = zones.flatMap((count, a) => Array.from({ length: count }, () => a));
  return {
    ...randomPlaces(diceOf(1)),
    count: area.length,
    area: Uint16Array.from(area),
    areaIds: zones.map(String),
    country: new Uint8Array(area.length),
    population: Float64Array.from(area, (a) => 6000 / zones[a]!),
  };
}

/** Writes E of all places of a table, listed area by area, under a key. */
function tasteReader(zones: readonly number[], mu: number): (key: Key, out: Float64Array) => void {
  const groups = makeTasteGroups(equalAreas(zones));
  const some = new Float64Array(MAX_ZONES);
  return ({ k0, k1 }, out) => {
    let place = 0;
    zones.forEach((count, area) => {
      const g = groups.groupOf[area]!;
      const arrival = areaArrival(groups, k0, k1, area, groupArrival(groups, k0, k1, g));
      zoneTastes(k0, k1, groups.start[g]! + groups.position[area]!, arrival, count, mu, some);
      for (let z = 0; z < count; z++) out[place++] = some[z]!;
    });
  };
}

const household = (i: number, stream = 0): Key => deriveKey({ k0: 31, k1: 41 }, i, stream);

describe("the taste E of a household", () => {
  const draws = 290_000;
  // Dvoretzky, Kiefer, Wolfowitz: exceeded once in 10^6 tests; an error of the distribution function
  // of 0.01 at any point is seen as surely.
  const limit = Math.sqrt(Math.log(2 / 1e-6) / (2 * draws));

  /** Largest distance between the distribution of a sample and Exp(1). */
  function distance(sample: Float64Array): number {
    const sorted = sample.slice().sort();
    let worst = 0;
    for (let at = 0; at < draws; at++) {
      const below = -Math.expm1(-sorted[at]!);
      worst = Math.max(worst, Math.abs(below - at / draws), Math.abs(below - (at + 1) / draws));
    }
    return worst;
  }

  it.each([
    [2, 0.5],
    [3, 0.1],
    [3, 0.5],
    [3, 0.9],
    [3, 1],
  ])("is Exp(1) for each of %d zones of an area, with nesting %d", (zones, mu) => {
    const samples = Array.from({ length: zones }, () => new Float64Array(draws));
    const out = new Float64Array(MAX_ZONES);
    for (let i = 0; i < draws; i++) {
      const { k0, k1 } = household(i);
      zoneTastes(k0, k1, 0, exponential(hash(k0, k1, 9, 0)), zones, mu, out);
      for (let z = 0; z < zones; z++) samples[z]![i] = out[z]!;
    }
    for (const sample of samples) expect(distance(sample)).toBeLessThan(limit);
  });

  it("is Exp(1) and independent for the areas of a taste group", () => {
    const zones = Array.from({ length: 27 }, () => 1);
    const groups = makeTasteGroups(equalAreas(zones));
    expect(groups.start[1], "27 equal areas make groups of three").toBe(3);
    const read = tasteReader(zones, 0.5);
    const out = new Float64Array(27);
    const samples = [0, 1, 2].map(() => new Float64Array(draws));
    let products = 0;
    let least = 0;
    for (let i = 0; i < draws; i++) {
      read(household(i), out);
      for (let a = 0; a < 3; a++) samples[a]![i] = out[a]!;
      products += (out[0]! - 1) * (out[1]! - 1);
      if (out[2]! < out[0]! && out[2]! < out[1]!) least++;
    }
    for (const sample of samples) expect(distance(sample)).toBeLessThan(limit);
    // Both within five standard deviations: crossed once in 1.7 million.
    expect(Math.abs(products / Math.sqrt(draws))).toBeLessThan(5);
    expect(Math.abs(least - draws / 3) / Math.sqrt((draws * 2) / 9)).toBeLessThan(5);
  });
});

/** Utilities of the places of six areas with 1, 2, 3, 3, 2 and 1 zones. */
const ZONES = [1, 2, 3, 3, 2, 1];
const UTILITY = [0.3, -0.2, 0.6, 0.9, -1, 0, 0.4, 0.4, -0.5, 1.1, -2, 0.2];

/** Closed-form shares: P(a) ~ (sum exp(V/mu))^mu, P(z|a) ~ exp(V_z/mu). */
function nestedLogit(utility: readonly number[], mu: number): number[] {
  let place = 0;
  const areas = ZONES.map((count) => {
    const weights = utility.slice(place, place + count).map((v) => Math.exp(v / mu));
    place += count;
    const sum = weights.reduce((a, b) => a + b, 0);
    return { weights, sum, worth: sum ** mu };
  });
  const total = areas.reduce((sum, area) => sum + area.worth, 0);
  return areas.flatMap(({ weights, sum, worth }) => weights.map((w) => ((w / sum) * worth) / total));
}

const HOUSEHOLDS = 300_000;

/** How many households choose each place; tastes are a mixture of slow (share w) and fast ones. */
function choices(utility: readonly number[], mu: number, w: number): Float64Array {
  const read = tasteReader(ZONES, mu);
  const cost = utility.map((v) => Math.exp(-v));
  const slow = new Float64Array(cost.length);
  const fast = new Float64Array(cost.length);
  const chosen = new Float64Array(cost.length);
  for (let i = 0; i < HOUSEHOLDS; i++) {
    read(household(i, 0), slow);
    if (w < 1) read(household(i, 1), fast);
    else fast.fill(Infinity);
    chosen[cheapest(slow, fast, cost, w)]!++;
  }
  return chosen;
}

function cheapest(slow: Float64Array, fast: Float64Array, cost: readonly number[], w: number): number {
  let best = 0;
  let least = Infinity;
  for (let j = 0; j < cost.length; j++) {
    const value = Math.min(slow[j]! / w, fast[j]! / (1 - w || 1)) * cost[j]!;
    if (value < least) {
      least = value;
      best = j;
    }
  }
  return best;
}

function chiSquare(counts: Float64Array, shares: readonly number[]): number {
  return shares.reduce((sum, share, j) => {
    const expected = share * HOUSEHOLDS;
    return sum + (counts[j]! - expected) ** 2 / expected;
  }, 0);
}

describe("choices by lasting tastes", () => {
  // Chi-square with 11 degrees of freedom: above 51.2 once in 2.6 million tests.
  const limit = 51.2;

  it.each([
    [0.5, 1],
    [0.5, 0.1],
    [0.2, 0.4],
    [1, 0.1],
  ])("have the shares of the closed-form nested logit (nesting %d, slow share %d)", (mu, w) => {
    expect(chiSquare(choices(UTILITY, mu, w), nestedLogit(UTILITY, mu))).toBeLessThan(limit);
  });

  it("would show a nesting parameter that is off by a tenth, or a utility by 0.05", () => {
    const counts = choices(UTILITY, 0.5, 0.1);
    expect(chiSquare(counts, nestedLogit(UTILITY, 0.55))).toBeGreaterThan(limit);
    for (const at of [0, 3, 9]) {
      const off = UTILITY.map((v, j) => (j === at ? v + 0.05 : v));
      expect(chiSquare(counts, nestedLogit(off, 0.5)), `place ${at}`).toBeGreaterThan(limit);
    }
  });

  it("change only towards places that have improved against the one left", () => {
    const read = tasteReader(ZONES, 0.5);
    const dice = diceOf(2);
    const before = UTILITY.map((v) => Math.exp(-v));
    const later = UTILITY.map((v) => v + (dice.chance(0.5) ? dice.real(-0.4, 0.4) : 0));
    const after = later.map((v) => Math.exp(-v));
    const slow = new Float64Array(before.length);
    const fast = new Float64Array(before.length);
    let switched = 0;
    let illogical = 0;
    for (let i = 0; i < 100_000; i++) {
      read(household(i, 0), slow);
      read(household(i, 1), fast);
      const left = cheapest(slow, fast, before, 0.1);
      const taken = cheapest(slow, fast, after, 0.1);
      if (left === taken) continue;
      switched++;
      const gain = (place: number) => later[place]! - UTILITY[place]!;
      if (gain(taken) <= gain(left)) illogical++;
    }
    expect(switched).toBeGreaterThan(1000);
    expect(illogical).toBe(0);
  });
});
