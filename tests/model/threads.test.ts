/** Threads share a month out in blocks: which block is done when, and by whom, changes no bit. */
import { describe, expect, test } from "vitest";
import { digestBytes } from "../../sim/core/digest.ts";
import { PASSES } from "../../sim/experiment/passes.ts";
import { prepare } from "../../sim/experiment/run.ts";
import { loadScenario } from "../../sim/experiment/scenario.ts";
import { createSimulation, digestSimulation, stepMonth } from "../../sim/model/simulation.ts";
import type { Team } from "../../sim/model/state.ts";
import { measureGroups } from "../../sim/output/groups.ts";
import { GROUPS, INDICATORS, measure } from "../../sim/output/indicators.ts";

/** Enough for several blocks of those that make sums. */
const run = prepare(loadScenario("reference"), { households: 70_000, months: 2, seed: "threads" });

/** A team of one that does blocks in another order, and notes which passes it was given. */
function shuffling(order: (blocks: number) => number[], given: Set<unknown>): Team {
  return {
    renew: () => {},
    run(sim, pass, items, block) {
      given.add(pass);
      for (const k of order(Math.ceil(items / block))) {
        pass(sim, k * block, Math.min(items, (k + 1) * block));
      }
    },
  };
}

function digestsAfter(team: Team | null): Record<string, string> {
  const sim = createSimulation(run.input, () => {}, team);
  for (let month = 0; month < run.months; month++) stepMonth(sim);
  const indicators = new Float64Array(INDICATORS.length * GROUPS.length);
  measure(sim, indicators);
  const digest = (values: Float64Array) => digestBytes(new Uint8Array(values.buffer));
  const groups = digest(measureGroups(sim));
  return { ...digestSimulation(sim), indicators: digest(indicators), groups };
}

describe("blocks of a pass", () => {
  const given = new Set<unknown>();
  const alone = digestsAfter(null);

  test("may be done backwards", () => {
    const backwards = (blocks: number) => Array.from({ length: blocks }, (_, k) => blocks - 1 - k);
    expect(digestsAfter(shuffling(backwards, given))).toEqual(alone);
  });

  test("may be done odd ones first", () => {
    const numbers = (blocks: number) => Array.from({ length: blocks }, (_, k) => k);
    const oddFirst = (blocks: number) => numbers(blocks).sort((a, b) => (b % 2) - (a % 2) || a - b);
    expect(digestsAfter(shuffling(oddFirst, given))).toEqual(alone);
  });

  test("belong to passes that all threads know", () => {
    expect([...given].filter((pass) => !PASSES.some((each) => each === pass))).toEqual([]);
    expect(new Set(PASSES).size).toBe(PASSES.length);
  });
});
