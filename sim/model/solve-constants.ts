/**
 * Solves the constants a(k, j) of occupations and a(t, j) of tenures by place (ODD 9): simulates at
 * held rents and prices and moves each constant by what its cell lacks, in stock and in flow:
 * a += 0.3 ln(stock ratio) + 0.5 ln((out + 8) / (in + 8)) a year; the result is the mean of the last years.
 * Flows are balanced: moves, and households that begin and end by births, deaths and couples, which would
 * else pile up where young people live until the stock outweighed them.
 */
import { log } from "../core/math.ts";
import { SCHEDULE } from "./schedule.ts";
import { createSimulation } from "./simulation.ts";
import { CONSTANTS_PER_PLACE, EMPTY, HOUSED, type Simulation, type SimulationInput } from "./state.ts";

const STOCK = 0.3;
const FLOW = 0.5;
const PRIOR = 8;
/** Limit of a constant: beyond it a place is an outlier of the data, not of taste. */
const LIMIT = 6;

/** Where a solution is: months done and the root mean square of ln(stock ratio), weighted. */
export interface SolveStep {
  readonly month: number;
  readonly error: number;
}

/**
 * Solves from zeros (or from `input.constants`), a month at each turn.
 * @param years simulated years; the last half is averaged
 * @returns constants, six x places
 */
export function* solveConstants(
  input: SimulationInput,
  years: number,
): Generator<SolveStep, Float64Array, void> {
  const places = input.places.count;
  const constants = new Float64Array(CONSTANTS_PER_PLACE * places);
  if (input.constants !== null) constants.set(input.constants);
  const mean = new Float64Array(constants.length);
  const sim = createSimulation({ ...input, constants });
  const wanted = countCells(sim);
  const averaged = Math.floor(years / 2);
  let error = 0;
  let have = wanted;
  for (let year = 0; year < years; year++) {
    const flows = { into: new Float64Array(constants.length), out: new Float64Array(constants.length) };
    for (let month = 0; month < 12; month++) {
      stepHeld(sim);
      addFlows(sim, flows, have);
      yield { month: year * 12 + month + 1, error };
    }
    have = countCells(sim);
    error = stockError(wanted, have);
    adjust(constants, wanted, have, flows);
    if (year >= years - averaged)
      for (let at = 0; at < mean.length; at++) mean[at]! += constants[at]! / averaged;
  }
  return mean;
}

/** A month with rents and prices held. */
function stepHeld(sim: Simulation): void {
  sim.month++;
  for (const each of SCHEDULE) if (each.name !== "housing") each.run(sim);
  sim.elapsed++;
}

/** Households by occupation and by tenure in each place. */
function countCells(sim: Simulation): Float64Array {
  const { status, place, occupation, tenure } = sim.households.data;
  const places = sim.geography.places;
  const out = new Float64Array(CONSTANTS_PER_PLACE * places);
  for (let i = 0; i < place.length; i++) {
    if (status[i] === EMPTY) continue;
    out[occupation[i * 2]! * places + place[i]!]!++;
    if (status[i] === HOUSED) out[(3 + tenure[i]!) * places + place[i]!]!++;
  }
  return out;
}

/** Moves of the month by occupation; households that began or ended, by the place's shares of occupations. */
function addFlows(
  sim: Simulation,
  flows: { into: Float64Array; out: Float64Array },
  have: Float64Array,
): void {
  const { moves } = sim;
  const { come, go } = sim.workspace.life;
  const { occupation } = sim.households.data;
  const places = sim.geography.places;
  for (let m = 0; m < moves.count; m++) {
    const k = occupation[moves.household[m]! * 2]! * places;
    flows.into[k + moves.destination[m]!]!++;
    flows.out[k + moves.origin[m]!]!++;
  }
  for (let j = 0; j < places; j++) {
    const all = Math.max(1, have[j]! + have[places + j]! + have[2 * places + j]!);
    for (let at = j; at < 3 * places; at += places) {
      flows.into[at]! += (come[j]! * have[at]!) / all;
      flows.out[at]! += (go[j]! * have[at]!) / all;
    }
  }
}

function adjust(
  constants: Float64Array,
  wanted: Float64Array,
  have: Float64Array,
  flows: { into: Float64Array; out: Float64Array },
): void {
  for (let at = 0; at < constants.length; at++) {
    const stock = log((wanted[at]! + 1.5) / (have[at]! + 1.5));
    const flow = log((flows.out[at]! + PRIOR) / (flows.into[at]! + PRIOR));
    constants[at] = Math.max(-LIMIT, Math.min(LIMIT, constants[at]! + STOCK * stock + FLOW * flow));
  }
}

function stockError(wanted: Float64Array, have: Float64Array): number {
  let sum = 0;
  let weight = 0;
  for (let at = 0; at < wanted.length; at++) {
    const ratio = log((have[at]! + 1.5) / (wanted[at]! + 1.5));
    sum += wanted[at]! * ratio * ratio;
    weight += wanted[at]!;
  }
  return Math.sqrt(sum / weight);
}
