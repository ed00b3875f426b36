/** The plain sentence beside the map: which class of cities gains most, which loses most. */
import type { Language } from "../sim/session/protocol.ts";
import { formatNumber } from "./text/format.ts";
import { className, TEXTS } from "./text/text.ts";

/** Rates nearer to zero than this are not worth saying [per 1,000]. */
const LEAST = 0.5;
/** Standard deviations of chance that a rate must exceed to be said. */
const CLEAR = 2;
const WINDOW = 12;

/**
 * Says what the map shows.
 * @param elapsed months since the start
 * @param classes names of the classes
 * @param rates net migration of each class, last 12 months [per 1,000 inhabitants]
 * @param chance standard deviation of each rate by the small number simulated [per 1,000]
 */
export function summaryOf(
  language: Language,
  elapsed: number,
  classes: readonly string[],
  rates: readonly number[],
  chance: readonly number[],
): string {
  const text = TEXTS[language];
  if (elapsed < 1) return text.atStart;
  const since = elapsed >= WINDOW ? text.since12 : text.sinceMonths(String(elapsed));
  const clear = (index: number): boolean =>
    Math.abs(rates[index] ?? 0) >= Math.max(LEAST, CLEAR * (chance[index] ?? 0));
  const order = rates
    .map((_, index) => index)
    .filter(clear)
    .sort((a, b) => (rates[b] ?? 0) - (rates[a] ?? 0) || a - b);
  const gainer = order.find((index) => (rates[index] ?? 0) > 0);
  const loser = order.findLast((index) => (rates[index] ?? 0) < 0);
  const amount = (index: number): string => formatNumber(language, Math.abs(rates[index] ?? 0), 1);
  const who = (index: number): string => className(text, "the", classes[index] ?? "");
  if (gainer === undefined) {
    if (loser === undefined) return text.sentenceStable(since);
    return `${text.sentenceOnlyLoss(since, who(loser), amount(loser))}.`;
  }
  const gain = text.sentenceGain(since, who(gainer), amount(gainer));
  const loss = loser === undefined ? "" : text.sentenceJoin + text.sentenceLoss(who(loser), amount(loser));
  return `${gain}${loss}.`;
}

/**
 * Standard deviation of a rate of net migration when few households are simulated: arrivals and
 * departures are counts, so their difference varies by the root of their sum.
 * @param households simulated
 * @param moves between areas in 12 months [% of households]
 * @returns [per 1,000]
 */
export function chanceOf(households: number, moves: number): number {
  return households > 0 ? 1000 * Math.sqrt((2 * moves) / 100 / households) : 0;
}
