/** Files that are hostile, broken or not YAML as we read it: each is refused quickly and says why. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadScenario } from "../../sim/experiment/scenario.ts";
import { type BadInput, expectFault, faultOf } from "./faults.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bad-scenario-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Loads a scenario file with this text. */
function load(text: string | Uint8Array) {
  const path = join(folder, "mine.yaml");
  writeFileSync(path, text);
  return loadScenario(path);
}

const billion = `a: &a [1,1,1,1,1,1,1,1,1]\n${"bcdefghi"
  .split("")
  .map((name, index) => `${name}: &${name} [${`*${"abcdefgh"[index]},`.repeat(9)}]\n`)
  .join("")}`;

const FILES: readonly BadInput[] = [
  { name: "an empty file", text: "", code: "SCENARIO_EMPTY", says: ["is empty"] },
  { name: "only a comment", text: "# nothing\n", code: "SCENARIO_EMPTY", says: ["is empty"] },
  {
    name: "a list at the top",
    text: "- 1\n- 2\n",
    code: "SCENARIO_TYPE",
    says: ["mine.yaml:1", "keys with values"],
  },
  { name: "a text at the top", text: "hello\n", code: "SCENARIO_TYPE", says: ["mine.yaml:1", "hello"] },
  { name: "broken YAML", text: "levers: {a: 1\n", code: "SCENARIO_YAML", says: ["not readable as YAML"] },
  {
    name: "a tab for indentation",
    text: "levers:\n\ttelework.norm: 2\n",
    code: "SCENARIO_YAML",
    says: ["mine.yaml:2"],
  },
  { name: "two documents", text: "months: 1\n---\nmonths: 2\n", code: "SCENARIO_YAML", says: ["mine.yaml:"] },
  {
    name: "a YAML directive",
    text: "%YAML 1.1\n---\nmonths: 12\n",
    code: "SCENARIO_YAML",
    says: ["mine.yaml:1", "remove"],
  },
  {
    name: "bytes that are not UTF-8",
    text: new Uint8Array([0x61, 0x3a, 0xff, 0xfe]),
    code: "SCENARIO_ENCODING",
    says: ["UTF-8"],
  },
  {
    name: "300 kB",
    text: `# ${"x".repeat(300 * 1024)}\n`,
    code: "SCENARIO_SIZE",
    says: ["307203 bytes", "262144"],
  },
  { name: "an alias bomb", text: billion, code: "SCENARIO_ALIAS", says: ["aliases"] },
  {
    name: "an alias of itself",
    text: "levers: &a\n  telework.norm: *a\n",
    code: "SCENARIO_DEPTH",
    says: ["nested deeper"],
  },
  {
    name: "an alias of nothing",
    text: "months: *gone\n",
    code: "SCENARIO_ALIAS",
    says: ["mine.yaml:1", "gone"],
  },
  {
    name: "deep brackets",
    text: `levers: ${"[".repeat(15_000)}`,
    code: "SCENARIO_DEPTH",
    says: ["mine.yaml:1"],
  },
  { name: "deep braces", text: "{a: ".repeat(3_500), code: "SCENARIO_DEPTH", says: ["nested deeper"] },
  { name: "deep dashes", text: "- ".repeat(9_000), code: "SCENARIO_DEPTH", says: ["nested"] },
  { name: "deep question marks", text: "? ".repeat(9_000), code: "SCENARIO_DEPTH", says: ["nested"] },
  { name: "deep colons", text: ": ".repeat(9_000), code: "SCENARIO_DEPTH", says: ["nested"] },
  { name: "endless brackets", text: "[".repeat(250_000), code: "SCENARIO_SIZE", says: ["mine.yaml:1"] },
  { name: "endless dashes", text: "- ".repeat(120_000), code: "SCENARIO_SIZE", says: ["shorten"] },
  {
    name: "deep indentation",
    text: Array.from({ length: 200 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
    code: "SCENARIO_DEPTH",
    says: ["nested"],
  },
  {
    name: "2,500 keys",
    text: Array.from({ length: 2_500 }, (_, i) => `k${i}: 1`).join("\n"),
    code: "SCENARIO_KEYS",
    says: ["more than 2000 keys"],
  },
  {
    name: "9,000 keys",
    text: Array.from({ length: 9_000 }, (_, i) => `k${i}: 1`).join("\n"),
    code: "SCENARIO_SIZE",
    says: ["shorten"],
  },
  {
    name: "9,000 keys in braces",
    text: `{${Array.from({ length: 9_000 }, (_, i) => `k${i}: 1`).join(",")}}`,
    code: "SCENARIO_SIZE",
    says: ["shorten"],
  },
  {
    name: "a tag that makes an object",
    text: "levers: !!js/function 'f'\n",
    code: "SCENARIO_TAG",
    says: ["/levers", "js/function"],
  },
  { name: "a tag that casts", text: "months: !!str 12\n", code: "SCENARIO_TAG", says: ["/months"] },
  {
    name: "__proto__",
    text: "__proto__:\n  polluted: true\n",
    code: "SCENARIO_KEY",
    says: ["mine.yaml:1", "__proto__"],
  },
  {
    name: "__proto__ among levers",
    text: 'levers:\n  "__proto__": 1\n',
    code: "SCENARIO_KEY",
    says: ["mine.yaml:2", "/levers"],
  },
  {
    name: "constructor",
    text: "constructor: {prototype: {x: 1}}\n",
    code: "SCENARIO_KEY",
    says: ["constructor"],
  },
  {
    name: "a duplicate key",
    text: "months: 12\nseed: a\nmonths: 24\n",
    code: "SCENARIO_DUPLICATE",
    says: ["mine.yaml:3", "line 1"],
  },
  { name: "a merge key", text: "a: &a {months: 1}\n<<: *a\n", code: "SCENARIO_KEY", says: ["<<"] },
  { name: "a map as key", text: "? {a: 1}\n: 2\n", code: "SCENARIO_KEY", says: ["plain word"] },
];

describe("a scenario file with", () => {
  test.each(FILES)("$name is refused with $code", (input) => expectFault(input, () => load(input.text)));

  test("nothing of it reaches the prototype of objects", () => {
    faultOf(() => load("__proto__: {polluted: 1}\nlevers: {constructor: {prototype: {polluted: 1}}}\n"));
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});
