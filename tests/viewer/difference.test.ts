import { describe, expect, test } from "vitest";
import { decodeFrame, decodeMonth, joinFrames } from "../../sim/session/frames.ts";
import { GROUPS } from "../../sim/session/protocol.ts";
import type { HouseholdAnswer } from "../../sim/session/questions.ts";
import { differenceEnd, differenceFrame, differenceSentence } from "../../viewer/difference.ts";
import { explainSentence, largestTerms, termsAgainstStaying } from "../../viewer/explain.ts";
import { cell, chartRows, csvOf, isoMonth } from "../../viewer/export.ts";
import { placeRows } from "../../viewer/place-rows.ts";
import { Store } from "../../viewer/store.ts";
import { frame, hello, STATE, valuesOf } from "./stage.ts";

const COMPARED = {
  scenario: { name: "b", title: { fr: "b", nl: "b", en: "b" }, question: { fr: "", nl: "", en: "" } },
  leverValues: STATE.levers,
  scenarioDigest: "d",
};

/** A month of A and B; B has a tenth more rent, and other inhabitants. */
function month(at: number, before = 0) {
  const values = valuesOf(at).map((value, index) => (index < GROUPS ? value : value * 1.1));
  values[4] = (valuesOf(at)[4] ?? 0) * 1.02;
  const b = new Uint8Array(
    frame(at, { key: before > 0, before, values, population: Float32Array.of(101, 50, 294) }),
  );
  b[28] = 1;
  return joinFrames(frame(at, { key: before > 0, before }), b.buffer);
}

function read(at: number) {
  const both = decodeMonth(month(at), { indicators: 2, places: 3 });
  if (typeof both === "string" || both.b === undefined) throw new Error(String(both));
  return { a: both.a, b: both.b };
}

describe("B - A", () => {
  test("on the map is inhabitants beyond those of A, per 1,000 of A", () => {
    const { a, b } = read(12);
    const difference = differenceFrame(a, b);
    expect([...difference.netMigration]).toEqual([10, 0, -20]);
    expect([...difference.population]).toEqual([...a.population]);
    expect(difference.flowFrom).toHaveLength(0);
    expect(differenceEnd(difference)).toBe(20);
  });

  test("in words names who has more, and the largest differences", () => {
    const { a, b } = read(12);
    const said = differenceSentence("en", hello({}, { compared: COMPARED }), a, b);
    expect(said.people).toBe(
      "After 12 months, in B, mid-sized cities have 20.0 more inhabitants per 1,000 than in A.",
    );
    expect(said.rest).toMatch(/^Largest differences: Rent \+\d+\.\d+ €\/m²\/month \(\+10\.0.%\)\.$/);
    const same = differenceSentence("fr", hello(), a, a);
    expect(same).toEqual({ people: "Après 12 mois, B ne se distingue pas nettement de A.", rest: "" });
  });

  test("is kept month by month by the store, and a month of one scenario is refused", () => {
    const store = new Store();
    store.hear(JSON.stringify(hello({}, { compared: COMPARED })));
    expect(store.take(frame(2, { key: true, before: 2 }))).toBeUndefined();
    expect(store.take(month(2, 2))?.month).toBe(2);
    expect(store.take(month(3))?.month).toBe(3);
    expect([store.comparing, store.history.months, store.historyB.months]).toEqual([true, 4, 4]);
    expect(store.historyB.at(3, 1, 0)).toBeCloseTo((store.history.at(3, 1, 0) ?? 0) * 1.1, 9);
  });
});

describe("numbers to take away", () => {
  test("hold every month of A, B and B - A, in full", () => {
    const store = new Store();
    const said = hello({}, { compared: COMPARED });
    store.hear(JSON.stringify(said));
    store.take(month(2, 2));
    const [, info] = said.indicators;
    if (info === undefined) throw new Error("no indicator");
    const spec = { indicator: 1, info, indexed: false, span: undefined };
    const rows = chartRows(said, spec, store.history, store.historyB);
    expect(rows[0]?.[1]).toBe("A rent all [EUR/m2/month]");
    expect(rows).toHaveLength(4);
    const last = rows[3]?.map(Number) ?? [];
    expect((last[8] ?? 0) - (last[1] ?? 0)).toBeCloseTo(last[15] ?? 0, 9);
    expect(rows[3]?.[0]).toBe("2019-03");
  });

  test("hold every place", () => {
    const a = decodeFrame(frame(0, { key: true }), { indicators: 2, places: 3 });
    if (typeof a === "string") throw new Error(a);
    const rows = placeRows(hello(), a, undefined);
    expect(rows).toHaveLength(4);
    expect(rows[1]?.slice(0, 2)).toEqual(["P0/ring", "Area 0"]);
  });

  test("are quoted where they must be, and no text is a formula", () => {
    expect(csvOf([["a,b", 'say "x"', 1.5, Number.NaN, undefined]])).toBe('"a,b","say ""x""",1.5,,\r\n');
    expect(cell("=1+1")).toBe("'=1+1");
    expect([-13, 0, 23].map(isoMonth)).toEqual(["2017-12", "2019-01", "2020-12"]);
  });
});

describe("an explanation", () => {
  const answer: HouseholdAnswer = {
    about: "household",
    place: 0,
    turn: 0,
    household: {},
    terms: ["ties", "housing", "taste"],
    ways: [
      { place: 0, stays: true, values: [2, 1, 0], total: 3 },
      { place: 1, stays: false, values: [0.5, 1.25, 0.25], total: 2 },
      { place: 2, stays: false, values: [0, 1, 0.5], total: 1.5 },
    ],
  };

  test("lays the alternatives against staying, and loses nothing", () => {
    expect(largestTerms(answer)).toEqual([0, 2, 1]);
    for (const { way, parts, gains, losses, total } of termsAgainstStaying(answer, [0])) {
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(way.total - 3, 12);
      expect(gains - losses).toBeCloseTo(total, 12);
    }
  });

  test("says what is worth more, by how much and why", () => {
    const { places } = hello();
    expect(explainSentence("en", places, answer)).toBe(
      "If it searched this month, staying would be worth more than moving to Area 1 (utility gap 1.00), " +
        "mostly by: close ties there (+1.50).",
    );
    const [stay, ...others] = answer.ways;
    if (stay === undefined) throw new Error("nobody stays");
    const moved = { ...answer, ways: [{ ...stay, total: 0, values: [0, 0, 0] }, ...others] };
    expect(explainSentence("fr", places, moved)).toMatch(/partir à Area 1 vaudrait mieux.*2,00/);
    expect(explainSentence("nl", places, { ...answer, ways: [stay] })).toContain("geen andere plaats");
  });
});
