import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseMonth } from "../../sim/core/clock.ts";
import { loadScenario, type Scenario } from "../../sim/experiment/scenario.ts";
import { catalogueNames } from "../../sim/experiment/scenario-chain.ts";
import { LEVERS, type LeverName, leverSpec, leverValue } from "../../sim/model/levers.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "scenario-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** Value of a lever in a month such as 2022-01. */
function valueIn(scenario: Scenario, name: LeverName, month: string): number {
  return leverValue(scenario.levers, name, parseMonth(month) ?? Number.NaN);
}

describe("the catalogue", () => {
  const scenarios = catalogueNames().map(loadScenario);

  test("begins with the reference, which every other scenario extends", () => {
    expect(catalogueNames()[0]).toBe("reference");
    expect(scenarios.filter((each) => each.parent !== "reference").map((each) => each.name)).toEqual([
      "reference",
    ]);
  });

  test("speaks French, Dutch and English, each in its own words", () => {
    for (const { name, title, question, cannotSay, expects } of scenarios) {
      for (const text of [title, question, cannotSay, ...expects.map((each) => each.why)]) {
        expect(Object.keys(text), name).toEqual(["fr", "nl", "en"]);
        expect(new Set(Object.values(text)).size, `${name}: ${text.en}`).toBe(3);
      }
    }
  });

  test("states at least three directions for every scenario but the reference", () => {
    expect(scenarios.filter((each) => each.expects.length < 3).map((each) => each.name)).toEqual([
      "reference",
    ]);
  });

  test("has a digest for each scenario", () => {
    expect(new Set(scenarios.map((each) => each.digest)).size).toBe(scenarios.length);
  });

  test("shares the years before 2022, and stays within every lever's range", () => {
    const [reference] = scenarios;
    for (const scenario of scenarios) {
      for (const { name, min, max } of LEVERS) {
        for (let month = 0; month < 120; month++) {
          const value = leverValue(scenario.levers, name, month);
          expect(value).toBeGreaterThanOrEqual(min);
          expect(value).toBeLessThanOrEqual(max);
          if (month < 36)
            expect(value, `${scenario.name} ${name} ${month}`).toBe(
              leverValue(reference!.levers, name, month),
            );
        }
      }
    }
  });

  test("follows what was observed: telework from 4 to 22 % of jobs, two lockdowns, then none", () => {
    const reference = loadScenario("reference");
    const doable = 0.38;
    expect(doable * valueIn(reference, "telework.employers", "2019-06")).toBeCloseTo(0.04, 2);
    // About three in four of those who may do (A53).
    expect(0.77 * doable * valueIn(reference, "telework.employers", "2021-07")).toBeCloseTo(0.22, 2);
    expect(valueIn(reference, "telework.norm", "2019-01")).toBe(1);
    expect(valueIn(reference, "telework.norm", "2021-01")).toBe(2);
    const distancing = ["2020-02", "2020-03", "2020-07", "2020-11", "2022-02", "2022-03", "2028-12"];
    const values = distancing.map((month) => valueIn(reference, "shock.distancing", month));
    expect(values).toEqual([0, 0.7, 0.2, 0.5, 0, 0, 0]);
  });
});

describe("a user's scenario", () => {
  test("needs a single lever; the rest has defaults", () => {
    const scenario = loadScenario(write("short.yaml", "levers: { telework.norm: 4 }\n"));
    expect(scenario).toMatchObject({ name: "short", start: 0, months: 120, seed: "voisinage", expects: [] });
    expect(scenario.title).toEqual({ fr: "short", nl: "short", en: "short" });
    expect(scenario.households).toBeUndefined();
    expect(valueIn(scenario, "telework.norm", "2019-01")).toBe(4);
    expect(valueIn(scenario, "housing.permits", "2019-01")).toBe(leverSpec("housing.permits").default);
  });

  test("may be JSON", () => {
    const scenario = loadScenario(write("s.json", '{"title": {"nl": "Test"}, "months": 24, "seed": 7}'));
    expect(scenario).toMatchObject({ months: 24, seed: "7", title: { fr: "Test", nl: "Test", en: "Test" } });
  });

  test("keeps the history before a dated value, and loses it to a plain number", () => {
    const dated = loadScenario(
      write("d.yaml", "extends: reference\nlevers: { telework.norm: {from: 2022-01, value: 5} }\n"),
    );
    expect(valueIn(dated, "telework.norm", "2019-01")).toBe(1);
    expect(valueIn(dated, "telework.norm", "2021-12")).toBe(2);
    expect(valueIn(dated, "telework.norm", "2022-01")).toBe(5);
    const plain = loadScenario(write("p.yaml", "extends: reference\nlevers: { telework.norm: 3 }\n"));
    for (const month of ["2019-01", "2020-06", "2026-01"])
      expect(valueIn(plain, "telework.norm", month)).toBe(3);
  });

  test("returns to what held before when a value ends, and ramps in equal steps", () => {
    const values = "[{from: 2019-01, value: 2}, {from: 2020-01, to: 2021-01, ramp: 4, value: 0}]";
    const text = `levers: {housing.permits: ${values}}\n`;
    const scenario = loadScenario(write("r.yaml", text));
    const months = ["2019-12", "2020-01", "2020-02", "2020-04", "2020-12", "2021-01"];
    expect(months.map((month) => valueIn(scenario, "housing.permits", month))).toEqual([2, 1.5, 1, 0, 0, 2]);
  });

  test("may repeat parts by anchors, as YAML does", () => {
    const text = "levers:\n  telework.norm: &step {from: 2022-01, value: 1}\n  telework.employers: *step\n";
    const scenario = loadScenario(write("anchor.yaml", text));
    expect(valueIn(scenario, "telework.employers", "2022-01")).toBe(1);
  });

  test("extends files of its own folder; the nearest file decides", () => {
    mkdirSync(join(folder, "base"), { recursive: true });
    write("base/a.yaml", "extends: reference\nmonths: 60\nhouseholds: 2000\nseed: a\n");
    const scenario = loadScenario(write("mine.yaml", "extends: base/a.yaml\nseed: b\nscale: 500\n"));
    expect(scenario).toMatchObject({ months: 60, seed: "b", scale: 500 });
    expect(scenario.households).toBeUndefined();
    expect(valueIn(scenario, "telework.norm", "2023-01")).toBe(2);
  });

  test("has a digest of what it says, not of how it is laid out or where it lies", () => {
    const one = loadScenario(write("one.yaml", "months: 24\nlevers: {telework.norm: 4}\n"));
    const same = loadScenario(
      write("same.yaml", "# the same\nlevers:\n  telework.norm: 4.0\n\nmonths: 24\n"),
    );
    const other = loadScenario(write("other.yaml", "months: 24\nlevers: {telework.norm: 3}\n"));
    expect(same.digest).toBe(one.digest);
    expect(other.digest).not.toBe(one.digest);
  });

  test("names its own table of places, in its own folder", () => {
    write("cities.csv", "not read yet");
    expect(loadScenario(write("t.yaml", "places: cities.csv\n")).placesFile).toMatch(/cities\.csv$/);
  });
});
