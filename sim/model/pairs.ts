/**
 * Who finds whom (ODD 7.2): half of the singles whose month it is look around among the singles of their
 * place, then of their area, for somebody of about their age; as many couples form as if all whose month
 * it is found each other, in small runs as in large ones.
 */
import { deriveKey, hash, uniform } from "../core/random.ts";
import { ageYears } from "./ages.ts";
import { blocksOf, inBlocks, openTally, type SimulationPass, TALLY_BLOCK } from "./blocks.ts";
import * as events from "./life-events.ts";
import { ALONE, EMPTY, SINGLE_PARENT, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

/** Compositions whose households may form a couple, as bits. */
const MAY_PAIR = (1 << ALONE) | (1 << SINGLE_PARENT);
/** Most years between the two (assumed). */
const AGE_GAP = 8;
/** Singles one looks at in the place, and as many in the area. */
const LOOKS = 16;
/** Alternatives of the draws of one household and event. */
const DRAWS = 64;

/** Matches those who look for a couple, then for a shared flat. @param merge called for each pair */
export function matchSingles(sim: Simulation, merge: (a: number, b: number, event: number) => void): void {
  const { life } = sim.workspace;
  indexSingles(sim);
  const key = deriveKey(sim.input.runKey, STREAM.pairing, sim.month);
  for (const event of [events.PAIR, events.SHARE]) {
    for (let e = 0; e < life.count; e++) {
      const i = life.row[e]!;
      if (life.kind[e] !== event || !isSingle(sim, i, event)) continue;
      const first = event * DRAWS;
      const draw = (k: number) => uniform(hash(key.k0, key.k1, sim.households.data.id[i]!, first + k));
      if (draw(0) < 0.5) continue;
      const partner = lookAround(sim, i, event, draw);
      if (partner >= 0) merge(i, partner, event);
    }
  }
}

/** Singles by place, in the buffers of residents; not those for whom something else happens this month. */
function indexSingles(sim: Simulation): void {
  const { residentStart, matched, life, tally } = sim.workspace;
  const { places } = sim.geography;
  const { rows } = sim.households;
  matched.fill(0);
  for (let e = 0; e < life.count; e++) matched[life.row[e]!] = busy(life.kind[e]!);
  inBlocks(sim, listSingles, rows, TALLY_BLOCK);
  // Counts by block and place become the first of each place in the block.
  let next = 0;
  for (let j = 0; j < places; j++) {
    residentStart[j] = next;
    for (let at = j; at < blocksOf(rows, TALLY_BLOCK) * places; at += places) {
      const count = tally[at]!;
      tally[at] = next;
      next += count;
    }
  }
  residentStart[places] = next;
  inBlocks(sim, placeSingles, rows, TALLY_BLOCK);
}

/** Singles of a block, in the memory of workers; how many of each place. */
function listSingles(sim: Simulation, from: number, to: number): void {
  const { tally, blockCount, life } = sim.workspace;
  const { counts } = life;
  blockCount[from / TALLY_BLOCK] = countSingles(sim, from, to);
  const first = openTally(sim, from, 1);
  for (let at = 0; at < counts.length; at++) tally[first + (at >> 2)]! += counts[at]!;
}

/** Lists and counts singles, without branches: half are single. @returns how many they are */
function countSingles(sim: Simulation, from: number, to: number): number {
  const { workersAt: singles, matched, life } = sim.workspace;
  const { status, place, composition } = sim.households.data;
  const { counts } = life;
  const mayPair = MAY_PAIR;
  let end = from;
  counts.fill(0);
  for (let i = from; i < to; i++) {
    const single = ((status[i]! + 1) >> 1) & (mayPair >> composition[i]!) & (matched[i]! ^ 1);
    singles[end] = i;
    end += single;
    // Neighbours count apart: one counter would wait for itself.
    counts[(place[i]! << 2) | (i & 3)]! += single;
  }
  return end - from;
}

/** Singles of a block among the residents of their places. */
function placeSingles(sim: Simulation, from: number): void {
  const { residents, workersAt: singles, tally, blockCount } = sim.workspace;
  const { place } = sim.households.data;
  const first = (from / TALLY_BLOCK) * sim.geography.places;
  const end = from + blockCount[from / TALLY_BLOCK]!;
  for (let e = from; e < end; e++) {
    const i = singles[e]!;
    residents[tally[first + place[i]!]!++] = i;
  }
}

/** 1 for events that are still to come when couples form. */
function busy(event: number): number {
  return event === events.LEAVE || event === events.PART ? 1 : 0;
}

/** Whether a household is one who may form a couple; only those alone share a flat. */
function isSingle(sim: Simulation, i: number, event: number): boolean {
  const { status, composition } = sim.households.data;
  if (status[i] === EMPTY) return false;
  return composition[i] === ALONE || (event === events.PAIR && composition[i] === SINGLE_PARENT);
}

/** A single of about the same age in the place, else in the area; -1: nobody. */
function lookAround(sim: Simulation, i: number, event: number, draw: (k: number) => number): number {
  const { areaStart, areaPlaces } = sim.geography;
  const { residentStart, residents } = sim.workspace;
  const home = sim.households.data.place[i]!;
  const first = areaStart[sim.input.places.area[home]!]!;
  const zones = areaStart[sim.input.places.area[home]! + 1]! - first;
  const age = ageYears(sim, i);
  for (let k = 1; k <= 2 * LOOKS; k++) {
    const u = draw(k) * zones;
    const zone = Math.floor(u);
    const there = k <= LOOKS ? home : areaPlaces[first + zone]!;
    const from = residentStart[there]!;
    const v = k <= LOOKS ? u / zones : u - zone;
    const count = residentStart[there + 1]! - from;
    if (count === 0) continue;
    const other = residents[from + Math.floor(v * count)]!;
    if (other === i || !isSingle(sim, other, event)) continue;
    if (Math.abs(ageYears(sim, other) - age) <= AGE_GAP) return other;
  }
  return -1;
}

/** What threads do together. */
export const PAIR_PASSES: readonly SimulationPass[] = [listSingles, placeSingles];
