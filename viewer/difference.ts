/** Two scenarios laid on each other: the map of B - A, and a plain sentence of what differs most. */
import type { Frame } from "../sim/session/frames.ts";
import { GROUPS, type HelloMessage, type Language } from "../sim/session/protocol.ts";
import { DIFFERENCE_ENDS } from "./palette.ts";
import { formatNumber, formatSigned, unitName, unitScale } from "./text/format.ts";
import { className, TEXTS } from "./text/text.ts";

/** Indicators named in the sentence. */
const MOST_NAMED = 3;
/** Differences smaller than this share of A are not worth saying. */
const LEAST_SHARE = 0.003;
/** Differences of population smaller than this are not worth saying [per 1,000]. */
const LEAST_RATE = 0.2;

/**
 * A frame that the map draws as B - A: its rates are inhabitants of B beyond those of A, in each
 * 1,000 of A; its flows are none.
 */
export function differenceFrame(a: Frame, b: Frame): Frame {
  return {
    ...a,
    netMigration: Float32Array.from(a.population, (persons, place) =>
      persons > 0 ? (1000 * ((b.population[place] ?? 0) - persons)) / persons : 0,
    ),
    rent: Float32Array.from(a.rent, (rent, place) => (b.rent[place] ?? 0) - rent),
    vacancy: Float32Array.from(a.vacancy, (share, place) => (b.vacancy[place] ?? 0) - share),
    flowFrom: new Uint16Array(0),
    flowTo: new Uint16Array(0),
    flowHouseholds: new Float32Array(0),
  };
}

/** Part of the inhabitants whose places' differences stay within the scale. */
const WITHIN = 0.7;

/**
 * Where a scale of differences should end: the next round number above most of the places, by
 * inhabitants, so that a few small places do not make all others pale.
 */
export function differenceEnd(frame: Frame): number {
  const places = Array.from(frame.netMigration, (rate, place) => ({
    size: Math.abs(rate),
    persons: frame.population[place] ?? 0,
  })).sort((p, q) => p.size - q.size);
  const total = places.reduce((sum, { persons }) => sum + persons, 0);
  let sum = 0;
  let reached = 0;
  for (const { size, persons } of places) {
    if (sum > WITHIN * total) break;
    sum += persons;
    reached = size;
  }
  return DIFFERENCE_ENDS.find((end) => end >= reached) ?? 200;
}

/** An indicator's difference, in its unit and as a share of A. */
export interface Difference {
  readonly indicator: number;
  readonly difference: number;
  readonly share: number;
}

/** Differences over all places by falling share; counts of people are told by class instead. */
export function differencesOf(hello: HelloMessage, a: Frame, b: Frame): readonly Difference[] {
  return hello.indicators
    .map(({ name }, indicator) => {
      const valueA = a.values[indicator * GROUPS] ?? Number.NaN;
      const difference = (b.values[indicator * GROUPS] ?? Number.NaN) - valueA;
      const told = !["population", "households", "netMigration"].includes(name);
      return { indicator, difference, share: told ? difference / Math.abs(valueA) : 0 };
    })
    .filter(({ share }) => Number.isFinite(share) && Math.abs(share) >= LEAST_SHARE)
    .sort((p, q) => Math.abs(q.share) - Math.abs(p.share) || p.indicator - q.indicator);
}

/** Inhabitants of B beyond those of A by class [per 1,000 of A]. */
export function populationGaps(hello: HelloMessage, a: Frame, b: Frame): readonly number[] {
  const population = hello.indicators.findIndex(({ name }) => name === "population");
  return hello.classes.map((_, index) => {
    const valueA = a.values[population * GROUPS + index + 1] ?? 0;
    return valueA > 0 ? 1000 * ((b.values[population * GROUPS + index + 1] ?? 0) / valueA - 1) : 0;
  });
}

/** Where people live, and what else differs most between B and A. */
export interface DifferenceWords {
  readonly people: string;
  readonly rest: string;
}

/** Says in words what differs most between B and A. */
export function differenceSentence(
  language: Language,
  hello: HelloMessage,
  a: Frame,
  b: Frame,
): DifferenceWords {
  const text = TEXTS[language];
  const elapsed = a.month - hello.startMonth;
  if (elapsed < 1) return { people: text.compareStart, rest: "" };
  const after = text.afterMonths(formatNumber(language, elapsed, 0));
  const gaps = populationGaps(hello, a, b);
  const order = gaps
    .map((_, index) => index)
    .filter((index) => Math.abs(gaps[index] ?? 0) >= LEAST_RATE)
    .sort((p, q) => (gaps[q] ?? 0) - (gaps[p] ?? 0) || p - q);
  const who = (index: number): string => className(text, "the", hello.classes[index] ?? "");
  const amount = (index: number): string => formatNumber(language, Math.abs(gaps[index] ?? 0), 1);
  const more = order.find((index) => (gaps[index] ?? 0) > 0);
  const less = order.findLast((index) => (gaps[index] ?? 0) < 0);
  const people = [
    ...(more === undefined ? [] : [text.compareMore(who(more), amount(more))]),
    ...(less === undefined ? [] : [text.compareLess(who(less), amount(less))]),
  ];
  const named = differencesOf(hello, a, b)
    .slice(0, MOST_NAMED)
    .map((each) => sayDifference(language, hello, each));
  if (people.length === 0 && named.length === 0) return { people: text.compareSame(after), rest: "" };
  const first =
    people.length === 0
      ? text.compareSamePeople(after)
      : text.compareIn(after, people.join(text.sentenceJoin));
  const rest = named.length === 0 ? "" : `${text.compareNamed(named.join(text.sentenceJoin))}.`;
  return { people: `${first}.`, rest };
}

/** An indicator's difference in words: in points where it is a percentage, otherwise as a share too. */
function sayDifference(
  language: Language,
  hello: HelloMessage,
  { indicator, difference, share }: Difference,
): string {
  const text = TEXTS[language];
  const info = hello.indicators[indicator];
  if (info === undefined) return "";
  const scale = unitScale(info.unit);
  const unit = unitName(text, info.unit);
  const decimals = Math.max(0, info.decimals - (scale === 100 ? 2 : 0)) + 1;
  const amount = formatSigned(language, difference * scale, decimals);
  const name = info.label[language];
  if (unit.startsWith("%")) return `${name} ${text.points(amount)}`;
  return `${name} ${amount} ${unit} (${formatSigned(language, share * 100, 1)}\u00a0%)`;
}
