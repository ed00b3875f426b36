/**
 * Random settings of all levers, and eighty years of the reference: nothing becomes NaN, infinite or out of
 * its range in any month. A few settings in `npm test`; `npm run soak` tries 2,000 (or SOAK=N).
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkRanges } from "../../sim/core/columns.ts";
import { checkGraph } from "../../sim/core/ties.ts";
import { loadScenario } from "../../sim/experiment/scenario.ts";
import { ACCOUNTS, balance } from "../../sim/model/accounts.ts";
import type { LeverSpec } from "../../sim/model/levers/spec.ts";
import { LEVERS, type LeverName, type LeverSegment, type LeverSeries } from "../../sim/model/levers.ts";
import { stepMonth } from "../../sim/model/simulation.ts";
import type { Simulation } from "../../sim/model/state.ts";
import { GROUPS, INDICATORS, measure } from "../../sim/output/indicators.ts";
import { luck, simulate } from "../model/cities.ts";

const SETTINGS = Number(process.env.SOAK ?? 5);
const HOUSEHOLDS = 500;
const MONTHS = 24;
const YEARS = SETTINGS > 100 ? 80 : 8;

/** Values of a lever: its ends, its default, its choices, and anything between. */
function settingOf({ min, max, default: usual, choices }: LeverSpec): fc.Arbitrary<number> {
  if (choices !== undefined) return fc.constantFrom(...choices.map(({ value }) => value));
  return fc.oneof(fc.constantFrom(min, max, usual), fc.double({ min, max, noNaN: true }));
}

/** Up to three dated values, which may ramp, end and overlap. */
function segmentsOf(spec: LeverSpec): fc.Arbitrary<readonly LeverSegment[]> {
  const segment = fc.record({
    from: fc.integer({ min: -12, max: MONTHS }),
    lasts: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer({ min: 1, max: MONTHS })),
    ramp: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 })),
    value: settingOf(spec),
  });
  const dated = segment.map(({ from, lasts, ramp, value }) => ({ from, to: from + lasts, ramp, value }));
  return fc.array(dated, { minLength: 1, maxLength: 3 }).map((list) => list.sort((a, b) => a.from - b.from));
}

/** A setting: each lever is left alone or moved. */
const settings: fc.Arbitrary<LeverSeries> = fc
  .record(Object.fromEntries(LEVERS.map((spec) => [spec.name, fc.option(segmentsOf(spec))])))
  .map((given) => {
    const moved = Object.entries(given).filter(([, segments]) => segments !== null);
    return new Map(moved as [LeverName, readonly LeverSegment[]][]);
  });

const values = new Float64Array(INDICATORS.length * GROUPS.length);

/** Every column in its range, ties whole, indicators finite, accounts that sum to zero. */
function checkMonth(sim: Simulation): void {
  checkRanges(sim.households);
  checkRanges(sim.places);
  checkGraph(sim.ties);
  measure(sim, values);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  const name = INDICATORS[Math.floor(wrong / GROUPS.length)]?.name;
  if (wrong >= 0) throw new Error(`${name} of ${GROUPS[wrong % GROUPS.length]} is ${values[wrong]}`);
  const total = ACCOUNTS.reduce((sum, account) => sum + balance(sim.ledger, account), 0);
  const turnover = Object.values(sim.ledger).reduce((sum, each) => sum + Math.abs(each), 1);
  if (!(Math.abs(total) <= 1e-9 * turnover)) throw new Error(`accounts are off by ${total} EUR`);
}

describe("nothing leaves its range", () => {
  test(`in ${SETTINGS} random settings of all levers, every month of two years`, () => {
    const holds = fc.property(settings, fc.nat(1e6), (levers, seed) => {
      const sim = simulate({ households: HOUSEHOLDS, levers, runKey: luck(seed) });
      for (let month = 0; month < MONTHS; month++) {
        stepMonth(sim);
        checkMonth(sim);
      }
    });
    const seed = process.env.SOAK_SEED === undefined ? 2019 : Number(process.env.SOAK_SEED);
    fc.assert(holds, { numRuns: SETTINGS, seed, endOnFailure: SETTINGS <= 100 });
  });

  test(`in ${YEARS} years of the reference, and nothing explodes`, () => {
    const { levers } = loadScenario("reference");
    const sim = simulate({ households: HOUSEHOLDS, levers });
    const { rent, price } = sim.places.data;
    const [rents, prices] = [rent.slice(), price.slice()];
    const people = sim.places.data.persons.reduce((sum, each) => sum + each, 0);
    const ties = sim.ties.count.reduce((sum, each) => sum + each, 0);
    for (let month = 0; month < YEARS * 12; month++) {
      stepMonth(sim);
      if (month % 12 === 11) checkMonth(sim);
    }
    const ratio = (now: number, before: number) => Math.max(now / before, before / now);
    for (let j = 0; j < rents.length; j++) {
      expect(ratio(rent[j]!, rents[j]!), `rent of place ${j}`).toBeLessThan(4);
      expect(ratio(price[j]!, prices[j]!), `price of place ${j}`).toBeLessThan(6);
    }
    const later = sim.places.data.persons.reduce((sum, each) => sum + each, 0);
    expect(ratio(later, people)).toBeLessThan(3);
    expect(
      ratio(
        sim.ties.count.reduce((sum, each) => sum + each, 0),
        ties,
      ),
    ).toBeLessThan(3);
  });
});
