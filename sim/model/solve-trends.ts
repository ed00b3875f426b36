/**
 * Solves what classes of places have in common (ODD 9), beside the constants of places: how many arrive
 * from abroad, so that net migration between areas is the table's, ln f += gain (simulated - observed) /
 * arrivals; how much faster households grow than inhabitants, so that these grow as before, g -= gain
 * (simulated - observed); and what all constants of a class want. By class of a country: a place has few
 * simulated households.
 */
import { exp } from "../core/math.ts";
import { COUNTRIES, PLACE_CLASSES } from "./places.ts";
import { ARRIVALS_CONSTANT, OCCUPATIONS, type Simulation, TREND_CONSTANT } from "./state.ts";
import { yearlyGrowth } from "./trends.ts";

/** What arrives in a year, about: an error here only changes the pace. */
const USUAL_ARRIVALS = 0.014;
/** Simulated persons or households of a class that are enough for whole steps. */
const MANY = 10_000;
/** Limits of constants: beyond them a class is an outlier of the data. */
const MOST_ARRIVALS = 1;
const MOST_TREND = 0.01;
const MOST_TASTE = 6;

/**
 * Moves the arrivals of classes by net migrants; classes without statistics stay.
 * @param netMigrants persons a year by place
 */
export function adjustArrivals(
  sim: Simulation,
  constants: Float64Array,
  netMigrants: Float64Array,
  gain: number,
): void {
  const { netMigrationRatePrev } = sim.input.places;
  const { persons } = sim.places.data;
  const excess = byClass(sim, persons, (j) => {
    const wanted = netMigrationRatePrev[j]!;
    return wanted === 0 ? null : netMigrants[j]! - persons[j]! * wanted;
  });
  shift(sim, constants, ARRIVALS_CONSTANT, MOST_ARRIVALS, excess, gain / USUAL_ARRIVALS);
}

/**
 * Moves the trends of classes by how their inhabitants have grown since the start.
 * @param before persons then
 */
export function adjustTrends(
  sim: Simulation,
  constants: Float64Array,
  before: Float64Array,
  gain: number,
): void {
  const { places } = sim.input;
  const { persons } = sim.places.data;
  const years = sim.elapsed / 12;
  const excess = byClass(sim, before, (j) => {
    return persons[j]! - before[j]! * exp(years * sim.parameters.trend * yearlyGrowth(places, j));
  });
  shift(sim, constants, TREND_CONSTANT, MOST_TREND, excess, -gain / years);
}

/** Moves the constants of all occupations of classes by what their households are beyond their trend. */
export function adjustTastes(
  sim: Simulation,
  constants: Float64Array,
  wanted: Float64Array,
  gain: number,
): void {
  const { households } = sim.places.data;
  const excess = byClass(sim, wanted, (j) => households[j]! - wanted[j]!);
  for (let k = 0; k < OCCUPATIONS.length; k++) shift(sim, constants, k, MOST_TASTE, excess, -gain);
}

/** Adds a class's excess x gain to one constant of its places. */
function shift(
  sim: Simulation,
  constants: Float64Array,
  kind: number,
  most: number,
  excess: Float64Array,
  gain: number,
): void {
  const { count } = sim.input.places;
  for (let j = 0; j < count; j++) {
    const at = kind * count + j;
    constants[at] = Math.max(-most, Math.min(most, constants[at]! + gain * excess[classOf(sim, j)]!));
  }
}

/** What places have too many of, over the people of their class. @param excess null where nothing is known */
function byClass(
  sim: Simulation,
  people: Float64Array,
  excess: (place: number) => number | null,
): Float64Array {
  const all = new Float64Array(COUNTRIES.length * PLACE_CLASSES.length);
  const sum = new Float64Array(all.length);
  for (let j = 0; j < people.length; j++) {
    const each = excess(j);
    if (each === null) continue;
    all[classOf(sim, j)]! += people[j]!;
    sum[classOf(sim, j)]! += each;
  }
  return sum.map((each, g) => each / (all[g]! + MANY));
}

function classOf({ input }: Simulation, j: number): number {
  return input.places.country[j]! * PLACE_CLASSES.length + input.places.placeClass[j]!;
}
