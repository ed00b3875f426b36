/** The naive models: what they conserve, what they are given, and what they answer. */
import { describe, expect, it } from "vitest";
import { rentElasticity } from "../../sim/calibration/rent-elasticity.ts";
import { loadBuiltIn, type World } from "../../sim/experiment/data.ts";
import type { PlaceTable } from "../../sim/model/places.ts";
import { baselineValues, observedRates, runGravity } from "../../sim/validation/baselines.ts";
import { loadDepartements } from "../../sim/validation/departements.ts";
import { countryOf, equalCities, TWELVE_CITIES, twoCountries } from "../model/cities.ts";

const sum = (values: Iterable<number>) => [...values].reduce((all, each) => all + each, 0);
const worldOf = (places: PlaceTable): World => ({ places, rail: [], constants: null, placesText: "" });
const RATES = { moving: 0.1, betweenAreas: 0.03 };

describe("gravity without memory", () => {
  it("moves the parts of inhabitants that it is told to, and loses nobody", () => {
    const places = countryOf(TWELVE_CITIES);
    const { population, moved } = runGravity(worldOf(places), RATES, 12);
    const all = sum(places.population);
    expect(sum(population)).toBeCloseTo(all, 3);
    expect(sum(moved) / all).toBeCloseTo(0.1, 9);
    const n = places.count;
    const away = moved.filter((_, at) => places.area[Math.floor(at / n)] !== places.area[at % n]);
    expect(sum(away) / all).toBeCloseTo(0.03, 9);
    const gained = places.population.map((each, j) => {
      const row = sum(moved.subarray(j * n, j * n + n));
      const column = sum(moved.filter((_, at) => at % n === j));
      return each - row + column;
    });
    for (const [j, each] of gained.entries()) expect(population[j]).toBeCloseTo(each, 3);
  });

  it("draws places by inhabitants x km^-1.41", () => {
    const places = equalCities(6);
    const { moved } = runGravity(worldOf(places), RATES, 1);
    // City 2 has neighbours at one and two degrees on one side: their distances are 1 to 2.
    expect(moved[2 * 6 + 1]! / moved[2 * 6]!).toBeCloseTo(2 ** 1.41, 2);
    expect(moved[2 * 6 + 1]).toBeCloseTo(moved[2 * 6 + 3]!, 3);
    expect(moved[2 * 6 + 2]! / sum(moved.subarray(12, 18))).toBeCloseTo(0.7, 9);
  });

  it("knows no move abroad, and none between areas where there is one", () => {
    const places = twoCountries([[100_000], [200_000]]);
    const { moved } = runGravity(worldOf(places), RATES, 3);
    for (const [at, each] of moved.entries()) {
      if (places.country[Math.floor(at / 4)] !== places.country[at % 4]) expect(each).toBe(0);
    }
    const alone = runGravity(worldOf(countryOf([[100_000]])), RATES, 12);
    expect(sum(alone.moved)).toBeCloseTo(7000, 6);
    expect(alone.population[0]).toBeCloseTo(100_000, 6);
  });
});

describe("rents by the size of areas", () => {
  const { places } = loadBuiltIn();

  it("have the published elasticities: 0.157, and 0.106 with areas alike", () => {
    expect(rentElasticity(places)).toBeCloseTo(0.157, 3);
    expect(rentElasticity(places, places.population, places.rentFlat, "alike")).toBeCloseTo(0.106, 3);
  });

  it("follow rents that are given: a power of the area's inhabitants", () => {
    const cities = countryOf(TWELVE_CITIES);
    const ofArea = new Float64Array(12);
    for (const [j, a] of cities.area.entries()) ofArea[a]! += cities.population[j]!;
    const rent = cities.rentFlat.map((_, j) => 3 * ofArea[cities.area[j]!]! ** 0.2);
    expect(rentElasticity(cities, cities.population, rent)).toBeCloseTo(0.2, 9);
  });
});

describe("the naive models on the facts", () => {
  const values = baselineValues(loadBuiltIn());

  it("say nothing of what they have not, 0 or 1 of what does not respond", () => {
    expect(values.F06).toMatchObject({ gravity: 0, fixed: 0 });
    expect(values["F10.a"]).toMatchObject({ gravity: 1, fixed: 1 });
    expect(values.F05).toMatchObject({ gravity: null, fixed: null });
    for (const { why } of Object.values(values)) expect(why.length).toBeGreaterThan(10);
  });

  it("have the rents of the table, and move at the rates observed", () => {
    expect(observedRates(loadDepartements()).betweenAreas).toBeCloseTo(0.0319, 4);
    expect(values.F01?.fixed).toBeCloseTo(0.157, 3);
    expect(values.F01?.gravity).not.toBe(values.F01?.fixed);
    expect(values["F03.a"]?.gravity).toBeCloseTo(10.2, 9);
    expect(values["F03.b"]).toMatchObject({ fixed: 0 });
    expect(values["F03.b"]?.gravity).toBeCloseTo(3.19, 2);
  });

  it("answer every fact", () => {
    const facts = new Set(Object.keys(values).map((part) => part.slice(0, 3)));
    expect([...facts].sort()).toEqual(
      Array.from({ length: 17 }, (_, k) => `F${String(k + 1).padStart(2, "0")}`),
    );
  });
});
