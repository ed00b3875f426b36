/**
 * Kernels in WebAssembly (sim/kernel), for passes that are slow in TypeScript. They work on the memory of the
 * simulation itself and give the same bits as the pass here.
 */
import { deriveKey } from "../core/random.ts";
import type { Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

/** Scratch of one thread, at the start of the memory [bytes]: terms, then what the kernel needs. */
export const KERNEL_SCRATCH = 8192;

/** What sim/kernel exports. */
export interface KernelExports {
  /** Does households from … to - 1; returns the number of ties that end. */
  readonly passTies: (from: number, to: number, scratch: number) => number;
}

/** The kernels of one thread, over the memory of one simulation. */
export interface Kernel extends KernelExports {
  /** Where the thread's scratch begins in the memory [bytes]; the same as numbers and as words. */
  readonly scratch: number;
  readonly numbers: Float64Array;
  readonly words: Uint32Array;
}

/** A thread's kernels. @param memory in which all arrays of the simulation lie @param thread 0 … */
export function kernelOn(exports: KernelExports, memory: ArrayBufferLike, thread: number): Kernel {
  const scratch = thread * KERNEL_SCRATCH;
  return {
    passTies: exports.passTies,
    scratch,
    numbers: new Float64Array(memory, scratch, KERNEL_SCRATCH / 8),
    words: new Uint32Array(memory, scratch, KERNEL_SCRATCH / 4),
  };
}

/** Terms of a month's pass over close ties. */
export type TieTerms = { readonly [N in "most" | "born" | "perMonth" | "perUsual"]: number };

/** Numbers of the ties pass, then words: the key, then where its columns lie. */
const TIE_NUMBERS = 7;

/**
 * The month's pass over close ties (ODD 7.6, ties.ts).
 * @param terms most = 4 f0 (1 - x_d), for roots of reach on cards [meetings/month]; the rest: companyTerms
 * @returns ties that end; their slots are in the memory of residents, from entry `from` on
 */
export function passTiesInKernel(
  sim: Simulation,
  kernel: Kernel,
  terms: TieTerms,
  from: number,
  to: number,
): number {
  const { parameters: p, workspace: w, ties } = sim;
  const h = sim.households.data;
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.tieEnd, sim.month);
  const { numbers, words } = kernel;
  const { most, born, perMonth, perUsual } = terms;
  numbers[0] = p.tieWeightBase;
  numbers[1] = p.gainMeet;
  numbers[2] = p.supportAlone;
  numbers[3] = born;
  numbers[4] = perMonth;
  numbers[5] = perUsual;
  numbers[6] = most;
  const household = [h.id, h.status, h.place, h.size, h.bornAt, h.need, h.reach, h.lonely, h.isolated];
  const sums = [h.strength, h.meetings];
  const graph = [ties.partner, ties.label, ties.strength, ties.count];
  const tables = [w.cards, w.traits, w.endByStrength, w.climate.need, w.residents];
  let at = TIE_NUMBERS * 2;
  words[at++] = k0;
  words[at++] = k1;
  for (const column of [...household, ...sums, ...graph, ...tables]) words[at++] = column.byteOffset;
  return kernel.passTies(from, to, kernel.scratch);
}
