/**
 * Construction (ODD 7.10): dwellings follow the trend of their place, where it shrinks empty ones fall out
 * of use; beyond the trend, wanted dwellings H* = H0 (highest yearly mean price / start's)^eta, with a
 * dead band, but no more than will lack when it is delivered; starts = max(0, H* - H - under way) / 12,
 * delivered 18 months later in the place's mix of tenures. The highest mean and not the last: what is
 * built stays built. Lest noise ratchet, the dead band is wider where a place has few simulated dwellings.
 * Without the second bound a large elasticity builds on prices that are high only until what is under
 * way is delivered, and ends far below the start's price.
 */
import { pow } from "../core/math.ts";
import { deriveKey, hash, uniform } from "../core/random.ts";
import { pay } from "./accounts.ts";
import { contestedSupply } from "./city-programme.ts";
import { addDwellings, marketDwellings } from "./dwellings.ts";
import { leverSpec } from "./levers.ts";
import { PLACE_CLASSES } from "./places.ts";
import { LONG_LET, OWNER, PRICE_MONTHS, PRIVATE, type Simulation, SOCIAL } from "./state.ts";
import { STREAM } from "./streams.ts";

const MID_SIZED = PLACE_CLASSES.indexOf("mid-sized");
const SMALL = PLACE_CLASSES.indexOf("small");
const YEAR = 12;
/**
 * Dead band added for each 1/sqrt(dwellings) simulated: half the standard deviation that a yearly mean price
 * has between seeds after five years (measured: 0.8 to 1.7 by class, 300,000 households).
 */
const SAMPLING_BAND = 0.5;
/** Movers a month for each household, the scale of net demand. */
export const MOVERS = 0.01;

/** One month of deliveries and starts. */
export function build(sim: Simulation): void {
  const at = sim.places.data;
  const months = Math.round(sim.parameters.buildMonths);
  const width = at.building.length / at.rent.length;
  const now = sim.elapsed % width;
  for (let j = 0; j < at.rent.length; j++) {
    at.delivered[j] = at.building[j * width + now]! + followTrend(sim, j);
    deliver(sim, j, at.delivered[j]!);
    at.building[j * width + now] = 0;
    notePrice(sim, j);
    at.building[j * width + ((now + months) % width)]! += marketStarts(sim, j, width) + publicStarts(sim, j);
  }
}

/**
 * Stock of the trend grows or shrinks. Where it shrinks, dwellings that nobody lives in fall out of use.
 * @returns dwellings to deliver
 */
function followTrend(sim: Simulation, j: number): number {
  const { stock0, dwellings0 } = sim.places.data;
  const change = stock0[j]! * sim.trends.households[j]!;
  stock0[j]! += change;
  if (change < 0) abandon(sim, j, -change);
  else dwellings0[j]! += change;
  return Math.max(0, change);
}

/** Empty dwellings of all tenures, as they are mixed, become long vacant; what is occupied waits. */
function abandon(sim: Simulation, j: number, dwellings: number): void {
  const { stock, occupied, unfinished, longVacant, holdings } = sim.places.data;
  const total = marketDwellings(sim, j);
  for (let t = 0; t < 3; t++) {
    unfinished[j * 3 + t]! -= (dwellings * stock[j * 3 + t]!) / Math.max(1, total);
    const free = stock[j * 3 + t]! - occupied[j * 3 + t]!;
    if (unfinished[j * 3 + t]! > -0.5 || free < 1 || (t === PRIVATE && holdings[j * 3 + LONG_LET]! < 1))
      continue;
    unfinished[j * 3 + t]!++;
    stock[j * 3 + t]!--;
    longVacant[j]!++;
    if (t === PRIVATE) holdings[j * 3 + LONG_LET]!--;
  }
}

/** A month of the trend alone, rents and prices held. */
export function followTrends(sim: Simulation): void {
  for (let j = 0; j < sim.places.data.rent.length; j++) deliver(sim, j, followTrend(sim, j));
}

/**
 * eta: lower in capitals, metropolises and central communes (B08-B10), times the permits lever, less
 * where contested.
 */
export function supplyElasticity(sim: Simulation, j: number): number {
  const p = sim.parameters;
  const { placeClass, zone } = sim.input.places;
  const byClass = [p.supplyCapital, p.supplyMetropolis];
  const eta = byClass[placeClass[j]!] ?? p.supplyOther;
  return eta * (zone[j] === 0 ? p.supplyCore : 1) * sim.levers["housing.permits"] * contestedSupply(sim, j);
}

/**
 * Delivers dwellings in the place's mix, social ones at least the lever's share, where what is beyond
 * the mix costs the public. Parts wait until they make a whole dwelling, which goes to the tenure
 * that lacks most; the part with which a place begins is keyed, so that none comes late on average.
 */
export function deliver(sim: Simulation, j: number, dwellings: number): void {
  if (dwellings === 0) return;
  const { stock, unfinished } = sim.places.data;
  const total = marketDwellings(sim, j);
  const mix = total > 0 ? stock[j * 3 + SOCIAL]! / total : 0;
  const social = Math.max(mix, sim.levers["housing.socialStarts"]);
  const rest = mix < 1 ? (1 - social) / (1 - mix) : 0;
  let sum = 0;
  for (let t = 0; t < 3; t++) {
    const share = t === SOCIAL ? social : (rest * stock[j * 3 + t]!) / Math.max(1, total);
    unfinished[j * 3 + t]! += dwellings * share;
    sum += unfinished[j * 3 + t]!;
  }
  const subsidy = leverSpec("housing.socialStarts").cost?.eur ?? 0;
  pay(sim.ledger, "policy", subsidy * (social - mix) * dwellings * sim.scale);
  const key = deriveKey(sim.input.runKey, STREAM.delivery, 0);
  for (let left = sum + uniform(hash(key.k0, key.k1, j, 0)); left >= 1; left--) {
    const t = mostUnfinished(sim, j);
    unfinished[j * 3 + t]!--;
    addDwellings(sim, j, t, 1);
  }
}

function mostUnfinished(sim: Simulation, j: number): number {
  const { unfinished } = sim.places.data;
  let best = OWNER;
  for (let t = 1; t < 3; t++) if (unfinished[j * 3 + t]! > unfinished[j * 3 + best]!) best = t;
  return best;
}

/** Price of the month into its ring; peak' = max(peak, mean of 12 months / start's price). */
function notePrice(sim: Simulation, j: number): void {
  const { price, price0, priceHistory, pricePeak } = sim.places.data;
  priceHistory[j * PRICE_MONTHS + (sim.elapsed % PRICE_MONTHS)] = price[j]!;
  let sum = 0;
  for (let back = 0; back < YEAR; back++) {
    sum += priceHistory[j * PRICE_MONTHS + ((sim.elapsed + PRICE_MONTHS - back) % PRICE_MONTHS)]!;
  }
  pricePeak[j] = Math.max(pricePeak[j]!, sum / YEAR / price0[j]!);
}

/**
 * Starts of the month: a twelfth of what is wanted and neither built nor under way. Wanted is the
 * lesser of H0 ((peak - dead band)^eta - 1) new dwellings and what will lack.
 */
function marketStarts(sim: Simulation, j: number, width: number): number {
  const { stock0, pricePeak, building, dwellings, dwellings0 } = sim.places.data;
  const peak = pricePeak[j]! - sim.parameters.deadBand - SAMPLING_BAND / Math.sqrt(stock0[j]! + 1);
  if (peak <= 1) return 0;
  const called = stock0[j]! * (pow(peak, supplyElasticity(sim, j)) - 1);
  const left = Math.min(called - (dwellings[j]! - dwellings0[j]!), lackingDwellings(sim, j));
  let underWay = 0;
  for (let m = 0; m < width; m++) underWay += building[j * width + m]!;
  return Math.max(0, left - underWay) / YEAR;
}

/**
 * Dwellings that lack by the end of building: (sum of z x (1 + months / 100 x ((dearest of rent and
 * price)^eps - 1)) + unserved a month x months) / base - dwellings. The base holds the usual vacancy, so
 * that empty dwellings count as built. Of those who would come at the start's costs only those count who
 * move while it is being built: all of them at once left dwellings empty for years.
 */
export function lackingDwellings(sim: Simulation, j: number): number {
  const { floorFactor, unserved, stockBase, price, price0, rent, rent0 } = sim.places.data;
  const { floorElasticity, buildMonths } = sim.parameters;
  const dear = Math.max(1, price[j]! / price0[j]!, rent[j]! / rent0[j]!);
  const coming = Math.min(1, MOVERS * buildMonths) * (pow(dear, floorElasticity) - 1);
  const wanted = floorFactor[j]! * (1 + coming) + unserved[j]! * buildMonths;
  return wanted / stockBase[j]! - marketDwellings(sim, j);
}

/** Public starts in mid-sized and small cities, a share of dwellings a year, at the public's cost. */
function publicStarts(sim: Simulation, j: number): number {
  const { placeClass } = sim.input.places;
  if (placeClass[j] !== MID_SIZED && placeClass[j] !== SMALL) return 0;
  const starts = (sim.levers["housing.publicStarts"] / 100 / YEAR) * sim.places.data.stock0[j]!;
  const each = leverSpec("housing.publicStarts").cost?.eur ?? 0;
  pay(sim.ledger, "policy", each * starts * sim.scale);
  return starts;
}
