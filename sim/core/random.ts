/**
 * Keyed chance (section 3 of the ODD): a draw is a pure function of key and counter, nothing remembers.
 * Threefry2x32 with 20 rounds: 32-bit adds, rotations and exclusive ors only, so the same bits everywhere.
 * @source Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.2
 */

/** Key of a family of draws: two words of 32 bits. */
export interface Key {
  readonly k0: number;
  readonly k1: number;
}

/** Parity constant of the Threefish key schedule. */
const PARITY = 0x1bd11bda;

/** Where `rounds` leaves its second word: a pair cannot be returned without an allocation. */
const secondWord = new Int32Array(1);

/**
 * First word [u32] of Threefry2x32-20 under the key (k0, k1) at the counter (c0, c1); all four are read
 * modulo 2^32. A thin shell, which is inlined: numbers cross the call as small integers, unboxed.
 */
export function hash(k0: number, k1: number, c0: number, c1: number): number {
  return rounds(k0 | 0, k1 | 0, c0 | 0, c1 | 0) >>> 0;
}

/**
 * Both words of Threefry2x32-20 under the key (k0, k1) at the counter (c0, c1).
 * @param out written: the two words [u32], length at least 2
 */
export function hashPair(k0: number, k1: number, c0: number, c1: number, out: Uint32Array): void {
  out[0] = rounds(k0 | 0, k1 | 0, c0 | 0, c1 | 0);
  out[1] = secondWord[0]!;
}

/** The key of a member of a family: for example (run key; stream, month). Distinct (a, b), distinct keys. */
export function deriveKey(key: Key, a: number, b: number): Key {
  const k0 = hash(key.k0, key.k1, a, b);
  return { k0, k1: secondWord[0]! >>> 0 };
}

/** Uniform number in (0, 1), never 0 or 1, from 32 bits: (bits + 1/2) / 2^32, exact. */
export function uniform(bits: number): number {
  return (bits + 0.5) * 2.3283064365386963e-10;
}

/** The twenty rounds, written out; returns the first word as signed integer, second in `secondWord`. */
function rounds(k0: number, k1: number, c0: number, c1: number): number {
  const k2 = PARITY ^ k0 ^ k1;
  let x = (c0 + k0) | 0;
  let y = (c1 + k1) | 0;
  x = (x + y) | 0;
  y = ((y << 13) | (y >>> 19)) ^ x;
  x = (x + y) | 0;
  y = ((y << 15) | (y >>> 17)) ^ x;
  x = (x + y) | 0;
  y = ((y << 26) | (y >>> 6)) ^ x;
  x = (x + y) | 0;
  y = ((y << 6) | (y >>> 26)) ^ x;
  x = (x + k1) | 0;
  y = (y + k2 + 1) | 0;
  x = (x + y) | 0;
  y = ((y << 17) | (y >>> 15)) ^ x;
  x = (x + y) | 0;
  y = ((y << 29) | (y >>> 3)) ^ x;
  x = (x + y) | 0;
  y = ((y << 16) | (y >>> 16)) ^ x;
  x = (x + y) | 0;
  y = ((y << 24) | (y >>> 8)) ^ x;
  x = (x + k2) | 0;
  y = (y + k0 + 2) | 0;
  x = (x + y) | 0;
  y = ((y << 13) | (y >>> 19)) ^ x;
  x = (x + y) | 0;
  y = ((y << 15) | (y >>> 17)) ^ x;
  x = (x + y) | 0;
  y = ((y << 26) | (y >>> 6)) ^ x;
  x = (x + y) | 0;
  y = ((y << 6) | (y >>> 26)) ^ x;
  x = (x + k0) | 0;
  y = (y + k1 + 3) | 0;
  x = (x + y) | 0;
  y = ((y << 17) | (y >>> 15)) ^ x;
  x = (x + y) | 0;
  y = ((y << 29) | (y >>> 3)) ^ x;
  x = (x + y) | 0;
  y = ((y << 16) | (y >>> 16)) ^ x;
  x = (x + y) | 0;
  y = ((y << 24) | (y >>> 8)) ^ x;
  x = (x + k1) | 0;
  y = (y + k2 + 4) | 0;
  x = (x + y) | 0;
  y = ((y << 13) | (y >>> 19)) ^ x;
  x = (x + y) | 0;
  y = ((y << 15) | (y >>> 17)) ^ x;
  x = (x + y) | 0;
  y = ((y << 26) | (y >>> 6)) ^ x;
  x = (x + y) | 0;
  y = ((y << 6) | (y >>> 26)) ^ x;
  secondWord[0] = y + k0 + 5;
  return (x + k2) | 0;
}
