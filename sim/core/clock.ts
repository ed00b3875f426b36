/** Time in whole months, counted from January 2019 = 0, the base date of the data (section 3 of the ODD). */

const BASE_YEAR = 2019;

/**
 * Month index [months since 2019-01] of a text such as `2020-03`; undefined when it is not a month.
 * Years from 0000 to 9999; months before 2019 are negative.
 */
export function parseMonth(text: string): number | undefined {
  const found = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  if (found === null) return undefined;
  return (Number(found[1]) - BASE_YEAR) * 12 + Number(found[2]) - 1;
}

/** Text such as `2020-03` of a month index [months since 2019-01]; inverse of parseMonth. */
export function formatMonth(month: number): string {
  return `${String(yearOf(month)).padStart(4, "0")}-${String(monthOfYear(month)).padStart(2, "0")}`;
}

/** Month of the year, 1 for January to 12 for December, of a month index [months since 2019-01]. */
export function monthOfYear(month: number): number {
  return month - Math.floor(month / 12) * 12 + 1;
}

/** Calendar year of a month index [months since 2019-01]. */
export function yearOf(month: number): number {
  return BASE_YEAR + Math.floor(month / 12);
}
