/**
 * A YAML document to plain data with the line of every part: no tags, unique plain keys, none that
 * reaches into JavaScript's objects, aliases written out under a limit.
 */
import { isAlias, isMap, isScalar, isSeq, type Node } from "yaml";
import { note, type ProblemLog, quoted } from "./errors.ts";
import { composeYaml, TOO_DEEP, YAML_LIMITS } from "./yaml-document.ts";

/** Keys that reach into JavaScript's own objects. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Data of a file and the line of each of its parts. */
export interface YamlTree {
  readonly file: string;
  readonly data: unknown;
  /** Line by JSON pointer; a part that is not in the file has the line of what should hold it. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

interface Walk {
  readonly file: string;
  readonly log: ProblemLog;
  readonly lineAt: (node: Node | null) => number;
  readonly lines: Map<string, number>;
  readonly anchors: Map<string, Node>;
  keys: number;
  parts: number;
  aliases: number;
  /** A limit is passed: nothing more is read. */
  stopped: boolean;
}

/**
 * Reads YAML. Problems go to the log with codes SCENARIO_*; undefined if there is nothing usable.
 * @param file name for messages
 */
export function parseYaml(text: string, file: string, log: ProblemLog): YamlTree | undefined {
  const composed = composeYaml(text, file, log);
  if (composed === undefined) return undefined;
  const lines = new Map<string, number>();
  const walk: Walk = {
    file,
    log,
    lineAt: (node) => composed.lineAt(node?.range?.[0] ?? 0),
    lines,
    anchors: new Map(),
    keys: 0,
    parts: 0,
    aliases: 0,
    stopped: false,
  };
  const data = plain(composed.document.contents, [], walk);
  return walk.stopped ? undefined : { file, data, lineOf: (path) => nearestLine(lines, path) };
}

/** JSON pointer of a path: `/levers/telework.norm/0/value`. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function plain(node: unknown, path: readonly PropertyKey[], walk: Walk): unknown {
  if (walk.stopped) return undefined;
  if (isAlias(node)) return plainAlias(node.source, node, path, walk);
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return null;
  const here = pointer(path);
  const line = walk.lineAt(node);
  if (!walk.lines.has(here)) walk.lines.set(here, line);
  const where = `${walk.file}:${line} ${here || "/"}`;
  walk.parts++;
  if (path.length > YAML_LIMITS.depth) {
    return stop(walk, "SCENARIO_DEPTH", where, TOO_DEEP);
  }
  if (walk.parts > YAML_LIMITS.parts) {
    return stop(
      walk,
      "SCENARIO_SIZE",
      where,
      `more than ${YAML_LIMITS.parts} parts, repeated ones counted; shorten the file`,
    );
  }
  if (node.tag !== undefined) {
    note(walk.log, "SCENARIO_TAG", where, `the tag ${quoted(node.tag)} is not allowed; write plain values`);
  }
  if (node.anchor !== undefined) walk.anchors.set(node.anchor, node);
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map((item, index) => plain(item, [...path, index], walk));
  return plainMap(node.items, path, walk);
}

function plainAlias(name: string, node: Node, path: readonly PropertyKey[], walk: Walk): unknown {
  const where = `${walk.file}:${walk.lineAt(node)} ${pointer(path)}`;
  walk.aliases++;
  if (walk.aliases > YAML_LIMITS.aliases) {
    return stop(
      walk,
      "SCENARIO_ALIAS",
      where,
      `more than ${YAML_LIMITS.aliases} aliases, repeated ones counted; write the values out`,
    );
  }
  walk.lines.set(pointer(path), walk.lineAt(node));
  const anchored = walk.anchors.get(name);
  if (anchored !== undefined) return plain(anchored, path, walk);
  note(
    walk.log,
    "SCENARIO_ALIAS",
    where,
    `the alias ${quoted(name)} has no anchor above it; write the value out`,
  );
  return null;
}

interface MapItem {
  readonly key: unknown;
  readonly value: unknown;
}

function plainMap(
  items: readonly MapItem[],
  path: readonly PropertyKey[],
  walk: Walk,
): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  const seen = new Map<string, number>();
  for (const item of items) {
    if (walk.stopped) break;
    const key = item.key;
    const line = isScalar(key) || isMap(key) || isSeq(key) || isAlias(key) ? walk.lineAt(key) : 1;
    const where = `${walk.file}:${line} ${pointer(path) || "/"}`;
    if (++walk.keys > YAML_LIMITS.keys) {
      stop(walk, "SCENARIO_KEYS", where, `more than ${YAML_LIMITS.keys} keys; a scenario has a few dozen`);
      break;
    }
    if (!isScalar(key) || (typeof key.value !== "string" && typeof key.value !== "number")) {
      note(walk.log, "SCENARIO_KEY", where, "a key must be a plain word; quote it or remove it");
      continue;
    }
    const name = String(key.value);
    const earlier = seen.get(name);
    if (key.tag !== undefined)
      note(walk.log, "SCENARIO_TAG", where, `the tag ${quoted(key.tag)} is not allowed`);
    if (FORBIDDEN_KEYS.has(name)) {
      note(walk.log, "SCENARIO_KEY", where, `the key ${quoted(name)} is not allowed; remove it`);
    } else if (earlier !== undefined) {
      note(
        walk.log,
        "SCENARIO_DUPLICATE",
        where,
        `the key ${quoted(name)} stands already on line ${earlier}; keep one`,
      );
    } else {
      seen.set(name, line);
      walk.lines.set(pointer([...path, name]), line);
      data[name] = plain(item.value, [...path, name], walk);
    }
  }
  return data;
}

function stop(walk: Walk, code: string, where: string, message: string): undefined {
  note(walk.log, code, where, message);
  walk.stopped = true;
}

function nearestLine(lines: ReadonlyMap<string, number>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const line = lines.get(pointer(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return 1;
}
