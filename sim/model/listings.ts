/**
 * Process 8, listings: the dwellings offered this month (ODD 7.8), and the indexation of sitting
 * rents. Reads: stock, occupied, levers. Writes: listed, contract.
 */
import { exp, log } from "../core/math.ts";
import { returnVacant } from "./dwellings.ts";
import { bookInvestors, collectRents } from "./housing-accounts.ts";
import { HOUSED, OWNER, type Simulation } from "./state.ts";

/** listed = max(0, stock - occupied) by place and tenure, whole dwellings, but for those flooded. */
export function listDwellings(sim: Simulation): void {
  const { stock, occupied, listed } = sim.places.data;
  const { flood } = sim.workspace.climate;
  returnVacant(sim);
  for (let at = 0; at < listed.length; at++) {
    const dry = 1 - flood[Math.floor(at / 3)]!;
    listed[at] = Math.floor(Math.max(0, stock[at]! - occupied[at]!) * dry);
  }
  indexRents(sim);
  collectRents(sim);
  bookInvestors(sim);
}

/**
 * Sitting rents in euros of 2019: contract' = contract exp(-(1 - index) inflation / 12); owners'
 * costs are real. Contracts keep a floor of a tenth of the market's mean rent.
 */
export function indexRents(sim: Simulation): void {
  const lag = (1 - sim.levers["housing.index"] / 100) * log(1 + sim.levers["macro.inflation"] / 100);
  if (lag === 0) return;
  const factor = exp(-lag / 12);
  const { status, contract, tenure, place } = sim.households.data;
  const { meanRent } = sim.workspace;
  const { country } = sim.input.places;
  for (let i = 0; i < sim.households.rows; i++) {
    if (tenure[i] === OWNER || status[i] !== HOUSED) continue;
    const least = meanRent[country[place[i]!]!]! / 10;
    contract[i] = Math.max(Math.min(contract[i]!, least), contract[i]! * factor);
  }
}
