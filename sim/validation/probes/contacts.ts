/** F17: contacts and clustering against the size of urban areas. */

import { slope } from "../../calibration/statistics.ts";
import { log } from "../../core/math.ts";
import { TIE_SLOTS, tied } from "../../core/ties.ts";
import type { Simulation } from "../../model/state.ts";
import { areaPopulation, byArea } from "../rows.ts";

/** Exponents of all contacts and of close ones, slope of clustering on ln population. */
export function contactScaling(sim: Simulation): readonly [number, number, number] {
  const { weakLocal, weakOnline } = sim.households.data;
  const close = (i: number) => sim.ties.count[i]!;
  const all = (i: number) => close(i) + weakLocal[i]! + weakOnline[i]!;
  return [
    1 + scaling(sim, all, true),
    1 + scaling(sim, close, true),
    scaling(sim, (i) => clustering(sim, i)),
  ];
}

/** Slope of (ln of) the mean of households by area on ln population, weighted by simulated households. */
function scaling(sim: Simulation, value: (row: number) => number, logarithm = false): number {
  const population = areaPopulation(sim);
  const weight = byArea(sim, () => 1);
  const sums = byArea(sim, value);
  const areas = [...population.keys()].filter((a) => weight[a]! >= 20);
  const means = areas.map((a) => sums[a]! / weight[a]!);
  return slope({
    x: areas.map((a) => log(population[a]!)),
    y: logarithm ? means.map(log) : means,
    weight: areas.map((a) => weight[a]!),
  });
}

/** Part of the pairs of a household's partners who are tied. */
function clustering(sim: Simulation, i: number): number {
  const { ties } = sim;
  const count = ties.count[i]!;
  let closed = 0;
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < a; b++) {
      if (tied(ties, ties.partner[i * TIE_SLOTS + a]!, ties.partner[i * TIE_SLOTS + b]!) >= 0) closed++;
    }
  }
  return count < 2 ? 0 : (2 * closed) / (count * (count - 1));
}
