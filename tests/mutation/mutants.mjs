// @ts-check
/**
 * `npm run mutants [-- PROCESS …] [--list]`: plants one error at a time in a copy of the package, runs the
 * tests of its process one file after the other until one fails, and tells which errors the tests caught
 * and which survived. The work tree is only read. Errors stand in the JSON files beside this one, one
 * file a process, with the tests that run first first, as `FILE` or `FILE -t WORDS OF NAMES`; README.md
 * holds the figures of the last whole run.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * An error of one line: `from` stands once in `file`, `to` takes its place. `survives` says why no test
 * can notice it, where that is so: such an error is planted too, but left out of the sums.
 * @typedef {{ file: string, from: string, to: string, survives?: string }} Mutant
 * @typedef {{ tests: string[], mutants: Mutant[] }} Plan
 * @typedef {{ caught: number, planted: number, equivalent: number, seconds: number, wrong: number }} Sum
 */

const root = fileURLToPath(new URL("../..", import.meta.url));
/** What the tests of the model need; their configuration takes a plugin of the viewer. */
const COPIED = ["sim", "tests", "scenarios", "viewer", "package.json", "package-lock.json", "tsconfig.json"];
/** Longest time of one file of tests [ms]; an error that makes it longer counts as caught. */
const LONGEST = 180_000;
/** Limit of one test [ms]: wide, so that a busy machine does not pass for an error caught. */
const TEST_LIMIT = 170_000;

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
 * @returns {number} exit code: 1 if an error survived that should not, or one said to survive was caught
 */
function plant(names) {
  const folder = mkdtempSync(join(tmpdir(), "voisinage-mutants-"));
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const each of COPIED) cpSync(join(root, each), join(folder, each), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const sums = names.map((name) => plantAll(folder, name));
  process.stdout.write(`\n${table(names, sums)}\n${inWords(total(sums))}\n`);
  return total(sums).wrong > 0 ? 1 : 0;
}

/**
 * Plants the errors of one process, a line each.
 * @param {string} folder
 * @param {string} name
 * @returns {Sum}
 */
function plantAll(folder, name) {
  const { tests, mutants } = /** @type {Plan} */ (all[name]);
  const start = performance.now();
  const sum = { caught: 0, planted: 0, equivalent: 0, seconds: 0, wrong: 0 };
  const sound = firstFailure(folder, tests);
  if (sound !== "") throw new Error(`the tests of ${name} fail without any planted error: ${sound}`);
  for (const [at, mutant] of mutants.entries()) {
    const from = performance.now();
    const by = plantOne(folder, tests, mutant);
    const equivalent = mutant.survives !== undefined;
    if (equivalent) sum.equivalent++;
    else sum.planted++;
    if (!equivalent && by !== "") sum.caught++;
    if (equivalent === (by !== "")) sum.wrong++;
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    const change = `${mutant.from.trim()}  ->  ${mutant.to.trim()}`.replaceAll(/\s+/g, " ");
    const line = `${mutant.file}: ${change}\n      ${verdict(mutant, by)}, ${seconds} s`;
    process.stdout.write(`${name} ${at + 1}/${mutants.length} ${line}\n`);
  }
  sum.seconds = (performance.now() - start) / 1000;
  process.stdout.write(`${name}: ${inWords(sum)}, ${sum.seconds.toFixed(0)} s\n`);
  return sum;
}

/**
 * @param {Mutant} mutant
 * @param {string} by the test that failed, "" if none
 */
function verdict({ survives }, by) {
  if (survives === undefined) return by === "" ? "SURVIVED" : `caught by ${by}`;
  return by === "" ? `survives: ${survives}` : `CAUGHT though said to survive, by ${by}`;
}

/** @param {readonly Sum[]} sums @returns {Sum} */
function total(sums) {
  const all = { caught: 0, planted: 0, equivalent: 0, seconds: 0, wrong: 0 };
  for (const sum of sums) {
    all.caught += sum.caught;
    all.planted += sum.planted;
    all.equivalent += sum.equivalent;
    all.seconds += sum.seconds;
    all.wrong += sum.wrong;
  }
  return all;
}

/** @param {Sum} sum */
function inWords({ caught, planted, equivalent }) {
  return `${caught} of ${planted} caught (${equivalent} equivalent left out)`;
}

/** The table of README.md. @param {readonly string[]} names @param {readonly Sum[]} sums */
function table(names, sums) {
  const rows = [...names, "all"].map((name, at) => {
    const { caught, planted, equivalent, seconds } = sums[at] ?? total(sums);
    const share = Math.floor((100 * caught) / planted);
    return `| ${name} | ${planted} | ${caught} | ${share} | ${equivalent} | ${seconds.toFixed(0)} |\n`;
  });
  const head =
    "| process | planted | caught | % | equivalent | s |\n| --- | ---: | ---: | ---: | ---: | ---: |\n";
  return head + rows.join("");
}

/**
 * Plants one error, runs the tests and puts the file of the copy right again.
 * @param {string} folder
 * @param {readonly string[]} tests
 * @param {Mutant} mutant
 * @returns {string} the test that caught it, "" if none did
 */
function plantOne(folder, tests, { file, from, to }) {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  if (text.split(from).length !== 2) throw new Error(`${file} does not hold "${from}" exactly once`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  const by = firstFailure(folder, tests);
  writeFileSync(path, text);
  return by;
}

/**
 * Runs files of tests one after the other until one fails.
 * @param {string} folder
 * @param {readonly string[]} tests
 * @returns {string} the test that failed, or its file where no single test did; "" if all pass
 */
function firstFailure(folder, tests) {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = ["run", "--config", "tests/vitest.config.ts", "--bail=1", `--testTimeout=${TEST_LIMIT}`];
  const env = { ...process.env, NO_COLOR: "1" };
  for (const test of tests) {
    const [file = "", named] = test.split(" -t ");
    const only = named === undefined ? [file] : [file, "-t", named];
    const options = { cwd: folder, env, timeout: LONGEST, killSignal: /** @type {const} */ ("SIGKILL") };
    const run = spawnSync(process.execPath, [vitest, ...args, ...only], { ...options, encoding: "utf8" });
    if (run.error !== undefined || run.signal !== null) return `${file} (took too long)`;
    if (run.status !== 0) return /^ *FAIL +(.*)$/m.exec(run.stdout + run.stderr)?.[1] ?? file;
  }
  return "";
}
