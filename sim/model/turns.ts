/**
 * Slow sums in turns: blocks of households are counted once a year, a twelfth of them each month,
 * and a place keeps the sums of each turn. Where nothing changes, neither do the sums.
 */

/** Turns: months after which a household is counted again. */
export const TURNS = 12;
/** Households side by side in one turn, so that a turn reads whole pieces of memory. */
export const TURN_BLOCK = 64;

/** Turn of a month. @param month from 2019-01, may be negative */
export function turnOf(month: number): number {
  return ((month % TURNS) + TURNS) % TURNS;
}

/** First row whose turn it is. @param from a row at which a turn begins @param turns number of turns */
export function firstInTurn(from: number, turn: number, turns: number): number {
  return from + ((((turn - from / TURN_BLOCK) % turns) + turns) % turns) * TURN_BLOCK;
}

/** First household, from a block on, whose turn it is. @param from a multiple of TURN_BLOCK */
export function firstOfTurn(from: number, turn: number): number {
  const block = from / TURN_BLOCK;
  return from + ((turn - (block % TURNS) + TURNS) % TURNS) * TURN_BLOCK;
}

/** Sum of all turns of a place, in their order. */
export function allTurns(column: { readonly [at: number]: number }, place: number): number {
  let sum = 0;
  for (let at = place * TURNS; at < (place + 1) * TURNS; at++) sum += column[at]!;
  return sum;
}
