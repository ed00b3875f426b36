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

/** Where the words of a single draw are left: a pair cannot be returned without an allocation. */
const first = new Uint32Array(1);
const second = new Uint32Array(1);
/** Counter of a single draw. */
const counter = new Uint32Array(1);

/**
 * First word [u32] of Threefry2x32-20 under the key (k0, k1) at the counter (c0, c1); all four are read
 * modulo 2^32. A thin shell around the rounds, which is inlined; small integers cross the call unboxed.
 */
export function hash(k0: number, k1: number, c0: number, c1: number): number {
  counter[0] = c0;
  hashEach(k0 | 0, k1 | 0, counter, 0, 1, c1 | 0, first);
  return first[0]!;
}

/**
 * Both words of Threefry2x32-20 under the key (k0, k1) at the counter (c0, c1).
 * @param out written: the two words [u32], length at least 2
 */
export function hashPair(k0: number, k1: number, c0: number, c1: number, out: Uint32Array): void {
  out[0] = hash(k0, k1, c0, c1);
  out[1] = second[0]!;
}

/** The key of a member of a family: for example (run key; stream, month). Distinct (a, b), distinct keys. */
export function deriveKey(key: Key, a: number, b: number): Key {
  const k0 = hash(key.k0, key.k1, a, b);
  return { k0, k1: second[0]! };
}

/** Length of the buffers in which many draw at once; place of a draw in them: i & BLOCK_MASK. */
export const BLOCK = 1024;
export const BLOCK_MASK = BLOCK - 1;

/** Draws of the block of counters that begins at `at`; that of counters[i] is then out[i & BLOCK_MASK]. */
export function hashBlock(k0: number, k1: number, counters: Uint32Array, at: number, out: Uint32Array): void {
  hashEach(k0, k1, counters, at, Math.min(BLOCK, counters.length - at), 0, out);
}

/** Uniform number in (0, 1), never 0 or 1, from 32 bits: (bits + 1/2) / 2^32, exact. */
export function uniform(bits: number): number {
  return (bits + 0.5) * 2.3283064365386963e-10;
}

/**
 * First words of the draws of many: out[i] = hash(k0, k1, counters[from + i], c1) for i = 0 ... count - 1, at
 * a third of the time of single ones. The twenty rounds are written out.
 * @param counters first counter words [u32], such as identities
 * @param count number of draws, at most the length of `out`
 * @param out written: `count` words [u32]
 */
export function hashEach(
  k0: number,
  k1: number,
  counters: Uint32Array,
  from: number,
  count: number,
  c1: number,
  out: Uint32Array,
): void {
  const a = k0 | 0;
  const b = k1 | 0;
  const c = PARITY ^ a ^ b;
  const fixed = (c1 + b) | 0;
  for (let i = 0; i < count; i++) {
    let x = (counters[from + i]! + a) | 0;
    let y = fixed;
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + b) | 0;
    y = (y + c + 1) | 0;
    x = (x + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0;
    y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0;
    y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0;
    y = ((y << 24) | (y >>> 8)) ^ x;
    x = (x + c) | 0;
    y = (y + a + 2) | 0;
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + a) | 0;
    y = (y + b + 3) | 0;
    x = (x + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0;
    y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0;
    y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0;
    y = ((y << 24) | (y >>> 8)) ^ x;
    x = (x + b) | 0;
    y = (y + c + 4) | 0;
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    out[i] = (x + c) | 0;
    second[0] = (y + a + 5) | 0;
  }
}
