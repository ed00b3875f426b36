/** Draws of founders, many at once: rows of a block are the counters. */
import { BLOCK, hashEach, type Key } from "../core/random.ts";

/** Rows of a block, and some draws of each. */
const rows = new Uint32Array(BLOCK);
const draws = Array.from({ length: 4 }, () => new Uint32Array(BLOCK));

/**
 * The k-th draws of founders from … to - 1, at most BLOCK of them.
 * @param buffer 0 … 3: draws in one stand until it is filled again
 * @returns that of row i at i - from
 */
export function drawFounders(
  { k0, k1 }: Key,
  k: number,
  from: number,
  to: number,
  buffer: number,
): Uint32Array {
  const out = draws[buffer] as Uint32Array;
  for (let i = from; i < to; i++) rows[i - from] = i;
  hashEach(k0, k1, rows, 0, to - from, k, out);
  return out;
}
