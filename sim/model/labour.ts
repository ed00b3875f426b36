/**
 * Process 3, labour (ODD 7.3): jobs of places follow given growth and local custom; some lose or change
 * their job, those without one search; keyed lotteries fill the vacancies; wages follow density.
 * Reads: households, places, levers. Writes: jobPlace, remoteDays, independent, jobSince, exportJobs,
 * localJobs, filled, vacant, custom, services, wagePremium.
 */
import { exponential } from "../core/distributions.ts";
import { deriveKey, hash, uniform } from "../core/random.ts";
import { pay } from "./accounts.ts";
import { setOfficeWorth, travelMinutes } from "./arrangement.ts";
import { ROW_BLOCK, type SimulationPass, sumRows } from "./blocks.ts";
import { CUSTOM_PASSES, CUSTOM_TURNS, countCustom, customOf, followCustom, followDensity } from "./custom.ts";
import { FORM_PASSES, foundForms, reviewForms } from "./employment-form.ts";
import { allotJobs, changeJobs, foundSearch, SEARCH_PASSES, searchUnemployed } from "./job-search.ts";
import { countVacancies } from "./jobs.ts";
import { COUNTRIES } from "./places.ts";
import { EMPTY, NONE, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";
import { countSite } from "./telework.ts";

/** Jobs in reserve for each square root of a count (assumed), as with dwellings. */
const SAMPLING_RESERVE = 0.2;
/** Jobs that even a place without any is given, so that it has local services to lose. */
const LEAST_JOBS = 0.25;
/** Limits of the local part of a place's jobs. */
const LEAST_LOCAL = 0.1;
const MOST_LOCAL = 0.75;
/** Founders with a job beyond daily reach who took it lately: as many as there are after years (measured). */
const LATELY = 1 / 6;

/** One month of jobs. */
export function runLabour(sim: Simulation): void {
  setOfficeWorth(sim);
  countCustom(sim, ((sim.month % CUSTOM_TURNS) + CUSTOM_TURNS) % CUSTOM_TURNS);
  followCustom(sim);
  followDensity(sim);
  reviewForms(sim);
  countVacancies(sim);
  pay(sim.ledger, "benefits", searchUnemployed(sim));
  changeJobs(sim);
  allotJobs(sim);
  countVacancies(sim);
  supportIndependents(sim);
}

/**
 * Jobs of the founders: as many as are held and usually vacant; the local part of a place is that of
 * the country for each inhabitant, the rest is for customers elsewhere. Everybody's form.
 */
export function foundLabour(sim: Simulation): void {
  const p = sim.parameters;
  const at = sim.places.data;
  const { jobPlace } = sim.households.data;
  at.filled.fill(0);
  for (const job of jobPlace) if (job !== NONE) at.filled[job]!++;
  const local = localShares(sim);
  for (let j = 0; j < at.filled.length; j++) {
    const jobs = (at.filled[j]! + LEAST_JOBS) * (1 + p.vacancies);
    at.localJobs[j] = local[j]! * jobs;
    at.localJobs0[j] = at.localJobs[j]!;
    at.exportJobs[j] = jobs - at.localJobs[j]!;
    at.jobReserve[j] = SAMPLING_RESERVE * Math.sqrt(at.filled[j]! + 1);
    at.onSiteWork0[j] = at.filled[j]!;
    at.persons0[j] = at.persons[j]!;
    at.services0[j] = at.services[j]!;
    at.wagePremium0[j] = at.wagePremium[j]!;
  }
  countVacancies(sim);
  at.vacant0.set(at.vacant);
  foundForms(sim);
  foundJobDates(sim);
  setOfficeWorth(sim);
  foundSearch(sim);
}

/**
 * Since when founders have a job beyond daily reach: some took it lately and still look for a home near it,
 * as others do later; without them owners would move a sixth less in the first year.
 */
function foundJobDates(sim: Simulation): void {
  const { workers, jobPlace, place, id, jobSince } = sim.households.data;
  const { jobMove, reachMinutes } = sim.parameters;
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.founderJobDate, 0);
  jobSince.fill(-1200);
  for (let i = 0; i < sim.households.rows; i++) {
    for (let at = i * 2; at < i * 2 + workers[i]!; at++) {
      const job = jobPlace[at]!;
      if (job === NONE || travelMinutes(sim, place[i]!, job) <= reachMinutes) continue;
      if (uniform(hash(k0, k1, id[i]!, 0)) >= LATELY) continue;
      jobSince[i] = Math.max(-1200, sim.month - Math.floor(exponential(hash(k0, k1, id[i]!, 1)) / jobMove));
    }
  }
}

/** Custom and on-site workers of the start, once telework and dependence are at rest. */
export function setLabourBase(sim: Simulation): void {
  const { custom0 } = sim.places.data;
  countSite(sim, 1);
  for (let turn = 0; turn < CUSTOM_TURNS; turn++) countCustom(sim, turn);
  for (let j = 0; j < custom0.length; j++) custom0[j] = customOf(sim, j);
}

/** Local part of the jobs of each place: the country's local jobs for each inhabitant, within limits. */
function localShares(sim: Simulation): Float64Array {
  const { country, jobs, population } = sim.input.places;
  const all = new Float64Array(COUNTRIES.length);
  const people = new Float64Array(COUNTRIES.length);
  for (let j = 0; j < jobs.length; j++) {
    all[country[j]!]! += jobs[j]!;
    people[country[j]!]! += population[j]!;
  }
  return Float64Array.from(jobs, (each, j) => {
    const c = country[j]!;
    const usual = (sim.parameters.localJobShare * all[c]! * population[j]!) / Math.max(1, people[c]!);
    return Math.max(LEAST_LOCAL, Math.min(MOST_LOCAL, usual / Math.max(1, each)));
  });
}

/** Books what the support of independents costs. */
function supportIndependents(sim: Simulation): void {
  const support = sim.levers["work.independents"];
  if (support === 0) return;
  const count = sumRows(sim, countIndependents);
  pay(sim.ledger, "policy", (count * sim.scale * support * sim.parameters.supportCost) / 12);
}

/** Independents at work in a block of rows. */
function countIndependents(sim: Simulation, from: number, to: number): void {
  const { independent, workers, jobPlace, status } = sim.households.data;
  let count = 0;
  for (let i = from; i < to; i++) {
    if (independent[i] === 0 || status[i] === EMPTY) continue;
    for (let w = 0; w < workers[i]!; w++) {
      if (jobPlace[i * 2 + w] !== NONE) count += (independent[i]! >> w) & 1;
    }
  }
  sim.workspace.tally[from / ROW_BLOCK] = count;
}

/** What threads do together. */
export const LABOUR_PASSES: readonly SimulationPass[] = [
  ...CUSTOM_PASSES,
  ...FORM_PASSES,
  ...SEARCH_PASSES,
  countIndependents,
];
