/** Naive twins of sums: one pass over all households for each place, in the order of households. */
import { EMPTY, HOUSED, NONE, type Simulation } from "../../sim/model/state.ts";

/** Sums over the residents of each place, and desks of those who work there. */
export interface NaiveSums {
  readonly households: number[];
  readonly persons: number[];
  /** By place and tenure. */
  readonly occupied: number[];
  /** Sum of the space factors z = 1 + h_s T / 5 of residents: their number, and h_s / 5 times all T. */
  readonly floorFactor: number[];
  /** Share of desks occupied, of workers who could work at home. */
  readonly occupancy: number[];
}

/** All sums of the present state. */
export function naiveSums(sim: Simulation): NaiveSums {
  const h = sim.households.data;
  const all = Array.from({ length: sim.households.rows }, (_, i) => i).filter((i) => h.status[i] !== EMPTY);
  const places = Array.from({ length: sim.places.rows }, (_, j) => j);
  const residents = places.map((j) => all.filter((i) => h.place[i] === j));
  const space = sim.parameters.homeOfficeSpace * sim.levers["switch.spaceDemand"];
  const sum = (of: readonly number[], value: (i: number) => number) =>
    of.reduce((total, i) => total + value(i), 0);
  return {
    households: residents.map((each) => each.length),
    persons: residents.map((each) => sum(each, (i) => h.size[i]!)),
    occupied: residents.flatMap((each) =>
      [0, 1, 2].map((t) => each.filter((i) => h.status[i] === HOUSED && h.tenure[i] === t).length),
    ),
    floorFactor: residents.map((each) => each.length + (space * sum(each, (i) => remoteDays(sim, i))) / 5),
    occupancy: places.map((j) => occupancy(sim, j)),
  };
}

function remoteDays(sim: Simulation, i: number): number {
  return workersOf(sim, i).reduce((days, at) => days + sim.households.data.remoteDays[at]!, 0);
}

function occupancy(sim: Simulation, place: number): number {
  const h = sim.households.data;
  const shares = [0, 1, 2].map((k) => sim.workspace.eligibleShare[3 * place + k]!);
  const here = Array.from({ length: sim.households.rows }, (_, i) => workersOf(sim, i))
    .flat()
    .filter((at) => h.jobPlace[at] === place);
  const remote = here.reduce((days, at) => days + h.remoteDays[at]!, 0);
  const eligible = shares
    .map((share, k) => share * here.filter((at) => h.occupation[at] === k).length)
    .reduce((total, each) => total + each, 0);
  return eligible > 0 ? Math.max(0, 1 - remote / (5 * eligible)) : 1;
}

/** Indices of a household's workers with a job in the columns of workers. */
function workersOf(sim: Simulation, i: number): number[] {
  const { workers, jobPlace } = sim.households.data;
  return [2 * i, 2 * i + 1].slice(0, workers[i]!).filter((at) => jobPlace[at] !== NONE);
}
