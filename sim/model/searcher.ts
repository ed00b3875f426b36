/**
 * A household that searches: all that its utilities need, gathered once (ODD 7.9).
 * One object is filled again and again; it holds no state of its own between searches.
 */
import { exponential, normal } from "../core/distributions.ts";
import { exp, log } from "../core/math.ts";
import { deriveKey, hash, hashPair } from "../core/random.ts";
import { ageYears } from "./ages.ts";
import { makeOffice, type TeleworkTerms, teleworkTerms } from "./arrangement.ts";
import {
  ALONE,
  FAMILY,
  HOSTED,
  HOUSED,
  NONE,
  OWNER,
  SINGLE_PARENT,
  type Simulation,
  SOCIAL,
} from "./state.ts";
import { STREAM } from "./streams.ts";

export interface Searcher {
  household: number;
  place: number;
  area: number;
  country: number;
  homeArea: number;
  occupation: number;
  /** Ownership, age and income terms of each tenure [utility]; -Infinity: not open. */
  readonly tenure: Float64Array;
  income: number;
  floorType: number;
  leastFloor: number;
  dependence: number;
  readonly workers: [TeleworkTerms, TeleworkTerms];
  workerCount: number;
  discontent: number;
  /** Taste keys: slow, fast. */
  readonly slow: Uint32Array;
  readonly fast: Uint32Array;
  /** Areas with individual terms: the present one first, home, ties'. `strength` is by area. */
  knownCount: number;
  readonly known: Uint16Array;
  readonly knownMark: Uint8Array;
  readonly strength: Float64Array;
  /** Options lost in earlier lotteries. */
  lost0: number;
  lost1: number;
}

export const NO_OPTION = 0xffffffff;

/** An empty searcher for a simulation's number of areas. */
export function makeSearcher(areas: number): Searcher {
  return {
    household: 0,
    place: 0,
    area: 0,
    country: 0,
    homeArea: 0,
    occupation: 0,
    tenure: new Float64Array(3),
    income: 0,
    floorType: 0,
    leastFloor: 0,
    dependence: 0,
    workers: [makeOffice(), makeOffice()],
    workerCount: 0,
    discontent: 0,
    slow: new Uint32Array(2),
    fast: new Uint32Array(2),
    knownCount: 0,
    known: new Uint16Array(20),
    knownMark: new Uint8Array(areas),
    strength: new Float64Array(areas),
    lost0: NO_OPTION,
    lost1: NO_OPTION,
  };
}

/** Fills a searcher from the state. @param discontent with the present dwelling [utility] */
export function readSearcher(sim: Simulation, s: Searcher, household: number, discontent: number): void {
  readMover(sim, s, household);
  s.discontent = discontent;
  readKeys(sim, s);
  readTenure(sim, s);
  readKnown(sim, s);
}

/** Of a searcher what a move needs: home, income, floor, workers; tastes and known areas stay as is. */
export function readMover(sim: Simulation, s: Searcher, household: number): void {
  const h = sim.households.data;
  const table = sim.input.places;
  s.household = household;
  s.place = h.place[household]!;
  s.area = table.area[s.place]!;
  s.country = table.country[s.place]!;
  s.homeArea = h.homeArea[household]!;
  s.workerCount = h.workers[household]!;
  s.occupation = h.occupation[household * 2]!;
  s.floorType = h.size[household] === 1 ? 0 : 1;
  s.leastFloor = s.floorType === 0 ? sim.parameters.floorAlone : sim.parameters.floorMore;
  s.dependence = h.dependence[household]!;
  s.income = householdIncome(sim, household);
  for (let w = 0; w < s.workerCount; w++) teleworkTerms(sim, s.workers[w]!, household, w);
}

/**
 * Net income with the present jobs [EUR/month]: other + sum of wage x premium of the job's place, or of
 * the benefit, a share of the wage offered.
 */
export function householdIncome(sim: Simulation, household: number): number {
  const h = sim.households.data;
  let income = h.otherIncome[household]!;
  for (let w = 0; w < h.workers[household]!; w++) {
    const job = h.jobPlace[household * 2 + w]!;
    const premium = job === NONE ? sim.parameters.benefit : sim.places.data.wagePremium[job]!;
    income += h.wage[household * 2 + w]! * premium;
  }
  return income;
}

/** Consumption units: 1 for the first adult, 0.5 for each further person over 14, 0.3 for children. */
export function consumptionUnits(composition: number, size: number): number {
  if (composition === ALONE) return 1;
  if (composition === SINGLE_PARENT) return 1 + 0.3 * (size - 1);
  if (composition === FAMILY) return 1.5 + 0.3 * (size - 2);
  return 1 + 0.5 * (size - 1);
}

function readTenure(sim: Simulation, s: Searcher): void {
  const p = sim.parameters;
  const h = sim.households.data;
  const i = s.household;
  for (let t = 0; t < 3; t++) {
    const bits = hash(s.fast[0]!, s.fast[1]!, STREAM.tenureTaste, t);
    s.tenure[t] = -p.tenureTaste * log(exponential(bits));
  }
  if (h.status[i] === HOUSED) s.tenure[h.tenure[i]!]! += p.tenureKeep;
  s.tenure[OWNER]! += p.tenureOwner;
  s.tenure[SOCIAL]! += p.tenureSocial;
  const units = consumptionUnits(h.composition[i]!, h.size[i]!);
  if (s.income / units > p.socialIncome) s.tenure[SOCIAL] = -Infinity;
}

function readKeys(sim: Simulation, s: Searcher): void {
  const p = sim.parameters;
  const { k0, k1 } = sim.input.runKey;
  const id = sim.households.data.id[s.household]!;
  const offset = hash(k0, k1, id, STREAM.slowTaste);
  const slowPeriod = Math.round(p.slowYears * 12);
  const month = sim.month + 1200 + sim.workspace.tasteLead;
  const slowEpoch = Math.floor((month + (offset % slowPeriod)) / slowPeriod);
  const fastEpoch = Math.floor((month + ((offset >>> 8) % p.fastMonths)) / p.fastMonths);
  const slow = deriveKey(sim.input.runKey, STREAM.slowTaste, slowEpoch);
  const fast = deriveKey(sim.input.runKey, STREAM.fastTaste, fastEpoch);
  hashPair(slow.k0, slow.k1, id, 0, s.slow);
  hashPair(fast.k0, fast.k1, id, 0, s.fast);
}

function readKnown(sim: Simulation, s: Searcher): void {
  for (let k = 0; k < s.knownCount; k++) {
    s.knownMark[s.known[k]!] = 0;
    s.strength[s.known[k]!] = 0;
  }
  s.knownCount = 0;
  know(s, s.area);
  know(s, s.homeArea);
  const { ties } = sim;
  const place = sim.households.data.place;
  const area = sim.input.places.area;
  const first = s.household * ties.slots;
  for (let slot = first; slot < first + ties.count[s.household]!; slot++) {
    const tieArea = area[place[ties.partner[slot]!]!]!;
    know(s, tieArea);
    s.strength[tieArea]! += ties.strength[slot]! / 65535;
  }
}

function know(s: Searcher, area: number): void {
  if (s.knownMark[area] === 1) return;
  s.knownMark[area] = 1;
  s.known[s.knownCount++] = area;
}

/**
 * Monthly search hazard: lambda(age) m(tenure) frailty (1 + A exp(-t / tau)) unrest / 12, more after
 * taking a job beyond daily reach, at most the cap; the cap for those whom others host, 0 for an empty
 * row; unrest by heat and floods (7.11).
 * @source B13, B16, B18; frailty and onward moves assumed
 */
export function searchHazard(sim: Simulation, i: number): number {
  const p = sim.parameters;
  const h = sim.households.data;
  if (h.status[i] !== HOUSED) return h.status[i] === HOSTED ? p.searchCap : 0;
  const frailty = exp(p.frailtySd * normal(frailtyBits(sim, i)));
  const since = sim.month - h.movedAreaAt[i]!;
  const onward = 1 + p.onward * exp(-since / p.onwardMonths);
  return Math.min(p.searchCap, settledHazard(sim, i) * frailty * onward + jobHazard(sim, i));
}

/**
 * Whether a candidate searches: u x cap < hazard. Most do not by bounds that need no exponential: the
 * highest frailty of its 256th of the draws, the highest onward factor, first with the hazard of anybody.
 * @param u uniform draw
 * @param highest hazard of anybody, of `highestSettled`
 */
export function searches(sim: Simulation, i: number, u: number, highest: number): boolean {
  const { searchCap, onward, jobMove } = sim.parameters;
  if (sim.households.data.status[i] === HOUSED) {
    const factor = sim.workspace.frailtyMost[frailtyBits(sim, i) >>> 24]! * (1 + onward) * 1.000001;
    if (u * searchCap > highest * factor + jobMove) return false;
    if (u * searchCap > settledHazard(sim, i) * factor + jobHazard(sim, i)) return false;
  }
  return u * searchCap < searchHazard(sim, i);
}

/** Highest frailty of each 256th of the draws: exp(sd x normal quantile of its end). */
export function frailtyBounds(sd: number): Float64Array {
  return Float64Array.from({ length: 256 }, (_, k) => exp(sd * normal(k * 16777216 + 16777215)));
}

function frailtyBits(sim: Simulation, i: number): number {
  const { k0, k1 } = sim.input.runKey;
  return hash(k0, k1, sim.households.data.id[i]!, STREAM.search);
}

/** The highest that settledHazard gives for any age, tenure and place this month [/month]. */
export function highestSettled(sim: Simulation): number {
  const p = sim.parameters;
  const byAge = Math.max(p.searchUnder25, p.search25, p.search40, p.search60);
  const byTenure = Math.max(p.searchOwner, p.searchSocial, p.searchPrivate);
  const unrest = sim.workspace.climate.unrest.reduce((most, each) => Math.max(most, each), 0);
  return (p.searchBase * byAge * byTenure * unrest) / 12;
}

/** lambda(age) m(tenure) unrest / 12, of a household of mean frailty that has not moved lately. */
function settledHazard(sim: Simulation, i: number): number {
  const p = sim.parameters;
  const { tenure: tenures, place } = sim.households.data;
  const age = ageYears(sim, i);
  const young = age < 25 ? p.searchUnder25 : p.search25;
  const byAge = age < 40 ? young : age < 60 ? p.search40 : p.search60;
  const tenure = tenures[i]!;
  const byTenure = tenure === OWNER ? p.searchOwner : tenure === SOCIAL ? p.searchSocial : p.searchPrivate;
  return (p.searchBase * byAge * byTenure * sim.workspace.climate.unrest[place[i]!]!) / 12;
}

/** Further hazard of those who took a job beyond daily reach and have not moved since [/month]. */
function jobHazard(sim: Simulation, i: number): number {
  const { jobSince, movedAt } = sim.households.data;
  const since = jobSince[i]!;
  const waits = movedAt[i]! < since && sim.month - since < sim.parameters.jobMoveMonths;
  return waits ? sim.parameters.jobMove : 0;
}

/** Discontent with the dwelling: Exp(1) x mean, keyed by household and month. */
export function drawDiscontent(sim: Simulation, i: number): number {
  const key = deriveKey(sim.input.runKey, STREAM.dwellingFit, sim.month);
  return sim.parameters.dwellingFit * exponential(hash(key.k0, key.k1, sim.households.data.id[i]!, 0));
}
