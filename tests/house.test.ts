/** The house as a whole: types, formatting and lint, packages, and the commands of the package. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT, readSource } from "./tidy/source.ts";

/** Runs a tool of the package; its output if it fails, or an empty text. */
function complaint(tool: string, args: readonly string[]): string {
  try {
    execFileSync(process.execPath, [join(ROOT, "node_modules", tool), ...args], {
      cwd: ROOT,
      encoding: "utf8",
    });
    return "";
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    return `${stdout}${stderr}`.slice(0, 20_000) || String(error);
  }
}

test("the types are right", () => {
  expect(complaint("typescript/bin/tsc", ["--noEmit", "--pretty", "false"])).toBe("");
});

test("the code is formatted and free of lint (npm run format puts most of it right)", () => {
  expect(
    complaint("@biomejs/biome/bin/biome", [
      "check",
      "--colors=off",
      "--error-on-warnings",
      "--max-diagnostics=50",
    ]),
  ).toBe("");
});

describe("packages", () => {
  const manifest = JSON.parse(readSource("package.json"));
  const lock = JSON.parse(readSource("package-lock.json"));

  test("have exact versions, those of the lock file", () => {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });

  test("are in the lock file for every kind of machine, else npm ci refuses", () => {
    for (const [path, entry] of Object.entries<{ optionalDependencies?: object }>(lock.packages)) {
      for (const name of Object.keys(entry.optionalDependencies ?? {})) {
        expect(lock.packages, path).toHaveProperty([`node_modules/${name}`]);
      }
    }
  });

  test("run nothing when they are installed, and name no place of download", () => {
    for (const [path, entry] of Object.entries<Record<string, unknown>>(lock.packages)) {
      expect(entry.hasInstallScript, path).toBeUndefined();
      expect(entry.resolved, path).toBeUndefined();
    }
  });
});
