/** Ages follow from months of birth: nobody needs to be told of a birthday. */
import type { Simulation } from "./state.ts";

/** Age of a household's head in whole years: floor((month - birth) / 12). */
export function ageYears(sim: Simulation, i: number): number {
  return Math.floor((sim.month - sim.households.data.bornAt[i]!) / 12);
}

/** Month of birth of somebody of an age, in whole years, at a month. @param u uniform: the birthday */
export function birthMonth(month: number, years: number, u: number): number {
  return month - 12 * years - Math.floor(12 * u);
}
