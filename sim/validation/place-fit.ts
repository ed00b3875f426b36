/**
 * How the places of a simulation match the statistics of its table (ODD 5), place by place: residuals for a
 * map, their weighted mean, and the limit that the project has set itself. At the start, rents are those of
 * the table by construction, households to one simulated household; a year later neither is.
 */
import { ageYears } from "../model/ages.ts";
import type { PlaceTable } from "../model/places.ts";
import { ALONE, HOUSED, NONE, OWNER, SINGLE_PARENT, type Simulation } from "../model/state.ts";
import { householdRows } from "./rows.ts";

/** How well one statistic of places is met. */
export interface PlaceFit {
  readonly statistic: string;
  /** Of the residuals: per cent of the table's value, or points. */
  readonly unit: "%" | "points";
  /** Mean of |residual|, and of the residual itself, weighted by the table's inhabitants. */
  readonly meanAbsoluteError: number;
  readonly bias: number;
  /** Largest mean absolute error that is good enough; null where none was set. */
  readonly limit: number | null;
  /** Simulated less table, by place; NaN where the table's value is 0. */
  readonly residuals: Float64Array;
}

type ByPlace = (place: number) => number;

/** A statistic: simulated and of the table. */
interface Statistic {
  readonly name: string;
  readonly unit: PlaceFit["unit"];
  readonly limit: number | null;
  readonly simulated: ByPlace;
  readonly table: ByPlace;
}

/** Fit of every statistic of the table that the simulation has. */
export function fitPlaces(sim: Simulation): PlaceFit[] {
  const { population } = sim.input.places;
  return statisticsOf(sim).map(({ name, unit, limit, simulated, table }) => {
    const residuals = population.map((_, j) => {
      const [have, want] = [simulated(j), table(j)];
      if (unit === "points") return 100 * (have - want);
      return want > 0 ? 100 * (have / want - 1) : Number.NaN;
    });
    const of = (value: (residual: number) => number) => weightedMean(residuals.map(value), population);
    return {
      statistic: name,
      unit,
      limit,
      residuals,
      meanAbsoluteError: of(Math.abs),
      bias: of((each) => each),
    };
  });
}

/** Whether all rents are positive numbers, and all vacancies between 0 and all dwellings of the market. */
export function marketsHold(sim: Simulation): boolean {
  const { rent } = sim.places.data;
  return rent.every((each, j) => {
    const vacancy = vacancyOf(sim, j);
    return Number.isFinite(each) && each > 0 && vacancy >= 0 && vacancy <= 1;
  });
}

/** Mean of the values that are numbers. */
export function weightedMean(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  let sum = 0;
  let weight = 0;
  for (let j = 0; j < values.length; j++) {
    const value = values[j] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += (weights[j] ?? 0) * value;
    weight += weights[j] ?? 0;
  }
  return sum / weight;
}

/** Counts of households and persons by place. */
interface Counts {
  readonly households: Float64Array;
  readonly persons: Float64Array;
  readonly housed: Float64Array;
  readonly owners: Float64Array;
  readonly old: Float64Array;
  readonly force: Float64Array;
  readonly jobs: Float64Array;
}

function statisticsOf(sim: Simulation): Statistic[] {
  const { places: table } = sim.input;
  const counts = countPlaces(sim);
  const real = (column: Float64Array) => (j: number) => sim.scale * column[j]!;
  const share = (part: Float64Array, all: Float64Array) => (j: number) => part[j]! / all[j]!;
  const of = (column: Float64Array) => (j: number) => column[j]!;
  const percent = (name: string, limit: number | null, simulated: ByPlace, asked: ByPlace): Statistic => {
    return { name, unit: "%", limit, simulated, table: asked };
  };
  const points = (name: string, limit: number | null, simulated: ByPlace, asked: ByPlace): Statistic => {
    return { name, unit: "points", limit, simulated, table: asked };
  };
  return [
    percent("population", 0.5, real(counts.persons), of(table.population)),
    percent("households", 0.5, real(counts.households), of(table.households)),
    percent("rent", 5, of(sim.places.data.rent), of(table.rentFlat)),
    points("owners", 2, share(counts.owners, counts.housed), of(table.ownerShare)),
    points("inhabitants of 65 and more", 2, share(counts.old, counts.persons), of(table.share65plus)),
    points("vacant dwellings", null, (j) => vacantShare(sim, j), of(table.vacancyRate)),
    percent("jobs", null, jobsOfCountry(sim, counts.jobs), of(table.jobs)),
    percent("labour force", null, real(counts.force), of(table.active)),
  ];
}

/**
 * Adds up households. Of the ages of a household only its head's is simulated: the partner of a head of 65
 * and more is counted as 65 and more too, children and others are not. That is an upper bound: founders
 * are made as if such a household held 1.45 persons of that age, as it does when four partners in five
 * have reached it; counted here are 1.57, 1.6 points of all inhabitants more.
 */
function countPlaces(sim: Simulation): Counts {
  const h = sim.households.data;
  const make = () => new Float64Array(sim.input.places.count);
  const counts = {
    households: make(),
    persons: make(),
    housed: make(),
    owners: make(),
    old: make(),
    force: make(),
    jobs: make(),
  };
  for (const i of householdRows(sim)) {
    const j = h.place[i]!;
    counts.households[j]!++;
    counts.persons[j]! += h.size[i]!;
    if (h.status[i] === HOUSED) counts.housed[j]!++;
    if (h.status[i] === HOUSED && h.tenure[i] === OWNER) counts.owners[j]!++;
    if (ageYears(sim, i) >= 65) counts.old[j]! += adultsOf(h.composition[i]!);
    counts.force[j]! += h.workers[i]!;
    for (let at = i * 2; at < i * 2 + h.workers[i]!; at++) {
      if (h.jobPlace[at] !== NONE) counts.jobs[h.jobPlace[at]!]!++;
    }
  }
  return counts;
}

/** The head, and the partner if there is one. */
function adultsOf(composition: number): number {
  return composition === ALONE || composition === SINGLE_PARENT ? 1 : 2;
}

/**
 * Jobs of places if those of the table were all held: people with a job cross borders (Luxembourg, Geneva),
 * and nobody abroad is simulated, so that a country has more of them than the table has jobs there.
 */
function jobsOfCountry(sim: Simulation, jobs: Float64Array): ByPlace {
  const table = sim.input.places;
  const factors = new Map<number, number>();
  for (const country of new Set(table.country)) factors.set(country, jobsFactor(table, country, jobs));
  return (j) => jobs[j]! * (factors.get(table.country[j]!) ?? Number.NaN);
}

function jobsFactor({ country, jobs }: PlaceTable, of: number, simulated: Float64Array): number {
  let [all, held] = [0, 0];
  for (let j = 0; j < jobs.length; j++) {
    if (country[j] !== of) continue;
    all += jobs[j]!;
    held += simulated[j]!;
  }
  return all / held;
}

/** Empty dwellings of the market over its dwellings, reserves included: what a seeker of a dwelling finds. */
function vacancyOf(sim: Simulation, j: number): number {
  const { stock, occupied } = sim.places.data;
  let [all, lived] = [0, 0];
  for (let t = j * 3; t < j * 3 + 3; t++) {
    all += stock[t]!;
    lived += occupied[t]!;
  }
  return (all - lived) / all;
}

/** Empty dwellings, on the market or for long, over all dwellings; those let short and reserves left out. */
function vacantShare(sim: Simulation, j: number): number {
  const { stock, occupied, reserve, longVacant, dwellings } = sim.places.data;
  let vacant = longVacant[j]! - reserve[j]!;
  for (let t = j * 3; t < j * 3 + 3; t++) vacant += stock[t]! - occupied[t]!;
  return vacant / (dwellings[j]! - reserve[j]!);
}
