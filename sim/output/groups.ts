/**
 * Households by group (ODD 7.13), once a year: by age, income, tenure, occupation, living alone and
 * zone. What the live frame does not carry stands in groups.parquet.
 */
import { formatMonth } from "../core/clock.ts";
import type { Simulation } from "../model/state.ts";
import { WELLBEING_PARTS } from "../model/wellbeing.ts";
import { DIMENSIONS, type GroupSum, sumGroups } from "./group-sums.ts";
import type { TableColumn, TableWriter } from "./table.ts";

/** Columns of groups.parquet and groups.csv. */
export const GROUP_COLUMNS: readonly TableColumn[] = [
  { name: "month", type: "text", unit: "YYYY-MM", meaning: "month at whose end the value holds" },
  { name: "dimension", type: "text", unit: "name", meaning: "by what households are told apart" },
  { name: "group", type: "text", unit: "name", meaning: "a group of that dimension" },
  { name: "indicator", type: "text", unit: "name", meaning: "what is measured" },
  { name: "value", type: "f64", unit: "as column unit says", meaning: "its value", nullable: true },
  { name: "unit", type: "text", unit: "name", meaning: "unit of the value" },
];

const NAMES = Object.keys(DIMENSIONS) as (keyof typeof DIMENSIONS)[];

/** An indicator of groups: a sum over one count, times a factor. */
interface GroupIndicator {
  readonly name: string;
  readonly unit: string;
  readonly sum: GroupSum;
  readonly over: GroupSum;
  readonly factor: number;
}

const of = (sum: GroupSum, unit: string, over: GroupSum, factor = 1, name: string = sum): GroupIndicator => ({
  name,
  unit,
  sum,
  over,
  factor,
});

/** What is measured of every group. */
export const GROUP_INDICATORS: readonly GroupIndicator[] = [
  of("incomeAfterHousing", "EUR/month/unit", "households"),
  of("rentBurden", "% of income", "tenants", 100),
  of("lonely", "%", "households", 100),
  of("isolated", "%", "households", 100),
  of("dependence", "share", "households"),
  of("hoursOnline", "h/week", "households"),
  of("closeTies", "ties/household", "households"),
  of("weakTies", "persons/household", "households"),
  of("remoteDays", "days/week", "workers"),
  of("commuteMinutes", "min/office day", "commuters"),
  of("commuteEmissions", "kgCO2e/worker/year", "workers", 12),
  of("wellbeing", "index 0-1", "adults"),
  ...WELLBEING_PARTS.map((part) => of(part, "index 0-1", "adults", 1, `wellbeing.${part}`)),
];

/** Measures all groups. @returns value of indicator k of group g at k x groups + g; NaN: nobody */
export function measureGroups(sim: Simulation): Float64Array {
  const sums = sumGroups(sim);
  const values = GROUP_INDICATORS.flatMap(({ sum, over, factor }) =>
    NAMES.flatMap((dimension) =>
      DIMENSIONS[dimension].map((_, group) => {
        const count = sums(dimension, group, over);
        return count > 0 ? (factor * sums(dimension, group, sum)) / count : Number.NaN;
      }),
    ),
  );
  return Float64Array.from(values);
}

/** Records the groups of a simulation in its first month and then each twelfth one. */
export function createGroups(sim: Simulation, writers: readonly TableWriter[]) {
  return {
    record() {
      if (sim.elapsed % 12 !== 0) return;
      const columns = longRows(formatMonth(sim.month), measureGroups(sim));
      for (const writer of writers) writer.write(columns);
    },
    close() {
      for (const writer of writers) writer.close();
    },
  };
}

function longRows(month: string, values: Float64Array) {
  const groups = NAMES.flatMap((dimension) => DIMENSIONS[dimension].map((group) => ({ dimension, group })));
  const repeat = (text: (g: number, k: number) => string) =>
    GROUP_INDICATORS.flatMap((_, k) => groups.map((_, g) => text(g, k)));
  return [
    repeat(() => month),
    repeat((g) => groups[g]?.dimension ?? ""),
    repeat((g) => groups[g]?.group ?? ""),
    repeat((_, k) => GROUP_INDICATORS[k]?.name ?? ""),
    values,
    repeat((_, k) => GROUP_INDICATORS[k]?.unit ?? ""),
  ];
}
