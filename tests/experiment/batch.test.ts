/** Batches: what a design may say, and what their folder holds after whatever has happened to it. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type BatchOptions, runBatch } from "../../sim/experiment/batch.ts";
import { loadDesign } from "../../sim/experiment/design.ts";
import { UserError } from "../../sim/experiment/errors.ts";
import { nodeFiles } from "../../sim/output/files.ts";
import { GROUPS, INDICATORS } from "../../sim/output/indicators.ts";
import { faultOf } from "./faults.ts";
import { smallWorld } from "./small-world.ts";

const world = smallWorld();
afterAll(world.remove);

const SMALL = "scenario: calm.yaml\nmonths: 3\nreplications: 3\n";
let folders = 0;

function optionsOf(change: Partial<BatchOptions> = {}): BatchOptions {
  const signal = new AbortController().signal;
  return { files: nodeFiles, out: world.path(`batch-${folders++}`), threads: 1, signal, ...change };
}

describe("a design", () => {
  test("is every scenario at every point with every seed, numbered", () => {
    const design = loadDesign(world.path("design.yaml"));
    expect(design.prepared).toHaveLength(6);
    expect(design.runs).toHaveLength(60);
    expect(design.runs[0]).toEqual({ id: "000001", run: 0, scenario: "calm", point: 0, seed: "voisinage-1" });
    expect(design.runs[59]).toEqual({
      id: "000060",
      run: 5,
      scenario: "remote",
      point: 2,
      seed: "voisinage-10",
    });
    expect(design.prepared[4]?.input.levers.get("housing.permits")?.[0]?.value).toBe(0.2);
    expect(design.prepared[4]?.input.levers.get("telework.norm")?.[0]?.value).toBe(5);
  });

  test("has one digest, and another when something that decides results differs", () => {
    const digestOf = (text: string) => loadDesign(world.add("d.yaml", text)).digest;
    const first = digestOf(SMALL);
    expect(digestOf(`# a comment\n${SMALL}`)).toBe(first);
    for (const other of [
      "months: 4",
      "seed: x",
      "households: 400",
      "every: 1",
      "levers: [{ housing.index: 0 }]",
    ]) {
      const key = other.slice(0, other.indexOf(":"));
      const text = SMALL.split("\n").filter((line) => !line.startsWith(`${key}:`));
      expect(digestOf([...text, other].join("\n")), other).not.toBe(first);
    }
  });

  test("tells all its faults at once, with line and path", () => {
    const text =
      "scenario: calm.yaml\nscenarios: [x]\nreplicatons: 2\nmonths: 0\nlevers:\n  - telework.nrm: 1\n";
    const fault = faultOf(() => loadDesign(world.add("bad.yaml", text)));
    const lines = fault.message.split("\n").map((line) => line.slice(world.folder.length + 1));
    expect(lines).toEqual([
      expect.stringMatching(/^bad\.yaml:1 \/replications: is missing; write it \[BATCH_MISSING\]$/),
      expect.stringMatching(
        /^bad\.yaml:3 \/: unknown key "replicatons"; did you mean "replications"\? \[BATCH_KEY\]$/,
      ),
      expect.stringMatching(/^bad\.yaml:4 \/months: 0 is out of range; allowed: whole numbers 1 … 1200/),
      expect.stringMatching(
        /^bad\.yaml:6 \/levers\/0: unknown lever "telework\.nrm"; did you mean "telework\.norm"\?/,
      ),
      expect.stringMatching(
        /^bad\.yaml:1 \/scenario: stands beside scenarios; keep one of the two \[BATCH_CONFLICT\]$/,
      ),
    ]);
  });

  test.each([
    ["BATCH_MISSING", "replications: 2\n", "scenarios"],
    [
      "BATCH_RANGE",
      `${SMALL}levers:\n  - housing.permits: 9\n`,
      "/levers/0/housing.permits: 9 is out of range",
    ],
    ["BATCH_RANGE", SMALL.replace("3\n", "3\n").replace("replications: 3", "replications: 100001"), "100000"],
    [
      "BATCH_RANGE",
      `${SMALL.replace("replications: 3", "replications: 60000")}levers: [{}, {}]\n`,
      "120000 runs",
    ],
    ["BATCH_DUPLICATE", "scenarios: [calm.yaml, calm.yaml]\nreplications: 1\n", "/scenarios/1"],
    ["SCENARIO_FILE", "scenarios: [calm.yaml, refrence]\nreplications: 1\n", 'did you mean "reference"'],
    ["BATCH_TAG", "scenario: !!binary aGVsbG8=\nreplications: 1\n", "not allowed"],
    ["BATCH_TYPE", "- a\n", "keys with values"],
    ["RUN_SIZE", `${SMALL}households: 30000000\n`, "places hold"],
  ])("with %s is refused: %j", (code, text, said) => {
    const fault = faultOf(() => loadDesign(world.add("bad.yaml", text)));
    expect(fault.code).toBe(code);
    expect(fault.message).toContain(said);
  });

  test("that does not exist is told", () => {
    expect(faultOf(() => loadDesign(world.path("none.yaml"))).code).toBe("BATCH_FILE");
  });
});

describe("a batch", () => {
  const design = loadDesign(world.add("small.yaml", SMALL));

  test("holds one file a run, one table of all, and a summary", async () => {
    const options = optionsOf();
    const report = await runBatch(design, options);
    expect(report).toMatchObject({ runs: 3, made: 3, found: 0, damaged: 0 });
    expect(readdirSync(options.out)).toEqual([
      "manifest.json",
      "results.csv",
      "results.parquet",
      "runs",
      "summary.json",
    ]);
    const rows = readFileSync(join(options.out, "results.csv"), "utf8").trim().split("\n");
    // The beginning and the last month of each run.
    expect(rows).toHaveLength(1 + 3 * 2 * INDICATORS.length * GROUPS.length);
    expect(rows[0]).toBe("run,scenario,point,seed,month,class,indicator,value,unit");
    expect(rows[1]).toMatch(/^1,calm,0,voisinage-1,2018-12,all,population,\d+(\.\d+)?,persons$/);
    expect(JSON.parse(readFileSync(join(options.out, "summary.json"), "utf8")).digest).toBe(report.digest);
  });

  test("begun again makes only what is damaged, cut or gone, to the same digest", async () => {
    const options = optionsOf();
    const { digest } = await runBatch(design, options);
    expect(await runBatch(design, options)).toEqual({ digest, runs: 3, made: 0, found: 3, damaged: 0 });
    const path = (id: string) => join(options.out, "runs", `${id}.json`);
    const text = readFileSync(path("000001"), "utf8");
    writeFileSync(path("000001"), text.replace(/(\d)(\d),/, "$2$1,"));
    writeFileSync(path("000002"), text.slice(0, 500));
    rmSync(path("000003"));
    expect(await runBatch(design, options)).toEqual({ digest, runs: 3, made: 3, found: 0, damaged: 2 });
    writeFileSync(path("000002"), text);
    expect(await runBatch(design, options)).toEqual({ digest, runs: 3, made: 1, found: 2, damaged: 1 });
  });

  test("of another design, of other code, or no batch at all is refused and left alone", async () => {
    const options = optionsOf();
    await runBatch(design, options);
    const other = loadDesign(world.add("other.yaml", SMALL.replace("months: 3", "months: 4")));
    const refusal = async (batch: typeof design, out: string) => {
      const error = await runBatch(batch, { ...options, out }).catch((each: unknown) => each);
      if (!(error instanceof UserError)) throw error;
      return error.message;
    };
    expect(await refusal(other, options.out)).toMatch(/another design \(other points\).*\[BATCH_DESIGN\]/);
    const manifest = join(options.out, "manifest.json");
    const before = readFileSync(manifest, "utf8");
    writeFileSync(manifest, before.replace(/"codeDigest": ".{4}/, '"codeDigest": "0000'));
    expect(await refusal(design, options.out)).toContain("[BATCH_CODE]");
    writeFileSync(manifest, before);
    expect(await refusal(design, world.folder)).toContain("[BATCH_FOLDER]");
    expect((await runBatch(design, options)).made).toBe(0);
  });

  test("stopped between two runs keeps what was done, and goes on", async () => {
    const whole = await runBatch(design, optionsOf());
    const stop = new AbortController();
    let months = 0;
    const options = optionsOf({
      signal: stop.signal,
      onMonths: (passed) => {
        months += passed;
        if (months >= 4) stop.abort(new Error("stopped"));
      },
    });
    await expect(runBatch(design, options)).rejects.toThrow("stopped");
    expect(readdirSync(join(options.out, "runs"))).toEqual(["000001.json"]);
    const { signal: _, onMonths: __, ...rest } = options;
    const resumed = await runBatch(design, optionsOf(rest));
    expect(resumed).toEqual({ ...whole, made: 2, found: 1 });
  });
});
