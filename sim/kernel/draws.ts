/** Keyed draws in SIMD: four Threefry2x32-20 side by side, as hashEach of core/random.ts. */

const PARITY: i32 = 0x1bd11bda;

function turned(word: v128, by: i32): v128 {
  return v128.or(i32x4.shl(word, by), i32x4.shr_u(word, 32 - by));
}

function mixed(x: v128, y: v128, by: i32): v128 {
  return v128.xor(turned(y, by), x);
}

/**
 * First words of the draws at the counters (counters[i], 0), i = 0 … count - 1.
 * @param out written up to the next multiple of four
 */
export function fillDraws(k0: i32, k1: i32, counters: usize, count: i32, out: usize): void {
  const a = i32x4.splat(k0);
  const b = i32x4.splat(k1);
  const c = i32x4.splat(PARITY ^ k0 ^ k1);
  const b1 = i32x4.splat((PARITY ^ k0 ^ k1) + 1);
  const a2 = i32x4.splat(k0 + 2);
  const b3 = i32x4.splat(k1 + 3);
  const c4 = i32x4.splat((PARITY ^ k0 ^ k1) + 4);
  for (let i = 0; i < count; i += 4) {
    let x = i32x4.add(v128.load(counters + ((<usize>i) << 2)), a);
    let y = b;
    x = i32x4.add(x, y);
    y = mixed(x, y, 13);
    x = i32x4.add(x, y);
    y = mixed(x, y, 15);
    x = i32x4.add(x, y);
    y = mixed(x, y, 26);
    x = i32x4.add(x, y);
    y = mixed(x, y, 6);
    x = i32x4.add(x, b);
    y = i32x4.add(y, b1);
    x = i32x4.add(x, y);
    y = mixed(x, y, 17);
    x = i32x4.add(x, y);
    y = mixed(x, y, 29);
    x = i32x4.add(x, y);
    y = mixed(x, y, 16);
    x = i32x4.add(x, y);
    y = mixed(x, y, 24);
    x = i32x4.add(x, c);
    y = i32x4.add(y, a2);
    x = i32x4.add(x, y);
    y = mixed(x, y, 13);
    x = i32x4.add(x, y);
    y = mixed(x, y, 15);
    x = i32x4.add(x, y);
    y = mixed(x, y, 26);
    x = i32x4.add(x, y);
    y = mixed(x, y, 6);
    x = i32x4.add(x, a);
    y = i32x4.add(y, b3);
    x = i32x4.add(x, y);
    y = mixed(x, y, 17);
    x = i32x4.add(x, y);
    y = mixed(x, y, 29);
    x = i32x4.add(x, y);
    y = mixed(x, y, 16);
    x = i32x4.add(x, y);
    y = mixed(x, y, 24);
    x = i32x4.add(x, b);
    y = i32x4.add(y, c4);
    x = i32x4.add(x, y);
    y = mixed(x, y, 13);
    x = i32x4.add(x, y);
    y = mixed(x, y, 15);
    x = i32x4.add(x, y);
    y = mixed(x, y, 26);
    x = i32x4.add(x, y);
    v128.store(out + ((<usize>i) << 2), i32x4.add(x, c));
  }
}
