/**
 * Who searches this month (ODD 7.9): gaps between candidates are drawn at the highest hazard in
 * blocks of households, and each candidate is accepted by its own hazard over that highest one
 * (thinning), so that those who do not search cost nothing.
 */
import { invariant } from "../core/assert.ts";
import { geometricGap } from "../core/distributions.ts";
import { log } from "../core/math.ts";
import { deriveKey, hash, uniform } from "../core/random.ts";
import { inBlocks, type SimulationPass } from "./blocks.ts";
import { highestSettled, NO_OPTION, searches } from "./searcher.ts";
import { NONE, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

/** Households of a block: each block has its own sequence of gaps. */
export const SEARCH_BLOCK = 4096;

/** Fills the list of searchers of the month, in rising order of household. */
export function drawSearchers(sim: Simulation): void {
  const { searchers, residents, blockCount } = sim.workspace;
  const { rows } = sim.households;
  inBlocks(sim, drawBlock, rows, SEARCH_BLOCK);
  searchers.count = 0;
  for (let first = 0; first < rows; first += SEARCH_BLOCK) {
    const end = first + blockCount[first / SEARCH_BLOCK]!;
    for (let at = first; at < end; at++) add(sim, residents[at]!);
  }
}

/** Searchers of a block, in the memory of residents. */
function drawBlock(sim: Simulation, first: number, end: number): void {
  const { residents, blockCount } = sim.workspace;
  let count = 0;
  const { searchCap } = sim.parameters;
  const gaps = deriveKey(sim.input.runKey, STREAM.search, sim.month);
  const accepts = deriveKey(sim.input.runKey, STREAM.searchAccept, sim.month);
  const ln = log(1 - searchCap);
  const highest = highestSettled(sim);
  let at = first;
  for (let draw = 0; ; draw++) {
    at += geometricGap(hash(gaps.k0, gaps.k1, first, draw), ln);
    if (at >= end) break;
    const u = uniform(hash(accepts.k0, accepts.k1, sim.households.data.id[at]!, 0));
    if (searches(sim, at, u, highest)) residents[first + count++] = at;
    at++;
  }
  blockCount[first / SEARCH_BLOCK] = count;
}

function add(sim: Simulation, household: number): void {
  const { searchers } = sim.workspace;
  const at = searchers.count++;
  invariant(at < searchers.household.length, "more searchers than the highest hazard allows");
  searchers.household[at] = household;
  searchers.choice[at] = NONE;
  searchers.lost[at * 2] = NO_OPTION;
  searchers.lost[at * 2 + 1] = NO_OPTION;
}

/** What threads do together. */
export const SEARCHER_PASSES: readonly SimulationPass[] = [drawBlock];
