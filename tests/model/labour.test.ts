/** Labour (ODD 7.3): jobs add up, and move as wages, custom, growth, hubs and support say. */
import { describe, expect, it } from "vitest";
import { deriveKey } from "../../sim/core/random.ts";
import { travelMinutes } from "../../sim/model/arrangement.ts";
import { customOf, followDensity } from "../../sim/model/custom.ts";
import { prefersOwnAccount } from "../../sim/model/employment-form.ts";
import {
  allotJobs,
  changeJobs,
  layoffHazard,
  offerWorth,
  searchUnemployed,
} from "../../sim/model/job-search.ts";
import { countVacancies, loseJob, takeJob } from "../../sim/model/jobs.ts";
import type { LeverName } from "../../sim/model/levers.ts";
import { searchHazard } from "../../sim/model/searcher.ts";
import { NONE, type Simulation } from "../../sim/model/state.ts";
import { STREAM } from "../../sim/model/streams.ts";
import { countDesks } from "../../sim/model/telework.ts";
import { GROUPS, INDICATORS, measure } from "../../sim/output/indicators.ts";
import { countryOf, held, meanOf, pass, simulate, TWELVE_CITIES } from "./cities.ts";

const sum = (values: Iterable<number>) => [...values].reduce((total, each) => total + each, 0);
const employed = (sim: Simulation) => sim.households.data.jobPlace.filter((job) => job !== NONE).length;

function indicator(sim: Simulation, name: string, group = 0): number {
  const values = new Float64Array(INDICATORS.length * GROUPS.length);
  measure(sim, values);
  return values[INDICATORS.findIndex((each) => each.name === name) * GROUPS.length + group]!;
}

/** A run under levers from its third month on. */
const under = (levers: Partial<Record<LeverName, number>>, months: number) =>
  simulate({ levers: held(levers, 2) }, months);

describe("jobs of places", () => {
  const sim = simulate({}, 18);
  const { filled, vacant, exportJobs, localJobs, jobReserve } = sim.places.data;

  it("are filled by the workers with that job place, and vacant up to what is offered", () => {
    const held = new Array<number>(sim.places.rows).fill(0);
    for (const job of sim.households.data.jobPlace) if (job !== NONE) held[job]!++;
    expect([...filled]).toEqual(held);
    countVacancies(sim);
    for (let j = 0; j < sim.places.rows; j++) {
      const offered = exportJobs[j]! + localJobs[j]! + jobReserve[j]!;
      expect(filled[j]! + vacant[j]!).toBeCloseTo(Math.max(offered, filled[j]!), 9);
    }
  });

  it("keep unemployment near the table's at rest", () => {
    const start = indicator(simulate({}), "unemployment");
    expect(start).toBeGreaterThan(6);
    expect(start).toBeLessThan(11);
    expect(Math.abs(indicator(sim, "unemployment") - start)).toBeLessThan(1.5);
  });

  it("are as many after hiring and losing one, wherever it was", () => {
    const one = simulate({ households: 400 });
    const { jobPlace, remoteDays, workers } = one.households.data;
    const i = workers.indexOf(2);
    const before = [...one.places.data.filled];
    const old = jobPlace[2 * i]!;
    takeJob(one, i, 0, 3);
    expect(jobPlace[2 * i]).toBe(3);
    loseJob(one, i, 0);
    expect([jobPlace[2 * i], remoteDays[2 * i]]).toEqual([NONE, 0]);
    if (old !== NONE) before[old]!--;
    expect([...one.places.data.filled]).toEqual(before);
  });

  it("that are too few for those who work are lost, up to the cap", () => {
    const one = simulate({ households: 1000 });
    expect(layoffHazard(one, 0)).toBe(0);
    one.places.data.exportJobs[0] = 0;
    one.places.data.localJobs[0] = 0;
    expect(layoffHazard(one, 0)).toBe(one.parameters.layoff);
    one.places.data.localJobs[0] = one.places.data.filled[0]! - one.places.data.jobReserve[0]! - 1;
    expect(layoffHazard(one, 0), "nobody is dismissed for a part of a job").toBeCloseTo(0, 12);
    one.places.data.localJobs[0] = 0;
    const before = one.places.data.filled[0]!;
    for (let k = 0; k < 24; k++) {
      one.month++;
      changeJobs(one);
    }
    expect(one.places.data.filled[0]).toBeLessThan(0.8 * before);
  });
});

describe("the search for work", () => {
  /** Jobs held by place after the unemployed have searched for some months; nobody loses one. */
  function searched(change: (sim: Simulation) => void): Simulation {
    const sim = simulate({});
    change(sim);
    for (let k = 0; k < 4; k++) {
      sim.month++;
      countVacancies(sim);
      searchUnemployed(sim);
      allotJobs(sim);
    }
    return sim;
  }
  const plain = searched(() => {});

  it("fills no more jobs of a place than are vacant, rounded up", () => {
    const sim = simulate({});
    sim.places.data.localJobs.fill(0);
    sim.places.data.exportJobs.set(sim.places.data.filled);
    sim.places.data.jobReserve.fill(1.5);
    const before = [...sim.places.data.filled];
    sim.places.data.searchRate.fill(1);
    sim.month++;
    countVacancies(sim);
    searchUnemployed(sim);
    allotJobs(sim);
    const hired = before.map((each, j) => sim.places.data.filled[j]! - each);
    expect(Math.max(...hired)).toBe(2);
    expect(Math.min(...hired)).toBeGreaterThanOrEqual(0);
  });

  it("finds nothing where nothing is vacant", () => {
    const none = searched(({ places: { data } }) => {
      for (const column of [data.localJobs, data.exportJobs, data.jobReserve]) column.fill(0);
    });
    expect(employed(none)).toBe(employed(simulate({})));
    expect(employed(plain)).toBeGreaterThan(employed(none));
  });

  it("more vacancies: more find work", () => {
    const more = searched(({ places: { data } }) => {
      for (let j = 0; j < data.exportJobs.length; j++) data.exportJobs[j]! *= 1.1;
    });
    expect(employed(more)).toBeGreaterThan(employed(plain) + 10);
  });

  it("a higher wage at a place: more choose it", () => {
    const many = ({ places: { data } }: Simulation) => {
      for (let j = 0; j < data.jobReserve.length; j++) data.jobReserve[j]! += 150;
    };
    const usual = searched(many);
    const paid = searched((sim) => {
      many(sim);
      sim.places.data.wagePremium[0]! *= 1.3;
    });
    expect(paid.places.data.filled[0]).toBeGreaterThan(usual.places.data.filled[0]! + 5);
    expect(sum(paid.places.data.filled)).toBeCloseTo(sum(usual.places.data.filled), -2);
  });

  it("an offer is worth its wage less the commute, and telework lowers the commute", () => {
    const sim = simulate({ levers: held({ "telework.employers": 0, "telework.norm": 5 }) });
    const { workers, place, independent, wage } = sim.households.data;
    independent.fill(0);
    const i = workers.indexOf(1);
    const far = (place[i]! + 8) % sim.places.rows;
    const near = offerWorth(sim, i, 0, place[i]!, false);
    expect(near).toBeLessThan(wage[2 * i]! * sim.places.data.wagePremium[place[i]!]!);
    expect(offerWorth(sim, i, 0, far, false)).toBeLessThan(near);
    expect(offerWorth(sim, i, 0, far, true)).toBeGreaterThan(offerWorth(sim, i, 0, far, false));
    const people = [...workers.keys()].filter((k) => workers[k]! > 0);
    const worth = () => meanOf(people.map((k) => offerWorth(sim, k, 0, far, false)));
    const onSite = worth();
    sim.levers["telework.employers"] = 1;
    expect(worth()).toBeGreaterThan(onSite);
  });

  it("whoever works changes for a better job only, which must be worth the change", () => {
    const changed = (jobChangeCost: number) => {
      const sim = simulate({ parameters: { separation: 0, layoff: 0, jobSearch: 0.02, jobChangeCost } });
      const before = sim.households.data.jobPlace.slice();
      sim.month++;
      changeJobs(sim);
      allotJobs(sim);
      return before.filter((job, at) => job !== sim.households.data.jobPlace[at]).length;
    };
    expect(changed(0.2)).toBeGreaterThan(2);
    expect(changed(50)).toBe(0);
  });

  it("notes the month of those who take a job beyond daily reach, and of nobody else", () => {
    const sim = simulate({ parameters: { offersAfar: 0.5 } });
    const { jobPlace, jobSince, place } = sim.households.data;
    const before = jobPlace.slice();
    sim.places.data.searchRate.fill(1);
    sim.month++;
    searchUnemployed(sim);
    allotJobs(sim);
    const beyond = (i: number) =>
      [2 * i, 2 * i + 1].some((at) => {
        const job = jobPlace[at]!;
        if (job === before[at] || job === NONE) return false;
        return travelMinutes(sim, place[i]!, job) > sim.parameters.reachMinutes;
      });
    const expected = [...place.keys()].filter(beyond);
    expect(expected.length).toBeGreaterThan(2);
    expect([...place.keys()].filter((i) => jobSince[i] === sim.month)).toEqual(expected);
  });

  it("is the rarer the more of a place are unemployed: as many find a job as lose one", () => {
    const places = countryOf(TWELVE_CITIES);
    const unemployed = places.unemployed.map((each, j) => (j === 4 ? 2 * each : each));
    const { searchRate } = simulate({ places: { ...places, unemployed } }).places.data;
    const ratio = (j: number) => (places.active[j]! - unemployed[j]!) / unemployed[j]!;
    expect(searchRate[4]! / searchRate[7]!).toBeCloseTo(ratio(4) / ratio(7), 6);
  });

  it("a job taken beyond daily reach makes one search for a dwelling, until one has moved", () => {
    const sim = simulate({ households: 400 });
    sim.month = 30;
    const { jobSince, movedAt } = sim.households.data;
    const usual = searchHazard(sim, 5);
    jobSince[5] = 20;
    expect(searchHazard(sim, 5)).toBeCloseTo(usual + sim.parameters.jobMove, 9);
    jobSince[5] = 2;
    expect(searchHazard(sim, 5), "too long ago").toBe(usual);
    jobSince[5] = 20;
    movedAt[5] = 20;
    expect(searchHazard(sim, 5)).toBeLessThan(usual + 0.9 * sim.parameters.jobMove);
  });
});

describe("levers of work", () => {
  const plain = under({}, 26);

  it("export jobs: unemployment falls in the cities where they grow", () => {
    const grown = under({ "macro.exportJobsMetropolis": 5 }, 26);
    const shrunk = under({ "macro.exportJobsMetropolis": -5 }, 26);
    expect(indicator(grown, "unemployment", 2)).toBeLessThan(indicator(shrunk, "unemployment", 2) - 0.3);
    const jobs = (sim: Simulation, c: number) =>
      sum(sim.places.data.exportJobs.filter((_, j) => sim.input.places.placeClass[j] === c));
    expect(jobs(grown, 1) / jobs(shrunk, 1)).toBeCloseTo((1.05 / 0.95) ** 2, 2);
    expect(jobs(grown, 2), "nor are large cities metropolises").toBe(jobs(shrunk, 2));
    expect(jobs(grown, 3)).toBe(jobs(shrunk, 3));
  });

  it("public money for local services adds jobs there, and is booked", () => {
    const more = under({ "services.local": 200 }, 26);
    expect(indicator(more, "services", 4)).toBeGreaterThan(indicator(plain, "services", 4) + 0.02);
    const { persons } = more.places.data;
    const favoured = sum(persons.filter((_, j) => more.input.places.placeClass[j]! >= 3));
    const cost = (200 / 12) * favoured * more.scale;
    expect((more.ledger.policy - plain.ledger.policy) / cost, "some move after it is booked").toBeCloseTo(
      1,
      2,
    );
  });

  it("services online: custom and local services fall", () => {
    const online = under({ "digital.onlineOnly": 0.9 }, 26);
    const custom = (sim: Simulation) =>
      sum(Array.from({ length: sim.places.rows }, (_, j) => customOf(sim, j)));
    expect(custom(online)).toBeLessThan(0.95 * custom(plain));
    expect(indicator(online, "services")).toBeLessThan(indicator(plain, "services") - 0.02);
  });

  it("support of independents costs 1,200 EUR a year for each who works", () => {
    const sim = simulate({ households: 1500, levers: held({ "work.independents": 0.5 }, 0) }, 1);
    const { independent, workers, jobPlace } = sim.households.data;
    const own = [...jobPlace.keys()].filter(
      (at) =>
        at % 2 < workers[at >> 1]! && jobPlace[at] !== NONE && (independent[at >> 1]! >> (at % 2)) % 2 > 0,
    );
    expect(own.length).toBeGreaterThan(50);
    expect(sim.ledger.policy).toBeCloseTo((own.length * sim.scale * 0.5 * 1200) / 12, 3);
  });

  it("support and hubs make more independents, and nobody stops being one", () => {
    const sim = simulate({});
    const key = deriveKey(sim.input.runKey, STREAM.ownAccount, 0);
    const who = () =>
      [...sim.households.data.workers.keys()].filter(
        (i) => sim.households.data.workers[i]! > 0 && prefersOwnAccount(sim, key, i, 0),
      );
    const was = new Set(who());
    expect(was.size / sum(sim.households.data.workers.map((each) => Math.min(1, each)))).toBeCloseTo(0.12, 1);
    const { dependence } = sim.households.data;
    const usual = dependence.slice();
    for (let i = 0; i < usual.length; i++) dependence[i] = Math.min(1, usual[i]! + 0.3);
    const online = new Set(who());
    dependence.set(usual);
    expect(online.size, "platforms bring customers").toBeGreaterThan(was.size);
    expect([...was].filter((i) => !online.has(i))).toEqual([]);
    for (const levers of [{ "work.independents": 1 }, { "telework.hubs": 20 }] as const) {
      Object.assign(sim.levers, levers);
      const is = new Set(who());
      expect(is.size).toBeGreaterThan(was.size);
      expect([...was].filter((i) => !is.has(i))).toEqual([]);
      Object.assign(sim.levers, { "work.independents": 0, "telework.hubs": 0 });
    }
  });

  it("hubs: fewer hours alone for the same days at home, at the price of the desks", () => {
    const given = { "telework.employers": 0.7, "telework.norm": 3 } as const;
    const [home, hubs] = [simulate({ levers: held(given) }), simulate({ levers: held(given) })];
    hubs.levers["telework.hubs"] = 10;
    for (const sim of [home, hubs]) {
      sim.ledger.policy = 0;
      countDesks(sim);
    }
    expect(indicator(hubs, "remoteDays")).toBe(indicator(home, "remoteDays"));
    expect(indicator(hubs, "hoursAlone")).toBeLessThan(0.95 * indicator(home, "hoursAlone"));
    const desks = (10 / 1000) * employed(hubs) * hubs.scale;
    expect(hubs.ledger.policy).toBeCloseTo(desks * hubs.parameters.hubCost, -2);
  });

  it("psi: remote days thin out the density by which wages rise, the less the higher it is", () => {
    const given = { "telework.employers": 1, "telework.norm": 5 };
    const premium = (psi: number) => {
      const sim = under({ ...given, "labour.psi": psi }, 26);
      followDensity(sim);
      const { wagePremium, wagePremium0 } = sim.places.data;
      return meanOf(wagePremium.map((each, j) => each / wagePremium0[j]!));
    };
    expect(premium(0)).toBeLessThan(premium(1));
  });

  it("home offices without space: less floor wanted for the same days", () => {
    const sim = simulate({ levers: held({ "telework.employers": 1, "telework.norm": 4 }) });
    const wanted = () => {
      countDesks(sim);
      return sum(sim.places.data.floorFactor);
    };
    const more = wanted();
    sim.levers["switch.spaceDemand"] = 0;
    expect(wanted()).toBe(sum(sim.places.data.households));
    expect(more).toBeGreaterThan(wanted());
  });
});

it("whoever is without a job gets a share of the wage offered, and pays no commute", () => {
  const sim = simulate({}, 3);
  const h = sim.households.data;
  const paid = sum(
    [...h.jobPlace.keys()]
      .filter((at) => at % 2 < h.workers[at >> 1]! && h.jobPlace[at] === NONE)
      .map((at) => h.wage[at]!),
  );
  expect(searchUnemployed(sim)).toBeCloseTo(paid * sim.parameters.benefit * sim.scale, -2);
  pass(sim, 1);
  expect(sim.ledger.benefits).toBeGreaterThan(0);
});
