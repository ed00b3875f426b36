/**
 * New ties (ODD 7.6): households propose to neighbours, colleagues, friends of friends and people
 * met online; a keyed lottery lets each have at most one new tie a month.
 */
import { geometricGap } from "../core/distributions.ts";
import { log } from "../core/math.ts";
import { deriveKey, hash, type Key, uniform } from "../core/random.ts";
import { tied } from "../core/ties.ts";
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
import { bind } from "./tie-labels.ts";

const NOBODY = -1;
/** Draws of a partner until one is found to whom there is no tie yet. */
const TRIES = 3;
const INDEX_STEPS = 16777216;

/** Fills the list of proposals: kind by shares, partner by kind. */
export function proposeTies(sim: Simulation): void {
  const { parameters: p, workspace } = sim;
  const { reach, id, status } = sim.households.data;
  const { proposals } = workspace;
  indexHouseholds(sim);
  const news = deriveKey(sim.input.runKey, STREAM.tieNew, sim.month);
  const partners = deriveKey(sim.input.runKey, STREAM.tiePartner, sim.month);
  const priorities = deriveKey(sim.input.runKey, STREAM.tiePriority, sim.month);
  const ln = log(1 - p.newTies);
  const open = 1 - sim.levers["shock.distancing"];
  proposals.count = 0;
  let i = geometricGap(hash(news.k0, news.k1, 0, 0), ln);
  for (let draw = 1; i < reach.length; draw++) {
    const kind = kindOf(sim, uniform(hash(partners.k0, partners.k1, id[i]!, 0)));
    const ready = status[i] === EMPTY ? 0 : willingness(sim, i, kind, open);
    const willing = uniform(hash(partners.k0, partners.k1, id[i]!, 1)) < ready;
    const to = willing ? partnerFor(sim, i, kind, partners) : NOBODY;
    if (to !== NOBODY) {
      const at = proposals.count++;
      proposals.from[at] = i;
      proposals.to[at] = to;
      proposals.kind[at] = kind;
      proposals.order[at] = (hash(priorities.k0, priorities.k1, id[i]!, 0) >>> 3) * INDEX_STEPS + at;
    }
    i += 1 + geometricGap(hash(news.k0, news.k1, draw, 0), ln);
  }
}

/** Accepts proposals in the order of their keyed priority, one new tie a household at most. */
export function settleProposals(sim: Simulation): void {
  const { proposals, matched } = sim.workspace;
  matched.fill(0);
  const order = proposals.order.subarray(0, proposals.count).sort();
  const strength = Math.round(sim.parameters.newStrength * 65535);
  for (let k = 0; k < order.length; k++) {
    const at = order[k]! % INDEX_STEPS;
    const a = proposals.from[at]!;
    const b = proposals.to[at]!;
    if (matched[a] === 1 || matched[b] === 1) continue;
    if (!bind(sim, a, b, proposals.kind[at]!, strength)) continue;
    matched[a] = 1;
    matched[b] = 1;
  }
}

/** Households by place of residence and by place of the first job, by counting sort. */
export function indexHouseholds(sim: Simulation): void {
  const { workspace } = sim;
  const { status, place, jobPlace } = sim.households.data;
  const n = sim.households.rows;
  const { residentStart, residents, workerStart, workersAt } = workspace;
  residentStart.fill(0);
  workerStart.fill(0);
  for (let i = 0; i < n; i++) {
    if (status[i] === EMPTY) continue;
    residentStart[place[i]! + 1]!++;
    if (jobPlace[i * 2] !== NONE) workerStart[jobPlace[i * 2]! + 1]!++;
  }
  for (let j = 1; j < residentStart.length; j++) {
    residentStart[j]! += residentStart[j - 1]!;
    workerStart[j]! += workerStart[j - 1]!;
  }
  const { residentNext, workerNext } = workspace;
  residentNext.set(residentStart);
  workerNext.set(workerStart);
  for (let i = 0; i < n; i++) {
    if (status[i] === EMPTY) continue;
    residents[residentNext[place[i]!]!++] = i;
    if (jobPlace[i * 2] !== NONE) workersAt[workerNext[jobPlace[i * 2]!]!++] = i;
  }
}

function kindOf(sim: Simulation, u: number): number {
  const p = sim.parameters;
  if (u < p.newNeighbour) return NEIGHBOUR;
  if (u < p.newNeighbour + p.newColleague) return COLLEAGUE;
  return u < p.newNeighbour + p.newColleague + p.newFriend ? FRIEND : ONLINE;
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
 */
function partnerFor(sim: Simulation, i: number, kind: number, key: Key): number {
  for (let at = 2; at < 2 + 3 * TRIES; at += 3) {
    const to = candidate(sim, i, kind, key, at);
    if (to === NOBODY) return NOBODY;
    if (to !== i && tied(sim.ties, i, to) < 0) return to;
  }
  return NOBODY;
}

function candidate(sim: Simulation, i: number, kind: number, key: Key, at: number): number {
  const { workspace } = sim;
  const { place, jobPlace, id } = sim.households.data;
  const u = uniform(hash(key.k0, key.k1, id[i]!, at));
  if (kind === NEIGHBOUR) return member(workspace.residents, workspace.residentStart, place[i]!, u);
  if (kind === COLLEAGUE) {
    const job = jobPlace[i * 2]!;
    return job === NONE ? NOBODY : member(workspace.workersAt, workspace.workerStart, job, u);
  }
  const v = uniform(hash(key.k0, key.k1, id[i]!, at + 1));
  if (kind === FRIEND) return friendOfFriend(sim, i, u, v);
  return onlinePartner(sim, i, u, v, uniform(hash(key.k0, key.k1, id[i]!, at + 2)));
}

function member(members: Uint32Array, start: Uint32Array, place: number, u: number): number {
  const first = start[place]!;
  const count = start[place + 1]! - first;
  return count === 0 ? NOBODY : members[first + Math.floor(u * count)]!;
}

/** A tie's tie, kept with probability g(km): friends of friends live near. */
function friendOfFriend(sim: Simulation, i: number, u: number, v: number): number {
  const { ties, workspace } = sim;
  const { place } = sim.households.data;
  const count = ties.count[i]!;
  if (count === 0) return member(workspace.residents, workspace.residentStart, place[i]!, u);
  const scaled = u * count;
  const friend = ties.partner[i * ties.slots + Math.floor(scaled)]!;
  const theirs = ties.count[friend]!;
  const to = ties.partner[friend * ties.slots + Math.floor((scaled - Math.floor(scaled)) * theirs)]!;
  const near = workspace.meetFactor[workspace.pairStep[place[i]! * sim.geography.places + place[to]!]!]!;
  return v < 2 * near ? to : NOBODY;
}

/** A third of online ties ignore distance (C12), the others follow the gravity of ties (C11). */
function onlinePartner(sim: Simulation, i: number, u: number, v: number, x: number): number {
  const { workspace, geography } = sim;
  const { place } = sim.households.data;
  if (u < sim.parameters.geographyFree) {
    const country = sim.input.places.country[place[i]!]!;
    const there = placeByGravity(geography.nation, country * geography.places, geography.places, v);
    return member(workspace.residents, workspace.residentStart, there, x);
  }
  const there = placeByGravity(geography.tieGravity, place[i]! * geography.places, geography.places, v);
  return member(workspace.residents, workspace.residentStart, there, x);
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
