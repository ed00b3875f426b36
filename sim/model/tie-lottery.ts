/**
 * The lottery of new ties (ODD 7.6): proposals are accepted in the order of their keyed priority, at most
 * one tie a household and month. Who is full of ties drops the weakest at once, in that order; the other
 * ties are made afterwards, all together: no two of them have a household in common.
 */
import { attach, TIE_SLOTS } from "../core/ties.ts";
import { inBlocks, type SimulationPass } from "./blocks.ts";
import type { Simulation } from "./state.ts";
import { bind, labelOf } from "./tie-labels.ts";

/** Bits of a priority; bands of priorities, each of which is put in order by itself. */
export const PRIORITY_BITS = 29;
const BAND_BITS = 3;
export const BANDS = 1 << BAND_BITS;
export const BAND_SHIFT = PRIORITY_BITS - BAND_BITS;
/** Bits of a row: a proposal in its turn is its rows, the kind of tie above the bits of the second one. */
const ROW_BITS = 29;
const ROW_MASK = (1 << ROW_BITS) - 1;
/** Ties that a thread makes at once. */
const TIES_AT_ONCE = 1024;

/** Accepts proposals in the order of their priority, one new tie a household at most. */
export function settleProposals(sim: Simulation): void {
  orderProposals(sim);
  inBlocks(sim, makeTies, acceptProposals(sim), TIES_AT_ONCE);
}

/** Where each band begins, then proposals band by band. */
function orderProposals(sim: Simulation): void {
  const { bandStart, bandCount } = sim.workspace.proposals;
  let sum = 0;
  for (let band = 0; band < BANDS; band++) {
    bandStart[band] = sum;
    for (let at = band; at < bandCount.length; at += BANDS) sum += bandCount[at]!;
  }
  bandStart[BANDS] = sum;
  inBlocks(sim, orderBand, BANDS, 1);
}

/**
 * Proposals of a band by priority, those of one priority as they were made: by buckets of about one
 * proposal each, then by insertion. out: who proposes in the memory of residents, to whom in that of workers
 */
function orderBand(sim: Simulation, band: number): void {
  const { proposals, residents: order, workersAt: other } = sim.workspace;
  const { from, to, kind, rank, bandStart } = proposals;
  const start = bandStart[band]!;
  const end = bandStart[band + 1]!;
  if (start === end) return;
  fillBuckets(sim, band);
  for (let k = start + 1; k < end; k++) {
    const at = order[k]!;
    const own = rank[at]!;
    let free = k;
    for (; free > start && rank[order[free - 1]!]! > own; free--) order[free] = order[free - 1]!;
    order[free] = at;
  }
  for (let k = start; k < end; k++) {
    const at = order[k]!;
    order[k] = from[at]!;
    other[k] = to[at]! | (kind[at]! << ROW_BITS);
  }
}

/** Proposals of a band by buckets of priorities, into the memory of residents; that of workers counts. */
function fillBuckets(sim: Simulation, band: number): void {
  const { proposals, blockCount, residents: order, workersAt: next } = sim.workspace;
  const { rank, most, bandStart } = proposals;
  const start = bandStart[band]!;
  const bits = 31 - Math.clz32(bandStart[band + 1]! - start);
  const buckets = 1 << bits;
  const [bandShift, shift, mask] = [BAND_SHIFT, BAND_SHIFT - bits, buckets - 1];
  next.fill(0, start, start + buckets);
  for (let first = 0; first < rank.length; first += most) {
    const last = first + blockCount[first / most]!;
    for (let at = first; at < last; at++) {
      const own = rank[at]!;
      if (own >>> bandShift === band) next[start + ((own >>> shift) & mask)]!++;
    }
  }
  for (let bucket = start, sum = start; bucket < start + buckets; bucket++) {
    const here = next[bucket]!;
    next[bucket] = sum;
    sum += here;
  }
  for (let first = 0; first < rank.length; first += most) {
    const last = first + blockCount[first / most]!;
    for (let at = first; at < last; at++) {
      const own = rank[at]!;
      if (own >>> bandShift === band) order[next[start + ((own >>> shift) & mask)]!++] = at;
    }
  }
}

/** The lottery: ties of full households are made. out: the others, in front. @returns how many those are */
function acceptProposals(sim: Simulation): number {
  const { proposals, matched, residents: from, workersAt: to } = sim.workspace;
  const { count: ties } = sim.ties;
  const strength = newStrength(sim);
  const [slots, mask] = [TIE_SLOTS, ROW_MASK];
  matched.fill(0);
  let accepted = 0;
  for (let k = 0; k < proposals.count; k++) {
    const a = from[k]!;
    const packed = to[k]!;
    const b = packed & mask;
    if ((matched[a]! | matched[b]!) !== 0) continue;
    if (ties[a] === slots || ties[b] === slots) {
      if (!bind(sim, a, b, packed >>> ROW_BITS, strength)) continue;
    } else {
      from[accepted] = a;
      to[accepted++] = packed;
    }
    matched[a] = 1;
    matched[b] = 1;
  }
  return accepted;
}

/** Makes accepted ties. */
function makeTies(sim: Simulation, first: number, end: number): void {
  const { ties, workspace } = sim;
  const { residents: from, workersAt: to } = workspace;
  const strength = newStrength(sim);
  for (let k = first; k < end; k++) {
    const a = from[k]!;
    const b = to[k]! & ROW_MASK;
    attach(ties, a, b, labelOf(sim, a, b, to[k]! >>> ROW_BITS), strength);
  }
}

/** Strength of a new tie, share of 65,535. */
function newStrength(sim: Simulation): number {
  return Math.round(sim.parameters.newStrength * 65535);
}

/** What threads do together. */
export const LOTTERY_PASSES: readonly SimulationPass[] = [orderBand, makeTies];
