// @ts-check
/**
 * `npm run mutants [-- PROCESS …] [--list]`: plants one error at a time in a copy of the package, runs the
 * tests of its process, and tells which errors the tests caught and which survived. The work tree is
 * only read. Errors stand in the JSON files beside this one, one file a process.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * An error of one line: `from` stands once in `file`, `to` takes its place. `survives` says why no test
 * can notice it, where that is so.
 * @typedef {{ file: string, from: string, to: string, survives?: string }} Mutant
 * @typedef {{ tests: string[], mutants: Mutant[] }} Plan
 */

const root = fileURLToPath(new URL("../..", import.meta.url));
/** What the tests of the model need; their configuration takes a plugin of the viewer. */
const COPIED = ["sim", "tests", "scenarios", "viewer", "package.json", "package-lock.json", "tsconfig.json"];
/** Longest time of one run of tests [ms]; an error that makes it longer counts as caught. */
const LONGEST = 180_000;

const words = process.argv.slice(2);
const wanted = words.filter((word) => !word.startsWith("--"));
const all = plans();
const unknown = wanted.filter((name) => !(name in all));
if (unknown.length > 0) {
  process.stderr.write(`${unknown.join(", ")}: no such process; there are ${Object.keys(all).join(", ")}\n`);
  process.exitCode = 2;
} else if (words.includes("--list")) {
  for (const [name, { mutants }] of Object.entries(all)) process.stdout.write(`${name}: ${mutants.length}\n`);
} else process.exitCode = plant(wanted.length > 0 ? wanted : Object.keys(all));

/** @returns {Record<string, Plan>} */
function plans() {
  const files = readdirSync(join(root, "tests/mutation")).filter((name) => name.endsWith(".json"));
  const read = (/** @type {string} */ name) =>
    JSON.parse(readFileSync(join(root, "tests/mutation", name), "utf8"));
  return Object.fromEntries(files.map((name) => [name.slice(0, -".json".length), read(name)]));
}

/**
 * @param {readonly string[]} names processes
 * @returns {number} exit code: 1 if an error survived that should not
 */
function plant(names) {
  const folder = mkdtempSync(join(tmpdir(), "voisinage-mutants-"));
  process.on("SIGINT", () => process.exit(130));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const each of COPIED) cpSync(join(root, each), join(folder, each), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  let survivors = 0;
  for (const name of names) {
    const plan = /** @type {Plan} */ (all[name]);
    const sound = runTests(folder, plan.tests);
    if (sound !== "passed") throw new Error(`the tests of ${name} ${sound} without any planted error`);
    let caught = 0;
    for (const mutant of plan.mutants) {
      if (plantOne(folder, plan, mutant)) caught++;
      else if (mutant.survives === undefined) survivors++;
    }
    process.stdout.write(`${name}: ${caught} of ${plan.mutants.length} caught\n`);
  }
  return survivors > 0 ? 1 : 0;
}

/**
 * Plants one error, runs the tests and puts the file of the copy right again.
 * @param {string} folder
 * @param {Plan} plan
 * @param {Mutant} mutant
 * @returns {boolean} whether it was caught
 */
function plantOne(folder, plan, { file, from, to, survives }) {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  if (text.split(from).length !== 2) throw new Error(`${file} does not hold "${from}" exactly once`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  const found = runTests(folder, plan.tests);
  writeFileSync(path, text);
  const caught = found !== "passed";
  const verdict = caught ? "caught  " : survives === undefined ? "SURVIVED" : "survives";
  process.stdout.write(
    `  ${verdict} ${file}: ${to.trim()}${survives === undefined ? "" : ` (${survives})`}\n`,
  );
  return caught;
}

/**
 * @param {string} folder
 * @param {readonly string[]} tests
 * @returns {"passed" | "failed" | "took too long"}
 */
function runTests(folder, tests) {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--config", "tests/vitest.config.ts", "--bail=1", "--reporter=dot", ...tests];
  const run = spawnSync(process.execPath, args, { cwd: folder, timeout: LONGEST, killSignal: "SIGKILL" });
  if (run.error !== undefined || run.signal !== null) return "took too long";
  return run.status === 0 ? "passed" : "failed";
}
