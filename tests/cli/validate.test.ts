/** The command validate on a tiny size: what it prints, what it writes, what it refuses. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { main } from "../../sim/cli/main.ts";
import { plainValidation, validationText } from "../../sim/cli/validation-report.ts";
import { smallValidation } from "../validation/small-validation.ts";
import { fakeTerminal } from "./fake-terminal.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "voisinage-validate-"));
afterAll(() => rmSync(FOLDER, { recursive: true }));

async function validate(...words: string[]) {
  const terminal = fakeTerminal(false, 80, 1);
  const size = ["--households", "600", "--members", "2", "--quiet"];
  const threads = words.includes("--threads") ? [] : ["--threads", "1"];
  const code = await main(["validate", ...size, ...threads, ...words], terminal);
  return { code, out: terminal.output, err: terminal.errors };
}

test("prints one JSON object with a verdict for each fact asked for, and writes the page", async () => {
  const page = join(FOLDER, "page.html");
  const { code, out } = await validate("--facts", "f14", "--json", "--page", page);
  expect(code).toBe(0);
  const found = JSON.parse(out);
  expect(found.facts).toHaveLength(1);
  expect(found.facts[0]).toMatchObject({
    ...{ id: "F14", set: "validate", partlyByConstruction: true },
    verdict: expect.stringMatching(/^(pass|fail|unresolved)$/),
    band: [expect.any(Number), expect.any(Number)],
    value: expect.any(Number),
    low: expect.any(Number),
    high: expect.any(Number),
  });
  expect(found.facts[0].parts.map(({ id }: { id: string }) => id)).toEqual(["F14.a", "F14.b"]);
  expect(found).toMatchObject({ households: 600, members: 2, version: expect.any(String), page });
  expect(found.seconds).toBeGreaterThan(0);
  expect(found.command).toBe("voisinage validate --facts f14 --members 2 --households 600");
  expect(readFileSync(page, "utf8")).toContain("<!DOCTYPE html>");
});

test("the same command gives the same facts", async () => {
  const once = JSON.parse((await validate("--facts", "F14", "--json")).out).facts;
  expect(JSON.parse((await validate("--facts", "F14", "--json")).out).facts).toEqual(once);
  expect(JSON.parse((await validate("--facts", "F14", "--json", "--seed", "b")).out).facts).not.toEqual(once);
});

test.each<[string, string[], string]>([
  ["CLI_VALUE", ["--facts", "F99"], "F01 to F17"],
  ["CLI_VALUE", ["--facts", "F14", "--page", "page.pdf"], ".html"],
  ["CLI_RANGE", ["--facts", "F14", "--threads", "0"], "--threads"],
])("%s: %j", async (code, words, said) => {
  const { code: exit, err } = await validate(...words);
  expect(exit).toBe(2);
  expect(err).toContain(said);
  expect(err).toContain(`[${code}]`);
  expect(existsSync("page.pdf")).toBe(false);
});

test("too few households, and a folder that is not there, are told before anything runs", async () => {
  const terminal = fakeTerminal(false, 80, 1);
  expect(await main(["validate", "--households", "200"], terminal)).toBe(2);
  expect(terminal.errors).toContain("[RUN_SIZE]");
  const { code, err } = await validate("--page", join(FOLDER, "nowhere", "page.html"));
  expect([code, err]).toEqual([2, expect.stringContaining("[CLI_VALUE]")]);
});

test("tells people in a table within 110 columns, with the naive models beside", () => {
  const text = validationText(smallValidation(), "page.html");
  for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(110);
  expect(text).toContain("3 facts never tuned on: 1 pass, 1 fail, 1 unresolved.");
  expect(text).toMatch(/F06\.a +15 … 45 +30\.3 \(28\.4 … 32\.4\) +pass +validate/);
  expect(text).toContain("Naive models pass F06.a: a band that a naive model passes proves nothing.");
  expect(text).toContain("version 9.9.9, 1 min 01 s; again with: voisinage validate --facts F06,F10,F12");
  expect(text).toContain("The page is page.html.");
});

test("a fact with parts is told by the one that decides", () => {
  const { facts } = plainValidation(smallValidation(), undefined);
  expect(facts.find(({ id }) => id === "F10")).toMatchObject({ band: [3, 5], verdict: "fail" });
  expect(JSON.parse(JSON.stringify(facts)).find(({ id }: { id: string }) => id === "F12").value).toBeNull();
});
