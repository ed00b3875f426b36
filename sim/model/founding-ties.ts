/**
 * Ties of the founders (ODD 5). Partners are drawn by blocks of households, some blocks at a time; then ties
 * are made one after another, in the order of households. Who is a tie already is drawn again.
 */
import { deriveKey, hash, type Key, uniform } from "../core/random.ts";
import { connect, TIE_SLOTS, tied } from "../core/ties.ts";
import { inBlocks, ROW_BLOCK, type SimulationPass } from "./blocks.ts";
import { indexHouseholds } from "./household-index.ts";
import { COLLEAGUE, KIN, NEIGHBOUR, NONE, ONLINE, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";
import { labelOf } from "./tie-labels.ts";
import { placeByGravity } from "./tie-proposals.ts";

/** Ties a household begins with, by kind; each end makes half of them. */
const FOUNDING_TIES = [4.8, 3.8, 1.5, 0.6, 1.2] as const;
const FOUNDING_STRENGTH = [0.66, 0.56, 0.45, 0.4, 0.35] as const;
/** Draws of a partner until one is found to whom there is no tie: small places have few to choose from. */
const TRIES = 8;
/** Households whose partners are drawn before their ties are made. */
const AT_ONCE = 8 * ROW_BLOCK;
/** Most ties that a household makes of a kind: half of them, spread by a half, and less than one more. */
const MOST = Math.floor((Math.max(...FOUNDING_TIES) / 2) * 1.5 + 1);
/** Draws of a tie: where, whose home, who, how strong. */
const DRAWS = 4;
/** Nobody lives or works there. */
const NOBODY = 0xffffffff;
/** Ties whose ends are read before they are made: memory answers many questions at once. */
const TOGETHER = 32;

/** Ties that are about to be made, of the households from `first` on: a part of the lists for each block. */
export interface FoundingTies {
  kind: number;
  first: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** Place of the partner, and which tie of the household it is. */
  readonly there: Uint16Array;
  readonly nth: Uint8Array;
  readonly strength: Uint16Array;
  readonly label: Uint8Array;
  /** Ties by block. */
  readonly count: Uint32Array;
}

/** Buffers of the lists. */
export function makeFoundingTies(households: number): FoundingTies {
  const most = Math.min(households, AT_ONCE) * MOST;
  return {
    kind: KIN,
    first: 0,
    from: new Uint32Array(most),
    to: new Uint32Array(most),
    there: new Uint16Array(most),
    nth: new Uint8Array(most),
    strength: new Uint16Array(most),
    label: new Uint8Array(most),
    count: new Uint32Array(AT_ONCE / ROW_BLOCK),
  };
}

/** Ties by kind and distance: each household makes half of its own; kin live where one comes from. */
export function foundTies(sim: Simulation): void {
  const { foundingTies: lists } = sim.workspace;
  const { rows } = sim.households;
  const key = tieKey(sim);
  indexHouseholds(sim);
  for (lists.kind = KIN; lists.kind <= ONLINE; lists.kind++) {
    for (lists.first = 0; lists.first < rows; lists.first += AT_ONCE) {
      const count = Math.min(AT_ONCE, rows - lists.first);
      inBlocks(sim, drawPartners, count);
      for (let block = 0; block * ROW_BLOCK < count; block++) {
        const at = block * ROW_BLOCK * MOST;
        makeTies(sim, key, at, at + lists.count[block]!);
      }
    }
  }
}

function tieKey({ input }: Simulation): Key {
  return deriveKey(input.runKey, STREAM.founderTie, 0);
}

/** Draws the ties of a block of households. @param from after the first of those at hand */
function drawPartners(sim: Simulation, from: number, to: number): void {
  const { foundingTies: lists } = sim.workspace;
  const { kind, first, count } = lists;
  const key = tieKey(sim);
  const mean = FOUNDING_TIES[kind]! / 2;
  let at = from * MOST;
  for (let i = first + from; i < first + to; i++) {
    const u = uniform(hash(key.k0, key.k1, i, kind * 64));
    const ties = Math.floor(mean * 0.5 + u * mean + uniform(hash(key.k0, key.k1, i, kind * 64 + 1)));
    for (let n = 0; n < ties; n++) if (drawPartner(sim, key, i, n, at)) at++;
  }
  count[from / ROW_BLOCK] = at - from * MOST;
}

/** Draws a tie of household i. @param at where it is listed. @returns whether there is one */
function drawPartner(sim: Simulation, { k0, k1 }: Key, i: number, n: number, at: number): boolean {
  const { foundingTies: lists } = sim.workspace;
  const { kind } = lists;
  const first = firstDraw(kind, n);
  const there = placeOf(sim, i, kind, hash(k0, k1, i, first), hash(k0, k1, i, first + 1));
  if (there === NONE) return false;
  const to = member(sim, kind, there, hash(k0, k1, i, first + 2));
  if (to === NOBODY) return false;
  const spread = 0.35 * (uniform(hash(k0, k1, i, first + 3)) - 0.5);
  lists.from[at] = i;
  lists.to[at] = to;
  lists.there[at] = there;
  lists.nth[at] = n;
  lists.strength[at] = Math.round((FOUNDING_STRENGTH[kind]! + spread) * 65535);
  lists.label[at] = labelOf(sim, i, to, kind);
  return true;
}

function firstDraw(kind: number, n: number): number {
  return kind * 64 + 2 + n * DRAWS;
}

/** Makes listed ties from … to - 1. */
function makeTies(sim: Simulation, key: Key, from: number, to: number): void {
  const { ties, workspace } = sim;
  const lists = workspace.foundingTies;
  const { count, partner, label, strength } = ties;
  for (let first = from; first < to; first += TOGETHER) {
    const end = Math.min(to, first + TOGETHER);
    let seen = 0;
    for (let at = first; at < end; at++) {
      const slot = lists.to[at]! * TIE_SLOTS;
      seen += count[lists.to[at]!]! + partner[slot]! + label[slot]! + strength[slot]!;
    }
    // Always so: what is read must matter, or it is not read.
    if (seen >= 0) for (let at = first; at < end; at++) makeTie(sim, key, at);
  }
}

/** Makes a listed tie; where its ends are tied already, or one household, another partner is drawn. */
function makeTie(sim: Simulation, key: Key, at: number): void {
  const { ties, workspace } = sim;
  const lists = workspace.foundingTies;
  const [i, there] = [lists.from[at]!, lists.there[at]!];
  let to = lists.to[at]!;
  let bits = -1;
  for (let again = 0; again < TRIES; again++) {
    if (to !== i && tied(ties, i, to) < 0) {
      const label = bits < 0 ? lists.label[at]! : labelOf(sim, i, to, lists.kind);
      connect(ties, i, to, label, lists.strength[at]!);
      return;
    }
    if (bits < 0) bits = hash(key.k0, key.k1, i, firstDraw(lists.kind, lists.nth[at]!) + 2);
    bits = hash(key.k0, key.k1, bits, again);
    to = member(sim, lists.kind, there, bits);
  }
}

/** Somebody who lives in a place, or works there for colleagues, by a draw. */
function member({ workspace }: Simulation, kind: number, there: number, bits: number): number {
  const start = kind === COLLEAGUE ? workspace.workerStart : workspace.residentStart;
  const members = kind === COLLEAGUE ? workspace.workersAt : workspace.residents;
  const first = start[there]!;
  const size = start[there + 1]! - first;
  return size === 0 ? NOBODY : members[first + Math.floor(uniform(bits) * size)]!;
}

/** Place of a tie by kind and two draws; NONE: no job where there could be colleagues. */
function placeOf(sim: Simulation, i: number, kind: number, bits: number, homeBits: number): number {
  const { tieGravity, places } = sim.geography;
  const { place, jobPlace } = sim.households.data;
  if (kind === COLLEAGUE) return jobPlace[i * 2]!;
  if (kind === NEIGHBOUR) return place[i]!;
  const from = kind === KIN ? homePlace(sim, i, uniform(homeBits)) : place[i]!;
  return placeByGravity(tieGravity, from * places, places, uniform(bits));
}

/** A place of the area one comes from: one's own if it is the same area, else any of its zones. */
function homePlace(sim: Simulation, i: number, u: number): number {
  const { areaStart, areaPlaces } = sim.geography;
  const { place, homeArea } = sim.households.data;
  const home = homeArea[i]!;
  if (sim.input.places.area[place[i]!] === home) return place[i]!;
  const first = areaStart[home]!;
  return areaPlaces[first + Math.floor(u * (areaStart[home + 1]! - first))]!;
}

/** What threads do together. */
export const FOUNDING_TIE_PASSES: readonly SimulationPass[] = [drawPartners];
