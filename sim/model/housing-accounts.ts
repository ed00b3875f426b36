/**
 * What households pay for housing and what investors earn and owe, month by month (ODD 7.8), booked in
 * the ledger in real euros: rents, users' costs, interest, upkeep, taxes.
 */
import { invariant } from "../core/assert.ts";
import { pay } from "./accounts.ts";
import { openTally, type SimulationPass, tallyPlaces } from "./blocks.ts";
import { marketValue } from "./sales.ts";
import {
  EMPTY,
  HOUSED,
  INSTITUTIONAL,
  LONG_LET,
  OWNER,
  PRIVATE,
  SHORT_LET,
  type Simulation,
  SOCIAL,
} from "./state.ts";

/** Sums of rents by place: paid by tenure, households housed by tenure, their floor, those who wait. */
const RENT_SUMS = 8;

/**
 * Rents and users' costs of all households, contract x floor, by place and tenure; mean floors.
 * @throws InvariantError where the occupied dwellings are not those in which households live
 */
export function collectRents(sim: Simulation): void {
  const { housingPaid, meanFloor, occupied, waiting } = sim.places.data;
  const tally = tallyPlaces(sim, addRents, RENT_SUMS);
  for (let j = 0, at = 0; j < meanFloor.length; j++, at += RENT_SUMS) {
    let homes = 0;
    for (let t = 0; t < 3; t++) {
      const housed = tally[at + 3 + t]!;
      housingPaid[j * 3 + t] = tally[at + t]!;
      homes += housed;
      invariant(housed === occupied[j * 3 + t], () => {
        return `place ${j}, tenure ${t}: ${housed} households in ${occupied[j * 3 + t]} dwellings`;
      });
    }
    meanFloor[j] = tally[at + 6]! / Math.max(1, homes);
    waiting[j] = tally[at + 7]!;
  }
}

/** Rents, households housed, their floor and those who wait, of a block. */
function addRents(sim: Simulation, from: number, to: number): void {
  const { status, place, tenure, contract, floor, waitingSince } = sim.households.data;
  const { tally } = sim.workspace;
  const [empty, housed, width] = [EMPTY, HOUSED, RENT_SUMS];
  const first = openTally(sim, from, width);
  for (let i = from; i < to; i++) {
    if (status[i] === empty) continue;
    const home = first + place[i]! * width;
    if (waitingSince[i]! > 0) tally[home + 7]!++;
    if (status[i] !== housed) continue;
    const lot = home + tenure[i]!;
    tally[lot]! += contract[i]! * floor[i]!;
    tally[lot + 3]!++;
    tally[home + 6]! += floor[i]!;
  }
}

/** Books the month's rents, users' costs, and what investors pay on what they hold. */
export function bookInvestors(sim: Simulation): void {
  const { parameters: p, levers, ledger, scale } = sim;
  const { housingPaid, holdings, stock, rent, meanFloor } = sim.places.data;
  const debt = (1 - 1 / p.investorLeverage) * (levers["macro.mortgageRate"] / 100);
  const costs = (Math.max(0, debt) + p.upkeep) / 12;
  const tax = levers["housing.investorTax"] / 1200;
  for (let j = 0; j < rent.length; j++) {
    const paid = housingPaid[j * 3 + PRIVATE]! * scale;
    const institutions = holdings[j * 3 + INSTITUTIONAL]!;
    const share = institutions / Math.max(1, stock[j * 3 + PRIVATE]!);
    pay(ledger, "ownerCosts", housingPaid[j * 3 + OWNER]! * scale);
    pay(ledger, "rentSocial", housingPaid[j * 3 + SOCIAL]! * scale);
    pay(ledger, "rent", paid * (1 - share));
    pay(ledger, "rentInstitutions", paid * share);
    const short = holdings[j * 3 + SHORT_LET]!;
    pay(ledger, "rentShort", short * rent[j]! * meanFloor[j]! * p.shortLetPremium * scale);
    const value = marketValue(sim, j);
    pay(ledger, "landlordsCosts", holdings[j * 3 + LONG_LET]! * value * costs);
    pay(ledger, "landlordsTax", holdings[j * 3 + LONG_LET]! * value * tax);
    pay(ledger, "investorsCosts", (institutions + short) * value * costs);
    pay(ledger, "investorsTax", (institutions + short) * value * tax);
  }
}

/** What threads do together. */
export const RENT_PASSES: readonly SimulationPass[] = [addRents];
