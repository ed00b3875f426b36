/** Process 12: say, programmes, trust, contestation, participation of areas, in closed form and by sign. */
import { describe, expect, it } from "vitest";
import { emptyLedger } from "../../sim/model/accounts.ts";
import { contestedSupply, onlineOnlyShare, programmeServices } from "../../sim/model/city-programme.ts";
import { supplyElasticity } from "../../sim/model/construction.ts";
import { govern } from "../../sim/model/governance.ts";
import type { LeverName } from "../../sim/model/levers.ts";
import { captureOfUser } from "../../sim/model/platforms.ts";
import { createSimulation } from "../../sim/model/simulation.ts";
import type { Simulation } from "../../sim/model/state.ts";
import { held, inputOf, simulate } from "./cities.ts";

const COLUMNS = [
  "say",
  "capture",
  "trust",
  "contestation",
  "participation",
  "programme",
  "rentRise",
] as const;
const PLATFORM = 1;
const CIVIC = 2;
const HYBRID = 3;

/** A fresh population whose areas are governed for some months, nothing else happening. */
function governed(levers: Partial<Record<LeverName, number>>, months: number): Simulation {
  const sim = createSimulation(inputOf({ households: 800 }));
  Object.assign(sim.levers, levers);
  pass(sim, months);
  return sim;
}

function pass(sim: Simulation, months: number): void {
  for (let month = 0; month < months; month++) {
    emptyLedger(sim.ledger);
    govern(sim);
  }
}

describe("an area", () => {
  it("is at rest at the start and stays there without levers and rising rents", () => {
    const sim = governed({}, 0);
    const before = COLUMNS.map((name) => [...sim.places.data[name]]);
    pass(sim, 24);
    COLUMNS.forEach((name, k) => {
      for (const [j, value] of sim.places.data[name].entries()) {
        expect(value, name).toBeCloseTo(before[k]![j]!, 9);
      }
    });
    const { participation, trust } = sim.places.data;
    for (const each of participation) {
      expect(each, "F05: 1 to 7 %").toBeGreaterThan(0.01);
      expect(each, "F05: 1 to 7 %").toBeLessThan(0.07);
    }
    expect(Math.min(...trust)).toBeGreaterThan(0.5);
  });

  it("holds one value at each of its places", () => {
    const sim = simulate({ levers: held({ "governance.mode": PLATFORM }, 0) }, 6);
    const { area } = sim.input.places;
    for (const name of [...COLUMNS, "cancelled", "programmeKind", "contestRest"] as const) {
      const column = sim.places.data[name];
      for (let j = 0; j < column.length; j++) expect(column[j], name).toBe(column[area.indexOf(area[j]!)]);
    }
  });

  it("follows the equations of a month", () => {
    const sim = governed({}, 0);
    const p = sim.parameters;
    const at = sim.places.data;
    Object.assign(sim.levers, {
      "governance.consultation": 0.5,
      "housing.permits": 2,
      "governance.mode": CIVIC,
    });
    for (let j = 0; j < at.rent.length; j++) at.rent[j] = at.rentLast[j]! * 1.01;
    const was = { trust: at.trust[0]!, contest: at.contestation[0]!, people: at.participation[0]! };
    govern(sim);
    const rise = Math.log(1.01);
    const programme = (1 - p.consultationSlows / 2) / p.civicMonths;
    const commons =
      [0, 1, 2].reduce((sum, j) => sum + at.commonsActivity[j]! * at.households[j]!, 0) /
      [0, 1, 2].reduce((sum, j) => sum + at.households[j]!, 0);
    const usual = p.sayBase + p.sayParticipation * was.people + p.sayCommons * commons;
    const say = usual + p.sayCivic * programme + p.sayConsultation / 2;
    const take = captureOfUser(sim, 0);
    const taken = (1 - p.captureBase) * (take / (take + p.captureHalf));
    const capture = p.captureBase + taken + p.captureCivic * programme;
    const results = p.resultsBase + (1 - p.resultsBase) * programme;
    expect(at.rentRise[0]).toBeCloseTo(rise, 12);
    expect(at.programme[0]).toBeCloseTo(programme, 12);
    expect(at.say[0]).toBeCloseTo(say, 12);
    expect(at.capture[0]).toBeCloseTo(capture, 12);
    const lived = (say + results + 1 - capture + 1 - rise / p.rentPain) / 4;
    const trust = was.trust + p.trustSpeed * (lived - was.trust);
    expect(at.trust[0]).toBeCloseTo(trust, 12);
    const { population } = sim.input.places;
    const { density } = sim.workspace.climate;
    const zones = [0, 1, 2];
    const people = zones.reduce((sum, j) => sum + population[j]!, 0);
    const dense = zones.reduce((sum, j) => sum + population[j]! * density[j]!, 0) / people;
    const contest =
      (1 - p.contestFade) * was.contest +
      (p.contestRent * rise) / 12 +
      2 * p.contestPermits * dense +
      p.contestCapture * capture -
      p.contestConsultation / 2;
    expect(at.contestation[0]).toBeCloseTo(contest, 12);
    const joining = p.participationSpread * was.people * (1 - was.people / p.participationMost) * trust;
    const leaving = (p.participationTires + p.participationDoubts * (1 - results)) * was.people;
    expect(at.participation[0]).toBeCloseTo(was.people + joining - leaving, 12);
  });

  it("takes the rise of rents over a year, and forgets it", () => {
    const sim = governed({}, 0);
    const at = sim.places.data;
    const { trust, contestation } = governed({}, 3).places.data;
    for (let month = 0; month < 3; month++) {
      for (let j = 0; j < at.rent.length; j++) at.rent[j] = at.rent[j]! * 1.02;
      govern(sim);
    }
    expect(at.trust[0]).toBeLessThan(trust[0]!);
    expect(at.contestation[0]).toBeGreaterThan(contestation[0]!);
    pass(sim, 120);
    expect(at.rentRise[0]).toBeLessThan(1e-4);
    expect(at.contestation[0]).toBeCloseTo(at.contestRest[0]!, 2);
  });

  it("stays within what its parts can be: say 1, some who always take part, rents that pain no more", () => {
    const parameters = { sayBase: 0.6, sayHybrid: 0.6 };
    const loud = createSimulation(inputOf({ households: 800, parameters }));
    Object.assign(loud.levers, { "governance.mode": HYBRID, "governance.consultation": 1 });
    pass(loud, 60);
    expect([...new Set(loud.places.data.say)]).toEqual([1]);
    const [dear, dearer] = [1.5, 15].map((factor) => {
      const sim = governed({}, 0);
      const { rent, trust, participation } = sim.places.data;
      for (let j = 0; j < rent.length; j++) rent[j] = rent[j]! * factor;
      participation.fill(sim.parameters.participationLeast);
      trust.fill(0);
      govern(sim);
      expect(participation[0]).toBeGreaterThanOrEqual(sim.parameters.participationLeast);
      return trust[0];
    });
    expect(dearer, "rents that rise by a tenth a year have taken all that they can").toBe(dear);
  });

  it("is not moved by falling rents", () => {
    const sim = governed({}, 0);
    for (let j = 0; j < sim.places.rows; j++) sim.places.data.rent[j] = sim.places.data.rent[j]! * 0.9;
    govern(sim);
    expect(sim.places.data.contestation[0]).toBeCloseTo(sim.places.data.contestRest[0]!, 9);
  });
});

describe("contestation", () => {
  it("grows with permits where it is dense, falls with consultation, and never below nothing", () => {
    const plain = governed({}, 24).places.data.contestation;
    const more = governed({ "housing.permits": 3 }, 24);
    const less = governed({ "housing.permits": 0, "governance.consultation": 1 }, 240).places.data
      .contestation;
    const { density } = more.workspace.climate;
    for (let j = 0; j < plain.length; j++) {
      if (density[j]! > 0) expect(more.places.data.contestation[j]).toBeGreaterThan(plain[j]!);
      expect(less[j]).toBe(0);
    }
  });

  it("lowers the response of building, which is today's at rest", () => {
    const sim = governed({}, 12);
    const eta = supplyElasticity(sim, 0);
    expect(contestedSupply(sim, 0)).toBeCloseTo(1, 9);
    sim.places.data.contestation[0] = sim.places.data.contestRest[0]! + 0.5;
    expect(supplyElasticity(sim, 0)).toBeCloseTo(eta * Math.exp(-0.5), 9);
  });
});

describe("a programme", () => {
  it("grows at once with a platform, slower with both, slowest with citizens alone", () => {
    const grown = [PLATFORM, CIVIC, HYBRID].map(
      (mode) => governed({ "governance.mode": mode }, 6).places.data.programme.at(-1)!,
    ) as [number, number, number];
    expect(grown[0]).toBeGreaterThan(grown[2]);
    expect(grown[2]).toBeGreaterThan(grown[1]);
    expect(grown[0]).toBeCloseTo(1 - (1 - 1 / 18) ** 6, 12);
    const slow = governed({ "governance.mode": CIVIC, "governance.consultation": 1 }, 6).places.data
      .programme;
    expect(slow.at(-1)).toBeLessThan(grown[1]);
  });

  it("of citizens or of both: more say, trust and participation, less capture than a platform's", () => {
    const months = 60;
    const of = (mode: number) => governed({ "governance.mode": mode }, months).places.data;
    const [none, platform, civic, hybrid] = [0, PLATFORM, CIVIC, HYBRID].map(of) as [
      ReturnType<typeof of>,
      ReturnType<typeof of>,
      ReturnType<typeof of>,
      ReturnType<typeof of>,
    ];
    const last = none.say.length - 1;
    for (const name of ["say", "trust", "participation"] as const) {
      expect(civic[name][last], name).toBeGreaterThan(none[name][last]!);
      expect(hybrid[name][last], name).toBeGreaterThan(none[name][last]!);
    }
    expect(hybrid.say[last]).toBeGreaterThan(civic.say[last]!);
    expect(hybrid.capture[last]).toBeLessThan(none.capture[last]!);
    expect(platform.capture[last]).toBeGreaterThan(0.5);
    expect(hybrid.participation[last], "F05").toBeLessThan(0.12);
  });

  it("brings services within reach; a platform puts more of them online only", () => {
    const services = (mode: number) => programmeServices(governed({ "governance.mode": mode }, 24), 18);
    expect(services(0)).toBe(1);
    expect(services(CIVIC)).toBe(1);
    expect(services(HYBRID)).toBeGreaterThan(1);
    expect(services(PLATFORM)).toBeGreaterThan(services(HYBRID));
    const online = (mode: number) => onlineOnlyShare(governed({ "governance.mode": mode }, 24), 18);
    expect(online(0)).toBe(0.2);
    expect(online(HYBRID)).toBe(0.2);
    expect(online(PLATFORM)).toBeGreaterThan(0.25);
    const full = governed({ "governance.mode": PLATFORM, "digital.onlineOnly": 1 }, 24);
    expect(onlineOnlyShare(full, 18)).toBe(1);
  });

  it("of another kind begins anew", () => {
    const sim = governed({ "governance.mode": HYBRID }, 36);
    sim.levers["governance.mode"] = CIVIC;
    govern(sim);
    expect(sim.places.data.programme.every((each) => Math.abs(each - 1 / 48) < 1e-12)).toBe(true);
    sim.levers["governance.mode"] = 0;
    govern(sim);
    expect(sim.places.data.programme.every((each) => each === 0)).toBe(true);
  });

  it("costs 8 EUR an inhabitant and year, consultation 5", () => {
    const sim = governed({ "governance.mode": CIVIC, "governance.consultation": 0.5 }, 1);
    const people = sim.places.data.population.reduce((sum, each) => sum + each, 0);
    expect(sim.ledger.policy).toBeCloseTo((people * (8 + 2.5)) / 12, 3);
    const platform = governed({ "governance.mode": PLATFORM }, 1);
    expect(platform.ledger.platformCity).toBeCloseTo((people * 8) / 12, 3);
    expect(platform.ledger.policy).toBe(0);
  });
});

describe("a platform's programme", () => {
  it("leaves half of the usual projects behind where it was cancelled: trust falls by them", () => {
    const sim = governed({ "governance.mode": PLATFORM }, 1);
    const at = sim.places.data;
    at.cancelled.fill(1);
    const before = [...at.trust];
    pass(sim, 1);
    const { trustSpeed, resultsBase } = sim.parameters;
    for (const [j, trust] of before.entries()) {
      const lived = (at.say[j]! + resultsBase / 2 + (1 - at.capture[j]!) + 1) / 4;
      expect(at.trust[j]).toBeCloseTo(trust + trustSpeed * (lived - trust), 9);
    }
  });

  it("is cancelled for good where contestation passes the threshold, at a cost in money and trust", () => {
    const sim = governed({ "governance.mode": PLATFORM }, 12);
    const at = sim.places.data;
    const calm = at.cancelled.indexOf(0);
    const other = sim.input.places.area.findIndex((each) => each !== sim.input.places.area[calm]!);
    expect(at.cancelled[calm]).toBe(0);
    for (let j = 0; j < sim.places.rows; j++) {
      if (sim.input.places.area[j] === sim.input.places.area[calm]) at.contestation[j] = 0.5;
      else at.contestation[j] = 0;
    }
    emptyLedger(sim.ledger);
    govern(sim);
    const here = at.population.filter((_, j) => sim.input.places.area[j] === sim.input.places.area[calm]);
    const people = here.reduce((sum, each) => sum + each, 0);
    expect(sim.ledger.cancelled).toBeCloseTo(sim.parameters.cancelCost * people, 3);
    expect([at.cancelled[calm], at.programme[calm]]).toEqual([1, 0]);
    expect(at.cancelled[other]).toBe(0);
    const [trust, people0] = [at.trust[calm]!, at.participation[calm]!];
    pass(sim, 24);
    expect([at.cancelled[calm], at.programme[calm], sim.ledger.cancelled]).toEqual([1, 0, 0]);
    expect(at.trust[calm]).toBeLessThan(trust);
    expect(at.participation[calm]).toBeLessThan(people0);
    sim.levers["governance.mode"] = 0;
    govern(sim);
    sim.levers["governance.mode"] = PLATFORM;
    govern(sim);
    expect(at.programme[calm]).toBe(0);
    sim.levers["governance.mode"] = HYBRID;
    govern(sim);
    expect(at.programme[calm]).toBeGreaterThan(0);
  });

  it("meets its end in dense areas by itself", () => {
    const sim = governed({ "governance.mode": PLATFORM, "housing.permits": 3 }, 60);
    const { cancelled } = sim.places.data;
    expect(cancelled.some((each) => each === 1)).toBe(true);
    const { density } = sim.workspace.climate;
    expect(cancelled[density.indexOf(Math.max(...density))]).toBe(1);
  });
});
