/**
 * The 40-city model is the same model in every implementation: ours gives exactly the probabilities of a
 * logit, the peers' choice does, and all end at the same shares and rents.
 */
import { describe, expect, test } from "vitest";
import {
  CITIES,
  chooseCity,
  digestCities,
  foundCities,
  rentsOf,
  setBase,
  TIES,
} from "../../bench/peers/cities.ts";
import {
  AGAIN,
  ASK_FRIENDS,
  buildOurs,
  cityOfFriend,
  cityWithoutFriends,
  setWeights,
} from "../../bench/peers/ours.ts";
import { IMPLEMENTATIONS, load, runRound } from "../../bench/peers/round.ts";

/** Cities in which the friends of household 0 live, by case; it lives in city 3. */
const CIRCLES = [
  [3, 3, 3, 3, 3, 3, 3, 3, 3, 3],
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  [0, 3, 7, 7, 7, 12, 3, 0, 39, 20],
];
const HERE = 3;
const DRAWS = 400_000;

/** Probabilities of the cities, written from the specification. */
function logit(base: Float64Array, circle: readonly number[]): number[] {
  const weights = Array.from(base, (each, j) => {
    const friends = circle.filter((city) => city === j).length;
    return Math.exp(each + (j === HERE ? 1 : 0) + 0.05 * Math.log(1 + friends));
  });
  const sum = weights.reduce((total, each) => total + each, 0);
  return weights.map((each) => each / sum);
}

/** Share of the draws, evenly spread over (0, 1), that give each city; those without city left out. */
function shares(choose: (u: number) => number): number[] {
  const counts = new Float64Array(CITIES);
  let chosen = 0;
  for (let i = 0; i < DRAWS; i++) {
    const city = choose((i + 0.5) / DRAWS);
    if (city === AGAIN) continue;
    counts[city]!++;
    chosen++;
  }
  return Array.from(counts, (each) => each / chosen);
}

describe.each(CIRCLES.map((circle) => [circle]))("with friends in %j", (circle) => {
  const cities = foundCities(1000);
  setBase(cities);
  const expected = logit(cities.base, circle);

  test("ours chooses with the probabilities of the logit", () => {
    const residents = {
      city: Uint8Array.from([HERE, ...circle]),
      friends: Uint32Array.from({ length: TIES }, (_, i) => i + 1),
    };
    setWeights(cities);
    const found = shares((u) => {
      const there = cityWithoutFriends(residents.city, 0, u);
      return there === ASK_FRIENDS ? cityOfFriend(residents, 0, u) : there;
    });
    found.forEach((share, j) => {
      expect(Math.abs(share - expected[j]!), `city ${j}`).toBeLessThan(1e-4);
    });
  });

  test("the peers choose with the probabilities of the logit", () => {
    const friends = new Float64Array(CITIES);
    for (const city of circle) friends[city]!++;
    const found = shares((u) => chooseCity(cities.base, HERE, friends, u));
    found.forEach((share, j) => {
      expect(Math.abs(share - expected[j]!), `city ${j}`).toBeLessThan(1e-5);
    });
  });
});

describe.each([
  { p: 0.1, ticks: 4 },
  { p: 1, ticks: 4 },
])("after $ticks ticks with p = $p", ({ p, ticks }) => {
  const households = 20_000;

  test.each(IMPLEMENTATIONS)("%s has the shares and rents of the expected model", async (name) => {
    const { cities, tick } = (await load(name))(households, p);
    expect(cities.population.reduce((sum, each) => sum + each, 0)).toBe(households);
    for (let i = 0; i < ticks; i++) tick();
    expect(cities.population.reduce((sum, each) => sum + each, 0)).toBe(households);
    const expected = expectedCities(households, p, ticks);
    const rents = rentsOf(cities);
    for (let j = 0; j < CITIES; j++) {
      // Six standard deviations, and what an average leaves out of the friends' term.
      const noise = 6 * Math.sqrt(expected.population[j]!) + 0.01 * expected.population[j]!;
      expect(Math.abs(cities.population[j]! - expected.population[j]!), `city ${j}`).toBeLessThan(noise);
      const rentNoise = (0.1 * ticks * noise) / cities.housing[j]!;
      expect(Math.abs(Math.log(rents[j]! / expected.rents[j]!)), `rent ${j}`).toBeLessThan(rentNoise);
    }
  });
});

/** Populations and rents of infinitely many households, friends left out: they draw to all cities alike. */
function expectedCities(households: number, p: number, ticks: number) {
  const { housing, base, lasting, logRent } = foundCities(households);
  let population = Array.from(housing);
  for (let tick = 0; tick < ticks; tick++) {
    setBase({ base, lasting, logRent, housing, population: housing });
    const weights = Array.from(base, (each) => Math.exp(each));
    const sum = weights.reduce((total, each) => total + each, 0);
    const next = population.map((each) => each * (1 - p));
    for (let from = 0; from < CITIES; from++) {
      const staying = weights[from]! * (Math.E - 1);
      const leaving = (population[from]! * p) / (sum + staying);
      for (let to = 0; to < CITIES; to++) next[to]! += leaving * weights[to]!;
      next[from]! += leaving * staying;
    }
    population = next;
    for (let j = 0; j < CITIES; j++) logRent[j]! += 0.1 * (population[j]! / housing[j]! - 1);
  }
  return { population, rents: logRent.map((each) => Math.exp(each)) };
}

test("ours computes the same bits every time, and rounds carry their digest", async () => {
  const order = { implementation: "ours", households: 1000, p: 0.05, warmUps: 1, ticks: 2 } as const;
  const again = buildOurs(1000, 0.05);
  for (let i = 0; i < 3; i++) again.tick();
  expect((await runRound(order)).hash).toBe(digestCities(again.cities));
});
