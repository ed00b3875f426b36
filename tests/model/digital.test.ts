/** Digital use and dependence (ODD 7.5): what each term does, by itself. */
import { describe, expect, it } from "vitest";
import { dependenceTarget, useDigital } from "../../sim/model/digital.ts";
import { ZONES } from "../../sim/model/places.ts";
import { applyShocks } from "../../sim/model/shocks.ts";
import { stepMonth } from "../../sim/model/simulation.ts";
import { EMPTY } from "../../sim/model/state.ts";
import { countryOf, held, simulate, TWELVE_CITIES } from "./cities.ts";

const sim = simulate({ households: 200 });
const h = sim.households.data;

/** Change of a household's target when a column or a term of its place gets another value. */
function shift(column: Record<number, number>, at: number, value: number): number {
  const [before, was] = [dependenceTarget(sim, 0), column[at] ?? 0];
  column[at] = value;
  const change = dependenceTarget(sim, 0) - before;
  column[at] = was;
  return change;
}

describe("dependence goes", () => {
  const place = h.place[0]!;

  it("up with habit, remote days of either worker, and broadband at one's place", () => {
    expect(shift(h.habit, 0, h.habit[0]! + 5)).toBeGreaterThan(0.001);
    expect(shift(h.remoteDays, 0, h.remoteDays[0]! + 2)).toBeGreaterThan(0.001);
    expect(shift(h.remoteDays, 1, h.remoteDays[1]! + 2)).toBeGreaterThan(0.001);
    expect(shift(sim.workspace.broadband, place, 1)).toBeGreaterThan(0.001);
  });

  it("down with services nearby, with ties, and with a commons that is active where one is a member", () => {
    expect(shift(sim.workspace.localServices, place, 2)).toBeLessThan(-0.001);
    expect(shift(h.strength, 0, h.strength[0]! + 5)).toBeLessThan(-0.001);
    const { commonsActivity } = sim.places.data;
    const [was, active] = [h.commons[0]!, commonsActivity[place]!];
    h.commons[0] = 0;
    expect(shift(commonsActivity, place, 0.9)).toBe(0);
    commonsActivity[place] = 0.5;
    expect(shift(h.commons, 0, 1)).toBeLessThan(-0.001);
    [h.commons[0], commonsActivity[place]] = [was, active];
  });

  it("at the review of a third of households a month, part of the way at once", () => {
    // Six blocks of 64 households, two of them each month.
    const one = simulate({ households: 384 });
    const { dependence } = one.households.data;
    const reviewed = new Set<number>();
    for (let month = 0; month < 3; month++) {
      dependence.fill(0.9);
      one.month++;
      useDigital(one);
      const changed = [...dependence.keys()].filter((i) => dependence[i] !== Math.fround(0.9));
      expect(changed.length).toBe(128);
      for (const i of changed) {
        const target = dependenceTarget(one, i);
        expect(dependence[i]).toBeCloseTo(0.9 + one.parameters.depSpeed * (target - 0.9), 5);
        reviewed.add(i);
      }
    }
    expect(reviewed.size).toBe(384);
  });

  it("towards its target by a step each quarter, and stays a share", () => {
    const before = h.dependence.slice();
    for (let month = 0; month < 3; month++) {
      sim.month++;
      useDigital(sim);
    }
    for (let i = 0; i < before.length; i++) {
      const target = dependenceTarget(sim, i);
      expect(Math.abs(target - h.dependence[i]!)).toBeLessThanOrEqual(Math.abs(target - before[i]!) + 0.02);
      expect(target).toBeGreaterThan(0);
      expect(target).toBeLessThan(1);
    }
  });
});

describe("time online", () => {
  it("is W = (1 - h) w + h A, and habit follows it", () => {
    const { habitShare: share, onlineMax, habitSpeed } = sim.parameters;
    for (let i = 0; i < h.habit.length; i++) h.habit[i] = 10 + (i % 60);
    const habit = h.habit.slice();
    useDigital(sim);
    for (let i = 0; i < habit.length; i++) {
      const hours = Math.min(onlineMax, (1 - share) * h.onlineWish[i]! + share * habit[i]!);
      expect(h.online[i]).toBeCloseTo(hours, 4);
      expect(h.habit[i]).toBeCloseTo(habit[i]! + habitSpeed * (hours - habit[i]!), 4);
    }
  });

  it("reaches more of one's ties by the hour, half of the most at 14 h, and never more than all", () => {
    const one = simulate({ households: 300, parameters: { contactHalf: 14, reachUsual: 0.6 } });
    const { online, reachable, onlineWish, habit } = one.households.data;
    const { contactHalf, reachUsual } = one.parameters;
    reachable.set(reachable.map((_, i) => (i * 37) % 256));
    for (let i = 0; i < 300; i++) onlineWish[i] = i % 3 === 0 ? 56 : 14;
    habit.fill(30);
    useDigital(one);
    for (let i = 0; i < 300; i++) {
      const level = (reachable[i]! / reachUsual) * (online[i]! / (online[i]! + contactHalf));
      expect(Math.abs(one.workspace.contact[i]! - Math.min(255, level))).toBeLessThanOrEqual(0.5 + 1e-6);
    }
    expect(Math.max(...one.workspace.contact)).toBe(255);
  });

  it("is at most eight hours a day, however great the wish", () => {
    const one = simulate({ households: 300, levers: held({ "shock.distancing": 1 }) });
    const { online, onlineWish } = one.households.data;
    onlineWish.fill(200);
    useDigital(one);
    expect([...new Set(online)]).toEqual([one.parameters.onlineMax]);
  });

  it("rises under distancing", () => {
    const run = (distancing: number) => {
      const each = simulate({ households: 200, levers: held({ "shock.distancing": distancing }, 0) });
      stepMonth(each);
      return each.households.data;
    };
    const [open, apart] = [run(0), run(0.7)];
    const most = sim.parameters.onlineMax;
    for (let i = 0; i < open.online.length; i++) {
      if (open.status[i] === EMPTY) continue;
      if (open.online[i]! < most - 1) expect(apart.online[i]).toBeGreaterThan(open.online[i]!);
    }
  });
});

it("fibre reaches fewer in rural places than in urban areas", () => {
  const places = { ...countryOf(TWELVE_CITIES) };
  const rural = places.zone.slice();
  rural[0] = ZONES.indexOf("rest");
  const each = simulate({ households: 200, places: { ...places, zone: rural } });
  applyShocks(each);
  const { broadband } = each.workspace;
  expect(broadband[0]).toBeCloseTo(each.parameters.ruralBroadband * broadband[1]!, 12);
  expect(broadband[1]).toBe(each.levers["digital.broadband"]);
});
