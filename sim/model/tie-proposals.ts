/**
 * New ties (ODD 7.6): households propose to neighbours, colleagues, friends of friends and people
 * met online; a keyed lottery lets each have at most one new tie a month (tie-lottery.ts). Who proposes
 * is drawn by gaps, in blocks of households, each with its own sequence.
 */
import { invariant } from "../core/assert.ts";
import { geometricGap } from "../core/distributions.ts";
import { log } from "../core/math.ts";
import { deriveKey, hash, hashEach, type Key, uniform } from "../core/random.ts";
import { TIE_SLOTS, tied } from "../core/ties.ts";
import { blocksOf, inBlocks, type SimulationPass } from "./blocks.ts";
import { INDEX_PASSES, indexHouseholds } from "./household-index.ts";
import {
  COLLEAGUE,
  EMPTY,
  FAMILY,
  FRIEND,
  NEIGHBOUR,
  NONE,
  ONLINE,
  SINGLE_PARENT,
  type Simulation,
} from "./state.ts";
import { STREAM } from "./streams.ts";
import { BAND_SHIFT, BANDS, LOTTERY_PASSES, PRIORITY_BITS } from "./tie-lottery.ts";

/** Households of a block: each block has its own sequence of gaps. */
export const PROPOSAL_BLOCK = 4096;
const NOBODY = -1;
/** Draws of a partner until one is found to whom there is no tie yet. */
const TRIES = 3;
/** Gaps that are drawn at once. */
const GAPS = 256;

const steps = new Uint32Array(GAPS);
const gaps = new Uint32Array(GAPS);
/** Those of a block who propose: rows, lineages, kinds of tie, and two draws of each. */
const callers = new Uint32Array(PROPOSAL_BLOCK);
const lineages = new Uint32Array(PROPOSAL_BLOCK);
const kinds = new Uint8Array(PROPOSAL_BLOCK);
const draws = [new Uint32Array(PROPOSAL_BLOCK), new Uint32Array(PROPOSAL_BLOCK)] as const;
/** Partner of each; nobody: none. */
const found = new Int32Array(PROPOSAL_BLOCK);
/** Of one try: those who still look for somebody, their lineages, where they look, whom they meet. */
const waiting = new Uint32Array(PROPOSAL_BLOCK);
const askers = new Uint32Array(PROPOSAL_BLOCK);
const spots = new Int32Array(PROPOSAL_BLOCK);
const met = new Int32Array(PROPOSAL_BLOCK);
/** Those of them who ask a friend, and what is left of the draw that said which. */
const pals = new Uint32Array(PROPOSAL_BLOCK);
const rests = new Float64Array(PROPOSAL_BLOCK);

/** Fills the list of proposals: kind by shares, partner by kind. */
export function proposeTies(sim: Simulation): void {
  const { proposals, blockCount } = sim.workspace;
  const { rows } = sim.households;
  indexHouseholds(sim);
  inBlocks(sim, proposeBlock, rows, PROPOSAL_BLOCK);
  proposals.count = 0;
  for (let block = blocksOf(rows, PROPOSAL_BLOCK) - 1; block >= 0; block--) {
    proposals.count += blockCount[block]!;
  }
}

/** Proposals of a block of households, into its part of the list. */
function proposeBlock(sim: Simulation, from: number, to: number): void {
  const { proposals, blockCount } = sim.workspace;
  const { most, bandCount } = proposals;
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.tiePriority, sim.month);
  const partners = deriveKey(sim.input.runKey, STREAM.tiePartner, sim.month);
  const willing = drawWilling(sim, partners, drawCallers(sim, from, to));
  findPartners(sim, partners, willing);
  const [who, kind, partner, priorities, nobody] = [callers, kinds, found, draws[0], NOBODY];
  hashEach(k0, k1, lineages, 0, willing, 0, priorities);
  const block = from / PROPOSAL_BLOCK;
  const [first, bands] = [block * most, block * BANDS];
  bandCount.fill(0, bands, bands + BANDS);
  let made = first;
  for (let k = 0; k < willing; k++) {
    if (partner[k] === nobody) continue;
    const rank = priorities[k]! >>> (32 - PRIORITY_BITS);
    proposals.from[made] = who[k]!;
    proposals.to[made] = partner[k]!;
    proposals.kind[made] = kind[k]!;
    proposals.rank[made++] = rank;
    bandCount[bands + (rank >>> BAND_SHIFT)]!++;
  }
  invariant(made - first <= most, "more proposals than one in so many households makes");
  blockCount[block] = made - first;
}

/** Rows of a block that are drawn to propose, by gaps. out: `callers`. @returns how many there are */
function drawCallers(sim: Simulation, from: number, to: number): number {
  const { status } = sim.households.data;
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.tieNew, sim.month);
  const ln = log(1 - sim.parameters.newTies);
  const [who, luck, empty] = [callers, gaps, EMPTY];
  let count = 0;
  let draw = 0;
  for (let i = from; i < to; ) {
    for (let k = 0; k < GAPS; k++) steps[k] = from + draw + k;
    hashEach(k0, k1, steps, 0, GAPS, 0, luck);
    for (let k = 0; k < GAPS && i < to; k++) {
      i += geometricGap(luck[k]!, ln);
      if (i < to && status[i] !== empty) who[count++] = i;
      i++;
    }
    draw += GAPS;
  }
  return count;
}

/**
 * Of those drawn, those who are ready for a tie of a kind that is drawn by shares. out: first of `callers`,
 * their `kinds` and `lineages`. @returns how many there are
 */
function drawWilling(sim: Simulation, { k0, k1 }: Key, drawn: number): number {
  const { parameters: p } = sim;
  const { id } = sim.households.data;
  const [who, each, kind, ready] = [callers, lineages, kinds, draws[1]];
  const neighbour = +p.newNeighbour;
  const colleague = p.newNeighbour + p.newColleague;
  const friend = colleague + p.newFriend;
  const open = 1 - sim.levers["shock.distancing"];
  for (let k = 0; k < drawn; k++) each[k] = id[who[k]!]!;
  hashEach(k0, k1, each, 0, drawn, 0, draws[0]);
  hashEach(k0, k1, each, 0, drawn, 1, ready);
  let count = 0;
  for (let k = 0; k < drawn; k++) {
    const i = who[k]!;
    const u = uniform(draws[0][k]!);
    const drawnKind = u < neighbour ? NEIGHBOUR : u < colleague ? COLLEAGUE : u < friend ? FRIEND : ONLINE;
    if (uniform(ready[k]!) >= roomFor(sim, i) * willingness(sim, i, drawnKind, open)) continue;
    who[count] = i;
    each[count] = each[k]!;
    kind[count++] = drawnKind;
  }
  return count;
}

/**
 * Room for a new tie, 1 for those with few: min(1, (slots + 1 - ties) / r). What is lost is replaced, so that
 * circles keep their size while their members change.
 * @source C10 (half replaced in seven years); r assumed
 */
function roomFor(sim: Simulation, i: number): number {
  return Math.min(1, (TIE_SLOTS + 1 - sim.ties.count[i]!) / sim.parameters.tieRoom);
}

/**
 * Readiness for a new tie: time for face-to-face ones, office days for colleagues, online time online;
 * members of commons meet more neighbours.
 */
function willingness(sim: Simulation, i: number, kind: number, open: number): number {
  const h = sim.households.data;
  const { commonsActivity } = sim.places.data;
  if (kind === ONLINE) return sim.workspace.contact[i]! / 255;
  const time = Math.min(1, 2 * h.reach[i]!) * open;
  if (kind === COLLEAGUE) return h.jobPlace[i * 2] === NONE ? 0 : (time * (5 - h.remoteDays[i * 2]!)) / 5;
  if (kind === FRIEND) return time;
  const withChildren = h.composition[i] === FAMILY || h.composition[i] === SINGLE_PARENT;
  const settled = Math.min(1, (6 + sim.month - h.movedAt[i]!) / 24);
  const shared = 1 + sim.parameters.commonsNeighbours * h.commons[i]! * commonsActivity[h.place[i]!]!;
  return time * settled * shared * (withChildren ? 1 : 0.7);
}

/**
 * Somebody of the kind that one is not tied to yet: who draws an acquaintance draws again, at most twice,
 * so that the few households that stand for a small place meet newcomers as often as many would.
 * @param count callers, their kinds and lineages
 * out: `found`
 */
function findPartners(sim: Simulation, key: Key, count: number): void {
  const [who, to, ids, asked, nobody] = [callers, met, lineages, askers, NOBODY];
  const list = waiting;
  for (let k = 0; k < count; k++) list[k] = k;
  let left = count;
  for (let at = 2; left > 0 && at < 2 + 3 * TRIES; at += 3) {
    for (let n = 0; n < left; n++) asked[n] = ids[list[n]!]!;
    hashEach(key.k0, key.k1, asked, 0, left, at, draws[0]);
    hashEach(key.k0, key.k1, asked, 0, left, at + 1, draws[1]);
    meetFriends(sim, chooseSpots(sim, key, at, left));
    meetAtSpots(sim, left);
    let again = 0;
    for (let n = 0; n < left; n++) {
      const k = list[n]!;
      const i = who[k]!;
      const known = to[n] !== nobody && (to[n] === i || tied(sim.ties, i, to[n]!) >= 0);
      found[k] = known ? nobody : to[n]!;
      if (known) list[again++] = k;
    }
    left = again;
  }
}

/**
 * Where those who wait look for somebody: a spot in the list of residents, or of workers for colleagues;
 * friends' friends are looked for together. out: `spots`; `pals`: those who ask a friend
 * @param at number of the try's first draw
 * @returns how many ask a friend
 */
function chooseSpots(sim: Simulation, key: Key, at: number, left: number): number {
  const { residentStart, workerStart } = sim.workspace;
  const { place, jobPlace } = sim.households.data;
  const { count } = sim.ties;
  const [list, who, kind, us, vs] = [waiting, callers, kinds, draws[0], draws[1]];
  let asking = 0;
  for (let n = 0; n < left; n++) {
    const k = list[n]!;
    const i = who[k]!;
    const u = uniform(us[n]!);
    const own = kind[k]!;
    if (own === FRIEND && count[i]! > 0) {
      spots[n] = NOBODY;
      pals[asking++] = n;
    } else if (own === COLLEAGUE) {
      const job = jobPlace[i * 2]!;
      spots[n] = job === NONE ? NOBODY : spot(workerStart, job, u);
    } else if (own === ONLINE) {
      const there = placeOnline(sim, i, u, uniform(vs[n]!));
      spots[n] = spot(residentStart, there, uniform(hash(key.k0, key.k1, lineages[k]!, at + 2)));
    } else spots[n] = spot(residentStart, place[i]!, u);
  }
  return asking;
}

/** Somebody of a place: where in the list. */
function spot(start: Uint32Array, place: number, u: number): number {
  const first = start[place]!;
  const count = start[place + 1]! - first;
  return count === 0 ? NOBODY : first + Math.floor(u * count);
}

/**
 * A tie's tie, kept with probability g(km): friends of friends live near. Step by step for all who ask, so
 * that memory answers many at once. out: `met`
 */
function meetFriends(sim: Simulation, asking: number): void {
  const { partner, count, slots } = sim.ties;
  const { meetFactor, pairStep } = sim.workspace;
  const { place } = sim.households.data;
  const { places } = sim.geography;
  const [who, list, each, to, rest, nobody] = [callers, waiting, pals, met, rests, NOBODY];
  const [us, vs] = [draws[0], draws[1]];
  for (let a = 0; a < asking; a++) {
    const n = each[a]!;
    const i = who[list[n]!]!;
    const scaled = uniform(us[n]!) * count[i]!;
    const slot = Math.floor(scaled);
    rest[a] = scaled - slot;
    to[n] = partner[i * slots + slot]!;
  }
  for (let a = 0; a < asking; a++) {
    const n = each[a]!;
    const friend = to[n]!;
    to[n] = partner[friend * slots + Math.floor(rest[a]! * count[friend]!)]!;
  }
  for (let a = 0; a < asking; a++) {
    const n = each[a]!;
    const i = who[list[n]!]!;
    const near = meetFactor[pairStep[place[i]! * places + place[to[n]!]!]!]!;
    if (uniform(vs[n]!) >= 2 * near) to[n] = nobody;
  }
}

/** Those who live or work at the spots. out: `met` but for those who asked a friend */
function meetAtSpots(sim: Simulation, left: number): void {
  const { residents, workersAt } = sim.workspace;
  const [list, kind, at, to, nobody] = [waiting, kinds, spots, met, NOBODY];
  for (let n = 0; n < left; n++) {
    if (at[n] !== nobody) to[n] = (kind[list[n]!] === COLLEAGUE ? workersAt : residents)[at[n]!]!;
    else if (kind[list[n]!] !== FRIEND) to[n] = nobody;
  }
}

/** A third of online ties ignore distance (C12), the others follow the gravity of ties (C11). */
function placeOnline(sim: Simulation, i: number, u: number, v: number): number {
  const { places, nation, tieGravity } = sim.geography;
  const { place } = sim.households.data;
  if (u >= sim.parameters.geographyFree) return placeByGravity(tieGravity, place[i]! * places, places, v);
  return placeByGravity(nation, sim.input.places.country[place[i]!]! * places, places, v);
}

/** Place at which the cumulative weights of a row first exceed u. */
export function placeByGravity(cumulative: Float32Array, row: number, places: number, u: number): number {
  let low = 0;
  let high = places - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[row + middle]! > u) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What threads do together. */
export const PROPOSAL_PASSES: readonly SimulationPass[] = [...INDEX_PASSES, proposeBlock, ...LOTTERY_PASSES];
