/**
 * The search for the best place with lasting tastes, against working out every place: time, and whether both
 * choose the same.
 */
import { hash } from "../sim/core/random.ts";
import type { Run } from "../sim/experiment/run.ts";
import { updateBounds } from "../sim/model/bounds.ts";
import { choosePlace, makeSearch, type Search, tastesOfArea, zoneIndex } from "../sim/model/choice.ts";
import {
  drawDiscontent,
  makeSearcher,
  NO_OPTION,
  readSearcher,
  type Searcher,
} from "../sim/model/searcher.ts";
import { createSimulation, stepMonth } from "../sim/model/simulation.ts";
import { EMPTY, NONE, type Simulation } from "../sim/model/state.ts";
import { moveOption, stayCost } from "../sim/model/utility.ts";

/** What the comparison came to. */
export interface ChoiceFigures {
  readonly places: number;
  /** Choices made both ways, and those that were the same to place and tenure. */
  readonly compared: number;
  readonly equal: number;
  /** Time of a choice by the search, and by working out every place [ns]. */
  readonly nsSearch: number;
  readonly nsAll: number;
  readonly ratio: number;
  /** Of all choices. */
  readonly hash: string;
}

/** Searchers of a round: both ways take turns, so that a busy machine slows both. */
const ROUND = 500;

/**
 * Lets households choose both ways, one after another in their order, as if they all searched.
 * @param choices how many choices; those who come twice have other discontent
 */
export function compareChoices(run: Run, choices: number): ChoiceFigures {
  const sim = createSimulation(run.input);
  stepMonth(sim);
  updateBounds(sim);
  const searcher = makeSearcher(sim.geography.areas);
  searcher.lost0 = NO_OPTION;
  searcher.lost1 = NO_OPTION;
  const search = makeSearch();
  const times = [0, 0];
  const chosen = [new Uint32Array(ROUND), new Uint32Array(ROUND)];
  let [compared, equal, sum] = [0, 0, 0];
  for (let first = 0; first < choices; first += ROUND) {
    const count = Math.min(ROUND, choices - first);
    [choosePlace, chooseAmongAll].forEach((choose, way) => {
      const start = performance.now();
      for (let k = 0; k < count; k++) {
        readNext(sim, searcher, first + k);
        choose(sim, searcher, search);
        chosen[way]![k] = search.choice.place * 4 + search.choice.tenure;
      }
      times[way]! += performance.now() - start;
    });
    for (let k = 0; k < count; k++) {
      equal += chosen[0]![k] === chosen[1]![k] ? 1 : 0;
      sum = hash(sum, first, chosen[0]![k]!, k);
    }
    compared += count;
  }
  const [nsSearch, nsAll] = times.map((ms) => (ms * 1e6) / compared) as [number, number];
  const { places } = sim.geography;
  return { places, compared, equal, nsSearch, nsAll, ratio: nsAll / nsSearch, hash: sum.toString(16) };
}

/** Reads the searcher of a turn: households in their order, each round a month later. */
function readNext(sim: Simulation, searcher: Searcher, turn: number): void {
  const { status } = sim.households.data;
  let household = turn % status.length;
  while (status[household] === EMPTY) household = (household + 1) % status.length;
  const later = { ...sim, month: sim.month + Math.floor(turn / status.length) };
  readSearcher(sim, searcher, household, drawDiscontent(later, household));
}

/** The plain way: tastes and utility of every place; out: `search.choice`. */
function chooseAmongAll(sim: Simulation, s: Searcher, search: Search): void {
  const { areaStart, areaPlaces, areas } = sim.geography;
  const { choice, option, zones, zonesFast } = search;
  tastesOfArea(sim, s, s.area, search);
  const own = zoneIndex(sim, s.place);
  choice.place = NONE;
  choice.tenure = 0;
  choice.cost = Math.min(zones[own]!, zonesFast[own]!) * stayCost(sim, s);
  for (let area = 0; area < areas; area++) {
    tastesOfArea(sim, s, area, search);
    for (let at = areaStart[area]!; at < areaStart[area + 1]!; at++) {
      moveOption(sim, s, areaPlaces[at]!, option);
      const cost = Math.min(zones[at - areaStart[area]!]!, zonesFast[at - areaStart[area]!]!) * option.cost;
      if (!(cost < choice.cost)) continue;
      choice.cost = cost;
      choice.place = areaPlaces[at]!;
      choice.tenure = option.tenure;
    }
  }
}
