/**
 * Where each number comes from: every parameter with value, unit, range, source, and whether it was fitted.
 */
import type { FittedRange } from "../../calibration/ensemble.ts";
import { CLIMATE } from "../../model/parameters/climate.ts";
import { COMMONS } from "../../model/parameters/commons.ts";
import { DEMOGRAPHY } from "../../model/parameters/demography.ts";
import { DIGITAL } from "../../model/parameters/digital.ts";
import { FOUNDERS } from "../../model/parameters/founders.ts";
import { GOVERNANCE, WELLBEING } from "../../model/parameters/governance.ts";
import { HOUSING } from "../../model/parameters/housing.ts";
import { LABOUR } from "../../model/parameters/labour.ts";
import { LOCATION } from "../../model/parameters/location.ts";
import { PLATFORMS_AND_DATA } from "../../model/parameters/platforms.ts";
import type { ParameterSpec } from "../../model/parameters/spec.ts";
import { TELEWORK } from "../../model/parameters/telework.ts";
import { TIES } from "../../model/parameters/ties.ts";
import { TRAVEL } from "../../model/parameters/travel.ts";
import type { ParameterName } from "../../model/parameters.ts";
import { PARAMETERS } from "../../model/parameters.ts";
import { escaped, table } from "./html.ts";

/** Parameters by subject, in the order of the month. */
export const SUBJECTS: Readonly<Record<string, Readonly<Record<string, ParameterSpec>>>> = {
  travel: TRAVEL,
  founders: FOUNDERS,
  labour: LABOUR,
  demography: DEMOGRAPHY,
  telework: TELEWORK,
  "digital life": DIGITAL,
  platforms: PLATFORMS_AND_DATA,
  ties: TIES,
  commons: COMMONS,
  "choice of place": LOCATION,
  housing: HOUSING,
  climate: CLIMATE,
  governance: GOVERNANCE,
  "well-being": WELLBEING,
};

/** A table a subject. @param fitted of the calibration; empty: nothing was fitted */
export function sourcesSection(fitted: Readonly<Partial<Record<ParameterName, FittedRange>>>): string {
  const all = Object.values(PARAMETERS);
  const assumed = all.filter(({ source }) => source === "assumed").length;
  const tuned = Object.keys(fitted).length;
  const tables = Object.entries(SUBJECTS).map(([subject, parameters]) => {
    const rows = Object.entries(parameters).map(([name, { value, unit, low, high, source, meaning }]) => {
      const own = fitted[name as ParameterName];
      const how = own === undefined ? "no" : fittedText(own);
      const cells = [`<code>${name}</code>`, String(value), escaped(unit), `${low} … ${high}`];
      return [...cells, escaped(source), how, escaped(meaning)];
    });
    const head = ["parameter", "value", "unit", "range", "source", "fitted", "meaning"];
    return table(`Parameters: ${subject}`, head, rows);
  });
  return [
    `<p>${all.length} parameters. ${all.length - assumed} have a finding or a statistic as source (codes`,
    "such as B18 are those of the project's list of facts); ",
    `${assumed} are <em>assumed</em>: no finding fixes them, they have a range and are screened below. `,
    `${tuned === 0 ? "None was" : `${tuned} were`} fitted by the calibration, to facts that are marked`,
    "<em>calibrate</em> and never to those marked <em>validate</em>.</p>",
    ...tables,
  ].join("\n");
}

/** Facts and the range that they leave. */
function fittedText({ facts, low, high, pinned }: FittedRange): string {
  const range = `${Number(low.toPrecision(3))} … ${Number(high.toPrecision(3))}`;
  return `to ${escaped(facts.join(", "))}: ${pinned ? range : `${range}, not pinned down`}`;
}
