/** The part of the ODD that `voisinage validate --write` replaces: table, failures, and how it was made. */
import { type Ensemble, fittedRanges } from "../calibration/ensemble.ts";
import { failingOf } from "../validation/findings.ts";
import { bandText, decimalsOf, type Fit, naivePasses, type Validation } from "../validation/validation.ts";
import type { FactResult, PartResult } from "../validation/verdicts.ts";
import { figure } from "./summary.ts";
import { countsOf, rangeText } from "./validation-report.ts";

/** The validation in Markdown; what does not pass is as visible as what does. */
export function validationMarkdown(found: Validation): string {
  const { facts, households, members, seed, version, seconds, command, baselines, ensemble } = found;
  const drawn = ensemble === 0 ? "the default parameters" : `${ensemble} points of the ensemble`;
  const names = baselines.map(({ name }) => name);
  const rows = facts.flatMap((fact) => fact.parts.map((part) => rowOf(fact, part, found)));
  return [
    `${countsOf(facts)} ${members} members of ${households.toLocaleString("en")} simulated households, from`,
    `${drawn}; seeds ${seed}-1, ${seed}-2 …; version ${version}, ${Math.round(seconds)} s with`,
    `\`${command}\`.`,
    "",
    tableOf(["part", "statistic", "band", "mean (80 % range)", "verdict", "set", ...names], rows),
    ...fitOf("Places", found.fit),
    ...fitOf("Flows", found.flows),
    ...facts.flatMap(failureOf),
  ].join("\n");
}

/** What the calibration leaves of the parameters that it fits, in Markdown. */
export function calibrationMarkdown(ensemble: Ensemble): string {
  const { households, seed } = ensemble.settings;
  const size = `${ensemble.points.length} points survive at ${households.toLocaleString("en")} households`;
  const short = (value: number) => String(Number(value.toPrecision(3)));
  const rows = Object.entries(fittedRanges(ensemble)).map(([name, { facts, low, high, pinned }]) => {
    return [name, facts.join(", "), `${short(low)} … ${short(high)}`, pinned ? "" : "not pinned down"];
  });
  return [
    `${size} (seed ${seed}).`,
    "",
    tableOf(["parameter", "facts", "nine in ten points", ""], rows),
  ].join("\n");
}

function rowOf(fact: FactResult, result: PartResult, { baselines }: Validation): string[] {
  const { part, verdict } = result;
  const shown = (each: number) => figure(each, decimalsOf(result));
  const passing = naivePasses(baselines, result);
  const naive = baselines.map(({ name, values }) => {
    const text = shown(values[part.key] ?? Number.NaN);
    return passing.includes(name) ? `${text} passes` : text;
  });
  const told = verdict === "pass" ? verdict : `**${verdict}**`;
  const set = `${fact.set}${part.byConstruction ? ", partly by construction" : ""}`;
  return [
    part.key,
    `${part.statistic} [${part.unit}]`,
    bandText(result),
    rangeText(result),
    told,
    set,
    ...naive,
  ];
}

function fitOf(title: string, fit: Fit | null): string[] {
  if (fit === null) return [];
  const rows = fit.rows.map(({ statistic, unit, value, wanted, met }) => {
    const told = met === null ? "" : met ? "met" : "**not met**";
    return [statistic, `${figure(value, 3)} ${unit}`, wanted ?? "", told];
  });
  return ["", tableOf([title, "value", "wanted", ""], rows)];
}

function failureOf({ id, verdict, pattern }: FactResult): string[] {
  const known = verdict === "pass" ? undefined : failingOf(id);
  if (known === undefined) return [];
  return [
    "",
    `**${id}, ${pattern}: ${verdict}.** ${known.why} *Tried:* ${known.tried} *Needed:* ${known.needed}`,
  ];
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
