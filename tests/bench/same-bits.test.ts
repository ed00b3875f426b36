/** A difference between runtimes is found, named and makes the command fail; what is missing is said. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { compareRuntimes, exitCodeOf, type Row, tableOf } from "../../bench/same-bits/comparison.ts";
import { computeDigests, type Outcome } from "../../bench/same-bits/digests.ts";
import { decodeInput, encodeInput } from "../../bench/same-bits/input.ts";
import { main } from "../../bench/same-bits/main.ts";
import { newest } from "../../bench/same-bits/nodes.ts";
import { NotHere, outputOf, type Runtime, reasonOf } from "../../bench/same-bits/runtime.ts";
import { builtKernels, makeTask } from "../../bench/same-bits/task.ts";
import { prepare, runScenario } from "../../sim/experiment/run.ts";
import { loadScenario } from "../../sim/experiment/scenario.ts";
import { digestSimulation } from "../../sim/model/simulation.ts";

const SIZE = { households: 600, months: 1, samples: 100 };
const outcome = computeDigests(makeTask(SIZE), builtKernels());

afterEach(() => vi.restoreAllMocks());

function runtime(id: string, given: Outcome | Error): Runtime {
  return {
    id,
    name: id,
    measure: async () => {
      if (given instanceof Error) throw given;
      return { version: "1.2.3", outcome: given, seconds: 1 };
    },
  };
}

/** The outcome with another wage in month 1, as a runtime would give it that rounds otherwise. */
const planted: Outcome = {
  ...outcome,
  digests: { ...outcome.digests, run: "0".repeat(32) },
  parts: { ...outcome.parts, run: { ...outcome.parts.run, "month 1, households.wage": "0".repeat(32) } },
};

describe("the digests", () => {
  test("are those of a run", async () => {
    const run = prepare(loadScenario("reference"), { households: 600, months: 1, seed: "same bits" });
    const columns = digestSimulation(await runScenario(run));
    for (const [name, digest] of Object.entries(columns)) {
      expect(outcome.parts.run[`month 1, ${name}`], name).toBe(digest);
    }
    expect(outcome.digests.kernels).toBe(outcome.digests.run);
  });

  test("change with what they are of", () => {
    const other = computeDigests(makeTask({ ...SIZE, households: 601, samples: 101 }), builtKernels());
    for (const kind of ["run", "maths", "draws"] as const) {
      expect(other.digests[kind]).not.toBe(outcome.digests[kind]);
    }
    expect(new Set(Object.values(outcome.parts.maths)).size).toBe(Object.keys(outcome.parts.maths).length);
    expect(new Set(Object.values(outcome.parts.draws)).size).toBe(Object.keys(outcome.parts.draws).length);
  });

  test("are of an input that survives as a text", () => {
    const { input } = prepare(loadScenario("reference"), { households: 600 });
    expect(decodeInput(encodeInput(input))).toEqual(input);
    const odd = { ...input, constants: Float64Array.of(-0, Number.NaN, Number.NEGATIVE_INFINITY, 0.1 + 0.2) };
    expect(decodeInput(encodeInput(odd)).constants).toEqual(odd.constants);
  });
});

describe("a comparison", () => {
  test("of equal bits ends with 0", async () => {
    const rows = await compareRuntimes([runtime("a", outcome), runtime("b", outcome)], SIZE);
    expect(rows.map(({ state }) => state)).toEqual(["same", "same"]);
    expect(exitCodeOf(rows)).toBe(0);
  });

  test("names what differs first, and the command ends with 1", async () => {
    const runtimes = [runtime("a", outcome), runtime("b", planted)];
    const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await main([], runtimes)).toBe(1);
    const text = written.mock.calls.join("");
    expect(text).toContain("| b | 1.2.3 | `00000000` |");
    expect(text).toContain("b differs in its run, first at: month 1, households.wage");
    expect(text).toContain("1 the same, 1 differ, 0 failed, 0 not here");
    expect(await main(["--json"], runtimes)).toBe(1);
    const { rows } = JSON.parse(String(written.mock.lastCall?.[0])) as { rows: Row[] };
    expect(rows[1]).toMatchObject({ state: "differs", first: { run: "month 1, households.wage" } });
  });

  test("holds kernels to the run without them", async () => {
    const digests = { ...outcome.digests, kernels: "0".repeat(32) };
    const kernels = { ...outcome.parts.kernels, "month 1, ties.strength": "0".repeat(32) };
    const other = { ...outcome, digests, parts: { ...outcome.parts, kernels } };
    const [row] = await compareRuntimes([runtime("a", other)], SIZE);
    expect(row).toMatchObject({ state: "differs", first: { kernels: "month 1, ties.strength" } });
  });

  test("goes on without what is not here, and says why", async () => {
    const absent = runtime("b", new NotHere("there is no b; install b"));
    const rows = await compareRuntimes([runtime("a", outcome), absent, runtime("c", outcome)], SIZE);
    expect(exitCodeOf(rows)).toBe(0);
    expect(tableOf(rows)).toContain("| b | not here |  |  |  |  |  | there is no b; install b |");
  });

  test("with nothing to compare, or with a runtime that fails, ends with 1", async () => {
    const absent = runtime("b", new NotHere("no b"));
    expect(exitCodeOf(await compareRuntimes([runtime("a", outcome), absent], SIZE))).toBe(1);
    const broken = runtime("c", new Error("c ended with 1: x.js:1\n\nTypeError: y is not a function\n at z"));
    const rows = await compareRuntimes([runtime("a", outcome), runtime("b", outcome), broken], SIZE);
    expect(rows[2]).toEqual({ state: "failed", runtime: "c", reason: "TypeError: y is not a function" });
    expect(exitCodeOf(rows)).toBe(1);
  });

  test("refuses a runtime it does not know", async () => {
    const told = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await main(["--only", "this,node19"])).toBe(2);
    expect(String(told.mock.lastCall?.[0])).toMatch(/no runtime node19; known are this, node20/);
  });
});

test("the newest version of a major is found by number", () => {
  expect(newest(["24.9.0", "24.10.0", "24.10.0-rc.1", "26.0.0", "24.2.11"], 24)).toBe("24.10.0");
  expect(newest(["26.0.0"], 24)).toBeUndefined();
});

test("a program that is not there is told at once, and no timer waits for it", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await expect(outputOf("no-such-program", [])).rejects.toThrow(/ENOENT/);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("the reason of a failure is the line that tells it", () => {
  expect(reasonOf(new Error("npm ended with 1: npm error code E404\nnpm error 404"))).toMatch(/E404$/);
  expect(reasonOf("one\ntwo")).toBe("two");
});
