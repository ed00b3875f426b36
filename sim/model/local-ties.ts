/**
 * Ties who live in the same place, and members of commons among them (ODD 7.7): looked up, or, while founders
 * come to their commons, kept by household, for then nobody moves and no tie ends.
 */
import type { Simulation } from "./state.ts";

/** Bit 1 of `commons`, until all have decided: joins or leaves. */
export const CHANGES = 2;
/** Bits of a number of ties, fifteen at most. */
export const TIE_BITS = 4;
export const TIE_MASK = 15;

/** out: `commonsTerms`: ties who live in the place, and members among them */
export function countLocalTies(sim: Simulation, i: number): void {
  const { partner, count, slots } = sim.ties;
  const { place, commons } = sim.households.data;
  const terms = sim.workspace.commonsTerms;
  if (terms.counted === 1) {
    const packed = sim.workspace.cards[i]!;
    terms.local = packed >>> TIE_BITS;
    terms.localMembers = packed & TIE_MASK;
    return;
  }
  const here = place[i]!;
  let local = 0;
  let members = 0;
  const end = i * slots + count[i]!;
  for (let at = i * slots; at < end; at++) {
    const k = partner[at]!;
    if (place[k] !== here) continue;
    local++;
    members += commons[k]! & 1;
  }
  terms.local = local;
  terms.localMembers = members;
}

/** Local ties of each household, and members among them, side by side in the memory of cards. */
export function countTies(sim: Simulation, from: number, to: number): void {
  const { cards, commonsTerms: terms } = sim.workspace;
  for (let i = from; i < to; i++) {
    countLocalTies(sim, i);
    cards[i] = (terms.local << TIE_BITS) | terms.localMembers;
  }
}

/**
 * A household joins or leaves: members among the counted local ties of its ties change. Threads may change
 * those of one household at a time: counts are whole numbers, so their order does not matter.
 */
export function tellTies(sim: Simulation, i: number): void {
  const { commons, place } = sim.households.data;
  const { partner, count, slots } = sim.ties;
  const { cards } = sim.workspace;
  const step = commons[i] === CHANGES ? 1 : -1;
  const end = i * slots + count[i]!;
  for (let at = i * slots; at < end; at++) {
    const k = partner[at]!;
    if (place[k] === place[i]) Atomics.add(cards, k, step);
  }
}
