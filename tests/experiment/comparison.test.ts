/** Comparisons: intervals against tables, and what must hold of any two scenarios. */
import { afterAll, describe, expect, test } from "vitest";
import {
  balanceOf,
  checkComparable,
  type Difference,
  differencesOf,
  isResolved,
  runPairs,
  seedsOf,
} from "../../sim/experiment/comparison.ts";
import { type Overrides, prepare } from "../../sim/experiment/run.ts";
import { loadScenario } from "../../sim/experiment/scenario.ts";
import { meanInterval, quantileT, withinT } from "../../sim/experiment/student.ts";
import { PLACE_CLASSES } from "../../sim/model/places.ts";
import { INDICATORS } from "../../sim/output/indicators.ts";
import { faultOf } from "./faults.ts";
import { smallWorld } from "./small-world.ts";

const world = smallWorld();
afterAll(world.remove);

const runOf = (name: string, overrides: Overrides = {}) => prepare(loadScenario(world.path(name)), overrides);
const compare = async (a: string, b: string, seeds = 3) => {
  const signal = new AbortController().signal;
  return differencesOf(await runPairs(runOf(a), runOf(b), seedsOf("s", seeds), { threads: 1, signal }));
};
const partsOf = (found: Awaited<ReturnType<typeof compare>>): Difference[] =>
  Object.values(found).flatMap((each) => [each, ...Object.values(each.byClass)]);

describe("Student's t", () => {
  // Two-sided critical values as printed in every table (Fisher and Yates 1938).
  test.each([
    [0.95, 1, 12.7062],
    [0.95, 2, 4.3027],
    [0.95, 4, 2.7764],
    [0.95, 9, 2.2622],
    [0.95, 19, 2.093],
    [0.8, 5, 1.4759],
    [0.99, 10, 3.1693],
    [0.95, 1000, 1.9623],
  ])("at %f with %i degrees of freedom is %f", (level, freedom, value) => {
    expect(quantileT(level, freedom)).toBeCloseTo(value, 4);
    expect(withinT(quantileT(level, freedom), freedom)).toBeCloseTo(level, 12);
  });

  test("gives the interval of a mean, and its mirror for values of the other sign", () => {
    const values = [1.25, -0.5, 3.125, 0.1, 7.7];
    const { mean, low, high } = meanInterval(values, 0.95);
    expect([mean, low, high]).toEqual([
      expect.closeTo(2.335, 9),
      expect.closeTo(2.335 - 4.1002, 3),
      expect.closeTo(2.335 + 4.1002, 3),
    ]);
    const mirror = meanInterval(
      values.map((each) => -each),
      0.95,
    );
    expect(mirror).toEqual({ mean: -mean, low: -high, high: -low });
  });

  test("has no width where all values are equal", () => {
    expect(meanInterval([0.5, 0.5, 0.5], 0.95)).toEqual({ mean: 0.5, low: 0.5, high: 0.5 });
  });
});

describe("two scenarios", () => {
  test("that are one differ nowhere, by nothing", async () => {
    const found = await compare("calm.yaml", "calm.yaml");
    expect(Object.keys(found)).toEqual(INDICATORS.map(({ name }) => name));
    for (const { a, b, difference, low, high } of partsOf(found)) {
      expect(b).toBe(a);
      if (a !== null) expect([difference, low, high]).toEqual([0, 0, 0]);
    }
    expect(partsOf(found).some(isResolved)).toBe(false);
  });

  test("that say the same differ nowhere, though each is run", async () => {
    world.add("twin.yaml", "extends: calm.yaml\nlevers: { housing.permits: 1 }\n");
    for (const { difference } of partsOf(await compare("calm.yaml", "twin.yaml"))) {
      expect(difference ?? 0).toBe(0);
    }
  });

  test("turned round have every sign turned round, exactly", async () => {
    const one = partsOf(await compare("calm.yaml", "remote.yaml"));
    const other = partsOf(await compare("remote.yaml", "calm.yaml"));
    for (const [at, { a, b, difference, low, high }] of one.entries()) {
      if (difference === null || low === null || high === null) continue;
      const mirror = { a: b, b: a, difference: 0 - difference, low: 0 - high, high: 0 - low };
      expect(other[at]).toMatchObject(mirror);
      expect(low <= difference && difference <= high).toBe(true);
    }
    expect(one.filter(isResolved).length).toBeGreaterThan(5);
  });

  test("tell by class who gains and who loses", async () => {
    const found = await compare("calm.yaml", "remote.yaml", 4);
    expect(isResolved(found.remoteDays ?? { a: 0, b: 0, difference: 0, low: 0, high: 0 })).toBe(true);
    const balance = balanceOf(found);
    expect(Object.keys(balance)).toEqual([...PLACE_CLASSES]);
    expect(balance.capital?.worse).toContain("dependence");
    expect(balance.capital?.better).not.toContain("dependence");
  });

  test.each([
    ["COMPARE_PLACES", "elsewhere.yaml", {}, "places"],
    ["COMPARE_START", "later.yaml", {}, "2019-01 and 2020-01"],
    ["COMPARE_MONTHS", "longer.yaml", {}, "12 and 24 months; add --months M"],
    ["COMPARE_SIZE", "calm.yaml", { households: 400 }, "300 and 400 simulated households"],
  ])("are refused with %s", (code, name, overrides, said) => {
    const fault = faultOf(() => checkComparable(runOf("calm.yaml"), runOf(name, overrides)));
    expect(fault.code).toBe(code);
    expect(fault.message).toContain(said);
  });
});
