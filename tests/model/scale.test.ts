/** A run of few households is a sample of one of many: the same indicators but for luck. */
import { expect, it } from "vitest";
import { GROUPS, INDICATORS, measure } from "../../sim/output/indicators.ts";
import { luck, simulate } from "./cities.ts";

const SEEDS = 6;
const MONTHS = 14;
const SIZES = [5000, 20_000] as const;
/** Indicators of the last month: by seed, all groups of all indicators. */
function indicators(households: number): number[][] {
  return Array.from({ length: SEEDS }, (_, seed) => {
    const out = new Float64Array(INDICATORS.length * GROUPS.length);
    measure(simulate({ households, runKey: luck(seed) }, MONTHS), out);
    return Array.from(out);
  });
}

it("a quarter of the households gives the same indicators by class, within seed error", () => {
  const [few, many] = SIZES.map(indicators) as [number[][], number[][]];
  const wrong: string[] = [];
  INDICATORS.forEach(({ name }, k) => {
    GROUPS.forEach((group, g) => {
      const values = (runs: number[][]) => runs.map((run) => run[k * GROUPS.length + g] ?? Number.NaN);
      const [a, b] = [summary(values(few)), summary(values(many))];
      // With 10 degrees of freedom 6 standard errors are crossed once in 8,000 cells; there are 400.
      const allowed = 6 * Math.sqrt((a.variance + b.variance) / SEEDS) + 1e-9;
      if (!(Math.abs(a.mean - b.mean) <= allowed))
        wrong.push(`${name} ${group}: ${a.mean} against ${b.mean}`);
    });
  });
  expect(wrong).toEqual([]);
});

it("real counts do not depend on the number of simulated households", () => {
  const totals = SIZES.map((households) => {
    const out = new Float64Array(INDICATORS.length * GROUPS.length);
    measure(simulate({ households }), out);
    return out[INDICATORS.findIndex(({ name }) => name === "households") * GROUPS.length];
  });
  expect(totals[0]).toBeCloseTo(totals[1] ?? 0, 3);
});

function summary(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (values.length - 1);
  return { mean, variance };
}
