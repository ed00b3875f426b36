/** How a comparison is told: as JSON, as sentences and a table, and as files. */
import { formatMonth } from "../core/clock.ts";
import {
  type ClassBalance,
  type Difference,
  type IndicatorDifference,
  isResolved,
  type Pairs,
} from "../experiment/comparison.ts";
import { recorded } from "../experiment/replicate.ts";
import type { Run } from "../experiment/run.ts";
import { openCsv } from "../output/csv.ts";
import { GROUPS, INDICATORS } from "../output/indicators.ts";
import { openParquet } from "../output/parquet.ts";
import type { ResultFolder } from "../output/results.ts";
import type { TableColumn } from "../output/table.ts";
import { productVersion } from "./package-folder.ts";
import { aligned, figure } from "./summary.ts";

/** Two scenarios and what tells them apart. */
export interface Comparison {
  readonly a: Run;
  readonly b: Run;
  /** What the seeds begin with, and how many there are. */
  readonly seed: string;
  readonly seeds: number;
  /** Level of the intervals, 0 … 1. */
  readonly level: number;
  readonly indicators: Readonly<Record<string, IndicatorDifference>>;
  readonly classes: Readonly<Record<string, ClassBalance>>;
}

/** What the interval is about, said wherever it is shown. */
const COVERS = "chance only, not the model's uncertainty";

/** Columns of pairs.parquet and pairs.csv. */
const PAIR_COLUMNS: readonly TableColumn[] = [
  { name: "seed", type: "text", unit: "text", meaning: "seed of both runs" },
  { name: "month", type: "text", unit: "YYYY-MM", meaning: "month at whose end the values hold" },
  { name: "class", type: "text", unit: "name", meaning: "all, or a class of urban areas" },
  { name: "indicator", type: "text", unit: "name", meaning: "what is measured" },
  { name: "a", type: "f64", unit: "as column unit says", meaning: "its value in A", nullable: true },
  { name: "b", type: "f64", unit: "as column unit says", meaning: "its value in B", nullable: true },
  { name: "unit", type: "text", unit: "name", meaning: "unit of the values" },
];

/** The comparison as one JSON object. @param out folder of the results, if any */
export function plainComparison(found: Comparison, out: string | undefined) {
  const { a, b, level, ...rest } = found;
  return {
    a: named(a),
    b: named(b),
    households: a.input.households,
    start: formatMonth(a.input.startMonth),
    months: a.months,
    month: formatMonth(lastMonth(a)),
    interval: { level, of: "mean of b - a over paired seeds", by: "Student t", covers: COVERS },
    ...rest,
    out: out ?? null,
    version: productVersion(),
  };
}

function named({ scenario, digests }: Run) {
  return { scenario: scenario.name, title: scenario.title, digest: digests.scenario };
}

function lastMonth(run: Run): number {
  return run.input.startMonth + run.months - 1;
}

/** The comparison in words, then a table. */
export function comparisonText(found: Comparison, out: string | undefined): string {
  const { a, b, seeds, indicators, classes, level } = found;
  const percent = `${Math.round(level * 100)} %`;
  const size = `${seeds} pairs of runs of ${a.input.households.toLocaleString("en")} households`;
  const told = Object.entries(indicators).filter(([, each]) => isResolved(each));
  const lead = [
    `${b.scenario.title.en} (B) against ${a.scenario.title.en} (A), ${formatMonth(lastMonth(a))}, ${size}.`,
    told.length === 0
      ? "No indicator of the whole differs beyond chance."
      : `Beyond chance, B has ${told.map(([name, each]) => `${direction(each)} ${name}`).join(", ")}.`,
    ...Object.entries(classes).flatMap(([group, balance]) => sentencesOf(group, balance)),
  ];
  const rows = Object.entries(indicators).map(([name, each]) => [
    `${isResolved(each) ? "*" : " "} ${name} [${each.unit}]`,
    ...[each.a, each.b, each.difference, each.low, each.high].map((value) => shown(value, each.decimals)),
  ]);
  return [
    ...lead.map((line) => wrapped(line)),
    "",
    aligned([["", "A", "B", "B - A", "low", "high"], ...rows]),
    "",
    `* the ${percent} interval, low to high, leaves zero out. Intervals: ${COVERS}.`,
    out === undefined ? "" : `All pairs of values are in ${out}.\n`,
  ].join("\n");
}

function direction({ difference }: Difference): string {
  return (difference ?? 0) > 0 ? "higher" : "lower";
}

/** `mid-sized: 1,200 inhabitants more; better: services; worse: rentBurden`. */
function sentencesOf(group: string, { inhabitants, better, worse }: ClassBalance): string[] {
  const people = Math.abs(Math.round(inhabitants.difference ?? 0)).toLocaleString("en");
  const parts = [
    ...(isResolved(inhabitants)
      ? [`${people} inhabitants ${(inhabitants.difference ?? 0) > 0 ? "more" : "less"}`]
      : []),
    ...(better.length > 0 ? [`better: ${better.join(", ")}`] : []),
    ...(worse.length > 0 ? [`worse: ${worse.join(", ")}`] : []),
  ];
  return parts.length === 0 ? [] : [`${group}: ${parts.join("; ")}.`];
}

/** A difference is told with two digits more than its indicator. */
function shown(value: number | null, decimals: number): string {
  return figure(value ?? Number.NaN, Math.min(6, decimals + 1));
}

function wrapped(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line.length + word.length + 1 > 108 && line !== "") lines.push(`  ${word}`);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join("\n");
}

/** Writes comparison.json and all pairs of values. */
export function writePairs(folder: ResultFolder, found: Comparison, pairs: Pairs): void {
  const info = { title: `${found.a.scenario.name} (a) and ${found.b.scenario.name} (b), pair by pair` };
  const tables = [
    openParquet(folder.create("pairs.parquet"), PAIR_COLUMNS, info),
    openCsv(folder.create("pairs.csv"), PAIR_COLUMNS),
  ];
  for (const [k, seed] of pairs.seeds.entries()) {
    const [a, b] = [pairs.a[k], pairs.b[k]];
    if (a === undefined || b === undefined) continue;
    for (const [record, month] of a.months.entries()) {
      const cells = INDICATORS.flatMap((each, i) => GROUPS.map((group, g) => ({ each, i, group, g })));
      const batch = [
        cells.map(() => seed),
        cells.map(() => formatMonth(month)),
        cells.map(({ group }) => group),
        cells.map(({ each }) => each.name),
        Float64Array.from(cells, ({ i, g }) => recorded(a, i, g, record)),
        Float64Array.from(cells, ({ i, g }) => recorded(b, i, g, record)),
        cells.map(({ each }) => each.unit),
      ];
      for (const table of tables) table.write(batch);
    }
  }
  for (const table of tables) table.close();
  const sink = folder.create("comparison.json");
  sink.append(
    new TextEncoder().encode(`${JSON.stringify(plainComparison(found, undefined), undefined, 2)}\n`),
  );
  sink.close();
}
