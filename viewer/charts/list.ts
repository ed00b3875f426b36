/** Which indicators have a chart, in which order, and how their values are shown. */
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

/** Names in the order of the page; the first three stand beside the map. */
const CHARTED = [
  "population",
  "netMigration",
  "rent",
  "remoteDays",
  "dependence",
  "lonely",
  "tiesFriend",
  "tiesNeighbour",
  "rentBurden",
  "vacancy",
  "hoursOnline",
  "commuteMinutes",
] as const;

const SPANS: Readonly<Record<string, readonly [number, number]>> = {
  population: [96, 104],
  netMigration: [-12, 12],
};

/** Charts of the indicators that this simulation measures. */
export function chartsOf(hello: HelloMessage): readonly ChartSpec[] {
  return CHARTED.flatMap((name) => {
    const indicator = hello.indicators.findIndex((each) => each.name === name);
    const info = hello.indicators[indicator];
    return info === undefined ? [] : [{ indicator, info, indexed: name === "population", span: SPANS[name] }];
  });
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
