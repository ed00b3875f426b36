/** The facts that may be tuned on: how their file is read, and that nothing else is. */
import { beforeAll, describe, expect, it, vi } from "vitest";
import { factsText, parseFacts } from "../../sim/calibration/facts.ts";
import { FITTED, presentPoint } from "../../sim/calibration/fitted.ts";
import { STATISTIC_NAMES } from "../../sim/calibration/observe.ts";
import { PARAMETERS } from "../../sim/model/parameters.ts";
import { loadFacts } from "../../sim/validation/facts.ts";
import { filesOf, readSource } from "../tidy/source.ts";

const opened = vi.hoisted(() => new Set<string>());
vi.mock("node:fs", async (original) => {
  const real = await original<typeof import("node:fs")>();
  const noting =
    <A extends unknown[], R>(call: (...given: A) => R) =>
    (...given: A): R => {
      opened.add(String(given[0]));
      return call(...given);
    };
  return {
    ...real,
    ...{ readFileSync: noting(real.readFileSync), openSync: noting(real.openSync) },
    ...{ createReadStream: noting(real.createReadStream) },
  };
});

const HEAD = "fact,part,statistic,low,high,discrepancy,unit,basis\n";

describe("the table of facts", () => {
  const facts = parseFacts(factsText());

  it("has the bands of the published patterns, and a basis for each", () => {
    const patterns = loadFacts().filter(({ fact }) => fact <= "F05");
    const own = facts.filter(({ name }) => /^F0[1-5]/.test(name));
    expect(own.map(({ low, high }) => [low, high])).toEqual(patterns.map(({ low, high }) => [low, high]));
    for (const { basis, unit } of facts) expect([basis, unit]).not.toContain("");
  });

  it("has a fact for every parameter fitted, and no fact that is only for validation", () => {
    const names = facts.map(({ name }) => name);
    for (const { name, facts: by } of FITTED) for (const fact of by) expect(names, name).toContain(fact);
    const kept = loadFacts().filter(({ set }) => set === "validate");
    for (const { fact } of kept) expect(names.some((name) => name.startsWith(fact))).toBe(false);
  });

  it("is searched within the ranges of the parameters, about their values", () => {
    for (const [k, { name, low, high }] of FITTED.entries()) {
      expect(low, name).toBeGreaterThanOrEqual(PARAMETERS[name].low);
      expect(high, name).toBeLessThanOrEqual(PARAMETERS[name].high);
      expect(presentPoint()[k], name).toBeGreaterThanOrEqual(low);
      expect(presentPoint()[k], name).toBeLessThanOrEqual(high);
    }
  });

  it.each([
    ["FACTS_STATISTIC", "F01,,rentElasticty,0.1,0.3,0,1,x"],
    ["FACTS_RANGE", "F01,,rentElasticity,0.3,0.1,0,1,x"],
    ["FACTS", "F01,,rentElasticity,low,0.1,0,1,x"],
    ["FACTS", "F01,,rentElasticity,0.1,0.3,-1,1,x"],
  ])("refuses with %s: %s", (code, row) => {
    expect(() => parseFacts(`${HEAD}${row}\n`)).toThrow(code);
  });

  it("measures nothing that no fact speaks of", () => {
    expect(new Set(facts.map(({ statistic }) => statistic))).toEqual(new Set(STATISTIC_NAMES));
  });
});

describe("facts kept back for validation", () => {
  beforeAll(async () => {
    opened.clear();
    const { baseRun, calibrate } = await import("../../sim/calibration/calibrate.ts");
    const settings = { seed: "a", households: 600, months: 36, waves: 1, runs: 2, points: 1 };
    expect(baseRun(settings).months).toBe(36);
    const { signal } = new AbortController();
    await calibrate(settings, { facts: parseFacts(factsText()), threads: 1, signal });
  });

  it("are never opened by a calibration", () => {
    expect([...opened].some((path) => path.endsWith("calibration-facts.csv"))).toBe(true);
    expect([...opened].filter((path) => /validat/.test(path))).toEqual([]);
  });

  it("are named by no file that the calibration imports, whatever the way", () => {
    const seen = new Set(filesOf(/^sim\/calibration\/.*\.ts$/));
    for (const path of seen) {
      const source = readSource(path);
      expect(source, path).not.toMatch(/facts-validate|facts-calibrate/);
      for (const [, name = ""] of source.matchAll(/from "(\.[^"]+)"|import\("(\.[^"]+)"\)/g)) {
        if (name !== "") seen.add(new URL(name, `file:///${path}`).pathname.slice(1));
      }
    }
    expect(seen.size).toBeGreaterThan(80);
    expect([...seen].filter((path) => path.startsWith("sim/validation/"))).toEqual([]);
  });
});
