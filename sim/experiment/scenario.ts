/**
 * A scenario: what a YAML file says, laid over the scenarios it extends. Every problem of a file is
 * told at once, with file, line, path, what is allowed, and a stable code.
 */
import { existsSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { parseMonth } from "../core/clock.ts";
import { digestBytes } from "../core/digest.ts";
import type { LeverSeries } from "../model/levers.ts";
import { scenariosFolder } from "./data.ts";
import { userError } from "./errors.ts";
import { layered, seriesOf } from "./lever-series.ts";
import { didYouMean } from "./nearest.ts";
import { type ChainLink, catalogueNames, readChain } from "./scenario-chain.ts";
import type { ScenarioFile } from "./scenario-schema.ts";

/** Months of a run where no file says [months]. */
const DEFAULT_MONTHS = 120;
const DEFAULT_SEED = "voisinage";

/** A text in the three languages of the product. */
export interface Translated {
  readonly fr: string;
  readonly nl: string;
  readonly en: string;
}

/** Direction in which an indicator should differ from the scenario extended. */
export interface Expectation {
  readonly indicator: string;
  /** `all` or a class of places. */
  readonly where: string;
  readonly direction: "higher" | "lower" | "unchanged";
  readonly why: Translated;
}

/** A scenario with all that it extends laid together. */
export interface Scenario {
  /** Name of the file without its ending. */
  readonly name: string;
  /** What it extends: a name of the catalogue or a path; absent: nothing. */
  readonly parent?: string;
  readonly title: Translated;
  readonly question: Translated;
  /** First month [months since 2019-01]. */
  readonly start: number;
  /** Months to run. */
  readonly months: number;
  /** Simulated households; absent: from `scale`, or the default of a run. */
  readonly households?: number;
  /** Real households for one simulated. */
  readonly scale?: number;
  readonly seed: string;
  readonly levers: LeverSeries;
  /** A user's own table of places; absent: the built-in world. */
  readonly placesFile?: string;
  readonly expects: readonly Expectation[];
  readonly cannotSay: Translated;
  /** Digest of everything in the files that decides results. */
  readonly digest: string;
}

/**
 * Loads a scenario from a file, or by its name from the catalogue.
 * @throws UserError with every problem found, codes SCENARIO_*
 */
export function loadScenario(pathOrName: string): Scenario {
  return assemble(readChain(scenarioPath(pathOrName)));
}

/** Path of a scenario: a bare word that is no file is a name of the catalogue. */
function scenarioPath(pathOrName: string): string {
  if (existsSync(pathOrName) || !/^[\w-]+$/.test(pathOrName)) return pathOrName;
  const names = catalogueNames();
  if (names.includes(pathOrName)) return join(scenariosFolder(), `${pathOrName}.yaml`);
  const message = `there is no such file or scenario${didYouMean(pathOrName, names)}`;
  throw userError("SCENARIO_FILE", pathOrName, message);
}

function assemble(chain: readonly [ChainLink, ...ChainLink[]]): Scenario {
  const own = chain[0];
  const name = basename(own.path, extname(own.path));
  const placesFile = chain.find((link) => link.placesFile !== undefined)?.placesFile;
  const levers = chain.reduceRight<LeverSeries>(
    (below, { file }) => layered(below, seriesOf(file)),
    new Map(),
  );
  const decided = {
    ...decisions(chain.map((link) => link.file)),
    ...(placesFile === undefined ? {} : { placesFile }),
  };
  const title = translate(own.file.title, name);
  return {
    ...decided,
    name,
    ...(chain[1] === undefined ? {} : { parent: parentOf(chain[1]) }),
    title,
    question: translate(own.file.question, title.en),
    levers,
    expects: (own.file.expects ?? []).map((each) => ({
      indicator: each.indicator,
      where: each.where ?? "all",
      direction: each.direction,
      why: translate(each.why, ""),
    })),
    cannotSay: translate(own.file.cannotSay, ""),
    digest: digestOf(decided, levers),
  };
}

/** Name of the catalogue, or path, by which the scenario extended is loaded. */
function parentOf(link: ChainLink): string {
  const name = basename(link.path, extname(link.path));
  return dirname(resolve(link.path)) === resolve(scenariosFolder()) ? name : link.path;
}

/** Plain settings: the first file of the chain that gives one decides. */
function decisions(files: readonly ScenarioFile[]) {
  const first = <K extends keyof ScenarioFile>(key: K) =>
    files.find((file) => file[key] !== undefined)?.[key];
  const sized = files.find((file) => file.households !== undefined || file.scale !== undefined);
  return {
    start: parseMonth(first("start") ?? "") ?? 0,
    months: first("months") ?? DEFAULT_MONTHS,
    seed: String(first("seed") ?? DEFAULT_SEED),
    ...(sized?.households === undefined ? {} : { households: sized.households }),
    ...(sized?.scale === undefined ? {} : { scale: sized.scale }),
  };
}

/** The same wherever the files lie and however they are laid out. */
function digestOf(decided: { readonly placesFile?: string }, levers: LeverSeries): string {
  const places = decided.placesFile === undefined ? "built-in" : basename(decided.placesFile);
  const series = [...levers].map(([name, segments]) => [
    name,
    segments.map((each) => Object.values(each).map(String)),
  ]);
  const text = JSON.stringify({ ...decided, placesFile: places, series });
  return digestBytes(new TextEncoder().encode(text));
}

type GivenText = ScenarioFile["title"];

/** A text in all three languages; one that is absent shows another that is there. */
function translate(given: GivenText, otherwise: string): Translated {
  const languages = typeof given === "object" ? given : { en: given ?? otherwise };
  const any = languages.en ?? languages.fr ?? languages.nl ?? otherwise;
  return { fr: languages.fr ?? any, nl: languages.nl ?? any, en: languages.en ?? any };
}
