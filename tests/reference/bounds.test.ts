/** The search may dismiss a taste group only if no place in it can cost less than its bound. */
import { expect, it } from "vitest";
import { exp } from "../../sim/core/math.ts";
import { incomeBracket, searcherBound, updateBounds } from "../../sim/model/bounds.ts";
import { drawDiscontent, makeSearcher, readSearcher, type Searcher } from "../../sim/model/searcher.ts";
import type { Simulation } from "../../sim/model/state.ts";
import { moveOption } from "../../sim/model/utility.ts";
import { randomSimulation } from "./simulations.ts";

const WORLDS = 1000;

/** Least cost that a group can have for a searcher, for an arrival of 1; as in sim/model/choice.ts. */
function groupBound(sim: Simulation, s: Searcher, g: number): number {
  const { bounds, groups } = sim.workspace;
  const type = incomeBracket(sim, s) * 2 + s.floorType;
  if (type >= bounds.brackets * 2) return 0;
  const lowest = searcherBound(sim, s);
  const byTenure = [0, 1, 2].map((tenure) => {
    const at = ((type * 3 + s.occupation) * 3 + tenure) * groups.count + g;
    return bounds.group[at]! * exp(-s.tenure[tenure]!) * lowest;
  });
  return Math.min(...byTenure) * bounds.distanceGroup[s.place * groups.count + g]!;
}

it.each([false, true])("no place costs less than the bound of its group (tight: %s)", (tight) => {
  let closest = Number.POSITIVE_INFINITY;
  for (let world = 0; world < WORLDS; world++) {
    const sim = randomSimulation(world, { tight });
    updateBounds(sim);
    const { bounds, groups } = sim.workspace;
    const { area, country } = sim.input.places;
    const s = makeSearcher(sim.geography.areas);
    const option = { cost: 0, tenure: 0 };
    for (let household = 0; household < Math.min(12, sim.households.rows); household++) {
      readSearcher(sim, s, household, drawDiscontent(sim, household));
      for (let place = 0; place < sim.geography.places; place++) {
        if (s.knownMark[area[place]!] === 1 || country[place] !== s.country) continue;
        moveOption(sim, s, place, option);
        if (option.cost === Number.POSITIVE_INFINITY) continue;
        const bound = groupBound(sim, s, groups.groupOf[area[place]!]!);
        const margin = (option.cost * bounds.nestFactor[place]!) / bound;
        if (!(margin >= 1))
          expect.fail(`world ${world}, household ${household}, place ${place}: margin ${margin}`);
        if (bound > 0) closest = Math.min(closest, margin);
      }
    }
  }
  if (tight) expect(closest, "in tight worlds some bound is nearly reached").toBeLessThan(1.001);
});
