/**
 * What households pay for housing and what investors earn and owe, month by month (ODD 7.8), booked in
 * the ledger in real euros: rents, users' costs, interest, upkeep, taxes.
 */
import { invariant } from "../core/assert.ts";
import { pay } from "./accounts.ts";
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

/**
 * Rents and users' costs of all households, contract x floor, by place and tenure; mean floors.
 * @throws InvariantError where the occupied dwellings are not those in which households live
 */
export function collectRents(sim: Simulation): void {
  const { rows, data } = sim.households;
  const { status, place, tenure, contract, floor, waitingSince } = data;
  const { housingPaid, meanFloor, occupied, waiting } = sim.places.data;
  const { housed } = sim.workspace.trade;
  housingPaid.fill(0);
  meanFloor.fill(0);
  housed.fill(0);
  waiting.fill(0);
  for (let i = 0; i < rows; i++) {
    if (status[i] === EMPTY) continue;
    if (waitingSince[i]! > 0) waiting[place[i]!]!++;
    if (status[i] !== HOUSED) continue;
    const lot = place[i]! * 3 + tenure[i]!;
    housingPaid[lot]! += contract[i]! * floor[i]!;
    meanFloor[place[i]!]! += floor[i]!;
    housed[lot]!++;
  }
  for (let j = 0; j < meanFloor.length; j++) {
    let homes = 0;
    for (let t = 0; t < 3; t++) {
      homes += housed[j * 3 + t]!;
      invariant(housed[j * 3 + t] === occupied[j * 3 + t], () => {
        return `place ${j}, tenure ${t}: ${housed[j * 3 + t]} households in ${occupied[j * 3 + t]} dwellings`;
      });
    }
    meanFloor[j]! /= Math.max(1, homes);
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
