/**
 * Is the choice of place, as the engine makes it, an exact nested logit with tastes that last? Limits of
 * shares are crossed by right code once in a million tests; the errors that would be seen are tests too.
 */
import { describe, expect, it } from "vitest";
import { updateBounds } from "../../sim/model/bounds.ts";
import { choosePlace, makeSearch } from "../../sim/model/choice.ts";
import { foundPlaces } from "../../sim/model/founding.ts";
import { listDwellings } from "../../sim/model/listings.ts";
import { chooseLocations } from "../../sim/model/location-choice.ts";
import type { Parameters } from "../../sim/model/parameters.ts";
import { drawDiscontent, makeSearcher, readSearcher } from "../../sim/model/searcher.ts";
import { applyShocks } from "../../sim/model/shocks.ts";
import { allocateSimulation } from "../../sim/model/simulation.ts";
import { CONSTANTS_PER_PLACE, HOUSED, NONE, PRIVATE, type Simulation } from "../../sim/model/state.ts";
import { moveOption, stayCost } from "../../sim/model/utility.ts";
import { diceOf } from "../reference/worlds.ts";
import { countryOf, held, inputOf, simulate, TWELVE_CITIES } from "./cities.ts";

/** Constants that differ from place to place, or zeros. */
function constantsOf(places: number, spread: number): Float64Array {
  const dice = diceOf(11);
  return Float64Array.from({ length: CONSTANTS_PER_PLACE * places }, () => dice.real(-spread, spread));
}

/** Where a household wants to live, all dwellings being free: its own place where it stays. */
function wanted(sim: Simulation, discontent: (i: number) => number): Uint16Array {
  updateBounds(sim);
  const searcher = makeSearcher(sim.geography.areas);
  const search = makeSearch();
  return Uint16Array.from({ length: sim.households.rows }, (_, i) => {
    readSearcher(sim, searcher, i, discontent(i));
    choosePlace(sim, searcher, search);
    return search.choice.place === NONE ? searcher.place : search.choice.place;
  });
}

/** Utility of every place for a household, staying in the dwelling or moving within its place included. */
function utilities(sim: Simulation, i: number, discontent: number): number[] {
  const searcher = makeSearcher(sim.geography.areas);
  const option = { cost: 0, tenure: 0 };
  readSearcher(sim, searcher, i, discontent);
  const stay = stayCost(sim, searcher);
  return Array.from({ length: sim.geography.places }, (_, place) => {
    moveOption(sim, searcher, place, option);
    return -Math.log(place === searcher.place ? Math.min(stay, option.cost) : option.cost);
  });
}

describe("of 200,000 households alike but for their tastes", () => {
  const HOUSEHOLDS = 200_000;
  const places = countryOf(TWELVE_CITIES);

  /** Retired tenants at one place who differ in nothing. */
  function alike(parameters: Partial<Parameters>): Simulation {
    const sim = allocateSimulation(
      inputOf({
        places,
        households: HOUSEHOLDS,
        constants: constantsOf(places.count, 0.5),
        parameters: { tenureTaste: 0, moveCost: 0.1, areaCost: 0.2, bKnown: 0.2, ...parameters },
      }),
    );
    foundPlaces(sim);
    applyShocks(sim);
    const h = sim.households.data;
    for (let i = 0; i < HOUSEHOLDS; i++) h.id[i] = i;
    h.status.fill(HOUSED);
    h.place.fill(4);
    h.homeArea.fill(places.area[7] ?? 0);
    h.size.fill(1);
    h.bornAt.fill(sim.month - 12 * 70);
    h.tenure.fill(PRIVATE);
    h.otherIncome.fill(2000);
    h.contract.fill(10);
    h.dependence.fill(0.3);
    return sim;
  }

  function chosen(sim: Simulation): Float64Array {
    const counts = new Float64Array(places.count);
    for (const place of wanted(sim, () => 0.4)) counts[place]!++;
    return counts;
  }

  /** Closed form: P(a) ~ (sum exp(V/mu))^mu, P(z|a) ~ exp(V_z/mu). */
  function closedForm(v: readonly number[], mu: number): number[] {
    const sums = places.areaIds.map((_, a) =>
      v.reduce((sum, each, j) => (places.area[j] === a ? sum + Math.exp(each / mu) : sum), 0),
    );
    const total = sums.reduce((sum, each) => sum + each ** mu, 0);
    return v.map((each, j) => {
      const sum = sums[places.area[j]!] ?? 0;
      return (Math.exp(each / mu) / sum) * (sum ** mu / total);
    });
  }

  function byArea(values: ArrayLike<number>): number[] {
    return places.areaIds.map((_, a) =>
      Array.from(values).reduce((sum, each, j) => (places.area[j] === a ? sum + each : sum), 0),
    );
  }

  function chiSquare(counts: ArrayLike<number>, shares: readonly number[]): number {
    return shares.reduce((sum, share, j) => {
      const expected = share * HOUSEHOLDS;
      return sum + ((counts[j] ?? 0) - expected) ** 2 / expected;
    }, 0);
  }

  /** What chi-square exceeds once in a million tests (Wilson and Hilferty). */
  function limit(categories: number): number {
    const k = categories - 1;
    return k * (1 - 2 / (9 * k) + 4.753 * Math.sqrt(2 / (9 * k))) ** 3;
  }

  it.each([
    [0.5, 0.1],
    [0.3, 0.4],
    [1, 0.1],
  ])(
    "shares of areas and of zones are those of the closed form (nesting %d, slow share %d)",
    (nest, slowShare) => {
      const sim = alike({ nest, slowShare });
      const counts = chosen(sim);
      const shares = closedForm(utilities(sim, 0, 0.4), nest);
      expect(Math.min(...shares), "every place is chosen").toBeGreaterThan(0.001);
      expect(chiSquare(counts, shares)).toBeLessThan(limit(places.count));
      expect(chiSquare(byArea(counts), byArea(shares))).toBeLessThan(limit(places.areaIds.length));
    },
  );

  it("would show a nesting parameter off by a tenth, or a utility by 0.1, 999 times in 1,000", () => {
    const v = utilities(alike({ nest: 0.5 }), 0, 0.4);
    const right = closedForm(v, 0.5).map((share) => share * HOUSEHOLDS);
    /** Least of chi-square that counts of the right model give against wrong shares: 3 sd below its mean. */
    const seen = (wrong: readonly number[]) => {
      const [k, shift] = [places.count - 1, chiSquare(right, wrong)];
      return k + shift - 3 * Math.sqrt(2 * (k + 2 * shift));
    };
    expect(seen(closedForm(v, 0.55))).toBeGreaterThan(limit(places.count));
    for (const place of [0, 4, 9]) {
      const off = v.map((each, j) => (j === place ? each + 0.1 : each));
      expect(seen(closedForm(off, 0.5)), `place ${place}`).toBeGreaterThan(limit(places.count));
    }
  });
});

describe("of 100,000 founders, when utilities change and tastes do not", () => {
  const constants = constantsOf(countryOf(TWELVE_CITIES).count, 0.3);
  const sim = simulate({ households: 100_000, constants });
  sim.month++;
  const { count } = sim.input.places;
  const discontent = (i: number) => drawDiscontent(sim, i);
  const before = wanted(sim, discontent);
  const better = 6;

  /** Raises a(k, j) of one place for all occupations, and takes it back. */
  function withBetter<T>(look: () => T): T {
    const old = constants.slice();
    for (let k = 0; k < 3; k++) constants[k * count + better]! += 0.25;
    const seen = look();
    constants.set(old);
    return seen;
  }

  it("everyone who changes goes to the place that has become better", () => {
    const after = withBetter(() => wanted(sim, discontent));
    const switched = [...after.keys()].filter((i) => after[i] !== before[i]);
    expect(switched.length).toBeGreaterThan(500);
    expect(switched.filter((i) => after[i] !== better)).toEqual([]);
  });

  it("everyone who changes leaves the place whose rent has risen", () => {
    const { rent } = sim.places.data;
    const old = rent[better]!;
    rent[better] = 1.15 * old;
    const after = wanted(sim, discontent);
    rent[better] = old;
    const switched = [...after.keys()].filter((i) => after[i] !== before[i]);
    expect(switched.length).toBeGreaterThan(200);
    expect(switched.filter((i) => before[i] !== better)).toEqual([]);
  });

  it("a lever moves people only towards places which it favours more than those they leave", () => {
    const after = changed(() => wanted(sim, discontent));
    const switched = [...after.keys()].filter((i) => after[i] !== before[i]);
    expect(switched.length).toBeGreaterThan(1000);
    const was = switched.map((i) => utilities(sim, i, discontent(i)));
    const is = changed(() => switched.map((i) => utilities(sim, i, discontent(i))));
    const illogical = switched.filter((i, at) => {
      const gain = (place: number) => (is[at]?.[place] ?? 0) - (was[at]?.[place] ?? 0);
      return gain(after[i] ?? 0) <= gain(before[i] ?? 0);
    });
    expect(illogical).toEqual([]);
  });

  /** The world under services and telework for the mid-sized cities, and back. */
  function changed<T>(look: () => T): T {
    const old = sim.leverSeries;
    sim.leverSeries = held({ "services.midSized": 60, "telework.norm": 4, "telework.employers": 0.8 });
    applyShocks(sim);
    const seen = look();
    sim.leverSeries = old;
    applyShocks(sim);
    return seen;
  }

  it("the same holds for a whole month of searching and moving where dwellings are plenty", () => {
    const given = { constants, households: 30_000, parameters: { searchBase: 8 } };
    const [one, two] = [simulate(given), simulate(given)];
    for (const each of [one, two]) {
      each.month++;
      each.places.data.stock.fill(1e6);
      listDwellings(each);
    }
    chooseLocations(one);
    withBetter(() => chooseLocations(two));
    const [was, is] = [one.households.data.place, two.households.data.place];
    const switched = [...is.keys()].filter((i) => was[i] !== is[i]);
    expect(switched.length).toBeGreaterThan(20);
    expect(switched.filter((i) => is[i] !== better)).toEqual([]);
  });
});
