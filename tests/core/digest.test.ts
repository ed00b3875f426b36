/** Digests: the published algorithm, sensitive to one bit, indifferent to where the bytes lie. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, attach, bytesOf } from "../../sim/core/columns.ts";
import { combineDigests, digestBytes, digestColumns, digestPieces } from "../../sim/core/digest.ts";
import { hash } from "../../sim/core/random.ts";

const bytesFrom = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => hash(1, 2, i, 3));

/** The 16 bytes a digest stands for, in the order of the published algorithm. */
function bytesOfDigest(digest: string): number[] {
  const words = digest.match(/.{8}/g) ?? [];
  return words.flatMap((word) => [3, 2, 1, 0].map((i) => Number.parseInt(word.slice(2 * i, 2 * i + 2), 16)));
}

describe("digestBytes", () => {
  test("is MurmurHash3_x86_128: digests of 256 keys digest to the published verification value", () => {
    const all: number[] = [];
    for (let n = 0; n < 256; n++) {
      all.push(
        ...bytesOfDigest(
          digestBytes(
            Uint8Array.from({ length: n }, (_, i) => i),
            256 - n,
          ),
        ),
      );
    }
    expect(digestBytes(Uint8Array.from(all)).slice(0, 8)).toBe("b3ece62a");
  });

  test("gives the digests it gave when first written", () => {
    expect(digestBytes(new Uint8Array(0))).toBe("00000000000000000000000000000000");
    expect(digestBytes(new Uint8Array(1))).toBe("88c4adec54d201b954d201b954d201b9");
    expect(digestBytes(bytesFrom(1000))).toBe("ebd2cc36bfe1658dea5affbe0384b03f");
  });

  test("changes with every single bit, about half of its own bits each time", () => {
    for (const length of [1, 15, 16, 17, 64, 100]) {
      const bytes = bytesFrom(length);
      const seen = new Set([digestBytes(bytes)]);
      const before = BigInt(`0x${digestBytes(bytes)}`);
      for (let bit = 0; bit < 8 * length; bit++) {
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        const digest = digestBytes(bytes);
        const turned = (BigInt(`0x${digest}`) ^ before).toString(2).replaceAll("0", "").length;
        expect(turned).toBeGreaterThan(24);
        expect(turned).toBeLessThan(104);
        seen.add(digest);
        bytes[bit >> 3]! ^= 1 << (bit & 7);
      }
      expect(seen.size).toBe(8 * length + 1);
    }
  });

  test("changes with the length, also when only zeros are added", () => {
    const seen = new Set(Array.from({ length: 200 }, (_, n) => digestBytes(new Uint8Array(n))));
    expect(seen.size).toBe(200);
  });

  test("does not depend on where in memory the bytes begin", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), fc.nat(20), (bytes, offset) => {
        const moved = new Uint8Array(bytes.length + offset + 5).fill(255);
        moved.set(bytes, offset);
        expect(digestBytes(moved.subarray(offset, offset + bytes.length))).toBe(digestBytes(bytes));
      }),
    );
  });
});

describe("digests of a state", () => {
  const schema = {
    rent: { type: "f64", unit: "EUR/month", range: [0, 1e5], meaning: "contract rent" },
    place: { type: "u16", unit: "index", range: [0, 572], meaning: "place of residence" },
  } as const;

  test("a column's digest moves with its own values only", () => {
    const columns = allocate(schema, 100);
    const before = digestColumns(columns);
    columns.data.place[99] = 1;
    const after = digestColumns(columns);
    expect(after.rent).toBe(before.rent);
    expect(after.place).not.toBe(before.place);
  });

  test("shared and own memory with the same values have the same digests", () => {
    const own = allocate(schema, 10);
    const shared = attach(schema, 10, new SharedArrayBuffer(bytesOf(schema, 10)));
    for (const columns of [own, shared]) columns.data.rent.fill(1 / 3);
    expect(digestColumns(shared)).toEqual(digestColumns(own));
  });

  test("the digest of all does not depend on their order, but on every name and value", () => {
    const all = combineDigests({ rent: "aa", place: "bb" });
    expect(combineDigests({ place: "bb", rent: "aa" })).toBe(all);
    expect(all).toBe("187e726df5f2ec5fd0801c0e7ec8e7d3");
    // U+0161 and U+0061 differ in their upper byte only.
    expect(combineDigests({ "\u0161": "aa" })).not.toBe(combineDigests({ a: "aa" }));
    const others = [
      { rent: "ab", place: "bb" },
      { rents: "aa", place: "bb" },
      { rent: "bb", place: "aa" },
      {},
    ];
    for (const other of others) expect(combineDigests(other as Record<string, string>)).not.toBe(all);
  });

  test("of pieces is that of all their bytes", () => {
    const bytes = Uint8Array.from({ length: 1003 }, (_, k) => (k * 37) & 255);
    for (const size of [16, 160, 992, 1008]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, k) =>
        bytes.subarray(k * size, (k + 1) * size),
      );
      expect(digestPieces(pieces, 7), `${size} bytes`).toBe(digestBytes(bytes, 7));
    }
  });
});
