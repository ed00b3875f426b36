/**
 * Who moved where in the last twelve months: net flows between areas, for the map. Counts are
 * simulated households; they become real ones where they leave.
 */
import { invariant } from "../core/assert.ts";
import { MAX_FLOWS } from "./protocol.ts";
import { MOST_PARTNERS, type Partner } from "./questions.ts";

/** Months over which moves are counted. */
export const FLOW_MONTHS = 12;

/** Residential moves of one month, by place index; `count` entries count. */
export interface Moves {
  readonly count: number;
  readonly origin: Uint16Array;
  readonly destination: Uint16Array;
}

/** Largest net flows, by falling size. */
export interface NetFlows {
  readonly from: Uint16Array;
  readonly to: Uint16Array;
  /** Real households. */
  readonly households: Float32Array;
}

export interface MoveHistory {
  /** Area of each place. */
  readonly areaOf: Uint16Array;
  readonly areas: number;
  /** Households that moved from area a to area b, at a * areas + b. */
  readonly between: Int32Array;
  /** Moves by month of the window as origin and destination in turn; the oldest is next to go. */
  readonly months: Uint16Array[];
}

/** History without moves. */
export function createMoveHistory(areaOf: Uint16Array, areas: number): MoveHistory {
  return {
    areaOf,
    areas,
    between: new Int32Array(areas * areas),
    months: [],
  };
}

/** Adds the moves of one more month; those of twelve months ago leave the window. */
export function recordMoves(history: MoveHistory, moves: Moves): void {
  const pairs = new Uint16Array(moves.count * 2);
  for (let i = 0; i < moves.count; i++) {
    pairs[2 * i] = moves.origin[i]!;
    pairs[2 * i + 1] = moves.destination[i]!;
  }
  history.months.push(pairs);
  count(history, pairs, 1);
  const oldest = history.months.length > FLOW_MONTHS ? history.months.shift() : undefined;
  if (oldest !== undefined) count(history, oldest, -1);
}

/** Adds `sign` for each move. */
function count(history: MoveHistory, pairs: Uint16Array, sign: 1 | -1): void {
  const { areaOf, areas, between } = history;
  for (let i = 0; i < pairs.length; i += 2) {
    const origin = pairs[i]!;
    const destination = pairs[i + 1]!;
    const from = areaOf[origin];
    const to = areaOf[destination];
    invariant(from !== undefined && to !== undefined, () => `move ${origin} to ${destination}`);
    if (from !== to) between[from * areas + to]! += sign;
  }
}

/**
 * The largest net flows of the window; equal ones in the order of their areas.
 * @param scale real households per simulated one
 */
export function netFlows(history: MoveHistory, scale: number): NetFlows {
  const { areas, between } = history;
  const smallest = smallestShown(history);
  const found: { from: number; to: number; net: number }[] = [];
  for (let a = 0; a < areas; a++) {
    for (let b = a + 1; b < areas; b++) {
      const net = between[a * areas + b]! - between[b * areas + a]!;
      if (net >= smallest) found.push({ from: a, to: b, net });
      else if (-net >= smallest) found.push({ from: b, to: a, net: -net });
    }
  }
  found.sort((p, q) => q.net - p.net || p.from - q.from || p.to - q.to);
  const shown = found.slice(0, MAX_FLOWS);
  return {
    from: Uint16Array.from(shown, ({ from }) => from),
    to: Uint16Array.from(shown, ({ to }) => to),
    households: Float32Array.from(shown, ({ net }) => net * scale),
  };
}

/** Moves between an area and the others in the window. */
export interface Partners {
  /** Months in the window. */
  readonly months: number;
  /** Real households that came, and that left. */
  readonly came: number;
  readonly went: number;
  readonly cameFrom: readonly Partner[];
  readonly wentTo: readonly Partner[];
}

/**
 * Who came to an area and who left it, with the largest partners.
 * @param scale real households per simulated one
 */
export function partnersOf(history: MoveHistory, area: number, scale: number): Partners {
  const { areas, between, months } = history;
  const others = Array.from({ length: areas }, (_, other) => other).filter((other) => other !== area);
  const largest = (size: (other: number) => number) => {
    const all = others.map((other) => ({ area: other, households: size(other) * scale }));
    const moved = all.filter(({ households }) => households > 0);
    moved.sort((a, b) => b.households - a.households || a.area - b.area);
    const total = moved.reduce((sum, { households }) => sum + households, 0);
    return { total, partners: moved.slice(0, MOST_PARTNERS) };
  };
  const came = largest((other) => between[other * areas + area] ?? 0);
  const went = largest((other) => between[area * areas + other] ?? 0);
  return {
    months: months.length,
    came: came.total,
    went: went.total,
    cameFrom: came.partners,
    wentTo: went.partners,
  };
}

const COUNTED = 1024;

/** Smallest net flow, at least 1, such that hardly more than MAX_FLOWS are as large: spares a long sort. */
function smallestShown(history: MoveHistory): number {
  const { areas, between } = history;
  const pairsBySize = new Int32Array(COUNTED + 1);
  for (let a = 0; a < areas; a++) {
    for (let b = a + 1; b < areas; b++) {
      const net = Math.abs(between[a * areas + b]! - between[b * areas + a]!);
      pairsBySize[Math.min(net, COUNTED)]!++;
    }
  }
  let pairs = 0;
  for (let size = COUNTED; size > 1; size--) {
    pairs += pairsBySize[size]!;
    if (pairs >= MAX_FLOWS) return size;
  }
  return 1;
}
