/** The planted errors themselves; `npm run mutants` plants them. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SCHEDULE } from "../../sim/model/schedule.ts";
import { parseSource, ROOT, readSource } from "../tidy/source.ts";

interface Mutant {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly survives?: string;
}

const names = readdirSync(join(ROOT, "tests/mutation"))
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.slice(0, -".json".length));

const planOf = (name: string): { tests: string[]; mutants: Mutant[] } =>
  JSON.parse(readSource(`tests/mutation/${name}.json`));

/** Processes of the month by the names of their files. */
const processes = SCHEDULE.map(({ name }) => name.replaceAll(" ", "-"));

test("every process of the month has planted errors", () => {
  expect(processes.filter((name) => !names.includes(name))).toEqual([]);
});

describe.each(names)("errors planted in %s", (name) => {
  const { tests, mutants } = planOf(name);

  test("are at least eight, with tests that should notice", () => {
    expect(mutants.length).toBeGreaterThanOrEqual(8);
    for (const each of tests) {
      const [file = "", named = ""] = each.split(" -t ");
      expect(new RegExp(named).test(readSource(file)), each).toBe(true);
    }
  });

  test("stand once in their file, differ, and leave a program (bring tests/mutation up to date)", () => {
    for (const { file, from, to } of mutants) {
      const parts = readSource(file).split(from);
      expect(parts.length - 1, `${file} holds "${from}" so often`).toBe(1);
      expect(to).not.toBe(from);
      expect(() => parseSource(file, parts.join(to)), `${file} with "${to}"`).not.toThrow();
    }
  });
});
