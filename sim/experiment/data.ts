/** The data that come with the product: the built-in world of 573 places, train times, constants. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PlaceTable, RailLink } from "../model/places.ts";
import { MAX_CONSTANTS_BYTES, parseConstants } from "./constants.ts";
import { cellOf, MAX_TABLE_BYTES, parseTable } from "./csv.ts";
import type { DerivedRules } from "./place-row.ts";
import { parsePlaces } from "./places.ts";
import { parseRail } from "./rail.ts";
import { readTextFile } from "./text-file.ts";

/** A world in which households live. */
export interface World {
  readonly places: PlaceTable;
  readonly rail: readonly RailLink[];
  /** Occupations x places; null where they have not been solved. */
  readonly constants: Float64Array | null;
  /** Text of the place table, for its digest. */
  readonly placesText: string;
}

/** Folder of the catalogue, `scenarios/`, wherever this code runs from (sources or dist). */
export function scenariosFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const scenarios = join(folder, "scenarios");
    if (existsSync(join(scenarios, "data", "places.csv"))) return scenarios;
    const above = dirname(folder);
    if (above === folder)
      throw new Error("the folder scenarios/data of the product is missing; install it again");
    folder = above;
  }
}

/** File of the built-in place constants, made by `voisinage constants`. */
export function constantsFile(): string {
  return join(scenariosFolder(), "data", "constants.json");
}

/** The built-in world: metropolitan France and Belgium. */
export function loadBuiltIn(): World {
  const data = join(scenariosFolder(), "data");
  const rules = parseRules(readTextFile(join(data, "derived-rules.csv"), MAX_TABLE_BYTES, "RULES"));
  return readWorld(join(data, "places.csv"), "places.csv", rules);
}

/**
 * A user's own table of places. Train times and constants of the built-in world are used for the
 * areas and places whose ids it shares.
 * @throws UserError codes PLACES_*
 */
export function loadWorld(path: string): World {
  return readWorld(path, path, new Map());
}

function readWorld(path: string, name: string, rules: DerivedRules): World {
  const placesText = readTextFile(path, MAX_TABLE_BYTES, "PLACES");
  const places = parsePlaces(placesText, name, rules);
  const railFile = join(scenariosFolder(), "data", "fr-train-times.csv");
  const rail = parseRail(readTextFile(railFile, MAX_TABLE_BYTES, "RAIL"), "fr-train-times.csv", places);
  const solved = constantsFile();
  const constants = existsSync(solved)
    ? parseConstants(readTextFile(solved, MAX_CONSTANTS_BYTES, "CONSTANTS"), "constants.json", places)
    : null;
  return { places, rail, constants, placesText };
}

function parseRules(text: string): DerivedRules {
  const columns = ["country", "column", "rule"];
  const table = parseTable(text, "derived-rules.csv", {
    code: "RULES",
    required: columns,
    optional: [],
    maxRows: 200,
  });
  return new Map(
    table.rows.map((row) => [
      `${cellOf(table, row, "country")}/${cellOf(table, row, "column")}`,
      cellOf(table, row, "rule"),
    ]),
  );
}
