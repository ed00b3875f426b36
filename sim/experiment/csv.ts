/**
 * Small tables as text: comma-separated, RFC 4180 (quotes, doubled quotes, CR LF), a byte order mark
 * is dropped. Everything is bounded, and a fault names file, row and column.
 */
import { didYouMean } from "./nearest.ts";
import { newLog, note, type ProblemLog, quoted, throwIfAny, userError } from "./errors.ts";

/** Largest table that is read [bytes]. */
export const MAX_TABLE_BYTES = 16 * 1024 * 1024;
/** Longest cell [UTF-16 units]. */
const MAX_CELL = 1_000;
const MAX_COLUMNS = 200;

/** One row of a table and the line of the file on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

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
    throw userError(`${shape.code}_SIZE`, file, `larger than ${MAX_TABLE_BYTES / 1024 / 1024} MB; give a smaller table`);
  }
  const [header, ...rows] = splitRows(text, file, shape);
  if (header === undefined || header.cells.every((cell) => cell.trim() === "")) {
    throw userError(`${shape.code}_EMPTY`, file, `empty; the first line names the columns: ${shape.required.join(",")}`);
  }
  const log = newLog();
  const column = readHeader(header, file, shape, log);
  if (rows.length === 0) note(log, `${shape.code}_EMPTY`, file, "has a header but no row; give at least one");
  for (const row of rows) {
    if (row.cells.length === header.cells.length) continue;
    note(log, `${shape.code}_CELLS`, `${file}:${row.line}`,
      `${row.cells.length} cells where the header has ${header.cells.length}; put a text with a comma between double quotes`);
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

function readHeader(header: CsvRow, file: string, shape: CsvShape, log: ProblemLog): Map<string, number> {
  const known = [...shape.required, ...shape.optional];
  const column = new Map<string, number>();
  const where = `${file}:${header.line}`;
  header.cells.forEach((cell, position) => {
    const name = cell.trim();
    if (column.has(name)) note(log, `${shape.code}_COLUMN`, where, `column ${quoted(name)} appears twice; remove one`);
    column.set(name, position);
  });
  if (column.size === 1 && /[;\t]/.test(header.cells[0] ?? "")) {
    note(log, `${shape.code}_SEPARATOR`, where, "columns are not separated by commas; save the table as CSV with commas");
    return column;
  }
  const missing = shape.required.filter((name) => !column.has(name));
  for (const name of missing) {
    note(log, `${shape.code}_COLUMN`, where, `required column "${name}" is missing; the header names ${header.cells.length} columns`);
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
  return absent.some((each) => bare(each) === bare(name)) || didYouMean(name, absent).includes("did you mean");
}

/** Cuts the text into rows of cells; blank lines are skipped. */
function splitRows(source: string, file: string, shape: CsvShape): CsvRow[] {
  const text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  const rows: CsvRow[] = [];
  let position = 0;
  let line = 1;
  while (position < text.length) {
    const row = readRow(text, position, line, file, shape.code);
    if (row.cells.length > 1 || row.cells[0] !== "") rows.push({ line, cells: row.cells });
    if (rows.length > shape.maxRows + 1) {
      throw userError(`${shape.code}_ROWS`, `${file}:${line}`, `more than ${shape.maxRows} rows; give at most that many`);
    }
    position = row.end;
    line += row.lines;
  }
  return rows;
}

interface RawRow {
  readonly cells: string[];
  readonly end: number;
  readonly lines: number;
}

function readRow(text: string, start: number, line: number, file: string, code: string): RawRow {
  const cells: string[] = [];
  let lines = 1;
  let position = start;
  for (;;) {
    const where = `${file}:${line} column ${cells.length + 1}`;
    const cell = text[position] === '"' ? quotedCell(text, position, where, code) : plainCell(text, position, where, code);
    lines += cell.text.split("\n").length - 1;
    if (cell.text.length > MAX_CELL) throw userError(`${code}_CELL`, where, `a cell longer than ${MAX_CELL} letters; is a quote missing?`);
    if (cell.text.includes("\0")) throw userError(`${code}_CELL`, where, "a NUL character; save the table as plain text in UTF-8");
    cells.push(cell.text);
    if (cells.length > MAX_COLUMNS) throw userError(`${code}_COLUMN`, `${file}:${line}`, `more than ${MAX_COLUMNS} columns`);
    if (text[cell.end] !== ",") return { cells, end: afterLineBreak(text, cell.end), lines };
    position = cell.end + 1;
  }
}

function plainCell(text: string, start: number, where: string, code: string): { text: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== "," && text[end] !== "\n" && text[end] !== "\r") {
    if (text[end] === '"') throw userError(`${code}_QUOTE`, where, "a double quote inside a cell; put the cell between quotes and double it");
    end++;
  }
  return { text: text.slice(start, end), end };
}

function quotedCell(text: string, start: number, where: string, code: string): { text: string; end: number } {
  let end = start + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0) throw userError(`${code}_QUOTE`, where, "a double quote is opened and never closed; close it");
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  const after = text[end + 1];
  if (after !== undefined && after !== "," && after !== "\n" && after !== "\r") {
    throw userError(`${code}_QUOTE`, where, `${quoted(after)} after a closing double quote; a comma or the end of the line must follow`);
  }
  return { text: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
}

function afterLineBreak(text: string, end: number): number {
  return text[end] === "\r" && text[end + 1] === "\n" ? end + 2 : end + 1;
}
