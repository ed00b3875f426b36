/**
 * Keyed lotteries for dwellings, one for each place and tenure (ODD 3, 7.9): where bids exceed the
 * dwellings listed, the lowest keyed tickets win, ties by the order of the bids.
 */

/** Buffers for lotteries over up to `bids` bids on `lots` lots. */
export interface Lottery {
  readonly start: Uint32Array;
  readonly order: Uint32Array;
  readonly rank: Float64Array;
}

/** Makes the buffers. @param bids most bids @param lots number of lots */
export function makeLottery(bids: number, lots: number): Lottery {
  return { start: new Uint32Array(lots + 1), order: new Uint32Array(bids), rank: new Float64Array(bids) };
}

/**
 * Settles all lots.
 * @param count bids
 * @param lot lot of each bid
 * @param ticket keyed draw [u32] of each bid
 * @param capacity whole dwellings of each lot
 * @param won out: 1 for winners, 0 for losers
 */
export function settleLottery(
  lottery: Lottery,
  count: number,
  lot: Uint32Array,
  ticket: Uint32Array,
  capacity: Float64Array,
  won: Uint8Array,
): void {
  const { start, order } = lottery;
  start.fill(0);
  for (let b = 0; b < count; b++) start[lot[b]! + 1]!++;
  for (let l = 1; l < start.length; l++) start[l]! += start[l - 1]!;
  for (let b = count - 1; b >= 0; b--) order[--start[lot[b]! + 1]!] = b;
  for (let l = 0; l + 1 < start.length; l++) {
    const first = start[l + 1]!;
    const end = l + 2 < start.length ? start[l + 2]! : count;
    if (end > first) settleLot(lottery, first, end, ticket, capacity[l]!, won);
  }
}

function settleLot(
  lottery: Lottery,
  first: number,
  end: number,
  ticket: Uint32Array,
  capacity: number,
  won: Uint8Array,
): void {
  const { order, rank } = lottery;
  const bids = end - first;
  if (bids <= capacity) {
    for (let at = first; at < end; at++) won[order[at]!] = 1;
    return;
  }
  for (let k = 0; k < bids; k++) rank[k] = ticket[order[first + k]!]! * 2097152 + k;
  rank.subarray(0, bids).sort();
  for (let k = 0; k < bids; k++) {
    const at = order[first + (rank[k]! % 2097152)]!;
    won[at] = k < capacity ? 1 : 0;
  }
}
