/** A run on several threads, as a user starts it. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const ROOT = new URL("../..", import.meta.url).pathname;
const PROGRAM = `${ROOT}sim/cli/launch/voisinage.mjs`;

function digestWith(threads: number, kernel: string): string {
  const words = ["run", "reference", "--households", "80000", "--months", "2", "--seed", "t", "--json"];
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [PROGRAM, ...words, "--threads", String(threads), "--kernel", kernel],
    { encoding: "utf8", cwd: ROOT },
  );
  expect([status, stderr]).toEqual([0, expect.anything()]);
  const result = JSON.parse(stdout);
  expect(result.threads).toBe(threads);
  return result.digest;
}

test("one, two, three, four and eight threads give the same bits, with kernels and without", () => {
  const alone = digestWith(1, "ts");
  const others = [
    [2, "ts"],
    [1, "wasm"],
    [3, "wasm"],
    [4, "ts"],
    [8, "wasm"],
  ] as const;
  for (const [threads, kernel] of others) {
    expect(digestWith(threads, kernel), `${threads} threads, ${kernel}`).toBe(alone);
  }
});
