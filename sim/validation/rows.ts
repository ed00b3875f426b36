/** Walks over the rows of a simulation, for probes that look at households and at those who work. */
import { ageYears } from "../model/ages.ts";
import { EMPTY, NONE, type Simulation } from "../model/state.ts";

/** Every household's row. */
export function* householdRows(sim: Simulation): Generator<number> {
  const { status } = sim.households.data;
  for (let i = 0; i < sim.households.rows; i++) if (status[i] !== EMPTY) yield i;
}

/** Every person with a job: row x 2 + worker. */
export function* employed(sim: Simulation): Generator<number> {
  const { workers, jobPlace } = sim.households.data;
  for (const i of householdRows(sim)) {
    for (let at = i * 2; at < i * 2 + workers[i]!; at++) if (jobPlace[at] !== NONE) yield at;
  }
}

/** One way to work [km] of a person with a job. @param at row x 2 + worker */
export function commuteKm(sim: Simulation, at: number): number {
  const { place, jobPlace } = sim.households.data;
  return sim.geography.km[place[at >> 1]! * sim.geography.places + jobPlace[at]!]!;
}

/** Mean of a number over the rows that a test lets through. */
export function meanOf(
  sim: Simulation,
  value: (row: number) => number,
  test: (row: number) => boolean = () => true,
): number {
  let sum = 0;
  let count = 0;
  for (const i of householdRows(sim)) {
    if (!test(i)) continue;
    sum += value(i);
    count++;
  }
  return sum / count;
}

/** Whether a household's head is within ages, the upper one left out [years]. */
export function aged(sim: Simulation, from: number, to: number): (row: number) => boolean {
  return (row) => {
    const age = ageYears(sim, row);
    return age >= from && age < to;
  };
}

/** Sums of a number of households by urban area. */
export function byArea(sim: Simulation, value: (row: number) => number): Float64Array {
  const { area } = sim.input.places;
  const { place } = sim.households.data;
  const sums = new Float64Array(sim.input.places.areaIds.length);
  for (const i of householdRows(sim)) sums[area[place[i]!]!]! += value(i);
  return sums;
}

/** Inhabitants of each urban area as the table has them. */
export function areaPopulation(sim: Simulation): Float64Array {
  const { area, population, areaIds } = sim.input.places;
  const out = new Float64Array(areaIds.length);
  for (const [j, a] of area.entries()) out[a]! += population[j]!;
  return out;
}
