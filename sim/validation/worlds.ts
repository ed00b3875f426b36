/** Worlds that differ in one thing, in which the facts are looked for: levers and a few parameters. */
import { loadBuiltIn, type World } from "../experiment/data.ts";
import { prepare, type Run } from "../experiment/run.ts";
import { loadScenario } from "../experiment/scenario.ts";
import { runKey } from "../experiment/seed.ts";
import { LEVERS, type LeverName, type LeverSegment, type LeverSeries, leverValue } from "../model/levers.ts";
import type { Parameters } from "../model/parameters.ts";
import { allocateSimulation, createSimulation, stepMonth } from "../model/simulation.ts";
import type { Simulation, SimulationInput } from "../model/state.ts";
import { restoreState, saveState } from "../output/saved-state.ts";

/** A choice of parameters and luck in which all facts are looked for. */
export interface Member {
  readonly seed: string;
  readonly parameters: Partial<Parameters>;
}

/** What all members share. */
export interface Setting {
  /** The reference, of the size that is asked for. */
  readonly reference: Run;
  /** Facts that are looked for; absent: all. */
  readonly facts?: readonly string[];
}

/** A lever set from a month on, or from … to - 1. */
export type Change = readonly [lever: LeverName, value: number, from?: number, to?: number];

/** The reference on the built-in places. @throws UserError for a size that it cannot have */
export function makeSetting(
  households: number,
  facts?: readonly string[],
  world: World = loadBuiltIn(),
): Setting {
  const reference = prepare(loadScenario("reference"), { households }, world);
  return facts === undefined ? { reference } : { reference, facts };
}

/** The reference as it happened: telework and distancing of 2020 and 2021. */
export function asHappened({ reference }: Setting, member: Member): Simulation {
  return found(reference, member, reference.input.levers, {});
}

/**
 * Nothing new ever happens but the changes: all levers are held where the reference begins.
 * @param parameters of this world, beside those of the member
 */
export function held(
  { reference }: Setting,
  member: Member,
  changes: readonly Change[] = [],
  parameters: Partial<Parameters> = {},
): Simulation {
  const series: [LeverName, LeverSegment[]][] = LEVERS.map(({ name }) => {
    const value = leverValue(reference.input.levers, name, reference.input.startMonth);
    return [name, [{ ...FOR_EVER, value }]];
  });
  const levers = new Map(series);
  for (const [lever, value, from = 1, to = Number.POSITIVE_INFINITY] of changes) {
    levers.get(lever)?.push({ from, to, ramp: 0, value });
  }
  return found(reference, member, levers, parameters);
}

const FOR_EVER = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, ramp: 0 };

function found(
  { input }: Run,
  member: Member,
  levers: LeverSeries,
  parameters: Partial<Parameters>,
): Simulation {
  const all = { ...input.parameters, ...member.parameters, ...parameters };
  return foundOnce(member, { ...input, levers, runKey: runKey(member.seed), parameters: all });
}

/** Parameters that only building reads: worlds that differ in these have the same founders. */
const NOT_OF_FOUNDERS: readonly string[] = ["supplyCapital", "supplyMetropolis", "supplyOther"];

/** States of founders by what they depend on, for each member. */
const founders = new WeakMap<Member, Map<string, Uint8Array>>();

/**
 * Founds a world, or begins with the founders of one that has the same: the same bits, a fifth of the time.
 */
function foundOnce(member: Member, input: SimulationInput): Simulation {
  const known = founders.get(member) ?? new Map<string, Uint8Array>();
  founders.set(member, known);
  const key = founderKey(input);
  const state = known.get(key);
  if (state === undefined) {
    const sim = createSimulation(input);
    known.set(key, joined(saveState(sim, "founders")));
    return sim;
  }
  const sim = allocateSimulation(input);
  restoreState(sim, {
    length: state.length,
    read: (at, into) => into.set(state.subarray(at, at + into.length)),
  });
  return sim;
}

/**
 * What founders depend on, for worlds of one member: levers in the first month, most parameters, and the
 * size.
 */
function founderKey({ levers, startMonth, households, parameters = {} }: SimulationInput): string {
  const values = LEVERS.map(({ name }) => leverValue(levers, name, startMonth));
  const own = Object.entries(parameters).filter(([name]) => !NOT_OF_FOUNDERS.includes(name));
  return JSON.stringify([households, values, own.sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of chunks) {
    all.set(each, at);
    at += each.length;
  }
  return all;
}

/** Changes that make telework what the reference has at its end, at once. */
export function teleworkOf({ reference }: Setting): readonly Change[] {
  const last = reference.input.startMonth + reference.months;
  return (["telework.norm", "telework.employers"] as const).map((lever) => {
    return [lever, leverValue(reference.input.levers, lever, last)];
  });
}

/** How often others get a turn, so that Ctrl-C is heard [months]. */
const TURN = 6;

/** Simulates until a number of months have passed. @param onMonth told after each of them */
export async function pass(
  sim: Simulation,
  months: number,
  report: (months: number) => void,
  onMonth: (month: number) => void | Promise<void> = () => {},
): Promise<Simulation> {
  while (sim.elapsed < months) {
    stepMonth(sim);
    report(1);
    await onMonth(sim.elapsed);
    if (sim.elapsed % TURN === 0) await new Promise(setImmediate);
  }
  return sim;
}
