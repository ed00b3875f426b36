/**
 * Verdicts: the interval of the mean against the band, parts against their fact, and when members suffice.
 */
import { describe, expect, test } from "vitest";
import { measuredAt, withConditions } from "../../sim/validation/conditions.ts";
import { type FactPart, loadFacts } from "../../sim/validation/facts.ts";
import { bandText, decimalsOf, naivePasses } from "../../sim/validation/validation.ts";
import { isPrecise, judgeFacts, judgePart, verdictOf } from "../../sim/validation/verdicts.ts";

const BASE: FactPart = {
  ...{
    key: "F90.a",
    fact: "F90",
    set: "validate",
    pattern: "a pattern",
    statistic: "a number",
    unit: "ratio",
  },
  ...{ low: 1, high: 2, basis: "somebody", byConstruction: false },
};
const part = (changes: Partial<FactPart> = {}): FactPart => ({ ...BASE, ...changes });

describe("a part", () => {
  test("passes where the interval of the mean lies in the band, and fails where it lies outside", () => {
    expect(judgePart(part(), [1.4, 1.5, 1.6]).verdict).toBe("pass");
    expect(judgePart(part(), [2.4, 2.5, 2.6]).verdict).toBe("fail");
    expect(judgePart(part(), [0.1, 0.2, 0.3]).verdict).toBe("fail");
    expect(judgePart(part(), [1.9, 2.0, 2.1]).verdict).toBe("unresolved");
  });

  test("counts an end of the band as within, and an open side as without end", () => {
    expect(verdictOf(part(), 1, 2)).toBe("pass");
    expect(verdictOf(part({ high: null }), 1, 1e9)).toBe("pass");
    expect(verdictOf(part({ low: null, high: 0 }), -1e9, 0)).toBe("pass");
    expect(verdictOf(part({ low: null, high: 0 }), -1, 0.1)).toBe("unresolved");
    expect(verdictOf(part(), 2.1, 3)).toBe("fail");
  });

  test("tells the mean, its 80 % t interval, and the 10th and 90th percentile of members", () => {
    const values = Array.from({ length: 11 }, (_, k) => k);
    const found = judgePart(part({ low: 0, high: 10 }), values);
    expect(found).toMatchObject({ value: 5, low: 1, high: 9 });
    // Mean 5, s = sqrt 11, n = 11; t(0.9, 10) = 1.372184.
    expect(found.meanHigh).toBeCloseTo(5 + 1.372184 * Math.sqrt(11 / 11), 5);
    expect(found.meanLow).toBeCloseTo(5 - 1.372184, 5);
  });

  test("of one member or none is unresolved; members without a value are left out", () => {
    expect(judgePart(part(), [Number.NaN]).verdict).toBe("unresolved");
    expect(judgePart(part(), []).value).toBeNaN();
    expect(judgePart(part(), [1.5]).verdict).toBe("unresolved");
    expect(judgePart(part(), [1.4, Number.NaN, 1.6]).value).toBeCloseTo(1.5, 12);
  });

  test("is precise when the interval is narrower than a quarter of the band", () => {
    expect(isPrecise(judgePart(part(), [1.5, 1.51, 1.52]))).toBe(true);
    expect(isPrecise(judgePart(part(), [1, 1.5, 2]))).toBe(false);
    expect(isPrecise(judgePart(part({ high: null }), [1.5, 2, 3]))).toBe(true);
    expect(isPrecise(judgePart(part({ high: null }), [0.5, 1, 2]))).toBe(false);
    expect(isPrecise(judgePart(part(), [Number.NaN]))).toBe(true);
  });
});

describe("a fact", () => {
  const good = judgePart(part(), [1.4, 1.5, 1.6]);
  const near = judgePart(part({ key: "F90.b" }), [1.9, 2.0, 2.1]);
  const bad = judgePart(part({ key: "F90.c" }), [3, 3.1, 3.2]);
  const worse = judgePart(part({ key: "F90.d" }), [9, 9.1, 9.2]);

  test("passes if all its parts do, fails if one does, and is unresolved otherwise", () => {
    expect(judgeFacts([good]).map(({ verdict }) => verdict)).toEqual(["pass"]);
    expect(judgeFacts([good, near]).map(({ verdict }) => verdict)).toEqual(["unresolved"]);
    expect(judgeFacts([good, near, bad]).map(({ verdict }) => verdict)).toEqual(["fail"]);
  });

  test("is told by the part that decides: the farthest beyond its band", () => {
    expect(judgeFacts([good, bad, worse, near])[0]?.worst.part.key).toBe("F90.d");
    expect(judgeFacts([good, near])[0]?.worst.part.key).toBe("F90.b");
  });
});

describe("conditions", () => {
  const parts = withConditions(loadFacts());
  const keys = parts.map(({ key }) => key);

  test("stand behind the parts of their facts", () => {
    expect(keys.filter((key) => key.startsWith("F09"))).toEqual(["F09.a", "F09.b", "F09.order"]);
    expect(keys.filter((key) => key.endsWith(".order"))).toEqual(["F09.order", "F11.order", "F15.order"]);
  });

  test("hold where the order is kept, by how much", () => {
    const losses = { "F09.a": 4, "F09.kin": 5, "F09.friends": 12, "F09.b": 70 };
    expect(measuredAt("F09.order", losses)).toBe(1);
    expect(measuredAt("F09.order", { ...losses, "F09.kin": 3 })).toBe(-1);
    expect(measuredAt("F09.order", { "F09.a": 4 })).toBeNaN();
    expect(measuredAt("F15.order", { "F15.none": -3, "F15.some": -1 })).toBe(2);
    expect(measuredAt("F06.a", { "F06.a": 20 })).toBe(20);
  });
});

test("a naive model within a band is named, whatever the model itself does", () => {
  const baselines = [
    { name: "gravity", about: "", values: { "F90.a": 1.2 } },
    { name: "fixed", about: "", values: { "F90.a": 3 } },
    { name: "none", about: "", values: {} },
  ];
  expect(naivePasses(baselines, judgePart(part(), [5, 5.1]))).toEqual(["gravity"]);
});

test("bands and decimals are told as people write them", () => {
  expect(bandText({ part: part() })).toBe("1 … 2");
  expect(bandText({ part: part({ high: null }) })).toBe("at least 1");
  expect(bandText({ part: part({ low: null }) })).toBe("at most 2");
  const decimals = (low: number, high: number) => decimalsOf({ part: part({ low, high }) });
  expect([decimals(15, 45), decimals(1, 2), decimals(-0.03, 0.03)]).toEqual([1, 2, 4]);
});
