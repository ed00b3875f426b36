/**
 * Naive twin of sim/model/choice.ts: the cost E exp(-V) of every place of the country is worked out,
 * and the least one taken. No groups, no bounds, no order.
 */
import { invariant } from "../../sim/core/assert.ts";
import { makeSearcher, readSearcher } from "../../sim/model/searcher.ts";
import { NONE, type Simulation } from "../../sim/model/state.ts";
import { moveOption, stayCost } from "../../sim/model/utility.ts";
import { naiveTastes } from "./tastes.ts";

/** What a household chooses: `place` NONE is to stay. */
export interface NaiveChoice {
  readonly place: number;
  readonly tenure: number;
  readonly cost: number;
}

/**
 * Best place and tenure of a household.
 * @param lost options (place x 3 + tenure) lost in earlier lotteries
 */
export function naiveChoice(
  sim: Simulation,
  household: number,
  discontent: number,
  lost: readonly [number, number],
): NaiveChoice {
  const s = makeSearcher(sim.geography.areas);
  [s.lost0, s.lost1] = lost;
  readSearcher(sim, s, household, discontent);
  const tastes = mixedTastes(sim, s.slow, s.fast);
  let best: NaiveChoice = { place: NONE, tenure: 0, cost: tastes[s.place]! * stayCost(sim, s) };
  const option = { cost: 0, tenure: 0 };
  for (let place = 0; place < sim.geography.places; place++) {
    moveOption(sim, s, place, option);
    const cost = tastes[place]! * option.cost;
    invariant(!Number.isNaN(cost), `place ${place} has no cost`);
    if (cost < best.cost) best = { place, tenure: option.tenure, cost };
  }
  return best;
}

/** E = min(slow / w, fast / (1 - w)) of every place. */
function mixedTastes(sim: Simulation, slowKey: Uint32Array, fastKey: Uint32Array): Float64Array {
  const { nest, slowShare } = sim.parameters;
  const table = sim.input.places;
  const slow = naiveTastes(table, { k0: slowKey[0]!, k1: slowKey[1]! }, nest);
  const fast = naiveTastes(table, { k0: fastKey[0]!, k1: fastKey[1]! }, nest);
  return slow.map((each, j) => Math.min(each * (1 / slowShare), fast[j]! * (1 / (1 - slowShare))));
}
