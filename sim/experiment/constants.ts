/**
 * Constants of the choice of place and tenure: what makes a place more or less sought than its rent,
 * services and ties say, by occupation k and place j, a(k, j), and a tenure by age band (ODD 9).
 * Solved once at a large scale, shipped as data; `SimulationInput.constants` is the same as a vector.
 */

import type { PlaceTable } from "../model/places.ts";
import { OCCUPATIONS } from "../model/state.ts";
import { userError } from "./errors.ts";

/** Largest file of constants [bytes]. */
export const MAX_CONSTANTS_BYTES = 4 * 1024 * 1024;

const OCCUPATION_COUNT = OCCUPATIONS.length;

/**
 * Text of the file of constants. Those of places stand under the place's id, so that the order of
 * the table does not matter; those that belong to no place, which follow in the vector, under `tenures`.
 * @param values occupations x places, occupation by occupation, then tenures by age band
 * @param about how they were solved (command, seed, households), kept in the file
 */
export function formatConstants(
  places: PlaceTable,
  values: Float64Array,
  about: Readonly<Record<string, string | number>>,
): string {
  const rounded = (index: number) => Number((values[index] ?? 0).toFixed(6));
  const lines = places.id.map((id, place) => {
    const row = Array.from({ length: OCCUPATION_COUNT }, (_, k) => rounded(k * places.count + place));
    return `    ${JSON.stringify(id)}: ${JSON.stringify(row)}`;
  });
  const first = OCCUPATION_COUNT * places.count;
  const tenures = Array.from({ length: values.length - first }, (_, index) => rounded(first + index));
  return [
    "{",
    `  "about": ${JSON.stringify(about)},`,
    `  "tenures": ${JSON.stringify(tenures)},`,
    `  "places": {\n${lines.join(",\n")}\n  }`,
    "}\n",
  ].join("\n");
}

/**
 * Constants in the order of the table; null if some place has none: a user's own world is then
 * settled without.
 * @throws UserError if the file is broken, code CONSTANTS
 */
export function parseConstants(text: string, file: string, places: PlaceTable): Float64Array | null {
  const parsed = readObject(text, file);
  const tenures = numbers(parsed.tenures, `${file} /tenures`);
  const byPlace = parsed.places;
  if (!isObject(byPlace)) throw broken(`${file} /places`, "not an object");
  const values = new Float64Array(OCCUPATION_COUNT * places.count + tenures.length);
  values.set(tenures, OCCUPATION_COUNT * places.count);
  for (const [place, id] of places.id.entries()) {
    if (!Object.hasOwn(byPlace, id)) return null;
    const row = numbers(byPlace[id], `${file} /places/${id}`);
    if (row.length !== OCCUPATION_COUNT)
      throw broken(`${file} /places/${id}`, `not ${OCCUPATION_COUNT} numbers`);
    for (const [k, value] of row.entries()) values[k * places.count + place] = value;
  }
  return values;
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
