/**
 * How a simulation moves on without shocks, by class of urban area, against what the table says of the five
 * years before: net migration between areas, and growth of inhabitants. Trends and arrivals are solved for
 * both (ODD 9), at held rents and prices; here rents, prices and jobs move.
 */
import { PLACE_CLASSES } from "../model/places.ts";
import type { Simulation } from "../model/state.ts";
import { weightedMean } from "./place-fit.ts";
import type { PlaceHistory } from "./place-history.ts";

/** Persons of places, and who came from other areas less who left for them since, by month. */
export interface Trends {
  readonly personsBefore: Float64Array;
  readonly netMigrants: Float64Array;
  months: number;
}

/** Rates of a class, simulated and observed [points: % a year]; NaN where the table says nothing. */
export interface ClassTrend {
  readonly placeClass: string;
  readonly observedNetMigration: number;
  readonly netMigration: number;
  readonly observedGrowth: number;
  readonly growth: number;
}

/** Largest distances of simulated from observed rates that are good enough [% a year]. */
export const TREND_LIMITS = { netMigration: 0.05, growth: 0.15 } as const;

/** Begins to follow a simulation, from the state in which it is. */
export function startTrends(sim: Simulation): Trends {
  const persons = sim.places.data.persons.slice();
  return { personsBefore: persons, netMigrants: new Float64Array(persons.length), months: 0 };
}

/** Adds the month that has just passed. Every month counts once. */
export function noteMonth(trends: Trends, sim: Simulation): void {
  const { migration } = sim.places.data;
  const ring = (sim.elapsed - 1) % 12;
  for (let j = 0; j < trends.netMigrants.length; j++) trends.netMigrants[j]! += migration[j * 12 + ring]!;
  trends.months++;
}

/**
 * Rates by class over the months noted. Net migration is that of places for which the table gives it, on both
 * sides: zones outside urban areas have none, those of Belgium neither; the table's holds moves abroad too.
 */
export function trendsByClass(trends: Trends, sim: Simulation, history: PlaceHistory): ClassTrend[] {
  const { placeClass, population } = sim.input.places;
  const years = trends.months / 12;
  return PLACE_CLASSES.map((name, c) => {
    const sum = (values: Float64Array, among: (place: number) => boolean = () => true) =>
      values.reduce((all, each, j) => (placeClass[j] === c && among(j) ? all + each : all), 0);
    const known = (j: number) => !Number.isNaN(history.netMigration[j]!);
    const here = population.map((each, j) => (placeClass[j] === c ? each : 0));
    const growth = sum(sim.places.data.persons) / sum(trends.personsBefore);
    return {
      placeClass: name,
      observedNetMigration: 100 * weightedMean(history.netMigration, here),
      netMigration: (100 * sum(trends.netMigrants, known)) / sum(trends.personsBefore, known) / years,
      observedGrowth: 100 * weightedMean(history.growth, here),
      growth: 100 * (growth ** (1 / years) - 1),
    };
  });
}
