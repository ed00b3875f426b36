/** The rules of the house, each with its remedy; and that each rule sees a planted violation. */
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { bans } from "./tidy/bans.ts";
import { layers } from "./tidy/layers.ts";
import { lengths } from "./tidy/lengths.ts";
import { filesOf, parseSource, ROOT, readSource, type Source, type Violation } from "./tidy/source.ts";
import { docs, leftovers, names } from "./tidy/words.ts";

const RULES = { layers, lengths, docs, names, bans };
const TOP_LEVEL = [
  "sim",
  "scenarios",
  "viewer",
  "bench",
  "tests",
  "package.json",
  "tsconfig.json",
  "README.md",
];
/** What tools demand beside them; files that begin with a dot are theirs too. */
const DEMANDED = ["package-lock.json", "LICENSE", "node_modules", "dist", "out"];

function told(violations: readonly Violation[]): string[] {
  return violations.map(({ rule, where, remedy }) => `${where} ${remedy} [${rule}]`);
}

describe("the code", () => {
  const sources = filesOf(/\.(ts|tsx|mjs)$/).map((path) => parseSource(path, readSource(path)));

  test("has files to look at in every part", () => {
    for (const part of ["sim/core/", "sim/model/", "sim/cli/", "viewer/", "tests/"]) {
      expect(
        sources.some(({ path }) => path.startsWith(part)),
        part,
      ).toBe(true);
    }
  });

  test.each(Object.entries(RULES))("keeps the rule %s", (_, rule: (source: Source) => Violation[]) => {
    expect(told(sources.flatMap(rule))).toEqual([]);
  });

  test("leaves no forgotten work and no machine's paths behind", () => {
    const texts = filesOf(/(\.(ts|tsx|mjs|json|yaml|md|css|html)|\.ci\/run)$/).filter(
      (path) => !/^scenarios\/data\//.test(path),
    );
    expect(told(texts.flatMap((path) => leftovers(path, readSource(path))))).toEqual([]);
  });

  test("has nothing else at the top", () => {
    const surplus = readdirSync(ROOT).filter(
      (name) => !name.startsWith(".") && !TOP_LEVEL.includes(name) && !DEMANDED.includes(name),
    );
    expect(surplus, "move it into one of the folders").toEqual([]);
  });
});

/** Rule, path, text that breaks it, and a text beside it that does not. */
const PLANTED: readonly (readonly [string, keyof typeof RULES, string, string, string])[] = [
  [
    "an import upward",
    "layers",
    "sim/core/a.ts",
    'import { b } from "../model/b.ts";',
    'import { b } from "./b.ts";',
  ],
  [
    "a dynamic import upward",
    "layers",
    "sim/model/a.ts",
    'void import("../cli/b.ts");',
    'void import("../core/b.ts");',
  ],
  ["a package in the model", "layers", "sim/model/a.ts", 'import { z } from "zod";', ""],
  ["Node in the session", "layers", "sim/session/a.ts", 'import { join } from "node:path";', ""],
  [
    "an undeclared package",
    "layers",
    "sim/server/a.ts",
    'import { z } from "zod";',
    'import { W } from "ws";',
  ],
  [
    "the viewer reaching into the engine",
    "layers",
    "viewer/a.ts",
    'import { b } from "../sim/model/b.ts";',
    'import type { B } from "../sim/model/b.ts";',
  ],
  [
    "the engine importing the viewer",
    "layers",
    "sim/server/a.ts",
    'import { b } from "../../viewer/b.ts";',
    "",
  ],
  ["a long file", "lengths", "sim/core/a.ts", "let a = 1;\n".repeat(401), "let a = 1;\n".repeat(400)],
  ["a long line", "lengths", "sim/core/a.ts", `// ${"a".repeat(108)}`, `// ${"a".repeat(107)}`],
  [
    "a long function",
    "lengths",
    "sim/core/a.ts",
    `function f() {\n${"a();\n".repeat(69)}}`,
    `function f() {\n${"a();\n".repeat(68)}}`,
  ],
  [
    "a long test",
    "lengths",
    "tests/a.test.ts",
    `test("a", () => {\n${"a();\n".repeat(69)}});`,
    `describe("a", () => {\n${"a();\n".repeat(69)}});`,
  ],
  [
    "an exported function without comment",
    "docs",
    "sim/core/a.ts",
    "export function f() {}",
    "/** Does. */\nexport function f() {}",
  ],
  [
    "a comment of another thing",
    "docs",
    "sim/core/a.ts",
    "/** A. */\nconst a = 1;\nexport const f = () => a;",
    "/** A. */\nexport const f = () => 1;",
  ],
  ["an empty name", "names", "sim/core/a.ts", "class TieManager {}", "class TieGraph {}"],
  ["an empty file name", "names", "sim/core/utils.ts", "", ""],
  ["chance without key", "bans", "viewer/a.ts", "Math.random();", "Math.round(1);"],
  ["chance by brackets", "bans", "sim/cli/a.ts", 'Math["random"]();', ""],
  ["an unstable function", "bans", "sim/model/a.ts", "Math.exp(1);", "Math.sqrt(Math.PI);"],
  ["an unstable power", "bans", "sim/core/a.ts", "const a = 2 ** 3;", "const a = 2 * 3;"],
  ["the clock in the engine", "bans", "sim/model/a.ts", "const now = Date.now();", "const a = { Date: 1 };"],
  ["a default export", "bans", "sim/core/a.ts", "export default 1;", "export const a = 1;"],
  ["a barrel", "bans", "sim/core/a.ts", 'export * from "./b.ts";', 'import * as b from "./b.ts";'],
  ["a re-export", "bans", "sim/core/a.ts", 'export { b } from "./b.ts";', ""],
  ["any", "bans", "tests/a.test.ts", "let a: any;", "let a: unknown;"],
  ["a bang on a name", "bans", "sim/core/a.ts", "a!.b;", "a[0]!;"],
  ["a test left out", "bans", "tests/a.test.ts", 'test.skip("a", () => {});', 'test("a", () => {});'],
];

describe("each rule sees", () => {
  test.each(PLANTED)("%s", (_, rule, path, bad, good) => {
    const found = RULES[rule](parseSource(path, bad));
    expect(told(found)).toHaveLength(1);
    expect(found[0]?.where).toMatch(new RegExp(`^${path}(:\\d+)?$`));
    if (path !== "sim/core/utils.ts") expect(told(RULES[rule](parseSource(path, good)))).toEqual([]);
  });

  test("forgotten work and a path of one machine", () => {
    const bad = ["// TO", "DO later\n// at /ho", "me/me/x\n"].join("");
    expect(leftovers("a.ts", bad).map(({ where }) => where)).toEqual(["a.ts:1", "a.ts:2"]);
    expect(leftovers("a.ts", "// to do: nothing, a/home/run\n")).toEqual([]);
  });
});
