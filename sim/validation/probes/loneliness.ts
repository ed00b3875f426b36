/** F10, F11: who is lonely, by age, income and ties. */

import { slope } from "../../calibration/statistics.ts";
import { log } from "../../core/math.ts";
import { ageYears } from "../../model/ages.ts";
import { consumptionUnits, householdIncome } from "../../model/searcher.ts";
import type { Simulation } from "../../model/state.ts";
import { aged, householdRows, meanOf } from "../rows.ts";

/** Part of heads of an age who are lonely. */
export function lonelyAt(sim: Simulation, from = 0, to = 200): number {
  return meanOf(sim, (i) => sim.households.data.lonely[i]!, aged(sim, from, to));
}

/** Slopes of being lonely on age [years], ln income of a unit and close ties. */
export function lonelySlopes(sim: Simulation): readonly [number, number, number] {
  const { lonely, composition, size } = sim.households.data;
  const rows = [...householdRows(sim)];
  const y = rows.map((i) => lonely[i]!);
  const weight = rows.map(() => 1);
  const income = (i: number) => householdIncome(sim, i) / consumptionUnits(composition[i]!, size[i]!);
  const on = (value: (row: number) => number) => slope({ x: rows.map(value), y, weight });
  return [
    on((i) => ageYears(sim, i)),
    on((i) => log(Math.max(100, income(i)))),
    on((i) => sim.ties.count[i]!),
  ];
}
