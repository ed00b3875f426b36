/** Naive twin of the indicators of housing (sim/output/housing-indicators.ts), from lists of places. */
import { leaseFactor } from "../../sim/model/investors.ts";
import { PLACE_CLASSES } from "../../sim/model/places.ts";
import { BUYERS } from "../../sim/model/sales.ts";
import { OWNER, SHORT_LET, type Simulation } from "../../sim/model/state.ts";
import type { NaiveIndicators } from "./indicators.ts";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** All indicators of housing of the present month. */
export function naiveHousing(sim: Simulation): NaiveIndicators {
  const at = sim.places.data;
  const { placeClass } = sim.input.places;
  const all = Array.from({ length: sim.places.rows }, (_, j) => j);
  const groups = [all, ...PLACE_CLASSES.map((_, c) => all.filter((j) => placeClass[j] === c))];
  const over = (value: (j: number) => number, by: (j: number) => number, factor = 100) =>
    groups.map((members) => {
      const total = sum(members.map(by));
      return total > 0 ? (factor * sum(members.map(value))) / total : 0;
    });
  const wide = (column: Float64Array, j: number) => sum([...column.subarray(3 * j, 3 * j + 3)]);
  const bought = (j: number, buyer: (typeof BUYERS)[number]) =>
    at.bought[j * BUYERS.length + BUYERS.indexOf(buyer)]!;
  const investors = (j: number) =>
    bought(j, "long-let") + bought(j, "short-let") + bought(j, "institutional");
  const purchases = (j: number) => investors(j) + bought(j, "mover") + bought(j, "first-time");
  const households = (j: number) => at.households[j]!;
  return {
    ownerShare: over(
      (j) => at.occupied[3 * j + OWNER]!,
      (j) => wide(at.occupied, j),
    ),
    shortLet: over(
      (j) => at.holdings[3 * j + SHORT_LET]!,
      (j) => at.dwellings[j]!,
    ),
    buyersFirst: over((j) => bought(j, "first-time"), purchases),
    buyersInvestor: over(investors, purchases),
    socialWaiting: over((j) => at.waiting[j]!, households),
    newLease: over((j) => at.rent[j]! * leaseFactor(sim, j) * households(j), households, 1),
  };
}
