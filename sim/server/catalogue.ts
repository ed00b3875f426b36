/** The scenarios that a live session offers, and what viewers are told of a run before it is built. */
import { createHash } from "node:crypto";
import { loadBuiltIn, loadWorld, type World } from "../experiment/data.ts";
import { UserError } from "../experiment/errors.ts";
import { prepare, type Run } from "../experiment/run.ts";
import { loadScenario, type Scenario } from "../experiment/scenario.ts";
import { catalogueNames } from "../experiment/scenario-chain.ts";
import { LEVERS, leverValue } from "../model/levers.ts";
import { COUNTRIES, PLACE_CLASSES, type PlaceTable, ZONES } from "../model/places.ts";
import { INDICATORS } from "../output/indicators.ts";
import type { RunChoice } from "../session/engine.ts";
import type { PlaceInfo, ScenarioInfo } from "../session/protocol.ts";
import type { RunDescription } from "../session/session.ts";

/** Simulated households of a live run where neither user nor scenario says: months pass swiftly. */
export const LIVE_HOUSEHOLDS = 50_000;

/** Where the engine's thread finds what it runs; plain data. */
export interface WorldFiles {
  /** File, or name in the catalogue, by scenario's name. */
  readonly scenarios: Readonly<Record<string, string>>;
  /** A table of places of the user's own for every scenario. */
  readonly places: string | undefined;
}

export interface Catalogue {
  readonly files: WorldFiles;
  /** The first run: what the user asked for, then what the scenario says. */
  choose(households: number | undefined, seed: string | undefined): RunChoice;
  /** @throws UserError if the run cannot be made */
  describe(choice: RunChoice): RunDescription;
}

/**
 * Catalogue of the product, with the user's own scenario before it.
 * @param wanted file or name of the first scenario
 * @param places table of places for every scenario
 * @throws UserError if the first scenario cannot be read; others that cannot are left out
 */
export function openCatalogue(wanted: string, places: string | undefined, version: string): Catalogue {
  const first = loadScenario(wanted);
  const paths = new Map<string, string>([[first.name, wanted]]);
  const scenarios = new Map<string, Scenario>([[first.name, first]]);
  for (const name of catalogueNames()) {
    if (scenarios.has(name)) continue;
    const scenario = readable(name);
    if (scenario === undefined) continue;
    paths.set(name, name);
    scenarios.set(name, scenario);
  }
  const files = { scenarios: Object.fromEntries(paths), places };
  const shelf = openShelf(files);
  const infos = [...scenarios.values()].map(infoOf);
  return {
    files,
    choose: (households, seed) => ({
      scenario: first.name,
      seed: seed ?? first.seed,
      households: households ?? liveSize(shelf.prepare(first.name, { seed })),
    }),
    describe: (choice) => describeRun(shelf.prepare(choice.scenario, choice), infos, version),
  };
}

/** Prepares runs, and keeps the last world read. */
export interface Shelf {
  /** @throws UserError if the run cannot be made */
  prepare(
    scenario: string,
    wish: { readonly seed?: string | undefined; readonly households?: number | undefined },
  ): Run;
}

/** Opens the files of a session. */
export function openShelf(files: WorldFiles): Shelf {
  let kept: { readonly path: string | undefined; readonly world: World } | undefined;
  return {
    prepare: (name, { seed, households }) => {
      const scenario = loadScenario(files.scenarios[name] ?? name);
      const path = files.places ?? scenario.placesFile;
      if (kept === undefined || kept.path !== path) {
        kept = { path, world: path === undefined ? loadBuiltIn() : loadWorld(path) };
      }
      return prepare(scenario, { seed, households }, kept.world);
    },
  };
}

function readable(name: string): Scenario | undefined {
  try {
    return loadScenario(name);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function liveSize({ scenario, input }: Run): number {
  const sized = scenario.households !== undefined || scenario.scale !== undefined;
  return sized ? input.households : Math.min(LIVE_HOUSEHOLDS, input.households);
}

function infoOf({ name, title, question }: Scenario): ScenarioInfo {
  return { name, title, question };
}

function describeRun(run: Run, scenarios: readonly ScenarioInfo[], version: string): RunDescription {
  const { scenario, input } = run;
  const places = placeInfos(input.places);
  const before = input.startMonth - 1;
  return {
    startMonth: before,
    endMonth: before + run.months,
    scenario: infoOf(scenario),
    scenarios,
    classes: PLACE_CLASSES,
    indicators: INDICATORS,
    places,
    levers: LEVERS,
    leverValues: Object.fromEntries(
      LEVERS.map(({ name }) => [name, leverValue(input.levers, name, input.startMonth)]),
    ),
    provenance: {
      version,
      seed: run.seed,
      households: input.households,
      scenarioDigest: run.digests.scenario,
      schemaDigest: digestOf([INDICATORS, LEVERS, places.map(({ id }) => id)]),
    },
  };
}

function placeInfos(table: PlaceTable): PlaceInfo[] {
  return table.id.map((id, place) => {
    const area = table.area[place] ?? 0;
    return {
      id,
      areaName: table.areaNames[area] ?? "",
      area,
      areaId: table.areaIds[area] ?? "",
      country: COUNTRIES[table.country[place] ?? 0] ?? "FR",
      zone: ZONES[table.zone[place] ?? 0] ?? "core",
      class: PLACE_CLASSES[table.placeClass[place] ?? 0] ?? "rest",
      lon: table.lon[place] ?? 0,
      lat: table.lat[place] ?? 0,
      population: table.population[place] ?? 0,
      derived: table.derived[place] ?? [],
    };
  });
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
