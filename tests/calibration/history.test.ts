/** History matching of a function that is known: what survives, what is ruled out, the same again. */
import { describe, expect, it } from "vitest";
import type { Point } from "../../sim/calibration/fitted.ts";
import {
  implausibility,
  jointCut,
  jointly,
  matchHistory,
  survives,
  targetOf,
  type WaveReport,
  worst,
} from "../../sim/calibration/history.ts";
import { factOf, fittedOf, statisticsOf } from "./small-calibration.ts";

const FITTED = fittedOf(["searchBase", 0.25, 0.75], ["areaCost", 1, 2.6]);
const TRUTH = [0.62, 1.3];
/** Two statistics, each of both parameters. */
const model = ([base = 0, cost = 0]: Point) =>
  statisticsOf({ movingRate: 20 * base + cost, interAreaRate: 4 * base * base - 2 * cost });
const truly = model(TRUTH);
const targets = [
  targetOf(factOf("movingRate", truly.movingRate - 0.4, truly.movingRate + 0.4), 0.01, 0),
  targetOf(factOf("interAreaRate", truly.interAreaRate - 0.2, truly.interAreaRate + 0.2), 0.01, 0),
];

async function match(waves: number) {
  const reports: WaveReport[] = [];
  const tried = await matchHistory({
    ...{ fitted: FITTED, targets, start: [0.3, 2], waves, runs: 60, points: 200 },
    run: async (points) => points.map(model),
    onWave: (report) => reports.push(report),
  });
  return { tried, reports };
}

describe("matching", () => {
  it("looks ever closer to where the truth is, and never rules it out", async () => {
    const { tried, reports } = await match(4);
    const shares = [1, 2, 3, 4].map((wave) => {
      const own = tried.filter((each) => each.wave === wave);
      return own.filter((each) => survives(targets, each.statistics)).length / own.length;
    });
    expect(shares[0]).toBeLessThan(0.15);
    expect(shares[3]).toBeGreaterThan(0.8);
    expect(reports.map(({ box }) => box)[0]).toBe(1);
    expect(reports.at(-1)?.box).toBeLessThan(0.2);
    expect(worst(targets, truly).value).toBe(0);
    const survivors = tried.filter((each) => survives(targets, each.statistics));
    for (const [d, value] of TRUTH.entries()) {
      const values = survivors.map(({ point }) => point[d] ?? 0);
      expect(Math.min(...values)).toBeLessThan(value);
      expect(Math.max(...values)).toBeGreaterThan(value);
    }
  });

  it("ends when enough points survive, and begins with the point that is given", async () => {
    const { tried, reports } = await match(50);
    expect(reports.at(-1)?.survivors).toBeGreaterThanOrEqual(200);
    expect(reports.length).toBeLessThan(10);
    expect(tried[0]?.point).toEqual([0.3, 2]);
  });

  it("is the same again", async () => {
    expect(await match(3)).toEqual(await match(3));
  });

  it("ends where nothing is left to look at", async () => {
    const nowhere = [targetOf(factOf("movingRate", 90, 91), 0, 0)];
    const tried = await matchHistory({
      ...{ fitted: FITTED, targets: nowhere, start: TRUTH, waves: 9, runs: 60, points: 1 },
      run: async (points) => points.map(model),
    });
    expect(tried).toHaveLength(60);
  });
});

describe("how implausible a run is", () => {
  it("is also a matter of all facts together, by chi squared", () => {
    for (const [facts, published] of [
      [2, 5.99],
      [10, 18.31],
      [24, 36.42],
    ] as const) {
      expect(jointCut(facts)).toBeCloseTo(published, facts === 2 ? 0 : 1);
    }
    const many = Array.from({ length: 10 }, () => targetOf(factOf("movingRate", 8, 12), 0, 0));
    const near = statisticsOf({ movingRate: 11 });
    const off = statisticsOf({ movingRate: 11.5 });
    expect([jointly(many, near), jointly(many, off)]).toEqual([10, 22.5]);
    expect([survives(many, near), survives(many, off)]).toEqual([true, false]);
  });

  const target = targetOf(factOf("movingRate", 8, 12), 3, 1);

  it("is its distance over the root of all variances, from what a run of its size should give", () => {
    expect(target.variance).toBe(1 + 3);
    expect(implausibility(target, statisticsOf({ movingRate: 13 }))).toBe(2);
    expect(implausibility(target, statisticsOf({ movingRate: 9 }))).toBe(0);
  });

  it("is infinite where the statistic is not defined", () => {
    expect(implausibility(target, statisticsOf({ movingRate: Number.NaN }))).toBe(Number.POSITIVE_INFINITY);
  });
});
