/** The commands as a user starts them: separate programs, real signals, real pipes. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ROOT } from "../tidy/source.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "voisinage-launch-"));
afterAll(() => rmSync(FOLDER, { recursive: true }));
const PROGRAM = join(ROOT, "sim/cli/launch/voisinage.mjs");

function voisinage(...words: string[]) {
  return spawnSync(process.execPath, [PROGRAM, ...words], { encoding: "utf8", cwd: ROOT });
}

describe("the program", () => {
  test("prints nothing of its own to stdout", () => {
    const { status, stdout } = voisinage("schedule", "--json");
    expect([status, Object.keys(JSON.parse(stdout))]).toEqual([0, ["processes"]]);
  });

  test("works from another folder, by its name", () => {
    const { status, stdout } = spawnSync(PROGRAM, ["--version"], { encoding: "utf8", cwd: tmpdir() });
    expect([status, stdout.trim()]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
  });

  test("ends with 2 for a fault of the user's, within 5 s", () => {
    const began = performance.now();
    expect(voisinage("run", "refrence").status).toBe(2);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  test("ends quietly when its reader leaves", () => {
    const shell = `"${process.execPath}" "${PROGRAM}" --help | head -1`;
    const { stdout, stderr } = spawnSync("sh", ["-c", shell], { encoding: "utf8", cwd: ROOT });
    expect([stdout.split("\n").length, stderr]).toEqual([2, ""]);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("a run stopped by %s ends with %i and leaves nothing", async (signal, expected) => {
    const out = join(FOLDER, signal);
    const words = ["run", "reference", "--households", "600", "--months", "1200", "--out", out];
    const child = spawn(process.execPath, [PROGRAM, ...words], { cwd: ROOT, stdio: "ignore" });
    const ended = new Promise((resolve) => child.on("close", resolve));
    while (readdirSync(FOLDER).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill(signal);
    expect(await ended).toBe(expected);
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(FOLDER)).toEqual([]);
  });

  test("a run stopped while its population is built ends at once", async () => {
    const words = ["run", "reference", "--households", "400000", "--out", join(FOLDER, "early")];
    const child = spawn(process.execPath, [PROGRAM, ...words], { cwd: ROOT, stdio: "ignore" });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const began = performance.now();
    const ended = new Promise((resolve) => child.on("close", (_, signal) => resolve(signal)));
    child.kill("SIGINT");
    expect(await ended).toBe("SIGINT");
    expect(performance.now() - began).toBeLessThan(1500);
    expect(readdirSync(FOLDER)).toEqual([]);
  });

  test("a port in use is told, with 2", async () => {
    const { createServer } = await import("node:net");
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const { status, stderr } = voisinage("serve", "--port", String(port), "--no-open");
    server.close();
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(new RegExp(`${port}.*\\[SERVER_PORT_IN_USE\\]`)),
    ]);
  });
});
