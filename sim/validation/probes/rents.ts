/** F06: the fall of rents with distance to the centre, and how telework flattens it. */

import { slope } from "../../calibration/statistics.ts";
import { log } from "../../core/math.ts";
import type { Simulation } from "../../model/state.ts";

/** Slope of ln rent on ln km to the centre, zones of an area, area fixed effects (-0.059 in the table). */
export function rentSlope(sim: Simulation): number {
  const { area, country, kmToCore, zone } = sim.input.places;
  const { rent } = sim.places.data;
  const points = { x: [] as number[], y: [] as number[], weight: [] as number[], group: [] as number[] };
  for (let j = 0; j < rent.length; j++) {
    if (country[j] !== 0 || zone[j] === 3 || kmToCore[j]! <= 0) continue;
    points.x.push(log(kmToCore[j]!));
    points.y.push(log(rent[j]!));
    points.weight.push(1);
    points.group.push(area[j]!);
  }
  return slope(points);
}
