/**
 * Who moved between which places: as counted, and as expected of those who left for another urban area. A
 * household that leaves goes to one place, by its own lasting tastes; over all tastes the shares of places
 * are a nested logit of their utilities (ODD 7.9). The log keeps these shares for each that leaves, as they
 * are when lotteries are settled and nobody has moved. Flows expected so are free of the chance by which
 * few simulated households stand for a small flow, but for that of who leaves, and of jobs found afar. Left
 * out are the lotteries: who does not win the place wanted goes to another one. Moves within an area are
 * counted. Observing changes no bit of a run.
 */
import { makeSearcher, NO_OPTION, readSearcher, type Searcher } from "../model/searcher.ts";
import { NONE, type Simulation } from "../model/state.ts";
import { moveOption } from "../model/utility.ts";

/** Persons who moved, real ones: places x places, from, to. */
export interface MoveLog {
  readonly counted: Float64Array;
  readonly expected: Float64Array;
  readonly months: number;
  /** Adds the month that has just passed. */
  note(): void;
  /** Ends the log; the simulation forgets it. */
  close(): void;
}

/** Begins to follow the moves of a simulation. */
export function followMoves(sim: Simulation): MoveLog {
  const { places } = sim.geography;
  const counted = new Float64Array(places * places);
  const expected = new Float64Array(places * places);
  const before = sim.onSettled;
  const desk = makeDesk(sim);
  let months = 0;
  sim.onSettled = (settled) => {
    before?.(settled);
    expectLeavers(settled, desk, expected);
  };
  return {
    counted,
    expected,
    get months() {
      return months;
    },
    note() {
      months++;
      countMoves(sim, counted, expected);
    },
    close() {
      sim.onSettled = before;
    },
  };
}

/** Persons of each move of the month; those within an area are expected as they are counted. */
function countMoves(sim: Simulation, counted: Float64Array, expected: Float64Array): void {
  const { moves, scale, geography } = sim;
  const { size } = sim.households.data;
  const { area } = sim.input.places;
  for (let m = 0; m < moves.count; m++) {
    const [from, to] = [moves.origin[m]!, moves.destination[m]!];
    const persons = size[moves.household[m]!]! * scale;
    counted[from * geography.places + to]! += persons;
    if (area[from] === area[to]) expected[from * geography.places + to]! += persons;
  }
}

interface Desk {
  readonly s: Searcher;
  readonly option: { cost: number; tenure: number };
  /** exp(V / mu) by place. */
  readonly worth: Float64Array;
}

function makeDesk(sim: Simulation): Desk {
  return {
    s: makeSearcher(sim.geography.areas),
    option: { cost: 0, tenure: 0 },
    worth: new Float64Array(sim.geography.places),
  };
}

/** Adds the shares of places of all who are about to leave their area. */
function expectLeavers(sim: Simulation, desk: Desk, expected: Float64Array): void {
  const { searchers } = sim.workspace;
  const { area } = sim.input.places;
  const { place, size } = sim.households.data;
  desk.s.lost0 = NO_OPTION;
  desk.s.lost1 = NO_OPTION;
  for (let at = 0; at < searchers.count; at++) {
    const household = searchers.household[at]!;
    const choice = searchers.choice[at]!;
    if (choice === NONE || area[choice] === area[place[household]!]) continue;
    readSearcher(sim, desk.s, household, searchers.discontent[at]!);
    const row = place[household]! * sim.geography.places;
    addShares(sim, desk, size[household]! * sim.scale, expected.subarray(row, row + sim.geography.places));
  }
}

/**
 * Nested logit of the places of other areas: share of a place = S_a^mu / sum of S^mu x exp(V / mu) / S_a,
 * with S_a the sum of exp(V / mu) over the zones of its area and V that of the best tenure.
 * @param out by place, added to
 */
function addShares(sim: Simulation, { s, option, worth }: Desk, persons: number, out: Float64Array): void {
  const { areas, areaStart, areaPlaces } = sim.geography;
  const { nest } = sim.parameters;
  let all = 0;
  const sums = new Float64Array(areas);
  for (let area = 0; area < areas; area++) {
    if (area === s.area) continue;
    for (let at = areaStart[area]!; at < areaStart[area + 1]!; at++) {
      const there = areaPlaces[at]!;
      moveOption(sim, s, there, option);
      worth[there] = option.cost < Infinity ? (1 / option.cost) ** (1 / nest) : 0;
      sums[area]! += worth[there]!;
    }
    if (sums[area]! > 0) all += sums[area]! ** nest;
  }
  for (let area = 0; area < areas; area++) {
    if (sums[area]! === 0) continue;
    const factor = (persons * sums[area]! ** (nest - 1)) / all;
    for (let at = areaStart[area]!; at < areaStart[area + 1]!; at++) {
      out[areaPlaces[at]!]! += factor * worth[areaPlaces[at]!]!;
    }
  }
}
