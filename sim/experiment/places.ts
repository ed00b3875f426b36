/**
 * Reads a place table (the built-in world or a user's own) and the train times between its areas
 * from CSV into the plain data of `model/places.ts` (ODD 2). All problems are told at once.
 */
import { COUNTRIES, PLACE_CLASSES, type PlaceTable, type RailLink, ZONES } from "../model/places.ts";
import { cellOf, type CsvRow, type CsvTable, parseDecimal, parseTable } from "./csv.ts";
import { newLog, note, type ProblemLog, quoted, throwIfAny } from "./errors.ts";
import { didYouMean } from "./nearest.ts";
import {
  OPTIONAL_COLUMNS,
  PLACE_COLUMNS,
  type PlaceColumn,
  type PlaceValues,
  REQUIRED_COLUMNS,
} from "./place-columns.ts";

/** Most places of a table. */
export const MAX_PLACES = 5_000;
const MAX_LINKS = 100_000;

/** Rule of a column the data's maker derived, by country and column: `BE/jobs`. */
export type DerivedRules = ReadonlyMap<string, string>;

interface PlaceRow {
  readonly id: string;
  readonly areaId: string;
  readonly areaName: string;
  readonly country: number;
  readonly zone: number;
  readonly placeClass: number;
  readonly values: PlaceValues;
  readonly derived: readonly string[];
  readonly where: string;
}

/**
 * Parses a place table; columns are those of `place-columns.ts`, blank optional cells take the
 * stated default, which is then named in `derived` of the row with its rule.
 * @param file name for messages
 * @param rules how the maker of the data derived what the column `derived` names
 * @throws UserError with every problem found, codes PLACES_*
 */
export function parsePlaces(text: string, file: string, rules: DerivedRules = new Map()): PlaceTable {
  const shape = { code: "PLACES", required: REQUIRED_COLUMNS, optional: OPTIONAL_COLUMNS, maxRows: MAX_PLACES };
  const table = parseTable(text, file, shape);
  const log = newLog();
  const rows = table.rows.map((row) => readPlace(table, row, rules, log));
  checkAcrossRows(rows, file, log);
  throwIfAny(log);
  return toTable(rows);
}

/**
 * Parses train times (`from_id,to_id,minutes`) onto the areas of a place table; links of areas that
 * the table does not hold are left out, so that one list serves many tables.
 * @throws UserError with every problem found, codes RAIL_*
 */
export function parseRail(text: string, file: string, places: PlaceTable): RailLink[] {
  const table = parseTable(text, file, {
    code: "RAIL",
    required: ["from_id", "to_id", "minutes"],
    optional: [],
    maxRows: MAX_LINKS,
  });
  const log = newLog();
  const areas = new Map(places.areaIds.map((id, area) => [id, area]));
  const links: RailLink[] = [];
  for (const row of table.rows) {
    const minutes = readNumber(table, row, { code: "RAIL", name: "minutes", min: 1, max: 10_000 }, log) ?? Number.NaN;
    const from = areas.get(cellOf(table, row, "from_id"));
    const to = areas.get(cellOf(table, row, "to_id"));
    if (from !== undefined && from === to) {
      note(log, "RAIL_LOOP", `${file}:${row.line}`, "from_id and to_id are the same area; a link joins two");
    } else if (from !== undefined && to !== undefined) links.push({ from, to, minutes });
  }
  throwIfAny(log);
  return links;
}

function readPlace(table: CsvTable, row: CsvRow, rules: DerivedRules, log: ProblemLog): PlaceRow {
  const id = readText(table, row, "id", log);
  const country = readChoice(table, row, "country", COUNTRIES, log);
  const values: PlaceValues = Object.create(null);
  const derived = statedRules(cellOf(table, row, "derived"), COUNTRIES[country] ?? "", rules);
  for (const column of PLACE_COLUMNS) values[column.name] = readColumn(table, row, column, values, derived, log);
  const where = `${table.file}:${row.line}`;
  checkPlace(values, where, log);
  return {
    id,
    areaId: readText(table, row, "area_id", log),
    areaName: readText(table, row, "area_name", log),
    country,
    zone: readChoice(table, row, "zone", ZONES, log),
    placeClass: readChoice(table, row, "class", PLACE_CLASSES, log),
    values,
    derived,
    where,
  };
}

/** The names in a `derived` cell, each with its rule where one is known. */
function statedRules(cell: string, country: string, rules: DerivedRules): string[] {
  const names = cell.split(/[\s;]+/).filter((name) => name !== "");
  return names.map((name) => {
    const rule = rules.get(`${country}/${name}`);
    return rule === undefined ? name : `${name}: ${rule}`;
  });
}

function readColumn(
  table: CsvTable,
  row: CsvRow,
  column: PlaceColumn,
  values: PlaceValues,
  derived: string[],
  log: ProblemLog,
): number {
  if (column.otherwise !== null && cellOf(table, row, column.name) === "") {
    derived.push(`${column.name}: ${column.otherwise.rule}`);
    return column.otherwise.value(values);
  }
  return readNumber(table, row, { code: "PLACES", ...column }, log) ?? Number.NaN;
}

function readText(table: CsvTable, row: CsvRow, name: string, log: ProblemLog): string {
  const text = cellOf(table, row, name);
  const where = `${table.file}:${row.line} column ${name}`;
  if (text === "") note(log, "PLACES_BLANK", where, "the cell is blank; every place needs one");
  else if (text.length > 200) note(log, "PLACES_TEXT", where, `${text.length} letters; write at most 200`);
  else if (/[\u0000-\u001f\u007f]/.test(text)) {
    note(log, "PLACES_TEXT", where, `${quoted(text)} holds control characters; remove them`);
  }
  return text;
}

/** Index of the cell among the allowed names; 0 after a problem is noted. */
function readChoice(
  table: CsvTable,
  row: CsvRow,
  name: string,
  allowed: readonly string[],
  log: ProblemLog,
): number {
  const text = cellOf(table, row, name);
  const index = allowed.indexOf(text);
  if (index >= 0) return index;
  const hint = text === "" ? `; write one of ${allowed.join(", ")}` : didYouMean(text, allowed);
  const where = `${table.file}:${row.line} column ${name}`;
  note(log, "PLACES_CHOICE", where, `${text === "" ? "the cell is blank" : `${quoted(text)} is not known`}${hint}`);
  return 0;
}

interface NumberRange {
  readonly code: string;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
}

function readNumber(table: CsvTable, row: CsvRow, range: NumberRange, log: ProblemLog): number | undefined {
  const text = cellOf(table, row, range.name);
  const where = `${table.file}:${row.line} column ${range.name}`;
  const allowed = `${range.min} … ${range.max}${range.unit === undefined ? "" : ` ${range.unit}`}`;
  const value = parseDecimal(text);
  if (text === "") note(log, `${range.code}_BLANK`, where, `the cell is blank; write a number, ${allowed}`);
  else if (value === undefined) {
    const comma = /^\d+,\d+$/.test(text) ? "; write the decimals after a point" : "";
    note(log, `${range.code}_NUMBER`, where, `${quoted(text)} is not a number${comma}; allowed: ${allowed}`);
  } else if (value < range.min || value > range.max) {
    note(log, `${range.code}_RANGE`, where, `${text} is out of range; allowed: ${allowed}`);
  } else return value;
  return undefined;
}

/** What the numbers of one place must satisfy together; a NaN has been noted before and passes. */
function checkPlace(values: PlaceValues, where: string, log: ProblemLog): void {
  const most = (part: string, whole: string, slack = 1): void => {
    const found = values[part] ?? Number.NaN;
    const limit = (values[whole] ?? Number.NaN) * slack;
    if (!(found > limit)) return;
    note(log, "PLACES_SUM", `${where} column ${part}`, `${found} is more than ${whole} (${limit}); correct one of them`);
  };
  most("households", "population");
  most("households", "dwellings");
  most("active", "population");
  most("unemployed", "active");
  const pairs = [
    ["vacancy_rate", "second_home_rate", 0.95],
    ["share_under25", "share_65plus", 1],
  ] as const;
  for (const [one, other, limit] of pairs) {
    const sum = (values[one] ?? 0) + (values[other] ?? 0);
    if (sum > limit) note(log, "PLACES_SUM", `${where} column ${one}`, `${one} and ${other} add to ${sum}; at most ${limit}`);
  }
}

function checkAcrossRows(rows: readonly PlaceRow[], file: string, log: ProblemLog): void {
  const seen = new Map<string, PlaceRow>();
  const areas = new Map<string, PlaceRow>();
  for (const row of rows) {
    const twin = seen.get(row.id);
    if (twin !== undefined && row.id !== "") {
      note(log, "PLACES_DUPLICATE", `${row.where} column id`, `${quoted(row.id)} stands already at ${twin.where}; ids must differ`);
    }
    seen.set(row.id, twin ?? row);
    const first = areas.get(row.areaId) ?? row;
    areas.set(row.areaId, first);
    for (const key of ["areaName", "country", "placeClass"] as const) {
      if (first[key] === row[key]) continue;
      const column = { areaName: "area_name", country: "country", placeClass: "class" }[key];
      note(log, "PLACES_AREA", `${row.where} column ${column}`,
        `differs from that of area ${quoted(row.areaId)} at ${first.where}; zones of an area share it`);
    }
  }
  if (rows.every((row) => row.values.jobs === 0)) {
    note(log, "PLACES_JOBS", `${file} column jobs`, "no place has a job; give jobs, or leave the column out for the default");
  }
}

function toTable(rows: readonly PlaceRow[]): PlaceTable {
  const areaIds = [...new Set(rows.map((row) => row.areaId))];
  const areaIndex = new Map(areaIds.map((id, index) => [id, index]));
  const nameOf = new Map(rows.map((row) => [row.areaId, row.areaName]));
  const numbers = Object.fromEntries(
    PLACE_COLUMNS.map((column) => [column.field, Float64Array.from(rows, (row) => row.values[column.name] ?? 0)]),
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
