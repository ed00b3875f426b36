/** The plain sentence beside the map: which class of cities gains most, which loses most. */
import type { Language } from "../sim/session/protocol.ts";
import { formatNumber } from "./text/format.ts";
import { className, TEXTS } from "./text/text.ts";

/** Rates nearer to zero than this are called stable [per 1,000]. */
const STABLE = 0.5;
const WINDOW = 12;

/**
 * Says what the map shows.
 * @param elapsed months since the start
 * @param classes names of the classes
 * @param rates net migration of each class, last 12 months [per 1,000 inhabitants]
 */
export function summaryOf(
  language: Language,
  elapsed: number,
  classes: readonly string[],
  rates: readonly number[],
): string {
  const text = TEXTS[language];
  if (elapsed < 1) return text.atStart;
  const since = elapsed >= WINDOW ? text.since12 : text.sinceMonths(String(elapsed));
  const order = rates.map((_, index) => index).sort((a, b) => (rates[b] ?? 0) - (rates[a] ?? 0) || a - b);
  const first = order[0] ?? 0;
  const last = order.at(-1) ?? 0;
  const amount = (index: number): string => formatNumber(language, Math.abs(rates[index] ?? 0), 1);
  const who = (index: number): string => className(text, "the", classes[index] ?? "");
  const gains = (rates[first] ?? 0) >= STABLE;
  const loses = (rates[last] ?? 0) <= -STABLE;
  if (!gains && !loses) return text.sentenceStable(since);
  if (!gains) return `${text.sentenceOnlyLoss(since, who(last), amount(last))}.`;
  const gain = text.sentenceGain(since, who(first), amount(first));
  const loss = loses ? text.sentenceJoin + text.sentenceLoss(who(last), amount(last)) : "";
  return `${gain}${loss}.`;
}
