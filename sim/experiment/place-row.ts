/** One row of a place table: its texts, its numbers, what they must satisfy, and which are derived. */
import { COUNTRIES, PLACE_CLASSES, ZONES } from "../model/places.ts";
import { type CsvTable, cellOf, readNumber } from "./csv.ts";
import type { CsvRow } from "./csv-rows.ts";
import { note, type ProblemLog, quoted } from "./errors.ts";
import { didYouMean } from "./nearest.ts";
import { PLACE_COLUMNS, type PlaceColumn, type PlaceValues } from "./place-columns.ts";

/** Rule of a column the data's maker derived, by country and column: `BE/jobs`. */
export type DerivedRules = ReadonlyMap<string, string>;

/** A row that was read; indices are those of COUNTRIES, ZONES and PLACE_CLASSES. */
export interface PlaceRow {
  readonly id: string;
  readonly areaId: string;
  readonly areaName: string;
  readonly country: number;
  readonly zone: number;
  readonly placeClass: number;
  readonly values: PlaceValues;
  readonly derived: readonly string[];
  /** File and line, for messages about several rows. */
  readonly where: string;
}

/** Reads a row; its problems go to the log, and what is unusable becomes NaN or the first choice. */
export function readPlace(table: CsvTable, row: CsvRow, rules: DerivedRules, log: ProblemLog): PlaceRow {
  const id = readText(table, row, "id", log);
  const country = readChoice(table, row, "country", COUNTRIES, log);
  const derived = statedRules(cellOf(table, row, "derived"), COUNTRIES[country] ?? "", rules);
  const values = readValues(table, row, derived, log);
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

/** All numbers of a row; those that are blank follow from the others by the stated rules. */
function readValues(table: CsvTable, row: CsvRow, derived: string[], log: ProblemLog): PlaceValues {
  const values: PlaceValues = {};
  const isBlank = (column: PlaceColumn) =>
    column.otherwise !== null && cellOf(table, row, column.name) === "";
  for (const column of PLACE_COLUMNS) {
    if (isBlank(column)) continue;
    values[column.name] = readNumber(table, row, { code: "PLACES", ...column }, log) ?? Number.NaN;
  }
  for (const column of PLACE_COLUMNS) {
    if (column.otherwise === null || !isBlank(column)) continue;
    values[column.name] = column.otherwise.value(values);
    derived.push(`${column.name}: ${column.otherwise.rule}`);
  }
  return values;
}

function readText(table: CsvTable, row: CsvRow, name: string, log: ProblemLog): string {
  const text = cellOf(table, row, name);
  const where = `${table.file}:${row.line} column ${name}`;
  if (text === "") note(log, "PLACES_BLANK", where, "the cell is blank; every place needs one");
  else if (text.length > 200) note(log, "PLACES_TEXT", where, `${text.length} letters; write at most 200`);
  else if (/\p{Cc}/u.test(text)) {
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
  note(
    log,
    "PLACES_CHOICE",
    where,
    `${text === "" ? "the cell is blank" : `${quoted(text)} is not known`}${hint}`,
  );
  return 0;
}

/** What the numbers of one place must satisfy together; a NaN has been noted before and passes. */
function checkPlace(values: PlaceValues, where: string, log: ProblemLog): void {
  const of = (name: string) => values[name] ?? Number.NaN;
  const must = (column: string, found: number, most: number, what: string) => {
    if (!(found > most)) return;
    const message = `${round(found)} is more than ${what} (${round(most)}); correct one of them`;
    note(log, "PLACES_SUM", `${where} column ${column}`, message);
  };
  const occupied = of("dwellings") * (1 - of("vacancy_rate") - of("second_home_rate"));
  must("households", of("households"), of("population"), "population");
  must("active", of("active"), of("population"), "population");
  must("unemployed", of("unemployed"), of("active"), "active");
  must("vacancy_rate", of("vacancy_rate") + of("second_home_rate"), 0.95, "0.95 with second_home_rate");
  must("share_under25", of("share_under25") + of("share_65plus"), 1, "1 with share_65plus");
  must("households", of("households"), 1.02 * occupied, "the dwellings neither vacant nor second homes");
}

/** Six digits are enough for a message. */
function round(value: number): number {
  return Number(value.toPrecision(6));
}
