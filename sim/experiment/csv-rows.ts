/** Text to rows of cells: commas, quotes, doubled quotes, CR LF (RFC 4180), every length bounded. */
import { quoted, userError } from "./errors.ts";

/** Longest cell [UTF-16 units]. */
const MAX_CELL = 1_000;
const MAX_COLUMNS = 200;

/** One row of a table and the line of the file on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What rows are read from, for messages, and how many are accepted. */
export interface RowSource {
  readonly file: string;
  /** Prefix of the codes of problems. */
  readonly code: string;
  readonly maxRows: number;
}

/**
 * Cuts a text into rows of cells; blank lines and a byte order mark are skipped.
 * @throws UserError at the first fault, after which the rest cannot be read
 */
export function splitRows(given: string, source: RowSource): CsvRow[] {
  const text = given.charCodeAt(0) === 0xfeff ? given.slice(1) : given;
  const rows: CsvRow[] = [];
  let position = 0;
  let line = 1;
  while (position < text.length) {
    const row = readRow(text, position, line, source);
    if (row.cells.length > 1 || row.cells[0] !== "") rows.push({ line, cells: row.cells });
    if (rows.length > source.maxRows + 1) {
      const where = `${source.file}:${line}`;
      throw userError(
        `${source.code}_ROWS`,
        where,
        `more than ${source.maxRows} rows; give at most that many`,
      );
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

function readRow(text: string, start: number, line: number, source: RowSource): RawRow {
  const cells: string[] = [];
  let lines = 1;
  let position = start;
  for (;;) {
    const where = () => `${source.file}:${line} column ${cells.length + 1}`;
    const quotes = text[position] === '"';
    const cell = (quotes ? quotedCell : plainCell)(text, position, where, source.code);
    checkCell(cell.text, cells.length, where, source.code);
    if (quotes) lines += cell.text.split("\n").length - 1;
    cells.push(cell.text);
    if (text[cell.end] !== ",") return { cells, end: afterLineBreak(text, cell.end), lines };
    position = cell.end + 1;
  }
}

function checkCell(text: string, position: number, where: () => string, code: string): void {
  if (position >= MAX_COLUMNS)
    throw userError(`${code}_COLUMN`, where(), `more than ${MAX_COLUMNS} columns; remove some`);
  if (text.length > MAX_CELL) {
    throw userError(`${code}_CELL`, where(), `a cell longer than ${MAX_CELL} letters; is a quote missing?`);
  }
  if (text.includes("\0"))
    throw userError(`${code}_CELL`, where(), "a NUL character; save the table as plain text");
}

interface RawCell {
  readonly text: string;
  /** Position after the cell. */
  readonly end: number;
}

function plainCell(text: string, start: number, where: () => string, code: string): RawCell {
  let end = start;
  while (end < text.length && text[end] !== "," && text[end] !== "\n" && text[end] !== "\r") {
    if (text[end] === '"') {
      const message = "a double quote inside a cell; put the cell between quotes and double the quote";
      throw userError(`${code}_QUOTE`, where(), message);
    }
    end++;
  }
  return { text: text.slice(start, end), end };
}

function quotedCell(text: string, start: number, where: () => string, code: string): RawCell {
  let end = start + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0) throw userError(`${code}_QUOTE`, where(), "a quote is opened and never closed; close it");
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  const after = text[end + 1];
  if (after !== undefined && after !== "," && after !== "\n" && after !== "\r") {
    const message = `${quoted(after)} after a closing quote; a comma or the end of the line must follow`;
    throw userError(`${code}_QUOTE`, where(), message);
  }
  return { text: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
}

function afterLineBreak(text: string, end: number): number {
  return text[end] === "\r" && text[end + 1] === "\n" ? end + 2 : end + 1;
}
