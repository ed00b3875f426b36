/**
 * Reads a place table (the built-in world or a user's own) from CSV into the plain data of
 * `model/places.ts` (ODD 2). All problems are told at once.
 */
import type { PlaceTable } from "../model/places.ts";
import { MAX_ZONES } from "../model/tastes.ts";
import { parseTable } from "./csv.ts";
import { newLog, note, type ProblemLog, quoted, throwIfAny } from "./errors.ts";
import { OPTIONAL_COLUMNS, PLACE_COLUMNS, type PlaceColumn, REQUIRED_COLUMNS } from "./place-columns.ts";
import { inOrder } from "./place-order.ts";
import { type DerivedRules, type PlaceRow, readPlace } from "./place-row.ts";

/** Most places of a table. */
export const MAX_PLACES = 5_000;

const AREA_WIDE = [
  ["areaName", "area_name"],
  ["country", "country"],
  ["placeClass", "class"],
] as const;

/**
 * Parses a place table into its one order; columns are those of `place-columns.ts`, blank optional
 * cells take the stated default, which is then named in `derived` of the row with its rule.
 * @param file name for messages
 * @param rules how the maker of the data derived what the column `derived` names
 * @throws UserError with every problem found, codes PLACES_*
 */
export function parsePlaces(text: string, file: string, rules: DerivedRules = new Map()): PlaceTable {
  const shape = {
    code: "PLACES",
    required: REQUIRED_COLUMNS,
    optional: OPTIONAL_COLUMNS,
    maxRows: MAX_PLACES,
  };
  const table = parseTable(text, file, shape);
  const log = newLog();
  const rows = table.rows.map((row) => readPlace(table, row, rules, log));
  checkAcrossRows(rows, file, log);
  throwIfAny(log);
  return toTable(inOrder(rows));
}

function checkAcrossRows(rows: readonly PlaceRow[], file: string, log: ProblemLog): void {
  const seen = new Map<string, PlaceRow>();
  const areas = new Map<string, PlaceRow[]>();
  for (const row of rows) {
    const twin = seen.get(row.id);
    if (twin !== undefined && row.id !== "") {
      const message = `${quoted(row.id)} stands already at ${twin.where}; ids must differ`;
      note(log, "PLACES_DUPLICATE", `${row.where} column id`, message);
    }
    seen.set(row.id, twin ?? row);
    const area = areas.get(row.areaId) ?? [];
    areas.set(row.areaId, area);
    area.push(row);
    checkArea(area, row, log);
  }
  if (rows.every((row) => row.values.jobs === 0)) {
    const message = "no place has a job; give jobs, or leave the column out for the default";
    note(log, "PLACES_JOBS", `${file} column jobs`, message);
  }
}

/** Zones of an area share its name, country and class, and are at most as many as a choice can hold. */
function checkArea(zones: readonly PlaceRow[], row: PlaceRow, log: ProblemLog): void {
  const first = zones[0] ?? row;
  const area = `area ${quoted(row.areaId)}`;
  for (const [key, column] of AREA_WIDE) {
    if (first[key] === row[key]) continue;
    const message = `differs from that of ${area} at ${first.where}; zones of an area share it`;
    note(log, "PLACES_AREA", `${row.where} column ${column}`, message);
  }
  if (zones.length === MAX_ZONES + 1) {
    const message = `${area} has more than ${MAX_ZONES} zones; merge some or split the area`;
    note(log, "PLACES_AREA", `${row.where} column area_id`, message);
  }
}

function toTable(rows: readonly PlaceRow[]): PlaceTable {
  const areaIds = [...new Set(rows.map((row) => row.areaId))];
  const areaIndex = new Map(areaIds.map((id, index) => [id, index]));
  const nameOf = new Map(rows.map((row) => [row.areaId, row.areaName]));
  const numbers = Object.fromEntries(
    PLACE_COLUMNS.map((column) => [
      column.field,
      Float64Array.from(rows, (row) => row.values[column.name] ?? 0),
    ]),
  ) as Pick<PlaceTable, PlaceColumn["field"]>;
  return {
    ...numbers,
    count: rows.length,
    id: rows.map((row) => row.id),
    area: Uint16Array.from(rows, (row) => areaIndex.get(row.areaId) ?? 0),
    areaIds,
    areaNames: areaIds.map((id) => nameOf.get(id) ?? id),
    country: Uint8Array.from(rows, (row) => row.country),
    zone: Uint8Array.from(rows, (row) => row.zone),
    placeClass: Uint8Array.from(rows, (row) => row.placeClass),
    derived: rows.map((row) => row.derived),
  };
}
