/** Places cut along departements, flows spread over the pieces, and commuting against the statistic. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadBuiltIn } from "../../sim/experiment/data.ts";
import type { Simulation } from "../../sim/model/state.ts";
import { countCommuters, expectedCommuters, fitCommuting } from "../../sim/validation/commuting.ts";
import { compareFlows } from "../../sim/validation/compare-flows.ts";
import {
  contains,
  type Departements,
  departementKm,
  loadCommuters,
  loadDepartements,
  loadMovers,
  type Ring,
} from "../../sim/validation/departements.ts";
import { cutPlaces, type Pieces } from "../../sim/validation/pieces.ts";
import { splitFlows } from "../../sim/validation/split-flows.ts";
import { countryOf, inputOf, luck, simulate } from "../model/cities.ts";

/** A rectangle of longitudes and latitudes. */
const box = (west: number, east: number, south = 40, north = 50): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

/** Two departements that meet on the meridian of the seat of the first city of `countryOf`, 2 degrees. */
function twoHalves(west: number, east: number): Departements {
  return {
    list: [
      { code: "W", rings: [box(-5, 2.015)] },
      { code: "E", rings: [box(2.015, 9)] },
    ],
    inhabitants: new Map([
      [
        "city-0",
        new Map([
          ["W", west],
          ["E", east],
        ]),
      ],
    ]),
  };
}

const sharesOf = ({ start, codes, departement, share }: Pieces, place: number) =>
  Object.fromEntries(
    [...share.keys()]
      .slice(start[place], start[place + 1])
      .map((piece) => [codes[departement[piece]!], share[piece]!]),
  );

describe("outlines", () => {
  it("contain the points within an odd number of rings", () => {
    const rings = [box(0, 4, 0, 4), box(1, 2, 1, 2)];
    expect(contains(rings, 3, 3)).toBe(true);
    expect(contains(rings, 1.5, 1.5)).toBe(false);
    expect(contains(rings, 5, 3)).toBe(false);
    expect(contains(rings, -1, 3)).toBe(false);
  });

  it("have the distances that the table of movers gives, but next to Paris", () => {
    const departements = loadDepartements();
    const codes = departements.list.map(({ code }) => code);
    const km = departementKm(departements);
    const at = (from: string, to: string) => km[codes.indexOf(from) * codes.length + codes.indexOf(to)]!;
    expect(Math.abs(at("13", "75") / 627 - 1)).toBeLessThan(0.005);
    expect(Math.abs(at("69", "74") / 139.3 - 1)).toBeLessThan(0.005);
    expect(at("69", "74")).toBe(at("74", "69"));
    expect(at("69", "69")).toBe(0);
  });
});

describe("pieces of places", () => {
  it("put a core where its seat is, and meet the area's inhabitants in each departement", () => {
    const places = countryOf([[300_000, 500_000, 200_000]]);
    const pieces = cutPlaces(places, twoHalves(500_000, 500_000));
    expect(sharesOf(pieces, 0)).toEqual({ W: 1 });
    const [pole, ring] = [sharesOf(pieces, 1), sharesOf(pieces, 2)];
    expect((pole.W ?? 0) + (pole.E ?? 0)).toBeCloseTo(1, 9);
    expect(300_000 + 500_000 * (pole.W ?? 0) + 200_000 * (ring.W ?? 0)).toBeCloseTo(500_000, -1);
  });

  it("keep an area whole that the table does not cut, and leave out one abroad", () => {
    const areas = [[100_000], [60_000, 40_000]];
    const inFrance = cutPlaces(countryOf(areas), twoHalves(1, 1));
    expect(inFrance.place.length).toBe(4);
    expect(sharesOf(inFrance, 1)).toEqual({ E: 1 });
    expect(cutPlaces(countryOf(areas, 1), twoHalves(1, 1)).place.length).toBe(0);
  });

  it("of the built-in world hold the inhabitants of every area in every departement", () => {
    const { places } = loadBuiltIn();
    const departements = loadDepartements();
    const { place, share, codes, departement } = cutPlaces(places, departements);
    const have = new Map<string, number>();
    for (const [piece, j] of place.entries()) {
      const key = `${places.areaIds[places.area[j]!]} ${codes[departement[piece]!]}`;
      have.set(key, (have.get(key) ?? 0) + share[piece]! * places.population[j]!);
    }
    let off = 0;
    for (const [area, byCode] of departements.inhabitants)
      for (const [code, persons] of byCode) off += Math.abs((have.get(`${area} ${code}`) ?? 0) - persons);
    expect(off / 64_844_037).toBeLessThan(0.0005);
  });
});

describe("flows spread over pieces", () => {
  const places = countryOf([[300_000, 500_000, 200_000], [100_000]]);
  const pieces = cutPlaces(places, twoHalves(500_000, 500_000));
  const falling = (decay: number) => {
    const law = { shiftKm: 6, decay };
    return { within: law, between: law };
  };
  const near = falling(3.3);

  it("add up to what they were", () => {
    const flows = Float64Array.from({ length: 16 }, (_, at) => 10 + 7 * at);
    const split = splitFlows(places, pieces, flows, near);
    const sum = (values: Float64Array) => values.reduce((all, each) => all + each, 0);
    expect(sum(split)).toBeCloseTo(sum(flows), 6);
  });

  it("stay within the departement the more, the faster they fall with distance", () => {
    const within = new Float64Array(16);
    within[5] = 1000;
    const crossing = (decay: number) => {
      const split = splitFlows(places, pieces, within, falling(decay));
      return (split[1] ?? 0) + (split[2] ?? 0);
    };
    expect(crossing(3)).toBeLessThan(crossing(1));
    const { W = 0, E = 0 } = sharesOf(pieces, 1);
    // Without any fall they mix at random.
    expect(crossing(0)).toBeCloseTo(2000 * W * E, 6);
  });

  it("leave each piece its part of what its place sends", () => {
    const out = new Float64Array(16);
    out[5] = 500;
    out[7] = 500;
    const split = splitFlows(places, pieces, out, near);
    expect((split[0] ?? 0) + (split[1] ?? 0)).toBeCloseTo(1000 * (sharesOf(pieces, 1).W ?? 0), -1);
  });
});

describe("a comparison of flows", () => {
  it("is perfect for a flow itself, and knows a proportion from an agreement", () => {
    const flows = Float64Array.of(Number.NaN, 100, 1000, 20, 0, 50);
    const same = compareFlows(flows, flows, { from: 1, least: 1 });
    expect(same).toMatchObject({ pairs: 4, faint: 0, total: 1 });
    expect(same.r2).toBeCloseTo(1, 12);
    const half = compareFlows(
      flows,
      flows.map((each) => each / 2),
      { from: 1, least: 1 },
    );
    expect(half.r2).toBeCloseTo(1, 12);
    expect(half.slope).toBeCloseTo(1, 12);
    expect(half.forecastR2).toBeLessThan(0.9);
    expect(half.total).toBe(0.5);
  });

  it("counts a pair that nobody travels as the least that can be told", () => {
    const fit = compareFlows(Float64Array.of(100, 10, 1), Float64Array.of(100, 10, 0), { from: 1, least: 1 });
    expect(fit).toMatchObject({ pairs: 3, faint: 1 });
    expect(fit.r2).toBeCloseTo(1, 12);
  });
});

describe("observed flows", () => {
  it("are those of the files: known pairs, no pair of a departement with itself", () => {
    const codes = loadDepartements().list.map(({ code }) => code);
    const at = (from: string, to: string) => codes.indexOf(from) * codes.length + codes.indexOf(to);
    expect(loadCommuters(codes).persons[at("92", "75")]).toBe(214_750);
    const movers = loadMovers(codes);
    expect(movers.persons[at("75", "92")]).toBe(24_244);
    expect(movers.persons.filter((each) => each > 0).length).toBe(8281);
    expect(movers.persons[at("75", "75")]).toBeNaN();
    expect(movers.population[codes.indexOf("75")]).toBe(2_175_601);
  });
});

describe("commuting of the built-in world at 20,000 households", () => {
  const { places, rail, constants } = loadBuiltIn();
  let sim: Simulation;
  beforeAll(() => {
    sim = simulate(inputOf({ places, rail, constants, households: 20_000, runKey: luck(1) }));
  });

  it("is what founders drew, and what their law expects", () => {
    const [expected, counted] = [expectedCommuters(sim), countCommuters(sim)];
    const sum = (values: Float64Array) => values.reduce((all, each) => all + each, 0);
    expect(sum(expected) / sum(counted)).toBeCloseTo(1, 6);
    const home = places.id.indexOf("FR-AAV-002/ring");
    const stay = home * places.count + home;
    expect(counted[stay]! / expected[stay]!).toBeGreaterThan(0.8);
    expect(counted[stay]! / expected[stay]!).toBeLessThan(1.2);
  });

  it("agrees with the statistic nearby; far commutes are too few: R2 0.57, not yet the 0.8 wanted", () => {
    const fit = fitCommuting(sim, loadDepartements(), expectedCommuters(sim), 1);
    expect(fit.pairs).toBe(929);
    expect(fit.bands.reduce((sum, band) => sum + band.fit.pairs, 0)).toBe(929);
    expect(fit.bands[0]?.fit.r2).toBeGreaterThan(0.8);
    expect(fit.r2).toBeGreaterThan(0.5);
  });
});
