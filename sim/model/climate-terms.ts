/**
 * What climate does to places (ODD 7.11): heat by density and size of the area, floods by an assumed
 * exposure, emissions of a km by what public transport there is. Static tables, and the month's terms.
 */
import { exp, log } from "../core/math.ts";
import { hash, uniform } from "../core/random.ts";
import type { Parameters } from "./parameters.ts";
import type { PlaceTable } from "./places.ts";
import type { Simulation } from "./state.ts";

/** Inhabitants for each km2 of the open country, and of a dense city. */
const OPEN = 50;
const DENSE = 10_000;
/** Part of a dense place's inhabitants near a metro or tram, by class of the area (assumed). */
const METRO = [1, 1, 0.6, 0.2, 0, 0] as const;
/** Keys of the map of floods: the same map in all runs, whatever their seed. */
const MAP0 = 0x666c6f6f;
const MAP1 = 0x646d6170;

/** By place. */
export interface ClimateTerms {
  /** Static: density on a scale of 0 (50 inhabitants for each km2) to 1 (10,000). */
  readonly density: Float64Array;
  /** Static: heat for each degree, what metro or tram leave of emissions, exposure to floods; all 0 … 1. */
  readonly exposure: Float64Array;
  readonly railFactor: Float64Array;
  readonly floodplain: Float64Array;
  /** This month: heat; dislike of heat and floods [utility]; rise of searches; dwellings flooded. */
  readonly heat: Float64Array;
  readonly discomfort: Float64Array;
  readonly unrest: Float64Array;
  readonly flood: Float64Array;
  /** This month: factor of the need of support. */
  readonly need: Float64Array;
}

/** Tables of a simulation, once. @param lnDensity ln of inhabitants for each km2 */
export function makeClimateTerms(table: PlaceTable, p: Parameters, lnDensity: Float64Array): ClimateTerms {
  const density = lnDensity.map((each) =>
    Math.max(0, Math.min(1, (each - log(OPEN)) / (log(DENSE) - log(OPEN)))),
  );
  const at = table.placeClass;
  const zeros = () => new Float64Array(table.count);
  return {
    density,
    exposure: density.map((d, j) => (p.heatOpen + (1 - p.heatOpen) * d) * (1 - p.heatSize * at[j]!)),
    railFactor: density.map((d, j) => 1 - p.metroCut * METRO[at[j] as 0]! * d),
    floodplain: density.map((_, j) => floodplain(table, p, j)),
    heat: zeros(),
    discomfort: zeros(),
    unrest: zeros().fill(1),
    flood: zeros(),
    need: zeros().fill(1),
  };
}

/**
 * Exposure of a place to floods, 0 … 1: chance by its coordinates, above zero in a share of places.
 * No map of floods was read: this only says what floods somewhere would do.
 */
function floodplain({ lon, lat }: PlaceTable, p: Parameters, j: number): number {
  const u = uniform(hash(MAP0, MAP1, Math.round(1e5 * lon[j]!) >>> 0, Math.round(1e5 * lat[j]!) >>> 0));
  return Math.max(0, (u - 1 + p.floodPlaces) / p.floodPlaces);
}

/**
 * heat_j = (usual + shock) exposure_j (1 - most (1 - exp(-greening / scale))); its dislike counts from
 * the usual heat, so that nothing changes where nothing is added. Floods: share x exposure.
 */
export function updateClimateTerms(sim: Simulation): void {
  const { parameters: p, levers } = sim;
  const { exposure, floodplain, heat, discomfort, unrest, flood, need } = sim.workspace.climate;
  const cool = 1 - p.greenMost * (1 - exp(-levers["climate.greening"] / p.greenScale));
  const degree = (p.heatUsual + levers["shock.heat"]) * cool;
  const reading = [0, p.lonelyDensity, -p.lonelyDensity][Math.round(levers["switch.loneliness"])] ?? 0;
  for (let j = 0; j < heat.length; j++) {
    heat[j] = degree * exposure[j]!;
    flood[j] = levers["shock.flood"] * floodplain[j]!;
    const beyond = (degree - p.heatUsual) * exposure[j]!;
    discomfort[j] = p.bHeat * beyond + p.bFlood * flood[j]!;
    unrest[j] = 1 + p.heatSearch * Math.max(0, beyond) + p.floodSearch * flood[j]!;
    need[j] = reading === 0 ? 1 : exp(reading * (sim.workspace.lnDensity[j]! - log(OPEN) - 2));
  }
}

/**
 * Emissions of a km of commuting [kgCO2e/km]: a metro or tram near home cuts them (E06), and one near the job
 * as much again, since who arrives by rail left the car at home (assumed).
 */
export function kgOfKm(sim: Simulation, home: number, job: number): number {
  const { railFactor } = sim.workspace.climate;
  return sim.parameters.commuteKg * railFactor[home]! * railFactor[job]!;
}

/** Energy of a m2 with the price of its carbon [EUR/m2/month]. */
export function energyCost(sim: Simulation): number {
  const { parameters: p, levers } = sim;
  return p.energyFloor * levers["macro.energyPrice"] + (p.heatingKg * levers["climate.carbonPrice"]) / 1000;
}

/**
 * Factor of the loss of weak ties afar, which nobody runs into: half gone in nine months (assumed), nearly
 * all in a year (C06), lasting (C07).
 */
export function bridgeLoss(sim: Simulation): number {
  return [4, 8, 0.5][Math.round(sim.levers["switch.bridges"])] ?? 1;
}
