/** Process 11: emissions in closed form, heat and floods by place, what their levers do and cost. */
import { describe, expect, it } from "vitest";
import { emptyLedger } from "../../sim/model/accounts.ts";
import { adultsOf, commuteKg, dataCentreKwh, foundClimate, passClimate } from "../../sim/model/climate.ts";
import { energyCost, kgOfKm, updateClimateTerms } from "../../sim/model/climate-terms.ts";
import type { LeverName } from "../../sim/model/levers.ts";
import type { Parameters } from "../../sim/model/parameters.ts";
import { searchHazard } from "../../sim/model/searcher.ts";
import { stateDigest } from "../../sim/model/simulation.ts";
import { EMPTY, type Simulation } from "../../sim/model/state.ts";
import { allTurns, TURNS } from "../../sim/model/turns.ts";
import { amenity } from "../../sim/model/utility.ts";
import { equalCities, held, meanOf, simulate } from "./cities.ts";

const founders = simulate();
const rows = Array.from({ length: founders.households.rows }, (_, i) => i);
const places = Array.from({ length: founders.places.rows }, (_, j) => j);
const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);

/** A fresh population in which levers have just been set, before anything follows from them. */
function under(levers: Partial<Record<LeverName, number>>, parameters: Partial<Parameters> = {}): Simulation {
  const sim = simulate({ parameters, levers: held(levers, 1) });
  Object.assign(sim.levers, levers);
  updateClimateTerms(sim);
  emptyLedger(sim.ledger);
  return sim;
}

/** The founders' emissions of a place by the equation of the ODD, household by household. */
function closedForm(sim: Simulation, j: number, dirty = 1): number {
  const p = sim.parameters;
  const h = sim.households.data;
  const here = rows.filter((i) => h.place[i] === j && h.status[i] !== EMPTY);
  const remote = sum(here.map((i) => (h.remoteDays[2 * i]! + h.remoteDays[2 * i + 1]!) * p.weeksPerMonth));
  const leisure = sum(
    here.map((i) => h.online[i]! * adultsOf(h.composition[i]!, h.size[i]!) * p.weeksPerMonth),
  );
  const hours = leisure;
  const homeKwh = p.remoteElectric * p.remoteKwh * remote + (p.deviceKwh + p.networkKwh) * hours;
  return (
    sum(here.map((i) => commuteKg(sim, i, p.errandShare))) +
    p.videoKg * remote +
    dirty * (p.gridKgFrance * homeKwh + p.gridKgEurope * p.dataCentreKwh * hours) +
    (1 - p.remoteElectric) * p.remoteKwh * p.gasKg * remote +
    p.deviceMadeKg * hours +
    p.heatingKg * sum(here.map((i) => h.floor[i]!))
  );
}

describe("emissions", () => {
  it("of founders are those of the equation, in every place", () => {
    for (const j of places) expect(founders.places.data.emissions[j]).toBeCloseTo(closedForm(founders, j), 6);
  });

  it("of a commute: weeks x office days x both ways x kg of a km between home and job", () => {
    const h = founders.households.data;
    const i = rows.find((row) => h.workers[row] === 2 && h.remoteDays[2 * row]! > 0) ?? 0;
    const km = (w: number) => founders.geography.km[h.place[i]! * places.length + h.jobPlace[2 * i + w]!]!;
    const days = (w: number) => 5 - h.remoteDays[2 * i + w]!;
    const way = (w: number) => days(w) * km(w) * kgOfKm(founders, h.place[i]!, h.jobPlace[2 * i + w]!);
    const expected = 4.33 * 2 * (way(0) + way(1));
    expect(commuteKg(founders, i)).toBeCloseTo(expected, 6);
  });

  it("of a km are lower by at most 40 % where a metro is near, and only there (E06)", () => {
    const { railFactor } = founders.workspace.climate;
    const { commuteKg: plain, metroCut } = founders.parameters;
    for (const j of places) {
      expect(railFactor[j]!).toBeGreaterThanOrEqual(1 - metroCut);
      if (founders.input.places.placeClass[j]! >= 4) expect(railFactor[j]).toBe(1);
      for (const job of places) {
        const each = plain * railFactor[j]! * railFactor[job]!;
        expect(kgOfKm(founders, j, job)).toBeCloseTo(each, 12);
      }
    }
    expect(Math.min(...railFactor)).toBeLessThan(0.8);
  });

  it("are counted again household by household, and rest where nothing changes", () => {
    const sim = simulate();
    const before = [...sim.places.data.emissions];
    foundClimate(sim);
    expect([...sim.places.data.emissions]).toEqual(before);
    const h = sim.households.data;
    const moved = rows.filter((i) => h.workers[i]! > 0 && Math.floor(i / 64) % TURNS === 2);
    for (const i of moved) h.remoteDays[2 * i] = 5;
    const remote = (s: Simulation) => sum(places.map((j) => allTurns(s.places.data.remoteWork, j)));
    const was = remote(sim);
    sim.month = 1;
    passClimate(sim);
    expect(remote(sim)).toBe(was);
    sim.month = 14;
    passClimate(sim);
    expect(remote(sim)).toBeGreaterThan(was);
  });

  it("of moves and of building last a year", () => {
    const sim = simulate();
    const { delivered, emissions, singleCo2 } = sim.places.data;
    const plain = emissions[3]!;
    sim.month = 0;
    delivered[3] = 2;
    passClimate(sim);
    expect(singleCo2[3 * 12]).toBe(2 * sim.parameters.buildKg);
    expect(emissions[3]).toBeCloseTo(plain + 2 * sim.parameters.buildKg, 6);
    delivered[3] = 0;
    for (sim.elapsed = 1; sim.elapsed < 12; sim.elapsed++) passClimate(sim);
    expect(emissions[3]).toBeCloseTo(plain + (2 * sim.parameters.buildKg) / 12, 6);
    passClimate(sim);
    expect(emissions[3]).toBeCloseTo(plain, 6);
    sim.moves.count = 1;
    sim.moves.origin[0] = 5;
    sim.moves.destination[0] = 3;
    const km = sim.geography.km[5 * places.length + 3]!;
    passClimate(sim);
    const { moveKg, moveKmKg } = sim.parameters;
    expect(emissions[3]).toBeCloseTo(plain + (moveKg + moveKmKg * km) / 12, 6);
  });
});

describe("heat", () => {
  it("beyond the usual is worst in large dense cities, in utility and in searches", () => {
    const sim = under({ "shock.heat": 1 });
    const { heat, density, unrest, discomfort } = sim.workspace.climate;
    const { placeClass } = sim.input.places;
    const hottest = heat.indexOf(Math.max(...heat));
    expect(density[hottest]).toBe(Math.max(...density));
    expect(placeClass[hottest]).toBe(Math.min(...placeClass));
    for (const j of places) {
      const lost = amenity(founders, 0, j) - amenity(sim, 0, j);
      expect(lost).toBeCloseTo(sim.parameters.bHeat * (heat[j]! - founders.workspace.climate.heat[j]!), 12);
      expect(discomfort[j]).toBeGreaterThan(0);
      expect(unrest[j]).toBeGreaterThan(1);
    }
    const more = rows.filter((i) => searchHazard(sim, i) > searchHazard(founders, i));
    expect(more.length).toBeGreaterThan(0.9 * rows.length);
  });

  it("is cooled by greening, which is paid by the inhabitant and year", () => {
    const sim = under({ "climate.greening": 60 });
    const cool = 1 - sim.parameters.greenMost * (1 - Math.exp(-1));
    for (const j of places) {
      expect(sim.workspace.climate.heat[j]).toBeCloseTo(cool * founders.workspace.climate.heat[j]!, 12);
      expect(sim.workspace.climate.unrest[j]).toBe(1);
    }
    passClimate(sim);
    expect(sim.ledger.policy).toBeCloseTo((60 * sum([...sim.places.data.population])) / 12, 3);
  });
});

describe("floods", () => {
  it("hit exposed places only: fewer dwellings offered, more searches, repairs paid once", () => {
    const sim = under({ "shock.flood": 0.5 }, { repairPublic: 0.3 });
    const { flood, floodplain, unrest, discomfort } = sim.workspace.climate;
    for (const j of places) {
      expect(flood[j]).toBe(0.5 * floodplain[j]!);
      expect(unrest[j]! > 1).toBe(floodplain[j]! > 0);
      expect(discomfort[j]).toBeCloseTo(sim.parameters.bFlood * flood[j]!, 12);
    }
    floodplain.fill(0.4);
    updateClimateTerms(sim);
    passClimate(sim);
    const hit = 0.2 * sum([...sim.places.data.households]) * sim.scale;
    const { repairCost, repairPublic, rebuildKg } = sim.parameters;
    const { singleCo2, households } = sim.places.data;
    const rebuilt = sum(places.map((j) => singleCo2[12 * j]!));
    expect(rebuilt).toBeCloseTo(rebuildKg * 0.2 * sum([...households]), 6);
    expect(sim.ledger.disaster).toBeCloseTo(repairPublic * repairCost * hit, 0);
    expect(sim.ledger.repairs).toBeCloseTo((1 - repairPublic) * repairCost * hit, 0);
    emptyLedger(sim.ledger);
    passClimate(sim);
    expect(sim.ledger.disaster).toBe(0);
  });

  it("expose a fifth of many places, the same ones in every run", () => {
    const other = simulate({ runKey: { k0: 9, k1: 9 } });
    expect(other.workspace.climate.floodplain).toEqual(founders.workspace.climate.floodplain);
    const { floodplain } = simulate({ places: equalCities(300), households: 600 }).workspace.climate;
    const exposed = floodplain.filter((each) => each > 0);
    expect(Math.abs(exposed.length / 300 - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / 300));
    expect(Math.max(...exposed), "from hardly at all to wholly").toBeGreaterThan(0.9);
    expect(Math.max(...exposed)).toBeLessThanOrEqual(1);
    expect(Math.abs(meanOf(exposed) - 0.5)).toBeLessThan(4 / Math.sqrt(12 * exposed.length));
  });

  it("leave fewer dwellings to let", () => {
    const parameters = { floodPlaces: 1 };
    const listed = (levers: Partial<Record<LeverName, number>>) =>
      sum([...simulate({ parameters, levers: held(levers, 0) }, 1).places.data.listed]);
    expect(listed({ "shock.flood": 1 })).toBeLessThan(0.8 * listed({}));
  });
});

describe("prices of carbon and of data centres", () => {
  it("a carbon price makes km and m2 dearer, and its revenue is that of what is emitted", () => {
    const sim = under({ "climate.carbonPrice": 100 });
    const { heatingKg } = sim.parameters;
    expect(energyCost(sim)).toBeCloseTo(energyCost(founders) + 0.1 * heatingKg, 12);
    passClimate(sim);
    const { commuteCo2, heatedFloor } = sim.places.data;
    const kg = sum(places.map((j) => allTurns(commuteCo2, j) + heatingKg * allTurns(heatedFloor, j)));
    expect(sim.ledger.carbonPrice).toBeCloseTo(0.1 * kg * sim.scale, 0);
  });

  it("a carbon price shortens commutes", () => {
    const km = (price: number) => {
      const sim = simulate({ levers: held({ "climate.carbonPrice": price }, 0) }, 24);
      return sum(places.map((j) => allTurns(sim.places.data.commuteCo2, j)));
    };
    expect(km(500)).toBeLessThan(km(0));
  });

  it("a levy on data centres brings revenue and saves their energy", () => {
    const sim = under({ "climate.dataCentreLevy": 0.3 });
    const { dataCentreKwh: plain, levyElasticity } = sim.parameters;
    expect(dataCentreKwh(sim)).toBeCloseTo(plain * 4 ** -levyElasticity, 12);
    passClimate(sim);
    const hours = sum(places.map((j) => allTurns(sim.places.data.screenHours, j)));
    expect(sim.ledger.dataCentreLevy).toBeCloseTo(0.3 * dataCentreKwh(sim) * hours * sim.scale, 0);
  });

  it("green electricity takes the carbon out of electricity, at its cost", () => {
    const sim = under({ "climate.greenSupply": 1 });
    foundClimate(sim);
    for (const j of places) expect(sim.places.data.emissions[j]).toBeCloseTo(closedForm(sim, j, 0), 6);
    passClimate(sim);
    expect(sim.ledger.policy).toBeGreaterThan(0);
  });
});

describe("switches", () => {
  it("which places are lonelier turns with the sign of the density term", () => {
    const gap = (choice: number) => {
      const { households, input } = simulate({ levers: held({ "switch.loneliness": choice }) });
      const { place, lonely } = households.data;
      const dense = (i: number) => input.places.zone[place[i]!] === 0 || input.places.zone[place[i]!] === 1;
      const of = (kind: boolean) => meanOf(rows.filter((i) => dense(i) === kind).map((i) => lonely[i]!));
      return of(true) - of(false);
    };
    expect(gap(1)).toBeGreaterThan(gap(0));
    expect(gap(2)).toBeLessThan(gap(0));
  });

  it("weak ties far away fade within a year or last, those nearby stay the same", () => {
    const [plain, fade, last] = [0, 1, 2].map((choice) =>
      simulate({ levers: held({ "switch.bridges": choice }, 0) }, 6),
    ) as [Simulation, Simulation, Simulation];
    const far = (sim: Simulation) => meanOf(sim.households.data.weakOnline);
    expect(far(fade)).toBeLessThan(0.6 * far(plain));
    expect(far(last)).toBeGreaterThan(far(plain));
  });
});

it("shocks and levers at their defaults change nothing, whatever their parameters", () => {
  const parameters = {
    bHeat: 3,
    heatSearch: 2,
    bFlood: 3,
    floodSearch: 9,
    greenMost: 0.8,
    levyElasticity: 0.6,
  };
  expect(stateDigest(simulate({ parameters }, 4))).toBe(stateDigest(simulate({}, 4)));
});

it("adults: one alone or with children, two of a couple, all of others", () => {
  const cases = [
    [0, 1, 1],
    [1, 2, 2],
    [2, 4, 2],
    [3, 3, 1],
    [4, 3, 3],
  ] as const;
  for (const [composition, size, adults] of cases) expect(adultsOf(composition, size)).toBe(adults);
});
