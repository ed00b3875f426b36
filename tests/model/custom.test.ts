/** Custom and local services (ODD 7.3): where what is spent offline goes, and what follows it. */
import { expect, it } from "vitest";
import { CUSTOM_TURNS, countCustom, customOf, followCustom } from "../../sim/model/custom.ts";
import { NONE } from "../../sim/model/state.ts";
import { held, simulate } from "./cities.ts";

it("local jobs follow custom at their speed, and services follow them for each inhabitant", () => {
  const sim = simulate({ households: 2000 });
  const { custom, localJobs, localJobs0, services, services0, persons, persons0 } = sim.places.data;
  for (let at = 0; at < 6; at++) custom[at]! *= 2;
  const jobs = localJobs[0]!;
  followCustom(sim);
  const steady = 20 / (persons0[0]! + 1);
  const wanted = (localJobs0[0]! * (2 + steady)) / (1 + steady);
  expect(localJobs[0]).toBeCloseTo(jobs + sim.parameters.customSpeed * (wanted - jobs), 6);
  expect(services[0]! / services0[0]!).toBeCloseTo(localJobs[0]! / localJobs0[0]!, 6);
  persons[0]! *= 2;
  const before = services[0]!;
  followCustom(sim);
  expect(services[0]).toBeLessThan(before);
});

it("what is spent offline is spent at home and, on office days, a part of wages near the job", () => {
  const sim = simulate({ households: 1200, levers: held({ "telework.employers": 1, "telework.norm": 3 }) });
  const h = sim.households.data;
  const { siteSpending, benefit } = sim.parameters;
  const { wagePremium } = sim.places.data;
  const spent = new Array<number>(sim.places.rows).fill(0);
  for (let i = 0; i < h.place.length; i++) {
    const offline = 1 - h.dependence[i]!;
    spent[h.place[i]!]! += offline * h.otherIncome[i]!;
    for (let at = 2 * i; at < 2 * i + h.workers[i]!; at++) {
      const job = h.jobPlace[at]!;
      const earned = h.wage[at]! * (job === NONE ? benefit : wagePremium[job]!);
      const there = job === NONE ? 0 : siteSpending * (1 - h.remoteDays[at]! / 5);
      spent[h.place[i]!]! += offline * earned * (1 - there);
      if (job !== NONE) spent[job]! += offline * earned * there;
    }
  }
  for (let turn = 0; turn < CUSTOM_TURNS; turn++) countCustom(sim, turn);
  spent.forEach((eur, j) => {
    expect(customOf(sim, j) / eur).toBeCloseTo(1, 9);
  });
});

it("services stay between a tenth and four times those of the start, whatever leaves or comes", () => {
  const sim = simulate({ households: 800 });
  const { localJobs, services, services0 } = sim.places.data;
  localJobs[0] = 0;
  localJobs[1] = 1e6;
  followCustom(sim);
  expect(services[0]).toBeGreaterThanOrEqual(0.1 * services0[0]!);
  expect(services[1]).toBeCloseTo(4 * services0[1]!, 9);
});
