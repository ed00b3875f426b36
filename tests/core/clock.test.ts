/** Months and their names. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { formatMonth, monthOfYear, parseMonth, yearOf } from "../../sim/core/clock.ts";

test("January 2019 is month 0", () => {
  expect(parseMonth("2019-01")).toBe(0);
  expect(parseMonth("2020-03")).toBe(14);
  expect(parseMonth("2018-12")).toBe(-1);
  expect([formatMonth(0), formatMonth(14), formatMonth(-1)]).toEqual(["2019-01", "2020-03", "2018-12"]);
  expect([yearOf(-1), monthOfYear(-1), yearOf(12), monthOfYear(12)]).toEqual([2018, 12, 2020, 1]);
});

test("what is not a month is refused", () => {
  for (const text of [
    "2019-13",
    "2019-00",
    "2019-1",
    "19-01",
    "2019-01-01",
    " 2019-01",
    "2019-01\n",
    "",
    "-1",
  ]) {
    expect(parseMonth(text), JSON.stringify(text)).toBeUndefined();
  }
});

test("every month of the years 0 to 9999 reads back, and its parts follow each other", () => {
  const month = fc.integer({ min: -2019 * 12, max: (9999 - 2019) * 12 + 11 });
  fc.assert(
    fc.property(month, (n) => {
      expect(parseMonth(formatMonth(n))).toBe(n);
      expect((yearOf(n) - 2019) * 12 + monthOfYear(n) - 1).toBe(n);
      expect(monthOfYear(n)).toBeGreaterThanOrEqual(1);
      expect(monthOfYear(n)).toBeLessThanOrEqual(12);
    }),
  );
});
