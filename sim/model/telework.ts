/**
 * Process 4, telework (ODD 7.4): a worker reviews the days at home with a yearly hazard, and more
 * often under distancing; moves review them too (process 9). Then desks are counted.
 * Reads: jobs, place, levers, onSite. Writes: remoteDays, onSite, floorFactor,
 * onSiteWork, hubShare.
 */
import { invariant } from "../core/assert.ts";
import { log } from "../core/math.ts";
import { deriveKey } from "../core/random.ts";
import { pay } from "./accounts.ts";
import { makeOffice, officeSpace, personKey, reviewDays, setOfficeWorth } from "./arrangement.ts";
import { inBlocks, LIST_BLOCK, openTally, type SimulationPass, tallyPlaces } from "./blocks.ts";
import { drawGaps } from "./gaps.ts";
import { EMPTY, OCCUPATIONS, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

/** Reviews a year under full distancing, beyond the usual ones (assumed). */
const DISTANCING_REVIEWS = 6;

/**
 * Sums that the count of desks makes by place. Of jobs: held, by occupation, and their remote days. Of homes:
 * households, workers with a job, their remote days.
 */
const DESK_SUMS = 7;
const OF_HOMES = 4;
const terms = makeOffice();

/**
 * One month of reviews, then desk occupancy and wanted space.
 * @throws InvariantError where others than `filled` and `households` say work and live at a place
 */
export function reviewTelework(sim: Simulation): void {
  const yearly = sim.parameters.teleworkReview + DISTANCING_REVIEWS * sim.levers["shock.distancing"];
  setOfficeWorth(sim);
  reviewShare(sim, Math.min(0.9, yearly / 12));
  countDesks(sim);
  checkCounts(sim);
}

/** Lets a share of households review their days at home. */
export function reviewShare(sim: Simulation, share: number): void {
  const key = deriveKey(sim.input.runKey, STREAM.teleworkReview, sim.month);
  const count = drawGaps(key, log(1 - share), sim.households.rows, 0, sim.workspace.residents);
  inBlocks(sim, reviewListed, count, LIST_BLOCK);
}

/** Reviews the days at home of households of a list, in the memory of residents. */
function reviewListed(sim: Simulation, from: number, to: number): void {
  const { residents } = sim.workspace;
  const { workers } = sim.households.data;
  const first = personKey(sim, 0);
  const second = personKey(sim, 1);
  for (let e = from; e < to; e++) {
    const i = residents[e]!;
    if (workers[i]! > 0) reviewDays(sim, terms, first, i, 0);
    if (workers[i]! > 1) reviewDays(sim, terms, second, i, 1);
  }
}

/**
 * theta_j = 1 - remote days / (5 x eligible workers) of jobs at j, smoothed; and the sum of the
 * space factors z = 1 + h_s T / 5 of residents; workers on site, psi of each remote day included; the
 * part of residents' remote days that their hub has desks for.
 */
export function countDesks(sim: Simulation): void {
  const { parameters: p, workspace } = sim;
  const { onSite, floorFactor } = sim.places.data;
  const { remote, eligible, held } = workspace.desks;
  const { homes, eligibleShare } = workspace;
  const space = officeSpace(sim);
  const tally = tallyPlaces(sim, addDesks, DESK_SUMS);
  for (let j = 0, at = 0; j < onSite.length; j++, at += DESK_SUMS) {
    const [manual, intermediate, professional] = [tally[at]!, tally[at + 1]!, tally[at + 2]!];
    held[j] = manual + intermediate + professional;
    const each = j * OCCUPATIONS.length;
    eligible[j] =
      eligibleShare[each]! * manual +
      eligibleShare[each + 1]! * intermediate +
      eligibleShare[each + 2]! * professional;
    remote[j] = tally[at + 3]!;
    homes.households[j] = tally[at + OF_HOMES]!;
    homes.workers[j] = tally[at + OF_HOMES + 1]!;
    homes.remote[j] = tally[at + OF_HOMES + 2]!;
    floorFactor[j] = homes.households[j]! + (space * homes.remote[j]!) / 5;
    const theta = eligible[j]! > 0 ? Math.max(0, 1 - remote[j]! / (5 * eligible[j]!)) : 1;
    onSite[j]! += p.deskMemory * (theta - onSite[j]!);
  }
  countSite(sim, p.premiumSpeed);
  openHubs(sim);
}

/** Sums of a block by place. */
function addDesks(sim: Simulation, from: number, to: number): void {
  const { places } = sim.geography;
  const { tally, desks } = sim.workspace;
  const { jobCounts: jobs, homeCounts: homes } = desks;
  countRows(sim, from, to);
  let at = openTally(sim, from, DESK_SUMS);
  for (let j = 0; j < places; j++) {
    for (let k = 0; k < OF_HOMES; k++) tally[at++] = jobs[j * 4 + k]!;
    for (let k = 0; k < DESK_SUMS - OF_HOMES; k++) tally[at++] = homes[j * 4 + k]!;
  }
}

/**
 * Counts the rows of a block. Workers without a job are counted in rows beyond the last place, so nothing is
 * asked.
 */
function countRows(sim: Simulation, from: number, to: number): void {
  const { place, status, remoteDays, jobPlace, occupation } = sim.households.data;
  const { places } = sim.geography;
  const { jobCounts: jobs, homeCounts: homes } = sim.workspace.desks;
  const empty = EMPTY;
  const last = places - 1;
  jobs.fill(0);
  homes.fill(0);
  for (let i = from; i < to; i++) {
    if (status[i] === empty) continue;
    const first = jobPlace[i * 2]!;
    const second = jobPlace[i * 2 + 1]!;
    const noFirst = (last - first) >> 31;
    const noSecond = (last - second) >> 31;
    const firstDays = remoteDays[i * 2]! & ~noFirst;
    const secondDays = remoteDays[i * 2 + 1]! & ~noSecond;
    // Whoever has no job has a row among sixteen: one counter would wait for itself.
    const spare = places + (i & 7);
    const firstAt = (first + ((spare - first) & noFirst)) << 2;
    const secondAt = (second + ((spare + 8 - second) & noSecond)) << 2;
    jobs[firstAt + occupation[i * 2]!]!++;
    jobs[secondAt + occupation[i * 2 + 1]!]!++;
    jobs[firstAt + 3]! += firstDays;
    jobs[secondAt + 3]! += secondDays;
    const home = place[i]! << 2;
    homes[home]!++;
    homes[home + 1]! += 2 + noFirst + noSecond;
    homes[home + 2]! += firstDays + secondDays;
  }
}

/** Asserts that jobs held and households are as many as those that are counted one by one. */
function checkCounts(sim: Simulation): void {
  const { filled, households } = sim.places.data;
  const { desks, homes } = sim.workspace;
  for (let j = 0; j < filled.length; j++) {
    invariant(
      filled[j] === desks.held[j] && households[j] === homes.households[j],
      () =>
        `place ${j}: ${filled[j]} jobs filled, ${desks.held[j]} held; ` +
        `${households[j]} households, ${homes.households[j]} in rows`,
    );
  }
}

/** Counts of a block of rows in fours: jobs by place and beyond, homes by place; and sums by place. */
export function makeDesks(places: number) {
  const each = () => new Float64Array(places);
  return {
    desks: {
      remote: each(),
      eligible: each(),
      held: each(),
      jobCounts: new Int32Array((places + 16) * 4),
      homeCounts: new Int32Array(places * 4),
    },
    homes: { workers: each(), remote: each(), households: each() },
  };
}

/** Workers on site by job place, psi of each remote day included. @param memory weight of this month */
export function countSite(sim: Simulation, memory: number): void {
  const { filled, onSiteWork } = sim.places.data;
  const { remote } = sim.workspace.desks;
  const away = (1 - sim.levers["labour.psi"]) / 5;
  for (let j = 0; j < onSiteWork.length; j++) {
    onSiteWork[j]! += memory * (filled[j]! - away * remote[j]! - onSiteWork[j]!);
  }
}

/** Share of residents' remote days that the hub's desks can take, five days a week; their cost. */
function openHubs(sim: Simulation): void {
  const { hubShare } = sim.places.data;
  const { homes } = sim.workspace;
  const each = sim.levers["telework.hubs"] / 1000;
  let desks = 0;
  for (let j = 0; j < hubShare.length; j++) {
    const here = each * homes.workers[j]!;
    hubShare[j] = homes.remote[j]! > 0 ? Math.min(1, (5 * here) / homes.remote[j]!) : 0;
    desks += here;
  }
  pay(sim.ledger, "policy", desks * sim.scale * sim.parameters.hubCost);
}

/** What threads do together. */
export const TELEWORK_PASSES: readonly SimulationPass[] = [reviewListed, addDesks];
