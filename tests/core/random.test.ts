/**
 * Keyed chance: published known answers, and uniformity at a stated false-alarm rate. The draws are fixed,
 * so a test that passes once passes always; the rate is that of a right generator failing at first sight.
 */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deriveKey, hash, hashEach, hashPair, uniform } from "../../sim/core/random.ts";
import { ALLOWED_DISTANCE, DRAWS, distance } from "./distance.ts";

const pair = (k0: number, k1: number, c0: number, c1: number): string => {
  const out = new Uint32Array(2);
  hashPair(k0, k1, c0, c1, out);
  return Array.from(out, (word) => word.toString(16).padStart(8, "0")).join(" ");
};

describe("Threefry2x32-20", () => {
  test("gives the known answers published with Random123", () => {
    expect(pair(0, 0, 0, 0)).toBe("6b200159 99ba4efe");
    expect(pair(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff)).toBe("1cb996fc bb002be7");
    expect(pair(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3)).toBe("c4923a9c 483df7a0");
  });

  test("equals the twin written from the paper, for every key and counter", () => {
    const word = fc.oneof(fc.nat(0xffffffff), fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff));
    fc.assert(
      fc.property(word, word, word, word, (k0, k1, c0, c1) => {
        const twin = threefry(k0, k1, c0, c1);
        expect(hash(k0, k1, c0, c1)).toBe(twin[0]);
        expect(deriveKey({ k0, k1 }, c0, c1)).toEqual({ k0: twin[0], k1: twin[1] });
        // Signed words, as bit operations leave them, are the same words.
        expect(hash(k0 | 0, k1 | 0, c0 | 0, c1 | 0)).toBe(twin[0]);
      }),
    );
  });

  test("of many at once gives what it gives one by one", () => {
    const out = new Uint32Array(5);
    const counters = Uint32Array.of(0, 7, 0x7fffffff, 0xffffffff, 3, 9);
    hashEach(11, 0xfedcba98, counters, 1, 4, 5, out);
    for (let i = 0; i < 4; i++) expect(out[i]).toBe(hash(11, 0xfedcba98, counters[1 + i]!, 5));
    expect(out[4]).toBe(0);
  });
});

/** The paper's Threefry2x32: loop, rotation table, key injected every four rounds. */
function threefry(k0: number, k1: number, c0: number, c1: number): readonly [number, number] {
  const rotations = [13, 15, 26, 6, 17, 29, 16, 24];
  const key = [k0, k1, (0x1bd11bda ^ k0 ^ k1) >>> 0];
  let x = BigInt.asUintN(32, BigInt(c0) + BigInt(k0));
  let y = BigInt.asUintN(32, BigInt(c1) + BigInt(k1));
  for (let round = 0; round < 20; round++) {
    const by = BigInt(rotations[round % 8] ?? 0);
    x = BigInt.asUintN(32, x + y);
    y = BigInt.asUintN(32, (y << by) | (y >> (32n - by))) ^ x;
    if (round % 4 < 3) continue;
    const turn = (round + 1) / 4;
    x = BigInt.asUintN(32, x + BigInt(key[turn % 3] ?? 0));
    y = BigInt.asUintN(32, y + BigInt(key[(turn + 1) % 3] ?? 0) + BigInt(turn));
  }
  return [Number(x), Number(y)];
}

describe("draws are uniform", () => {
  test.each([
    ["counter", (i: number) => hash(1, 2, i, 0)],
    ["second counter word", (i: number) => hash(1, 2, 3, i)],
    ["key", (i: number) => hash(i, 2, 3, 0)],
    ["second key word", (i: number) => hash(1, i, 3, 0)],
    ["month of a derived key", (i: number) => hash(deriveKey({ k0: 1, k1: 2 }, 6, i).k0, 9, 0, 0)],
  ])("as the %s counts upward (false alarm 1e-6)", (_name, draw) => {
    const values = Float64Array.from({ length: DRAWS }, (_, i) => uniform(draw(i)));
    expect(distance(values, (x) => x)).toBeLessThan(ALLOWED_DISTANCE);
  });

  test("and neighbours independent: pairs fill a grid of 512 x 512 evenly (false alarm 1e-6)", () => {
    const cells = new Uint32Array(512 * 512);
    const n = 16 * cells.length;
    const draws = new Uint32Array(512);
    const counters = Uint32Array.from(draws, (_, at) => at);
    for (let i = 0; i < n; i += 256) {
      hashEach(3, i, counters, 0, 512, 0, draws);
      for (let j = 0; j < 512; j += 2) cells[((draws[j]! >>> 23) << 9) | (draws[j + 1]! >>> 23)]! += 1;
    }
    let chiSquare = 0;
    for (const count of cells) chiSquare += ((count - 16) * (count - 16)) / 16;
    const degrees = cells.length - 1;
    expect(Math.abs(chiSquare - degrees) / Math.sqrt(2 * degrees)).toBeLessThan(4.9);
  });

  test("and one bit of key or counter turns every output bit half of the time (false alarm 1e-6)", () => {
    const trials = 1000;
    let worst = 0;
    for (let bit = 0; bit < 128; bit++) {
      const turned = new Uint32Array(32);
      for (let i = 0; i < trials; i++) {
        const words = [i, 77, hash(9, 9, i, 0), 5];
        const before = hash(words[0]!, words[1]!, words[2]!, words[3]!);
        words[bit >> 5]! ^= 1 << (bit & 31);
        const change = before ^ hash(words[0]!, words[1]!, words[2]!, words[3]!);
        for (let b = 0; b < 32; b++) turned[b]! += (change >>> b) & 1;
      }
      for (const count of turned) worst = Math.max(worst, Math.abs(count - trials / 2));
    }
    // Hoeffding: 4096 counts, each beyond d with probability at most 2 exp(-2 d^2 / trials).
    expect(worst).toBeLessThan(Math.sqrt((Math.log((2 * 4096) / 1e-6) * trials) / 2));
  });
});

test("a uniform number is never 0 or 1", () => {
  expect(uniform(0)).toBe(1.1641532182693481e-10);
  expect(uniform(0xffffffff)).toBe(1 - 1.1641532182693481e-10);
});
