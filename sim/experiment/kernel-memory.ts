/** Simulations in memory that kernels in WebAssembly reach (sim/kernel). No Node: pages use it too. */
import { KERNEL_SCRATCH, type KernelExports, kernelOn } from "../model/kernel.ts";
import { isTogether, moveTogether } from "../model/shared-memory.ts";
import type { Simulation, Team } from "../model/state.ts";

/** Kernels over a memory. */
export interface KernelMemory {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
}

/** The unit of a kernel's memory [bytes]. */
const PAGE = 65536;

/** Kernels by the memory that was made for them. */
const known = new WeakMap<ArrayBufferLike, KernelMemory>();

/**
 * Moves a simulation into memory that threads share, and kernels reach if it is not too large.
 * @param blank buffers that hold nothing but zeros
 * @param module undefined: without kernels
 */
export function moveIntoReach(
  sim: Simulation,
  threads: number,
  blank: readonly ArrayBufferLike[],
  module: WebAssembly.Module | undefined,
): KernelMemory | undefined {
  if (isTogether(sim)) return known.get(sim.households.buffer);
  let memory: WebAssembly.Memory | undefined;
  moveTogether(sim, threads * KERNEL_SCRATCH, blank, (bytes, memories) => {
    // A kernel reaches one memory alone.
    if (module === undefined || memories > 1) return new SharedArrayBuffer(bytes);
    const pages = Math.ceil(bytes / PAGE);
    memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    return memory.buffer as unknown as SharedArrayBuffer;
  });
  if (module === undefined || memory === undefined) return undefined;
  const kernels = { module, memory };
  known.set(memory.buffer, kernels);
  return kernels;
}

/** Puts a thread's kernels into the simulation. */
export function useKernels(sim: Simulation, { module, memory }: KernelMemory, thread: number): void {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  sim.kernel = kernelOn(exports as unknown as KernelExports, memory.buffer, thread);
}

/** A team of this thread alone, with kernels: for where there are no others, such as a worker of a page. */
export function aloneWithKernels(module: WebAssembly.Module): Team {
  return {
    run(sim, pass, items, block) {
      for (let from = 0; from < items; from += block) pass(sim, from, Math.min(items, from + block));
    },
    renew(sim, blank) {
      const kernels = moveIntoReach(sim, 1, blank, module);
      sim.kernel = null;
      if (kernels !== undefined) useKernels(sim, kernels, 0);
    },
  };
}
