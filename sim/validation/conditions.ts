/**
 * What facts say beside their bands: orders and signs. Each is a number of a member that must not be below
 * a limit, judged like a band that is open above.
 */
import type { FactPart } from "./facts.ts";

/** Values of one member by key. */
type Values = Readonly<Record<string, number>>;

interface Condition {
  readonly key: string;
  readonly statistic: string;
  readonly unit: string;
  readonly low: number;
  readonly basis: string;
  readonly value: (values: Values) => number;
}

/** A sign is there if nine of ten members have it: at the 10th percentile over members. */
const MOST_MEMBERS = 0.9;

const CONDITIONS: readonly Condition[] = [
  {
    key: "F09.order",
    statistic: "least step of the order inner circle < kin < friends < bridges",
    unit: "points",
    low: 0,
    basis: "order of losses; C05-C09",
    value: (of) => {
      const losses = ["F09.a", "F09.kin", "F09.friends", "F09.b"].map((key) => of[key] ?? Number.NaN);
      return Math.min(...losses.slice(1).map((each, at) => each - (losses[at] ?? Number.NaN)));
    },
  },
  {
    key: "F11.order",
    statistic: "members in which loneliness falls with age, with income and with ties",
    unit: "share",
    low: MOST_MEMBERS,
    basis: "signs of slopes; C31 C33",
    value: (of) => of["F11.order"] ?? Number.NaN,
  },
  {
    key: "F15.order",
    statistic: "loss after five years that usual elasticities of supply spare, against none",
    unit: "% of consumption",
    low: 0,
    basis: "shrinks as supply elasticity rises; A03 A10 A11",
    value: (of) => (of["F15.some"] ?? Number.NaN) - (of["F15.none"] ?? Number.NaN),
  },
];

/** Parts with the conditions of their facts behind them. */
export function withConditions(parts: readonly FactPart[]): readonly FactPart[] {
  return parts.flatMap((part, at) => {
    const last = parts[at + 1]?.fact !== part.fact;
    const own = last ? CONDITIONS.filter(({ key }) => key.startsWith(`${part.fact}.`)) : [];
    return [part, ...own.map((each) => partOf(each, part))];
  });
}

function partOf({ key, statistic, unit, low, basis }: Condition, beside: FactPart): FactPart {
  return { ...beside, key, statistic, unit, low, high: null, basis };
}

/** Value of a part or of a condition in one member; NaN if it was not measured. */
export function measuredAt(key: string, values: Values): number {
  const condition = CONDITIONS.find((each) => each.key === key);
  return condition === undefined ? (values[key] ?? Number.NaN) : condition.value(values);
}
