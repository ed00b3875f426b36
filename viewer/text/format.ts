/** Numbers and months as a language prints them. A minus is a minus sign, never a hyphen. */
import type { Language } from "../../sim/session/protocol.ts";
import { TEXTS, type Text } from "./text.ts";
import { countedBy, unitIn } from "./units.ts";

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(language: Language, options: Intl.NumberFormatOptions, name: string) {
  const key = `${language}/${name}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(TEXTS[language].locale, options);
    formats.set(key, format);
  }
  return format;
}

/** A true minus, and spaces that the typeface has and that do not break. */
function printable(number: string): string {
  return number.replace("-", "−").replaceAll("\u202f", "\u00a0");
}

/** A number with a fixed count of decimals; an absent one is a dash. */
export function formatNumber(language: Language, x: number | undefined, decimals: number): string {
  if (x === undefined || !Number.isFinite(x)) return "–";
  const options = {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: "negative" as const,
  };
  return printable(numberFormat(language, options, String(decimals)).format(x));
}

/** The same with a plus sign before gains; what rounds to zero has no sign. */
export function formatSigned(language: Language, x: number | undefined, decimals: number): string {
  if (x === undefined || !Number.isFinite(x)) return "–";
  const options = {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: "exceptZero" as const,
  };
  return printable(numberFormat(language, options, `+${decimals}`).format(x));
}

/** A share 0..1 in whole percent, with the language's own space. */
export function formatPercent(language: Language, share: number): string {
  return printable(numberFormat(language, { style: "percent" }, "percent").format(share));
}

const months = new Map<string, Intl.DateTimeFormat>();

/**
 * A month in words.
 * @param month months since 2019-01
 * @param form `long` for "mars 2021", `short` for a narrow place
 */
export function formatMonth(language: Language, month: number, form: "long" | "short" = "long"): string {
  const key = `${language}/${form}`;
  let format = months.get(key);
  if (format === undefined) {
    const options = { month: form, year: "numeric", timeZone: "UTC" } as const;
    format = new Intl.DateTimeFormat(TEXTS[language].locale, options);
    months.set(key, format);
  }
  return format.format(new Date(Date.UTC(2019, month, 1)));
}

/** The year of a month. @param month months since 2019-01 */
export function yearOf(month: number): number {
  return 2019 + Math.floor(month / 12);
}

/** A unit in words. */
export function unitName(text: Text, unit: string): string {
  return unitIn(text.code, unit);
}

/** What a cost is counted by, in words. */
export function perName(text: Text, per: string): string {
  return countedBy(text.code, per);
}

/** Shares are shown in percent: what a number and its step are multiplied by. */
export function unitScale(unit: string): number {
  return unit.startsWith("share") ? 100 : 1;
}

/** Decimals that show a step exactly, such as 1 for 0.5; at most 4. */
export function decimalsOf(step: number): number {
  let decimals = 0;
  while (decimals < 4 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-9)
    decimals++;
  return decimals;
}
