import { describe, expect, test } from "vitest";
import { loadBuiltIn, type World } from "../../sim/experiment/data.ts";
import { judge, leverClaims, scenarioClaims, verdictOf } from "../../sim/experiment/expectations.ts";
import { sampleWorld } from "../../sim/experiment/sample-world.ts";
import { catalogueNames } from "../../sim/experiment/scenario-chain.ts";
import type { LeverSpec } from "../../sim/model/levers/spec.ts";
import { LEVERS } from "../../sim/model/levers.ts";
import { GROUPS, INDICATORS } from "../../sim/output/indicators.ts";
import { countryOf, TWELVE_CITIES } from "../model/cities.ts";

const world: World = { places: countryOf(TWELVE_CITIES), rail: [], constants: null, placesText: "twelve" };
const one = { threads: 1, signal: new AbortController().signal };

describe("a verdict", () => {
  test.each([
    ["higher", 0.1, 0.3, "holds"],
    ["higher", -0.1, 0.3, "unresolved"],
    ["higher", -0.3, -0.1, "does not hold"],
    ["lower", -0.3, -0.1, "holds"],
    ["lower", -0.3, 0.1, "unresolved"],
    ["lower", 0.1, 0.3, "does not hold"],
    ["higher", 0, 0, "does not hold"],
    ["lower", 0, 0, "does not hold"],
    ["unchanged", 0, 0, "holds"],
    ["unchanged", -0.009, 0.009, "holds"],
    ["unchanged", -0.009, 0.02, "unresolved"],
    ["unchanged", 0.02, 0.03, "does not hold"],
  ] as const)("on %s with an interval from %f to %f: %s", (direction, low, high, verdict) => {
    expect(verdictOf(direction, low, high, 0.01)).toBe(verdict);
  });
});

describe("claims", () => {
  const size = { world, households: 600, months: 50 };

  test("of the catalogue all stand on something measured, and each world is prepared once", () => {
    const claims = scenarioClaims(catalogueNames(), size);
    const names = INDICATORS.map(({ name }) => name);
    expect(claims.filter(({ indicator }) => !names.includes(indicator))).toEqual([]);
    expect(new Set(claims.map((claim) => claim.without)).size).toBe(1);
    expect(new Set(claims.map((claim) => claim.with)).size).toBe(catalogueNames().length - 1);
  });

  test("are judged by paired runs: a right to telework makes more remote days", async () => {
    const claims = scenarioClaims(["telework-right"], size);
    const findings = await judge(claims, ["a", "b", "c"], one);
    const days = findings.find(({ indicator }) => indicator === "remoteDays");
    expect(days).toMatchObject({ about: "telework-right", where: "all", verdict: "holds" });
    expect(days!.low).toBeLessThanOrEqual(days!.difference);
  });

  test("of levers: limits to screen time lower it, as declared", async () => {
    const findings = await judge(leverClaims(["digital.limits"], { ...size, months: 6 }), ["a", "b"], one);
    expect(findings).toMatchObject([{ about: "digital.limits", indicator: "hoursOnline", verdict: "holds" }]);
  });
});

test("every lever says what it moves, by names that are measured, at a value in its range", () => {
  const names = INDICATORS.map(({ name }) => name);
  const specs = LEVERS as readonly LeverSpec[];
  for (const { name, moves, min, max, default: usual } of specs) {
    expect(moves, name).toBeDefined();
    expect(names, name).toContain(moves?.indicator);
    expect(GROUPS, name).toContain(moves?.where ?? "all");
    expect(moves?.at, name).toBeGreaterThanOrEqual(min);
    expect(moves?.at, name).toBeLessThanOrEqual(max);
    expect(moves?.at, name).not.toBe(usual);
    for (const [other, value] of Object.entries(moves?.given ?? {})) {
      const spec = specs.find((each) => each.name === other);
      expect(value >= (spec?.min ?? Infinity) && value <= (spec?.max ?? -Infinity), other).toBe(true);
    }
  }
});

test("a sampled world has every fifth area of each class, whole, with its trains and constants", () => {
  const whole = loadBuiltIn();
  const part = sampleWorld(whole, 5);
  const { places, constants } = part;
  expect(places.areaIds.length / whole.places.areaIds.length).toBeCloseTo(1 / 5, 1);
  for (const [place, id] of places.id.entries()) {
    const before = whole.places.id.indexOf(id);
    expect(places.population[place]).toBe(whole.places.population[before]);
    expect(places.areaIds[places.area[place]!]).toBe(whole.places.areaIds[whole.places.area[before]!]);
    const constant = (k: number) => whole.constants?.[k * whole.places.count + before];
    for (const k of [0, 5]) expect(constants?.[k * places.count + place]).toBe(constant(k));
  }
  const taken = whole.places.area.filter((area) => places.areaIds.includes(whole.places.areaIds[area]!));
  expect(taken.length).toBe(places.count);
  expect(new Set(places.placeClass)).toEqual(new Set(whole.places.placeClass));
  expect(part.rail.length).toBeGreaterThan(0);
  expect(part.rail.every(({ from, to }) => from < places.areaIds.length && to < places.areaIds.length)).toBe(
    true,
  );
});
