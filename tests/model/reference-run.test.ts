/** Ten years of the reference on the real places: they grow as before, people move as F03 says. */
import { expect, test } from "vitest";
import { prepare, runScenario } from "../../sim/experiment/run.ts";
import { loadScenario } from "../../sim/experiment/scenario.ts";
import { PLACE_CLASSES } from "../../sim/model/places.ts";
import type { Simulation } from "../../sim/model/state.ts";
import { yearlyGrowth } from "../../sim/model/trends.ts";
import { GROUPS, INDICATORS, measure } from "../../sim/output/indicators.ts";

const HOUSEHOLDS = 100_000;

function indicators(sim: Simulation): (name: string, group: number) => number {
  const values = new Float64Array(INDICATORS.length * GROUPS.length);
  measure(sim, values);
  return (name, group) => values[INDICATORS.findIndex((each) => each.name === name) * GROUPS.length + group]!;
}

/** Growth of inhabitants of a class in ten years, as the table has it of the years before. */
function decadeOf({ input: { places } }: Simulation, k: number): number {
  const here = places.population.map((each, j) => (places.placeClass[j] === k ? each : 0));
  const grown = here.map((each, j) => each * Math.exp(10 * yearlyGrowth(places, j)));
  const sum = (values: Float64Array) => values.reduce((all, each) => all + each, 0);
  return sum(grown) / sum(here);
}

test("the reference keeps the pace of its cities and its moves over ten years", {
  timeout: 300_000,
}, async () => {
  const run = prepare(loadScenario("reference"), { households: HOUSEHOLDS, seed: "a" });
  const yearly: { all: number; between: number }[] = [];
  let first: ReturnType<typeof indicators> | undefined;
  const sim = await runScenario(run, {
    onMonth: (now, elapsed) => {
      if (elapsed === 0) first = indicators(now);
      else if (elapsed % 12 === 0) {
        const of = indicators(now);
        yearly.push({ all: of("movingRate", 0), between: of("interAreaRate", 0) });
      }
    },
  });
  const last = indicators(sim);
  for (const [k, name] of PLACE_CLASSES.entries()) {
    const ratio = (what: string) => last(what, k + 1) / first!(what, k + 1);
    const pace = ratio("population") / decadeOf(sim, k);
    expect(Math.abs(pace - 1), `population of ${name} against its trend`).toBeLessThan(0.02);
    expect(Math.abs(ratio("rent") - 1), `rent of ${name}`).toBeLessThan(0.15);
  }
  for (const [year, { all, between }] of yearly.entries()) {
    expect(all, `moves of year ${year + 1} [%]`).toBeGreaterThan(8);
    expect(all, `moves of year ${year + 1} [%]`).toBeLessThan(12);
    expect(between, `moves between areas of year ${year + 1} [%]`).toBeGreaterThan(2);
    expect(between, `moves between areas of year ${year + 1} [%]`).toBeLessThan(4);
  }
});
