/** Times of the engine: the whole month and each of its processes. */
import type { Run } from "../sim/experiment/run.ts";
import { type KernelChoice, teamFor } from "../sim/experiment/team.ts";
import { SCHEDULE } from "../sim/model/schedule.ts";
import { createSimulation, stateBytes, stateDigest } from "../sim/model/simulation.ts";
import type { Simulation, Team } from "../sim/model/state.ts";
import { median } from "./median.ts";

/** What one size of population came to. */
export interface EngineFigures {
  readonly households: number;
  readonly months: number;
  /** Building and settling the population [s]. */
  readonly setupSeconds: number;
  /** Median over the months. */
  readonly nsPerHouseholdMonth: number;
  readonly bytesPerHousehold: number;
  /** Of these, what every month reads and writes: the household's columns and its live ties. */
  readonly touchedBytesPerHousehold: number;
  /** Median over the months by process [ns a household-month]. */
  readonly processes: Readonly<Record<string, number>>;
  /** Digest of the final state. */
  readonly digest: string;
}

/**
 * Runs all months of a run, as `stepMonth` does, and times each process. The first quarter of the
 * months warms the machine up and is not counted.
 * @param team threads and kernels that work on it; null: one thread, TypeScript
 */
export function measureEngine(run: Run, team: Team | null = null): EngineFigures {
  const began = performance.now();
  const simulation = createSimulation(run.input, () => {}, team);
  const setupSeconds = (performance.now() - began) / 1000;
  const times = SCHEDULE.map(() => new Float64Array(run.months));
  for (let month = 0; month < run.months; month++) {
    simulation.month++;
    SCHEDULE.forEach((process, order) => {
      const start = performance.now();
      process.run(simulation);
      times[order]![month] = performance.now() - start;
    });
    simulation.elapsed++;
  }
  const { households } = run.input;
  const counted = Math.floor(run.months / 4);
  const perHousehold = (monthly: Float64Array) => (median(monthly.subarray(counted)) * 1e6) / households;
  const whole = Float64Array.from({ length: run.months }, (_, month) =>
    times.reduce((sum, each) => sum + each[month]!, 0),
  );
  return {
    households,
    months: run.months,
    setupSeconds,
    nsPerHouseholdMonth: perHousehold(whole),
    bytesPerHousehold: stateBytes(simulation) / households,
    touchedBytesPerHousehold: touchedBytes(simulation) / households,
    processes: Object.fromEntries(SCHEDULE.map(({ name }, order) => [name, perHousehold(times[order]!)])),
    digest: stateDigest(simulation),
  };
}

/** A way of doing the same months: kernels, threads; and what it came to. */
export interface WayFigures extends EngineFigures {
  readonly kernel: KernelChoice;
  readonly threads: number;
}

/** Ways of doing the months other than by one thread in TypeScript. */
const WAYS = [
  ["wasm", 1],
  ["ts", 2],
  ["wasm", 2],
] as const;

/** Does a run in all ways, one after another. */
export function measureWays(run: Run): WayFigures[] {
  return WAYS.map(([kernel, threads]) => {
    const team = teamFor(run.input.households, threads, kernel);
    try {
      return { ...measureEngine(run, team), kernel, threads };
    } finally {
      team?.end();
    }
  });
}

/**
 * How many times longer a month takes than to read and write once, at the copy bandwidth of this machine,
 * the state that it touches: nsPerHouseholdMonth / (2 touchedBytesPerHousehold / bytesPerSecond). Lists and
 * buffers of a month, empty slots of ties and what is read twice are left out of the limit.
 * @param bytesPerSecond copy bandwidth measured in the same run, read and written bytes together
 */
export function ratioToBandwidthLimit(figures: EngineFigures, bytesPerSecond: number): number {
  const limitNs = ((2 * figures.touchedBytesPerHousehold) / bytesPerSecond) * 1e9;
  return figures.nsPerHouseholdMonth / limitNs;
}

/** Bytes of the households' columns and of their live ties. */
function touchedBytes({ households, ties }: Simulation): number {
  const { partner, label, strength } = ties;
  const bytesPerTie = partner.BYTES_PER_ELEMENT + label.BYTES_PER_ELEMENT + strength.BYTES_PER_ELEMENT;
  const live = ties.count.reduce((sum, each) => sum + each, 0);
  return households.bytes + ties.count.byteLength + live * bytesPerTie;
}

/** How fast this machine copies memory beyond its caches, read and written bytes together [bytes/s]. */
export function copyBandwidth(): number {
  const from = new Uint8Array(64 * 2 ** 20).fill(1);
  const to = new Uint8Array(from.length);
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now();
    to.set(from);
    return performance.now() - start;
  });
  return (2 * from.length) / (median(times) / 1000);
}
