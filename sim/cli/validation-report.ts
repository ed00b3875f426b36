/** How a validation is told: as the one JSON object, and as a table for people. */
import { failingOf } from "../validation/findings.ts";
import {
  bandText,
  countOf,
  decimalsOf,
  type Fit,
  naivePasses,
  type Validation,
} from "../validation/validation.ts";
import type { FactResult, PartResult } from "../validation/verdicts.ts";
import { duration } from "./progress.ts";
import { figure } from "./summary.ts";

/** Said where a naive model is within a band. */
export const PROVES_NOTHING = "a band that a naive model passes proves nothing";
const WIDTH = 110;

/** The validation as one JSON object; what is no number is null. */
export function plainValidation(found: Validation, page: string | undefined) {
  const { facts, fit, flows, baselines, sensitivity, version, seconds, ...run } = found;
  return {
    facts: facts.map((fact) => plainFact(fact, found)),
    fit: fit?.rows ?? null,
    flows: flows?.rows ?? null,
    baselines,
    sensitivity,
    ...run,
    interval: { level: 0.8, low: "10th percentile over members", high: "90th percentile over members" },
    page: page ?? null,
    version,
    seconds,
  };
}

function plainFact(
  { id, set, pattern, partlyByConstruction, verdict, worst, parts }: FactResult,
  all: Validation,
) {
  const about = { verdict, set, partlyByConstruction, pattern };
  const why = verdict === "pass" ? undefined : failingOf(id);
  const explained = why === undefined ? {} : { why };
  return { id, ...numbers(worst), ...about, ...explained, parts: parts.map((part) => plainPart(part, all)) };
}

function numbers({ part, value, low, high }: PartResult) {
  return { value, low, high, band: [part.low, part.high] };
}

function plainPart(result: PartResult, { baselines }: Validation) {
  const { part, verdict, meanLow, meanHigh } = result;
  const naive = Object.fromEntries(baselines.map(({ name, values }) => [name, values[part.key] ?? null]));
  return {
    id: part.key,
    ...numbers(result),
    mean: { low: meanLow, high: meanHigh },
    verdict,
    statistic: part.statistic,
    unit: part.unit,
    basis: part.basis,
    naive,
  };
}

/** The validation in words and a table. @param page where the page was written */
export function validationText(found: Validation, page: string | undefined): string {
  const { facts, households, members, version, seconds, ensemble } = found;
  const drawn = ensemble === 0 ? "the default parameters" : `an ensemble of ${ensemble} points`;
  const lines = [
    `${members} members of ${households.toLocaleString("en")} simulated households, from ${drawn}.`,
    countsOf(facts),
    "",
    ...tableOf(found),
    "",
    "Value: mean over members; in brackets its 80 % range over them. Verdict: the 80 % interval of the mean",
    "lies in the band (pass), outside (fail), or across one of its ends (unresolved). +: partly by",
    "construction.",
  ];
  const naive = facts.flatMap(({ parts }) =>
    parts.filter((part) => naivePasses(found.baselines, part).length > 0).map(({ part }) => part.key),
  );
  if (naive.length > 0)
    lines.push(...wrapped(`Naive models pass ${naive.join(", ")}: ${PROVES_NOTHING}.`, 2));
  lines.push(...failures(facts), ...fitText("Places", found.fit), ...fitText("Flows", found.flows), "");
  lines.push(`version ${version}, ${duration(seconds)}; again with: ${found.command}`);
  if (page !== undefined) lines.push(`The page is ${page}.`);
  return `${lines.join("\n")}\n`;
}

/** Such as `12 facts never tuned on: 9 pass, 2 fail, 1 unresolved. 5 facts tuned on: 5 pass, …` */
export function countsOf(facts: readonly FactResult[]): string {
  return (["validate", "calibrate"] as const)
    .filter((set) => facts.some((each) => each.set === set))
    .map((set) => {
      const all = facts.filter((each) => each.set === set).length;
      const told = (["pass", "fail", "unresolved"] as const)
        .map((verdict) => `${countOf(facts, verdict, set)} ${verdict}`)
        .join(", ");
      return `${all} facts ${set === "validate" ? "never tuned on" : "tuned on"}: ${told}.`;
    })
    .join(" ");
}

/** One row a part, its statistic wrapped in the last column. */
function tableOf(found: Validation): string[] {
  const naive = found.baselines.map(({ name }) => name);
  const head = ["", "band", "value (80 % range)", "verdict", "set", ...naive, "statistic"];
  const rows = found.facts.flatMap((fact) => fact.parts.map((part) => rowOf(fact, part, found)));
  const all = [head, ...rows];
  const widths = head.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  const before = widths.slice(0, -1).reduce((sum, each) => sum + each + 2, 0);
  return all.flatMap((row) => {
    const [first = "", ...more] = wrapped(row.at(-1) ?? "", 0, Math.max(20, WIDTH - before));
    const cells = row.slice(0, -1).map((cell, at) => cell.padEnd(widths[at] ?? 0));
    return [[...cells, first].join("  "), ...more.map((text) => " ".repeat(before) + text)];
  });
}

function rowOf(fact: FactResult, result: PartResult, { baselines }: Validation): string[] {
  const { part, verdict } = result;
  const shown = (each: number) => figure(each, decimalsOf(result));
  const naive = baselines.map(({ values }) => shown(values[part.key] ?? Number.NaN));
  const set = `${fact.set}${part.byConstruction ? " +" : ""}`;
  const told = `${part.statistic} [${part.unit}]`;
  return [part.key, bandText(result), rangeText(result), verdict, set, ...naive, told];
}

/** Mean of a part, and the range of 80 % of the members. */
export function rangeText(result: PartResult): string {
  const shown = (each: number) => figure(each, decimalsOf(result));
  const { value, low, high } = result;
  return Number.isFinite(value) ? `${shown(value)} (${shown(low)} … ${shown(high)})` : "not measured";
}

/** Why facts do not pass, what was tried, what would be needed. */
function failures(facts: readonly FactResult[]): string[] {
  return facts.flatMap(({ id, verdict }) => {
    const known = verdict === "pass" ? undefined : failingOf(id);
    if (known === undefined) return [];
    return ["", ...wrapped(`${id}: ${known.why} Tried: ${known.tried} Needed: ${known.needed}`, 2)];
  });
}

function fitText(title: string, fit: Fit | null): string[] {
  if (fit === null) return [];
  const rows = fit.rows.map(({ statistic, unit, value, wanted, met }) => {
    const limit = wanted === null ? "" : `, wanted ${wanted}: ${met ? "met" : "not met"}`;
    return `  ${statistic}: ${figure(value, 3)} ${unit}${limit}`;
  });
  return ["", `${title}:`, ...rows];
}

/** Breaks a text between words. @param indent of all lines but the first [columns] */
function wrapped(text: string, indent: number, width = WIDTH): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line.trim() !== "" && line.length + word.length + 1 > width)
      lines.push(`${" ".repeat(indent)}${word}`);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}
