/**
 * Fit of places: what is known of small worlds by hand, and the built-in world at the limits of the
 * issue.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { loadBuiltIn } from "../../sim/experiment/data.ts";
import { OWNER, type Simulation } from "../../sim/model/state.ts";
import { fitPlaces, marketsHold, weightedMean } from "../../sim/validation/place-fit.ts";
import { readHistory } from "../../sim/validation/place-history.ts";
import { noteMonth, startTrends, trendsByClass } from "../../sim/validation/place-trends.ts";
import { inputOf, luck, pass, simulate } from "../model/cities.ts";

describe("a fit of places", () => {
  const fitOf = (sim: Simulation, name: string) => {
    const found = fitPlaces(sim).find(({ statistic }) => statistic === name);
    if (found === undefined) throw new Error(`no statistic ${name}`);
    return found;
  };

  it("is the distance of each place from its table, weighted by inhabitants", () => {
    const sim = simulate();
    const { rent } = sim.places.data;
    expect(fitOf(sim, "rent").meanAbsoluteError).toBe(0);
    rent[0]! *= 1.1;
    rent[1]! *= 0.9;
    const { population } = sim.input.places;
    const all = population.reduce((sum, each) => sum + each, 0);
    const fit = fitOf(sim, "rent");
    expect(fit.residuals[0]).toBeCloseTo(10, 9);
    expect(fit.residuals[1]).toBeCloseTo(-10, 9);
    expect(fit.meanAbsoluteError).toBeCloseTo((10 * (population[0]! + population[1]!)) / all, 9);
    expect(fit.bias).toBeCloseTo((10 * (population[0]! - population[1]!)) / all, 9);
  });

  it("counts owners among those who have a dwelling", () => {
    const sim = simulate();
    const { tenure, status, place } = sim.households.data;
    for (let i = 0; i < sim.households.rows; i++) if (place[i] === 0) tenure[i] = OWNER;
    expect(fitOf(sim, "owners").residuals[0]).toBeCloseTo(100 * (1 - sim.input.places.ownerShare[0]!), 9);
    for (let i = 0; i < sim.households.rows; i++) if (place[i] === 0 && i % 2 === 0) status[i] = 2;
    expect(fitOf(sim, "owners").residuals[0]).toBeCloseTo(100 * (1 - sim.input.places.ownerShare[0]!), 9);
  });

  it("leaves out what the table has none of", () => {
    expect(weightedMean([1, Number.NaN, 3], [1, 50, 3])).toBe(2.5);
  });

  it("sees a market that has broken down", () => {
    const sim = simulate();
    expect(marketsHold(sim)).toBe(true);
    sim.places.data.rent[3] = Number.NaN;
    expect(marketsHold(sim)).toBe(false);
  });
});

describe("trends of classes", () => {
  it("count each month's net migrants once, and growth from the state in which they began", () => {
    const sim = simulate({ households: 3000 });
    const trends = startTrends(sim);
    const before = sim.places.data.persons.slice();
    let migrants = 0;
    for (let month = 0; month < 14; month++) {
      pass(sim, 1);
      noteMonth(trends, sim);
      const { origin, destination, household, count } = sim.moves;
      for (let m = 0; m < count; m++) {
        const size = sim.households.data.size[household[m]!]!;
        if (sim.input.places.area[origin[m]!] === 0) migrants -= size;
        if (sim.input.places.area[destination[m]!] === 0) migrants += size;
      }
    }
    // Area 0, of a million, is the only metropolis of these cities.
    const nothing = new Float64Array(sim.input.places.count).fill(Number.NaN);
    const known = new Float64Array(sim.input.places.count);
    const rates = trendsByClass(trends, sim, { growth: nothing, netMigration: known, natural: nothing });
    const persons = before[0]! + before[1]! + before[2]!;
    const now = sim.places.data.persons;
    expect(rates[1]?.netMigration).toBeCloseTo((100 * migrants) / persons / (14 / 12), 9);
    expect(rates[1]?.growth).toBeCloseTo(
      100 * (((now[0]! + now[1]! + now[2]!) / persons) ** (12 / 14) - 1),
      9,
    );
    expect(rates[1]?.observedGrowth).toBeNaN();
    expect(rates[1]?.observedNetMigration).toBe(0);
    // What the table does not know of a place is compared with nothing.
    known.fill(Number.NaN, 1, 3);
    const core = trendsByClass(trends, sim, { growth: nothing, netMigration: known, natural: nothing });
    expect(core[1]?.netMigration).toBeCloseTo(
      (100 * (trends.netMigrants[0] ?? 0)) / before[0]! / (14 / 12),
      9,
    );
  });
});

describe("the built-in world at 20,000 households", () => {
  const world = loadBuiltIn();
  let sim: Simulation;
  beforeAll(() => {
    const { places, rail, constants } = world;
    sim = simulate(inputOf({ places, rail, constants, households: 20_000, runKey: luck(1) }));
  });

  it("has the inhabitants, owners and ages of its table", () => {
    const errors = Object.fromEntries(fitPlaces(sim).map((fit) => [fit.statistic, fit.meanAbsoluteError]));
    // A place of 30 simulated households is met to a half of one: limits hold from 200,000 on.
    expect(errors.households).toBeLessThan(1);
    expect(errors.population).toBeLessThan(4);
    expect(errors.rent).toBe(0);
    expect(errors.owners).toBeLessThan(2);
    expect(errors["inhabitants of 65 and more"]).toBeLessThan(3);
    expect(errors["vacant dwellings"]).toBeLessThan(1.5);
  });

  it("knows what the table says of the years before, and what it does not", () => {
    const history = readHistory(world);
    const at = (id: string) => world.places.id.indexOf(id);
    expect(history.growth[at("FR-AAV-001/core")]).toBeCloseTo((2175601 / 2229621) ** 0.2 - 1, 12);
    expect(history.netMigration[at("FR-AAV-001/core")]).toBe(-0.0044);
    expect(history.netMigration[at("FR-REST-01/rest")]).toBeNaN();
    expect(history.natural[at("BE-BRU/pole")]).toBeNaN();
    expect(history.growth[at("BE-BRU/pole")]).toBeCloseTo((1218255 / 1175173) ** 0.2 - 1, 12);
    const [capital] = trendsByClass(startTrends(sim), sim, history);
    expect(capital?.observedNetMigration).toBeCloseTo(-0.44, 3);
  });
});
