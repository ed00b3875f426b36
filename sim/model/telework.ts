/**
 * Process 4, telework (ODD 7.4): a worker reviews the days at home with a yearly hazard, and more
 * often under distancing; moves review them too (process 9). Then desks are counted.
 * Reads: jobs, place, levers, onSite. Writes: remoteDays, onSite, floorFactor,
 * onSiteWork, hubShare.
 */
import { geometricGap } from "../core/distributions.ts";
import { log } from "../core/math.ts";
import { deriveKey, hash } from "../core/random.ts";
import { pay } from "./accounts.ts";
import { arrange, makeOffice, officeSpace, setOfficeWorth, teleworkTerms } from "./arrangement.ts";
import { openTally, type SimulationPass, tallyPlaces } from "./blocks.ts";
import { EMPTY, NONE, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

/** Reviews a year under full distancing, beyond the usual ones (assumed). */
const DISTANCING_REVIEWS = 6;

/** Sums that the count of desks makes by place. */
const DESK_SUMS = 5;

/** One month of reviews, then desk occupancy and wanted space. */
export function reviewTelework(sim: Simulation): void {
  const yearly = sim.parameters.teleworkReview + DISTANCING_REVIEWS * sim.levers["shock.distancing"];
  setOfficeWorth(sim);
  reviewShare(sim, Math.min(0.9, yearly / 12));
  countDesks(sim);
}

/** Lets a share of households review their days at home. */
export function reviewShare(sim: Simulation, share: number): void {
  const ln = log(1 - share);
  const key = deriveKey(sim.input.runKey, STREAM.teleworkReview, sim.month);
  const terms = makeOffice();
  let i = geometricGap(hash(key.k0, key.k1, 0, 0), ln);
  for (let draw = 1; i < sim.households.rows; draw++) {
    reviewHousehold(sim, terms, i);
    i += 1 + geometricGap(hash(key.k0, key.k1, draw, 0), ln);
  }
}

function reviewHousehold(sim: Simulation, terms: ReturnType<typeof makeOffice>, i: number): void {
  const { workers, place, remoteDays } = sim.households.data;
  for (let w = 0; w < workers[i]!; w++) {
    teleworkTerms(sim, terms, i, w);
    arrange(sim, terms, place[i]!, Infinity);
    remoteDays[i * 2 + w] = terms.days;
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
  const { remote, eligible } = workspace.desks;
  const { homes } = workspace;
  const tally = tallyPlaces(sim, addDesks, DESK_SUMS);
  for (let j = 0, at = 0; j < onSite.length; j++, at += DESK_SUMS) {
    remote[j] = tally[at]!;
    eligible[j] = tally[at + 1]!;
    homes.workers[j] = tally[at + 2]!;
    homes.remote[j] = tally[at + 3]!;
    floorFactor[j] = tally[at + 4]!;
    const theta = eligible[j]! > 0 ? Math.max(0, 1 - remote[j]! / (5 * eligible[j]!)) : 1;
    onSite[j]! += p.deskMemory * (theta - onSite[j]!);
  }
  countSite(sim, p.premiumSpeed);
  openHubs(sim);
}

/** By job place: remote days, eligible workers; by home: workers, their remote days, space factors. */
function addDesks(sim: Simulation, from: number, to: number): void {
  const { workers, place, status, remoteDays, jobPlace, occupation } = sim.households.data;
  const { parameters: p, workspace } = sim;
  const { tally } = workspace;
  const first = openTally(sim, from, DESK_SUMS);
  const width = DESK_SUMS;
  const none = NONE;
  const space = officeSpace(sim);
  const shares = [p.eligible0, p.eligible1, p.eligible2];
  for (let i = from; i < to; i++) {
    if (status[i] === EMPTY) continue;
    const home = first + place[i]! * width;
    let days = 0;
    for (let at = i * 2; at < i * 2 + workers[i]!; at++) {
      if (jobPlace[at] === none) continue;
      const job = first + jobPlace[at]! * width;
      days += remoteDays[at]!;
      tally[job]! += remoteDays[at]!;
      tally[job + 1]! += shares[occupation[at]!]!;
      tally[home + 2]!++;
    }
    tally[home + 3]! += days;
    tally[home + 4]! += 1 + (space * days) / 5;
  }
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
export const TELEWORK_PASSES: readonly SimulationPass[] = [addDesks];
