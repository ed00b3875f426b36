/** The command calibrate on a tiny size: what it writes, that it is the same again, what it refuses. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { main } from "../../sim/cli/main.ts";
import { fakeTerminal } from "./fake-terminal.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "voisinage-calibrate-"));
afterAll(() => rmSync(FOLDER, { recursive: true }));

async function calibrate(...words: string[]) {
  const terminal = fakeTerminal(false, 80, 1);
  const size = ["--households", "600", "--runs", "2", "--waves", "1", "--threads", "1"];
  const code = await main(["calibrate", ...size, "--quiet", ...words], terminal);
  return { code, out: terminal.output, err: terminal.errors };
}

test("tells which fact rules out the nearest point where none survives, and writes nothing", async () => {
  const out = join(FOLDER, "none.json");
  const { code, err } = await calibrate("--out", out, "--seed", "none");
  // So small a world is far from some fact, whatever its parameters, or a point survives by luck.
  if (code === 0) return expect(JSON.parse(readFileSync(out, "utf8")).points.length).toBeGreaterThan(0);
  expect(code).toBe(2);
  expect(err).toMatch(/\[ENSEMBLE\]/);
  expect(err).toContain("3 are allowed");
  expect(existsSync(out)).toBe(false);
});

test("makes facts from a known point and says how far it is from them", async () => {
  const once = JSON.parse((await calibrate("--recover", "1", "--json")).out);
  expect(once).toMatchObject({ truth: 1, tried: 2, survives: expect.any(Boolean) });
  expect(once.implausibility).toBeGreaterThan(0);
});

test.each<[string, string[], string]>([
  ["CLI_RANGE", ["--runs", "1"], "--runs"],
  ["CLI_RANGE", ["--households", "10"], "--households"],
  ["CLI_RANGE", ["--recover", "0"], "--recover"],
])("%s: %j", async (code, words, said) => {
  const { code: exit, err } = await calibrate(...words);
  expect(exit).toBe(2);
  expect(err).toContain(said);
  expect(err).toContain(`[${code}]`);
});
