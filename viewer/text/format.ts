/** Numbers and months as a language prints them. A minus is a minus sign, never a hyphen. */
import type { Language } from "../../sim/session/protocol.ts";
import { type PlainKey, TEXTS, type Text } from "./text.ts";

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

/** How a unit of the protocol is printed; what is unknown is printed as it came. */
const UNITS: Readonly<Record<string, PlainKey>> = {
  persons: "unit_persons",
  households: "unit_households",
  "per 1,000/year": "unit_per1000",
  "EUR/m2/month": "unit_eurM2Month",
  "EUR/m2": "unit_eurM2",
  "% of income": "unit_percentIncome",
  "days/week": "unit_daysWeek",
  "%": "unit_percent",
  share: "unit_percent",
  "h/week": "unit_hoursWeek",
  "ties/household": "unit_ties",
  "persons/household": "unit_personsHousehold",
  "%/year": "unit_percentYear",
  "min/office day": "unit_minutesOffice",
  factor: "unit_factor",
  "% of dwellings/year": "unit_percentDwellings",
  "% of inflation": "unit_percentInflation",
  "% of households": "unit_percentHouseholds",
  years: "unit_years",
  "share of starts": "unit_shareStarts",
  "% of adults": "unit_percentAdults",
  "EUR/kWh": "unit_eurKwh",
  "EUR/t": "unit_eurTonne",
  "EUR/inhabitant/year": "unit_eurInhabitant",
  "kgCO2e/person/year": "unit_kgPerson",
  "degree 0-1": "unit_degree",
  "index 0-1": "unit_indexOne",
  index: "unit_index",
  choice: "unit_choice",
};

/** A unit in words. */
export function unitName(text: Text, unit: string): string {
  const key = UNITS[unit];
  return key === undefined ? unit : text[key];
}

/** Shares are shown in percent: what a number and its step are multiplied by. */
export function unitScale(unit: string): number {
  return unit === "share" ? 100 : 1;
}

/** Decimals that show a step exactly, such as 1 for 0.5; at most 4. */
export function decimalsOf(step: number): number {
  let decimals = 0;
  while (decimals < 4 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-9)
    decimals++;
  return decimals;
}
