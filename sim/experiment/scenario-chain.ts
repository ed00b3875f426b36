/**
 * Reads a scenario file and the files it extends. A chain is bounded and may not loop, and every file
 * it names lies in the folder of the first one, or in the catalogue; links are followed.
 */
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { scenariosFolder } from "./data.ts";
import { newLog, note, type ProblemLog, quoted, throwIfAny, UserError } from "./errors.ts";
import { didYouMean } from "./nearest.ts";
import { noteIssues } from "./scenario-problems.ts";
import { type ScenarioFile, scenarioSchema } from "./scenario-schema.ts";
import { readTextFile } from "./text-file.ts";
import { parseYaml, type YamlTree } from "./yaml-tree.ts";

/** Largest scenario file [bytes]. */
export const MAX_SCENARIO_BYTES = 256 * 1024;
/** Most files that extend one another. */
export const MAX_CHAIN = 8;

/** One file of a chain. */
export interface ChainLink {
  readonly path: string;
  readonly file: ScenarioFile;
  /** Real path of the table of places it names. */
  readonly placesFile: string | undefined;
}

/** Names of the scenarios that come with the product, the reference first. */
export function catalogueNames(): string[] {
  const files = readdirSync(scenariosFolder()).filter((name) => name.endsWith(".yaml"));
  const names = files.map((name) => name.slice(0, -".yaml".length)).sort();
  return names.includes("reference") ? ["reference", ...names.filter((name) => name !== "reference")] : names;
}

/**
 * The file and those it extends, the file itself first.
 * @throws UserError with every problem of the first file that has any, codes SCENARIO_*
 */
export function readChain(first: string): readonly [ChainLink, ...ChainLink[]] {
  const root = existsSync(first) ? realpathSync(dirname(resolve(first))) : dirname(resolve(first));
  const chain: ChainLink[] = [];
  const visited = new Set<string>();
  const follow = (path: string): ChainLink => {
    const text = readTextFile(path, MAX_SCENARIO_BYTES, "SCENARIO");
    visited.add(realpathSync(path));
    const read = readLink(text, path, root, visited);
    chain.push(read.link);
    if (read.next !== undefined) follow(read.next);
    return read.link;
  };
  return [follow(first), ...chain.slice(1)];
}

interface Placed {
  readonly file: ScenarioFile;
  readonly tree: YamlTree;
}

/**
 * Checks the text of one scenario file, without what it extends.
 * @returns undefined if there are problems, which the log then holds
 */
function parseWithLines(text: string, path: string, log: ProblemLog): Placed | undefined {
  const tree = parseYaml(text, path, log);
  if (tree === undefined) return undefined;
  if (tree.data === null) {
    note(log, "SCENARIO_EMPTY", path, "is empty; write at least one lever, see scenarios/README.md");
    return undefined;
  }
  const parsed = scenarioSchema.safeParse(tree.data);
  if (!parsed.success) noteIssues(parsed.error.issues, tree, log);
  noteTwoSizes(tree, log);
  return parsed.success && log.problems.length === 0 ? { file: parsed.data, tree } : undefined;
}

function noteTwoSizes(tree: YamlTree, log: ProblemLog): void {
  const data = tree.data;
  if (typeof data !== "object" || data === null || !("households" in data) || !("scale" in data)) return;
  const where = `${tree.file}:${tree.lineOf(["scale"])} /scale`;
  note(log, "SCENARIO_CONFLICT", where, "households and scale both give the size of the run; keep one");
}

/** A file, and the file it extends. */
function readLink(text: string, path: string, root: string, visited: ReadonlySet<string>) {
  const log = newLog();
  const read = parseWithLines(text, path, log);
  if (read === undefined) throw new UserError(log.problems, log.untold);
  const { file, tree } = read;
  const at = (key: string) => `${path}:${tree.lineOf([key])} /${key}`;
  const placesFile =
    file.places === undefined
      ? undefined
      : pathInside(file.places, path, root, { code: "SCENARIO_PLACES", where: at("places"), log });
  const next =
    file.extends === undefined
      ? undefined
      : extendedPath(file.extends, path, root, { code: "SCENARIO_EXTENDS", where: at("extends"), log });
  if (next !== undefined && visited.has(next)) {
    const message = `${quoted(file.extends)} leads back to a file that is being read; break the loop`;
    note(log, "SCENARIO_EXTENDS", at("extends"), message);
  } else if (next !== undefined && visited.size >= MAX_CHAIN) {
    const message = `more than ${MAX_CHAIN} files extend one another; shorten the chain`;
    note(log, "SCENARIO_EXTENDS", at("extends"), message);
  }
  throwIfAny(log);
  return { link: { path, file, placesFile }, next };
}

/** Where a problem about a path is noted. */
interface Report {
  readonly code: string;
  readonly where: string;
  readonly log: ProblemLog;
}

/** Real path of the file that `extends` names; undefined after a problem is noted. */
function extendedPath(name: string, from: string, root: string, report: Report): string | undefined {
  if (!/^[\w-]+$/.test(name)) return pathInside(name, from, root, report);
  const names = catalogueNames();
  if (names.includes(name)) return realpathSync(join(scenariosFolder(), `${name}.yaml`));
  const beside = existsSync(join(dirname(from), `${name}.yaml`));
  const hint = beside ? `; for the file beside this one write ${name}.yaml` : didYouMean(name, names);
  note(
    report.log,
    report.code,
    report.where,
    `no scenario of the catalogue is called ${quoted(name)}${hint}`,
  );
  return undefined;
}

/** Real path of a file in the folder of the first file, below it, or in the catalogue. */
function pathInside(name: string, from: string, root: string, report: Report): string | undefined {
  const wanted = resolve(dirname(from), name.replaceAll("\0", ""));
  const real = existsSync(wanted) ? realpathSync(wanted) : wanted;
  const folders = [root, realpathSync(scenariosFolder())];
  if (!folders.some((folder) => isInside(real, folder))) {
    const message = `${quoted(name)} lies outside the scenario's folder; put the file beside it or below`;
    note(report.log, report.code, report.where, message);
    return undefined;
  }
  if (existsSync(real)) return real;
  const message = `there is no file ${quoted(name)}; give a path relative to this scenario`;
  note(report.log, report.code, report.where, message);
  return undefined;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
