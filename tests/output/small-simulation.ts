/** A simulation for tests of output: real columns with made-up values, no month to run. */
import { allocate } from "../../sim/core/columns.ts";
import { hash } from "../../sim/core/random.ts";
import { createTies } from "../../sim/core/ties.ts";
import { HOUSEHOLDS, PLACES, type Simulation } from "../../sim/model/state.ts";

/** Places of the small simulation. */
export const SMALL_PLACES = ["FR-1/core", "FR-1/ring", "BE-2/pole"];

/** Households and places with values that change from month to month. */
export function smallSimulation(households: number): Simulation {
  const count = SMALL_PLACES.length;
  const simulation = {
    input: {
      places: { count, id: SMALL_PLACES },
      households,
      runKey: { k0: 1, k1: 2 },
      startMonth: 0,
    },
    scale: 100,
    month: -1,
    elapsed: 0,
    households: allocate(HOUSEHOLDS, households),
    ties: createTies(households),
    places: allocate(PLACES, count),
  } as unknown as Simulation;
  fill(simulation);
  return simulation;
}

/** The next month: other values everywhere. */
export function nextMonth(simulation: Simulation): void {
  simulation.month++;
  simulation.elapsed++;
  fill(simulation);
}

function fill({ households, places, ties, month, scale }: Simulation): void {
  const draw = (stream: number, index: number) => hash(stream, month, index, 0) / 2 ** 32;
  for (let i = 0; i < households.rows; i++) {
    households.data.status[i] = 1;
    households.data.place[i] = Math.floor(draw(0, i) * SMALL_PLACES.length);
    households.data.wage[2 * i] = 1000 + 3000 * draw(1, i);
    households.data.wage[2 * i + 1] = 2000 * draw(2, i);
    households.data.movedAt[i] = month - Math.floor(100 * draw(3, i));
    households.data.jobPlace[2 * i] = 65535;
    ties.count[i] = Math.floor(15 * draw(4, i));
  }
  for (let j = 0; j < places.rows; j++) {
    places.data.persons[j] = 200 + j;
    places.data.population[j] = (200 + j) * scale;
    places.data.households[j] = 100 + j;
    places.data.rent[j] = 10 + draw(5, j);
    places.data.price[j] = 2000 + 1000 * draw(6, j);
    places.data.stock.set([60, 50, 10], 3 * j);
    places.data.occupied.set([57, 45, 10], 3 * j);
    places.data.migration.fill(j - 1, 12 * j, 12 * j + 12);
  }
}
