/** Reading an explanation: which terms matter, what an alternative gains and loses, in words too. */
import type { Language, PlaceInfo } from "../sim/session/protocol.ts";
import type { HouseholdAnswer, Way } from "../sim/session/questions.ts";
import { formatNumber, formatSigned } from "./text/format.ts";
import { placeName } from "./text/places.ts";
import { termName } from "./text/terms.ts";
import { TEXTS, type Text } from "./text/text.ts";

/** Terms that have a colour of their own; the rest are taken together. */
const MOST_TERMS = 6;
/** Terms that a sentence names. */
const MOST_REASONS = 2;

/** An alternative laid against staying. */
export interface Bar {
  readonly way: Way;
  /** Difference to staying by term, those that are shown first, then the rest together. */
  readonly parts: readonly number[];
  /** Sum of the parts above zero, and of those below it. */
  readonly gains: number;
  readonly losses: number;
  readonly total: number;
}

function staying({ ways }: HouseholdAnswer): Way | undefined {
  return ways.find((way) => way.stays);
}

/** Difference of each term between a way and staying. */
function differences(answer: HouseholdAnswer, way: Way): readonly number[] {
  const stay = staying(answer);
  return answer.terms.map((_, at) => (way.values[at] ?? 0) - (stay?.values[at] ?? 0));
}

/** Indices of the terms that differ most between staying and the alternatives, by falling size. */
export function largestTerms(answer: HouseholdAnswer): readonly number[] {
  const alternatives = answer.ways.filter((way) => !way.stays);
  const sizes = answer.terms.map((_, at) =>
    alternatives.reduce((sum, way) => sum + Math.abs(differences(answer, way)[at] ?? 0), 0),
  );
  return sizes
    .map((_, at) => at)
    .filter((at) => (sizes[at] ?? 0) > 0)
    .sort((p, q) => (sizes[q] ?? 0) - (sizes[p] ?? 0) || p - q)
    .slice(0, MOST_TERMS);
}

/** Each alternative's terms against those of staying. */
export function termsAgainstStaying(answer: HouseholdAnswer, shown: readonly number[]): readonly Bar[] {
  return answer.ways
    .filter((way) => !way.stays)
    .map((way) => {
      const all = differences(answer, way);
      const rest = all.reduce((sum, value, at) => (shown.includes(at) ? sum : sum + value), 0);
      const parts = [...shown.map((at) => all[at] ?? 0), rest];
      const gains = parts.reduce((sum, part) => sum + Math.max(0, part), 0);
      const losses = parts.reduce((sum, part) => sum - Math.min(0, part), 0);
      return { way, parts, gains, losses, total: gains - losses };
    });
}

/** Says whether staying is worth most, by how much, and by which terms. */
export function explainSentence(
  language: Language,
  places: readonly PlaceInfo[],
  answer: HouseholdAnswer,
): string {
  const text = TEXTS[language];
  const stay = staying(answer);
  const best = answer.ways
    .filter((way) => !way.stays)
    .reduce<Way | undefined>(
      (top, way) => (top === undefined || way.total > top.total ? way : top),
      undefined,
    );
  if (stay === undefined || best === undefined) return text.explainAlone;
  const stays = stay.total >= best.total;
  const sign = stays ? -1 : 1;
  const all = differences(answer, best).map((value) => value * sign);
  const reasons = all
    .map((_, at) => at)
    .filter((at) => (all[at] ?? 0) > 0)
    .sort((p, q) => (all[q] ?? 0) - (all[p] ?? 0) || p - q)
    .slice(0, MOST_REASONS)
    .map((at) => `${termName(language, answer.terms[at] ?? "")} (${formatSigned(language, all[at], 2)})`);
  const where = placeName(language, text, places, best.place);
  const gap = formatNumber(language, Math.abs(stay.total - best.total), 2);
  return stays
    ? text.explainStays(where, gap, reasons.join(", "))
    : text.explainMoves(where, gap, reasons.join(", "));
}

/** What is known of a household in a few words; columns without words are left out. */
export function householdWords(
  text: Text,
  language: Language,
  household: Readonly<Record<string, number>>,
): string {
  const { ageYears, size, workers, income, tenure } = household;
  const number = (value: number): string => formatNumber(language, value, 0);
  return [
    ageYears === undefined ? "" : text.householdAge(number(ageYears)),
    size === undefined ? "" : text.householdSize(number(size)),
    workers === undefined ? "" : text.householdWorkers(number(workers)),
    tenure === undefined ? "" : [text.tenure_owner, text.tenure_private, text.tenure_social][tenure],
    income === undefined ? "" : text.householdIncome(number(income)),
  ]
    .filter(Boolean)
    .join(" · ");
}
