/** How the answer must move, or stay, when the question changes in a known way. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { disconnect } from "../../sim/core/ties.ts";
import { scenariosFolder } from "../../sim/experiment/data.ts";
import { parsePlaces } from "../../sim/experiment/places.ts";
import { PARAMETERS, type ParameterName, type Parameters } from "../../sim/model/parameters.ts";
import type { PlaceTable } from "../../sim/model/places.ts";
import { allocateSimulation, digestSimulation, stateDigest } from "../../sim/model/simulation.ts";
import { EMPTY, HOUSEHOLDS, PLACES, PLATFORMS, type Simulation } from "../../sim/model/state.ts";
import { meetTies } from "../../sim/model/ties.ts";
import { restoreState, saveState } from "../../sim/output/saved-state.ts";
import { partsOf } from "../output/memory-files.ts";
import { diceOf, shuffled } from "../reference/worlds.ts";
import { countryOf, held, inputOf, pass, simulate, TWELVE_CITIES, twoCountries } from "./cities.ts";

/** Names of the columns of a table that are amounts of money. */
function inEuros(schema: Readonly<Record<string, { readonly unit: string }>>): string[] {
  return Object.keys(schema).filter((name) => schema[name]?.unit.startsWith("EUR"));
}

function doubled(values: Float64Array | Float32Array): number[] {
  return Array.from(values, (each) => 2 * each);
}

describe("doubling all euros", () => {
  const table = countryOf(TWELVE_CITIES);
  const rich: PlaceTable = {
    ...table,
    medianIncomeEur: Float64Array.from(doubled(table.medianIncomeEur)),
    rentFlat: Float64Array.from(doubled(table.rentFlat)),
    rentHouse: Float64Array.from(doubled(table.rentHouse)),
  };
  const names = (Object.keys(PARAMETERS) as ParameterName[]).filter((name) =>
    PARAMETERS[name].unit.startsWith("EUR"),
  );
  const parameters = Object.fromEntries(names.map((name) => [name, 2 * PARAMETERS[name].value]));
  const levers = held({ "macro.energyPrice": 1.5, "housing.index": 50, "telework.norm": 3 }, 4);
  const once = simulate({ levers }, 14);
  const twice = simulate({ places: rich, parameters, levers }, 14);

  it("concerns parameters and columns of every kind", () => {
    expect(names.length).toBeGreaterThan(8);
    expect([...inEuros(HOUSEHOLDS), ...inEuros(PLACES)]).toContain("contract");
  });

  it("changes no decision of anybody and nothing but amounts of money", () => {
    const money = new Set([HOUSEHOLDS, PLACES, PLATFORMS].flatMap(inEuros));
    const [one, two] = [digestSimulation(once), digestSimulation(twice)];
    const changed = Object.keys(one).filter((name) => one[name] !== two[name]);
    // Rents depend on logarithms of ratios only, so that even their last bits agree.
    expect(changed.filter((name) => !money.has(name.replace(/^\w+\./, "")))).toEqual([]);
    expect(once.moveCounts.all[0], "somebody moved").toBeGreaterThan(0);
  });

  it("doubles every amount of money to the last bit", () => {
    for (const name of inEuros(HOUSEHOLDS) as ("contract" | "wage" | "otherIncome")[]) {
      expect(Array.from(twice.households.data[name]), name).toEqual(doubled(once.households.data[name]));
    }
    for (const name of inEuros(PLACES) as ("rent" | "price")[]) {
      expect(Array.from(twice.places.data[name]), name).toEqual(doubled(once.places.data[name]));
    }
  });
});

describe("another order or other names of places", () => {
  const text = readFileSync(join(scenariosFolder(), "data", "places.csv"), "utf8").trim();
  const [head = "", ...rows] = text.split("\n");
  const some = rows.filter((_, at) => at % 20 === 0 || at < 9);
  const run = (lines: readonly string[]) => {
    const places = parsePlaces([head, ...lines].join("\n"), "places.csv");
    return { places, digest: stateDigest(simulate({ places, households: 2000 }, 6)) };
  };
  const plain = run(some);

  it("of the same rows gives the same results to the last bit", () => {
    const dice = diceOf(5);
    for (let k = 0; k < 3; k++) {
      const other = run(shuffled(dice, some.length).map((at) => some[at] ?? ""));
      expect(other.places.id).toEqual(plain.places.id);
      expect(other.digest).toBe(plain.digest);
    }
  });

  it("rename the results and nothing else", () => {
    const backwards = (text: string) => [...text].toReversed().join("");
    const renamed = some.map((row) => row.replace(/^[^,]+/, backwards).replace(/,[^,]+/, (id) => `${id}-x`));
    const other = run(renamed);
    expect(other.places.id[0]).not.toBe(plain.places.id[0]);
    expect(other.digest).toBe(plain.digest);
  });
});

it("a policy dated after the end changes nothing, one dated before it does", () => {
  const plain = stateDigest(simulate({}, 6));
  const late = held({ "telework.norm": 5, "housing.permits": 3, "shock.distancing": 1 }, 6);
  const inTime = held({ "telework.norm": 5, "housing.permits": 3, "shock.distancing": 1 }, 5);
  expect(stateDigest(simulate({ levers: late }, 6))).toBe(plain);
  expect(stateDigest(simulate({ levers: inTime }, 6))).not.toBe(plain);
});

describe("stopping and going on from a snapshot", () => {
  // Wages that differ much between places: what the search may dismiss depends on the highest.
  const given = { parameters: { wageDensity: 0.4 }, levers: held({ "telework.norm": 4 }, 9) };

  it("gives the bits of one run", () => {
    const whole = simulate(given, 13);
    const half = simulate(given, 7);
    const resumed = allocateSimulation(inputOf(given));
    restoreState(resumed, partsOf(Buffer.concat(saveState(half, "test"))));
    pass(resumed, 6);
    expect(digestSimulation(resumed)).toEqual(digestSimulation(whole));
    expect(resumed.moveCounts).toEqual(whole.moveCounts);
    expect(resumed.workspace.highestPremium).toBe(whole.workspace.highestPremium);
  });
});

describe("two countries", () => {
  const areas = TWELVE_CITIES.slice(3, 10);
  const places = twoCountries(areas);
  const half = places.count / 2;
  const changed: PlaceTable = {
    ...places,
    medianIncomeEur: places.medianIncomeEur.map((each, j) => (j < half ? each : 0.7 * each)),
    rentFlat: places.rentFlat.map((each, j) => (j < half ? each : 2 * each)),
    vacancyRate: places.vacancyRate.map((each, j) => (j < half ? each : 0)),
    ownerShare: places.ownerShare.map((each, j) => (j < half ? each : 0.2)),
    jobs: places.jobs.map((each, j) => (j < half ? each : each * (j % 2))),
    establishments: places.establishments.map((each, j) => (j < half ? each : 2 * each)),
    share65plus: places.share65plus.map((each, j) => (j < half ? each : 0.3)),
  };

  /** All that belongs to the first country, household by household and place by place. */
  function first(sim: Simulation): Record<string, unknown> {
    const { status, place } = sim.households.data;
    const { count, partner, strength } = sim.ties;
    const rows = Array.from(status.keys()).filter((i) => status[i] !== EMPTY && place[i]! < half);
    const part = (held: readonly number[], all: number, data: Readonly<Record<string, ArrayLike<number>>>) =>
      Object.entries(data).map(([name, values]) => {
        const width = values.length / all;
        return [name, held.map((i) => Array.from({ length: width }, (_, k) => values[i * width + k]))];
      });
    const places = Array.from({ length: half }, (_, j) => j);
    return Object.fromEntries([
      ...part(rows, status.length, { ...sim.households.data, count, partner, strength }),
      ...part(places, 2 * half, sim.places.data).map(([name, values]) => [`places.${name}`, values]),
    ]);
  }

  it("without links are each alone: changing one leaves the other's bits", () => {
    const households = 3000;
    const plain = simulate({ places, households }, 10);
    const other = simulate({ places: changed, households }, 10);
    expect(first(other)).toEqual(first(plain));
    expect(stateDigest(other)).not.toBe(stateDigest(plain));
  });
});

describe("a household tied to none", () => {
  const parameters: Partial<Parameters> = { newTies: 0 };

  /** A run in its third month, of which one household has just lost all its ties. */
  function withHermit(): { sim: Simulation; hermit: number } {
    const sim = simulate({ parameters, households: 600 }, 2);
    const hermit = 300;
    while (sim.ties.count[hermit]! > 0) disconnect(sim.ties, hermit, 0);
    return { sim, hermit };
  }

  it("changes nobody else's ties, whatever it is and does", () => {
    const { sim, hermit } = withHermit();
    const { sim: other } = withHermit();
    const h = other.households.data;
    h.online[hermit] = 56;
    h.size[hermit] = 6;
    h.workers[hermit] = 0;
    h.reach[hermit] = 1;
    h.place[hermit] = (h.place[hermit]! + 1) % other.places.rows;
    other.workspace.contact[hermit] = 255;
    for (const each of [sim, other]) meetTies(each);
    for (const name of ["strength", "meetings", "weakLocal", "weakOnline", "lonely", "isolated"] as const) {
      const others = (s: Simulation) => Array.from(s.households.data[name]).filter((_, i) => i !== hermit);
      expect(others(other), name).toEqual(others(sim));
    }
    expect(other.ties).toEqual(sim.ties);
  });

  it("lives through the month like everybody", () => {
    const { sim, hermit } = withHermit();
    meetTies(sim);
    const { meetings, isolated, strength } = sim.households.data;
    expect([meetings[hermit], isolated[hermit], strength[hermit]]).toEqual([0, 1, 0]);
  });
});
