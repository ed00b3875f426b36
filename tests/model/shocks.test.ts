/** Process 1, shocks and policies (ODD 7.1): levers of the month, and the terms of places that follow. */
import { describe, expect, it } from "vitest";
import { type LeverName, type LeverSegment, leverSpec, leverValue } from "../../sim/model/levers.ts";
import { ZONES } from "../../sim/model/places.ts";
import { applyShocks, placeTerms, tasteLead } from "../../sim/model/shocks.ts";
import type { Simulation } from "../../sim/model/state.ts";
import { countryOf, held, simulate, TWELVE_CITIES } from "./cities.ts";

/** A fresh population under levers that hold from the first month on. */
function under(levers: Partial<Record<LeverName, number>>): Simulation {
  const sim = simulate({ households: 200, levers: held(levers, 0) });
  sim.month = 0;
  applyShocks(sim);
  return sim;
}

describe("a lever", () => {
  const values = (segments: readonly LeverSegment[], months: readonly number[]) => {
    const series = new Map([["housing.permits" as const, segments]]);
    return months.map((month) => leverValue(series, "housing.permits", month));
  };
  const usual = leverSpec("housing.permits").default;

  it("holds from its first month up to the month before its end, its default before and after", () => {
    const segment = { from: 5, to: 8, ramp: 0, value: 3 };
    expect(values([segment], [4, 5, 7, 8])).toEqual([usual, 3, 3, usual]);
  });

  it("climbs in equal steps from what held before, the first of them in its first month", () => {
    const ramped = [
      { from: 0, to: Infinity, ramp: 0, value: 3 },
      { from: 10, to: Infinity, ramp: 4, value: 1 },
    ];
    expect(values(ramped, [9, 10, 11, 12, 13, 14])).toEqual([3, 2.5, 2, 1.5, 1, 1]);
  });

  it("has each month's value in the state, whatever it was the month before", () => {
    const sim = simulate({ households: 200, levers: held({ "housing.permits": 2 }, 3) });
    const found = [2, 3, 4].map((month) => {
      sim.month = month;
      applyShocks(sim);
      return sim.levers["housing.permits"];
    });
    expect(found).toEqual([usual, 2, 2]);
  });
});

describe("terms of places", () => {
  it("owners pay P ((1 - m) r + m i + upkeep) / 12 a month, at least the least", () => {
    for (const [rate, loan] of [
      [1, 0.8],
      [4, 0.8],
      [4, 0.6],
    ] as const) {
      const sim = simulate({ households: 200, parameters: { loanToValue: loan } });
      sim.levers["macro.mortgageRate"] = rate;
      placeTerms(sim);
      const { ownReturn, upkeep, minUserCost } = sim.parameters;
      const yearly = (1 - loan) * ownReturn + (loan * rate) / 100 + upkeep;
      expect(yearly).toBeGreaterThan(minUserCost);
      sim.places.data.price.forEach((price, j) => {
        expect(sim.workspace.userCost[j]).toBeCloseTo((price * yearly) / 12, 9);
      });
    }
    const cheap = simulate({ households: 200 });
    cheap.levers["macro.mortgageRate"] = -5;
    placeTerms(cheap);
    const least = (cheap.places.data.price[3]! * cheap.parameters.minUserCost) / 12;
    expect(cheap.workspace.userCost[3]).toBeCloseTo(least, 9);
  });

  it("services: the policy adds to them in mid-sized and small cities only, a programme in its area", () => {
    const [plain, more] = [under({}), under({ "services.midSized": 40 })];
    const { services, programme, programmeKind } = more.places.data;
    more.input.places.placeClass.forEach((placeClass, j) => {
      const factor = placeClass >= 3 ? 1.4 : 1;
      expect(more.workspace.localServices[j]).toBeCloseTo(factor * services[j]!, 12);
      expect(plain.workspace.localServices[j]).toBeCloseTo(plain.places.data.services[j]!, 12);
    });
    programme[0] = 0.5;
    programmeKind[0] = 1;
    placeTerms(more);
    const helped = 1 + 0.5 * more.parameters.platformServices;
    expect(more.workspace.localServices[0]).toBeCloseTo(helped * services[0]!, 12);
  });

  it("broadband: the share of the lever, less of it in rural places", () => {
    const places = countryOf(TWELVE_CITIES);
    const zone = places.zone.slice();
    zone[0] = ZONES.indexOf("rest");
    const sim = simulate({ households: 200, places: { ...places, zone } });
    sim.levers["digital.broadband"] = 0.7;
    placeTerms(sim);
    expect(sim.workspace.broadband[0]).toBeCloseTo(0.7 * sim.parameters.ruralBroadband, 12);
    expect(sim.workspace.broadband[1]).toBe(0.7);
  });
});

describe("tastes", () => {
  it("are as old as the calendar says, ahead of it by what each month run so far renews more", () => {
    const sim = simulate({ households: 200, startMonth: 6, levers: held({ "taste.renewal": 3 }, 10) });
    const lead = (month: number) => {
      sim.month = month;
      applyShocks(sim);
      expect(sim.workspace.tasteLead).toBe(tasteLead(sim));
      return tasteLead(sim);
    };
    expect([9, 10, 12].map(lead)).toEqual([0, 2, 6]);
    expect(tasteLead(under({}))).toBe(0);
  });
});
