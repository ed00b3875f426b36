import { describe, expect, test } from "vitest";
import { combineDigests } from "../../sim/core/digest.ts";
import { formatConstants, parseConstants } from "../../sim/experiment/constants.ts";
import { loadBuiltIn } from "../../sim/experiment/data.ts";
import { UserError } from "../../sim/experiment/errors.ts";
import { nearestName } from "../../sim/experiment/nearest.ts";
import { parsePlaces } from "../../sim/experiment/places.ts";
import { type Overrides, prepare, runScenario } from "../../sim/experiment/run.ts";
import { loadScenario } from "../../sim/experiment/scenario.ts";
import { runKey } from "../../sim/experiment/seed.ts";
import { digestSimulation } from "../../sim/model/simulation.ts";
import { CONSTANTS_PER_PLACE } from "../../sim/model/state.ts";

const whole = loadBuiltIn();
/** The first places of the built-in world: 20 lines, large areas, quick to build. */
const placesText = whole.placesText.split("\n").slice(0, 21).join("\n");
const world = { places: parsePlaces(placesText, "places.csv"), rail: [], constants: null, placesText };
const reference = loadScenario("reference");
const prepared = (overrides: Overrides) => prepare(reference, overrides, world);

describe("a seed", () => {
  test("gives the same key always, and texts that seedrandom confuses give different ones", () => {
    expect(runKey("a")).toEqual(runKey("a"));
    expect(runKey("\u0141")).not.toEqual(runKey("A"));
  });

  test("gives words of 32 bits without collision among 2,000 texts", () => {
    const keys = Array.from({ length: 2_000 }, (_, index) => runKey(String(index)));
    for (const { k0, k1 } of keys) expect([k0 >>> 0, k1 >>> 0]).toEqual([k0, k1]);
    expect(new Set(keys.map(({ k0, k1 }) => `${k0}/${k1}`)).size).toBe(2_000);
  });
});

describe("a run", () => {
  test("takes its size from the user, else the scenario, else the default", () => {
    expect(prepared({}).input.households).toBe(100_000);
    expect(prepared({ households: 5_000 }).input.households).toBe(5_000);
    expect(prepare(reference, { scale: 1_000 }, whole).input.households).toBeCloseTo(33_960, -1);
    const bare = { ...reference };
    delete (bare as { households?: number }).households;
    expect(prepare(bare, {}, world).input.households).toBe(100_000);
  });

  const refused: readonly (readonly [string, Overrides, string])[] = [
    ["negative households", { households: -1 }, "OPTION_RANGE"],
    ["half a household", { households: 1000.5 }, "OPTION_RANGE"],
    ["NaN households", { households: Number.NaN }, "OPTION_RANGE"],
    ["more households than live there", { households: 39_000_000 }, "RUN_SIZE"],
    ["scale 0", { scale: 0 }, "OPTION_RANGE"],
    ["infinite scale", { scale: Number.POSITIVE_INFINITY }, "OPTION_RANGE"],
    ["households and scale", { households: 1_000, scale: 100 }, "OPTION_CONFLICT"],
    ["no months", { months: 0 }, "OPTION_RANGE"],
    ["200 years", { months: 2_400 }, "OPTION_RANGE"],
    ["an empty seed", { seed: "" }, "OPTION_RANGE"],
    ["a seed of a page", { seed: "x".repeat(201) }, "OPTION_RANGE"],
  ];
  test.each(refused)("with %s is refused", (_, overrides, code) => {
    try {
      prepared(overrides);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).code).toBe(code);
    }
  });

  test("calls back before the first month and after each", async () => {
    const seen: number[] = [];
    const run = prepared({ households: 1_000, months: 3, seed: "a" });
    await runScenario(run, { onMonth: (simulation, elapsed) => void seen.push(elapsed, simulation.elapsed) });
    expect(seen).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  });

  test("is the same for the same seed and differs for another", async () => {
    const digest = async (seed: string) =>
      combineDigests(digestSimulation(await runScenario(prepared({ households: 1_000, months: 2, seed }))));
    const first = await digest("a");
    expect(await digest("a")).toBe(first);
    expect(await digest("b")).not.toBe(first);
  });

  test("stops between two months when it is told to", async () => {
    const stop = new AbortController();
    const months: number[] = [];
    const run = runScenario(prepared({ households: 1_000, months: 50 }), {
      signal: stop.signal,
      onMonth: (_, elapsed) => {
        months.push(elapsed);
        if (elapsed === 2) stop.abort(new Error("enough"));
      },
    });
    await expect(run).rejects.toThrow("enough");
    expect(months).toEqual([0, 1, 2]);
  });
});

describe("constants", () => {
  test("survive their file, whatever the order of the table", () => {
    const { places } = world;
    const values = Float64Array.from(
      { length: CONSTANTS_PER_PLACE * places.count },
      (_, index) => index / 64,
    );
    const text = formatConstants(places, values, { seed: "a" });
    expect(parseConstants(text, "constants.json", places)).toEqual(values);
    const reversed = { ...places, id: [...places.id].reverse() };
    const back = parseConstants(text, "constants.json", reversed);
    expect(back?.[0]).toBe(values[places.count - 1]);
    expect(
      parseConstants(text, "constants.json", { ...places, id: places.id.map((id) => `x${id}`) }),
    ).toBeNull();
  });
});

test("the nearest name is found across slips of the pen, and none far away", () => {
  const names = ["telework.norm", "telework.employers", "housing.permits"];
  expect(nearestName("telework.nrom", names)).toBe("telework.norm");
  expect(nearestName("Telework.Norm", names)).toBe("telework.norm");
  expect(nearestName("permits", names)).toBe("housing.permits");
  expect(nearestName("climate.heat", names)).toBeUndefined();
});
