import { describe, expect, it } from "vitest";
import { deriveKey, type Key } from "../../sim/core/random.ts";
import { loadBuiltIn } from "../../sim/experiment/data.ts";
import type { PlaceTable } from "../../sim/model/places.ts";
import { areaArrival, groupArrival, MAX_ZONES, makeTasteGroups, zoneTastes } from "../../sim/model/tastes.ts";
import { naiveGroups, naiveTastes } from "./tastes.ts";
import { diceOf, randomPlaces } from "./worlds.ts";

const WORLDS = 1000;

/** E of every place by the kernel. */
function kernelTastes(table: PlaceTable, { k0, k1 }: Key, mu: number): Float64Array {
  const groups = makeTasteGroups(table);
  const out = new Float64Array(table.count);
  const zones = new Float64Array(MAX_ZONES);
  for (let area = 0; area < table.areaIds.length; area++) {
    const g = groups.groupOf[area]!;
    const arrival = areaArrival(groups, k0, k1, area, groupArrival(groups, k0, k1, g));
    const places = [...table.area.keys()].filter((place) => table.area[place] === area);
    zoneTastes(k0, k1, groups.start[g]! + groups.position[area]!, arrival, places.length, mu, zones);
    places.forEach((place, z) => {
      out[place] = zones[z]!;
    });
  }
  return out;
}

/** Nesting parameters, the ends among them. */
const NESTS = [1, 0.5, 0.02, 0.999_999, 0.3, 0.8];

describe("tastes of the kernel and of the naive twin", () => {
  it(`agree bit for bit in ${WORLDS} random worlds`, () => {
    for (let world = 0; world < WORLDS; world++) {
      const dice = diceOf(world);
      const table = randomPlaces(dice);
      const mu = NESTS[world % (NESTS.length + 1)] ?? dice.real(0.02, 1);
      const key = { k0: dice.bits(), k1: dice.bits() };
      expect(kernelTastes(table, key, mu), `world ${world}`).toEqual(naiveTastes(table, key, mu));
    }
  });

  it("agree for the built-in places", () => {
    const table = loadBuiltIn().places;
    for (let household = 0; household < 3; household++) {
      const key = deriveKey({ k0: 1, k1: 2 }, household, 0);
      expect(kernelTastes(table, key, 0.5)).toEqual(naiveTastes(table, key, 0.5));
    }
  });

  it("put the same areas into the same groups", () => {
    const table = loadBuiltIn().places;
    const groups = makeTasteGroups(table);
    const listed = Array.from({ length: groups.count }, (_, g) => [
      ...groups.areas.subarray(groups.start[g], groups.start[g + 1]),
    ]);
    expect(listed).toEqual(naiveGroups(table));
    expect(listed[0]?.length, "the largest area stands alone").toBe(1);
  });
});
