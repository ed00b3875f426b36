/**
 * What every runtime computes alike: a run of the whole model, the elementary functions, the keyed draws.
 * Needs nothing but the engine, so that Node and a page run the same module.
 */
import { combineDigests, digestBytes } from "../../sim/core/digest.ts";
import { exponential, normal, poisson } from "../../sim/core/distributions.ts";
import { cos, exp, log, pow, sin } from "../../sim/core/math.ts";
import { hashPair, uniform } from "../../sim/core/random.ts";
import { aloneWithKernels } from "../../sim/experiment/kernel-memory.ts";
import { createSimulation, digestSimulation, stepMonth } from "../../sim/model/simulation.ts";
import type { Team } from "../../sim/model/state.ts";
import { decodeInput } from "./input.ts";

/** What to compute. */
export interface Task {
  /** Input of the run, see `encodeInput`. */
  readonly input: string;
  readonly months: number;
  /** Arguments of every function, and draws. */
  readonly samples: number;
}

/** Digests of everything that must be the same on every runtime. */
export interface Digests {
  /** Of the input and of the state after settling and after every month. */
  readonly run: string;
  /** Of the same run with its dense passes in WebAssembly: equal to `run`. */
  readonly kernels: string;
  readonly maths: string;
  readonly draws: string;
}

/** What a runtime came to. */
export interface Outcome {
  readonly digests: Digests;
  /** Digests from which those above are made, in the order of time: what differs first is the cause. */
  readonly parts: Readonly<Record<keyof Digests, Readonly<Record<string, string>>>>;
  /** Of the run and of the one with kernels. */
  readonly times: Readonly<Record<"run" | "kernels", Times>>;
}

/** Building a population, and all its months, without the digests [s]. */
export interface Times {
  readonly build: number;
  readonly months: number;
}

/**
 * Computes all digests.
 * @param module of sim/kernel
 */
export function computeDigests(task: Task, module: WebAssembly.Module): Outcome {
  const run = digestRun(task, null);
  const kernels = digestRun(task, aloneWithKernels(module));
  const maths = digestEach(FUNCTIONS, task.samples, 1, uniform);
  const draws = digestEach(DRAWS, task.samples, 2, (bits) => bits);
  const parts = { run: run.parts, kernels: kernels.parts, maths, draws };
  const digests = {
    run: combineDigests(parts.run),
    kernels: combineDigests(parts.kernels),
    maths: combineDigests(parts.maths),
    draws: combineDigests(parts.draws),
  };
  return { digests, parts, times: { run: run.times, kernels: kernels.times } };
}

/** Every column at every month, as `month 3, households.wage`. */
function digestRun({ input, months }: Task, team: Team | null) {
  const parts: Record<string, string> = { input: digestBytes(new TextEncoder().encode(input)) };
  const note = (when: string, columns: Readonly<Record<string, string>>) => {
    for (const [name, digest] of Object.entries(columns)) parts[`${when}, ${name}`] = digest;
  };
  const decoded = decodeInput(input);
  const began = performance.now();
  const simulation = createSimulation(decoded, () => {}, team);
  const build = (performance.now() - began) / 1000;
  if (team !== null && simulation.kernel === null) throw new Error("the kernels are not in use");
  note("founders", digestSimulation(simulation));
  const times = { build, months: 0 };
  for (let month = 1; month <= months; month++) {
    const start = performance.now();
    stepMonth(simulation);
    times.months += (performance.now() - start) / 1000;
    note(`month ${month}`, digestSimulation(simulation));
  }
  return { parts, times };
}

/** Key of the arguments and draws. */
const KEY = { k0: 0x5eed, k1: 0xb175 };

/** A function of two uniform numbers, its arguments spread over where it is used and well beyond. */
const FUNCTIONS: Readonly<Record<string, (u: number, v: number) => number>> = {
  exp: (u) => exp(1460 * u - 748),
  "exp near 0": (u) => exp(4 * u - 2),
  log: (u, v) => log(u * exp(1400 * v - 700)),
  "log near 1": (u) => log(0.5 + u),
  pow: (u, v) => pow(8 * u, 60 * v - 30),
  "pow of much": (u, v) => pow(1e12 * u, 4 * v - 2),
  sin: (u) => sin(3e6 * u - 1.5e6),
  cos: (u) => cos(3e6 * u - 1.5e6),
  "sin near 0": (u) => sin(8 * u - 4),
  "cos near 0": (u) => cos(8 * u - 4),
};

const DRAWS: Readonly<Record<string, (bits: number, other: number) => number>> = {
  words: (bits, other) => bits * 2097152 + (other >>> 11),
  exponential: (bits) => exponential(bits),
  normal: (bits) => normal(bits),
  "poisson of few": (bits, other) => poisson(bits, 8 * uniform(other)),
  "poisson of many": (bits, other) => poisson(bits, 64 + 1000 * uniform(other)),
};

/**
 * Digest of the values of every function.
 * @param stream draws of its own
 * @param given what a function is given for 32 random bits
 */
function digestEach(
  functions: Readonly<Record<string, (a: number, b: number) => number>>,
  samples: number,
  stream: number,
  given: (bits: number) => number,
): Record<string, string> {
  const pair = new Uint32Array(2);
  const values = new Float64Array(samples);
  const digests: Record<string, string> = {};
  for (const [name, value] of Object.entries(functions)) {
    for (let i = 0; i < samples; i++) {
      hashPair(KEY.k0, KEY.k1, i, stream, pair);
      values[i] = value(given(pair[0]!), given(pair[1]!));
    }
    digests[name] = digestBytes(new Uint8Array(values.buffer));
  }
  return digests;
}
