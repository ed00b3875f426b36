/**
 * Which verdicts depend on what is assumed: Morris screening, radial. From some base points, members of the
 * ensemble, each unit (a parameter, or a group moved together) goes to other levels of its range while all
 * else and the luck stay; the difference over the part of the range passed is an elementary effect. The
 * corners of the cube of all ranges, where trajectories would run, are worlds in which no pattern holds and
 * none could flip. One more unit moves the luck alone: effects that are no larger are chance.
 * @source Morris 1991; Campolongo, Cariboni and Saltelli 2007 (mean of absolute effects), 2011 (radial)
 */
import { hash, uniform } from "../core/random.ts";
import { runTasks } from "../experiment/pool.ts";
import { seedOf } from "../experiment/replicate.ts";
import { runKey } from "../experiment/seed.ts";
import { PARAMETERS, type ParameterName, type Parameters, parameterValues } from "../model/parameters.ts";
import { measuredAt, withConditions } from "./conditions.ts";
import type { FactPart } from "./facts.ts";
import type { Values } from "./member.ts";
import type { MemberOptions } from "./members.ts";
import { type Answer, type Task, VALIDATION_JOB } from "./tasks.ts";
import type { Influence, Sensitivity } from "./validation.ts";
import { ends } from "./verdicts.ts";
import type { Member } from "./worlds.ts";

/** What is moved together. */
export interface Unit {
  readonly name: string;
  readonly parameters: readonly ParameterName[];
}

/** Levels of a range, as parts of it. */
const LEVELS = [0, 1 / 3, 2 / 3, 1] as const;
/** Least part of a range that is passed: chance would be blown up by a smaller one. */
const LEAST = 0.3;
/** The unit that moves nothing but the luck. */
export const LUCK = "luck";

/** Parameters that no finding fixes, and that have a range. */
export function assumedParameters(): readonly ParameterName[] {
  return (Object.keys(PARAMETERS) as ParameterName[]).filter((name) => {
    const { source, low, high } = PARAMETERS[name];
    return source.split(", ").includes("assumed") && low < high;
  });
}

/** Each assumed parameter by itself. */
export function singleUnits(): readonly Unit[] {
  return assumedParameters().map((name) => ({ name, parameters: [name] }));
}

/** The assumed parameters by groups. @param groups parameters by name, by group */
export function groupUnits(groups: Readonly<Record<string, object>>): readonly Unit[] {
  const assumed = assumedParameters();
  return Object.entries(groups)
    .map(([name, members]) => ({ name, parameters: assumed.filter((each) => each in members) }))
    .filter(({ parameters }) => parameters.length > 0);
}

/** A point that is looked at: a base, or one from which a unit was moved. */
interface Trial {
  readonly member: Member;
  readonly base: number;
  /** Position of the unit; -1: the base itself. */
  readonly unit: number;
  /** Part of the range passed; mean over the parameters of a group. */
  readonly passed: number;
}

/** Base points and all that is moved from them, the same for one seed. */
export function trialsOf(units: readonly Unit[], bases: readonly Member[]): readonly Trial[] {
  return bases.flatMap((member, base): Trial[] => [
    { member, base, unit: -1, passed: 0 },
    ...units.map((unit, at) => moved(unit, at, member, base)),
    {
      member: { ...member, seed: `${member.seed}-${LUCK}` },
      ...{ base, unit: units.length, passed: 1 },
    },
  ]);
}

function moved({ name, parameters }: Unit, unit: number, member: Member, base: number): Trial {
  const values = parameterValues(member.parameters);
  const { k0, k1 } = runKey(`${member.seed} ${name}`);
  const steps = parameters.map((parameter, k) => {
    const { low, high } = PARAMETERS[parameter];
    const from = Math.min(1, Math.max(0, (values[parameter] - low) / (high - low)));
    const open = LEVELS.filter((level) => Math.abs(level - from) >= LEAST);
    const level = open[Math.floor(uniform(hash(k0, k1, k, 0)) * open.length)] ?? 1;
    const value = low + level * (high - low);
    const whole = [values[parameter], low, high].every(Number.isInteger);
    return { parameter, value: whole ? Math.round(value) : value, passed: Math.abs(level - from) };
  });
  const changes = Object.fromEntries(steps.map(({ parameter, value }) => [parameter, value]));
  const passed = steps.reduce((sum, each) => sum + each.passed, 0) / steps.length;
  return { member: { ...member, parameters: { ...member.parameters, ...changes } }, base, unit, passed };
}

/** How the screening is done. */
export type ScreeningOptions = Omit<MemberOptions, "members" | "least" | "fitted">;

/**
 * Screens units.
 * @param bases members from which units are moved
 * @throws the signal's reason when stopped
 */
export async function screen(
  parts: readonly FactPart[],
  units: readonly Unit[],
  bases: readonly Member[],
  { setting, threads, signal, onMonths }: ScreeningOptions,
): Promise<Sensitivity> {
  const trials = trialsOf(units, bases);
  const tasks = trials.map(({ member }): Task => ({ member, tolerant: true }));
  const found: Values[] = [];
  const failed: string[] = [];
  const onResult = (position: number, { values, fault }: Answer) => {
    found[position] = values ?? {};
    const unit = units[trials[position]?.unit ?? -1];
    if (fault !== undefined) failed.push(`${unit?.name ?? "base"}: ${fault}`);
  };
  await runTasks(VALIDATION_JOB, setting, tasks, { threads, signal, onResult, onProgress: onMonths });
  const all = [...units, { name: LUCK, parameters: [] }];
  const influences = withConditions(parts).flatMap((part) =>
    all.map((unit, at) => influenceOf(part, unit, at, trials, found)),
  );
  const { households } = setting.reference.input;
  return { repetitions: bases.length, households, units, influences, failed: failed.sort() };
}

function influenceOf(
  part: FactPart,
  unit: Unit,
  at: number,
  trials: readonly Trial[],
  found: readonly Values[],
): Influence {
  const value = (trial: number) => measuredAt(part.key, found[trial] ?? {});
  const effects: number[] = [];
  let flips = 0;
  for (const [trial, { unit: own, base, passed }] of trials.entries()) {
    if (own !== at) continue;
    const before = value(trials.findIndex((each) => each.base === base && each.unit === -1));
    const after = value(trial);
    if (!Number.isFinite(before) || !Number.isFinite(after)) continue;
    effects.push((after - before) / passed);
    if (isWithin(part, before) !== isWithin(part, after)) flips++;
  }
  const mean = effects.reduce((sum, each) => sum + each, 0) / effects.length;
  const squares = effects.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return {
    unit: unit.name,
    key: part.key,
    meanAbsolute: effects.reduce((sum, each) => sum + Math.abs(each), 0) / effects.length,
    spread: Math.sqrt(squares / Math.max(1, effects.length - 1)),
    flips,
  };
}

function isWithin(part: FactPart, value: number): boolean {
  const [least, most] = ends(part);
  return value >= least && value <= most;
}

/** Base points of a seed: members of the ensemble. */
export function basesOf(
  seed: string,
  count: number,
  ensemble: readonly Partial<Parameters>[],
): readonly Member[] {
  return Array.from({ length: count }, (_, k) => {
    const point = Math.floor((k * ensemble.length) / count);
    return { seed: seedOf(`${seed}-base`, k + 1), parameters: ensemble[point] ?? {} };
  });
}
