/** The bench measures the engine itself: what it times computes what a run computes. */
import { expect, test } from "vitest";
import { compareChoices } from "../../bench/choice.ts";
import { copyBandwidth, measureEngine } from "../../bench/engine.ts";
import { prepare, runScenario } from "../../sim/experiment/run.ts";
import { loadScenario } from "../../sim/experiment/scenario.ts";
import { SCHEDULE } from "../../sim/model/schedule.ts";
import { stateDigest } from "../../sim/model/simulation.ts";

test("the measured engine ends in the state of a run", async () => {
  const run = prepare(loadScenario("reference"), { households: 600, months: 2, seed: "bench" });
  const figures = measureEngine(run);
  expect(figures.digest).toBe(stateDigest(await runScenario(run)));
  expect(Object.keys(figures.processes)).toEqual(SCHEDULE.map(({ name }) => name));
  expect(figures.nsPerHouseholdMonth).toBeGreaterThan(0);
});

test("memory is copied at a believable rate", () => {
  expect(copyBandwidth()).toBeGreaterThan(1e8);
  expect(copyBandwidth()).toBeLessThan(1e13);
});

test("the search for a place chooses as working out every place does", async () => {
  const run = prepare(loadScenario("reference"), { households: 600, months: 1, seed: "bench" });
  const { compared, equal, places } = await compareChoices(run, 700, 1);
  expect([compared, equal, places]).toEqual([700, 700, 573]);
});
