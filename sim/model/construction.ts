/**
 * Construction (ODD 7.10): wanted dwellings H* = H0 (highest yearly mean price / start's)^eta, with a
 * dead band; starts = max(0, H* - H - under way) / 12, delivered 18 months later in the place's
 * mix of tenures. The highest mean and not the last: what is built stays built, and noise ratchets
 * nothing, for a yearly mean of noise stays within the dead band.
 */
import { pow } from "../core/math.ts";
import { PLACE_CLASSES } from "./places.ts";
import type { Simulation } from "./state.ts";

const MID_SIZED = PLACE_CLASSES.indexOf("mid-sized");
const SMALL = PLACE_CLASSES.indexOf("small");

/** One month of deliveries and starts. */
export function build(sim: Simulation): void {
  const at = sim.places.data;
  const months = Math.round(sim.parameters.buildMonths);
  const width = at.building.length / at.rent.length;
  const now = sim.elapsed % width;
  for (let j = 0; j < at.rent.length; j++) {
    deliver(sim, j, at.building[j * width + now]!);
    at.building[j * width + now] = 0;
    notePrice(sim, j);
    at.building[j * width + ((now + months) % width)]! += marketStarts(sim, j, width) + publicStarts(sim, j);
  }
}

/** eta: lower in capitals, metropolises and central communes (B08-B10), times the permits lever. */
export function supplyElasticity(sim: Simulation, j: number): number {
  const p = sim.parameters;
  const { placeClass, zone } = sim.input.places;
  const byClass = [p.supplyCapital, p.supplyMetropolis];
  const eta = byClass[placeClass[j]!] ?? p.supplyOther;
  return eta * (zone[j] === 0 ? p.supplyCore : 1) * sim.levers["housing.permits"];
}

function deliver(sim: Simulation, j: number, dwellings: number): void {
  if (dwellings === 0) return;
  const { stock } = sim.places.data;
  const total = stock[j * 3]! + stock[j * 3 + 1]! + stock[j * 3 + 2]!;
  for (let t = 0; t < 3; t++) stock[j * 3 + t]! += (dwellings * stock[j * 3 + t]!) / total;
}

/** Price of the month into the yearly ring; peak' = max(peak, mean of 12 months / start's price). */
function notePrice(sim: Simulation, j: number): void {
  const { price, price0, priceHistory, pricePeak } = sim.places.data;
  priceHistory[j * 12 + (sim.elapsed % 12)] = price[j]!;
  let sum = 0;
  for (let m = 0; m < 12; m++) sum += priceHistory[j * 12 + m]!;
  pricePeak[j] = Math.max(pricePeak[j]!, sum / 12 / price0[j]!);
}

function marketStarts(sim: Simulation, j: number, width: number): number {
  const { stock, stock0, pricePeak, building } = sim.places.data;
  const peak = pricePeak[j]!;
  if (peak <= 1 + sim.parameters.deadBand) return 0;
  const wanted = stock0[j]! * pow(peak - sim.parameters.deadBand, supplyElasticity(sim, j));
  let committed = stock[j * 3]! + stock[j * 3 + 1]! + stock[j * 3 + 2]!;
  for (let m = 0; m < width; m++) committed += building[j * width + m]!;
  return Math.max(0, wanted - committed) / 12;
}

/** Public starts in mid-sized and small cities, a share of dwellings a year. */
function publicStarts(sim: Simulation, j: number): number {
  const { placeClass } = sim.input.places;
  if (placeClass[j] !== MID_SIZED && placeClass[j] !== SMALL) return 0;
  return (sim.levers["housing.publicStarts"] / 100 / 12) * sim.places.data.stock0[j]!;
}
