/** F07: prices against remote workers over urban areas, with and without migration held. */

import { slope, twoSlopes } from "../../calibration/statistics.ts";
import { log } from "../../core/math.ts";
import type { Simulation } from "../../model/state.ts";
import { areaPopulation, byArea, employed } from "../rows.ts";

/** Rise of prices [%] for each point of remote workers, migration held; part of all that passes by it [%]. */
export function pricesByRemoteWorkers(without: Simulation, withIt: Simulation): readonly [number, number] {
  const population = areaPopulation(without);
  const areas = [...population.keys()].filter((a) => population[a]! > 0);
  const rise = (of: (sim: Simulation) => Float64Array, scale: (value: number) => number) => {
    const [before, after] = [of(without), of(withIt)];
    return areas.map((a) => 100 * (scale(after[a]!) - scale(before[a]!)));
  };
  const share = rise(remoteShares, (each) => each);
  const price = rise(areaPrices, log);
  const migration = rise((sim) => byArea(sim, (i) => sim.households.data.size[i]!), log);
  const weight = areas.map((a) => population[a]!);
  const all = slope({ x: share, y: price, weight });
  const [held] = twoSlopes(share, migration, price, weight);
  return [held, 100 * (1 - held / all)];
}

/** Part of residents with a job who work at home on one day a week or more, by area. */
export function remoteShares(sim: Simulation): Float64Array {
  const { area, areaIds } = sim.input.places;
  const { place, remoteDays } = sim.households.data;
  const remote = new Float64Array(areaIds.length);
  const all = new Float64Array(areaIds.length);
  for (const at of employed(sim)) {
    const a = area[place[at >> 1]!]!;
    all[a]!++;
    if (remoteDays[at]! > 0) remote[a]!++;
  }
  return remote.map((each, a) => each / Math.max(1, all[a]!));
}

/** Mean price by area, zones weighted by the table's households. */
function areaPrices(sim: Simulation): Float64Array {
  const { area, areaIds, households } = sim.input.places;
  const { price } = sim.places.data;
  const sums = new Float64Array(areaIds.length);
  const weights = new Float64Array(areaIds.length);
  for (const [j, a] of area.entries()) {
    sums[a]! += households[j]! * price[j]!;
    weights[a]! += households[j]!;
  }
  return sums.map((each, a) => each / weights[a]!);
}
