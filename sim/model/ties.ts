/**
 * Process 6, ties (ODD 7.6): time is divided among one's close ties, meetings and digital contact
 * keep them up, the unmet fade and end; new ones come from neighbours, colleagues, friends of
 * friends and online. Both ends of a tie compute the same bits.
 * Reads: reach, places, online, remoteDays. Writes: ties, reach, strength, meetings, weak ties,
 * lonely, isolated.
 */

import { exp } from "../core/math.ts";
import { deriveKey, hash, uniform } from "../core/random.ts";
import { disconnect, TIE_SLOTS } from "../core/ties.ts";
import { travelMinutes } from "./arrangement.ts";
import { bridgeLoss } from "./climate-terms.ts";
import { EMPTY, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";
import { proposeTies, settleProposals } from "./tie-proposals.ts";

const UNIT = 65535;
/** Strength of one step of its column; also one 255th squared, the unit of contact at both ends. */
const PER_UNIT = 1 / UNIT;
/** Hours there and back for a minute one way. */
const HOURS_BOTH_WAYS = 2 / 60;
/** Part of weak ties met that an office day brings (assumed). */
const OFFICE_DAY = 0.08;
/** Meetings in two months make a tie one that is seen: full support, half the hazard of ending (assumed). */
const SEEN = 2;

/** One month of meeting, fading, ending and making ties. */
export function meetTies(sim: Simulation): void {
  const { households: all, workspace } = sim;
  const { id, status } = all.data;
  const key = deriveKey(sim.input.runKey, STREAM.tieEnd, sim.month);
  const pass = workspace.tiePass;
  pass.meet = 4 * sim.parameters.meetBase * (1 - sim.levers["shock.distancing"]);
  pass.arrange = sim.levers["digital.arrange"] * PER_UNIT;
  workspace.endingCount = 0;
  fillCards(sim);
  for (let i = 0; i < all.rows; i++) {
    if (status[i] === EMPTY) continue;
    const u = uniform(hash(key.k0, key.k1, id[i]!, 0));
    passTies(sim, i, u);
    const ends = u < pass.hazard;
    if (ends) workspace.ending[workspace.endingCount++] = i * TIE_SLOTS + pass.endingSlot;
    feel(sim, i, ends ? u / pass.hazard : (u - pass.hazard) / (1 - pass.hazard));
    all.data.reach[i] = availability(sim, i) / (1 + pass.attention);
  }
  meetAcquaintances(sim);
  endTies(sim);
  proposeTies(sim);
  settleProposals(sim);
}

/**
 * What a tie needs to know of its other end, in 8 bytes side by side, as it was when the process began:
 * sqrt(reach), and place x 256 + contact (below 2^24, so exact in f32).
 */
function fillCards(sim: Simulation): void {
  const { place, reach } = sim.households.data;
  const { cards, contact } = sim.workspace;
  for (let i = 0; i < place.length; i++) {
    cards[i * 2] = Math.sqrt(reach[i]!);
    cards[i * 2 + 1] = place[i]! * 256 + contact[i]!;
  }
}

/**
 * All ties of one household: w = (0.25 + s) g (1 + chi c); F = 4 f0 (1 - x_d) w sqrt(q_i q_k);
 * s' = s + (1 - s) min(1, g_f F + g_d c) - delta (s - rest); hazard of ending for ties that i owns. At
 * most one of them ends in a month, with probability the sum of hazards, which one by its share.
 * @param u uniform draw of the end
 * out: `workspace.tiePass`: attention sum w, meetings, support, strength, hazard, endingSlot if u < hazard
 */
export function passTies(sim: Simulation, i: number, u: number): void {
  const { parameters: p, ties, workspace } = sim;
  const { tiePass: pass, cards, pairFactor, endHazard, decay, rest } = workspace;
  const { partner, meta, strength: strengths } = ties;
  const { meet, arrange } = pass;
  const { tieWeightBase, gainMeet, supportMeet } = p;
  const gainContact = p.gainDigital * PER_UNIT;
  const supportUnmet = 1 - supportMeet;
  const card = cards[i * 2 + 1]! | 0;
  const row = (card >> 8) * sim.geography.places;
  const own = card & 255;
  const ownRoot = cards[i * 2]!;
  const first = i * ties.slots;
  const count = ties.count[i]!;
  let attention = 0;
  let meetings = 0;
  let support = 0;
  let strength = 0;
  let hazard = 0;
  let endingSlot = -1;
  for (let slot = 0; slot < count; slot++) {
    const at = first + slot;
    const k = partner[at]!;
    const kind = meta[at]! & 7;
    const s = strengths[at]! * PER_UNIT;
    const theirs = cards[k * 2 + 1]! | 0;
    const pair = (row + (theirs >> 8)) * 2;
    const c = own * (theirs & 255) * pairFactor[pair + 1]!;
    const w = (tieWeightBase + s) * pairFactor[pair]! * (1 + arrange * c);
    const met = meet * w * (ownRoot * cards[k * 2]!);
    const gain = Math.min(1, gainMeet * met + gainContact * c);
    const next = s + (1 - s) * gain - decay[kind]! * (s - rest[kind]!);
    const stored = (next * UNIT + 0.5) | 0;
    strengths[at] = stored;
    attention += w;
    meetings += met;
    strength += next;
    const seen = Math.min(1, SEEN * met);
    support += next * (supportUnmet + supportMeet * seen);
    const owns = (i - k) >>> 31;
    hazard += endHazard[(kind << 8) | (stored >> 8)]! * (1 - 0.5 * seen) * owns;
    if (u < hazard && endingSlot < 0) endingSlot = slot;
  }
  pass.attention = attention;
  pass.meetings = meetings;
  pass.support = support;
  pass.strength = strength;
  pass.hazard = hazard;
  pass.endingSlot = endingSlot;
}

/**
 * Weak ties: w' = w (1 - d) + meetings, by density where one lives and, on office days, where one
 * works; online by hours.
 */
function meetAcquaintances(sim: Simulation): void {
  const p = sim.parameters;
  const { status, place, jobPlace, workers, remoteDays, online, weakLocal, weakOnline } = sim.households.data;
  const { meetDensity } = sim.workspace;
  const kept = 1 - p.weakLoss;
  const keptFar = 1 - p.weakLoss * bridgeLoss(sim);
  const met = p.weakMeet * (1 - sim.levers["shock.distancing"]);
  for (let i = 0; i < place.length; i++) {
    if (status[i] === EMPTY) continue;
    const office = workers[i] === 0 ? 0 : (5 - remoteDays[i * 2]!) * OFFICE_DAY;
    let density = meetDensity[place[i]!]! * (1 - office);
    if (office > 0) density += office * meetDensity[jobPlace[i * 2]!]!;
    weakLocal[i] = weakLocal[i]! * kept + met * density;
    weakOnline[i] = weakOnline[i]! * keptFar + p.weakOnline * online[i]!;
  }
}

/** Support, loneliness, isolation of one household. @param u uniform, given what has ended */
function feel(sim: Simulation, i: number, u: number): void {
  const h = sim.households.data;
  const pass = sim.workspace.tiePass;
  h.strength[i] = pass.strength;
  h.meetings[i] = pass.meetings;
  const support = pass.support + (h.size[i] === 1 ? 0 : sim.parameters.supportAlone) + 0.01;
  h.lonely[i] = support < h.need[i]! * sim.workspace.climate.need[h.place[i]!]! ? 1 : 0;
  h.isolated[i] = isUnmet(pass.meetings, u) ? 1 : 0;
}

/** Whether none of Poisson(m) meetings took place, u < exp(-m); most by exp(-m) < 1/(1 + m + m^2/2). */
function isUnmet(meetings: number, u: number): boolean {
  if (meetings > 0 && u * (1 + meetings + 0.5 * meetings * meetings) > 1.000001) return false;
  return u < exp(-meetings);
}

/** a = max(0.02, 1 - (work + commute + care + rho W) / budget), a mean over the adults. */
export function availability(sim: Simulation, i: number): number {
  const p = sim.parameters;
  const h = sim.households.data;
  const place = h.place[i]!;
  const composition = h.composition[i]!;
  let hours = 0;
  for (let at = i * 2; at < i * 2 + h.workers[i]!; at++) {
    const days = 5 - h.remoteDays[at]!;
    hours += p.workHours + days * HOURS_BOTH_WAYS * travelMinutes(sim, place, h.jobPlace[at]!);
  }
  if (composition === 2 || composition === 3) hours += p.careHours;
  const each = composition === 0 || composition === 3 ? 1 : 0.5;
  const screen = sim.levers["digital.displace"] * h.online[i]!;
  return Math.max(0.02, 1 - (hours * each + screen) / p.timeBudget);
}

/** Ends the drawn ties at both ends; their slots may have moved, so they are found by partner. */
function endTies(sim: Simulation): void {
  const { ties, workspace } = sim;
  const { ending, partnerOf } = workspace;
  for (let e = 0; e < workspace.endingCount; e++) partnerOf[e] = ties.partner[ending[e]!]!;
  for (let e = 0; e < workspace.endingCount; e++) {
    const i = Math.floor(ending[e]! / ties.slots);
    const slot = slotOf(sim, i, partnerOf[e]!);
    disconnect(ties, i, slot);
  }
}

function slotOf(sim: Simulation, i: number, partner: number): number {
  const { ties } = sim;
  let slot = 0;
  while (ties.partner[i * ties.slots + slot] !== partner) slot++;
  return slot;
}
