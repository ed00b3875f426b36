/**
 * Constants of the choice of place: what makes a place more or less sought than its rent, services and
 * ties say, by occupation, a(k, j), and by tenure, a(t, j), how many arrive, and how households grow (ODD 9).
 * Solved once at a large scale and shipped as a file; `SimulationInput.constants` is the same as a vector.
 */

import type { PlaceTable } from "../model/places.ts";
import { CONSTANTS_PER_PLACE, OCCUPATIONS, TENURES } from "../model/state.ts";
import { userError } from "./errors.ts";

/** Largest file of constants [bytes]. */
export const MAX_CONSTANTS_BYTES = 4 * 1024 * 1024;

/**
 * Text of the file of constants, by id of the place, so that the order of the table does not matter.
 * @param values CONSTANTS_PER_PLACE x places, those of the first occupation for all places first
 * @param about how they were solved (command, seed, households), kept in the file
 */
export function formatConstants(
  places: PlaceTable,
  values: Float64Array,
  about: Readonly<Record<string, string | number>>,
): string {
  const lines = places.id.map((id, place) => {
    const row = Array.from({ length: CONSTANTS_PER_PLACE }, (_, k) => values[k * places.count + place] ?? 0);
    return `    ${JSON.stringify(id)}: ${JSON.stringify(row.map((value) => Number(value.toFixed(6))))}`;
  });
  const kinds = JSON.stringify([...OCCUPATIONS, ...TENURES, "arrivals", "trend"]);
  const head = `{\n  "about": ${JSON.stringify(about)},\n  "kinds": ${kinds},\n  "places": {\n`;
  return `${head}${lines.join(",\n")}\n  }\n}\n`;
}

/**
 * Constants in the order of the table; null if some place has none: a user's own world is then
 * settled without.
 * @throws UserError if the file is broken, code CONSTANTS
 */
export function parseConstants(text: string, file: string, places: PlaceTable): Float64Array | null {
  const byPlace = readObject(text, file).places;
  if (!isObject(byPlace)) throw broken(`${file} /places`, "not an object");
  const values = new Float64Array(CONSTANTS_PER_PLACE * places.count);
  let complete = true;
  for (const [place, id] of places.id.entries()) {
    if (!Object.hasOwn(byPlace, id)) {
      complete = false;
      continue;
    }
    const row = numbers(byPlace[id], `${file} /places/${id}`);
    if (row.length !== CONSTANTS_PER_PLACE)
      throw broken(`${file} /places/${id}`, `not ${CONSTANTS_PER_PLACE} numbers`);
    for (const [k, value] of row.entries()) values[k * places.count + place] = value;
  }
  return complete ? values : null;
}

function readObject(text: string, file: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isObject(parsed)) return parsed;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw broken(file, "not a JSON object");
}

function numbers(value: unknown, where: string): readonly number[] {
  const good =
    Array.isArray(value) && value.every((each) => typeof each === "number" && Number.isFinite(each));
  if (!good) throw broken(where, "not a list of numbers");
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function broken(where: string, what: string) {
  return userError("CONSTANTS", where, `${what}; make the file anew with "voisinage constants"`);
}
