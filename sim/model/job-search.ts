/**
 * Looking for work (ODD 7.3): the unemployed, and a few of those who work, look at places drawn by
 * commuting gravity, a tenth of them at the whole country; where a job is vacant it is worth its wage
 * less the commute at the best days of telework; each applies for the best, and keyed lotteries allot.
 */
import { geometricGap } from "../core/distributions.ts";
import { log } from "../core/math.ts";
import { deriveKey, hash, type Key, uniform } from "../core/random.ts";
import {
  arrange,
  commuteCost,
  makeOffice,
  offerTerms,
  type TeleworkTerms,
  travelMinutes,
} from "./arrangement.ts";
import { type Geography, gravity } from "./geography.ts";
import { commutingFlows, loseJob, takeJob } from "./jobs.ts";
import { makeLottery, settleLottery } from "./lottery.ts";
import type { Parameters } from "./parameters.ts";
import { COUNTRIES, type PlaceTable } from "./places.ts";
import { EMPTY, NONE, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";
import { placeByGravity } from "./tie-proposals.ts";

/** Jobs that one who searches looks at in a month. */
const JOBS_SEEN = 6;
/** Chance of an offer over the usual one, at most: where many jobs are vacant. */
const MOST_OFFERS = 4;
/** Lowest and highest hazard of searching [/month]. */
const LEAST_SEARCH = 0.02;
const MOST_SEARCH = 0.8;
/** Alternatives of a worker's draws in a month: two for each job seen, one for the reach of the search. */
const DRAWS = 16;
/** Most applications of a month over workers: far above what unemployment brings. */
const MOST_APPLICATIONS = 0.04;

/** Static gravity of jobs, and the terms of the offer at hand: made once for a simulation. */
export interface LabourMarket {
  /** Cumulative gravity of jobs: within daily reach, and of the whole country. */
  readonly near: Float32Array;
  readonly afar: Float32Array;
  readonly terms: TeleworkTerms;
}

/** Applications of a month. */
export interface Applications {
  count: number;
  /** Household x 2 + worker, and place of the job. */
  readonly slot: Uint32Array;
  readonly place: Uint32Array;
  readonly ticket: Uint32Array;
  readonly won: Uint8Array;
  readonly capacity: Float64Array;
  readonly lottery: ReturnType<typeof makeLottery>;
}

/** Makes the gravity of jobs. */
export function makeLabourMarket(table: PlaceTable, geography: Geography, p: Parameters): LabourMarket {
  const jobs = Float64Array.from(table.jobs, (each) => each + 1);
  return {
    near: commutingFlows(table, geography, p),
    afar: gravity(table, geography.km, jobs, 1, p.afarDecay),
    terms: makeOffice(),
  };
}

/** Buffers for the applications of a month. */
export function makeApplications(households: number, places: number): Applications {
  const mean = 2 * households * MOST_APPLICATIONS;
  const most = Math.min(2 * households, Math.ceil(mean + 10 * Math.sqrt(mean) + 20));
  return {
    count: 0,
    slot: new Uint32Array(most),
    place: new Uint32Array(most),
    ticket: new Uint32Array(most),
    won: new Uint8Array(most),
    capacity: new Float64Array(places),
    lottery: makeLottery(most, places),
  };
}

/**
 * The unemployed who search this month apply for jobs.
 * @returns benefits paid to all of them, real euros of the month
 */
export function searchUnemployed(sim: Simulation): number {
  const { workers, jobPlace, place, wage, status, id } = sim.households.data;
  const { searchRate } = sim.places.data;
  const key = deriveKey(sim.input.runKey, STREAM.jobSearch, sim.month);
  const offers = deriveKey(sim.input.runKey, STREAM.jobOffer, sim.month);
  let offered = 0;
  sim.workspace.applications.count = 0;
  for (let i = 0; i < sim.households.rows; i++) {
    const force = workers[i]!;
    if (force === 0 || status[i] === EMPTY) continue;
    for (let w = 0; w < force; w++) {
      if (jobPlace[i * 2 + w] !== NONE) continue;
      offered += wage[i * 2 + w]!;
      const bits = hash(key.k0, key.k1, id[i]!, w);
      if (uniform(bits) < searchRate[place[i]!]!) apply(sim, offers, i, w, 0);
    }
  }
  return offered * sim.parameters.benefit * sim.scale;
}

/**
 * Monthly hazard of searching by place of residence: separation x employed / unemployed of the table,
 * times a factor of the country, solved by letting all the founders without a job look for one, so that
 * as many find a job as lose one. out: `searchRate`
 */
export function foundSearch(sim: Simulation): void {
  const { places: table, runKey } = sim.input;
  const { workers, jobPlace, place } = sim.households.data;
  const { searchRate } = sim.places.data;
  const { separation } = sim.parameters;
  for (let j = 0; j < table.count; j++) {
    const unemployed = Math.max(1, table.unemployed[j]!);
    searchRate[j] = (separation * Math.max(0, table.active[j]! - unemployed)) / unemployed;
  }
  const key = deriveKey(runKey, STREAM.jobOffer, sim.month);
  const lost = new Float64Array(COUNTRIES.length);
  const found = new Float64Array(COUNTRIES.length);
  for (let i = 0; i < sim.households.rows; i++) {
    const country = table.country[place[i]!]!;
    for (let w = 0; w < workers[i]!; w++) {
      if (jobPlace[i * 2 + w] !== NONE) lost[country]! += separation;
      else if (bestJob(sim, key, i, w, 0) !== NONE) {
        found[country]! += searchRate[place[i]!]!;
      }
    }
  }
  for (let j = 0; j < table.count; j++) {
    const country = table.country[j]!;
    const factor = found[country]! > 0 ? lost[country]! / found[country]! : 1;
    searchRate[j] = Math.max(LEAST_SEARCH, Math.min(MOST_SEARCH, searchRate[j]! * factor));
  }
}

/**
 * Those who work: some lose their job, the more where there is more work done than jobs, and some look
 * for another. Gaps are drawn at the highest hazard, each candidate accepted by its own.
 */
export function changeJobs(sim: Simulation): void {
  const p = sim.parameters;
  const { workers, jobPlace, status, id } = sim.households.data;
  const key = deriveKey(sim.input.runKey, STREAM.jobEvent, sim.month);
  const offers = deriveKey(sim.input.runKey, STREAM.jobOffer, sim.month);
  const highest = p.separation + p.layoff + p.jobSearch;
  const ln = log(1 - highest);
  const slots = sim.households.rows * 2;
  let at = geometricGap(hash(key.k0, key.k1, 0, 0), ln);
  for (let draw = 1; at < slots; draw++) {
    const i = at >> 1;
    const w = at & 1;
    if (w < workers[i]! && status[i] !== EMPTY && jobPlace[at] !== NONE) {
      const u = uniform(hash(key.k0, key.k1, id[i]!, 2 + w)) * highest;
      const lost = p.separation + layoffHazard(sim, jobPlace[at]!);
      if (u < lost) loseJob(sim, i, w);
      else if (u < lost + p.jobSearch) applyFromWork(sim, offers, i, w);
    }
    at += 1 + geometricGap(hash(key.k0, key.k1, draw, 1), ln);
  }
}

/** Further hazard of dismissal [/month]: share of work beyond the jobs there are, at most the cap. */
export function layoffHazard(sim: Simulation, job: number): number {
  const { exportJobs, localJobs, jobReserve, filled } = sim.places.data;
  const beyond = filled[job]! - exportJobs[job]! - localJobs[job]! - jobReserve[job]! - 1;
  return beyond <= 0 ? 0 : Math.min(sim.parameters.layoff, beyond / filled[job]!);
}

function applyFromWork(sim: Simulation, key: Key, i: number, w: number): void {
  const p = sim.parameters;
  const { jobPlace, wage } = sim.households.data;
  const job = jobPlace[i * 2 + w]!;
  const present = offerWorth(sim, i, w, job, false);
  apply(sim, key, i, w, present + (p.jobChangeCost * wage[i * 2 + w]!) / p.bIncome);
}

/** One worker looks at jobs and applies for the best, if it is worth more than `worth` [EUR/month]. */
function apply(sim: Simulation, key: Key, i: number, w: number, worth: number): void {
  const { applications } = sim.workspace;
  if (applications.count === applications.slot.length) return;
  const place = bestJob(sim, key, i, w, worth);
  if (place === NONE) return;
  const ticket = hash(key.k0, key.k1, sim.households.data.id[i]!, (2 + w) * DRAWS);
  const at = applications.count++;
  applications.slot[at] = i * 2 + w;
  applications.place[at] = place;
  applications.ticket[at] = ticket;
}

/** Best of the vacant jobs seen, NONE where none is worth more than the present state. */
function bestJob(sim: Simulation, key: Key, i: number, w: number, present: number): number {
  const p = sim.parameters;
  const { labour } = sim.workspace;
  const { vacant, vacant0 } = sim.places.data;
  const { place, wage, id } = sim.households.data;
  const n = sim.geography.places;
  const own = id[i]!;
  const afar = uniform(hash(key.k0, key.k1, own, w * DRAWS + 2 * JOBS_SEEN)) < p.offersAfar;
  const seen = afar ? labour.afar : labour.near;
  let best = NONE;
  let worth = present;
  for (let k = 0; k < JOBS_SEEN; k++) {
    const u = uniform(hash(key.k0, key.k1, own, w * DRAWS + 2 * k + 1));
    if (u >= MOST_OFFERS * p.offerShare) continue;
    const seenAt = uniform(hash(key.k0, key.k1, own, w * DRAWS + 2 * k));
    const there = placeByGravity(seen, place[i]! * n, n, seenAt);
    const ratio = vacant0[there]! > 0 ? Math.min(MOST_OFFERS, vacant[there]! / vacant0[there]!) : 0;
    const chance = Math.min(1, p.offerShare * ratio);
    if (u >= chance) continue;
    const match = p.matchSpread * wage[i * 2 + w]! * (2 * (u / chance) - 1);
    const value = offerWorth(sim, i, w, there, afar) + match;
    if (value <= worth) continue;
    worth = value;
    best = there;
  }
  return best;
}

/**
 * Wage at a place less the commute at the best days of telework [EUR/month]; for a job seen afar the
 * commute costs at most that of the edge of daily reach: one would move.
 */
export function offerWorth(sim: Simulation, i: number, w: number, job: number, afar: boolean): number {
  const { terms } = sim.workspace.labour;
  offerTerms(sim, terms, i, w, job);
  arrange(sim, terms, sim.households.data.place[i]!, Infinity);
  const p = sim.parameters;
  const least = afar ? -5 * commuteCost(sim, p.reachKm, p.reachMinutes) : -Infinity;
  return terms.wage * sim.places.data.wagePremium[job]! + Math.max(least, terms.cash + terms.time);
}

/** Keyed lotteries among those who applied to a place; winners take the job and review telework. */
export function allotJobs(sim: Simulation): void {
  const { vacant } = sim.places.data;
  const { count, slot, place, ticket, capacity, won, lottery } = sim.workspace.applications;
  for (let j = 0; j < vacant.length; j++) capacity[j] = Math.ceil(vacant[j]!);
  settleLottery(lottery, count, place, ticket, capacity, won);
  for (let at = 0; at < count; at++) {
    if (won[at] === 1) hire(sim, slot[at]! >> 1, slot[at]! & 1, place[at]!);
  }
}

function hire(sim: Simulation, i: number, w: number, job: number): void {
  const { place, remoteDays, jobSince } = sim.households.data;
  const { terms } = sim.workspace.labour;
  takeJob(sim, i, w, job);
  offerTerms(sim, terms, i, w, job);
  arrange(sim, terms, place[i]!, Infinity);
  remoteDays[i * 2 + w] = terms.days;
  if (travelMinutes(sim, place[i]!, job) > sim.parameters.reachMinutes) jobSince[i] = sim.month;
}
