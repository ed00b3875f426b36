/** The numerics of history matching: Sobol points, least squares, emulators, what is left of priors. */
import { describe, expect, it } from "vitest";
import { makeEmulator, pointsNeeded } from "../../sim/calibration/emulator.ts";
import { leastSquares } from "../../sim/calibration/least-squares.ts";
import { posteriorsOf, togetherIn } from "../../sim/calibration/posterior.ts";
import { SOBOL_DIMENSIONS, sobolPoints } from "../../sim/calibration/sobol.ts";
import { normal } from "../../sim/core/distributions.ts";
import { hash } from "../../sim/core/random.ts";
import { fittedOf } from "./small-calibration.ts";

function firstPoints(dimensions: number, count: number): number[][] {
  const next = sobolPoints(dimensions);
  return Array.from({ length: count }, () => Array.from(next()));
}

describe("Sobol points", () => {
  it("are those of the tables", () => {
    const published = [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
      [0.875, 0.875, 0.125],
      [0.625, 0.125, 0.875],
      [0.125, 0.625, 0.375],
    ];
    expect(firstPoints(3, 8)).toEqual(published);
  });

  it("fill each of 256 equal parts of every dimension once, and of the first plane evenly", () => {
    const points = firstPoints(SOBOL_DIMENSIONS, 256);
    for (let d = 0; d < SOBOL_DIMENSIONS; d++) {
      expect(new Set(points.map((point) => Math.floor(256 * (point[d] ?? 0)))).size, `${d}`).toBe(256);
    }
    const cells = points.map(([x = 0, y = 0]) => 16 * Math.floor(16 * x) + Math.floor(16 * y));
    expect(new Set(cells).size).toBe(256);
  });

  it("have as many dimensions as there are parameters to fit, and no more than the table", () => {
    expect(() => sobolPoints(0)).toThrow(RangeError);
    expect(() => sobolPoints(SOBOL_DIMENSIONS + 1)).toThrow(`1 … ${SOBOL_DIMENSIONS}`);
  });
});

describe("least squares", () => {
  it("find the coefficients of a plane", () => {
    const x = firstPoints(2, 20).map(([a = 0, b = 0]) => [1, a, b]);
    const found = leastSquares(
      x,
      x.map(([, a = 0, b = 0]) => 2 - 3 * a + 0.5 * b),
    );
    for (const [k, each] of [2, -3, 0.5].entries()) expect(found[k]).toBeCloseTo(each, 10);
  });

  it("refuse regressors that depend on each other, and bear them with a ridge", () => {
    const x = firstPoints(1, 9).map(([a = 0]) => [1, a, 2 * a]);
    const y = x.map(([, a = 0]) => a);
    expect(() => leastSquares(x, y)).toThrow(RangeError);
    const [, b = 0, c = 0] = leastSquares(x, y, 1e-9);
    expect(b + 2 * c).toBeCloseTo(1, 4);
  });
});

describe("an emulator", () => {
  const cube = (count: number) => firstPoints(3, count).map((point) => point.map((u) => 2 * u - 1));
  const law = ([x = 0, y = 0, z = 0]: readonly number[]) => 1 + 2 * x - y * y + 0.7 * x * y + 0 * z;

  it("knows a quadratic with products wherever it was not run", () => {
    const points = cube(64);
    const { mean, sd } = makeEmulator(points, points.map(law));
    for (const point of cube(100).slice(64)) expect(mean(point)).toBeCloseTo(law(point), 4);
    expect(sd).toBeLessThan(1e-4);
  });

  it("tells the noise as its error", () => {
    const points = cube(400);
    const noisy = points.map((point, k) => law(point) + 0.2 * normal(hash(1, 2, k, 0)));
    const { sd } = makeEmulator(points, noisy);
    expect(sd).toBeGreaterThan(0.17);
    expect(sd).toBeLessThan(0.24);
  });

  it("says how many points it needs", () => {
    expect(pointsNeeded(3)).toBe(14);
  });
});

describe("what is left of priors", () => {
  const fitted = fittedOf(["searchBase", 0, 1], ["areaCost", 0, 2], ["meetBase", 0, 1]);
  // The second rises with the first, the third is anywhere.
  const survivors = firstPoints(2, 200).map(([u = 0, v = 0]) => [0.4 + 0.2 * u, 2 * u, v]);

  it("is the range of nine in ten points over that of the prior", () => {
    const [base, cost, meet] = posteriorsOf(fitted, survivors);
    expect(base?.left).toBeCloseTo(0.2, 2);
    expect(base?.median).toBeCloseTo(0.5, 2);
    expect([base?.pinned, cost?.pinned, meet?.pinned]).toEqual([true, false, false]);
  });

  it("names parameters that are known only together", () => {
    expect(togetherIn(fitted, survivors)).toEqual([
      { first: "searchBase", second: "areaCost", correlation: expect.closeTo(1, 6) },
    ]);
  });
});
