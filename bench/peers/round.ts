/** One round of the comparison: one implementation built and stepped in a process of its own. */
import { median } from "../median.ts";
import { type CityModel, digestCities } from "./cities.ts";

export const IMPLEMENTATIONS = ["ours", "agentscript", "flocc", "floccScheduled", "objects"] as const;
export type Implementation = (typeof IMPLEMENTATIONS)[number];

/** What a round is asked for. */
export interface RoundOrder {
  readonly implementation: Implementation;
  readonly households: number;
  /** Probability that a household chooses in a tick. */
  readonly p: number;
  /** Ticks that are not counted. */
  readonly warmUps: number;
  readonly ticks: number;
}

/** What a round came to. */
export interface RoundFigures {
  /** Median over the ticks [ms of processor time]. */
  readonly tickMs: number;
  /** Resident memory after building and running, less before, a household [bytes]. */
  readonly bytesPerHousehold: number;
  /** Digest of final populations and rents. */
  readonly hash: string;
}

/** Runs a round. Each implementation is loaded only where it runs. */
export async function runRound(order: RoundOrder): Promise<RoundFigures> {
  const build = await load(order.implementation);
  const before = process.memoryUsage.rss();
  const model = build(order.households, order.p);
  for (let tick = 0; tick < order.warmUps; tick++) model.tick();
  const times = Array.from({ length: order.ticks }, () => processorMs(model.tick));
  return {
    tickMs: median(times),
    bytesPerHousehold: (process.memoryUsage.rss() - before) / order.households,
    hash: digestCities(model.cities),
  };
}

/** Function that builds an implementation of N households choosing with probability p. */
export async function load(
  implementation: Implementation,
): Promise<(households: number, p: number) => CityModel> {
  switch (implementation) {
    case "ours":
      return (await import("./ours.ts")).buildOurs;
    case "agentscript":
      return (await import("./agentscript.ts")).buildAgentscript;
    case "flocc":
      return (await import("./flocc.ts")).buildFlocc;
    case "floccScheduled":
      return (await import("./flocc.ts")).buildScheduledFlocc;
    case "objects":
      return (await import("./objects.ts")).buildObjects;
  }
}

/** Processor time, which other programs on the machine disturb less than the clock's [ms]. */
function processorMs(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
