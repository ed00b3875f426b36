/**
 * Solves the constants of places (ODD 9): a(k, j) of occupations, a(t, j) of tenures, arrivals and trends
 * of classes (solve-trends.ts). First each place is pursued: the trend at held rents and prices, each
 * constant moved by what its cell lacks in stock and in flow, a += 0.3 ln(stock ratio) + 0.5 ln((out + growth
 * + 8) / (in + 8)) a year; the mean of the last years is kept. Flows are moves, and households that begin and
 * end by births, deaths and couples, which would else pile up where young people live until the stock
 * outweighed them. Then classes settle: decades with constants and markets as in any run, each by another
 * seed, after which classes are moved by what they lack, from the fourth on by 1/2, 1/3, ... of it: their
 * mean over seeds is met.
 */
import { log } from "../core/math.ts";
import { deriveKey } from "../core/random.ts";
import { followTrends } from "./construction.ts";
import { SCHEDULE } from "./schedule.ts";
import { createSimulation, stepMonth } from "./simulation.ts";
import { adjustArrivals, adjustTastes, adjustTrends } from "./solve-trends.ts";
import {
  ARRIVALS_CONSTANT,
  CONSTANTS_PER_PLACE,
  EMPTY,
  HOUSED,
  OCCUPATIONS,
  type Simulation,
  type SimulationInput,
} from "./state.ts";
import { STREAM } from "./streams.ts";

const STOCK = 0.3;
const FLOW = 0.5;
const PRIOR = 8;
/** Gains of classes while places are pursued. */
const ARRIVALS = 0.5;
const TREND = 0.8;
/** Years after which the world begins anew. */
const STAGE = 10;
/** Stages in which places are pursued, and among those in which classes settle the ones of whole steps. */
const PURSUED = 4;
const WHOLE = 3;
/** Gains of classes that settle, about 1 / (response of a decade), measured on class by class. */
const SETTLED = { arrivals: 1.4, taste: 6, trend: 1 } as const;
/** Limit of a constant: beyond it a place is an outlier of the data, not of taste. */
const LIMIT = 6;

/** Where a solution is: months done and the root mean square of ln(stock ratio), weighted. */
export interface SolveStep {
  readonly month: number;
  readonly error: number;
}

/**
 * Solves from zeros (or from `input.constants`), a month at each turn. The world begins anew every
 * STAGE years: else places win back for decades what the first years displaced.
 * @param years simulated years; those beyond the stages in which places are pursued settle classes
 * @returns constants, CONSTANTS_PER_PLACE x places
 */
export function* solveConstants(
  input: SimulationInput,
  years: number,
): Generator<SolveStep, Float64Array, void> {
  const settling = Math.max(0, Math.floor(years / STAGE) - PURSUED);
  const pursued = years - settling * STAGE;
  const constants = yield* pursue(input, pursued);
  for (let n = 0; n < settling; n++) {
    const runKey = deriveKey(input.runKey, STREAM.settling, n);
    yield* settle({ ...input, runKey }, constants, pursued + n * STAGE, 1 / Math.max(1, n + 2 - WHOLE));
  }
  return constants;
}

/** Moves the constants of each place year by year. */
function* pursue(input: SimulationInput, years: number): Generator<SolveStep, Float64Array, void> {
  const constants = new Float64Array(CONSTANTS_PER_PLACE * input.places.count);
  if (input.constants !== null) constants.set(input.constants);
  const mean = new Float64Array(constants.length);
  const averaged = Math.min(STAGE, years);
  let stage = found(input, constants);
  let error = 0;
  for (let year = 0; year < years; year++) {
    if (year > 0 && (years - year) % STAGE === 0) {
      if (year > STAGE) adjustTrends(stage.sim, constants, stage.persons, TREND);
      stage = found(input, constants);
    }
    const flows = makeFlows(input.places.count);
    for (let month = 0; month < 12; month++) {
      stepHeld(stage.sim);
      addFlows(stage.sim, flows, stage.have);
      growCells(stage.sim, stage.wanted);
      yield { month: year * 12 + month + 1, error };
    }
    stage.have = countCells(stage.sim);
    error = stockError(stage.wanted, stage.have);
    adjust(stage, constants, flows);
    // Those whom the first constants displace say nothing of arrivals, nor of trends.
    if (year >= STAGE) adjustArrivals(stage.sim, constants, flows.netMigrants, ARRIVALS);
    if (year < years - averaged) continue;
    for (let at = 0; at < mean.length; at++) mean[at]! += constants[at]! / averaged;
  }
  return mean;
}

/** Moves the constants of classes by a stage that is a run like any other. */
function* settle(
  input: SimulationInput,
  constants: Float64Array,
  year: number,
  gain: number,
): Generator<SolveStep, void, void> {
  const { sim, persons, wanted } = found(input, constants);
  const households = sim.places.data.households.slice();
  const netMigrants = new Float64Array(input.places.count);
  for (let month = 1; month <= STAGE * 12; month++) {
    stepMonth(sim);
    addMigrants(sim, netMigrants, 1 / STAGE);
    growCells(sim, wanted);
    growCells(sim, households);
    yield { month: year * 12 + month, error: stockError(wanted, countCells(sim)) };
  }
  adjustArrivals(sim, constants, netMigrants, SETTLED.arrivals * gain);
  adjustTrends(sim, constants, persons, SETTLED.trend * gain);
  adjustTastes(sim, constants, households, SETTLED.taste * gain);
}

/** A world with constants that go on changing, its cells as wanted and as they are, its first inhabitants. */
interface Stage {
  readonly sim: Simulation;
  readonly persons: Float64Array;
  readonly wanted: Float64Array;
  have: Float64Array;
}

function found(input: SimulationInput, constants: Float64Array): Stage {
  const sim = createSimulation({ ...input, constants });
  const wanted = countCells(sim);
  return { sim, persons: sim.places.data.persons.slice(), wanted, have: wanted.slice() };
}

/** Households of a year by occupation and place, and persons who came from other areas by place. */
interface Flows {
  readonly into: Float64Array;
  readonly out: Float64Array;
  readonly netMigrants: Float64Array;
}

function makeFlows(places: number): Flows {
  const cells = CONSTANTS_PER_PLACE * places;
  return {
    into: new Float64Array(cells),
    out: new Float64Array(cells),
    netMigrants: new Float64Array(places),
  };
}

/** A month with rents and prices held. */
function stepHeld(sim: Simulation): void {
  sim.month++;
  for (const each of SCHEDULE) {
    if (each.name === "housing") followTrends(sim);
    else each.run(sim);
  }
  sim.elapsed++;
}

/** A month of the trend for what is wanted. */
function growCells(sim: Simulation, wanted: Float64Array): void {
  const { households } = sim.trends;
  for (let at = 0; at < wanted.length; at++) wanted[at]! *= 1 + households[at % households.length]!;
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
function addFlows(sim: Simulation, flows: Flows, have: Float64Array): void {
  const { moves } = sim;
  const { come, go } = sim.workspace.life;
  const { occupation } = sim.households.data;
  const places = sim.geography.places;
  addMigrants(sim, flows.netMigrants, 1);
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

/** Adds the month's net migrants from other areas. */
function addMigrants(sim: Simulation, netMigrants: Float64Array, weight: number): void {
  const { migration } = sim.places.data;
  const ring = (sim.elapsed - 1) % 12;
  for (let j = 0; j < netMigrants.length; j++) netMigrants[j]! += weight * migration[j * 12 + ring]!;
}

function adjust({ sim, wanted, have }: Stage, constants: Float64Array, flows: Flows): void {
  const { households } = sim.trends;
  const places = households.length;
  const settled = OCCUPATIONS.length * places;
  for (let at = 0; at < ARRIVALS_CONSTANT * places; at++) {
    const trend = at < settled ? 12 * households[at % places]! * have[at]! : 0;
    const stock = log((wanted[at]! + 1.5) / (have[at]! + 1.5));
    const flow = log(Math.max(1, flows.out[at]! + trend + PRIOR) / (flows.into[at]! + PRIOR));
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
