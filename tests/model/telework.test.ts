/** Telework reviews (ODD 7.4): who reviews how often. */
import { describe, expect, test } from "vitest";
import { arrange, makeOffice, setOfficeWorth, teleworkTerms } from "../../sim/model/arrangement.ts";
import { kgOfKm } from "../../sim/model/climate-terms.ts";
import type { LeverName } from "../../sim/model/levers.ts";
import { NONE } from "../../sim/model/state.ts";
import { countDesks, reviewTelework } from "../../sim/model/telework.ts";
import { held, meanOf, simulate } from "./cities.ts";

/** Workers whose days change in one month of reviews after all employers have begun to allow five days. */
function changed(levers: Partial<Record<LeverName, number>>): number {
  const sim = simulate({ households: 1500, levers: held({ "telework.norm": 0 }) });
  Object.assign(sim.levers, { "telework.norm": 5, "telework.employers": 1, ...levers });
  sim.month++;
  reviewTelework(sim);
  return sim.households.data.remoteDays.filter((days) => days > 0).length;
}

test("under distancing people review their days at home at once, else now and then", () => {
  const [usual, apart] = [changed({}), changed({ "shock.distancing": 0.7 })];
  expect(usual).toBeGreaterThan(0);
  expect(apart).toBeGreaterThan(5 * usual);
});

test("three in ten review within a year", () => {
  const all = changed({ "shock.distancing": 5 });
  const share = (12 * changed({})) / (all / 0.9);
  expect(share).toBeGreaterThan(0.1);
  expect(share).toBeLessThan(0.6);
});

test("desks: theta = 1 - remote days / (5 x eligible workers), smoothed; space: z = 1 + h_s T / 5", () => {
  const sim = simulate({ households: 1500, levers: held({ "telework.norm": 3, "telework.employers": 1 }) });
  const { deskMemory } = sim.parameters;
  const { workers, place, jobPlace, remoteDays, occupation } = sim.households.data;
  const space = sim.places.data.households.slice();
  const before = sim.places.data.onSite.slice();
  const [remote, eligible] = [before.map(() => 0), before.map(() => 0)];
  for (let at = 0; at < jobPlace.length; at++) {
    const job = jobPlace[at]!;
    if (at % 2 >= workers[at >> 1]! || job === NONE) continue;
    remote[job]! += remoteDays[at]!;
    space[place[at >> 1]!]! += (sim.parameters.homeOfficeSpace * remoteDays[at]!) / 5;
    eligible[job]! += sim.workspace.eligibleShare[3 * job + occupation[at]!]!;
  }
  countDesks(sim);
  for (let j = 0; j < before.length; j++) {
    const theta = eligible[j]! > 0 ? Math.max(0, 1 - remote[j]! / (5 * eligible[j]!)) : 1;
    const smoothed = before[j]! + deskMemory * (theta - before[j]!);
    expect(sim.places.data.onSite[j]).toBeCloseTo(smoothed, 12);
    expect(sim.places.data.floorFactor[j]).toBeCloseTo(space[j]!, 6);
    expect(smoothed).toBeLessThanOrEqual(1);
  }
  expect(Math.max(...remote)).toBeGreaterThan(0);
});

test("an office day that is worth more makes a day at home worth less, euro for euro", () => {
  const sim = simulate({ households: 200 });
  const { workers, jobPlace } = sim.households.data;
  const at = workers.findIndex((count, i) => count > 0 && jobPlace[i * 2] !== NONE);
  const [before, after] = [makeOffice(), makeOffice()];
  teleworkTerms(sim, before, at, 0);
  sim.workspace.officeWorth[jobPlace[at * 2]!]! += 25;
  teleworkTerms(sim, after, at, 0);
  expect(after.day).toBeCloseTo(before.day - 25, 9);
});

describe("days at home that one may have", () => {
  /** Workers with a job, with the days that profession and employer allow under levers. */
  function allowed(levers: Partial<Record<LeverName, number>>) {
    const sim = simulate({ households: 3000 });
    Object.assign(sim.levers, levers);
    const { workers, jobPlace, occupation, independent } = sim.households.data;
    const terms = makeOffice();
    return [...jobPlace.keys()]
      .filter((at) => at % 2 < workers[at >> 1]! && jobPlace[at] !== NONE)
      .map((at) => {
        teleworkTerms(sim, terms, at >> 1, at & 1);
        const own = ((independent[at >> 1]! >> (at & 1)) & 1) === 1;
        return { occupation: occupation[at]!, own, cap: terms.cap };
      });
  }

  test("ask for a profession that can and, by a draw of its own, an employer who is willing", () => {
    const people = allowed({ "telework.norm": 5, "telework.employers": 0.5, "telework.potential": 1 });
    [0.1, 0.45, 0.8].forEach((eligible, of) => {
      const employed = people.filter(({ occupation, own }) => occupation === of && !own);
      const expected = eligible / 2;
      const share = employed.filter(({ cap }) => cap === 5).length / employed.length;
      const limit = 4 * Math.sqrt((expected * (1 - expected)) / employed.length);
      expect(Math.abs(share - expected), `occupation ${of}`).toBeLessThan(limit);
      expect(limit).toBeLessThan(0.1);
    });
  });

  test("are the norm's: its fraction is a share of employers", () => {
    const people = allowed({ "telework.norm": 2.6, "telework.employers": 1 }).filter(({ cap }) => cap > 0);
    expect(new Set(people.map(({ cap }) => cap))).toEqual(new Set([2, 3]));
    expect(Math.abs(meanOf(people.map(({ cap }) => cap)) - 2.6)).toBeLessThan(2 / Math.sqrt(people.length));
  });

  test("need nobody's leave for who is independent, whichever worker of the household it is", () => {
    const people = allowed({ "telework.norm": 4, "telework.employers": 0 });
    const free = people.filter(({ cap }) => cap > 0);
    expect(free.length).toBeGreaterThan(20);
    expect(free.every(({ own, cap }) => own && cap === 4)).toBe(true);
    const own = people.filter((each) => each.own && each.occupation === 2);
    expect(own.filter(({ cap }) => cap > 0).length / own.length).toBeGreaterThan(0.6);
  });
});

test("an office day is worth more with colleagues on their desks, and where jobs are many", () => {
  const sim = simulate({ households: 200 });
  const { officeWorth } = sim.workspace;
  sim.places.data.onSite.fill(1);
  setOfficeWorth(sim);
  const full = officeWorth.slice();
  sim.places.data.onSite.fill(0.5);
  setOfficeWorth(sim);
  const { jobs } = sim.input.places;
  for (let j = 0; j < full.length; j++) {
    expect(officeWorth[j]! / full[j]!).toBeCloseTo(0.5 ** sim.parameters.officeDesks, 9);
    for (let k = 0; k < j; k++) expect(Math.sign(full[j]! - full[k]!)).toBe(Math.sign(jobs[j]! - jobs[k]!));
  }
});

test("a price of carbon makes each kilometre of an office day dearer by its emissions", () => {
  const sim = simulate({ households: 200 });
  const home = sim.places.rows - 1;
  const cash = (price: number) => {
    sim.levers["climate.carbonPrice"] = price;
    const terms = { ...makeOffice(), job: 0, wage: 2000 };
    arrange(sim, terms, home, Infinity);
    return terms.cash;
  };
  const km = 5 * sim.parameters.weeksPerMonth * 2 * sim.geography.km[home * sim.places.rows]!;
  const kg = km * kgOfKm(sim, home, 0);
  expect(cash(0) - cash(200)).toBeCloseTo(0.2 * kg, 9);
});

test("hubs have desks for a part of the workers of a place, five days a week", () => {
  const sim = simulate({ households: 1500, levers: held({ "telework.norm": 5, "telework.employers": 1 }) });
  const { place, workers, jobPlace, remoteDays } = sim.households.data;
  const working = [...jobPlace.keys()].filter((at) => at % 2 < workers[at >> 1]! && jobPlace[at] !== NONE);
  for (const desks of [20, 900]) {
    sim.levers["telework.hubs"] = desks;
    countDesks(sim);
    for (let j = 0; j < sim.places.rows; j++) {
      const here = working.filter((at) => place[at >> 1] === j);
      const days = here.reduce((sum, at) => sum + remoteDays[at]!, 0);
      const share = days > 0 ? Math.min(1, (5 * desks * here.length) / 1000 / days) : 0;
      expect(sim.places.data.hubShare[j]).toBeCloseTo(share, 9);
    }
  }
});

test("jobs that can be done at home are more where towns are large, in the mean as many", () => {
  const sim = simulate({ households: 200, parameters: { eligibleSize: 0.3 } });
  const { population, area, jobs, areaIds } = sim.input.places;
  const people = areaIds.map((_, a) => population.reduce((sum, n, j) => sum + (area[j] === a ? n : 0), 0));
  const { eligibleShare } = sim.workspace;
  const share = (j: number, k: number) => eligibleShare[3 * j + k]!;
  for (const [j, a] of area.entries()) {
    for (const [other, b] of area.entries()) {
      if (people[a]! > people[b]!) expect(share(j, 1)).toBeGreaterThan(share(other, 1));
    }
    expect(share(j, 0)).toBeLessThan(share(j, 1));
    expect(share(j, 1)).toBeLessThan(share(j, 2));
  }
  const logit = (value: number) => Math.log(value / (1 - value));
  const all = jobs.reduce((sum, each) => sum + each, 0);
  const mean = jobs.reduce((sum, each, j) => sum + each * logit(share(j, 2)), 0) / all;
  expect(mean).toBeCloseTo(logit(sim.parameters.eligible2), 9);
  const level = simulate({ households: 200, parameters: { eligibleSize: 0 } });
  expect(new Set(level.workspace.eligibleShare).size).toBe(3);
});

test("the days allowed follow the town of the job; who has none is counted where one lives", () => {
  const sim = simulate({
    households: 3000,
    levers: held({ "telework.norm": 3, "telework.employers": 1 }),
    parameters: { eligibleSize: 3 },
  });
  const { workers, jobPlace } = sim.households.data;
  const { population, area } = sim.input.places;
  const people = (j: number) =>
    population.reduce((sum, each, k) => sum + (area[k] === area[j] ? each : 0), 0);
  const terms = makeOffice();
  const allowed = { large: [0, 0], small: [0, 0] };
  for (let i = 0; i < workers.length; i++) {
    if (workers[i]! === 0 || jobPlace[i * 2] === NONE) continue;
    teleworkTerms(sim, terms, i, 0);
    const group = people(jobPlace[i * 2]!) >= 700_000 ? allowed.large : allowed.small;
    group[0]! += terms.cap > 0 ? 1 : 0;
    group[1]! += 1;
  }
  expect(allowed.large[0]! / allowed.large[1]!).toBeGreaterThan(
    (1.5 * allowed.small[0]!) / allowed.small[1]!,
  );
});
