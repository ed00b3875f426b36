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

  it("down with services nearby and with ties", () => {
    expect(shift(sim.workspace.localServices, place, 2)).toBeLessThan(-0.001);
    expect(shift(h.strength, 0, h.strength[0]! + 5)).toBeLessThan(-0.001);
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
    const habit = h.habit.slice();
    useDigital(sim);
    for (let i = 0; i < habit.length; i++) {
      const hours = Math.min(onlineMax, (1 - share) * h.onlineWish[i]! + share * habit[i]!);
      expect(h.online[i]).toBeCloseTo(hours, 4);
      expect(h.habit[i]).toBeCloseTo(habit[i]! + habitSpeed * (hours - habit[i]!), 4);
    }
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
