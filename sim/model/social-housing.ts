/**
 * The waiting list for social dwellings (ODD 7.8): who applies or fails to get one waits; whoever has
 * waited longest comes first, keyed ties; one leaves the list by a social dwelling, by buying, by an
 * income above the limit, or by letting the application lapse.
 */
import { exponential } from "../core/distributions.ts";
import { deriveKey, hash, type Key, uniform } from "../core/random.ts";
import { consumptionUnits, householdIncome } from "./searcher.ts";
import { EMPTY, HOUSED, PRIVATE, type Simulation, SOCIAL } from "./state.ts";
import { STREAM } from "./streams.ts";

/** `waitingSince` = month + this; 0: does not wait. */
const EPOCH = 1201;
/** Longest wait that counts [months], and bits that settle ties. */
const LONGEST = 1023;
const TIE_BITS = 22;

/** Months waited; -1: does not wait. */
export function monthsWaited(sim: Simulation, i: number): number {
  const since = sim.households.data.waitingSince[i]!;
  return since === 0 ? -1 : Math.max(0, sim.month + EPOCH - since);
}

/** Puts a household on the list, if it is not on it and has no social dwelling. */
export function beginWaiting(sim: Simulation, i: number): void {
  const { waitingSince, status, tenure } = sim.households.data;
  if (status[i] === HOUSED && tenure[i] === SOCIAL) return;
  if (waitingSince[i] === 0) waitingSince[i] = sim.month + EPOCH;
}

/** Ticket in a lottery for social dwellings: the longer the wait, the lower. @param bits keyed draw [u32] */
export function waitingTicket(sim: Simulation, i: number, bits: number): number {
  const waited = Math.min(LONGEST, Math.max(0, monthsWaited(sim, i)));
  return (((LONGEST - waited) << TIE_BITS) | (bits >>> (32 - TIE_BITS))) >>> 0;
}

/** Whether the income for each consumption unit is below the limit of social housing. */
export function isEligible(sim: Simulation, i: number): boolean {
  const { composition, size } = sim.households.data;
  const units = consumptionUnits(composition[i]!, size[i]!);
  return householdIncome(sim, i) / units <= sim.parameters.socialIncome;
}

/**
 * Once a year for everybody: private tenants below the limit apply with a hazard; of those who wait some
 * let the application lapse, and whose income is too high leaves the list.
 * @param key of the month
 */
export function reviewWaiting(sim: Simulation, i: number, key: Key): void {
  const { waitingSince, status, tenure, id } = sim.households.data;
  const { waitingApply, waitingLapse } = sim.parameters;
  if (status[i] === EMPTY) waitingSince[i] = 0;
  const waits = waitingSince[i]! > 0;
  if (!waits && (status[i] !== HOUSED || tenure[i] !== PRIVATE)) return;
  const u = uniform(hash(key.k0, key.k1, id[i]!, 0));
  if (waits && (u < waitingLapse || !isEligible(sim, i))) waitingSince[i] = 0;
  if (!waits && u < waitingApply && isEligible(sim, i)) beginWaiting(sim, i);
}

/** Founders on the list: a keyed part of the private tenants below the limit, with keyed waits. */
export function foundWaiting(sim: Simulation, from: number, to: number): void {
  const { tenure, waitingSince, id } = sim.households.data;
  const { waitingFounders, waitingYears } = sim.parameters;
  const key = deriveKey(sim.input.runKey, STREAM.founderWaiting, 0);
  for (let i = from; i < to; i++) {
    if (tenure[i] !== PRIVATE || !isEligible(sim, i)) continue;
    if (uniform(hash(key.k0, key.k1, id[i]!, 0)) >= waitingFounders) continue;
    const months = 12 * waitingYears * exponential(hash(key.k0, key.k1, id[i]!, 1));
    waitingSince[i] = Math.max(1, sim.month + EPOCH - Math.floor(months));
  }
}
