/**
 * Trends (ODD 5): places go on as in the years before the start. Their households and dwellings grow as
 * their inhabitants did, less what the size of households changes meanwhile; jobs as the inhabitants of
 * their area; households of a country as those of its places together, by arrivals from abroad.
 */
import { log } from "../core/math.ts";
import type { Parameters } from "./parameters.ts";
import { COUNTRIES, type PlaceTable } from "./places.ts";
import { TREND_CONSTANT } from "./state.ts";

/** Largest growth of inhabitants [per year]: beyond it a boundary has moved, or the table errs. */
const MOST_GROWTH = 0.03;

/** Growth [per month]. */
export interface Trends {
  /** Households of a place, and its dwellings. */
  readonly households: Float64Array;
  /** Jobs of a place. */
  readonly jobs: Float64Array;
  /** Households of a country. */
  readonly country: Float64Array;
}

/** Trends of a table of places. @param constants of places; null: households keep their size */
export function makeTrends(table: PlaceTable, constants: Float64Array | null, p: Parameters): Trends {
  const { count, area, areaIds, country, population, households } = table;
  const inhabitants = Float64Array.from(population, (_, j) => (p.trend * yearlyGrowth(table, j)) / 12);
  const ofHouseholds = inhabitants.map((each, j) => {
    return each + (p.trend * bounded(constants?.[TREND_CONSTANT * count + j] ?? 0)) / 12;
  });
  const byArea = meansBy(areaIds.length, area, inhabitants, population);
  return {
    households: ofHouseholds,
    jobs: Float64Array.from(area, (each) => byArea[each]!),
    country: meansBy(COUNTRIES.length, country, ofHouseholds, households),
  };
}

/** Growth of inhabitants between the two years of the table [ln per year]. */
export function yearlyGrowth({ population, populationPrev, year, yearPrev }: PlaceTable, j: number): number {
  return bounded(log(population[j]! / populationPrev[j]!) / Math.max(1, year[j]! - yearPrev[j]!));
}

function bounded(growth: number): number {
  return Math.max(-MOST_GROWTH, Math.min(MOST_GROWTH, growth));
}

/** Means of groups of places. */
function meansBy(
  groups: number,
  group: ArrayLike<number>,
  values: Float64Array,
  weights: Float64Array,
): Float64Array {
  const sum = new Float64Array(groups);
  const weight = new Float64Array(groups);
  for (let j = 0; j < values.length; j++) {
    sum[group[j]!]! += weights[j]! * values[j]!;
    weight[group[j]!]! += weights[j]!;
  }
  return sum.map((each, g) => (weight[g]! > 0 ? each / weight[g]! : 0));
}
