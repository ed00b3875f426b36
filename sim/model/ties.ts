/**
 * Process 6, ties (ODD 7.6): time is divided among one's close ties, meetings and digital contact
 * keep them up, the unmet fade and end; new ones come from neighbours, colleagues, friends of
 * friends and online. Both ends of a tie compute the same bits.
 * Reads: reach, places, online, remoteDays. Writes: ties, reach, strength, meetings, weak ties,
 * lonely, isolated.
 */

import { exp } from "../core/math.ts";
import { BLOCK, BLOCK_MASK, deriveKey, hashBlock, uniform } from "../core/random.ts";
import { disconnect, TIE_SLOTS, tied } from "../core/ties.ts";
import { railFactor } from "./arrangement.ts";
import { blocksOf, inBlocks, ROW_BLOCK, type SimulationPass } from "./blocks.ts";
import { bridgeLoss } from "./climate-terms.ts";
import { passTiesInKernel } from "./kernel.ts";
import { adaptNeeds, LEAST_SUPPORT, NEED_PASSES } from "./needs.ts";
import { ALONE, EMPTY, FAMILY, NONE, SINGLE_PARENT, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";
import { fillTraits } from "./tie-labels.ts";
import { settleProposals } from "./tie-lottery.ts";
import { PROPOSAL_PASSES, proposeTies } from "./tie-proposals.ts";

const UNIT = 65535;
/** Strength of one step of its column. */
export const PER_UNIT = 1 / UNIT;
/** Steps of sqrt(reach) on a card. */
const ROOTS = 1023;
/** Hours there and back for a minute one way. */
const HOURS_BOTH_WAYS = 2 / 60;
/** Part of weak ties met that an office day brings (assumed). */
const OFFICE_DAY = 0.08;
/** Meetings a month from which a tie counts as seen: full support, half the hazard of ending (assumed). */
const SEEN_FROM = 1 / 2;

const draws = new Uint32Array(BLOCK);
/** How far each tie of one household is seen, 0 … 1. */
const sights = new Float64Array(TIE_SLOTS);
/** Slot of the tie of one household that ends; -1: none. */
let ended = -1;

/** One month of meeting, fading, ending and making ties. */
export function meetTies(sim: Simulation): void {
  const { rows } = sim.households;
  fillTraits(sim);
  inBlocks(sim, fillCards, rows);
  inBlocks(sim, passTies, rows);
  inBlocks(sim, endTiesAndTakeTime, 1 + blocksOf(rows), 1);
  adaptNeeds(sim);
  proposeTies(sim);
  settleProposals(sim);
}

/**
 * What a tie needs to know of its other end, in two bytes as it was when the process began: sqrt(reach) in
 * 1,023rds x 64 + contact in 64ths.
 */
function fillCards(sim: Simulation, from: number, to: number): void {
  const { reach } = sim.households.data;
  const { cards, contact } = sim.workspace;
  for (let i = from; i < to; i++) {
    cards[i] = (((Math.sqrt(reach[i]!) * ROOTS + 0.5) | 0) << 6) | (contact[i]! >> 2);
  }
}

/**
 * All ties of all households: w = (0.25 + s) g (1 + chi c); F = 4 f0 (1 - x_d) w sqrt(q_i q_k);
 * s' = s + (1 - s) min(1, g_f F + g_d c) - delta (s - rest). One draw says whether a tie ends and whether
 * nobody is met.
 * out: reach holds sum w; strengths of ties, strength, meetings, lonely, isolated; the ties that end, in
 * the memory of residents, who are counted later in the month
 */
function passTies(sim: Simulation, from: number, to: number): void {
  const { parameters: p, ties, workspace, households } = sim;
  const { cards, traits } = workspace;
  const { partner, label: labels, strength: strengths, count } = ties;
  const { id, status, place, size, bornAt, need, reach, lonely, isolated } = households.data;
  const { strength: sums, meetings: meets } = households.data;
  if (sim.kernel !== null) {
    const terms = { most: mostMeetings(sim), ...companyTerms(sim) };
    workspace.blockCount[from / ROW_BLOCK] = passTiesInKernel(sim, sim.kernel, terms, from, to);
    return;
  }
  const needFactor = workspace.climate.need;
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.tieEnd, sim.month);
  // Constants of the module are read anew, and checked, in every turn of a loop; those of a function are not.
  const unit = UNIT;
  const [perUnit, slots, seenFrom, least] = [PER_UNIT, TIE_SLOTS, SEEN_FROM, LEAST_SUPPORT];
  const inPlace = sights;
  const { tieWeightBase, gainMeet, supportAlone } = p;
  const { born, perMonth, perUsual } = companyTerms(sim);
  const most = mostMeetings(sim);
  let ending = from;
  for (let i = from; i < to; i++) {
    if ((i & BLOCK_MASK) === 0) hashBlock(k0, k1, id, i, draws);
    if (status[i] === EMPTY) continue;
    const root = cards[i]! >>> 6;
    const contact = cards[i]! & 63;
    const first = i * slots;
    const end = first + count[i]!;
    let attention = 0;
    let meetings = 0;
    let support = size[i] === 1 ? least : supportAlone + least;
    const meeting = Math.min(1, Math.max(0, (bornAt[i]! - born) * perMonth));
    const perSeen = meeting * perUsual;
    const unmet = 1 - meeting;
    let strength = 0;
    let bound = 0;
    for (let at = first; at < end; at++) {
      const trait = labels[at]! << 3;
      const s = strengths[at]! * perUnit;
      const theirs = cards[partner[at]!]!;
      const c = contact * (theirs & 63);
      const w = (tieWeightBase + s) * (traits[trait]! + traits[trait + 1]! * c);
      const met = most * (root * (theirs >>> 6)) * w;
      const gains = gainMeet * met + traits[trait + 2]! * c;
      const gain = gains < 1 ? gains : 1;
      const next = s + (1 - s) * gain - (traits[trait + 3]! * s - traits[trait + 4]!);
      strengths[at] = (next * unit + 0.5) | 0;
      attention += w;
      meetings += met;
      strength += next;
      const seen = met < seenFrom ? met * 2 : 1;
      support += next * (unmet + perSeen * seen);
      bound += traits[trait + 5]!;
      inPlace[at - first] = seen;
    }
    reach[i] = attention;
    sums[i] = strength;
    meets[i] = meetings;
    lonely[i] = support < need[i]! * needFactor[place[i]!]! ? 1 : 0;
    const u = endTie(sim, i, uniform(draws[i & BLOCK_MASK]!), bound);
    isolated[i] = isUnmet(meetings, u) ? 1 : 0;
    if (ended >= 0) workspace.residents[ending++] = ended;
  }
  workspace.blockCount[from / ROW_BLOCK] = ending - from;
}

/**
 * Notes the tie of a household that ends, if any: at most one a month, with probability the sum of the
 * hazards of those that it owns, which one by its share: h(kind, s') (1 - seen / 2).
 * @param u uniform draw
 * @param bound more than that sum, so that most need no look at hazards
 * @returns a uniform number from what the draw has left, independent of the end
 */
function endTie(sim: Simulation, i: number, u: number, bound: number): number {
  ended = -1;
  if (u >= bound) return (u - bound) / (1 - bound);
  const top = Math.min(1, bound);
  const { ties, workspace } = sim;
  const { traits, endByStrength } = workspace;
  let hazard = 0;
  for (let at = i * TIE_SLOTS; at < i * TIE_SLOTS + ties.count[i]!; at++) {
    if (ties.partner[at]! < i) continue;
    const before = hazard;
    const most = traits[(ties.label[at]! << 3) + 5]!;
    hazard += most * endByStrength[ties.strength[at]! >> 8]! * (1 - 0.5 * sights[at - i * TIE_SLOTS]!);
    if (u >= hazard) continue;
    ended = at;
    return (u - before) / (hazard - before);
  }
  return (u - hazard) / (top - hazard);
}

/** 4 f0 (1 - x_d), for roots of reach on cards [meetings/month]. */
function mostMeetings(sim: Simulation): number {
  return (4 * sim.parameters.meetBase * (1 - sim.levers["shock.distancing"])) / (ROOTS * ROOTS);
}

/** Meetings F of a tie [/month], as in the pass of the month. @param s strength, 0 … 1 */
export function meetingsAt(sim: Simulation, i: number, k: number, label: number, s: number): number {
  const { cards, traits } = sim.workspace;
  const p = sim.parameters;
  const c = (cards[i]! & 63) * (cards[k]! & 63);
  const w = (p.tieWeightBase + s) * (traits[label << 3]! + traits[(label << 3) + 1]! * c);
  return mostMeetings(sim) * ((cards[i]! >>> 6) * (cards[k]! >>> 6)) * w;
}

/** Whether none of Poisson(m) meetings took place, u < exp(-m); most by exp(-m) < 1/(1 + m + m^2/2). */
function isUnmet(meetings: number, u: number): boolean {
  if (meetings > 0 && u * (1 + meetings + 0.5 * meetings * meetings) > 1.000001) return false;
  return u < exp(-meetings);
}

/**
 * One thread ends the drawn ties (item 0) while others take the time of blocks of rows (items 1 …): neither
 * reads what the other writes.
 */
function endTiesAndTakeTime(sim: Simulation, item: number): void {
  const first = (item - 1) * ROW_BLOCK;
  if (item === 0) endTies(sim);
  else takeTime(sim, first, Math.min(first + ROW_BLOCK, sim.households.rows));
}

/**
 * Reach q = a / (1 + sum w) of every household, of the availability of an adult
 * a = max(0.02, 1 - (work + commute + care + rho W) / budget), a mean over its adults. Weak ties:
 * w' = w (1 - d) + meetings, by density where one lives and, on office days, where the first works; online
 * by hours.
 */
function takeTime(sim: Simulation, from: number, to: number): void {
  const p = sim.parameters;
  const h = sim.households.data;
  const { status, place, composition, workers, remoteDays, jobPlace, online, reach } = h;
  const { weakLocal, weakOnline } = h;
  const { minutes, places } = sim.geography;
  const { area } = sim.input.places;
  const { meetDensity } = sim.workspace;
  const rail = railFactor(sim);
  const screen = sim.levers["digital.displace"];
  const kept = 1 - p.weakLoss;
  const keptFar = 1 - p.weakLoss * bridgeLoss(sim);
  const met = p.weakMeet * (1 - sim.levers["shock.distancing"]);
  const { careHours, workHours, timeBudget, weakOnline: perHour } = p;
  const [alone, family, parent, none] = [ALONE, FAMILY, SINGLE_PARENT, NONE];
  const [bothWays, officeDay] = [HOURS_BOTH_WAYS, OFFICE_DAY];
  for (let i = from; i < to; i++) {
    if (status[i] === EMPTY) continue;
    const home = place[i]!;
    const kind = composition[i]!;
    let hours = kind === family || kind === parent ? careHours : 0;
    let density = meetDensity[home]!;
    for (let at = i * 2; at < i * 2 + workers[i]!; at++) {
      const job = jobPlace[at]!;
      if (job === none) continue;
      const days = 5 - remoteDays[at]!;
      const way = minutes[home * places + job]! * (area[home] === area[job] ? 1 : rail);
      hours += workHours + days * bothWays * way;
      if (at !== i * 2) continue;
      const office = days * officeDay;
      density = density * (1 - office) + office * meetDensity[job]!;
    }
    const each = kind === alone || kind === parent ? hours : hours * 0.5;
    const spent = online[i]!;
    const availability = Math.max(0.02, 1 - (each + screen * spent) / timeBudget);
    reach[i] = availability / (1 + reach[i]!);
    weakLocal[i] = weakLocal[i]! * kept + met * density;
    weakOnline[i] = weakOnline[i]! * keptFar + perHour * spent;
  }
}

/** Ends the drawn ties at both ends; their slots may have moved, so they are found by partner. */
function endTies(sim: Simulation): void {
  const { ties, workspace } = sim;
  const { residents: ending, workersAt: partnerOf, blockCount } = workspace;
  const blocks = blocksOf(sim.households.rows);
  let count = 0;
  for (let block = 0; block < blocks; block++) {
    const first = block * ROW_BLOCK;
    for (let e = first; e < first + blockCount[block]!; e++) ending[count++] = ending[e]!;
  }
  for (let e = 0; e < count; e++) partnerOf[e] = ties.partner[ending[e]!]!;
  for (let e = 0; e < count; e++) {
    const i = Math.floor(ending[e]! / TIE_SLOTS);
    disconnect(ties, i, tied(ties, i, partnerOf[e]!));
  }
}

/**
 * Part of support that is company, and so needs meetings: all of it for the young, none for the very old, by
 * month of birth: min(1, max(0, (born - `born`) `perMonth`)). Company counts relative to how far ties are
 * usually seen: `perUsual`.
 */
export function companyTerms({ parameters: p, month }: Simulation) {
  return {
    born: month - 12 * p.companyTo,
    perMonth: 1 / (12 * (p.companyTo - p.companyFrom)),
    perUsual: 1 / p.seenUsual,
  };
}

/** What threads do together. */
export const TIE_PASSES: readonly SimulationPass[] = [
  fillCards,
  passTies,
  endTiesAndTakeTime,
  ...NEED_PASSES,
  ...PROPOSAL_PASSES,
];
