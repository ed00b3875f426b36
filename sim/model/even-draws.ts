/**
 * Even draws of the founders of a place: the n-th of a kind has frac(shift + n step), so that shares among
 * those of a kind are met far better than by chance (Kronecker sequences). Steps are square roots of primes,
 * which no ratio ties to one another; shifts are keyed by place and kind, so each draw is uniform.
 */
import { hash, type Key, uniform } from "../core/random.ts";

/** What is drawn evenly, each with a step of its own. */
export const EVEN = { band: 0, age: 1, composition: 2, size: 3, work: 4, partnerWork: 5, job: 6 } as const;
const STEPS = [2, 3, 5, 7, 11, 13, 17].map((prime) => Math.sqrt(prime));
/** Kinds among whom something is drawn, at most. */
const KINDS = 8;

/** Where the sequences of a place have come to. */
export type EvenDraws = Float64Array;

/** The sequences of a place at their starts. @param key of founders of places */
export function evenDraws(key: Key, place: number): EvenDraws {
  return Float64Array.from({ length: STEPS.length * KINDS }, (_, at) =>
    uniform(hash(key.k0, key.k1, place, at)),
  );
}

/** The next draw. @param what of `EVEN` @param kind among whom, 0 … 7 @returns 0 … 1, 1 left out */
export function evenDraw(draws: EvenDraws, what: number, kind: number): number {
  const at = what * KINDS + kind;
  const x = draws[at]!;
  const next = x + STEPS[what]!;
  draws[at] = next - Math.floor(next);
  return x;
}
