/** Rare events among many rows: gaps between them are drawn, so that those who have none cost nothing. */
import { invariant } from "../core/assert.ts";
import { geometricGap } from "../core/distributions.ts";
import { BLOCK, BLOCK_MASK, hash, hashEach, type Key } from "../core/random.ts";

const counters = new Uint32Array(BLOCK);
const draws = new Uint32Array(BLOCK);

/**
 * Those of `items` at which an event of a hazard is, in rising order. The gap before the first takes the
 * draw 0 of alternative 0, the later ones the draws 1, 2 … of `alternative`.
 * @param ln ln(1 - hazard)
 * @param out written @returns how many there are, at most its length
 */
export function drawGaps(key: Key, ln: number, items: number, alternative: number, out: Uint32Array): number {
  let count = 0;
  let at = geometricGap(hash(key.k0, key.k1, 0, 0), ln);
  for (let draw = 1; at < items; draw++) {
    invariant(count < out.length, "more events than the list takes");
    out[count++] = at;
    if (draw === 1 || (draw & BLOCK_MASK) === 0) drawAhead(key, draw, alternative);
    at += 1 + geometricGap(draws[draw & BLOCK_MASK]!, ln);
  }
  return count;
}

/** Makes the draws from one to the end of its block. */
function drawAhead({ k0, k1 }: Key, draw: number, alternative: number): void {
  const first = draw & ~BLOCK_MASK;
  for (let k = 0; k < BLOCK; k++) counters[k] = first + k;
  hashEach(k0, k1, counters, 0, BLOCK, alternative, draws);
}
