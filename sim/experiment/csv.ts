/**
 * Small tables as text: comma-separated, RFC 4180 (quotes, doubled quotes, CR LF), a byte order mark
 * is dropped. Everything is bounded, and a fault names file, row and column.
 */
import { type CsvRow, splitRows } from "./csv-rows.ts";
import { newLog, note, type ProblemLog, quoted, throwIfAny, userError } from "./errors.ts";
import { didYouMean } from "./nearest.ts";

/** Largest table that is read [bytes]. */
export const MAX_TABLE_BYTES = 16 * 1024 * 1024;

/** A table with its header; `column` gives the position of a column by name. */
export interface CsvTable {
  readonly file: string;
  readonly column: ReadonlyMap<string, number>;
  readonly rows: readonly CsvRow[];
}

/** What a table must hold. */
export interface CsvShape {
  /** Prefix of the codes of problems: `PLACES`. */
  readonly code: string;
  readonly required: readonly string[];
  /** Columns that may be there; any other is ignored unless it looks like a misspelt one. */
  readonly optional: readonly string[];
  readonly maxRows: number;
}

/**
 * Parses a table and checks its header and the lengths of its rows.
 * @param file name for messages
 * @throws UserError with every problem found
 */
export function parseTable(text: string, file: string, shape: CsvShape): CsvTable {
  if (text.length > MAX_TABLE_BYTES) {
    throw userError(
      `${shape.code}_SIZE`,
      file,
      `larger than ${MAX_TABLE_BYTES / 1024 / 1024} MB; give a smaller table`,
    );
  }
  const [header, ...rows] = splitRows(text, { ...shape, file });
  if (header === undefined || header.cells.every((cell) => cell.trim() === "")) {
    throw userError(
      `${shape.code}_EMPTY`,
      file,
      `empty; the first line names the columns: ${shape.required.join(",")}`,
    );
  }
  const log = newLog();
  const column = readHeader(header, file, shape, log);
  if (rows.length === 0) note(log, `${shape.code}_EMPTY`, file, "has a header but no row; give at least one");
  for (const row of rows) {
    if (row.cells.length === header.cells.length) continue;
    const message = `${row.cells.length} cells where the header has ${header.cells.length}`;
    const remedy = "a text with a comma must stand between double quotes";
    note(log, `${shape.code}_CELLS`, `${file}:${row.line}`, `${message}; ${remedy}`);
  }
  throwIfAny(log);
  return { file, column, rows };
}

/** Cell of a column, without spaces around it; empty when the table has no such column. */
export function cellOf(table: CsvTable, row: CsvRow, column: string): string {
  const position = table.column.get(column);
  return position === undefined ? "" : (row.cells[position] ?? "").trim();
}

/**
 * A number as people write it: decimal point, no thousands separator, no hexadecimal, no infinity.
 * @returns undefined if it is not one
 */
export function parseDecimal(text: string): number | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** What a number of a table may be. */
export interface NumberRange {
  /** Prefix of the codes of problems. */
  readonly code: string;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
}

/** A number of a cell; undefined after a problem is noted. */
export function readNumber(
  table: CsvTable,
  row: CsvRow,
  range: NumberRange,
  log: ProblemLog,
): number | undefined {
  const text = cellOf(table, row, range.name);
  const value = parseDecimal(text);
  if (value !== undefined && value >= range.min && value <= range.max) return value;
  const where = `${table.file}:${row.line} column ${range.name}`;
  const allowed = `${range.min} … ${range.max}${range.unit === undefined ? "" : ` ${range.unit}`}`;
  if (text === "") note(log, `${range.code}_BLANK`, where, `the cell is blank; write a number, ${allowed}`);
  else if (value === undefined) {
    const comma = /^\d+,\d+$/.test(text) ? "; write the decimals after a point" : "";
    note(log, `${range.code}_NUMBER`, where, `${quoted(text)} is not a number${comma}; allowed: ${allowed}`);
  } else note(log, `${range.code}_RANGE`, where, `${text} is out of range; allowed: ${allowed}`);
  return undefined;
}

function readHeader(header: CsvRow, file: string, shape: CsvShape, log: ProblemLog): Map<string, number> {
  const known = [...shape.required, ...shape.optional];
  const column = new Map<string, number>();
  const where = `${file}:${header.line}`;
  header.cells.forEach((cell, position) => {
    const name = cell.trim();
    if (column.has(name))
      note(log, `${shape.code}_COLUMN`, where, `column ${quoted(name)} appears twice; remove one`);
    column.set(name, position);
  });
  if (column.size === 1 && /[;\t]/.test(header.cells[0] ?? "")) {
    note(
      log,
      `${shape.code}_SEPARATOR`,
      where,
      "columns are not separated by commas; save the table as CSV with commas",
    );
    return column;
  }
  const missing = shape.required.filter((name) => !column.has(name));
  for (const name of missing) {
    note(
      log,
      `${shape.code}_COLUMN`,
      where,
      `required column "${name}" is missing; the header names ${header.cells.length} columns`,
    );
  }
  const absent = known.filter((name) => !column.has(name));
  for (const name of column.keys()) {
    if (known.includes(name) || !looksMisspelt(name, absent)) continue;
    note(log, `${shape.code}_COLUMN`, where, `unknown column ${quoted(name)}${didYouMean(name, absent)}`);
  }
  return column;
}

/** A column of the user's own is welcome, a misspelt one must not silently take its default. */
function looksMisspelt(name: string, absent: readonly string[]): boolean {
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  return (
    absent.some((each) => bare(each) === bare(name)) || didYouMean(name, absent).includes("did you mean")
  );
}
