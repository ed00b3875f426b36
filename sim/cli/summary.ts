/** What a run prints at its end: one JSON object, or a table for people. */
import { formatMonth } from "../core/clock.ts";
import type { Run } from "../experiment/run.ts";
import { TIE_KINDS } from "../model/state.ts";
import { GROUPS, INDICATORS } from "../output/indicators.ts";
import { productVersion } from "./package-folder.ts";
import type { RunResult } from "./simulate.ts";

/** Indicators given by class of places at the top of the JSON object; the others as one number. */
const BY_CLASS = ["population", "rent", "netMigration"];

/** The one JSON object of a run, with a line break. */
export function reportJson(run: Run, result: RunResult, out: string | undefined): string {
  const { households, startMonth } = run.input;
  return `${JSON.stringify({
    digest: result.digest,
    scenario: run.scenario.name,
    scenarioDigest: run.digests.scenario,
    seed: run.seed,
    households,
    scale: result.scale,
    start: formatMonth(startMonth),
    months: run.months,
    month: formatMonth(result.month),
    seconds: result.seconds,
    setupSeconds: result.setupSeconds,
    threads: result.threads,
    nsPerHouseholdMonth: result.nsPerHouseholdMonth,
    bytesPerHousehold: result.bytesPerHousehold,
    indicators: indicatorsOf(result.indicators),
    out: out ?? null,
    version: productVersion(),
  })}\n`;
}

/** Last month: some by class, the ties by kind, the rest as one number, and `byClass` for all. */
function indicatorsOf(values: Float64Array) {
  const byClass = Object.fromEntries(INDICATORS.map(({ name }, i) => [name, scopesOf(values, i)]));
  const plain = Object.entries(byClass).map(([name, scopes]) => {
    const { all, ...classes } = scopes;
    return [name, BY_CLASS.includes(name) ? classes : all] as const;
  });
  const ties = TIE_KINDS.map((kind) => {
    const name = `ties${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
    return [kind, byClass[name]?.all ?? null] as const;
  });
  return { ...Object.fromEntries(plain), ties: Object.fromEntries(ties), byClass };
}

function scopesOf(values: Float64Array, indicator: number): Record<string, number> {
  return Object.fromEntries(
    GROUPS.map((scope, g) => [scope, values[indicator * GROUPS.length + g] ?? Number.NaN]),
  );
}

/** The last month as a table of indicators by class, and where the results are. */
export function reportText(run: Run, result: RunResult, out: string | undefined): string {
  const { households } = run.input;
  const size = `${households.toLocaleString("en")} simulated households`;
  const memory = `${Math.round(result.bytesPerHousehold)} bytes a household`;
  const threads = result.threads === 1 ? "1 thread" : `${result.threads} threads`;
  const pace = `${Math.round(result.nsPerHouseholdMonth)} ns a household-month`;
  const rows = INDICATORS.map(({ name, unit, decimals }, i) => [
    `${name} [${unit}]`,
    ...Object.values(scopesOf(result.indicators, i)).map((value) => figure(value, decimals)),
  ]);
  return [
    `${run.scenario.title.en}: ${formatMonth(result.month)}, ${size}, seed ${run.seed}\n`,
    aligned([["", ...GROUPS], ...rows]),
    `\n${run.months} months in ${result.seconds.toFixed(1)} s (${threads}, ${pace}, ${memory})`,
    `digest ${result.digest}`,
    out === undefined
      ? "Nothing was written; give --out DIR to keep the results.\n"
      : `Results are in ${out}.\n`,
  ].join("\n");
}

/** A number with its decimals; a dash where there is none. */
export function figure(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return "-";
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return value.toLocaleString("en", { ...digits, signDisplay: "negative" });
}

/** Rows of cells: the first column to the left, the others to the right. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  return rows.map(line).join("\n");
}
