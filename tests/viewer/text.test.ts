import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LEVERS } from "../../sim/model/levers.ts";
import { PLACE_CLASSES, ZONES } from "../../sim/model/places.ts";
import { INDICATORS } from "../../sim/output/indicators.ts";
import { AREA_NAMES } from "../../viewer/text/area-names.ts";
import {
  decimalsOf,
  formatMonth,
  formatNumber,
  formatPercent,
  formatSigned,
  unitName,
  unitScale,
  yearOf,
} from "../../viewer/text/format.ts";
import { className, LANGUAGES, TEXTS, zoneName } from "../../viewer/text/text.ts";
import { ROOT } from "../tidy/source.ts";

const CODES = LANGUAGES.map(({ code }) => code);

describe("the words", () => {
  test("exist in every language, none empty", () => {
    const keys = Object.keys(TEXTS.fr).sort();
    for (const code of CODES) {
      expect(Object.keys(TEXTS[code]).sort()).toEqual(keys);
      for (const [key, word] of Object.entries(TEXTS[code])) {
        if (typeof word === "string") expect(word.trim(), `${code}/${key}`).not.toBe("");
      }
    }
  });

  test("use whatever they are given, in every language", () => {
    for (const code of CODES) {
      for (const [key, word] of Object.entries(TEXTS[code])) {
        if (typeof word === "string") continue;
        const given = ["⟨a⟩", "⟨b⟩", "⟨c⟩", "⟨d⟩"].slice(0, word.length);
        const said = (word as (...words: string[]) => string)(...given);
        for (const each of given) expect(said, `${code}/${key}`).toContain(each);
      }
    }
  });

  test.each(["nl", "en"] as const)("differ between French and %s where they are whole sentences", (code) => {
    for (const [key, word] of Object.entries(TEXTS.fr)) {
      if (typeof word !== "string" || word.split(" ").length < 4) continue;
      expect(TEXTS[code][key as keyof typeof TEXTS.fr], key).not.toBe(word);
    }
  });

  test("name every class, zone and unit that the simulation has", () => {
    for (const code of CODES) {
      const text = TEXTS[code];
      for (const name of PLACE_CLASSES) {
        for (const form of ["class", "short", "the", "size"] as const) {
          expect(className(text, form, name), `${code} ${form}`).not.toBe(name);
        }
      }
      for (const zone of ZONES) expect(zoneName(text, zone, true)).not.toBe(zone);
    }
    for (const { unit } of [...LEVERS, ...INDICATORS]) {
      if (unit !== "%") expect(unitName(TEXTS.nl, unit), unit).not.toBe(unit);
    }
  });

  test("a name they do not know stays as it is", () => {
    expect(className(TEXTS.en, "class", "megalopolis")).toBe("megalopolis");
    expect(zoneName(TEXTS.en, "moon", false)).toBe("moon");
    expect(unitName(TEXTS.en, "furlong")).toBe("furlong");
  });

  test("a pole is a city where no centre is a zone of its own", () => {
    expect(zoneName(TEXTS.fr, "pole", false)).toBe("Ville");
    expect(zoneName(TEXTS.fr, "pole", true)).toBe("Banlieue");
  });

  test("names of areas are those of the place table", () => {
    const table = readFileSync(join(ROOT, "scenarios/data/places.csv"), "utf8");
    for (const name of Object.keys(AREA_NAMES)) expect(table).toContain(`,${name},`);
  });
});

describe("numbers", () => {
  test("are printed as each language does, with a true minus", () => {
    expect(formatNumber("fr", -1234.56, 1)).toBe("−1\u00a0234,6");
    expect(formatNumber("nl", -1234.56, 1)).toBe("−1.234,6");
    expect(formatNumber("en", -1234.56, 1)).toBe("−1,234.6");
    expect(formatPercent("fr", 0.42)).toBe("42\u00a0%");
    expect(formatPercent("en", 0.42)).toBe("42%");
  });

  test("have a sign where gain and loss are told, but not at zero", () => {
    expect(formatSigned("en", 4.25, 1)).toBe("+4.3");
    expect(formatSigned("en", -4.25, 1)).toBe("−4.3");
    expect(formatSigned("en", 0.04, 1)).toBe("0.0");
    expect(formatSigned("en", -0.04, 1)).toBe("0.0");
    expect(formatNumber("en", -0.04, 1)).toBe("0.0");
  });

  test("that are absent are a dash", () => {
    expect(formatNumber("fr", undefined, 1)).toBe("–");
    expect(formatNumber("fr", Number.NaN, 1)).toBe("–");
    expect(formatSigned("fr", Number.POSITIVE_INFINITY, 1)).toBe("–");
  });

  test("show a step exactly", () => {
    expect([1, 0.5, 0.05, 5, 0.125, 1 / 3].map(decimalsOf)).toEqual([0, 1, 2, 0, 3, 4]);
    expect([unitScale("share"), unitScale("%")]).toEqual([100, 1]);
  });
});

describe("months", () => {
  test("are counted from January 2019", () => {
    expect(formatMonth("fr", 0)).toBe("janvier 2019");
    expect(formatMonth("nl", -1)).toBe("december 2018");
    expect(formatMonth("en", 26)).toBe("March 2021");
    expect([yearOf(-1), yearOf(0), yearOf(11), yearOf(12)]).toEqual([2018, 2019, 2019, 2020]);
  });
});
