/** A batch as a user starts it, and as a machine ends it: separate programs, threads, SIGKILL. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { smallWorld } from "../experiment/small-world.ts";
import { ROOT } from "../tidy/source.ts";

vi.setConfig({ testTimeout: 120_000 });

const PROGRAM = join(ROOT, "sim/cli/launch/voisinage.mjs");
const KILLS = 5;
const RUNS = 60;

const world = smallWorld();
afterAll(world.remove);

function words(design: string, out: string): string[] {
  return [PROGRAM, "batch", world.path(design), "--out", world.path(out), "--json"];
}

function finish(design: string, out: string, ...more: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...words(design, out), ...more], {
    encoding: "utf8",
    cwd: ROOT,
  });
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  return JSON.parse(stdout) as { digest: string; made: number; found: number };
}

/** Results committed so far. */
function committed(out: string): string[] {
  const folder = join(world.path(out), "runs");
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith(".")) : [];
}

/** Starts the batch and kills the program as soon as some results are there; how many it left. */
async function killAt(out: string, results: number): Promise<number> {
  const child = spawn(process.execPath, words("design.yaml", out), { cwd: ROOT, stdio: "ignore" });
  const ended = new Promise((resolve) => child.on("close", (_, signal) => resolve(signal)));
  while (committed(out).length < results && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  child.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");
  return committed(out).length;
}

test("killed five times and begun again, it makes only what is missing, to the same digest", async () => {
  const whole = finish("design.yaml", "whole");
  expect(whole).toMatchObject({ runs: RUNS, made: RUNS, found: 0 });
  let before = 0;
  for (let kill = 1; kill <= KILLS; kill++) {
    const left = await killAt("killed", before + 1 + kill);
    expect(left).toBeGreaterThan(before);
    expect(left).toBeLessThan(RUNS);
    before = left;
  }
  expect(finish("design.yaml", "killed")).toMatchObject({
    digest: whole.digest,
    made: RUNS - before,
    found: before,
  });
  for (const name of ["results.csv", "results.parquet", "summary.json", "manifest.json"]) {
    expect(readFileSync(join(world.path("killed"), name)), name).toEqual(
      readFileSync(join(world.path("whole"), name)),
    );
  }
  expect(readdirSync(world.path("killed")).filter((name) => name.startsWith("."))).toEqual([]);
});

test("its results do not depend on the number of threads", () => {
  const { digest } = finish("few.yaml", "one", "--threads", "1");
  expect(finish("few.yaml", "three", "--threads", "3").digest).toBe(digest);
});

test("without a folder it is refused", () => {
  const { status, stdout } = spawnSync(process.execPath, [PROGRAM, "batch", "x.yaml", "--json"], {
    encoding: "utf8",
    cwd: ROOT,
  });
  expect([status, JSON.parse(stdout).error.code]).toEqual([2, "CLI_MISSING"]);
});
