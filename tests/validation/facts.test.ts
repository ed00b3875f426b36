/** The bands against the wording they come from, and who may read which of them. */
import { expect, test } from "vitest";
import { loadFacts } from "../../sim/validation/facts.ts";
import { meaningOf } from "../../sim/validation/findings.ts";
import { filesOf, readSource } from "../tidy/source.ts";

/**
 * Low and high ends as the project's list of stylised facts words them, part after part; "" stands for an
 * open end. Parts that it gives by an order or by signs are conditions.
 */
const WORDED: Readonly<Record<string, readonly [set: string, low: string, high: string]>> = {
  F01: ["calibrate", "0.10", "0.30"],
  F02: ["calibrate", "1.35", "2.2"],
  F03: ["calibrate", "(a) 8.8 (b) 2.7 (c) 4.5 (d) 5", "(a) 11.4 (b) 3.7 (c) 5.5 (d) 9"],
  F04: ["calibrate", "-2.5 ; 0.25", "-1.5 ; 0.45"],
  F05: ["calibrate", "1", "7"],
  F06: ["validate", "15", "45"],
  F07: ["validate", "0.6 ; 20", "1.2 ; 45"],
  F08: ["validate", "1.6 ; 3", "2.0 ; 8"],
  F09: ["validate", "1 / - / - / 50", "10 / - / - / 95"],
  F10: ["validate", "(a) 1.7 (b) 3 (c) 0.9", "(a) 2.4 (b) 5 (c) 1.35"],
  F11: ["validate", "1.3", "2.0"],
  F12: ["validate", "2", ""],
  F13: ["validate", "20 ; 1.9 ; 0.30", "45 ; 2.4 ; 0.50"],
  F14: ["validate", "10 ; 0.3", "30 ; 0.9"],
  F15: ["validate", "-9", "-1"],
  F16: ["validate", "40 ; -3", "70 ; +3"],
  F17: ["validate", "1.02 ; 0.97 ; -0.03", "1.18 ; 1.05 ; +0.03"],
};

/** Numbers of a wording; none where a dash stands. */
function numbersOf(text: string): (number | null)[] {
  if (text === "") return [null];
  const pieces = text.split(/\s*[;/]\s*|\s*\([a-d]\)\s*/).filter((each) => each !== "" && each !== "-");
  return pieces.map(Number);
}

test("every band is the one that its wording gives", () => {
  const parts = loadFacts();
  expect([...new Set(parts.map(({ fact }) => fact))]).toEqual(Object.keys(WORDED));
  for (const [fact, [set, low, high]] of Object.entries(WORDED)) {
    const own = parts.filter((part) => part.fact === fact);
    expect(
      own.map((part) => part.low),
      fact,
    ).toEqual(numbersOf(low));
    expect(
      own.map((part) => part.high),
      fact,
    ).toEqual(numbersOf(high));
    for (const part of own) expect(part.set, part.key).toBe(set);
  }
});

test("every fact has a sentence, a unit and a basis", () => {
  for (const { fact, unit, basis, statistic } of loadFacts()) {
    expect(meaningOf(fact)).toMatch(/\.$/);
    for (const text of [unit, basis, statistic]) expect(text).not.toBe("");
  }
  expect(() => meaningOf("F99")).toThrow("findings.ts");
});

test("nothing below the validation reads the facts that it is held against", () => {
  const readers = filesOf(/^sim\/.*\.ts$/).filter((path) => {
    return (
      !/^sim\/(validation|cli)\//.test(path) && /facts-validate|validation\/facts/.test(readSource(path))
    );
  });
  expect(readers).toEqual([]);
});
