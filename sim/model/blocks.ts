/** Dense passes in blocks of rows, on one thread or on all of a team. */
import { BLOCK } from "../core/random.ts";
import type { Pass } from "../core/team.ts";
import type { Simulation } from "./state.ts";

/** Rows of a block: what one thread does at once. A multiple of the draws that are made at once. */
export const ROW_BLOCK = 8 * BLOCK;

/** Entries of a block of a list of few, each of which takes long. */
export const LIST_BLOCK = 256;

/** The pass of a simulation's rows, or of the items of a list. */
export type SimulationPass = Pass<Simulation>;

/**
 * Does a pass on items 0 … items - 1, block by block. Blocks may run side by side: each writes only what
 * belongs to its items, or to the block.
 */
export function inBlocks(sim: Simulation, pass: SimulationPass, items: number, block = ROW_BLOCK): void {
  if (sim.team !== null && items > block) {
    sim.team.run(sim, pass, items, block);
    return;
  }
  for (let from = 0; from < items; from += block) pass(sim, from, Math.min(items, from + block));
}

/** Blocks of a number of items. */
export function blocksOf(items: number, block = ROW_BLOCK): number {
  return Math.ceil(items / block);
}

/** Rows of a block that makes sums by place: each such block keeps its own, so there are few. */
export const TALLY_BLOCK = 32 * BLOCK;
/** Most sums by place that one pass makes. */
const TALLY_WIDTH = 8;
/** Sums that a block may make however few places there are. */
const LEAST_SUMS = 2560;

/** Sums for which `workspace.tally` has room. */
export function tallySize(rows: number, places: number): number {
  return blocksOf(rows, TALLY_BLOCK) * Math.max(LEAST_SUMS, places * TALLY_WIDTH);
}

/**
 * Sums over households by place, the same for any number of threads: each block sums its rows, then blocks
 * are added in their order.
 * @param pass opens its tally with `openTally`, and adds to tally[first + place x width + k]
 * @param width sums by place, at most TALLY_WIDTH
 * @returns sum k of a place at place x width + k; overwritten by the next tally
 */
export function tallyPlaces(sim: Simulation, pass: SimulationPass, width: number): Float64Array {
  return tallySums(sim, pass, sim.geography.places * width);
}

/** As `tallyPlaces`, of any sums. @param size number of sums, within `tallySize` */
export function tallySums(sim: Simulation, pass: SimulationPass, size: number): Float64Array {
  const { rows } = sim.households;
  const { tally } = sim.workspace;
  const blocks = blocksOf(rows, TALLY_BLOCK);
  inBlocks(sim, pass, rows, TALLY_BLOCK);
  for (let first = size; first < blocks * size; first += size) {
    for (let at = 0; at < size; at++) tally[at]! += tally[first + at]!;
  }
  return tally;
}

/** Sum over households of what a pass leaves for each block, at `from` / ROW_BLOCK of `workspace.tally`. */
export function sumRows(sim: Simulation, pass: SimulationPass): number {
  const { rows } = sim.households;
  const { tally } = sim.workspace;
  inBlocks(sim, pass, rows);
  let sum = 0;
  for (let block = 0; block < blocksOf(rows); block++) sum += tally[block]!;
  return sum;
}

/** Empties the tally of the block that begins at a row. @returns where its sums begin in `workspace.tally` */
export function openTally(sim: Simulation, from: number, width: number): number {
  return openSums(sim, from, sim.geography.places * width);
}

/** As `openTally`, of any number of sums. */
export function openSums(sim: Simulation, from: number, size: number): number {
  const first = (from / TALLY_BLOCK) * size;
  sim.workspace.tally.fill(0, first, first + size);
  return first;
}
