/**
 * Process 8, listings: the dwellings offered this month (ODD 7.8), and the indexation of sitting
 * rents. Reads: stock, occupied, levers. Writes: listed, contract.
 */
import { exp, log } from "../core/math.ts";
import { inBlocks, type SimulationPass } from "./blocks.ts";
import { returnVacant } from "./dwellings.ts";
import { bookInvestors, collectRents, RENT_PASSES } from "./housing-accounts.ts";
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
  if (rentLag(sim) !== 0) inBlocks(sim, indexBlock, sim.households.rows);
}

/** What contracts lose of inflation in a year [ln]. */
function rentLag({ levers }: Simulation): number {
  return (1 - levers["housing.index"] / 100) * log(1 + levers["macro.inflation"] / 100);
}

/** Contracts of a block of households. */
function indexBlock(sim: Simulation, from: number, to: number): void {
  const factor = exp(-rentLag(sim) / 12);
  const { status, contract, tenure, place } = sim.households.data;
  const { meanRent } = sim.workspace;
  const { country } = sim.input.places;
  for (let i = from; i < to; i++) {
    if (tenure[i] === OWNER || status[i] !== HOUSED) continue;
    const least = meanRent[country[place[i]!]!]! / 10;
    contract[i] = Math.max(Math.min(contract[i]!, least), contract[i]! * factor);
  }
}

/** What threads do together. */
export const LISTING_PASSES: readonly SimulationPass[] = [indexBlock, ...RENT_PASSES];
