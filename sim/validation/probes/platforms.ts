/** F16: who is on the largest platform only because the others are, and what interoperability changes. */
import { TIE_SLOTS } from "../../core/ties.ts";
import { ownWorthOf, SETS } from "../../model/platforms.ts";
import { PLATFORM_COUNT, type Simulation } from "../../model/state.ts";
import { householdRows } from "../rows.ts";

/** Bit of giant A in a set of platforms. */
const BIT_A = 1;

/** Users of giant A among all who have any platform [%]. */
export function gatekeeperShare(sim: Simulation): number {
  const { users, market } = sim.platforms.data;
  let [using, all] = [0, 0];
  for (let first = 0; first < users.length; first += PLATFORM_COUNT) {
    using += users[first]!;
    all += market[first]!;
  }
  return (100 * using) / all;
}

/**
 * Users of giant A who would ask pay to leave it alone, and yet are better off if it were gone for everybody
 * [%]. Worth of a set S: own worth of its platforms - eta (ties that are on some platform, but none of S), so
 * that to be absent from where one's ties are is the cost; where A is gone all keep their other platforms.
 */
export function trappedShare(sim: Simulation): number {
  const { platforms } = sim.households.data;
  let [trapped, users] = [0, 0];
  for (const i of householdRows(sim)) {
    if ((platforms[i]! & BIT_A) === 0) continue;
    users++;
    const own = Array.from({ length: PLATFORM_COUNT }, (_, k) => ownWorthOf(sim, i, k));
    const now = bestWorth(sim, i, own, SETS - 1, SETS - 1);
    const alone = bestWorth(sim, i, own, SETS - 1 - BIT_A, SETS - 1);
    const gone = bestWorth(sim, i, own, SETS - 1 - BIT_A, SETS - 1 - BIT_A);
    if (alone < now && gone > now) trapped++;
  }
  return (100 * trapped) / users;
}

/** Worth of the best set out of those that are open to one, among ties who have those that exist. */
function bestWorth(
  sim: Simulation,
  i: number,
  own: readonly number[],
  open: number,
  existing: number,
): number {
  const { partner, count } = sim.ties;
  const { platforms } = sim.households.data;
  const first = i * TIE_SLOTS;
  const each = sim.parameters.platformTies / Math.max(1, count[i]!);
  let best = Number.NEGATIVE_INFINITY;
  for (let set = 0; set < SETS; set++) {
    if ((set & ~open) !== 0) continue;
    let value = own.reduce((sum, worth, k) => sum + (((set >> k) & 1) === 1 ? worth : 0), 0);
    for (let at = first; at < first + count[i]!; at++) {
      const theirs = platforms[partner[at]!]! & existing;
      if (theirs !== 0 && (theirs & set) === 0) value -= each;
    }
    best = Math.max(best, value);
  }
  return best;
}
