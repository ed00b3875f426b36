/** The command compare: what it prints, what it writes, what it refuses. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { main } from "../../sim/cli/main.ts";
import { GROUPS, INDICATORS } from "../../sim/output/indicators.ts";
import { smallWorld } from "../experiment/small-world.ts";
import { fakeTerminal } from "./fake-terminal.ts";

const world = smallWorld();
afterAll(world.remove);

async function compare(...words: string[]) {
  const terminal = fakeTerminal(false, 80, 1);
  const [a = "", b = "", ...rest] = words;
  const code = await main(
    ["compare", world.path(a), world.path(b), "--seeds", "3", "--threads", "1", ...rest],
    terminal,
  );
  return { code, out: terminal.output, err: terminal.errors };
}

test("prints one JSON object that says what its intervals are about", async () => {
  const { code, out } = await compare("calm.yaml", "remote.yaml", "--json", "--months", "4");
  expect(code).toBe(0);
  const found = JSON.parse(out);
  expect(found).toMatchObject({
    a: { scenario: "calm" },
    b: { scenario: "remote" },
    seeds: 3,
    months: 4,
    month: "2019-04",
    interval: { level: 0.95, covers: "chance only, not the model's uncertainty" },
  });
  expect(Object.keys(found.indicators)).toEqual(INDICATORS.map(({ name }) => name));
  for (const key of ["a", "b", "difference", "low", "high"]) {
    expect(found.indicators.remoteDays[key], key).toEqual(expect.any(Number));
    expect(found.indicators.remoteDays.byClass["mid-sized"], key).toHaveProperty(key);
  }
  expect(Object.keys(found.classes.capital)).toEqual(["inhabitants", "better", "worse"]);
});

test("tells people in sentences and a table within 110 columns", async () => {
  const { out } = await compare("calm.yaml", "remote.yaml", "--months", "4");
  expect(out).toMatch(/Beyond chance, B has .*higher remoteDays/);
  expect(out).toContain("chance only, not the model's uncertainty");
  expect(out).toMatch(/\* remoteDays \[days\/week\] +\d/);
  expect(out).not.toContain("-0.00 ");
  for (const line of out.split("\n")) expect(line.length, line).toBeLessThanOrEqual(110);
  expect((await compare("calm.yaml", "calm.yaml", "--months", "2")).out).toContain("No indicator");
});

test("writes all pairs, and an existing folder is refused before anything runs", async () => {
  const words = ["calm.yaml", "remote.yaml", "--months", "2", "--out", world.path("out"), "--json"] as const;
  expect((await compare(...words)).code).toBe(0);
  expect(readdirSync(world.path("out"))).toEqual(["comparison.json", "pairs.csv", "pairs.parquet"]);
  const rows = readFileSync(join(world.path("out"), "pairs.csv"), "utf8")
    .trim()
    .split("\n");
  expect(rows).toHaveLength(1 + 3 * 2 * INDICATORS.length * GROUPS.length);
  const again = await compare(...words);
  expect([again.code, again.err]).toEqual([2, expect.stringContaining("[OUT_EXISTS]")]);
});

test("different places, starts and lengths are told at once", async () => {
  world.add("far.yaml", "extends: elsewhere.yaml\nstart: 2021-01\nmonths: 6\n");
  const { code, err } = await compare("calm.yaml", "far.yaml");
  expect(code).toBe(2);
  for (const each of ["COMPARE_PLACES", "COMPARE_START", "COMPARE_MONTHS"]) expect(err).toContain(each);
});
