/**
 * Ties of the founders (ODD 5), in batches: partners are drawn by blocks of households; then ties are made
 * one after another, in the order of households, while the partners of the next batch are drawn. Who is a
 * tie already is drawn again.
 */
import { BLOCK, deriveKey, hash, hashEach, type Key, uniform } from "../core/random.ts";
import { connect, TIE_SLOTS, tied } from "../core/ties.ts";
import { blocksOf, inBlocks, ROW_BLOCK, type SimulationPass } from "./blocks.ts";
import { drawFounders } from "./founder-draws.ts";
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
/** Blocks of households whose partners are drawn while the ties of those before them are made. */
const BLOCKS = 4;
const AT_ONCE = BLOCKS * ROW_BLOCK;
/** Most ties that a household makes of a kind: half of them, spread by a half, and less than one more. */
const MOST = Math.floor((Math.max(...FOUNDING_TIES) / 2) * 1.5 + 1);
/** Draws of a tie: where, whose home, who, how strong; and which of them a kind of tie needs. */
const [WHERE, HOME, WHO, STRENGTH] = [0, 1, 2, 3] as const;
const DRAWS = 4;
const NEEDED = [
  [WHERE, HOME, WHO, STRENGTH],
  [WHERE, WHO, STRENGTH],
  [WHO, STRENGTH],
  [WHO, STRENGTH],
  [WHERE, WHO, STRENGTH],
] as const;
/** Nobody lives or works there. */
const NOBODY = 0xffffffff;
/** Ties whose ends are read before they are made: memory answers many questions at once. */
const TOGETHER = 32;

/** Ties of some households, those who have an n-th one, and draws of ties: household x MOST + n. */
const counts = new Uint8Array(BLOCK);
const having = new Uint32Array(BLOCK);
const drawn = new Uint32Array(BLOCK);
const luck = Array.from({ length: DRAWS }, () => new Uint32Array(BLOCK * MOST)) as [
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
];

/** Ties that are about to be made: a part of the lists for each block of households. */
export interface TieList {
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

/** Batches of ties, kind by kind and within it by households: one is drawn while that before is made. */
export interface FoundingTies {
  /** The batch that is drawn. */
  batch: number;
  /** Lists of even and of odd batches. */
  readonly even: TieList;
  readonly odd: TieList;
}

/** Buffers of the lists. */
export function makeFoundingTies(households: number): FoundingTies {
  const most = Math.min(households, AT_ONCE) * MOST;
  return { batch: 0, even: makeList(most), odd: makeList(most) };
}

function makeList(most: number): TieList {
  return {
    from: new Uint32Array(most),
    to: new Uint32Array(most),
    there: new Uint16Array(most),
    nth: new Uint8Array(most),
    strength: new Uint16Array(most),
    label: new Uint8Array(most),
    count: new Uint32Array(BLOCKS),
  };
}

function listOf({ workspace }: Simulation, batch: number): TieList {
  return batch % 2 === 0 ? workspace.foundingTies.even : workspace.foundingTies.odd;
}

/** Kind of the ties of a batch, and the first of its households. */
function readBatch({ households }: Simulation, batch: number): { kind: number; first: number } {
  const batches = blocksOf(households.rows, AT_ONCE);
  return { kind: Math.floor(batch / batches), first: (batch % batches) * AT_ONCE };
}

/** Ties by kind and distance: each household makes half of its own; kin live where one comes from. */
export function foundTies(sim: Simulation): void {
  const { foundingTies } = sim.workspace;
  indexHouseholds(sim);
  const all = blocksOf(sim.households.rows, AT_ONCE) * FOUNDING_TIES.length;
  for (let batch = 0; batch <= all; batch++) {
    foundingTies.batch = batch;
    inBlocks(sim, workOnBatch, 1 + (batch < all ? BLOCKS : 0), 1);
  }
}

/** Makes the ties of the batch before (item 0), or draws those of a block of this one (items 1 …). */
function workOnBatch(sim: Simulation, item: number): void {
  const { batch } = sim.workspace.foundingTies;
  if (item > 0) drawPartners(sim, batch, item - 1);
  else if (batch > 0) makeBatch(sim, batch - 1);
}

function tieKey({ input }: Simulation): Key {
  return deriveKey(input.runKey, STREAM.founderTie, 0);
}

/** Draws the ties of a block of households of a batch. */
function drawPartners(sim: Simulation, batch: number, block: number): void {
  const list = listOf(sim, batch);
  const { kind, first } = readBatch(sim, batch);
  const key = tieKey(sim);
  const start = first + block * ROW_BLOCK;
  const end = Math.min(start + ROW_BLOCK, sim.households.rows);
  let at = block * ROW_BLOCK * MOST;
  for (let from = start; from < end; from += BLOCK) {
    const to = Math.min(end, from + BLOCK);
    drawCounts(key, kind, from, to);
    drawLuck(key, kind, from, to);
    for (let i = from; i < to; i++) {
      for (let n = 0; n < counts[i - from]!; n++) {
        if (listTie(sim, list, kind, i, n, (i - from) * MOST + n, at)) at++;
      }
    }
  }
  list.count[block] = at - block * ROW_BLOCK * MOST;
}

/** Numbers of ties of a kind. out: `counts` */
function drawCounts(key: Key, kind: number, from: number, to: number): void {
  const mean = FOUNDING_TIES[kind]! / 2;
  const spread = drawFounders(key, kind * 64, from, to, 0);
  const rest = drawFounders(key, kind * 64 + 1, from, to, 1);
  for (let k = 0; k < to - from; k++) {
    counts[k] = Math.floor(mean * 0.5 + uniform(spread[k]!) * mean + uniform(rest[k]!));
  }
}

/** The draws that ties of a kind need. out: `luck` */
function drawLuck({ k0, k1 }: Key, kind: number, from: number, to: number): void {
  for (let n = 0; n < MOST; n++) {
    let count = 0;
    for (let k = 0; k < to - from; k++) if (counts[k]! > n) having[count++] = from + k;
    for (const draw of NEEDED[kind as 0]) {
      hashEach(k0, k1, having, 0, count, firstDraw(kind, n) + draw, drawn);
      for (let k = 0; k < count; k++) luck[draw][(having[k]! - from) * MOST + n] = drawn[k]!;
    }
  }
}

/**
 * Lists the n-th tie of household i.
 * @param own where its draws are @param at where it is listed @returns whether there is one
 */
function listTie(
  sim: Simulation,
  list: TieList,
  kind: number,
  i: number,
  n: number,
  own: number,
  at: number,
): boolean {
  const there = placeOf(sim, i, kind, luck[WHERE][own]!, luck[HOME][own]!);
  if (there === NONE) return false;
  const to = member(sim, kind, there, luck[WHO][own]!);
  if (to === NOBODY) return false;
  const spread = 0.35 * (uniform(luck[STRENGTH][own]!) - 0.5);
  list.from[at] = i;
  list.to[at] = to;
  list.there[at] = there;
  list.nth[at] = n;
  list.strength[at] = Math.round((FOUNDING_STRENGTH[kind]! + spread) * 65535);
  list.label[at] = labelOf(sim, i, to, kind);
  return true;
}

function firstDraw(kind: number, n: number): number {
  return kind * 64 + 2 + n * DRAWS;
}

/** Makes the ties of a batch, block by block. */
function makeBatch(sim: Simulation, batch: number): void {
  const list = listOf(sim, batch);
  const { kind, first } = readBatch(sim, batch);
  for (let block = 0; first + block * ROW_BLOCK < sim.households.rows && block < BLOCKS; block++) {
    const at = block * ROW_BLOCK * MOST;
    makeTies(sim, list, kind, at, at + list.count[block]!);
  }
}

/** Makes listed ties from … to - 1. */
function makeTies(sim: Simulation, list: TieList, kind: number, from: number, to: number): void {
  const { count, partner, label, strength } = sim.ties;
  const key = tieKey(sim);
  for (let first = from; first < to; first += TOGETHER) {
    const end = Math.min(to, first + TOGETHER);
    let seen = 0;
    for (let at = first; at < end; at++) {
      const slot = list.to[at]! * TIE_SLOTS;
      seen += count[list.to[at]!]! + partner[slot]! + label[slot]! + strength[slot]!;
    }
    // Always so: what is read must matter, or it is not read.
    if (seen >= 0) for (let at = first; at < end; at++) makeTie(sim, list, kind, key, at);
  }
}

/** Makes a listed tie; where its ends are tied already, or one household, another partner is drawn. */
function makeTie(sim: Simulation, list: TieList, kind: number, key: Key, at: number): void {
  const { ties } = sim;
  const [i, there] = [list.from[at]!, list.there[at]!];
  let to = list.to[at]!;
  let bits = -1;
  for (let again = 0; again < TRIES; again++) {
    if (to !== i && tied(ties, i, to) < 0) {
      const label = bits < 0 ? list.label[at]! : labelOf(sim, i, to, kind);
      connect(ties, i, to, label, list.strength[at]!);
      return;
    }
    if (bits < 0) bits = hash(key.k0, key.k1, i, firstDraw(kind, list.nth[at]!) + 2);
    bits = hash(key.k0, key.k1, bits, again);
    to = member(sim, kind, there, bits);
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
  const { tieGravity, nation, places } = sim.geography;
  const { place, jobPlace } = sim.households.data;
  if (kind === COLLEAGUE) return jobPlace[i * 2]!;
  if (kind === NEIGHBOUR) return place[i]!;
  const from = kind === KIN ? homePlace(sim, i, uniform(homeBits)) : place[i]!;
  const u = uniform(bits);
  const free = kind === ONLINE ? sim.parameters.geographyFree : 0;
  if (u < free) return placeByGravity(nation, sim.input.places.country[from]! * places, places, u / free);
  return placeByGravity(tieGravity, from * places, places, (u - free) / (1 - free));
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
export const FOUNDING_TIE_PASSES: readonly SimulationPass[] = [workOnBatch];
