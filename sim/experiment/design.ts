/**
 * A design: which scenarios at which points of the levers, how often, how large and how long. A YAML
 * file, checked as scenarios are: all its faults at once, with line, path and a stable code.
 */
import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { z } from "zod";
import { digestBytes } from "../core/digest.ts";
import { LEVERS } from "../model/levers.ts";
import { loadBuiltIn, loadWorld, type World } from "./data.ts";
import { newLog, note, type Problem, type ProblemLog, UserError } from "./errors.ts";
import { layered, seriesOf } from "./lever-series.ts";
import { decisionsOf, type Replication, seedOf } from "./replicate.ts";
import { prepare, type Run } from "./run.ts";
import { loadScenario, type Scenario } from "./scenario.ts";
import { MAX_SCENARIO_BYTES } from "./scenario-chain.ts";
import { noteIssues, scenarioKeysAt } from "./scenario-problems.ts";
import { bounded, RUN_LIMITS, scenarioSchema, text } from "./scenario-schema.ts";
import { readTextFile } from "./text-file.ts";
import { parseYaml, type YamlTree } from "./yaml-tree.ts";

/** Bounds of a design. */
export const DESIGN_LIMITS = {
  scenarios: 100,
  points: 10_000,
  replications: [1, 100_000],
  /** Runs of the whole design. */
  runs: 100_000,
  every: [1, 1_200],
} as const;

const DEFAULT_EVERY = 12;
const DEFAULT_SEED = "voisinage";

const point = scenarioSchema.shape.levers.unwrap();

/** What a design file may say. */
export const designSchema = z.strictObject({
  scenario: text(500).optional(),
  scenarios: z
    .array(text(500))
    .min(1, { error: "the list is empty; name at least one scenario" })
    .max(DESIGN_LIMITS.scenarios, { error: `more than ${DESIGN_LIMITS.scenarios} scenarios` })
    .optional(),
  households: bounded(...RUN_LIMITS.households, "households", true).optional(),
  months: bounded(...RUN_LIMITS.months, "months", true).optional(),
  replications: bounded(...DESIGN_LIMITS.replications, "runs of each point", true),
  seed: scenarioSchema.shape.seed,
  every: bounded(...DESIGN_LIMITS.every, "months between two records", true).optional(),
  levers: z
    .array(point)
    .min(1, { error: "the list is empty; give a point, such as {}, or remove the key" })
    .max(DESIGN_LIMITS.points, { error: `more than ${DESIGN_LIMITS.points} points; split the design` })
    .optional(),
});

type DesignFile = z.infer<typeof designSchema>;

/** One run of a design, in the order in which they are numbered. */
export interface DesignRun extends Replication {
  /** `000001` for the first. */
  readonly id: string;
  readonly scenario: string;
  /** Position of the point, from 0. */
  readonly point: number;
}

/** A design with all that decides its results. */
export interface Design {
  readonly name: string;
  /** A prepared run for each scenario and point. */
  readonly prepared: readonly Run[];
  readonly runs: readonly DesignRun[];
  /** Months between two records of a run. */
  readonly every: number;
  /** The design as its folder keeps it: everything that decides results, plain JSON. */
  readonly resolved: Readonly<Record<string, unknown>>;
  /** Digest of `resolved`. */
  readonly digest: string;
}

/**
 * Loads a design, its scenarios and their places.
 * @throws UserError with every problem found, codes BATCH_*; those of scenarios
 */
export function loadDesign(path: string): Design {
  const { file, tree } = readDesign(path);
  const seed = String(file.seed ?? DEFAULT_SEED);
  const points = file.levers ?? [{}];
  const scenarios = scenariosOf(file, tree, path);
  const worlds = new Map<string | undefined, World>();
  const prepared = scenarios.flatMap((scenario) => {
    const world = worlds.get(scenario.placesFile) ?? worldOf(scenario.placesFile);
    worlds.set(scenario.placesFile, world);
    return points.map((levers) => {
      const series = layered(scenario.levers, seriesOf({ levers }));
      return prepare(
        { ...scenario, levers: series },
        { households: file.households, months: file.months },
        world,
      );
    });
  });
  const runs = prepared.flatMap((run, position) =>
    Array.from({ length: file.replications }, (_, k) => ({
      run: position,
      scenario: run.scenario.name,
      point: position % points.length,
      seed: seedOf(seed, k + 1),
    })),
  );
  const every = file.every ?? DEFAULT_EVERY;
  const resolved = { every, replications: file.replications, seed, points: prepared.map(decisionsOf) };
  return {
    name: basename(path),
    prepared,
    runs: runs.map((run, at) => ({ id: String(at + 1).padStart(6, "0"), ...run })),
    every,
    resolved,
    digest: digestBytes(new TextEncoder().encode(JSON.stringify(resolved))),
  };
}

function worldOf(placesFile: string | undefined): World {
  return placesFile === undefined ? loadBuiltIn() : loadWorld(placesFile);
}

function readDesign(path: string): { file: DesignFile; tree: YamlTree } {
  const log = newLog();
  const tree = parseYaml(readTextFile(path, MAX_SCENARIO_BYTES, "BATCH"), path, log);
  if (tree === undefined) throw fault(log);
  const parsed = designSchema.safeParse(tree.data ?? {});
  if (!parsed.success) noteIssues(parsed.error.issues, tree, log, keysAt);
  noteScenarios(tree, log);
  if (parsed.success) noteSize(parsed.data, tree, log);
  if (!parsed.success || log.problems.length > 0) throw fault(log);
  return { file: parsed.data, tree };
}

/** Keys of a design; below a point they are those of a scenario's levers. */
function keysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(designSchema.shape);
  if (path.length === 2) return LEVERS.map(({ name }) => name);
  return scenarioKeysAt(["levers", ...path.slice(2)]);
}

/** Exactly one of `scenario` and `scenarios`. */
function noteScenarios(tree: YamlTree, log: ProblemLog): void {
  const { data } = tree;
  if (typeof data !== "object" || data === null) return;
  const where = (key: string) => `${tree.file}:${tree.lineOf([key])} /${key}`;
  if ("scenario" in data && "scenarios" in data) {
    note(log, "BATCH_CONFLICT", where("scenario"), "stands beside scenarios; keep one of the two");
  }
  if (!("scenario" in data) && !("scenarios" in data)) {
    note(log, "BATCH_MISSING", where("scenarios"), "is missing; write scenarios: [reference, …]");
  }
}

function noteSize(file: DesignFile, tree: YamlTree, log: ProblemLog): void {
  const runs = (file.scenarios?.length ?? 1) * (file.levers?.length ?? 1) * file.replications;
  if (runs <= DESIGN_LIMITS.runs) return;
  const where = `${tree.file}:${tree.lineOf(["replications"])} /replications`;
  note(log, "BATCH_RANGE", where, `${runs} runs in all; a design has at most ${DESIGN_LIMITS.runs}`);
}

/** The scenarios named, each by its place beside the design or in the catalogue; faults of all at once. */
function scenariosOf(file: DesignFile, tree: YamlTree, path: string): readonly Scenario[] {
  const names = file.scenarios ?? [file.scenario ?? ""];
  const problems: Problem[] = [];
  const scenarios = names.flatMap((name, index) => {
    const where = file.scenarios === undefined ? ["scenario"] : ["scenarios", index];
    const at = `${tree.file}:${tree.lineOf(where)} /${where.join("/")}`;
    if (names.indexOf(name) < index) {
      problems.push({
        code: "BATCH_DUPLICATE",
        where: at,
        message: `"${name}" stands there twice; keep one`,
      });
      return [];
    }
    const beside = resolve(dirname(path), name);
    try {
      return [loadScenario(existsSync(beside) ? beside : name)];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      for (const each of error.problems) problems.push({ ...each, where: `${at}: ${each.where}` });
      return [];
    }
  });
  if (problems.length > 0) throw new UserError(problems);
  return scenarios;
}

/** Faults of a design carry its own codes. */
function fault(log: ProblemLog): UserError {
  const problems = log.problems.map((each) => ({ ...each, code: each.code.replace(/^SCENARIO_/, "BATCH_") }));
  return new UserError(problems, log.untold);
}
