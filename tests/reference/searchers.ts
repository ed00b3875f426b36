/**
 * Naive twin of sim/model/searchers.ts: every household is asked in turn whether its countdown has
 * come to an end, instead of leaping from one candidate to the next.
 */
import { geometricGap } from "../../sim/core/distributions.ts";
import { log } from "../../sim/core/math.ts";
import { deriveKey, hash, uniform } from "../../sim/core/random.ts";
import { searchHazard } from "../../sim/model/searcher.ts";
import type { Simulation } from "../../sim/model/state.ts";
import { STREAM } from "../../sim/model/streams.ts";

/** Households that share one sequence of gaps. */
const BLOCK = 4096;

/** Households that search this month, rising. */
export function naiveSearchers(sim: Simulation): number[] {
  const { runKey } = sim.input;
  const cap = sim.parameters.searchCap;
  const gaps = deriveKey(runKey, STREAM.search, sim.month);
  const accepts = deriveKey(runKey, STREAM.searchAccept, sim.month);
  const found: number[] = [];
  let draw = 0;
  let countdown = 0;
  for (let i = 0; i < sim.households.rows; i++) {
    const block = i - (i % BLOCK);
    const nextGap = () => geometricGap(hash(gaps.k0, gaps.k1, block, draw++), log(1 - cap));
    if (i === block) {
      draw = 0;
      countdown = nextGap();
    }
    if (countdown > 0) {
      countdown--;
      continue;
    }
    countdown = nextGap();
    const luck = uniform(hash(accepts.k0, accepts.k1, sim.households.data.id[i]!, 0));
    if (luck * cap < searchHazard(sim, i)) found.push(i);
  }
  return found;
}
