/**
 * Process 10, rents, prices and construction (ODD 7.10).
 * Rent: d ln r = k_f (B - R - base) / movers + k_s (X/D / base - 1), X the floor wanted, D the floor let.
 * Price: d ln P = k_p (bids - base x listings) / bids at the start + k_a [ln(r/r0) - ln(P/P0)].
 * Reads: arrivals, departures, unserved, bids, floorFactor, occupied. Writes: rent, price, stock,
 * building, priceHistory, pricePeak, population.
 */
import { exp, log, pow } from "../core/math.ts";
import { build, MOVERS } from "./construction.ts";
import { checkDwellings, marketDwellings } from "./dwellings.ts";
import { setInvestorBase, tradeDwellings } from "./investors.ts";
import { countSales } from "./sales.ts";
import { type Simulation, SOCIAL } from "./state.ts";

/** Largest monthly change of ln rent and ln price. */
const STEP = 0.03;

/** Least floor wanted over dwellings at the base: a place that begins empty has one too. */
const LEAST_BASE = 0.01;

/** One month of rents, prices and building. */
export function clearHousing(sim: Simulation): void {
  const p = sim.parameters;
  const at = sim.places.data;
  tradeDwellings(sim);
  for (let j = 0; j < at.rent.length; j++) {
    const flow = netDemand(sim, j) - at.flowBase[j]!;
    const stock = floorTension(sim, j) / at.stockBase[j]! - 1;
    at.rent[j] = at.rent[j]! * exp(bounded(p.rentFlow * flow + p.rentStock * stock));
    const gap = log(at.rent[j]! / at.rent0[j]!) - log(at.price[j]! / at.price0[j]!);
    at.price[j] = at.price[j]! * exp(bounded(p.priceFlow * bidTension(sim, j) + p.priceRent * gap));
    at.population[j] = at.persons[j]! * sim.scale;
  }
  build(sim);
  countSales(sim);
  checkDwellings(sim);
}

/** (B - R) / movers of the place: six-month means of households choosing and leaving it. */
export function netDemand(sim: Simulation, j: number): number {
  const { arrivals, departures, households } = sim.places.data;
  return (arrivals[j]! - departures[j]!) / (MOVERS * households[j]! + 1);
}

/** X/D = (sum of z + unserved) (r/r0)^-eps over dwellings. */
export function floorTension(sim: Simulation, j: number): number {
  const { floorFactor, unserved, rent, rent0 } = sim.places.data;
  const wanted =
    (floorFactor[j]! + unserved[j]!) * pow(rent[j]! / rent0[j]!, -sim.parameters.floorElasticity);
  return wanted / Math.max(1, marketDwellings(sim, j));
}

/**
 * Bids to buy, investors' included, less what is usual for the dwellings on offer, over the bids of the
 * start; one listing and one bid of prior. Differences, not ratios: those of small counts drift.
 */
function bidTension(sim: Simulation, j: number): number {
  const { bids, investorBids, bids0, bidBase, offered } = sim.places.data;
  const usual = bidBase[j]! * (offered[j]! + 1);
  return (bids[j]! + investorBids[j]! - usual) / (bids0[j]! + 1);
}

function bounded(step: number): number {
  return Math.max(-STEP, Math.min(STEP, step));
}

/** Takes this month's tensions as the base: where nothing has changed, rents and prices rest. */
export function setHousingBase(sim: Simulation): void {
  const at = sim.places.data;
  setInvestorBase(sim);
  for (let j = 0; j < at.rent.length; j++) {
    at.flowBase[j] = netDemand(sim, j);
    at.stockBase[j] = Math.max(LEAST_BASE, floorTension(sim, j));
    at.usualFree[j] = at.listed[j * 3 + SOCIAL]!;
    at.userCost0[j] = sim.workspace.userCost[j]!;
    at.bids0[j] = at.bids[j]! + at.investorBids[j]!;
    at.bidBase[j] = at.bids0[j]! / (at.offered[j]! + 1);
  }
}
