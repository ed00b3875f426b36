/** What is reported of every place (ODD: well-being and what is reported, by place). */
import type { Simulation } from "../model/state.ts";

/** An indicator of places. */
export interface PlaceIndicatorSpec {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
}

/** Indicators of places, in the order in which `measurePlaces` writes them. */
export const PLACE_INDICATORS = [
  { name: "population", unit: "persons", meaning: "inhabitants (simulated x scale)" },
  { name: "households", unit: "households", meaning: "households (simulated x scale)" },
  { name: "rent", unit: "EUR/m2/month", meaning: "market rent" },
  { name: "price", unit: "EUR/m2", meaning: "market price" },
  { name: "vacancy", unit: "%", meaning: "dwellings offered over the dwellings of the market" },
  {
    name: "netMigration",
    unit: "per 1,000/year",
    meaning: "arrivals less departures between areas in the last 12 months; missing in the first year",
  },
] as const satisfies readonly PlaceIndicatorSpec[];

/**
 * Measures all places.
 * @param out: PLACE_INDICATORS.length x places; the value of indicator i at place j stands at
 *   i * places + j; NaN where there is none
 */
export function measurePlaces(simulation: Simulation, out: Float64Array): void {
  const { data, rows } = simulation.places;
  for (let j = 0; j < rows; j++) {
    const stock = sumOf(data.stock, j, 3);
    const persons = data.persons[j]!;
    const wholeYear = simulation.elapsed >= 12 && persons > 0;
    out[j] = data.population[j]!;
    out[rows + j] = data.households[j]! * simulation.scale;
    out[2 * rows + j] = data.rent[j]!;
    out[3 * rows + j] = data.price[j]!;
    out[4 * rows + j] = stock > 0 ? (100 * (stock - sumOf(data.occupied, j, 3))) / stock : Number.NaN;
    out[5 * rows + j] = wholeYear ? (1000 * sumOf(data.migration, j, 12)) / persons : Number.NaN;
  }
}

/** Sum of the entries of one row of a wide column, in their order. */
function sumOf(column: Float64Array, row: number, width: number): number {
  let sum = 0;
  for (let k = 0; k < width; k++) sum += column[row * width + k]!;
  return sum;
}
