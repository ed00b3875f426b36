/** Close ties of a run: how they thin out with distance, and how many last (F04, C05, C10). */
import { exp, log, pow } from "../core/math.ts";
import { TIE_SLOTS } from "../core/ties.ts";
import { EMPTY, ONLINE, type Simulation } from "../model/state.ts";
import { DISTANCE_STEPS, stepKm } from "../model/tie-labels.ts";
import { leastSquares } from "./least-squares.ts";

/**
 * Distances of the slope [km]: nearer ones lie within a zone, where they are a mean; C11 was found in
 * Belgium, which is no wider. Steps with fewer ties say nothing.
 */
const SLOPE_KM = [4, 250] as const;
const LEAST_TIES = 10;
/** Distance from which online ties are looked at: nearer ones follow the places where people live [km]. */
const FAR_KM = 50;
/** Exponents tried for the part of online ties that falls with distance. */
const DECAYS = Array.from({ length: 31 }, (_, k) => 1 + k / 10);
const MIXTURE_ROUNDS = 200;

/** Ties and pairs of households by step of distance. */
interface Steps {
  readonly met: Float64Array;
  readonly online: Float64Array;
  /** Pairs of households of one country, tied or not. */
  readonly pairs: Float64Array;
}

/**
 * Slope of ln(ties / pairs) on ln(km), without those made online, of which C11 knows none; and of those the
 * share that distance does not thin [share].
 */
export function tieDistances(sim: Simulation): { readonly slope: number; readonly free: number } {
  const steps = countSteps(sim);
  const x: number[] = [];
  const y: number[] = [];
  for (let step = 0; step < DISTANCE_STEPS; step++) {
    const km = stepKm(step);
    if (km < SLOPE_KM[0] || km > SLOPE_KM[1] || steps.met[step]! < LEAST_TIES) continue;
    x.push(log(km));
    y.push(log(steps.met[step]! / steps.pairs[step]!));
  }
  const [, slope = Number.NaN] = leastSquares(
    x.map((each) => [1, each]),
    y,
  );
  return { slope, free: freeShare(steps.online, steps.pairs) };
}

function countSteps(sim: Simulation): Steps {
  const make = () => new Float64Array(DISTANCE_STEPS);
  const steps: Steps = { met: make(), online: make(), pairs: make() };
  const { label, count } = sim.ties;
  const { status } = sim.households.data;
  for (let i = 0; i < sim.households.rows; i++) {
    if (status[i] === EMPTY) continue;
    for (let at = i * TIE_SLOTS; at < i * TIE_SLOTS + count[i]!; at++) {
      const step = label[at]! >> 3;
      const kind = (label[at]! & 7) === ONLINE ? steps.online : steps.met;
      kind[step]! += 0.5;
    }
  }
  countPairs(sim, steps.pairs);
  return steps;
}

function countPairs(sim: Simulation, pairs: Float64Array): void {
  const { households } = sim.places.data;
  const { country } = sim.input.places;
  const { pairStep } = sim.workspace;
  const n = households.length;
  for (let j = 0; j < n; j++) {
    const here = households[j]!;
    pairs[pairStep[j * n + j]!]! += (here * (here - 1)) / 2;
    for (let k = 0; k < j; k++) {
      if (country[j] === country[k]) pairs[pairStep[j * n + k]!]! += here * households[k]!;
    }
  }
}

/**
 * Share of ties that distance does not thin, as Liben-Nowell et al. (2005) find it: far away the chance of a
 * tie no longer falls, and what it stays at holds for all pairs. Beyond 50 km ties are a mixture of those
 * drawn from all pairs and of those that fall with a power of distance; share and power are the most likely.
 * @param ties by step of distance
 * @param pairs households that could be tied, by step
 */
export function freeShare(ties: Float64Array, pairs: Float64Array): number {
  const beyond = (counts: Float64Array) => counts.map((count, step) => (stepKm(step) >= FAR_KM ? count : 0));
  const [farTies, farPairs] = [beyond(ties), beyond(pairs)];
  const free = shapeOf(farPairs, () => 1);
  let best = Number.NEGATIVE_INFINITY;
  let found = Number.NaN;
  for (const decay of DECAYS) {
    const thinned = shapeOf(farPairs, (step) => pow(stepKm(step), -decay));
    const share = mixtureShare(farTies, free, thinned);
    let likelihood = 0;
    for (const [step, count] of farTies.entries()) {
      const density = share * free[step]! + (1 - share) * thinned[step]!;
      if (count > 0) likelihood += count * log(Math.max(1e-12, density));
    }
    if (likelihood > best) [best, found] = [likelihood, share];
  }
  return (found * sumOf(farTies) * sumOf(pairs)) / (sumOf(farPairs) * sumOf(ties));
}

function shapeOf(pairs: Float64Array, weight: (step: number) => number): Float64Array {
  const shape = pairs.map((count, step) => count * weight(step));
  const sum = sumOf(shape);
  return shape.map((each) => each / sum);
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, each) => sum + each, 0);
}

/** Share of the first shape in a mixture of two, by expectation and maximisation. */
function mixtureShare(ties: Float64Array, first: Float64Array, second: Float64Array): number {
  const all = sumOf(ties);
  if (all === 0) return Number.NaN;
  let share = 0.5;
  for (let round = 0; round < MIXTURE_ROUNDS; round++) {
    let expected = 0;
    for (let step = 0; step < ties.length; step++) {
      const part = share * first[step]!;
      const whole = part + (1 - share) * second[step]!;
      if (whole > 0) expected += (ties[step]! * part) / whole;
    }
    share = expected / all;
  }
  return share;
}

/** Close ties of a month, by the ids of both households. */
export type TieRecord = ReadonlyMap<number, readonly number[]>;

/** Remembers who is tied to whom. @param strongest so many ties of a household at most */
export function recordTies(sim: Simulation, strongest: number = TIE_SLOTS): TieRecord {
  const { partner, strength, count } = sim.ties;
  const { id, status } = sim.households.data;
  const record = new Map<number, number[]>();
  for (let i = 0; i < sim.households.rows; i++) {
    if (status[i] === EMPTY) continue;
    const slots = Array.from({ length: count[i]! }, (_, slot) => i * TIE_SLOTS + slot);
    if (strongest < slots.length) slots.sort((a, b) => strength[b]! - strength[a]!);
    record.set(
      id[i]!,
      slots.slice(0, strongest).map((at) => id[partner[at]!]!),
    );
  }
  return record;
}

/**
 * Ties of a record between households that are both still there, and the part of them that has gone since:
 * a yearly loss that would take as many by now [%/year].
 */
export function yearlyTieLoss(before: TieRecord, after: TieRecord, months: number): number {
  let there = 0;
  let kept = 0;
  for (const [id, others] of before) {
    const now = after.get(id);
    if (now === undefined) continue;
    for (const other of others) {
      if (!after.has(other)) continue;
      there++;
      if (now.includes(other)) kept++;
    }
  }
  return 100 * (1 - exp((12 / months) * log(kept / there)));
}
