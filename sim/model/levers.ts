/**
 * The levers of a scenario (model section 7): policies, which a government may choose, and
 * assumptions about the world, which it may not. Every lever enters an equation of its process.
 */
import { CLIMATE_LEVERS } from "./levers/climate.ts";
import { DIGITAL_LEVERS } from "./levers/digital.ts";
import { GOVERNANCE_LEVERS, SWITCHES } from "./levers/governance.ts";
import { HOUSING_LEVERS } from "./levers/housing.ts";
import { PLATFORM_LEVERS } from "./levers/platforms.ts";
import type { LeverSpec } from "./levers/spec.ts";
import { TELEWORK_LEVERS } from "./levers/telework.ts";
import { TERRITORY_LEVERS } from "./levers/territory.ts";
import { WORK_LEVERS } from "./levers/work.ts";
import { WORLD_LEVERS } from "./levers/world.ts";

/** All levers, in the order in which people see them. */
export const LEVERS = [
  ...TELEWORK_LEVERS,
  ...WORK_LEVERS,
  ...DIGITAL_LEVERS,
  ...PLATFORM_LEVERS,
  ...TERRITORY_LEVERS,
  ...HOUSING_LEVERS,
  ...CLIMATE_LEVERS,
  ...GOVERNANCE_LEVERS,
  ...WORLD_LEVERS,
  ...SWITCHES,
] as const;

export type LeverName = (typeof LEVERS)[number]["name"];

/** A value that holds from one month on; it is reached from the value before by a linear ramp. */
export interface LeverSegment {
  /** First month in which it acts, counted from 2019-01. */
  readonly from: number;
  /** First month in which it acts no more (the lever's default returns); Infinity: for ever. */
  readonly to: number;
  /** Months over which the value before turns into this one; 0: at once. */
  readonly ramp: number;
  readonly value: number;
}

/** Segments by lever in rising order of `from`; a lever that is absent stays at its default. */
export type LeverSeries = ReadonlyMap<LeverName, readonly LeverSegment[]>;

/** Specification of a lever by name. */
export function leverSpec(name: LeverName): LeverSpec {
  const spec = LEVERS.find((each) => each.name === name);
  if (spec === undefined) throw new Error(`no lever is called ${name}`);
  return spec;
}

/**
 * Value of a lever in a month: that of the last segment begun and not ended, ramped linearly from
 * the value which held just before it.
 * @param month months since 2019-01
 */
export function leverValue(series: LeverSeries, name: LeverName, month: number): number {
  const segments = series.get(name) ?? [];
  let value: number = leverSpec(name).default;
  for (const segment of segments) {
    if (month < segment.from || month >= segment.to) continue;
    const done = segment.ramp > 0 ? Math.min(1, (month - segment.from + 1) / segment.ramp) : 1;
    value += (segment.value - value) * done;
  }
  return value;
}
