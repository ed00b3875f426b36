/** Lives: who comes and goes, what each event changes, and that the reference keeps its people. */
import { describe, expect, it } from "vitest";
import { checkGraph, tied } from "../../sim/core/ties.ts";
import { ageYears } from "../../sim/model/ages.ts";
import { expectLives, liveMonth, wantedHouseholds } from "../../sim/model/demography.ts";
import { careRate, monthlyRates, mortality, RATES, rateAt } from "../../sim/model/demography-rates.ts";
import * as events from "../../sim/model/life-events.ts";
import { ARRIVED, beginHousehold, LEAVER, SEPARATED, settleNewcomers } from "../../sim/model/newcomers.ts";
import { matchSingles } from "../../sim/model/pairs.ts";
import { growRows, reserveRows } from "../../sim/model/rows.ts";
import { digestSimulation } from "../../sim/model/simulation.ts";
import { COMPOSITIONS, EMPTY, HOSTED, HOUSED, NONE, type Simulation } from "../../sim/model/state.ts";
import { held, meanOf, pass, simulate } from "./cities.ts";

const [ALONE, COUPLE, FAMILY, SINGLE_PARENT, OTHER] = [0, 1, 2, 3, 4];
const sum = (values: Iterable<number>) => [...values].reduce((total, each) => total + each, 0);
const live = (sim: Simulation) =>
  [...sim.households.data.status.keys()].filter((i) => sim.households.data.status[i] !== EMPTY);

/** Shares of four age bands, then of compositions [%]. */
function shares(sim: Simulation): number[] {
  const all = live(sim);
  const of = (test: (i: number) => boolean) => (100 * all.filter(test).length) / all.length;
  const bands = [0, 25, 40, 65, 200];
  const between = (i: number, k: number) =>
    ageYears(sim, i) >= (bands[k] ?? 0) && ageYears(sim, i) < (bands[k + 1] ?? 0);
  return [
    ...[0, 1, 2, 3].map((k) => of((i) => between(i, k))),
    ...COMPOSITIONS.map((_, c) => of((i) => sim.households.data.composition[i] === c)),
  ];
}

/** A month in which the household `i` alone may have an event, one way or another. */
function hazardsOf(composition: number, size: number, age: number, workers = 1): Float64Array {
  const out = new Float64Array(events.EVENTS);
  events.lifeHazards(monthlyRates(), composition, size, age, workers, 0.5, out);
  return out;
}

/** A household of a composition and age, housed, with room for a newcomer. */
function stage(composition: number, size: number, age: number): { sim: Simulation; i: number } {
  const sim = simulate({ households: 600 });
  reserveRows(sim);
  const i = 300;
  const h = sim.households.data;
  sim.places.data.persons[h.place[i]!]! += size - h.size[i]!;
  h.composition[i] = composition;
  h.size[i] = size;
  h.bornAt[i] = sim.month - 12 * age;
  return { sim, i };
}

/** Begins one household. */
function begin(sim: Simulation, from: number, way: number): void {
  beginHousehold(sim, from, way);
  settleNewcomers(sim);
}

const newest = (sim: Simulation, before: readonly number[]) => live(sim).filter((i) => !before.includes(i));

describe("ten years of the reference's demography", () => {
  const sim = simulate({ households: 12_000 });
  const first = shares(sim);
  const start = { households: sum(sim.places.data.households), persons: sum(sim.places.data.persons) };
  const lineages = new Set(sim.households.data.id);
  for (let month = 0; month < 120; month++) {
    sim.month++;
    liveMonth(sim);
    sim.elapsed++;
  }

  it("keep ages and compositions within 3 points, persons and households within 2 and 3 %", () => {
    shares(sim).forEach((share, k) => {
      expect(Math.abs(share - (first[k] ?? 0)), `share ${k}: ${first[k]} to ${share}`).toBeLessThan(3);
    });
    expect(Math.abs(sum(sim.places.data.households) / start.households - 1)).toBeLessThan(0.02);
    expect(Math.abs(sum(sim.places.data.persons) / start.persons - 1)).toBeLessThan(0.03);
  });

  it("renew a good third of all households, each with a lineage of its own", () => {
    const now = live(sim).map((i) => sim.households.data.id[i]!);
    expect(new Set(now).size).toBe(now.length);
    const renewed = now.filter((id) => !lineages.has(id)).length / now.length;
    expect(renewed).toBeGreaterThan(0.2);
    expect(renewed).toBeLessThan(0.55);
  });

  it("leave whole ties, and rows that grow by a few hundredths only", () => {
    checkGraph(sim.ties);
    expect(sim.households.rows).toBeLessThan(1.1 * 12_000);
  });
});

describe("hazards", () => {
  it("of death rise with age without a break of more than a third, and reach one in twenty at 85", () => {
    for (let age = 30; age < 110; age++) {
      expect(mortality(age + 1) / mortality(age)).toBeGreaterThan(0.75);
      expect(mortality(age + 1) / mortality(age)).toBeLessThan(1.35);
    }
    expect(mortality(85)).toBeGreaterThan(0.04);
    expect(careRate(69)).toBe(0);
    expect(careRate(85)).toBeGreaterThan(careRate(75));
  });

  it("of children leaving are those of each child, of couples those of two who may die", () => {
    const [three, four] = [hazardsOf(FAMILY, 3, 52), hazardsOf(FAMILY, 4, 52)];
    expect(four[events.LEAVE]).toBeCloseTo(2 * three[events.LEAVE]!, 12);
    expect(hazardsOf(COUPLE, 2, 70)[events.DEATH]).toBe(2 * hazardsOf(ALONE, 1, 70)[events.DEATH]!);
    expect(rateAt(RATES.leave, 52)).toBeCloseTo(0.039, 12);
  });

  it("are open to those only whom the event concerns", () => {
    expect(hazardsOf(COUPLE, 2, 30)[events.PAIR]).toBe(0);
    expect(hazardsOf(ALONE, 1, 30)[events.PART]).toBe(0);
    expect(hazardsOf(ALONE, 1, 30)[events.LEAVE]).toBe(0);
    expect(hazardsOf(COUPLE, 2, 50)[events.BIRTH]).toBe(0);
    expect(hazardsOf(FAMILY, 12, 30)[events.BIRTH]).toBe(0);
    expect(hazardsOf(ALONE, 1, 24, 0)[events.FIRST_JOB]).toBe(0.5);
    expect(hazardsOf(ALONE, 1, 24, 1)[events.FIRST_JOB]).toBe(0);
    expect(hazardsOf(SINGLE_PARENT, 2, 52)[events.STAY]).toBeGreaterThan(0);
    expect(hazardsOf(OTHER, 2, 25)[events.PART]).toBeGreaterThan(0);
  });

  it("choose an event in proportion, and none beyond their sum", () => {
    const hazards = hazardsOf(FAMILY, 4, 52);
    const total = sum(hazards);
    expect(events.eventAt(hazards, total * 1.0001)).toBe(events.NO_EVENT);
    expect(events.eventAt(hazards, 0)).toBe(events.LEAVE);
    expect(events.eventAt(hazards, total * 0.9999)).toBe(events.ABROAD);
  });
});

describe("a child that leaves", () => {
  const { sim, i } = stage(FAMILY, 3, 52);
  const before = live(sim);
  const persons = sum(sim.places.data.persons);
  begin(sim, i, LEAVER);
  const [child = -1] = newest(sim, before);
  const h = sim.households.data;

  it("lives on at the parents' place, alone, hosted, without a dwelling", () => {
    expect([h.status[child], h.place[child], h.size[child]]).toEqual([HOSTED, h.place[i], 1]);
    expect([h.composition[child], h.floor[child]]).toEqual([ALONE, 0]);
    expect([h.composition[i], h.size[i]]).toEqual([COUPLE, 2]);
    expect(sum(sim.places.data.persons)).toBe(persons);
  });

  it("is young, has a lineage of its own, and is kin of the parents", () => {
    expect(ageYears(sim, child)).toBeGreaterThanOrEqual(18);
    expect(ageYears(sim, child)).toBeLessThan(30);
    expect(h.id[child]).not.toBe(h.id[i]);
    expect(tied(sim.ties, child, i)).toBeGreaterThanOrEqual(0);
    checkGraph(sim.ties);
  });
});

describe("a separation", () => {
  const { sim, i } = stage(FAMILY, 4, 40);
  const h = sim.households.data;
  h.workers[i] = 2;
  h.wage.set([2000, 3000], 2 * i);
  h.otherIncome[i] = 500;
  const before = live(sim);
  begin(sim, i, SEPARATED);
  const [left = -1] = newest(sim, before);

  it("leaves the children and the dwelling with one, and makes the other a hosted household", () => {
    expect([h.composition[i], h.size[i], h.status[i]]).toEqual([SINGLE_PARENT, 3, HOUSED]);
    expect([h.composition[left], h.size[left], h.status[left]]).toEqual([ALONE, 1, HOSTED]);
  });

  it("divides work and other income: nothing is lost or doubled", () => {
    expect([h.workers[i], h.workers[left]]).toEqual([1, 1]);
    expect([h.wage[2 * i], h.wage[2 * left]]).toEqual([2000, 3000]);
    expect([h.otherIncome[i], h.otherIncome[left]]).toEqual([250, 250]);
    expect([h.jobPlace[2 * i + 1], h.jobPlace[2 * left + 1]]).toEqual([NONE, NONE]);
  });
});

it("an arrival is like those who host it, starts hosted, and knows only them", () => {
  const { sim, i } = stage(COUPLE, 2, 30);
  const before = live(sim);
  const persons = sum(sim.places.data.persons);
  begin(sim, i, ARRIVED);
  const [from = -1] = newest(sim, before);
  const h = sim.households.data;
  expect([h.status[from], h.size[from], h.composition[from]]).toEqual([HOSTED, 2, COUPLE]);
  expect(sim.ties.count[from]).toBe(1);
  expect(sum(sim.places.data.persons)).toBe(persons + 2);
});

describe("the balance of households", () => {
  it("follows the lever of growth, by arrivals", () => {
    const levers = held({ "macro.populationGrowth": 2 }, 0);
    const sim = simulate({ households: 2000, levers }, 24);
    expect(wantedHouseholds(sim, 0) / 2000).toBeCloseTo(1.0408, 3);
    expect(sum(sim.places.data.households) / 2000).toBeGreaterThan(1.03);
    expect(sum(sim.places.data.households) / 2000).toBeLessThan(1.05);
  });

  it("is expected in advance: as many come as go, in each country", () => {
    const sim = simulate();
    expectLives(sim);
    const { come, go } = sim.workspace.life;
    expect(sum(come)).toBeCloseTo(sum(go), 6);
    expect(sum(go) / 3000).toBeGreaterThan(0.002);
    expect(sum(go) / 3000).toBeLessThan(0.006);
  });
});

describe("couples", () => {
  /** Pairs of a month in which everybody alone looks for somebody, as the state was before. */
  function pairs(event: number) {
    const sim = simulate({ households: 2000 });
    const h = sim.households.data;
    const { life } = sim.workspace;
    const alone = live(sim).filter((i) => h.composition[i] === ALONE);
    life.count = Math.min(life.row.length, alone.length);
    for (let e = 0; e < life.count; e++) {
      life.row[e] = alone[e]!;
      life.kind[e] = event;
    }
    const found: { a: number; b: number; kinds: number[] }[] = [];
    sim.month++;
    matchSingles(sim, (a, b) => {
      found.push({ a, b, kinds: [h.composition[a]!, h.composition[b]!] });
      h.composition[a] = h.composition[b] = COUPLE;
    });
    return { sim, found, looking: life.count };
  }

  it("are of one area and of about one age, and about half of those who look find somebody", () => {
    const { sim, found, looking } = pairs(events.PAIR);
    const area = (i: number) => sim.input.places.area[sim.households.data.place[i]!];
    expect(found.length / looking).toBeGreaterThan(0.2);
    expect(found.length / looking).toBeLessThan(0.5);
    for (const { a, b } of found) {
      expect(a).not.toBe(b);
      expect(area(a)).toBe(area(b));
      expect(Math.abs(ageYears(sim, a) - ageYears(sim, b))).toBeLessThanOrEqual(8);
    }
    const near = found.filter(({ a, b }) => sim.households.data.place[a] === sim.households.data.place[b]);
    expect(near.length / found.length).toBeGreaterThan(0.8);
    expect(new Set(found.flatMap(({ a, b }) => [a, b])).size).toBe(2 * found.length);
    expect(found.some(({ kinds }) => kinds.includes(SINGLE_PARENT))).toBe(true);
  });

  it("share a flat only with those who live alone", () => {
    for (const { kinds } of pairs(events.SHARE).found) expect(kinds).toEqual([ALONE, ALONE]);
  });
});

describe("the hosted", () => {
  it("find a dwelling soon: few of all households, mostly young ones", () => {
    const sim = simulate({}, 18);
    const h = sim.households.data;
    const hosted = live(sim).filter((i) => h.status[i] === HOSTED);
    expect(hosted.length / live(sim).length).toBeGreaterThan(0.003);
    expect(hosted.length / live(sim).length).toBeLessThan(0.05);
    expect(meanOf(hosted.map((i) => ageYears(sim, i)))).toBeLessThan(
      meanOf(live(sim).map((i) => ageYears(sim, i))),
    );
  });

  it("stay hosted where nothing is to be had", () => {
    const sim = simulate(
      { parameters: { maxBurden: 0, maxLoanToIncome: 0, waitingFounders: 0, waitingApply: 0 } },
      3,
    );
    const moved = sim.moveCounts.all[0]! + sim.moveCounts.all[7]! + sim.moveCounts.all[14]!;
    expect(moved).toBe(0);
    expect(live(sim).some((i) => sim.households.data.status[i] === HOSTED)).toBe(true);
  });
});

describe("rows", () => {
  it("that are added change nothing of what happens", () => {
    const [plain, roomy] = [simulate({ households: 800 }), simulate({ households: 800 })];
    growRows(roomy, 1500);
    for (const sim of [plain, roomy]) pass(sim, 6);
    const digests = (sim: Simulation) =>
      Object.entries(digestSimulation(sim)).filter(([name]) => name.startsWith("places."));
    expect(digests(roomy)).toEqual(digests(plain));
    const ids = (sim: Simulation) => live(sim).map((i) => sim.households.data.id[i]);
    expect(ids(roomy)).toEqual(ids(plain));
  });
});
