/** All values of a batch as one table, results.parquet and results.csv, result by result. */
import { join } from "node:path";
import { formatMonth } from "../core/clock.ts";
import { openCsv } from "../output/csv.ts";
import { type ByteSink, type FileStore, hiddenNeighbour } from "../output/files.ts";
import { GROUPS, INDICATORS } from "../output/indicators.ts";
import { openParquet } from "../output/parquet.ts";
import type { CellValues, TableColumn, TableWriter } from "../output/table.ts";
import type { BatchResult } from "./batch.ts";
import type { DesignRun } from "./design.ts";
import { recorded } from "./replicate.ts";

/** Columns of results.parquet and results.csv of a batch. */
export const BATCH_COLUMNS: readonly TableColumn[] = [
  { name: "run", type: "u32", unit: "number", meaning: "run of the design, from 1" },
  { name: "scenario", type: "text", unit: "name", meaning: "scenario of the run" },
  { name: "point", type: "u32", unit: "index", meaning: "point of the design's levers, from 0" },
  { name: "seed", type: "text", unit: "text", meaning: "seed of the run; one seed, one luck" },
  { name: "month", type: "text", unit: "YYYY-MM", meaning: "month at whose end the value holds" },
  { name: "class", type: "text", unit: "name", meaning: "all, or a class of urban areas" },
  { name: "indicator", type: "text", unit: "name", meaning: "what is measured" },
  { name: "value", type: "f64", unit: "as column unit says", meaning: "its value", nullable: true },
  { name: "unit", type: "text", unit: "name", meaning: "unit of the value" },
];

/** Rows gathered before they are written. */
const GROUP_ROWS = 50_000;

/**
 * Writes both tables; each takes its name when it is complete.
 * @param read result of a run
 */
export function writeBatchTables(
  files: FileStore,
  out: string,
  runs: readonly DesignRun[],
  read: (run: DesignRun) => BatchResult,
): void {
  const info = { title: "Indicators of all runs of a batch" };
  const make: Readonly<Record<string, (sink: ByteSink) => TableWriter>> = {
    "results.parquet": (sink) => openParquet(sink, BATCH_COLUMNS, info),
    "results.csv": (sink) => openCsv(sink, BATCH_COLUMNS),
  };
  const open = Object.entries(make).map(([name, opened]) => {
    const partial = hiddenNeighbour(join(out, name));
    return { final: join(out, name), partial, table: opened(files.create(partial)) };
  });
  let rows = emptyRows();
  const flush = () => {
    const batch: CellValues[] = [
      Uint32Array.from(rows.run),
      rows.scenario,
      Uint32Array.from(rows.point),
      rows.seed,
      rows.month,
      rows.group,
      rows.indicator,
      Float64Array.from(rows.value),
      rows.unit,
    ];
    for (const { table } of open) table.write(batch);
    rows = emptyRows();
  };
  for (const run of runs) {
    addRows(rows, read(run));
    if (rows.run.length >= GROUP_ROWS) flush();
  }
  flush();
  for (const { table } of open) table.close();
  for (const { partial, final } of open) files.rename(partial, final);
}

function emptyRows() {
  return {
    run: [] as number[],
    scenario: [] as string[],
    point: [] as number[],
    seed: [] as string[],
    month: [] as string[],
    group: [] as string[],
    indicator: [] as string[],
    value: [] as number[],
    unit: [] as string[],
  };
}

function addRows(rows: ReturnType<typeof emptyRows>, result: BatchResult): void {
  const { id, scenario, point, seed } = result.run;
  for (const [record, month] of result.months.entries()) {
    const text = formatMonth(month);
    for (const [i, indicator] of INDICATORS.entries()) {
      for (const [g, group] of GROUPS.entries()) {
        rows.run.push(Number(id));
        rows.scenario.push(scenario);
        rows.point.push(point);
        rows.seed.push(seed);
        rows.month.push(text);
        rows.group.push(group);
        rows.indicator.push(indicator.name);
        rows.value.push(recorded(result, i, g, record));
        rows.unit.push(indicator.unit);
      }
    }
  }
}
