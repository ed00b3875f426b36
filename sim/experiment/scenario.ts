/**
 * Loads a scenario: a YAML file, the scenarios it extends, and what follows from them. Every problem
 * of a file is told at once, with file, line, path, what is allowed, and a stable code.
 */
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { parseMonth } from "../core/clock.ts";
import { digestBytes } from "../core/digest.ts";
import type { LeverSeries } from "../model/levers.ts";
import { scenariosFolder } from "./data.ts";
import { newLog, note, type ProblemLog, quoted, throwIfAny, userError } from "./errors.ts";
import { layered, seriesOf } from "./lever-series.ts";
import { didYouMean } from "./nearest.ts";
import { noteIssues } from "./scenario-problems.ts";
import { type ScenarioFile, scenarioSchema } from "./scenario-schema.ts";
import { readTextFile } from "./text-file.ts";
import { parseYaml, type YamlTree } from "./yaml-tree.ts";

/** Largest scenario file [bytes]. */
export const MAX_SCENARIO_BYTES = 256 * 1024;
/** Longest chain of `extends`. */
const MAX_EXTENDS = 8;
const DEFAULT_MONTHS = 120;

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

/** One file of a chain of `extends`, the file itself first. */
interface Link {
  readonly path: string;
  readonly file: ScenarioFile;
}

/** Where a chain of files may lead. */
interface Bounds {
  /** Folder of the file the user named. */
  readonly root: string;
  readonly catalogue: string;
}

/**
 * Loads a scenario from a file, or by its name from the catalogue.
 * @throws UserError with every problem found, codes SCENARIO_*
 */
export function loadScenario(pathOrName: string): Scenario {
  const path = scenarioPath(pathOrName);
  const bounds = { root: realFolder(path), catalogue: realpathSync(scenariosFolder()) };
  return assemble(readChain(path, bounds), bounds);
}

/** Names of the scenarios that come with the product, the reference first. */
export function catalogueNames(): string[] {
  const names = readdirSync(scenariosFolder()).filter((name) => name.endsWith(".yaml"));
  const order = (name: string) => (name === "reference" ? 0 : 1);
  return names
    .map((name) => name.slice(0, -".yaml".length))
    .sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
}

/**
 * Checks the text of one scenario file.
 * @returns undefined if there are problems, which the log then holds
 */
export function parseScenario(text: string, file: string, log: ProblemLog): ScenarioFile | undefined {
  const tree = parseYaml(text, file, log);
  if (tree === undefined) return undefined;
  if (tree.data === null) {
    note(
      log,
      "SCENARIO_EMPTY",
      file,
      "is empty; write at least a title and a lever, see scenarios/README.md",
    );
    return undefined;
  }
  const parsed = scenarioSchema.safeParse(tree.data);
  if (!parsed.success) noteIssues(parsed.error.issues, tree, log);
  noteTwoSizes(tree, log);
  return parsed.success && log.problems.length === 0 ? parsed.data : undefined;
}

function noteTwoSizes(tree: YamlTree, log: ProblemLog): void {
  const data = tree.data;
  if (typeof data !== "object" || data === null || !("households" in data) || !("scale" in data)) return;
  const where = `${tree.file}:${tree.lineOf(["scale"])} /scale`;
  note(log, "SCENARIO_CONFLICT", where, "households and scale both give the size of the run; keep one");
}

function scenarioPath(pathOrName: string): string {
  if (existsSync(pathOrName) || !/^[\w-]+$/.test(pathOrName)) return pathOrName;
  const names = catalogueNames();
  if (names.includes(pathOrName)) return join(scenariosFolder(), `${pathOrName}.yaml`);
  throw userError(
    "SCENARIO_FILE",
    pathOrName,
    `there is no such file or scenario${didYouMean(pathOrName, names)}`,
  );
}

function realFolder(path: string): string {
  const folder = dirname(resolve(path));
  return existsSync(folder) ? realpathSync(folder) : folder;
}

function readChain(first: string, bounds: Bounds): Link[] {
  const chain: Link[] = [];
  const visited = new Set<string>();
  let path = first;
  for (;;) {
    const text = readTextFile(path, MAX_SCENARIO_BYTES, "SCENARIO");
    visited.add(realpathSync(path));
    const log = newLog();
    const file = parseScenario(text, path, log);
    const line = text.split("\n").findIndex((each) => /^\s*\{?\s*["']?extends/.test(each)) + 1;
    const next =
      file?.extends === undefined ? undefined : extendedPath(file.extends, path, line, bounds, log);
    throwIfAny(log);
    if (file === undefined) throw userError("SCENARIO_EMPTY", path, "is empty");
    chain.push({ path, file });
    if (next === undefined) return chain;
    if (visited.has(next)) {
      throw userError(
        "SCENARIO_EXTENDS",
        `${path}:${line} /extends`,
        `${quoted(file.extends)} leads back to a file that is being read; break the loop`,
      );
    }
    if (chain.length > MAX_EXTENDS) {
      throw userError(
        "SCENARIO_EXTENDS",
        `${path}:${line} /extends`,
        `more than ${MAX_EXTENDS} files extend each other; shorten the chain`,
      );
    }
    path = next;
  }
}

/** Real path of the file that `extends` names; undefined after a problem is noted. */
function extendedPath(
  name: string,
  from: string,
  line: number,
  bounds: Bounds,
  log: ProblemLog,
): string | undefined {
  const where = `${from}:${line} /extends`;
  if (/^[\w-]+$/.test(name)) {
    const names = catalogueNames();
    if (names.includes(name)) return join(bounds.catalogue, `${name}.yaml`);
    note(
      log,
      "SCENARIO_EXTENDS",
      where,
      `no scenario of the catalogue is called ${quoted(name)}${didYouMean(name, names)}`,
    );
    return undefined;
  }
  return pathInside(name, from, where, "SCENARIO_EXTENDS", bounds, log);
}

/** A file named by a scenario must lie in the folder of the file the user gave, links followed. */
function pathInside(
  name: string,
  from: string,
  where: string,
  code: string,
  bounds: Bounds,
  log: ProblemLog,
): string | undefined {
  const wanted = resolve(dirname(from), name);
  const real = existsSync(wanted) ? realpathSync(wanted) : wanted;
  const allowed = [bounds.root, bounds.catalogue].some((folder) => isInside(real, folder));
  if (name.includes("\0") || !allowed) {
    note(
      log,
      code,
      where,
      `${quoted(name)} lies outside the folder of the scenario; put the file beside it or below`,
    );
  } else if (!existsSync(real)) {
    note(log, code, where, `there is no file ${quoted(name)}; give a path relative to this scenario`);
  } else return real;
  return undefined;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function assemble(chain: readonly Link[], bounds: Bounds): Scenario {
  const own = chain[0] as Link;
  const name = basename(own.path, extname(own.path));
  const first = <T>(get: (file: ScenarioFile) => T | undefined): T | undefined =>
    chain.map((link) => get(link.file)).find((value) => value !== undefined);
  const levers = chain.reduceRight(
    (below, link) => layered(below, seriesOf(link.file)),
    new Map() as LeverSeries,
  );
  const sized = chain.find(
    (link) => link.file.households !== undefined || link.file.scale !== undefined,
  )?.file;
  const placesFile = placesOf(chain, bounds);
  const decides = {
    start: parseMonth(first((file) => file.start) ?? "") ?? 0,
    months: first((file) => file.months) ?? DEFAULT_MONTHS,
    seed: String(first((file) => file.seed) ?? "1"),
    ...(sized?.households === undefined ? {} : { households: sized.households }),
    ...(sized?.scale === undefined ? {} : { scale: sized.scale }),
  };
  const title = translate(own.file.title, name);
  return {
    name,
    title,
    question: translate(own.file.question, title.en),
    ...decides,
    levers,
    ...(placesFile === undefined ? {} : { placesFile }),
    expects: (own.file.expects ?? []).map((each) => ({
      indicator: each.indicator,
      where: each.where ?? "all",
      direction: each.direction,
      why: translate(each.why, ""),
    })),
    cannotSay: translate(own.file.cannotSay, ""),
    digest: digestOf(decides, levers, placesFile),
  };
}

function placesOf(chain: readonly Link[], bounds: Bounds): string | undefined {
  const link = chain.find((each) => each.file.places !== undefined);
  if (link?.file.places === undefined) return undefined;
  const log = newLog();
  const path = pathInside(
    link.file.places,
    link.path,
    `${link.path} /places`,
    "SCENARIO_PLACES",
    bounds,
    log,
  );
  throwIfAny(log);
  return path;
}

function digestOf(decides: object, levers: LeverSeries, placesFile: string | undefined): string {
  const places = placesFile === undefined ? "built-in" : basename(placesFile);
  const series = [...levers].map(([name, segments]) => [
    name,
    segments.map((each) => ({ ...each, to: String(each.to) })),
  ]);
  return digestBytes(new TextEncoder().encode(JSON.stringify({ ...decides, places, series })));
}

type GivenText =
  | string
  | { fr?: string | undefined; nl?: string | undefined; en?: string | undefined }
  | undefined;

/** A text in all three languages; one that is absent shows another that is there. */
function translate(given: GivenText, otherwise: string): Translated {
  if (given === undefined || typeof given === "string") {
    const text = given ?? otherwise;
    return { fr: text, nl: text, en: text };
  }
  const any = given.en ?? given.fr ?? given.nl ?? otherwise;
  return { fr: given.fr ?? any, nl: given.nl ?? any, en: given.en ?? any };
}
