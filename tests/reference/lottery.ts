/** Naive twin of sim/model/lottery.ts: one lot after the other, its bids sorted, the first ones win. */

/** A bid on a lot with a keyed ticket. */
export interface Bid {
  readonly lot: number;
  readonly ticket: number;
}

/** Whether each bid wins: lowest tickets first, ties by the order of the bids. @param capacity by lot */
export function naiveLottery(bids: readonly Bid[], capacity: readonly number[]): boolean[] {
  const won = bids.map(() => false);
  capacity.forEach((dwellings, lot) => {
    const here = bids.map((bid, at) => ({ ...bid, at })).filter((bid) => bid.lot === lot);
    here.sort((a, b) => a.ticket - b.ticket || a.at - b.at);
    for (const bid of here.slice(0, dwellings)) won[bid.at] = true;
  });
  return won;
}
