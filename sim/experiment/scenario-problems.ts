/** Turns the findings of the schema into problems with file, line, path and a stable code. */
import type { z } from "zod";
import { LEVERS } from "../model/levers.ts";
import { note, type ProblemLog, quoted } from "./errors.ts";
import { didYouMean } from "./nearest.ts";
import { SHOCKS, scenarioSchema } from "./scenario-schema.ts";
import { pointer, type YamlTree } from "./yaml-tree.ts";

type Issue = z.core.$ZodIssue;

const SEGMENT_KEYS = ["from", "to", "ramp", "value"];

/** Keys that a schema allows at a path. */
export type KeysAt = (path: readonly PropertyKey[]) => readonly string[];

/** Notes every finding, in the order of the file. @param keysAt keys of the file's schema */
export function noteIssues(
  issues: readonly Issue[],
  tree: YamlTree,
  log: ProblemLog,
  keysAt: KeysAt = scenarioKeysAt,
): void {
  const flat = issues.flatMap((issue) => unfold(issue, [], tree.data));
  const placed = flat.map((issue) => ({ issue, line: tree.lineOf(issue.path) }));
  placed.sort((a, b) => a.line - b.line);
  for (const { issue, line } of placed) {
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        noteUnknownKey(key, issue.path, { tree, log, keys: keysAt(issue.path) });
      }
    } else {
      const code = codeOf(issue, valueAt(tree.data, issue.path));
      note(log, code, `${tree.file}:${line} ${pointer(issue.path) || "/"}`, messageOf(issue, tree.data));
    }
  }
}

/** A value that may be written in several forms is judged by the form in which it was written. */
function unfold(issue: Issue, above: readonly PropertyKey[], data: unknown): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const found = valueAt(data, path);
    const branch = issue.errors.find((each) => each.every((inner) => !rejectsForm(inner, found)));
    if (branch !== undefined) return branch.flatMap((inner) => unfold(inner, path, data));
    const leaf = path[0] === "levers" ? issue.errors[0] : undefined;
    if (leaf !== undefined) return leaf.flatMap((inner) => unfold(inner, path, data));
  }
  return [{ ...issue, path }];
}

/** True if the branch of a union failed on the kind of value itself, not on what is in it. */
function rejectsForm(issue: Issue, found: unknown): boolean {
  if (issue.code !== "invalid_type" || issue.path.length > 0) return false;
  return !(issue.expected === "number" && typeof found === "number");
}

function codeOf(issue: Issue, found: unknown): string {
  const last = issue.path.at(-1);
  if (last === "from" || last === "to" || last === "start") {
    return found === undefined
      ? "SCENARIO_MISSING"
      : issue.code === "custom"
        ? "SCENARIO_ORDER"
        : "SCENARIO_MONTH";
  }
  if (issue.code === "invalid_type" && found === undefined) return "SCENARIO_MISSING";
  if (issue.code === "invalid_value" || (issue.code === "invalid_union" && issue.errors.length === 0)) {
    return last === "lever" ? "SCENARIO_LEVER" : "SCENARIO_CHOICE";
  }
  if (typeof found === "number" && !Number.isFinite(found)) return "SCENARIO_NUMBER";
  if (issue.code === "too_small" || issue.code === "too_big" || issue.code === "not_multiple_of")
    return "SCENARIO_RANGE";
  return "SCENARIO_TYPE";
}

function messageOf(issue: Issue, data: unknown): string {
  const found = valueAt(data, issue.path);
  if (issue.code === "invalid_type" && found === undefined) return "is missing; write it";
  if (issue.code === "invalid_union" && issue.errors.length === 0) {
    const names = SHOCKS.map((lever) => lever.name);
    return found === undefined
      ? `is missing; write one of ${names.join(", ")}`
      : `unknown shock ${quoted(found)}${didYouMean(String(found), names)}`;
  }
  if (issue.code === "invalid_value") {
    const names = issue.values.map(String);
    return `${quoted(found)} is not known${didYouMean(String(found), names)}`;
  }
  if (issue.code === "invalid_type" && issue.message.startsWith("Invalid input")) {
    const kinds: Record<string, string> = {
      object: "keys with values",
      array: "a list (lines that begin with -)",
    };
    const wanted = kinds[issue.expected] ?? `a ${issue.expected}`;
    return `${quoted(found)} stands where ${wanted} must; see scenarios/README.md`;
  }
  return issue.message;
}

interface UnknownKey {
  readonly tree: YamlTree;
  readonly log: ProblemLog;
  readonly keys: readonly string[];
}

function noteUnknownKey(key: string, path: readonly PropertyKey[], { tree, log, keys }: UnknownKey): void {
  const where = `${tree.file}:${tree.lineOf([...path, key])} ${pointer(path) || "/"}`;
  const inLevers = path[0] === "levers" && (path.length === 1 || isPoint(path));
  const what = inLevers ? "lever" : "key";
  note(
    log,
    inLevers ? "SCENARIO_LEVER" : "SCENARIO_KEY",
    where,
    `unknown ${what} ${quoted(key)}${didYouMean(key, keys)}`,
  );
}

/** True for a point of a design: levers in a list. */
function isPoint(path: readonly PropertyKey[]): boolean {
  return path.length === 2 && typeof path[1] === "number";
}

/** Keys that the schema of scenarios allows at a path. */
export function scenarioKeysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(scenarioSchema.shape);
  if (path[0] === "levers") return path.length === 1 ? LEVERS.map((lever) => lever.name) : SEGMENT_KEYS;
  if (path[0] === "shocks") return ["lever", ...SEGMENT_KEYS];
  if (path[0] === "expects" && path.length === 2) return ["indicator", "where", "direction", "why"];
  return ["fr", "nl", "en"];
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let here = data;
  for (const part of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, part)) return undefined;
    here = (here as Record<PropertyKey, unknown>)[part];
  }
  return here;
}
