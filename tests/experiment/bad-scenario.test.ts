/** What users get wrong in a scenario, case by case: each has its stable code, says where, and helps. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
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

const lever = (value: string) => `levers:\n  telework.norm: ${value}\n`;
const CONTENTS: readonly BadInput[] = [
  {
    name: "a misspelt key",
    text: "month: 12\n",
    code: "SCENARIO_KEY",
    says: ["mine.yaml:1", 'did you mean "months"'],
  },
  {
    name: "an unknown lever",
    text: "levers:\n  telework.nrom: 2\n",
    code: "SCENARIO_LEVER",
    says: ["mine.yaml:2 /levers", '"telework.norm"'],
  },
  {
    name: "half a lever's name",
    text: "levers:\n  norm: 2\n",
    code: "SCENARIO_LEVER",
    says: ['"telework.norm"'],
  },
  {
    name: "a lever unlike any other",
    text: "levers:\n  zzzzzzzz: 2\n",
    code: "SCENARIO_LEVER",
    says: ["allowed: telework.norm"],
  },
  {
    name: "levers as a list",
    text: "levers:\n  - telework.norm\n",
    code: "SCENARIO_TYPE",
    says: ["/levers", "keys with values"],
  },
  {
    name: "a text for a number",
    text: lever('"two"'),
    code: "SCENARIO_TYPE",
    says: ["mine.yaml:2 /levers/telework.norm", "0 … 5 days/week"],
  },
  {
    name: "nothing for a number",
    text: lever(""),
    code: "SCENARIO_TYPE",
    says: ["/levers/telework.norm", "0 … 5"],
  },
  { name: "yes for a number", text: lever("true"), code: "SCENARIO_TYPE", says: ["true"] },
  {
    name: "NaN",
    text: lever(".nan"),
    code: "SCENARIO_NUMBER",
    says: ["NaN is not a usable number", "0 … 5"],
  },
  { name: "infinity", text: lever(".inf"), code: "SCENARIO_NUMBER", says: ["Infinity"] },
  { name: "1e400", text: lever("1e400"), code: "SCENARIO_NUMBER", says: ["0 … 5"] },
  {
    name: "a number above the range",
    text: lever("7"),
    code: "SCENARIO_RANGE",
    says: ["7 is out of range", "0 … 5 days/week"],
  },
  { name: "a number below the range", text: lever("-0.5"), code: "SCENARIO_RANGE", says: ["-0.5"] },
  { name: "a decimal comma", text: lever("2,5"), code: "SCENARIO_TYPE", says: ["2,5"] },
  {
    name: "a dated value without date",
    text: lever("{value: 3}"),
    code: "SCENARIO_MISSING",
    says: ["/levers/telework.norm/from", "missing"],
  },
  {
    name: "a dated value without value",
    text: lever("{from: 2022-01}"),
    code: "SCENARIO_MISSING",
    says: ["/value"],
  },
  {
    name: "month 13",
    text: lever("{from: 2019-13, value: 3}"),
    code: "SCENARIO_MONTH",
    says: ["2019-13 is not a month; write 2019-01 … 2019-12"],
  },
  {
    name: "a full date",
    text: lever("{from: 2022-01-15, value: 3}"),
    code: "SCENARIO_MONTH",
    says: ["2022-01 … 2022-12"],
  },
  {
    name: "a year alone",
    text: lever("{from: 2022, value: 3}"),
    code: "SCENARIO_MONTH",
    says: ["2022 is not a month"],
  },
  {
    name: "a month before the data",
    text: "start: 1999-01\n",
    code: "SCENARIO_MONTH",
    says: ["/start", "2019-01 … 2149-12"],
  },
  {
    name: "an end before its beginning",
    text: lever("{from: 2022-01, to: 2021-01, value: 3}"),
    code: "SCENARIO_ORDER",
    says: ["/to", "ends later"],
  },
  {
    name: "dates in disorder",
    text: lever("[{from: 2022-01, value: 3}, {from: 2021-01, value: 1}]"),
    code: "SCENARIO_ORDER",
    says: ["/1/from", "order of time"],
  },
  { name: "an empty list of values", text: lever("[]"), code: "SCENARIO_RANGE", says: ["the list is empty"] },
  {
    name: "a ramp of half a month",
    text: lever("{from: 2022-01, ramp: 0.5, value: 3}"),
    code: "SCENARIO_RANGE",
    says: ["/ramp", "whole numbers"],
  },
  {
    name: "an unknown key of a dated value",
    text: lever("{from: 2022-01, vlaue: 3, value: 2}"),
    code: "SCENARIO_KEY",
    says: ['did you mean "value"'],
  },
  {
    name: "an unknown shock",
    text: "shocks:\n  - {lever: shock.distance, from: 2020-03, value: 1}\n",
    code: "SCENARIO_LEVER",
    says: ["/shocks/0/lever", '"shock.distancing"'],
  },
  {
    name: "a bad month of a shock",
    text: "shocks:\n  - {lever: shock.distancing, from: 2020-00, value: 1}\n",
    code: "SCENARIO_MONTH",
    says: ["mine.yaml:2 /shocks/0/from"],
  },
  { name: "no months", text: "months: 0\n", code: "SCENARIO_RANGE", says: ["1 … 1200 months"] },
  { name: "half a month", text: "months: 1.5\n", code: "SCENARIO_RANGE", says: ["1.5 is not whole"] },
  { name: "negative households", text: "households: -1\n", code: "SCENARIO_RANGE", says: ["100 … 40000000"] },
  { name: "scale 0", text: "scale: 0\n", code: "SCENARIO_RANGE", says: ["1 … 100000"] },
  {
    name: "households and scale",
    text: "households: 1000\nscale: 50\n",
    code: "SCENARIO_CONFLICT",
    says: ["mine.yaml:2 /scale", "keep one"],
  },
  { name: "a seed that is a list", text: "seed: [1]\n", code: "SCENARIO_TYPE", says: ["/seed"] },
  {
    name: "a title without language",
    text: "title: {}\n",
    code: "SCENARIO_TYPE",
    says: ["/title", "fr, nl, en"],
  },
  {
    name: "a title in an unknown language",
    text: "title: {de: Titel}\n",
    code: "SCENARIO_KEY",
    says: ["/title", "de"],
  },
  {
    name: "an unknown indicator",
    text: "expects: [{indicator: rents, direction: higher, why: x}]\n",
    code: "SCENARIO_CHOICE",
    says: ['did you mean "rent"'],
  },
  {
    name: "an unknown direction",
    text: "expects: [{indicator: rent, direction: up, why: x}]\n",
    code: "SCENARIO_CHOICE",
    says: ["higher, lower, unchanged"],
  },
  {
    name: "extends an unknown name",
    text: "extends: referense\n",
    code: "SCENARIO_EXTENDS",
    says: ["mine.yaml:1 /extends", '"reference"'],
  },
  { name: "extends itself", text: "extends: mine.yaml\n", code: "SCENARIO_EXTENDS", says: ["loop"] },
  {
    name: "extends a path outside",
    text: "extends: ../../../etc/passwd\n",
    code: "SCENARIO_EXTENDS",
    says: ["outside"],
  },
  {
    name: "extends an absolute path",
    text: "extends: /etc/passwd\n",
    code: "SCENARIO_EXTENDS",
    says: ["outside"],
  },
  {
    name: "extends a missing file",
    text: "extends: gone.yaml\n",
    code: "SCENARIO_EXTENDS",
    says: ["there is no file"],
  },
  { name: "extends a number", text: "extends: 7\n", code: "SCENARIO_TYPE", says: ["/extends"] },
  {
    name: "places outside",
    text: "places: ../places.csv\n",
    code: "SCENARIO_PLACES",
    says: ["mine.yaml:1 /places", "outside"],
  },
  { name: "places missing", text: "places: gone.csv\n", code: "SCENARIO_PLACES", says: ["there is no file"] },
];

describe("a scenario with", () => {
  test.each(CONTENTS)("$name is refused with $code", (input) => expectFault(input, () => load(input.text)));

  test("several faults tells all of them, in the order of the file", () => {
    const fault = faultOf(() =>
      load("months: 0\nlevers:\n  telework.norm: 9\n  telework.employers: .nan\nhouseholds: 5\n"),
    );
    expect(fault.problems.map((each) => each.where.replace(/.*mine/, "mine"))).toEqual([
      "mine.yaml:1 /months",
      "mine.yaml:3 /levers/telework.norm",
      "mine.yaml:4 /levers/telework.employers",
      "mine.yaml:5 /households",
    ]);
  });

  test("hundreds of faults tells the first and counts the rest", () => {
    const fault = faultOf(() =>
      load(`levers:\n${Array.from({ length: 100 }, (_, i) => `  x${i}: 1\n`).join("")}`),
    );
    expect(fault.problems.length + fault.untold).toBe(100);
    expect(fault.message).toContain("80 more problems");
  });

  test("a loop of three files is refused where it closes", () => {
    writeFileSync(join(folder, "a.yaml"), "extends: b.yaml\n");
    writeFileSync(join(folder, "b.yaml"), "extends: c.yaml\n");
    writeFileSync(join(folder, "c.yaml"), "months: 12\nextends: a.yaml\n");
    const fault = faultOf(() => loadScenario(join(folder, "a.yaml")));
    expect(fault.message).toMatch(/c\.yaml:2 \/extends: .*loop.*\[SCENARIO_EXTENDS\]/);
  });

  test("a chain of nine files is refused", () => {
    for (let i = 0; i < 9; i++)
      writeFileSync(join(folder, `n${i}.yaml`), i < 8 ? `extends: n${i + 1}.yaml\n` : "seed: x\n");
    expect(loadScenario(join(folder, "n1.yaml")).seed).toBe("x");
    expect(faultOf(() => loadScenario(join(folder, "n0.yaml"))).message).toContain("more than 8 files");
  });

  test("a link that leads out of its folder is refused", () => {
    mkdirSync(join(folder, "inner"), { recursive: true });
    writeFileSync(join(folder, "secret.yaml"), "months: 12\n");
    symlinkSync(join(folder, "secret.yaml"), join(folder, "inner", "link.yaml"));
    writeFileSync(join(folder, "inner", "s.yaml"), "extends: link.yaml\n");
    expect(faultOf(() => loadScenario(join(folder, "inner", "s.yaml"))).message).toContain("outside");
  });

  test("a fault in the file it extends names that file", () => {
    writeFileSync(join(folder, "base.yaml"), "seed: x\nmonths: -4\n");
    expect(faultOf(() => load("extends: base.yaml\n")).message).toContain("base.yaml:2 /months");
  });

  test("a path that is missing or a folder is refused", () => {
    expect(faultOf(() => loadScenario(join(folder, "gone.yaml"))).code).toBe("SCENARIO_FILE");
    expect(faultOf(() => loadScenario(folder)).code).toBe("SCENARIO_FILE");
    expect(faultOf(() => loadScenario("telework-rihgt")).message).toContain('did you mean "telework-right"');
  });
});
