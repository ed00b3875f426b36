/**
 * Place constants a(k, j): what makes a place more or less sought than its rent, services and ties
 * say, by occupation k and place j (ODD 9). Solved once at a large scale, shipped as data.
 */
import type { PlaceTable } from "../model/places.ts";
import { userError } from "./errors.ts";

/** Largest file of constants [bytes]. */
export const MAX_CONSTANTS_BYTES = 4 * 1024 * 1024;

/**
 * Text of the file of constants, by place id, so that it does not depend on the order of the table.
 * @param values occupations x places, occupation by occupation
 * @param about how they were solved (command, seed, households), kept in the file
 */
export function formatConstants(
  places: PlaceTable,
  values: Float64Array,
  about: Readonly<Record<string, string | number>>,
): string {
  const occupations = values.length / places.count;
  const row = (place: number) =>
    Array.from({ length: occupations }, (_, k) => Number((values[k * places.count + place] ?? 0).toFixed(6)));
  const lines = places.id.map((id, place) => `    ${JSON.stringify(id)}: ${JSON.stringify(row(place))}`);
  return `{\n  "about": ${JSON.stringify(about)},\n  "constants": {\n${lines.join(",\n")}\n  }\n}\n`;
}

/**
 * Constants in the order of the table, occupations x places; null if some place has none: a user's
 * own world is then settled without.
 * @throws UserError if the file is broken
 */
export function parseConstants(text: string, file: string, places: PlaceTable): Float64Array | null {
  const byPlace = readObject(text, file);
  const first = byPlace.get(places.id[0] ?? "");
  if (first === undefined) return null;
  const values = new Float64Array(first.length * places.count);
  for (let place = 0; place < places.count; place++) {
    const row = byPlace.get(places.id[place] ?? "");
    if (row === undefined) return null;
    if (row.length !== first.length) throw broken(file, `/constants/${places.id[place]}`, "another length than the first");
    row.forEach((value, k) => {
      values[k * places.count + place] = value;
    });
  }
  return values;
}

function readObject(text: string, file: string): Map<string, readonly number[]> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw broken(file, "/", "not JSON");
  }
  const constants = isObject(parsed) ? parsed.constants : undefined;
  if (!isObject(constants)) throw broken(file, "/constants", "not an object");
  const rows = new Map<string, readonly number[]>();
  for (const [id, row] of Object.entries(constants)) {
    if (!Array.isArray(row) || !row.every((value) => typeof value === "number" && Number.isFinite(value))) {
      throw broken(file, `/constants/${id}`, "not a list of numbers");
    }
    rows.set(id, row);
  }
  return rows;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function broken(file: string, path: string, what: string) {
  return userError("CONSTANTS", `${file} ${path}`, `${what}; make the file anew with "voisinage constants"`);
}
