/**
 * The surviving ensemble, scenarios/data/ensemble.json: points that no calibration fact rules out, each run,
 * with what was measured; per parameter what is left of its prior. The file is text that the same command
 * writes again to the byte.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { combineDigests, digestBytes } from "../core/digest.ts";
import { constantsFile, scenariosFolder } from "../experiment/data.ts";
import { userError } from "../experiment/errors.ts";
import { readTextFile } from "../experiment/text-file.ts";
import { PARAMETERS, type ParameterName, type Parameters } from "../model/parameters.ts";
import type { Calibration, CalibrationSettings } from "./calibrate.ts";
import { factsText } from "./facts.ts";
import { FITTED, type Point } from "./fitted.ts";
import { CUT, implausibility, jointCut, survives, type Tried, worst } from "./history.ts";
import { STATISTICS } from "./observe.ts";
import { type Posterior, posteriorsOf, type Together, togetherIn } from "./posterior.ts";

/** Largest file of an ensemble [bytes]. */
const MAX_BYTES = 16 * 1024 * 1024;
const DIGITS = 6;

/** Digests of what a calibration depends on. */
export interface EnsembleVersion {
  /** Names, values and ranges of all parameters. */
  readonly parameters: string;
  /** Constants of places. */
  readonly constants: string;
  readonly places: string;
  readonly scenario: string;
  readonly facts: string;
}

/** A point that survived. */
export interface EnsemblePoint {
  readonly parameters: Partial<Parameters>;
  /** Farthest it is from a fact [standard deviations], and from which. */
  readonly implausibility: number;
  readonly farthest: string;
}

/** What is known of an ensemble. */
export interface Ensemble {
  readonly settings: CalibrationSettings;
  readonly version: EnsembleVersion;
  readonly points: readonly EnsemblePoint[];
}

/** File of the ensemble that comes with the product. */
export function ensembleFile(): string {
  return join(scenariosFolder(), "data", "ensemble.json");
}

/** Runs that no fact rules out, in their order. */
export function survivorsOf({ targets, tried }: Calibration): readonly Tried[] {
  return tried.filter(({ statistics }) => survives(targets, statistics));
}

/** The points of runs. */
export function pointsOf(runs: readonly Tried[]): readonly Point[] {
  return runs.map(({ point }) => point);
}

/** Digests of what the present product would be calibrated with. */
export function presentVersion(digests: {
  readonly places: string;
  readonly scenario: string;
}): EnsembleVersion {
  const text = (value: string) => digestBytes(new TextEncoder().encode(value));
  const file = constantsFile();
  return {
    parameters: text(JSON.stringify(PARAMETERS)),
    constants: existsSync(file) ? text(readTextFile(file, MAX_BYTES, "CONSTANTS")) : "none",
    places: digests.places,
    scenario: digests.scenario,
    facts: text(factsText()),
  };
}

/** One digest for a version, to name it by. */
export function versionDigest(version: EnsembleVersion): string {
  return combineDigests({ ...version });
}

/** Text of the file. */
export function formatEnsemble(calibration: Calibration, settings: CalibrationSettings): string {
  const { fitted, targets, spreads, tried, run } = calibration;
  const survivors = survivorsOf(calibration);
  const points = survivors.map(({ point, statistics, wave }) => {
    const { name, value } = worst(targets, statistics);
    return {
      parameters: Object.fromEntries(fitted.map((each, k) => [each.name, point[k]])),
      statistics: Object.fromEntries(
        targets.map(({ fact }) => [fact.name, rounded(statistics[fact.statistic])]),
      ),
      implausibility: rounded(value),
      farthest: name,
      wave,
    };
  });
  const facts = targets.map((target) => {
    const { name, statistic, low, high, discrepancy } = target.fact;
    const { luck, size } = spreads[statistic];
    return {
      ...{ name, statistic, unit: STATISTICS[statistic].unit, low, high, discrepancy },
      luck: rounded(Math.sqrt(luck)),
      size: rounded(size),
      met: survivors.filter((each) => within(each.statistics[statistic], low, high)).length,
      excludes: tried.filter((each) => implausibility(target, each.statistics) > CUT).length,
    };
  });
  const posteriors = posteriorsOf(fitted, pointsOf(survivors));
  const together = togetherIn(fitted, pointsOf(survivors)).map((each): Together => {
    return { ...each, correlation: rounded(each.correlation) };
  });
  const about = {
    ...settings,
    tried: tried.length,
    survivors: survivors.length,
    cut: CUT,
    joint: rounded(jointCut(targets.length)),
  };
  return `${[
    "{",
    `  "about": ${JSON.stringify(about)},`,
    `  "version": ${JSON.stringify(presentVersion(run.digests))},`,
    `  "facts": ${rows(facts)},`,
    `  "parameters": ${rows(posteriors.map(roundedPosterior))},`,
    `  "together": ${rows(together)},`,
    `  "points": ${rows(points)}`,
    "}",
  ].join("\n")}\n`;
}

function roundedPosterior({ left, low, high, median, ...rest }: Posterior) {
  return { ...rest, low: rounded(low), median: rounded(median), high: rounded(high), left: rounded(left) };
}

/** Six digits that count: the same text wherever it is made. */
function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

function within(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}

/** A list, an entry on each line. */
function rows(list: readonly unknown[]): string {
  if (list.length === 0) return "[]";
  return `[\n${list.map((each) => `    ${JSON.stringify(each)}`).join(",\n")}\n  ]`;
}

/** The ensemble that comes with the product. @throws UserError ENSEMBLE if there is none or it is broken */
export function loadEnsemble(file: string = ensembleFile()): Ensemble {
  return parseEnsemble(readTextFile(file, MAX_BYTES, "ENSEMBLE"), file);
}

/** Facts that a fitted parameter was fitted to, and the range of nine in ten points of the ensemble. */
export interface FittedRange {
  readonly facts: readonly string[];
  readonly low: number;
  readonly high: number;
  readonly pinned: boolean;
}

/** What an ensemble leaves of the parameters that were fitted. */
export function fittedRanges({ points }: Ensemble): Readonly<Partial<Record<ParameterName, FittedRange>>> {
  const rows = points.map(({ parameters }) => FITTED.map(({ name }) => parameters[name] ?? Number.NaN));
  const ranges = posteriorsOf(FITTED, rows);
  return Object.fromEntries(
    ranges.map(({ name, facts, low, high, pinned }) => [name, { facts, low, high, pinned }]),
  );
}

/** Reads the text of an ensemble. @throws UserError ENSEMBLE */
export function parseEnsemble(text: string, file: string): Ensemble {
  const found = objectOf(text, file);
  const { about, version, points } = found;
  if (!isObject(about) || !isObject(version) || !Array.isArray(points)) {
    throw broken(file, "has no about, version and points");
  }
  return {
    settings: about as unknown as CalibrationSettings,
    version: version as unknown as EnsembleVersion,
    points: points.map((each: unknown, k) => pointOf(each, `${file} /points/${k}`)),
  };
}

function pointOf(found: unknown, where: string): EnsemblePoint {
  if (!isObject(found) || !isObject(found.parameters)) throw broken(where, "has no parameters");
  for (const [name, value] of Object.entries(found.parameters)) {
    const known = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name as ParameterName] : undefined;
    if (known === undefined) throw broken(`${where}/parameters/${name}`, "is no parameter of the model");
    const fits = typeof value === "number" && value >= known.low && value <= known.high;
    if (!fits) {
      throw broken(`${where}/parameters/${name}`, `${value} is not within ${known.low} … ${known.high}`);
    }
  }
  const { implausibility: farthest } = found;
  if (typeof farthest !== "number") throw broken(where, "has no implausibility");
  return {
    parameters: found.parameters as Partial<Parameters>,
    implausibility: farthest,
    farthest: String(found.farthest),
  };
}

function objectOf(text: string, file: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isObject(parsed)) return parsed;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw broken(file, "is not a JSON object");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function broken(where: string, what: string) {
  return userError("ENSEMBLE", where, `${what}; make the file anew with "voisinage calibrate"`);
}
