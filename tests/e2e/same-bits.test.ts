/** The engine as it was built gives the same bits in this Node and in a worker of a page. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ROOT } from "../tidy/source.ts";

const PROGRAM = join(ROOT, "sim/cli/launch/same-bits.mjs");

test("this Node and Chromium agree on a run, on the functions and on the draws", async () => {
  const size = ["--households", "600", "--months", "2", "--samples", "5000"];
  const words = [PROGRAM, "--only", "this,chromium", "--json", ...size];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: ROOT });
  const { rows } = JSON.parse(stdout) as { rows: { state: string; digests: object }[] };
  expect(rows.map(({ state }) => state)).toEqual(["same", "same"]);
  expect(rows[0]?.digests).toEqual(rows[1]?.digests);
}, 60_000);
