/** Telework reviews (ODD 7.4): who reviews how often. */
import { expect, test } from "vitest";
import { makeOffice, teleworkTerms } from "../../sim/model/arrangement.ts";
import type { LeverName } from "../../sim/model/levers.ts";
import { NONE } from "../../sim/model/state.ts";
import { countDesks, reviewTelework } from "../../sim/model/telework.ts";
import { held, simulate } from "./cities.ts";

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
  const { eligible0, eligible1, eligible2, deskMemory } = sim.parameters;
  const { workers, place, jobPlace, remoteDays, occupation } = sim.households.data;
  const space = sim.places.data.households.slice();
  const before = sim.places.data.onSite.slice();
  const [remote, eligible] = [before.map(() => 0), before.map(() => 0)];
  for (let at = 0; at < jobPlace.length; at++) {
    const job = jobPlace[at]!;
    if (at % 2 >= workers[at >> 1]! || job === NONE) continue;
    remote[job]! += remoteDays[at]!;
    space[place[at >> 1]!]! += (sim.parameters.homeOfficeSpace * remoteDays[at]!) / 5;
    eligible[job]! += [eligible0, eligible1, eligible2][occupation[at]!]!;
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
