/**
 * Incomes after housing at which the second and the third third of households begin (ODD 7.13). Incomes are
 * noted as the bits of 32-bit numbers, whose order is that of the numbers, in memory that the month uses for
 * lists; three counts find the bits of the household at each cut, from the highest down.
 */
import { openSums, type SimulationPass, tallySums } from "../model/blocks.ts";
import { householdIncome } from "../model/searcher.ts";
import { EMPTY, type Simulation } from "../model/state.ts";
import { incomeAfterHousing } from "../model/wellbeing.ts";

/** Bits that the first count finds, and each of the two after it, which count for both cuts. */
const FIRST_BITS = 11;
const NEXT_BITS = 10;
const NEXT = 1024;
const SIZE = 2048;
/** Bits of a number that is no income: the row is empty. */
const NOBODY = 0xffffffff;

const counts = new Float64Array(SIZE);
const number = new Float32Array(1);
const bitsOfNumber = new Uint32Array(number.buffer);

/** Income after housing of each row as bits, valid after `findThirds`. */
export function incomeBits(sim: Simulation): Uint32Array {
  return sim.workspace.residents;
}

/** out: incomes of all rows; `workspace.incomeCuts`, the bits of the incomes at both cuts */
export function findThirds(sim: Simulation): void {
  const { incomeCuts: cuts } = sim.workspace;
  let shift = 31 - FIRST_BITS;
  let found = tallySums(sim, noteIncomes, SIZE);
  let live = 0;
  for (let bin = 0; bin < SIZE; bin++) live += found[bin]!;
  const rank = [Math.floor(live / 3), Math.floor((2 * live) / 3)];
  const cut = [0, 0];
  for (let k = 0; k < 2; k++) cut[k] = narrow(found, 0, SIZE, rank, k) << shift;
  while (shift > 0) {
    shift -= NEXT_BITS;
    cuts.set(cut);
    cuts[2] = shift;
    found = tallySums(sim, countIncomes, SIZE);
    for (let k = 0; k < 2; k++) cut[k]! += narrow(found, k * NEXT, NEXT, rank, k) << shift;
  }
  cuts.set(cut);
}

/** Bin in which the household of a rank is. out: rank[k], now among those of the bin */
function narrow(found: Float64Array, first: number, bins: number, rank: number[], k: number): number {
  let bin = 0;
  while (bin < bins - 1 && rank[k]! >= found[first + bin]!) rank[k]! -= found[first + bin++]!;
  return bin;
}

/** Notes the income of each row and counts incomes by their highest bits. */
function noteIncomes(sim: Simulation, from: number, to: number): void {
  const { status } = sim.households.data;
  const incomes = incomeBits(sim);
  const first = openSums(sim, from, SIZE);
  const [empty, nobody, shift] = [EMPTY, NOBODY, 31 - FIRST_BITS];
  counts.fill(0);
  for (let i = from; i < to; i++) {
    if (status[i] === empty) {
      incomes[i] = nobody;
      continue;
    }
    number[0] = incomeAfterHousing(sim, i, householdIncome(sim, i));
    const bits = bitsOfNumber[0]!;
    incomes[i] = bits;
    counts[bits >>> shift]!++;
  }
  sim.workspace.tally.set(counts, first);
}

/** Counts the incomes that are like a cut as far as it is known, by the bits that come next. */
function countIncomes(sim: Simulation, from: number, to: number): void {
  const incomes = incomeBits(sim);
  const [low = 0, high = 0, shift = 0] = sim.workspace.incomeCuts;
  const first = openSums(sim, from, SIZE);
  const known = shift + NEXT_BITS;
  const next = NEXT;
  counts.fill(0);
  for (let i = from; i < to; i++) {
    const bits = incomes[i]!;
    if (bits >>> known === low >>> known) counts[(bits >>> shift) & (next - 1)]!++;
    if (bits >>> known === high >>> known) counts[next + ((bits >>> shift) & (next - 1))]!++;
  }
  sim.workspace.tally.set(counts, first);
}

/** What threads do together. */
export const THIRD_PASSES: readonly SimulationPass[] = [noteIncomes, countIncomes];
