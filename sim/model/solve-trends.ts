/**
 * Solves what classes of places have in common (ODD 9), beside the constants of places: how many arrive
 * from abroad, so that net migration between areas is the table's, ln f += 0.5 (simulated - observed) /
 * arrivals; and how much faster households grow than inhabitants, so that these grow as before,
 * g -= 0.8 (simulated - observed) a stage. By class of a country: a place has few simulated households.
 */
import { exp } from "../core/math.ts";
import { COUNTRIES, PLACE_CLASSES } from "./places.ts";
import { ARRIVALS_CONSTANT, type Simulation, TREND_CONSTANT } from "./state.ts";
import { yearlyGrowth } from "./trends.ts";

const ARRIVALS = 0.5;
const TREND = 0.8;
/** What arrives in a year, about: an error here only changes the pace. */
const USUAL_ARRIVALS = 0.014;
/** Simulated persons of a class that are enough for whole steps. */
const MANY = 10_000;
/** Limits of both constants. */
const MOST_ARRIVALS = 1;
const MOST_TREND = 0.01;

/** Moves the arrivals of classes by the net migrants of a year; classes without statistics stay. */
export function adjustArrivals(sim: Simulation, constants: Float64Array, netMigrants: Float64Array): void {
  const { count, netMigrationRatePrev } = sim.input.places;
  const { persons } = sim.places.data;
  const excess = byClass(sim, persons, (j) => {
    const wanted = netMigrationRatePrev[j]!;
    return wanted === 0 ? null : netMigrants[j]! - persons[j]! * wanted;
  });
  for (let j = 0; j < count; j++) {
    const at = ARRIVALS_CONSTANT * count + j;
    const step = (ARRIVALS * excess[classOf(sim, j)]!) / USUAL_ARRIVALS;
    constants[at] = bounded(constants[at]! + step, MOST_ARRIVALS);
  }
}

/** Moves the trends of classes by how their inhabitants have grown since the start. @param before persons then */
export function adjustTrends(sim: Simulation, constants: Float64Array, before: Float64Array): void {
  const { places } = sim.input;
  const { persons } = sim.places.data;
  const years = sim.elapsed / 12;
  const excess = byClass(sim, before, (j) => {
    return persons[j]! - before[j]! * exp(years * sim.parameters.trend * yearlyGrowth(places, j));
  });
  for (let j = 0; j < places.count; j++) {
    const at = TREND_CONSTANT * places.count + j;
    const step = (TREND * excess[classOf(sim, j)]!) / years;
    constants[at] = bounded(constants[at]! - step, MOST_TREND);
  }
}

/** What places have too many of, over the persons of their class. @param excess null where nothing is known */
function byClass(
  sim: Simulation,
  persons: Float64Array,
  excess: (place: number) => number | null,
): Float64Array {
  const people = new Float64Array(COUNTRIES.length * PLACE_CLASSES.length);
  const sum = new Float64Array(people.length);
  for (let j = 0; j < persons.length; j++) {
    const each = excess(j);
    if (each === null) continue;
    people[classOf(sim, j)]! += persons[j]!;
    sum[classOf(sim, j)]! += each;
  }
  return sum.map((each, g) => each / (people[g]! + MANY));
}

function classOf({ input }: Simulation, j: number): number {
  return input.places.country[j]! * PLACE_CLASSES.length + input.places.placeClass[j]!;
}

function bounded(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}
