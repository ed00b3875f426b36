/**
 * Calibration (model.md, section 6): luck is measured by repeating a point, size by larger runs; then history
 * matching on a reduced population, all points under the same luck.
 */
import { mean, sampleVariance } from "simple-statistics";
import { prepare, type Run } from "../experiment/run.ts";
import { loadScenario } from "../experiment/scenario.ts";
import type { Fact } from "./facts.ts";
import { FITTED, type Fitted, type Point, parametersAt, presentPoint } from "./fitted.ts";
import { matchHistory, type Target, type Tried, targetOf, type WaveReport } from "./history.ts";
import { STATISTIC_NAMES, type StatisticName, type Statistics } from "./observe.ts";
import { type PointOptions, runPoints } from "./points.ts";

/** The scenario that is held against the facts. */
export const SCENARIO = "reference";
/** Runs of the present point under other luck, and larger ones with so many times the households. */
const REPEATS = 8;
const LARGER = { repeats: 2, factor: 4 } as const;

/** What is asked of a calibration. */
export interface CalibrationSettings {
  readonly seed: string;
  readonly households: number;
  readonly months: number;
  /** Waves at most, runs of each, surviving points that are enough. */
  readonly waves: number;
  readonly runs: number;
  readonly points: number;
}

/** Spread of a statistic for reasons other than parameters. */
export interface Spread {
  /** Variance over seeds. */
  readonly luck: number;
  /** Mean of larger runs less that of the runs of this size. */
  readonly size: number;
}
export type Spreads = { readonly [N in StatisticName]: Spread };

/** What a calibration is made with. */
export interface CalibrationOptions extends PointOptions {
  readonly facts: readonly Fact[];
  readonly onWave?: (report: WaveReport) => void;
}

/** What a calibration came to. */
export interface Calibration {
  readonly run: Run;
  readonly fitted: readonly Fitted[];
  readonly targets: readonly Target[];
  readonly spreads: Spreads;
  readonly tried: readonly Tried[];
}

/** Household-months of a whole calibration, for a bar of progress: all waves, if they are needed. */
export function workOf({ households, months, waves, runs }: CalibrationSettings): number {
  return households * months * (REPEATS + LARGER.repeats * LARGER.factor + waves * runs);
}

/** The run whose parameters are changed. */
export function baseRun({ seed, households, months }: CalibrationSettings): Run {
  return prepare(loadScenario(SCENARIO), { seed, households, months });
}

/** Measures luck and size, then matches the facts. */
export async function calibrate(
  settings: CalibrationSettings,
  options: CalibrationOptions,
): Promise<Calibration> {
  const run = baseRun(settings);
  const spreads = await measureSpreads(run, settings, options);
  const targets = options.facts.map((fact) => {
    const { luck, size } = spreads[fact.statistic];
    return targetOf(fact, luck, size);
  });
  const tried = await matchFacts(run, settings, targets, options);
  return { run, fitted: FITTED, targets, spreads, tried };
}

/** History matching with runs of the model, all under the luck of the settings' seed. */
export function matchFacts(
  run: Run,
  settings: CalibrationSettings,
  targets: readonly Target[],
  options: Omit<CalibrationOptions, "facts">,
): Promise<readonly Tried[]> {
  const { seed, households, waves, runs, points } = settings;
  const runAll = (design: readonly Point[]) =>
    runPoints(
      run,
      design.map((point) => ({ parameters: parametersAt(point), seed, households })),
      options,
    );
  return matchHistory({
    fitted: FITTED,
    targets,
    start: presentPoint(),
    waves,
    runs,
    points,
    run: runAll,
    ...(options.onWave === undefined ? {} : { onWave: options.onWave }),
  });
}

/** Runs of the present point under other luck, and of more households. */
export async function measureSpreads(
  run: Run,
  { seed, households }: CalibrationSettings,
  options: PointOptions,
): Promise<Spreads> {
  const parameters = parametersAt(presentPoint());
  const repeats = (count: number, size: number) =>
    Array.from({ length: count }, (_, k) => ({
      parameters,
      seed: `${seed}-${k + 1}`,
      households: size,
    }));
  const small = await runPoints(run, repeats(REPEATS, households), options);
  const large = await runPoints(run, repeats(LARGER.repeats, largerThan(run, households)), options);
  const of = (name: StatisticName): Spread => {
    const values = (runs: readonly Statistics[]) => runs.map((each) => each[name]);
    return { luck: sampleVariance(values(small)), size: mean(values(large)) - mean(values(small)) };
  };
  return Object.fromEntries(STATISTIC_NAMES.map((name) => [name, of(name)])) as Spreads;
}

/** More households, as far as the world holds them. */
function largerThan(run: Run, households: number): number {
  const real = run.world.places.households.reduce((sum, each) => sum + each, 0);
  return Math.min(Math.floor(real), LARGER.factor * households);
}
