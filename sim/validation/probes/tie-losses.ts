/** F09: what is lost of ties in the year after a move to another urban area. */
import { TIE_SLOTS } from "../../core/ties.ts";
import { bridgeLoss } from "../../model/climate-terms.ts";
import { EMPTY, FRIEND, KIN, type Simulation } from "../../model/state.ts";

/** Alters of the inner circle: the strongest ties. */
const INNER = 5;

interface Kept {
  readonly lineage: number;
  readonly kind: number;
  readonly inner: boolean;
}

/** A household that has moved between areas: its ties then, and its weak ties nearby. */
export interface Leaver {
  readonly row: number;
  readonly lineage: number;
  readonly month: number;
  readonly ties: readonly Kept[];
  /** Weak ties afar beyond those that time online keeps up: what was left behind. */
  readonly bridges: number;
}

/** Those who moved to another area in the month that has just passed. */
export function leaversOf(sim: Simulation): Leaver[] {
  const { moves } = sim;
  const { area } = sim.input.places;
  const { id } = sim.households.data;
  const out: Leaver[] = [];
  for (let m = 0; m < moves.count; m++) {
    if (area[moves.origin[m]!] === area[moves.destination[m]!]) continue;
    const row = moves.household[m]!;
    out.push({
      row,
      lineage: id[row]!,
      month: sim.month,
      ties: tiesOf(sim, row),
      bridges: bridgesOf(sim, row),
    });
  }
  return out;
}

function tiesOf(sim: Simulation, row: number): Kept[] {
  const { ties } = sim;
  const { id } = sim.households.data;
  const slots = Array.from({ length: ties.count[row]! }, (_, slot) => row * TIE_SLOTS + slot);
  const ranked = slots.sort((a, b) => ties.strength[b]! - ties.strength[a]!);
  return ranked.map((at, rank) => {
    return { lineage: id[ties.partner[at]!]!, kind: ties.label[at]! & 7, inner: rank < INNER };
  });
}

/** Weak ties afar of a household beyond the number at which time online holds them. */
function bridgesOf(sim: Simulation, row: number): number {
  const { weakOnline, online } = sim.households.data;
  const { weakOnline: perHour, weakLoss } = sim.parameters;
  return weakOnline[row]! - (perHour * online[row]!) / (weakLoss * bridgeLoss(sim));
}

/** Parts of ties lost a year after the move [%]: inner circle, kin, friends, bridges. */
export function lossesAfterMoves(sim: Simulation, leavers: readonly Leaver[]) {
  const { id, status } = sim.households.data;
  const living = new Set(Array.from(id).filter((_, row) => status[row] !== EMPTY));
  const tally = { inner: [0, 0], kin: [0, 0], friends: [0, 0], bridges: [0, 0] };
  for (const { row, lineage, ties, bridges } of leavers) {
    if (id[row] !== lineage || status[row] === EMPTY) continue;
    tally.bridges[0]! += bridges;
    tally.bridges[1]! += bridges - bridgesOf(sim, row);
    const still = new Set(tiesOf(sim, row).map((each) => each.lineage));
    for (const tie of ties) {
      if (!living.has(tie.lineage)) continue;
      const lost = still.has(tie.lineage) ? 0 : 1;
      if (tie.inner) count(tally.inner, lost);
      if (tie.kind === KIN) count(tally.kin, lost);
      if (tie.kind === FRIEND) count(tally.friends, lost);
    }
  }
  const share = ([all = 0, lost = 0]: readonly number[]) => (100 * lost) / all;
  return {
    inner: share(tally.inner),
    kin: share(tally.kin),
    friends: share(tally.friends),
    bridges: share(tally.bridges),
  };
}

function count(tally: number[], lost: number): void {
  tally[0]! += 1;
  tally[1]! += lost;
}
