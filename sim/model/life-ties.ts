/** What becomes of ties when households form, merge and part (ODD 7.2). */
import { hash, type Key, uniform } from "../core/random.ts";
import { disconnect, fetchTies, TIE_SLOTS, tied } from "../core/ties.ts";
import { FRIEND, KIN, NEIGHBOUR, type Simulation } from "./state.ts";
import { bind } from "./tie-labels.ts";

const UNIT = 65535;
/** Ties inherited are weaker than those of the parents (assumed). */
const INHERITED = 0.8;

/** A leaver is tied to the parents as kin and keeps up a part of their ties to kin, friends, neighbours. */
export function inheritTies(sim: Simulation, parents: number, leaver: number, key: Key): void {
  const { ties, parameters: p } = sim;
  const id = sim.households.data.id[leaver]!;
  const first = parents * TIE_SLOTS;
  // A partner who is full may drop the parents for their child: then a slot is gone.
  for (let slot = ties.count[parents]! - 1; slot >= 0; slot--) {
    if (slot >= ties.count[parents]!) continue;
    const kind = ties.label[first + slot]! & 7;
    if (kind !== KIN && kind !== FRIEND && kind !== NEIGHBOUR) continue;
    const share = kind === KIN ? p.inheritKin : p.inheritFriends;
    if (uniform(hash(key.k0, key.k1, id, 16 + slot)) >= share) continue;
    const strength = Math.round(INHERITED * ties.strength[first + slot]!);
    bind(sim, leaver, ties.partner[first + slot]!, kind, strength);
  }
  bind(sim, leaver, parents, KIN, Math.round(p.leaverKin * UNIT));
}

/** Households whose ties are fetched at once. */
const AHEAD = 16;
/** What was read is kept, or nothing would be read. */
const fetched = new Uint32Array(1);

/**
 * Calls back for each entry of a list, in its order, having fetched the ties of those that come next.
 * @param rows households whose ties change
 */
export function eachTied(
  sim: Simulation,
  count: number,
  rows: readonly Uint32Array[],
  change: (e: number) => void,
): void {
  for (let first = 0; first < count; first += AHEAD) {
    const end = Math.min(count, first + AHEAD);
    for (const row of rows) for (let e = first; e < end; e++) fetched[0]! ^= fetchTies(sim.ties, row[e]!);
    for (let e = first; e < end; e++) change(e);
  }
}

/** All ties of `from` pass to `to`; where both know somebody the stronger tie remains. */
export function mergeTies(sim: Simulation, from: number, to: number): void {
  while (sim.ties.count[from]! > 0) passOn(sim, from, sim.ties.count[from]! - 1, to);
}

/** Half of the ties of a household go with the one who leaves it. */
export function divideTies(sim: Simulation, stays: number, leaves: number, key: Key): void {
  const id = sim.households.data.id[leaves]!;
  for (let slot = sim.ties.count[stays]! - 1; slot >= 0; slot--) {
    if (slot >= sim.ties.count[stays]!) continue;
    const u = uniform(hash(key.k0, key.k1, id, 16 + slot));
    const isKin = (sim.ties.label[stays * TIE_SLOTS + slot]! & 7) === KIN;
    const shared = isKin ? 0 : sim.parameters.sharedTies;
    if (u < shared) share(sim, stays, slot, leaves);
    else if (u < (1 + shared) / 2) passOn(sim, stays, slot, leaves);
  }
}

/** The other household is tied as well to whom one of them is tied. */
function share(sim: Simulation, from: number, slot: number, to: number): void {
  const { ties } = sim;
  const at = from * TIE_SLOTS + slot;
  const [partner, kind, strength] = [ties.partner[at]!, ties.label[at]! & 7, ties.strength[at]!];
  if (partner !== to) bind(sim, to, partner, kind, strength);
}

/** Moves a tie from one household to another. */
function passOn(sim: Simulation, from: number, slot: number, to: number): void {
  const { ties } = sim;
  const at = from * TIE_SLOTS + slot;
  const partner = ties.partner[at]!;
  const strength = ties.strength[at]!;
  const kind = ties.label[at]! & 7;
  disconnect(ties, from, slot);
  if (partner === to) return;
  const known = tied(ties, to, partner);
  if (known < 0) bind(sim, to, partner, kind, strength);
  else if (strength > ties.strength[to * TIE_SLOTS + known]!) {
    ties.strength[to * TIE_SLOTS + known] = strength;
    ties.strength[partner * TIE_SLOTS + tied(ties, partner, to)] = strength;
  }
}
