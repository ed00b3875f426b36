/** The charts: which indicators have one, under which subject, and how their values are shown. */
import { GROUPS, type HelloMessage, type IndicatorInfo } from "../../sim/session/protocol.ts";
import type { History } from "../history.ts";
import { unitScale } from "../text/format.ts";

/** A chart: an indicator by class of city. */
export interface ChartSpec {
  /** Index of the indicator. */
  readonly indicator: number;
  readonly info: IndicatorInfo;
  /** True: shown relative to its start, which is 100. */
  readonly indexed: boolean;
  /** Values that the axis shows at least, so that chance does not look like change. */
  readonly span: readonly [number, number] | undefined;
}

/** Subjects in the order of the page. */
export const SUBJECTS = [
  "ties",
  "people",
  "housing",
  "work",
  "digital",
  "civic",
  "climate",
  "wellbeing",
  "other",
] as const;
export type Subject = (typeof SUBJECTS)[number];

const NAMES: Readonly<Record<Exclude<Subject, "other">, readonly string[]>> = {
  ties: [
    "lonely",
    "isolated",
    "tiesKin",
    "tiesFriend",
    "tiesNeighbour",
    "tiesColleague",
    "tiesOnline",
    "weakTies",
    "hoursAlone",
    "livingAlone",
  ],
  people: ["population", "households", "netMigration", "movingRate", "interAreaRate", "meanAge"],
  housing: [
    "rent",
    "price",
    "rentBurden",
    "rentPaid",
    "vacancy",
    "ownerShare",
    "shortLet",
    "buyersFirst",
    "buyersInvestor",
    "socialWaiting",
    "hosted",
  ],
  work: [
    "remoteDays",
    "officeAttendance",
    "commuteMinutes",
    "hoursCommuting",
    "unemployment",
    "services",
    "independents",
  ],
  digital: [
    "dependence",
    "hoursOnline",
    "compulsion",
    "platformGiantA",
    "platformGiantB",
    "platformCommons",
    "platformHhi",
    "capture",
  ],
  civic: ["commonsMembers", "commonsClosure", "participation", "trust", "say", "contestation", "publicCost"],
  climate: ["emissions", "heat"],
  wellbeing: ["wellbeing", "gini", "theilWithin", "theilBetween", "dissimilarity"],
};

/** Charts that are shown at first; the first three stand beside the map. */
export const FIRST_CHARTS: readonly string[] = [
  "population",
  "rent",
  "lonely",
  "remoteDays",
  "dependence",
  "tiesNeighbour",
];

const SPANS: Readonly<Record<string, readonly [number, number]>> = {
  population: [96, 104],
  netMigration: [-12, 12],
};

/** Subject of an indicator by its name. */
export function subjectOf(name: string): Subject {
  return SUBJECTS.find((each) => each !== "other" && NAMES[each].includes(name)) ?? "other";
}

/** The indicators that this simulation measures, by subject, without empty subjects. */
export function bySubject(
  charts: readonly ChartSpec[],
): readonly { readonly subject: Subject; readonly charts: readonly ChartSpec[] }[] {
  const rank = (subject: Subject, name: string): number =>
    subject === "other" ? 0 : NAMES[subject].indexOf(name);
  return SUBJECTS.map((subject) => ({
    subject,
    charts: charts
      .filter(({ info }) => subjectOf(info.name) === subject)
      .sort((a, b) => rank(subject, a.info.name) - rank(subject, b.info.name)),
  })).filter((group) => group.charts.length > 0);
}

/** A chart of every indicator that this simulation measures. */
export function chartsOf(hello: HelloMessage): readonly ChartSpec[] {
  return hello.indicators.map((info, indicator) => ({
    indicator,
    info,
    indexed: info.name === "population",
    span: SPANS[info.name],
  }));
}

/** The charts of the names that are chosen, in their order; unknown names are left out. */
export function chosenCharts(
  hello: HelloMessage | undefined,
  names: readonly string[],
): readonly ChartSpec[] {
  const all = hello === undefined ? [] : chartsOf(hello);
  return names.flatMap((name) => all.filter(({ info }) => info.name === name));
}

/** Decimals with which a chart's values are printed. */
export function chartDecimals(spec: ChartSpec): number {
  if (spec.indexed) return 1;
  return Math.max(0, spec.info.decimals - (unitScale(spec.info.unit) === 100 ? 2 : 0));
}

/**
 * Value that a chart shows.
 * @param row month since the start
 * @param group 0 for all places, then the classes
 */
export function chartValue(
  history: History,
  spec: ChartSpec,
  row: number,
  group: number,
): number | undefined {
  const value = history.at(row, spec.indicator, group);
  if (value === undefined) return undefined;
  if (!spec.indexed) return value * unitScale(spec.info.unit);
  const first = history.at(0, spec.indicator, group);
  return first ? (value / first) * 100 : undefined;
}

/** Groups of an indicator that are classes. */
export const CLASS_GROUPS: readonly number[] = Array.from({ length: GROUPS - 1 }, (_, index) => index + 1);
