/** Poisson regression, the log of moves, and gravity of moves between departements. */
import { describe, expect, it } from "vitest";
import { loadBuiltIn } from "../../sim/experiment/data.ts";
import { stateDigest } from "../../sim/model/simulation.ts";
import { type Departements, loadDepartements, loadMovers } from "../../sim/validation/departements.ts";
import { fitMigration, gravityOf, ILE_DE_FRANCE, makeAtlas } from "../../sim/validation/migration-flows.ts";
import { followMoves } from "../../sim/validation/move-log.ts";
import { fitPoisson } from "../../sim/validation/poisson.ts";
import { equalCities, inputOf, luck, pass, simulate } from "../model/cities.ts";

const sum = (values: Iterable<number>) => [...values].reduce((all, each) => all + each, 0);

describe("a Poisson regression", () => {
  const ones = (n: number) => new Float64Array(n).fill(1);

  it("gives the published fit of Dobson's randomized trial (1990, p. 93)", () => {
    const counts = Float64Array.of(18, 17, 15, 20, 10, 20, 25, 13, 12);
    const of = (test: (row: number) => boolean) => counts.map((_, row) => Number(test(row)));
    const { coefficients, deviance } = fitPoisson(
      [
        ones(9),
        of((row) => row % 3 === 1),
        of((row) => row % 3 === 2),
        of((row) => Math.floor(row / 3) === 1),
        of((row) => Math.floor(row / 3) === 2),
      ],
      counts,
    );
    const published = [3.044522, -0.4542553, -0.2929871, 0, 0];
    for (const [k, each] of published.entries()) expect(coefficients[k]).toBeCloseTo(each, 6);
    expect(deviance).toBeCloseTo(5.129141, 6);
  });

  it("finds a law that holds exactly, zeros beside it change it little", () => {
    const x = Float64Array.from({ length: 50 }, (_, k) => k / 10);
    const y = x.map((each) => Math.exp(2 - 1.4 * each));
    const { coefficients, fitted } = fitPoisson([ones(50), x], y);
    expect(coefficients[0]).toBeCloseTo(2, 9);
    expect(coefficients[1]).toBeCloseTo(-1.4, 9);
    expect(sum(fitted)).toBeCloseTo(sum(y), 9);
    y[49] = 0;
    expect(fitPoisson([ones(50), x], y).coefficients[1]).toBeCloseTo(-1.4, 1);
  });

  it("keeps the sum of what it fits, and refuses what has no answer", () => {
    const y = Float64Array.of(0, 3, 1, 0, 7, 2);
    expect(sum(fitPoisson([ones(6), Float64Array.of(1, 2, 3, 4, 5, 7)], y).fitted)).toBeCloseTo(13, 9);
    expect(() => fitPoisson([ones(6)], new Float64Array(6))).toThrow("positive value");
    expect(() => fitPoisson([ones(6), ones(6)], y)).toThrow("depends on the others");
  });
});

describe("gravity between departements", () => {
  const departements = loadDepartements();
  const { persons, population } = loadMovers(departements.list.map(({ code }) => code));

  it("gives the observed elasticity -1.41 with Ile-de-France as one", () => {
    expect(gravityOf(departements, population, persons, ILE_DE_FRANCE).elasticity).toBeCloseTo(-1.41, 2);
  });

  it("is another one unmerged, and fits all pairs then", () => {
    const { elasticity, fitted } = gravityOf(departements, population, persons, []);
    expect(elasticity).toBeCloseTo(-0.99, 2);
    expect(fitted.filter((each) => !Number.isNaN(each)).length).toBe(96 * 95);
    expect(sum(fitted.filter((each) => each > 0))).toBeCloseTo(sum(persons.filter((each) => each > 0)), -1);
  });
});

describe("a log of moves", () => {
  it("expects as many to leave each place as left it, and counts moves within areas as they are", () => {
    const sim = simulate();
    const log = followMoves(sim);
    const { area } = sim.input.places;
    const n = sim.input.places.count;
    const moved = new Float64Array(n * n);
    for (let month = 0; month < 6; month++) {
      pass(sim, 1);
      log.note();
      for (let m = 0; m < sim.moves.count; m++) {
        const persons = sim.households.data.size[sim.moves.household[m]!]! * sim.scale;
        moved[sim.moves.origin[m]! * n + sim.moves.destination[m]!]! += persons;
      }
    }
    log.close();
    expect(log.months).toBe(6);
    expect(log.counted).toEqual(moved);
    for (let i = 0; i < n; i++) {
      const row = (values: Float64Array) => values.subarray(i * n, i * n + n);
      expect(sum(row(log.expected))).toBeCloseTo(sum(row(moved)), 6);
      for (let j = 0; j < n; j++)
        if (area[i] === area[j]) expect(row(log.expected)[j]).toBeCloseTo(row(moved)[j]!, 6);
    }
  });

  it("expects of many what they do: equal cities in a row, moves are as far", () => {
    const sim = simulate({ places: equalCities(10), households: 20_000, parameters: { areaCost: 0 } });
    const log = followMoves(sim);
    for (let month = 0; month < 12; month++) {
      pass(sim, 1);
      log.note();
    }
    const { km } = sim.geography;
    const mean = (flows: Float64Array) => {
      const left = flows.map((each, at) => (at % 11 === 0 ? 0 : each));
      return sum(left.map((each, at) => each * km[at]!)) / sum(left);
    };
    const leavers = sum(log.counted.map((each, at) => (at % 11 === 0 ? 0 : each))) / sim.scale / 2.2;
    // The distance of a move varies by 0.75 of its mean, persons of a mover by half: four standard errors.
    expect(leavers).toBeGreaterThan(200);
    expect(Math.abs(mean(log.expected) / mean(log.counted) - 1)).toBeLessThan(3.4 / Math.sqrt(leavers));
    expect(mean(log.expected)).not.toBe(mean(log.counted));
  });

  it("changes no bit of a run, and hands on what others listen to", () => {
    const [plain, followed] = [simulate({}, 3), simulate()];
    let told = 0;
    followed.onSettled = () => told++;
    const log = followMoves(followed);
    pass(followed, 3);
    expect(told).toBe(3);
    log.close();
    followed.onSettled?.(followed);
    expect(told).toBe(4);
    expect(stateDigest(followed)).toBe(stateDigest(plain));
  });
});

describe("moves of the built-in world at 60,000 households", () => {
  it("fall with distance as observed, within 0.15; few simulated movers tell little of ln flows", () => {
    const { places, rail, constants } = loadBuiltIn();
    const sim = simulate(inputOf({ places, rail, constants, households: 60_000, runKey: luck(1) }));
    const departements: Departements = loadDepartements();
    const atlas = makeAtlas(places, departements);
    const log = followMoves(sim);
    for (let month = 0; month < 12; month++) {
      pass(sim, 1);
      log.note();
    }
    const fit = fitMigration(sim, atlas, log.expected, log.months, 1);
    expect(fit.observedElasticity).toBeCloseTo(-1.41, 2);
    expect(Math.abs(fit.elasticity - fit.observedElasticity)).toBeLessThan(0.15);
    expect(fit.changing).toBeGreaterThan(0.28);
    expect(fit.changing).toBeLessThan(0.37);
    expect(fit.flows.pairs).toBe(8281);
    expect(fit.flows.r2).toBeGreaterThan(0.25);
    // Arrivals by class: 1,900 households who left, 0.2 is three standard errors of a class.
    const arrivals = (flows: Float64Array, placeClass: number) =>
      sum(
        flows.filter((_, at) => {
          const [from, to] = [Math.floor(at / places.count), at % places.count];
          return places.placeClass[to] === placeClass && places.area[from] !== places.area[to];
        }),
      );
    for (let c = 0; c < 4; c++) {
      expect(Math.abs(arrivals(log.expected, c) / arrivals(log.counted, c) - 1)).toBeLessThan(0.2);
    }
    const counted = fitMigration(sim, atlas, log.counted, log.months, (sim.scale * 12) / log.months / 2);
    expect(counted.flows.r2).toBeLessThan(fit.flows.r2);
  });
});
