/**
 * History matching (Craig et al. 1997): not the best point, but all points that no fact rules out. A wave
 * runs a design; emulators learn from it where further points may lie, and the next wave looks only there.
 * What survives has been run: an emulator proposes and never decides.
 */
import { type Emulator, makeEmulator, pointsNeeded } from "./emulator.ts";
import { deviationOf, type Fact, middleOf } from "./facts.ts";
import type { Fitted, Point } from "./fitted.ts";
import type { Statistics } from "./observe.ts";
import { sobolPoints } from "./sobol.ts";

/** A point is ruled out where a fact is more standard deviations away than this. */
export const CUT = 3;
/** Points that emulators judge in search of a design. */
const CANDIDATES = 1 << 19;
/** Room left around what emulators let through, as part of its width. */
const MARGIN = 0.05;

/** A fact as it is matched: what is expected of a run, and how far it may be off for whatever reason. */
export interface Target {
  readonly fact: Fact;
  readonly value: number;
  /** Variance of observation, of luck, and of what the model measures otherwise. */
  readonly variance: number;
}

/** A point that was run. */
export interface Tried {
  readonly point: Point;
  readonly statistics: Statistics;
  readonly wave: number;
}

/** What a wave came to. */
export interface WaveReport {
  readonly wave: number;
  readonly runs: number;
  /** Runs of all waves so far that no fact rules out. */
  readonly survivors: number;
  /** Part of the box searched that emulators let through; null: no wave follows. */
  readonly let: number | null;
  /** Volume of that box as part of the priors'. */
  readonly box: number;
}

/** How points are matched. */
export interface MatchOptions {
  readonly fitted: readonly Fitted[];
  readonly targets: readonly Target[];
  /** First point run. */
  readonly start: Point;
  /** Waves at most. */
  readonly waves: number;
  /** Runs of a wave. */
  readonly runs: number;
  /** Surviving points that are enough. */
  readonly points: number;
  /** Runs the model at points. */
  readonly run: (points: readonly Point[], wave: number) => Promise<readonly Statistics[]>;
  readonly onWave?: (report: WaveReport) => void;
}

/**
 * A fact's band as what a run of the calibration's size should give.
 * @param luck variance of the statistic over seeds
 * @param size what larger runs give more
 */
export function targetOf(fact: Fact, luck: number, size: number): Target {
  const variance = deviationOf(fact) ** 2 + fact.discrepancy ** 2 + luck;
  return { fact, value: middleOf(fact) - size, variance };
}

/** How far a run is from a fact [standard deviations]; infinite where the statistic is undefined. */
export function implausibility({ fact, value, variance }: Target, statistics: Statistics): number {
  const distance = Math.abs(statistics[fact.statistic] - value) / Math.sqrt(variance);
  return Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
}

/** The fact that a run is farthest from. */
export function worst(targets: readonly Target[], statistics: Statistics): { name: string; value: number } {
  let found = { name: "", value: 0 };
  for (const target of targets) {
    const value = implausibility(target, statistics);
    if (value > found.value) found = { name: target.fact.name, value };
  }
  return found;
}

/** Sum of squared distances from all facts together [standard deviations squared]. */
export function jointly(targets: readonly Target[], statistics: Statistics): number {
  return targets.reduce((sum, target) => sum + implausibility(target, statistics) ** 2, 0);
}

/**
 * Most that the sum may be: the 95th percentile of chi squared with as many degrees of freedom as facts.
 * Points a little too far from every fact are no better than one that is much too far from one.
 * @source Wilson and Hilferty 1931
 */
export function jointCut(facts: number): number {
  const ninth = 2 / (9 * facts);
  return facts * (1 - ninth + 1.645 * Math.sqrt(ninth)) ** 3;
}

/** Whether no fact rules a run out, and not all of them together. */
export function survives(targets: readonly Target[], statistics: Statistics): boolean {
  const each = worst(targets, statistics).value <= CUT;
  return each && jointly(targets, statistics) <= jointCut(targets.length);
}

/** Matches facts in waves until enough points survive. @returns all runs, in their order */
export async function matchHistory(options: MatchOptions): Promise<readonly Tried[]> {
  const { fitted, targets, start, waves, points: enough } = options;
  const tried: Tried[] = [];
  const filters: Filter[] = [];
  let box: Box = fitted.map(({ low, high }) => [low, high]);
  let design: readonly Point[] = [start, ...firstDesign(fitted, options.runs - 1)];
  for (let wave = 1; design.length > 0; wave++) {
    const found = await options.run(design, wave);
    for (const [k, statistics] of found.entries()) tried.push({ point: design[k] ?? [], statistics, wave });
    const survivors = tried.filter((each) => survives(targets, each.statistics)).length;
    const report = { wave, runs: design.length, survivors };
    if (survivors >= enough || wave >= waves) {
      options.onWave?.({ ...report, let: null, box: volumeOf(box, fitted) });
      break;
    }
    filters.push(makeFilter(targets, relevant(tried, box), box));
    const next = proposals(filters, box, fitted, options.runs);
    options.onWave?.({ ...report, let: next.share, box: volumeOf(box, fitted) });
    ({ box, design } = next);
  }
  return tried;
}

/** Lowest and highest value of each parameter. */
type Box = readonly (readonly [number, number])[];

/** Emulators of a wave: whether a point may meet all facts. */
type Filter = (point: Point) => boolean;

function firstDesign(fitted: readonly Fitted[], count: number): readonly Point[] {
  const next = sobolPoints(fitted.length);
  next();
  return Array.from({ length: count }, () =>
    Array.from(next(), (u, k) => scaled(u, fitted[k]?.low ?? 0, fitted[k]?.high ?? 1)),
  );
}

function scaled(u: number, low: number, high: number): number {
  return low + u * (high - low);
}

function volumeOf(box: Box, fitted: readonly Fitted[]): number {
  return box.reduce((volume, [low, high], k) => {
    const { low: least = 0, high: most = 1 } = fitted[k] ?? {};
    return (volume * (high - low)) / (most - least);
  }, 1);
}

/** Runs from which emulators of a box learn: those in it or near, all where these are too few. */
function relevant(tried: readonly Tried[], box: Box): readonly Tried[] {
  const near = tried.filter(({ point }) =>
    point.every((value, k) => {
      const [low = 0, high = 0] = box[k] ?? [];
      const room = (high - low) / 4;
      return value >= low - room && value <= high + room;
    }),
  );
  return near.length >= 2 * pointsNeeded(box.length) ? near : tried;
}

function makeFilter(targets: readonly Target[], tried: readonly Tried[], box: Box): Filter {
  const local = (point: Point) =>
    point.map((value, k) => {
      const [low = 0, high = 1] = box[k] ?? [];
      return (2 * (value - low)) / (high - low) - 1;
    });
  const most = jointCut(targets.length);
  const checks = targets.map((target) => ({ target, emulator: learn(target, tried, local) }));
  return (point) => {
    const at = local(point);
    let sum = 0;
    return checks.every(({ target: { value, variance }, emulator: { mean, sd } }) => {
      const gap = mean(at) - value;
      const square = (gap * gap) / (variance + sd * sd);
      sum += square;
      return square <= CUT * CUT && sum <= most;
    });
  };
}

function learn({ fact }: Target, tried: readonly Tried[], local: (point: Point) => Point): Emulator {
  const known = tried.filter(({ statistics }) => Number.isFinite(statistics[fact.statistic]));
  return makeEmulator(
    known.map(({ point }) => local(point)),
    known.map(({ statistics }) => statistics[fact.statistic]),
  );
}

/** Points that all emulators let through, and the box about them. */
function proposals(filters: readonly Filter[], box: Box, fitted: readonly Fitted[], count: number) {
  const next = sobolPoints(box.length);
  next();
  const design: Point[] = [];
  let passed = 0;
  const around = box.map((): [number, number] => [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  for (let k = 1; k < CANDIDATES; k++) {
    const unit = next();
    const point = box.map(([low, high], d) => scaled(unit[d]!, low, high));
    if (!filters.every((filter) => filter(point))) continue;
    passed++;
    if (design.length < count) design.push(point);
    for (const [d, range] of around.entries()) {
      const value = point[d] ?? 0;
      range[0] = Math.min(range[0], value);
      range[1] = Math.max(range[1], value);
    }
  }
  const share = passed / (CANDIDATES - 1);
  if (passed === 0) return { design, box, share };
  const wider = around.map(([low, high], d): readonly [number, number] => {
    const room = MARGIN * (high - low);
    const { low: least = 0, high: most = 0 } = fitted[d] ?? {};
    return [Math.max(least, low - room), Math.min(most, high + room)];
  });
  return { design, box: wider, share };
}
