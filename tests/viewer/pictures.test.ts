import { describe, expect, test } from "vitest";
import { decodeFrame } from "../../sim/session/frames.ts";
import { departementNames, makeOutlines } from "../../viewer/build/outlines.ts";
import { FIRST_CHARTS } from "../../viewer/charts/list.ts";
import { apart } from "../../viewer/charts/names.ts";
import { areaNow, areasOf, simulatedHouseholds } from "../../viewer/map/areas.ts";
import { classColour, rateColour, SCALE_END } from "../../viewer/palette.ts";
import { readHash, writeHash } from "../../viewer/settings.ts";
import { chanceOf, summaryOf } from "../../viewer/summary.ts";
import { frame, hello, place } from "./stage.ts";

describe("areas", () => {
  const areas = areasOf(hello().places);

  test("gather their zones from the centre out, the most populous area first", () => {
    expect(areas.map(({ name, zones }) => [name, zones.map(({ zone }) => zone)])).toEqual([
      ["Area 0", ["core", "ring"]],
      ["Area 1", ["rest"]],
    ]);
    expect(areas.map(({ rural }) => rural)).toEqual([false, true]);
  });

  test("stand at the centre of their inhabitants", () => {
    const [area] = areasOf([place(0, "core", 300, 2, 48), place(0, "ring", 100, 4, 50)]);
    expect([area?.lon, area?.lat, area?.population]).toEqual([2.5, 48.5, 400]);
  });

  test("gain what their zones gain, by inhabitants", () => {
    const month = decodeFrame(frame(0, { key: true }), { indicators: 2, places: 3 });
    const [area] = areas;
    if (typeof month === "string" || area === undefined) throw new Error("no frame");
    expect(areaNow(area, month)).toEqual({ population: 400, netMigration: (100 * 4 + 300 * -8) / 400 });
  });

  test("share the simulated households by inhabitants", () => {
    expect([...simulatedHouseholds(hello().places, 90)]).toEqual([20, 10, 60]);
  });
});

describe("outlines", () => {
  const { land, regions, districts } = makeOutlines();
  const departements = departementNames();

  test("are small, and hold France with Corsica and Belgium", () => {
    expect(JSON.stringify(land).length).toBeLessThan(60_000);
    const points = land.coordinates.flat(2);
    const lons = points.map(([lon = 0]) => lon);
    const lats = points.map(([, lat = 0]) => lat);
    expect([Math.min(...lons), Math.max(...lons)].map(Math.round)).toEqual([-5, 10]);
    expect([Math.min(...lats), Math.max(...lats)].map(Math.round)).toEqual([41, 52]);
  });

  test("draw each inner border, and name the departements", () => {
    expect(regions.coordinates.length).toBeGreaterThan(10);
    expect(districts.coordinates.length).toBeGreaterThan(regions.coordinates.length);
    expect(Object.keys(departements)).toHaveLength(96);
    expect(departements["2A"]).toBe("Corse-du-Sud");
  });
});

describe("names at the ends of lines", () => {
  test("stay where they are if there is room", () => {
    expect(apart([10, 40, 25], 12, 0, 100)).toEqual([10, 40, 25]);
  });

  test("keep their order and their distance, and stay within bounds", () => {
    const heights = [50, 50.5, 49, 3, 99, 98];
    const places = apart(heights, 12, 0, 100);
    const order = (values: readonly number[]) =>
      values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
    expect(order(places)).toEqual(order(heights));
    const sorted = [...places].sort((a, b) => a - b);
    for (let index = 1; index < sorted.length; index++) {
      expect((sorted[index] ?? 0) - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(12 - 1e-9);
    }
    expect(sorted[0]).toBeGreaterThanOrEqual(0);
    expect(sorted.at(-1)).toBeLessThanOrEqual(100);
  });
});

describe("the sentence", () => {
  const classes = hello().classes;
  const sure = [0, 0, 0, 0, 0, 0];

  test("says who gains and who loses most", () => {
    const rates = [-3.1, 0.2, 0.4, 4.24, 1, -1];
    expect(summaryOf("fr", 14, classes, rates, sure)).toBe(
      "Depuis 12 mois, les villes moyennes gagnent 4,2 habitants pour 1\u00a0000 ; " +
        "les capitales en perdent 3,1.",
    );
    expect(summaryOf("nl", 14, classes, rates, sure)).toContain("winnen de middelgrote steden 4,2");
    expect(summaryOf("en", 5, classes, rates, sure)).toMatch(/^Over 5 months, mid-sized cities gain 4.2/);
  });

  test("says that nothing moves much, or that only somebody loses", () => {
    expect(summaryOf("en", 14, classes, [0.1, -0.2, 0, 0.3, 0.1, 0], sure)).toContain("no class of city");
    expect(summaryOf("en", 14, classes, [-2, -0.2, 0, 0.3, 0.1, 0], sure)).toBe(
      "Over 12 months, the capitals lose 2.0 inhabitants per 1,000.",
    );
    expect(summaryOf("en", 0, classes, [0, 0, 0, 0, 0, 0], sure)).toContain("begins");
  });
});

describe("chance", () => {
  test("keeps the sentence from naming what may be luck", () => {
    const classes = hello().classes;
    const rates = [-3, 0.2, 0.4, 4, 9, -1];
    expect(summaryOf("en", 14, classes, rates, [0.5, 0.5, 0.5, 0.5, 5, 0.5])).toMatch(/mid-sized.*capitals/);
    expect(summaryOf("en", 14, classes, rates, [9, 9, 9, 9, 9, 9])).toContain("clearly");
  });

  test("falls with the root of the households", () => {
    expect(chanceOf(10_000, 3)).toBeCloseTo((1000 * Math.sqrt(600)) / 10_000, 12);
    expect(chanceOf(40_000, 3)).toBeCloseTo(chanceOf(10_000, 3) / 2, 12);
    expect(chanceOf(0, 3)).toBe(0);
  });
});

describe("colours", () => {
  test("differ between gain and loss, and stay at the ends of the scale", () => {
    for (const ground of ["light", "dark"] as const) {
      expect(rateColour(ground, 5)).not.toBe(rateColour(ground, -5));
      expect(rateColour(ground, SCALE_END * 9)).toBe(rateColour(ground, SCALE_END));
      const lines = new Set([0, 1, 2, 3, 4, 5].map((index) => classColour(ground, index)));
      expect(lines.size).toBe(6);
    }
  });
});

describe("the address", () => {
  test("holds what is not a default, and nothing else", () => {
    const choices = {
      lang: "nl",
      theme: "dark",
      map: "picture",
      charts: "table",
      screen: "desk",
      sides: "both",
      shown: ["rent", "trust"],
    } as const;
    expect(writeHash(choices)).toBe("#/?lang=nl&theme=dark&charts=table&sides=both&show=rent,trust");
    expect(readHash(writeHash(choices))).toEqual(choices);
    expect(writeHash(readHash(""))).toBe("#/");
  });

  test("that is broken falls back to the defaults", () => {
    const pictures = { map: "picture", charts: "picture", screen: "desk", sides: "difference" };
    const defaults = { lang: "fr", theme: "auto", ...pictures, shown: FIRST_CHARTS };
    expect(readHash("#/?lang=tlh&theme=&x=1&&&show=,<b>,../x&=%E0%A4%A")).toEqual(defaults);
  });
});
