/** Trends (ODD 5): places go on as in the years before, and the constants of classes that keep them so. */
import { describe, expect, it } from "vitest";
import { dailyKm, travelMinutes } from "../../sim/model/arrangement.ts";
import { checkDwellings, marketDwellings } from "../../sim/model/dwellings.ts";
import { daysWay, roadMinutes } from "../../sim/model/geography.ts";
import { parameterValues } from "../../sim/model/parameters.ts";
import { PLACE_CLASSES, type PlaceTable } from "../../sim/model/places.ts";
import { solveConstants } from "../../sim/model/solve-constants.ts";
import { adjustArrivals, adjustTastes, adjustTrends } from "../../sim/model/solve-trends.ts";
import {
  ARRIVALS_CONSTANT,
  CONSTANTS_PER_PLACE,
  OCCUPATIONS,
  type Simulation,
  TREND_CONSTANT,
} from "../../sim/model/state.ts";
import { makeTrends } from "../../sim/model/trends.ts";
import { countryOf, equalCities, held, inputOf, pass, SAME_PEOPLE, simulate } from "./cities.ts";

/** Places whose inhabitants grew by a rate in each of five years [ln]. */
function grown(places: PlaceTable, rate: (j: number) => number): PlaceTable {
  return { ...places, populationPrev: places.population.map((each, j) => each * Math.exp(-5 * rate(j))) };
}

const sum = (values: Iterable<number>) => [...values].reduce((total, each) => total + each, 0);

describe("trends of places", () => {
  const places = grown(countryOf([[300_000, 100_000], [50_000]]), (j) => [0.01, 0.02, -0.005][j]!);

  it("households grow as the inhabitants did, jobs as those of the area, a country as its places", () => {
    const { households, jobs, country } = makeTrends(places, null, parameterValues());
    const yearly = [...households].map((each) => 12 * each);
    expect(yearly[0]).toBeCloseTo(0.01, 12);
    expect(yearly[1]).toBeCloseTo(0.02, 12);
    expect(yearly[2]).toBeCloseTo(-0.005, 12);
    expect(12 * jobs[0]!).toBeCloseTo((3 * 0.01 + 0.02) / 4, 12);
    expect(jobs[1]).toBe(jobs[0]);
    expect(12 * country[0]!).toBeCloseTo((6 * 0.01 + 2 * 0.02 - 0.005) / 9, 12);
    expect(country[1], "no place, no trend").toBe(0);
  });

  it("go on in part, or not at all; a constant of the class is added", () => {
    const half = makeTrends(places, null, parameterValues({ trend: 0.5 }));
    expect(12 * half.households[1]!).toBeCloseTo(0.01, 12);
    expect([...makeTrends(places, null, parameterValues({ trend: 0 })).households]).toEqual([0, 0, 0]);
    const constants = new Float64Array(3 * CONSTANTS_PER_PLACE);
    constants[3 * TREND_CONSTANT + 2] = 0.004;
    const more = makeTrends(places, constants, parameterValues());
    expect(12 * more.households[2]!).toBeCloseTo(-0.001, 12);
    expect(12 * more.jobs[2]!, "of inhabitants").toBeCloseTo(-0.005, 12);
  });

  it("are bounded: a boundary that moved, or a constant out of a file, is no trend", () => {
    const wild = grown(countryOf([[50_000], [50_000]]), (j) => (j === 0 ? 1 : -1));
    const { households } = makeTrends(wild, null, parameterValues());
    expect([...households].map((each) => 12 * each)).toEqual([0.03, -0.03]);
  });
});

describe("dwellings by the trend", () => {
  const world = (rate: number) =>
    simulate({
      places: grown(equalCities(4), (j) => (j === 0 ? rate : 0)),
      households: 4000,
      levers: held({ "housing.permits": 0 }),
    });
  const lacking = (sim: Simulation, j: number) =>
    sim.places.data.stock0[j]! -
    marketDwellings(sim, j) -
    sum(sim.places.data.unfinished.subarray(3 * j, 3 * j + 3));

  it("are built where places grow, in whole ones, in the year in which they are needed", () => {
    const sim = world(0.02);
    const before = marketDwellings(sim, 0);
    pass(sim, 12);
    const { stock0, dwellings, dwellings0 } = sim.places.data;
    expect(stock0[0]! / before).toBeCloseTo((1 + 0.02 / 12) ** 12, 9);
    expect(Math.abs(lacking(sim, 0))).toBeLessThan(1e-9);
    expect(marketDwellings(sim, 0) / before).toBeCloseTo(1.02, 2);
    expect(Math.abs(dwellings[0]! - dwellings0[0]!)).toBeLessThan(1);
    checkDwellings(sim);
  });

  it("fall out of use where places shrink: empty ones become long vacant, homes do not", () => {
    const sim = world(-0.02);
    const { longVacant, dwellings, occupied, stock } = sim.places.data;
    const before = [marketDwellings(sim, 0), longVacant[0]!, dwellings[0]!] as const;
    pass(sim, 24);
    const gone = before[0] - marketDwellings(sim, 0);
    expect(gone).toBeGreaterThan(20);
    // Investors turn one or the other into short-lets, or back.
    expect(Math.abs(longVacant[0]! - before[1] - gone)).toBeLessThan(3);
    expect(dwellings[0]).toBeCloseTo(before[2], 9);
    for (let t = 0; t < 3; t++) expect(occupied[t]).toBeLessThanOrEqual(stock[t]!);
    checkDwellings(sim);
  });
});

it("jobs for customers elsewhere grow with the area", () => {
  const places = grown(equalCities(3), (j) => [0.02, 0, -0.02][j]!);
  const sim = simulate({ places, households: 1500, parameters: SAME_PEOPLE });
  const before = sim.places.data.exportJobs.slice();
  pass(sim, 12);
  const rise = [...sim.places.data.exportJobs].map((each, j) => each / before[j]! - 1);
  expect(rise[0]).toBeCloseTo(0.02, 3);
  expect(rise[1]).toBe(0);
  expect(rise[2]).toBeCloseTo(-0.02, 3);
});

describe("the solver of trends", () => {
  const places = {
    ...grown(countryOf([[300_000], [300_000], [30_000], [30_000]]), () => 0.01),
    netMigrationRatePrev: Float64Array.of(-0.002, -0.002, 0, 0),
  };
  const [first, last] = [0, 2].map((j) => places.placeClass[j]!) as [number, number];
  const world = () => simulate({ places, households: 2000, parameters: SAME_PEOPLE });

  it("lets more arrive from abroad where more come from other areas than the table says", () => {
    expect(PLACE_CLASSES[first]).not.toBe(PLACE_CLASSES[last]);
    const sim = world();
    const constants = new Float64Array(4 * CONSTANTS_PER_PLACE);
    adjustArrivals(sim, constants, Float64Array.of(20, 20, 50, 50), 0.5);
    const of = (j: number) => constants[4 * ARRIVALS_CONSTANT + j];
    expect(of(0)).toBeGreaterThan(0);
    expect(of(1), "by class").toBe(of(0));
    expect(of(2), "nothing is known of it").toBe(0);
    adjustArrivals(sim, constants.fill(0), Float64Array.of(-200, -200, 0, 0), 0.5);
    expect(of(0)).toBeLessThan(0);
  });

  it("lets households grow more slowly where inhabitants grew too fast", () => {
    const sim = world();
    sim.elapsed = 120;
    const constants = new Float64Array(4 * CONSTANTS_PER_PLACE);
    const before = sim.places.data.persons.slice();
    sim.places.data.persons.forEach((each, j, all) => {
      all[j] = each * (j < 2 ? 1.2 : 1.05);
    });
    adjustTrends(sim, constants, before, 1);
    expect(constants[4 * TREND_CONSTANT]).toBeLessThan(0);
    expect(constants[4 * TREND_CONSTANT + 2]).toBeGreaterThan(0);
  });

  it("makes places less wanted where households are more than their trend", () => {
    const sim = world();
    const constants = new Float64Array(4 * CONSTANTS_PER_PLACE);
    const { households } = sim.places.data;
    adjustTastes(
      sim,
      constants,
      households.map((each, j) => each * (j < 2 ? 0.9 : 1.1)),
      2,
    );
    for (const k of OCCUPATIONS.keys()) {
      expect(constants[4 * k]).toBeLessThan(0);
      expect(constants[4 * k + 1], "by class").toBe(constants[4 * k]);
      expect(constants[4 * k + 2]).toBeGreaterThan(0);
    }
    expect(constants.subarray(4 * OCCUPATIONS.length).every((each) => each === 0)).toBe(true);
  });

  it("pursues places, begins the world anew, and lets classes settle", () => {
    const input = inputOf({ places, households: 500 });
    const solution = solveConstants(input, 51);
    let step = solution.next();
    let months = 0;
    while (!step.done) {
      months = step.value.month;
      step = solution.next();
    }
    expect(months).toBe(612);
    expect(step.value).toHaveLength(4 * CONSTANTS_PER_PLACE);
    expect(step.value.every(Number.isFinite)).toBe(true);
    expect(sum(step.value.subarray(0, 4 * OCCUPATIONS.length).map(Math.abs))).toBeGreaterThan(0);
  });
});

describe("a way too long for a day", () => {
  it("costs what the limit does, and a fifth of the rest", () => {
    expect(daysWay(80, 150)).toBe(80);
    expect(daysWay(150, 150)).toBe(150);
    expect(daysWay(400, 150)).toBe(200);
  });

  it("is so in kilometres and in minutes", () => {
    const far = countryOf([[60_000], [60_000]]);
    const places = { ...far, lon: Float64Array.of(2, 8) };
    const sim = simulate({ places, households: 200 });
    const km = sim.geography.km[1]!;
    expect(km).toBeGreaterThan(400);
    expect(dailyKm(sim, 0, 1)).toBeCloseTo(150 + (km - 150) / 5, 6);
    const [limit, way] = [150, km].map((each) => roadMinutes(sim.parameters, each)) as [number, number];
    expect(travelMinutes(sim, 0, 1)).toBeCloseTo(limit + (way - limit) / 5, 3);
    expect(dailyKm(sim, 0, 0)).toBe(sim.geography.km[0]);
  });
});
