/** Signs of the month's processes: telework, dependence, ties, rents, prices, construction. */
import { describe, expect, it } from "vitest";
import { normal } from "../../sim/core/distributions.ts";
import { hash } from "../../sim/core/random.ts";
import { arrange, makeOffice, setOfficeWorth, teleworkTerms } from "../../sim/model/arrangement.ts";
import { build, supplyElasticity } from "../../sim/model/construction.ts";
import { addDwellings } from "../../sim/model/dwellings.ts";
import { clearHousing } from "../../sim/model/housing.ts";
import type { LeverName } from "../../sim/model/levers.ts";
import type { Parameters } from "../../sim/model/parameters.ts";
import { stepMonth } from "../../sim/model/simulation.ts";
import { CONSTANTS_PER_PLACE, EMPTY, HOUSED, type Simulation, TIE_KINDS } from "../../sim/model/state.ts";
import { reviewShare } from "../../sim/model/telework.ts";
import { equalCities, held, luck, meanOf, pass, SAME_PEOPLE, simulate } from "./cities.ts";

/** Two runs with the same luck, one of them under levers from its third month on. */
function pair(levers: Partial<Record<LeverName, number>>, months: number): [Simulation, Simulation] {
  const parameters = SAME_PEOPLE;
  return [simulate({ parameters }, months), simulate({ parameters, levers: held(levers, 2) }, months)];
}

describe("telework", () => {
  it("that no employer allows is none, from the first day on", () => {
    const sim = simulate({ levers: held({ "telework.norm": 0 }) }, 12);
    expect(sim.households.data.remoteDays.every((days) => days === 0)).toBe(true);
    expect(simulate({}, 12).households.data.remoteDays.some((days) => days > 0)).toBe(true);
  });

  it("is what suits each worker best, both of a household, after a review", () => {
    const sim = simulate({ levers: held({ "telework.norm": 4, "telework.employers": 0.7 }) });
    const { workers, place, remoteDays } = sim.households.data;
    setOfficeWorth(sim);
    reviewShare(sim, 1);
    const terms = makeOffice();
    const days = [0, 0];
    for (let i = 0; i < workers.length; i++) {
      for (let w = 0; w < workers[i]!; w++) {
        teleworkTerms(sim, terms, i, w);
        arrange(sim, terms, place[i]!, Infinity);
        expect(remoteDays[2 * i + w]).toBe(terms.days);
        days[w]! += terms.days;
      }
    }
    expect(Math.min(...days)).toBeGreaterThan(100);
  });

  it("that is forbidden later is reviewed away, never up", () => {
    const sim = simulate({ parameters: SAME_PEOPLE, levers: held({ "telework.norm": 0 }, 2) }, 2);
    const settled = sim.households.data.remoteDays.slice();
    pass(sim, 24);
    const { remoteDays } = sim.households.data;
    expect(remoteDays.every((days, at) => days <= settled[at]!)).toBe(true);
    expect(meanOf(remoteDays)).toBeLessThan(0.7 * meanOf(settled));
  });

  it("grows with the norm, willing employers and teleworkable jobs; offices empty", () => {
    for (const levers of [
      { "telework.norm": 5 },
      { "telework.employers": 0.8 },
      { "telework.potential": 2 },
    ] as const) {
      const [plain, more] = pair(levers, 14);
      expect(meanOf(more.households.data.remoteDays)).toBeGreaterThan(
        meanOf(plain.households.data.remoteDays),
      );
      expect(meanOf(more.places.data.onSite)).toBeLessThan(meanOf(plain.places.data.onSite));
    }
  });

  it("asks for space: rents rise where more floor is wanted", () => {
    const [plain, more] = pair({ "telework.norm": 5, "telework.employers": 1 }, 26);
    expect(meanOf(more.places.data.floorFactor)).toBeGreaterThan(meanOf(plain.places.data.floorFactor));
    expect(meanOf(more.places.data.rent)).toBeGreaterThan(meanOf(plain.places.data.rent));
  });
});

describe("digital life", () => {
  it("services online only: everyone depends more, as long as nobody has moved", () => {
    const [plain, more] = pair({ "digital.onlineOnly": 0.8 }, 5);
    const [was, is] = [plain.households.data, more.households.data];
    const before = simulate({ parameters: SAME_PEOPLE }, 2).households.data.place;
    const stayed = (i: number) => was.place[i] === before[i] && is.place[i] === before[i];
    const same = [...before.keys()].filter((i) => was.status[i] !== EMPTY && stayed(i));
    expect(same.length).toBeGreaterThan(2800);
    expect(same.filter((i) => is.dependence[i]! <= was.dependence[i]!)).toEqual([]);
    const [later, more2] = pair({ "digital.onlineOnly": 0.8 }, 14);
    const mean = (sim: Simulation) => meanOf(sim.households.data.dependence);
    expect(mean(more2)).toBeGreaterThan(mean(later) + 0.1);
  });

  it("limits of one's own: less time online, less habit", () => {
    const [plain, less] = pair({ "digital.limits": 1 }, 14);
    for (const name of ["online", "habit"] as const) {
      const [was, is] = [plain.households.data[name], less.households.data[name]];
      expect([...is.keys()].filter((i) => is[i]! > was[i]!)).toEqual([]);
      expect(meanOf(is)).toBeLessThan(meanOf(was));
    }
  });
});

describe("ties", () => {
  it("distancing: everyone meets less and nobody is less lonely, from the first month on", () => {
    const [plain, apart] = pair({ "shock.distancing": 0.7 }, 3);
    const [was, is] = [plain.households.data, apart.households.data];
    const people = [...was.meetings.keys()];
    expect(people.filter((i) => is.meetings[i]! > 0.31 * was.meetings[i]!)).toEqual([]);
    expect(people.filter((i) => is.lonely[i]! < was.lonely[i]!)).toEqual([]);
    expect(meanOf(is.lonely)).toBeGreaterThan(meanOf(was.lonely));
    expect(meanOf(is.isolated)).toBeGreaterThan(meanOf(was.isolated));
  });

  it("a year of distancing: fewer and weaker ties, less of them kin lost than others", () => {
    const [plain, apart] = pair({ "shock.distancing": 0.7 }, 14);
    const kept = TIE_KINDS.map((_, kind) => tiesOf(apart, kind) / tiesOf(plain, kind));
    expect(meanOf(apart.households.data.strength)).toBeLessThan(meanOf(plain.households.data.strength));
    expect(meanOf(apart.ties.count)).toBeLessThan(meanOf(plain.ties.count));
    expect(Math.max(...kept.slice(1, 4))).toBeLessThan(kept[0] ?? 0);
  });

  it("the digital stimulates when it arranges meetings, and swallows when it displaces time", () => {
    const meetings = (levers: Partial<Record<LeverName, number>>) =>
      meanOf(simulate({ levers: held(levers) }, 6).households.data.meetings);
    const plain = meetings({});
    expect(meetings({ "digital.displace": 1 })).toBeLessThan(plain);
    expect(meetings({ "digital.displace": 0 })).toBeGreaterThan(plain);
    expect(meetings({ "digital.arrange": 3 })).toBeGreaterThan(plain);
    expect(meetings({ "digital.arrange": 0 })).toBeLessThan(plain);
  });
});

function tiesOf(sim: Simulation, kind: number): number {
  const { count, label, slots } = sim.ties;
  let ties = 0;
  for (let i = 0; i < count.length; i++) {
    for (let k = i * slots; k < i * slots + count[i]!; k++) if ((label[k]! & 7) === kind) ties++;
  }
  return ties;
}

describe("rents, prices and dwellings", () => {
  const CITIES = 8;
  const ELASTICITIES = ["supplyCapital", "supplyMetropolis", "supplyOther"] as const;

  /** How much the first city is worth more: sought after, and so much that others half empty. */
  const SOUGHT = 2.5;
  const RUSH = 4;

  /** Equal cities of which the first one becomes much sought after the first month. */
  function boom(
    parameters: Partial<Parameters>,
    months: number,
    levers = held({}),
    worth = SOUGHT,
    runKey = luck(1),
  ): Simulation {
    const constants = new Float64Array(CONSTANTS_PER_PLACE * CITIES);
    const people = { ...SAME_PEOPLE, ...parameters };
    const given = { places: equalCities(CITIES), households: 4000, constants, levers, runKey };
    const sim = simulate({ ...given, parameters: people }, 1);
    for (let k = 0; k < 3; k++) constants[k * CITIES] = worth;
    pass(sim, months);
    return sim;
  }

  const rise = (sim: Simulation, name: "rent" | "price", j: number) =>
    Math.log(sim.places.data[name][j]! / sim.places.data[`${name}0`][j]!);

  const dwellings = (sim: Simulation, j: number) => {
    const { stock } = sim.places.data;
    return stock[3 * j]! + stock[3 * j + 1]! + stock[3 * j + 2]!;
  };
  const growth = (sim: Simulation, j: number) => {
    const at = sim.places.data;
    return Math.log(1 + (at.dwellings[j]! - at.dwellings0[j]!) / at.stock0[j]!);
  };
  const others = Array.from({ length: CITIES - 1 }, (_, j) => j + 1);

  it("where no dwelling is left free, rents rise most", () => {
    const sim = boom({}, 48);
    const { occupied } = sim.places.data;
    const free = (j: number) =>
      1 - (occupied[3 * j]! + occupied[3 * j + 1]! + occupied[3 * j + 2]!) / dwellings(sim, j);
    expect(free(0)).toBeLessThan(0.015);
    expect(Math.min(...others.map(free))).toBeGreaterThan(0.015);
    expect(rise(sim, "rent", 0)).toBeGreaterThan(Math.max(...others.map((j) => rise(sim, "rent", j))) + 0.02);
  });

  it("taking the free dwellings of one of equal cities away makes its rents rise most", () => {
    const sim = simulate({ places: equalCities(CITIES), households: 4000 });
    const { stock, occupied } = sim.places.data;
    for (let t = 0; t < 3; t++) addDwellings(sim, 3, t, occupied[9 + t]! - stock[9 + t]!);
    pass(sim, 6);
    const rises = Array.from({ length: CITIES }, (_, j) => rise(sim, "rent", j));
    expect(rises.indexOf(Math.max(...rises))).toBe(3);
    expect(rises[3]).toBeGreaterThan(0);
  });

  it("bids to buy above the usual raise the price of their place only", () => {
    const sim = simulate({ places: equalCities(CITIES), households: 4000, parameters: { priceRent: 0 } });
    const { bids } = sim.places.data;
    bids[2]! += 5;
    clearHousing(sim);
    for (let j = 0; j < CITIES; j++) {
      if (j === 2) expect(rise(sim, "price", j)).toBeGreaterThan(0.005);
      else expect(rise(sim, "price", j)).toBeCloseTo(0, 12);
    }
  });

  it("supply of elasticity 0 turns demand into price alone, one of 6 mostly into dwellings", () => {
    const eta = (value: number) => Object.fromEntries(ELASTICITIES.map((name) => [name, value]));
    const quick = { buildMonths: 6, supplyCore: 1 };
    // Prices follow bids by 0.4 % a month: it takes a rush of twenty years until dwellings have answered.
    const rigid = boom({ ...eta(0), ...quick }, 240, held({}), RUSH);
    const elastic = boom({ ...eta(6), ...quick }, 240, held({}), RUSH);
    expect(growth(rigid, 0)).toBe(0);
    expect(rise(rigid, "price", 0)).toBeGreaterThan(0.05);
    expect(rise(elastic, "price", 0)).toBeGreaterThan(0);
    expect(growth(elastic, 0)).toBeGreaterThan(2 * rise(elastic, "price", 0));
    expect(rise(elastic, "price", 0)).toBeLessThan(rise(rigid, "price", 0));
    expect(rise(elastic, "rent", 0)).toBeLessThan(rise(rigid, "rent", 0));
    expect(elastic.places.data.households[0]).toBeGreaterThan(1.05 * rigid.places.data.households[0]!);
  });

  it.each([
    [SOUGHT, 20, 0.1],
    [RUSH, 12, 0.15],
  ])(
    "supply of a large elasticity does not build until prices fall below the start's (%d)",
    (worth, years, least) => {
      const eta = Object.fromEntries(ELASTICITIES.map((name) => [name, 6]));
      // A city of 500 households: the mean of three runs.
      const runs = [1, 2, 3].map((n) => {
        const sim = boom({ ...eta, supplyCore: 1 }, 0, held({}), worth, luck(n));
        let price = 1;
        for (let year = 0; year < years; year++) {
          pass(sim, 12);
          price = Math.min(price, Math.exp(rise(sim, "price", 0)));
        }
        return { lowest: price, built: growth(sim, 0) };
      });
      const mean = (of: "lowest" | "built") => runs.reduce((sum, each) => sum + each[of], 0) / runs.length;
      expect(mean("built")).toBeGreaterThan(least);
      expect(mean("lowest")).toBeGreaterThan(0.98);
    },
  );

  it("flat prices with 1 % of monthly noise build nothing in twenty years", () => {
    const sim = simulate({ places: equalCities(40), households: 400 });
    const { price, price0, building, stock } = sim.places.data;
    const before = stock.slice();
    for (let month = 0; month < 240; month++) {
      for (let j = 0; j < 40; j++) price[j] = price0[j]! * (1 + 0.01 * normal(hash(1, 2, month, j)));
      build(sim);
      sim.elapsed++;
    }
    expect(building.every((each) => each === 0)).toBe(true);
    expect(stock).toEqual(before);
  });

  it("what is begun is delivered after the time of building, once, in the place's mix", () => {
    const sim = simulate({ places: equalCities(4), households: 400 });
    const { price, stock, building, unfinished } = sim.places.data;
    const before = [...stock];
    const parts = () => unfinished[0]! + unfinished[1]! + unfinished[2]!;
    price[0]! *= 1.5;
    for (let month = 0; month < 60; month++) {
      if (month === 12) price[0]! /= 1.5;
      const under = building.reduce((sum, each) => sum + each, parts());
      const had = dwellings(sim, 0);
      build(sim);
      sim.elapsed++;
      if (month < 18) expect(dwellings(sim, 0)).toBe(before[0]! + before[1]! + before[2]!);
      const now = building.reduce((sum, each) => sum + each, parts());
      expect(now + dwellings(sim, 0)).toBeGreaterThanOrEqual(under + had - 1e-9);
    }
    expect(dwellings(sim, 0)).toBeGreaterThan(before[0]! + before[1]! + before[2]!);
    const { stock0, pricePeak } = sim.places.data;
    const wanted = stock0[0]! * (pricePeak[0]! - sim.parameters.deadBand) ** supplyElasticity(sim, 0);
    expect(dwellings(sim, 0), "no more than the highest price called for").toBeLessThan(wanted);
    for (let t = 0; t < 3; t++) {
      const part = (before[t]! * dwellings(sim, 0)) / stock0[0]!;
      expect(Math.abs(stock[t]! - part), "the place's mix but for whole dwellings").toBeLessThanOrEqual(1);
    }
    expect([...stock.subarray(3)]).toEqual(before.slice(3));
  });

  it("public building adds its share of dwellings in every mid-sized city", () => {
    const run = (levers: Partial<Record<LeverName, number>>) =>
      simulate({ places: equalCities(CITIES), households: 2000, levers: held(levers) }, 30);
    const [plain, more] = [run({}), run({ "housing.publicStarts": 2 })];
    for (let j = 0; j < CITIES; j++) expect(growth(more, j)).toBeGreaterThan(growth(plain, j));
    expect(growth(more, 0)).toBeCloseTo(Math.log(1 + 0.02), 2);
  });

  it("building permits: none build nothing, more build more where prices rise", () => {
    const quick = { buildMonths: 6, supplyOther: 0.5 };
    const [none, some, many] = [0, 1, 3].map((permits) => {
      return growth(boom(quick, 60, held({ "housing.permits": permits })), 0);
    });
    expect(none).toBe(0);
    expect(some).toBeGreaterThan(0);
    expect(many).toBeGreaterThan(some ?? 0);
  });

  it("sitting tenants pay less in real terms when rents follow 30 % of inflation; owners do not", () => {
    const levers = { "macro.inflation": 4, "housing.index": 30 };
    const sim = simulate({ parameters: SAME_PEOPLE, levers: held(levers) });
    const before = sim.households.data.contract.slice();
    stepMonth(sim);
    const { status, contract, tenure, movedAt } = sim.households.data;
    const sitting = [...tenure.keys()].filter((i) => status[i] === HOUSED && movedAt[i]! < sim.month);
    for (const i of sitting) {
      const factor = tenure[i] === 0 ? 1 : Math.exp((-0.7 * Math.log(1.04)) / 12);
      expect(contract[i]! / before[i]!).toBeCloseTo(factor, 6);
    }
  });
});
