/** The text of a seed to the key of a run: the one place where a generator with memory is used. */
import seedrandom from "seedrandom";
import { digestBytes } from "../core/digest.ts";
import type { Key } from "../core/random.ts";

/**
 * Key of a run. seedrandom is given a digest of the text, because raw texts collide in it ('Ł' and
 * 'A' give the same stream).
 */
export function runKey(seed: string): Key {
  const generator = seedrandom(digestBytes(new TextEncoder().encode(seed)));
  return { k0: generator.int32() >>> 0, k1: generator.int32() >>> 0 };
}
