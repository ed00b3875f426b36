/** The small run on which runtimes are compared: the reference scenario in the real places. */
import { loadKernels } from "../../sim/experiment/kernel-file.ts";
import { prepare } from "../../sim/experiment/run.ts";
import { loadScenario } from "../../sim/experiment/scenario.ts";
import type { Task } from "./digests.ts";
import { encodeInput } from "./input.ts";

/** How much is computed. */
export interface Size {
  readonly households: number;
  readonly months: number;
  /** Arguments of every elementary function, and draws. */
  readonly samples: number;
}

/** Reads what the run needs from the product's files. */
export function makeTask({ households, months, samples }: Size): Task {
  const run = prepare(loadScenario("reference"), { households, months, seed: "same bits" });
  return { input: encodeInput(run.input), months: run.months, samples };
}

/** The compiled kernels. @throws Error where they are not built */
export function builtKernels(): WebAssembly.Module {
  const module = loadKernels();
  if (module === undefined) throw new Error("the kernels are not built; npm run build makes them");
  return module;
}
