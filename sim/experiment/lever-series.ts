/** Levers of a scenario file as dated segments, and how a scenario's levers lie over another's. */
import { formatMonth, parseMonth } from "../core/clock.ts";
import { LEVERS, type LeverName, type LeverSegment, type LeverSeries } from "../model/levers.ts";
import type { ScenarioFile } from "./scenario-schema.ts";

/** A plain number holds from before the first month a scenario may name. */
const ALWAYS = 0;

interface DatedValue {
  readonly from: string;
  readonly to?: string | undefined;
  readonly ramp?: number | undefined;
  readonly value: number;
}

/** Levers and shocks of one file, without those of the scenario it extends. */
export function seriesOf(file: ScenarioFile): LeverSeries {
  const series = new Map<LeverName, LeverSegment[]>();
  for (const { name } of LEVERS) {
    const given = file.levers?.[name];
    const shocks = (file.shocks ?? []).filter((each) => each.lever === name).map(toSegment);
    if (given === undefined && shocks.length === 0) continue;
    series.set(name, [...toSegments(given), ...shocks.sort((a, b) => a.from - b.from)]);
  }
  return series;
}

/**
 * What is written later wins while it lasts: a segment of `base` that begins within a segment of
 * `over` is dropped, all others stay. A plain number therefore replaces a lever's whole history, and
 * a value dated from 2022 keeps the history until then.
 */
export function layered(base: LeverSeries, over: LeverSeries): LeverSeries {
  const result = new Map<LeverName, readonly LeverSegment[]>();
  for (const { name } of LEVERS) {
    const upper = over.get(name) ?? [];
    const kept = (base.get(name) ?? []).filter(
      (old) => !upper.some((segment) => old.from >= segment.from && old.from < segment.to),
    );
    const all = [...kept, ...upper].sort((a, b) => a.from - b.from);
    if (all.length > 0) result.set(name, all);
  }
  return result;
}

function toSegments(given: number | DatedValue | readonly DatedValue[] | undefined): LeverSegment[] {
  if (given === undefined) return [];
  if (typeof given === "number")
    return [{ from: ALWAYS, to: Number.POSITIVE_INFINITY, ramp: 0, value: given }];
  return "from" in given ? [toSegment(given)] : given.map(toSegment);
}

function toSegment(given: DatedValue): LeverSegment {
  return {
    from: parseMonth(given.from) ?? ALWAYS,
    to: given.to === undefined ? Number.POSITIVE_INFINITY : (parseMonth(given.to) ?? ALWAYS),
    ramp: given.ramp ?? 0,
    value: given.value,
  };
}

/** Levers as a scenario file writes them: months as dates, and no end where there is none. */
export function writtenLevers(levers: LeverSeries) {
  return Object.fromEntries([...levers].map(([name, segments]) => [name, segments.map(written)]));
}

function written({ from, to, value, ramp }: LeverSegment) {
  const end = Number.isFinite(to) ? { to: formatMonth(to) } : {};
  return { from: Number.isFinite(from) ? formatMonth(from) : null, ...end, value, ramp };
}
