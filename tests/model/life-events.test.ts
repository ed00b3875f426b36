/** What each event of a life changes (ODD 7.2), in months in which nothing else happens to anybody. */
import { describe, expect, it } from "vitest";
import { tied } from "../../sim/core/ties.ts";
import { ageYears } from "../../sim/model/ages.ts";
import { expectLives, liveMonth } from "../../sim/model/demography.ts";
import { type MonthlyRates, RATES, rateAt } from "../../sim/model/demography-rates.ts";
import { inheritTies, mergeTies } from "../../sim/model/life-ties.ts";
import { beginHousehold, LEAVER, settleNewcomers } from "../../sim/model/newcomers.ts";
import { growRows, reserveRows } from "../../sim/model/rows.ts";
import { householdIncome } from "../../sim/model/searcher.ts";
import { EMPTY, FRIEND, KIN, NEIGHBOUR, type Simulation } from "../../sim/model/state.ts";
import { bind } from "../../sim/model/tie-labels.ts";
import { held, meanOf, simulate } from "./cities.ts";

const [ALONE, COUPLE, FAMILY, SINGLE_PARENT, OTHER] = [0, 1, 2, 3, 4];
const sum = (values: Iterable<number>) => [...values].reduce((total, each) => total + each, 0);
const live = (sim: Simulation) =>
  [...sim.households.data.status.keys()].filter((i) => sim.households.data.status[i] !== EMPTY);

/** Columns of households as they are, to be compared with what they become. */
function copyOf(sim: Simulation) {
  const h = sim.households.data;
  return {
    size: h.size.slice(),
    composition: h.composition.slice(),
    workers: h.workers.slice(),
    wage: h.wage.slice(),
    otherIncome: h.otherIncome.slice(),
    bornAt: h.bornAt.slice(),
    id: h.id.slice(),
    floor: h.floor.slice(),
  };
}

/** A population before a month in which one event alone happens, to all whom it may concern. */
function before(event: keyof MonthlyRates | null): Simulation {
  const parameters = { arrivalCap: 0, ...(event === null ? { lifeCap: 0 } : { lifeCap: 1, retireAge: 200 }) };
  const sim = simulate({ households: 900, parameters });
  const { rates, life } = sim.workspace;
  for (const [name, values] of Object.entries(rates)) values.fill(name === event ? 1 : 0);
  life.founders.fill(0);
  sim.month++;
  return sim;
}

describe("a death", () => {
  const sim = before("die");
  const was = copyOf(sim);
  const all = live(sim);
  liveMonth(sim);
  const h = sim.households.data;
  const of = (composition: number) => all.filter((i) => was.composition[i] === composition);

  it("ends the household of one alone, and leaves one of a couple, with a part of other income", () => {
    expect(of(ALONE).every((i) => h.status[i] === EMPTY)).toBe(true);
    for (const i of of(COUPLE)) {
      expect([h.composition[i], h.size[i]]).toEqual([ALONE, 1]);
      expect(h.otherIncome[i]).toBeCloseTo(was.otherIncome[i]! * sim.parameters.survivor, 2);
    }
  });

  it("makes a family one of a single parent; children who are left go on, a generation younger", () => {
    for (const i of of(FAMILY)) {
      expect([h.composition[i], h.size[i]]).toEqual([SINGLE_PARENT, was.size[i]! - 1]);
      expect(h.bornAt[i]).toBe(was.bornAt[i]);
    }
    for (const i of of(SINGLE_PARENT)) {
      expect(h.composition[i]).toBe(was.size[i] === 2 ? ALONE : OTHER);
      expect(h.bornAt[i]).toBeLessThanOrEqual(sim.month - 12 * 18);
      expect(h.bornAt[i]! - was.bornAt[i]!).toBeLessThanOrEqual(12 * 28);
      expect(h.bornAt[i]).toBeGreaterThanOrEqual(was.bornAt[i]!);
    }
  });

  it("takes either of two workers, and the only one in half of the cases", () => {
    const couples = [...of(COUPLE), ...of(FAMILY)];
    const two = couples.filter((i) => was.workers[i] === 2 && was.wage[2 * i] !== was.wage[2 * i + 1]);
    expect(two.every((i) => h.workers[i] === 1)).toBe(true);
    const second = two.filter((i) => h.wage[2 * i] === was.wage[2 * i + 1]).length / two.length;
    expect(Math.abs(second - 0.5)).toBeLessThan(2 / Math.sqrt(two.length));
    const one = couples.filter((i) => was.workers[i] === 1);
    const left = one.filter((i) => h.workers[i] === 1).length / one.length;
    expect(Math.abs(left - 0.5)).toBeLessThan(2 / Math.sqrt(one.length));
  });
});

it("a birth makes a couple a family of one more, and leaves all others as they are", () => {
  const sim = before("birth");
  const was = copyOf(sim);
  const all = live(sim).filter((i) => was.composition[i] === COUPLE);
  const persons = sum(sim.places.data.persons);
  const size = sum(was.size);
  liveMonth(sim);
  const h = sim.households.data;
  for (const i of all) expect([h.composition[i], h.size[i]]).toEqual([FAMILY, 3]);
  expect(sum(sim.places.data.persons) - persons).toBe(sum(h.size) - size);
  const alone = live(sim).filter((i) => was.composition[i] === ALONE);
  expect(alone.every((i) => h.size[i] === 1)).toBe(true);
  const mothers = before("birthAlone");
  const [first = -1] = live(mothers).filter((i) => mothers.households.data.composition[i] === ALONE);
  liveMonth(mothers);
  expect(mothers.households.data.composition[first]).toBe(SINGLE_PARENT);
  expect(mothers.households.data.size[first]).toBe(2);
});

it("couples that form keep all their people, their incomes, and the larger dwelling", () => {
  const sim = before("pair");
  const h = sim.households.data;
  const all = live(sim);
  for (const i of all) h.floor[i] = i % 2 === 0 ? 100 : 30;
  // Two who work, so that some couples have three: what the third earns is other income.
  for (const i of all.filter((each) => h.composition[each] === SINGLE_PARENT)) {
    h.workers[i] = 2;
    h.wage.set([1500, 900], 2 * i);
  }
  const was = copyOf(sim);
  const incomes = () => {
    const earned = (i: number) => sum(h.wage.subarray(2 * i, 2 * i + h.workers[i]!));
    return sum(live(sim).map((i) => h.otherIncome[i]! + earned(i)));
  };
  const [persons, income] = [sum(sim.places.data.persons), incomes()];
  liveMonth(sim);
  expect(sum(sim.places.data.persons)).toBe(persons);
  expect(incomes() / income).toBeCloseTo(1, 5);
  const formed = live(sim).filter((i) => h.size[i]! > was.size[i]!);
  expect(formed.length).toBe(all.length - live(sim).length);
  expect(formed.length).toBeGreaterThan(40);
  const withChildren = formed.filter((i) => h.composition[i] === FAMILY);
  expect(formed.every((i) => h.composition[i] === (h.size[i] === 2 ? COUPLE : FAMILY))).toBe(true);
  expect(withChildren.length).toBeGreaterThan(0);
  const large = formed.filter((i) => was.floor[i] === 100).length / formed.length;
  expect(Math.abs(large - 0.75), "the smaller one is kept only where both are small").toBeLessThan(
    4 * Math.sqrt((0.75 * 0.25) / formed.length),
  );
});

it("retirement at 65 gives three quarters of the wages, to all workers of the household at once", () => {
  const sim = before(null);
  const h = sim.households.data;
  const [old, young] = live(sim).filter((i) => h.workers[i] === 2) as [number, number];
  h.bornAt.fill(sim.month - 12 * 40);
  h.bornAt[old] = sim.month - 12 * 65;
  h.bornAt[young] = sim.month - 12 * 65 + 1;
  const other = h.otherIncome[old]!;
  const wages = householdIncome(sim, old) - other;
  const working = sum(h.workers);
  liveMonth(sim);
  expect([h.workers[old], h.workers[young], sum(h.workers)]).toEqual([0, 2, working - 2]);
  expect(h.otherIncome[old]).toBeCloseTo(other + 0.75 * wages, 2);
  expect(sum(sim.places.data.filled)).toBe(h.jobPlace.filter((job) => job < sim.places.rows).length);
});

it("arrivals are mostly young, and nobody of 65 or more arrives", () => {
  const levers = held({ "macro.populationGrowth": 12 }, 0);
  const sim = simulate({ households: 4000, levers, parameters: { lifeCap: 0, arrivalCap: 0.5 } });
  const known = new Set(sim.households.data.id);
  sim.month++;
  liveMonth(sim);
  const came = live(sim).filter((i) => !known.has(sim.households.data.id[i]!));
  expect(came.length).toBeGreaterThanOrEqual(40);
  const ages = came.map((i) => ageYears(sim, i));
  expect(Math.max(...ages)).toBeLessThan(65);
  const here = meanOf(live(sim).map((i) => ageYears(sim, i)));
  expect(meanOf(ages)).toBeLessThan(here - 12);
});

it("flows expected in advance are those that come", () => {
  const sim = simulate({ households: 6000 });
  expectLives(sim);
  const expected = { come: 12 * sum(sim.workspace.life.come), go: 12 * sum(sim.workspace.life.go) };
  let [come, go] = [0, 0];
  for (let month = 0; month < 12; month++) {
    sim.month++;
    liveMonth(sim);
    come += sum(sim.workspace.life.come);
    go += sum(sim.workspace.life.go);
    sim.elapsed++;
  }
  expect(Math.abs(go / expected.go - 1)).toBeLessThan(4 / Math.sqrt(expected.go));
  expect(Math.abs(come / expected.come - 1)).toBeLessThan(4 / Math.sqrt(expected.come));
});

describe("a leaver", () => {
  it("is at least sixteen years younger than the parents, but grown up", () => {
    const sim = simulate({ households: 900 });
    growRows(sim, 1000);
    reserveRows(sim);
    const h = sim.households.data;
    const known = new Set(h.id);
    const parents = live(sim)
      .filter((i) => h.composition[i] === FAMILY)
      .slice(0, 60);
    for (const i of parents) {
      h.bornAt[i] = sim.month - 12 * 37;
      beginHousehold(sim, i, LEAVER);
    }
    settleNewcomers(sim);
    const ages = live(sim)
      .filter((i) => !known.has(h.id[i]!))
      .map((i) => ageYears(sim, i));
    expect(ages.length).toBe(parents.length);
    expect([Math.min(...ages), Math.max(...ages)]).toEqual([18, 21]);
  });

  it("keeps up with kin, friends, neighbours of the home at their own rates, more weakly, no others", () => {
    for (const kinds of [[KIN], [FRIEND, NEIGHBOUR]]) {
      const kept = kinds[0];
      const parameters = { inheritKin: kept === KIN ? 1 : 0, inheritFriends: kept === FRIEND ? 1 : 0 };
      const sim = simulate({ households: 900, parameters });
      const [parents = -1] = live(sim).filter((i) => sim.ties.count[i]! > 4 && i > 5);
      const { partner, label, strength, count, slots } = sim.ties;
      const leaver = 3;
      while (count[leaver]! > 0) mergeTies(sim, leaver, 4);
      const ties = Array.from({ length: count[parents]! }, (_, k) => parents * slots + k)
        .filter((at) => kinds.includes(label[at]! & 7) && partner[at] !== leaver)
        .map((at) => ({ to: partner[at]!, strength: strength[at]! }));
      inheritTies(sim, parents, leaver, { k0: 1, k1: 2 });
      for (const each of ties) {
        const slot = tied(sim.ties, leaver, each.to);
        if (slot < 0) continue;
        expect(strength[leaver * slots + slot]).toBe(Math.round(0.8 * each.strength));
      }
      expect(count[leaver]).toBeLessThanOrEqual(ties.length + 1);
      expect(count[leaver]).toBeGreaterThan(ties.length * 0.7);
      expect(label[leaver * slots + tied(sim.ties, leaver, parents)]! & 7).toBe(KIN);
    }
  });
});

it("where both of a new couple know somebody the stronger tie remains, at both of its ends", () => {
  for (const [mine, theirs] of [
    [20_000, 50_000],
    [50_000, 20_000],
  ] as const) {
    const sim = simulate({ households: 300 });
    const { ties } = sim;
    mergeTies(sim, 1, 4);
    mergeTies(sim, 2, 4);
    expect(bind(sim, 1, 9, FRIEND, mine) && bind(sim, 2, 9, FRIEND, theirs)).toBe(true);
    mergeTies(sim, 1, 2);
    expect(ties.strength[2 * ties.slots + tied(ties, 2, 9)]).toBe(50_000);
    expect(ties.strength[9 * ties.slots + tied(ties, 9, 2)]).toBe(50_000);
    expect([ties.count[1], tied(ties, 9, 1)]).toEqual([0, -1]);
  }
});

it("hazards hold from the first birthday of their band on", () => {
  expect(rateAt(RATES.leave, 49)).toBeCloseTo(0.025, 12);
  expect(rateAt(RATES.leave, 50)).toBeCloseTo(0.039, 12);
  expect(rateAt(RATES.pair, 0)).toBeGreaterThan(0);
});
