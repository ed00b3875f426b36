/** Makes a run from a scenario and what the user changed on the command line, and runs its months. */
import { digestBytes } from "../core/digest.ts";
import { createSimulation, stepMonth } from "../model/simulation.ts";
import type { Simulation, SimulationInput } from "../model/state.ts";
import { loadBuiltIn, loadWorld, type World } from "./data.ts";
import { newLog, note, type ProblemLog, quoted, throwIfAny } from "./errors.ts";
import { withLevers } from "./lever-overrides.ts";
import type { Scenario } from "./scenario.ts";
import { RUN_LIMITS } from "./scenario-schema.ts";
import { runKey } from "./seed.ts";

/** Simulated households where neither scenario nor user say how many. */
export const DEFAULT_HOUSEHOLDS = 100_000;

/** What the user changes about a scenario without writing another file. */
export interface Overrides {
  readonly households?: number | undefined;
  /** Real households for one simulated. */
  readonly scale?: number | undefined;
  readonly months?: number | undefined;
  readonly seed?: string | undefined;
  /** A table of places of one's own. */
  readonly placesFile?: string | undefined;
  /** Levers set by hand, such as `telework.norm=4@2021-06`. */
  readonly levers?: string | undefined;
}

/** Everything that determines the bits of a result. */
export interface Run {
  readonly scenario: Scenario;
  readonly world: World;
  readonly input: SimulationInput;
  readonly months: number;
  readonly seed: string;
  /** Digests of the scenario file with what it extends, and of the place table. */
  readonly digests: { readonly scenario: string; readonly places: string };
}

/**
 * Input of a simulation.
 * @param world places to use; by default those of the overrides, of the scenario, or the built-in ones
 * @throws UserError codes OPTION_RANGE, OPTION_CONFLICT, OPTION_SET, RUN_SIZE, PLACES_*
 */
export function prepare(from: Scenario, overrides: Overrides = {}, world?: World): Run {
  checkOverrides(overrides);
  const set = overrides.levers;
  const scenario = set === undefined ? from : { ...from, levers: withLevers(from.levers, set, from.start) };
  const placesFile = overrides.placesFile ?? scenario.placesFile;
  const used = world ?? (placesFile === undefined ? loadBuiltIn() : loadWorld(placesFile));
  const seed = overrides.seed ?? scenario.seed;
  const input: SimulationInput = {
    places: used.places,
    rail: used.rail,
    constants: used.constants,
    households: sizeOf(scenario, overrides, used),
    runKey: runKey(seed),
    startMonth: scenario.start,
    levers: scenario.levers,
  };
  const places = digestBytes(new TextEncoder().encode(used.placesText));
  return {
    scenario,
    world: used,
    input,
    months: overrides.months ?? scenario.months,
    seed,
    digests: { scenario: scenario.digest, places },
  };
}

/** What a caller may do while the months pass. */
export interface RunHooks {
  /** Called before the first month with the months passed before it, then after every month. */
  readonly onMonth?: (simulation: Simulation, elapsed: number) => void | Promise<void>;
  /** Told while the population is built: part done, 0 … 1. */
  readonly onBuild?: (share: number) => void;
  /** Stops between two months. */
  readonly signal?: AbortSignal;
  /** A restored state to go on from; absent: a new population. */
  readonly initial?: Simulation;
}

/** Longest time in which the event loop gets no turn, so that Ctrl-C is heard [ms], months permitting. */
const TURN_MS = 50;

/**
 * Runs all months of a run.
 * @throws the signal's reason when stopped
 */
export async function runScenario(run: Run, hooks: RunHooks = {}): Promise<Simulation> {
  hooks.signal?.throwIfAborted();
  const simulation = hooks.initial ?? createSimulation(run.input, hooks.onBuild);
  await hooks.onMonth?.(simulation, simulation.elapsed);
  let turn = performance.now();
  for (let elapsed = simulation.elapsed + 1; elapsed <= run.months; elapsed++) {
    if (performance.now() - turn > TURN_MS) {
      await new Promise(setImmediate);
      turn = performance.now();
    }
    hooks.signal?.throwIfAborted();
    stepMonth(simulation);
    await hooks.onMonth?.(simulation, elapsed);
  }
  return simulation;
}

/** Simulated households: user's wish, else the scenario's, else the default where the world has as many. */
function sizeOf(scenario: Scenario, overrides: Overrides, world: World): number {
  const real = Math.round(world.places.households.reduce((sum, each) => sum + each, 0));
  const wish = overrides.households === undefined && overrides.scale === undefined ? scenario : overrides;
  const scaled = wish.scale === undefined ? undefined : Math.round(real / wish.scale);
  const size = wish.households ?? scaled ?? Math.min(DEFAULT_HOUSEHOLDS, real);
  const least = Math.max(RUN_LIMITS.households[0], world.places.count);
  const most = Math.min(RUN_LIMITS.households[1], real);
  const log = newLog();
  if (size < least || size > most) {
    const where = wish === overrides ? "--households or --scale" : `scenario ${scenario.name}`;
    const held = `the ${world.places.count} places hold ${real}`;
    const message = `${size} simulated households; ${held}: write ${least} … ${most} households`;
    note(log, "RUN_SIZE", where, message);
  }
  throwIfAny(log);
  return size;
}

function checkOverrides(overrides: Overrides): void {
  const log = newLog();
  checkOption(log, "--households", overrides.households, RUN_LIMITS.households, true);
  checkOption(log, "--scale", overrides.scale, RUN_LIMITS.scale, false);
  checkOption(log, "--months", overrides.months, RUN_LIMITS.months, true);
  if (overrides.households !== undefined && overrides.scale !== undefined) {
    note(log, "OPTION_CONFLICT", "--scale", "households and scale both give the size of the run; keep one");
  }
  if (overrides.seed !== undefined && (overrides.seed === "" || overrides.seed.length > 200)) {
    note(log, "OPTION_RANGE", "--seed", `${quoted(overrides.seed)} cannot be a seed; write 1 … 200 letters`);
  }
  throwIfAny(log);
}

function checkOption(
  log: ProblemLog,
  option: string,
  value: number | undefined,
  range: readonly [number, number],
  whole: boolean,
): void {
  if (value === undefined) return;
  const fits = value >= range[0] && value <= range[1] && (!whole || Number.isInteger(value));
  const allowed = `${whole ? "whole numbers " : ""}${range[0]} … ${range[1]}`;
  if (!fits) note(log, "OPTION_RANGE", option, `${quoted(value)} is out of range; allowed: ${allowed}`);
}
