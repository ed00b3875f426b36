/**
 * Looking for work (ODD 7.3): the unemployed, and a few of those who work, look at places drawn by
 * commuting gravity, a tenth of them at the whole country; where a job is vacant it is worth its wage
 * less the commute at the best days of telework; each applies for the best, and keyed lotteries allot.
 */
import { log } from "../core/math.ts";
import { deriveKey, hash, hashEach, type Key, uniform } from "../core/random.ts";
import {
  arrange,
  atJob,
  commuteCost,
  makeOffice,
  personKey,
  reviewDays,
  setPerson,
  type TeleworkTerms,
  travelMinutes,
} from "./arrangement.ts";
import { blocksOf, inBlocks, LIST_BLOCK, ROW_BLOCK, type SimulationPass, sumRows } from "./blocks.ts";
import { drawGaps } from "./gaps.ts";
import type { Geography } from "./geography.ts";
import { commutingFlows, jobsAfar, loseJob, takeJob } from "./jobs.ts";
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
/** No slot of a worker. */
const NOBODY = 0xffffffff;
/** Most applications of a month over workers: far above what unemployment brings. */
const MOST_APPLICATIONS = 0.04;

/** The unemployed of a block of rows, two a household and one more; their lineages and draws. */
const unemployed = new Uint32Array(2 * ROW_BLOCK + 1);
const lineages = new Uint32Array(2 * ROW_BLOCK);
const luck = new Uint32Array(2 * ROW_BLOCK);

/** Static gravity of jobs, and the terms of the offer at hand: made once for a simulation. */
export interface LabourMarket {
  /** Cumulative gravity of jobs: within daily reach, and of the whole country. */
  readonly near: readonly Float32Array[];
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
  return {
    near: commutingFlows(table, geography, p),
    afar: jobsAfar(table, geography, p),
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
  const { applications, residents: seekers, workersAt: best, blockCount } = sim.workspace;
  applications.count = 0;
  const offered = sumRows(sim, searchBlock);
  for (let block = 0; block < blocksOf(sim.households.rows); block++) {
    const first = block * ROW_BLOCK;
    for (let e = first; e < first + blockCount[block]!; e++) {
      apply(sim, seekers[e]! * 2, best[e]! & NONE);
      apply(sim, seekers[e]! * 2 + 1, best[e]! >>> 16);
    }
  }
  return offered * sim.parameters.benefit * sim.scale;
}

/**
 * The unemployed of a block. out: wages offered to them, in `tally`; in the memory of residents those who
 * search, and beside each the place to apply at for the first worker and 65536 x that for the second
 */
function searchBlock(sim: Simulation, from: number, to: number): void {
  const { residents: seekers, workersAt: best, blockCount, tally } = sim.workspace;
  const { place, wage } = sim.households.data;
  const { searchRate } = sim.places.data;
  const offers = deriveKey(sim.input.runKey, STREAM.jobOffer, sim.month);
  const count = listUnemployed(sim, from, to);
  const none = NONE;
  let offered = 0;
  let last = from - 1;
  for (let e = 0; e < count; e++) {
    const slot = unemployed[e]!;
    const i = slot >> 1;
    const w = slot & 1;
    offered += wage[slot]!;
    if (uniform(luck[e]!) >= searchRate[place[i]!]!) continue;
    const job = bestJob(sim, offers, i, w, 0);
    if (job === none) continue;
    if (last < from || seekers[last] !== i) {
      seekers[++last] = i;
      best[last] = (none << 16) | none;
    }
    best[last]! &= w === 0 ? (none << 16) | job : (job << 16) | none;
  }
  tally[from / ROW_BLOCK] = offered;
  blockCount[from / ROW_BLOCK] = last + 1 - from;
}

/** Lists the unemployed of a block, household x 2 + worker, and their draws. @returns how many they are */
function listUnemployed(sim: Simulation, from: number, to: number): number {
  const { workers, jobPlace, id } = sim.households.data;
  const slots = unemployed;
  let count = 0;
  // Who works is as good as random: without branches this takes a third of the time.
  for (let i = from; i < to; i++) {
    const force = workers[i]!;
    slots[count] = i * 2;
    count += ((jobPlace[i * 2]! + 1) >> 16) & ((force + 1) >> 1);
    slots[count] = i * 2 + 1;
    count += ((jobPlace[i * 2 + 1]! + 1) >> 16) & (force >> 1);
  }
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.jobSearch, sim.month);
  for (let e = 0; e < count; e++) lineages[e] = id[slots[e]! >> 1]!;
  hashEach(k0, k1, lineages, 0, count, 0, luck);
  for (let e = 0; e < count; e++) if ((slots[e]! & 1) === 1) luck[e] = hash(k0, k1, lineages[e]!, 1);
  return count;
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
  const { residents: slots, workersAt: draws } = sim.workspace;
  const { jobPlace } = sim.households.data;
  const key = deriveKey(sim.input.runKey, STREAM.jobEvent, sim.month);
  const highest = highestChange(sim);
  const candidates = drawGaps(key, log(1 - highest), sim.households.rows * 2, 1, slots);
  inBlocks(sim, drawChanges, candidates, LIST_BLOCK);
  let count = 0;
  for (let e = 0; e < candidates; e++) {
    const slot = slots[e]!;
    if (slot === NOBODY) continue;
    const u = uniform(draws[e]!) * highest;
    // Each loss may save others from dismissal, so they follow one another.
    const lost = p.separation + layoffHazard(sim, jobPlace[slot]!);
    if (u < lost) loseJob(sim, slot >> 1, slot & 1);
    else if (u < lost + p.jobSearch) slots[count++] = slot;
  }
  inBlocks(sim, seekAnother, count, LIST_BLOCK);
  for (let e = 0; e < count; e++) apply(sim, slots[e]!, draws[e]!);
}

/** Highest hazard of losing or looking for another job [/month]. */
function highestChange({ parameters: p }: Simulation): number {
  return p.separation + p.layoff + p.jobSearch;
}

/** Draws of the candidates who work; NOBODY for the others. */
function drawChanges(sim: Simulation, from: number, to: number): void {
  const { residents: slots, workersAt: draws } = sim.workspace;
  const { workers, jobPlace, status, id } = sim.households.data;
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.jobEvent, sim.month);
  for (let e = from; e < to; e++) {
    const slot = slots[e]!;
    const i = slot >> 1;
    const w = slot & 1;
    if (w < workers[i]! && status[i] !== EMPTY && jobPlace[slot] !== NONE) {
      draws[e] = hash(k0, k1, id[i]!, 2 + w);
    } else slots[e] = NOBODY;
  }
}

/** Best of the jobs that those who work have seen, beside each of them. */
function seekAnother(sim: Simulation, from: number, to: number): void {
  const p = sim.parameters;
  const { residents: slots, workersAt: best } = sim.workspace;
  const { jobPlace, wage } = sim.households.data;
  const offers = deriveKey(sim.input.runKey, STREAM.jobOffer, sim.month);
  for (let e = from; e < to; e++) {
    const slot = slots[e]!;
    const present = offerWorth(sim, slot >> 1, slot & 1, jobPlace[slot]!, false);
    const worth = present + (p.jobChangeCost * wage[slot]!) / p.bIncome;
    best[e] = bestJob(sim, offers, slot >> 1, slot & 1, worth);
  }
}

/** Further hazard of dismissal [/month]: share of work beyond the jobs there are, at most the cap. */
export function layoffHazard(sim: Simulation, job: number): number {
  const { exportJobs, localJobs, jobReserve, filled } = sim.places.data;
  const beyond = filled[job]! - exportJobs[job]! - localJobs[job]! - jobReserve[job]! - 1;
  return beyond <= 0 ? 0 : Math.min(sim.parameters.layoff, beyond / filled[job]!);
}

/** A worker applies for the best job seen, if there is one. @param slot household x 2 + worker */
function apply(sim: Simulation, slot: number, job: number): void {
  const { applications } = sim.workspace;
  if (job === NONE || applications.count === applications.slot.length) return;
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.jobOffer, sim.month);
  const at = applications.count++;
  applications.slot[at] = slot;
  applications.place[at] = job;
  applications.ticket[at] = hash(k0, k1, sim.households.data.id[slot >> 1]!, (2 + (slot & 1)) * DRAWS);
}

/**
 * Best of the vacant jobs seen, NONE where none is worth more than the present state.
 * @param present worth of the present state [EUR/month]
 */
function bestJob(sim: Simulation, key: Key, i: number, w: number, present: number): number {
  const p = sim.parameters;
  const { labour } = sim.workspace;
  const { vacant, vacant0 } = sim.places.data;
  const { place, occupation, wage, id } = sim.households.data;
  const n = sim.geography.places;
  const own = id[i]!;
  const highest = MOST_OFFERS * p.offerShare;
  const afar = uniform(hash(key.k0, key.k1, own, w * DRAWS + 2 * JOBS_SEEN)) < p.offersAfar;
  const seen = afar ? labour.afar : labour.near[occupation[i * 2 + w]!]!;
  let known = false;
  let best = NONE;
  let worth = present;
  for (let k = 0; k < JOBS_SEEN; k++) {
    const u = uniform(hash(key.k0, key.k1, own, w * DRAWS + 2 * k + 1));
    if (u >= highest) continue;
    const seenAt = uniform(hash(key.k0, key.k1, own, w * DRAWS + 2 * k));
    const there = placeByGravity(seen, place[i]! * n, n, seenAt);
    const ratio = vacant0[there]! > 0 ? Math.min(MOST_OFFERS, vacant[there]! / vacant0[there]!) : 0;
    const chance = Math.min(1, p.offerShare * ratio);
    if (u >= chance) continue;
    if (!known) setPerson(sim, labour.terms, personKey(sim, w), i, w);
    known = true;
    const match = p.matchSpread * wage[i * 2 + w]! * (2 * (u / chance) - 1);
    const value = worthAt(sim, place[i]!, there, afar) + match;
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
  setPerson(sim, sim.workspace.labour.terms, personKey(sim, w), i, w);
  return worthAt(sim, sim.households.data.place[i]!, job, afar);
}

/** Worth of a job to the person whose terms are set, who lives at a place. */
function worthAt(sim: Simulation, home: number, job: number, afar: boolean): number {
  const { terms } = sim.workspace.labour;
  atJob(sim, terms, job);
  arrange(sim, terms, home, Infinity);
  const p = sim.parameters;
  const least = afar ? -5 * commuteCost(sim, p.reachKm, p.reachMinutes) : -Infinity;
  return terms.wage * sim.places.data.wagePremium[job]! + Math.max(least, terms.cash + terms.time);
}

/** Keyed lotteries among those who applied to a place; winners take the job and review telework. */
export function allotJobs(sim: Simulation): void {
  const { vacant } = sim.places.data;
  const { residents: hired, applications } = sim.workspace;
  const { count, slot, place, ticket, capacity, won, lottery } = applications;
  for (let j = 0; j < vacant.length; j++) capacity[j] = Math.ceil(vacant[j]!);
  settleLottery(lottery, count, place, ticket, capacity, won);
  let winners = 0;
  for (let at = 0; at < count; at++) {
    if (won[at] !== 1) continue;
    takeJob(sim, slot[at]! >> 1, slot[at]! & 1, place[at]!);
    hired[winners++] = slot[at]!;
  }
  inBlocks(sim, startHired, winners, LIST_BLOCK);
}

/** Days at home of those who have a new job; the month, where it is beyond daily reach. */
function startHired(sim: Simulation, from: number, to: number): void {
  const { residents: hired, labour } = sim.workspace;
  const { place, jobPlace, jobSince } = sim.households.data;
  const keys = [personKey(sim, 0), personKey(sim, 1)] as const;
  for (let e = from; e < to; e++) {
    const slot = hired[e]!;
    const i = slot >> 1;
    reviewDays(sim, labour.terms, (slot & 1) === 0 ? keys[0] : keys[1], i, slot & 1);
    const minutes = travelMinutes(sim, place[i]!, jobPlace[slot]!);
    if (minutes > sim.parameters.reachMinutes) jobSince[i] = sim.month;
  }
}

/** What threads do together. */
export const SEARCH_PASSES: readonly SimulationPass[] = [searchBlock, drawChanges, seekAnother, startHired];
