/**
 * Indicators in long form: one row for each month, scope and indicator. Rows are gathered and
 * handed on in batches, so that memory stays small however long the run.
 */
import { formatMonth } from "../core/clock.ts";
import type { TableColumn, TableWriter } from "./table.ts";

/** Whom a value describes: everybody, a class of urban areas, or one place. */
export type Level = "all" | "class" | "place";

/** Columns of indicators.parquet and indicators.csv. */
export const LONG_COLUMNS: readonly TableColumn[] = [
  { name: "month", type: "text", unit: "YYYY-MM", meaning: "month at whose end the value holds" },
  { name: "level", type: "text", unit: "all, class, place", meaning: "kind of scope" },
  { name: "scope", type: "text", unit: "name", meaning: "all, a class of urban areas, or the id of a place" },
  { name: "indicator", type: "text", unit: "name", meaning: "what is measured" },
  { name: "value", type: "f64", unit: "as column unit says", meaning: "its value", nullable: true },
  { name: "unit", type: "text", unit: "name", meaning: "unit of the value" },
];

/** Rows gathered before they are written: one row group of the Parquet file. */
const BATCH_ROWS = 50_000;

/** Gathers rows in long form for several tables. */
export interface LongTable {
  /**
   * Adds one value.
   * @param month months since 2019-01
   * @param value in `unit`; NaN: missing
   */
  add(month: number, level: Level, scope: string, indicator: string, value: number, unit: string): void;
  /** Writes what is left and ends the tables. */
  close(): void;
}

/** Makes a long table over writers opened with LONG_COLUMNS. */
export function createLongTable(writers: readonly TableWriter[]): LongTable {
  const texts: [string[], string[], string[], string[], string[]] = [[], [], [], [], []];
  const values = new Float64Array(BATCH_ROWS);
  let rows = 0;
  let named = { month: Number.NaN, text: "" };
  const flush = () => {
    const [months, levels, scopes, indicators, units] = texts;
    const batch = [months, levels, scopes, indicators, values.subarray(0, rows), units];
    for (const writer of writers) writer.write(batch);
    for (const column of texts) column.length = 0;
    rows = 0;
  };
  return {
    add(month, level, scope, indicator, value, unit) {
      if (month !== named.month) named = { month, text: formatMonth(month) };
      texts[0].push(named.text);
      texts[1].push(level);
      texts[2].push(scope);
      texts[3].push(indicator);
      texts[4].push(unit);
      values[rows++] = value;
      if (rows === BATCH_ROWS) flush();
    },
    close() {
      if (rows > 0) flush();
      for (const writer of writers) writer.close();
    },
  };
}
