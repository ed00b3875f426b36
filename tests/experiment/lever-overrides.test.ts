import { describe, expect, test } from "vitest";
import { UserError } from "../../sim/experiment/errors.ts";
import { withLevers } from "../../sim/experiment/lever-overrides.ts";
import { leverValue } from "../../sim/model/levers.ts";

describe("levers set on the command line", () => {
  test("hold from their month on, and what the scenario says before", () => {
    const scenario = new Map([
      ["telework.norm", [{ from: 12, to: Number.POSITIVE_INFINITY, ramp: 0, value: 3 }]],
    ] as const);
    const series = withLevers(scenario, "telework.norm=4.5@2021-06, macro.inflation=7", 0);
    const norm = (month: number) => leverValue(series, "telework.norm", month);
    expect([norm(11), norm(12), norm(28), norm(29), norm(400)]).toEqual([2, 3, 3, 4.5, 4.5]);
    expect(leverValue(series, "macro.inflation", 0)).toBe(7);
    expect(scenario.get("telework.norm")).toHaveLength(1);
  });

  test("a later value of the same lever follows an earlier one", () => {
    const series = withLevers(new Map(), "telework.norm=4@2020-01,telework.norm=1@2020-03", 0);
    expect([12, 13, 14].map((month) => leverValue(series, "telework.norm", month))).toEqual([4, 4, 1]);
  });

  test.each([
    ["telework.norm", "NAME=VALUE"],
    ["telework.norm=4@2021-13", "NAME=VALUE"],
    ["telework.norms=4", "did you mean"],
    ["telework.norm=9", "goes from 0 to 5"],
    ["", "NAME=VALUE"],
  ])("%s is refused with a sentence", (text, says) => {
    const act = () => withLevers(new Map(), text, 0);
    expect(act).toThrow(UserError);
    expect(act).toThrow(says);
  });
});
