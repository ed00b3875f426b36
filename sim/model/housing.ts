/**
 * Process 10, rents, prices and construction (ODD 7.10).
 * Rent: d ln r = k_f (B - R - base) / movers + k_s (X/D / base - 1), X the floor wanted, D the floor let.
 * Price: d ln P = k_p (bids over their base - 1) + k_a [ln(r/r0) - ln(P/P0)].
 * Reads: arrivals, departures, unserved, bids, floorFactor, occupied. Writes: rent, price, stock,
 * building, priceHistory, pricePeak, population.
 */
import { exp, log, pow } from "../core/math.ts";
import { build } from "./construction.ts";
import { checkDwellings, marketDwellings } from "./dwellings.ts";
import { OWNER, type Simulation } from "./state.ts";

/** Movers a month for each household, the scale of net demand. */
const MOVERS = 0.01;
/** Largest monthly change of ln rent and ln price. */
const STEP = 0.03;

/** One month of rents, prices and building. */
export function clearHousing(sim: Simulation): void {
  const p = sim.parameters;
  const at = sim.places.data;
  for (let j = 0; j < at.rent.length; j++) {
    const flow = netDemand(sim, j) - at.flowBase[j]!;
    const stock = floorTension(sim, j) / at.stockBase[j]! - 1;
    at.rent[j] = at.rent[j]! * exp(bounded(p.rentFlow * flow + p.rentStock * stock));
    const gap = log(at.rent[j]! / at.rent0[j]!) - log(at.price[j]! / at.price0[j]!);
    at.price[j] = at.price[j]! * exp(bounded(p.priceFlow * bidTension(sim, j) + p.priceRent * gap));
    at.population[j] = at.persons[j]! * sim.scale;
  }
  build(sim);
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

/** Bids to buy for each dwelling of owners, over their base, less 1; one bid of prior each. */
function bidTension(sim: Simulation, j: number): number {
  const { bids, bidBase, stock } = sim.places.data;
  const usual = bidBase[j]! * stock[j * 3 + OWNER]!;
  return (bids[j]! - usual) / (usual + 1);
}

function bounded(step: number): number {
  return Math.max(-STEP, Math.min(STEP, step));
}

/** Takes this month's tensions as the base: where nothing has changed, rents and prices rest. */
export function setHousingBase(sim: Simulation): void {
  const at = sim.places.data;
  for (let j = 0; j < at.rent.length; j++) {
    at.flowBase[j] = netDemand(sim, j);
    at.stockBase[j] = floorTension(sim, j);
    at.bidBase[j] = at.bids[j]! / Math.max(1, at.stock[j * 3 + OWNER]!);
  }
}
