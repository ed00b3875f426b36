// @ts-check
/**
 * `npm test`: installs, builds, sees to a Chromium, runs every test and closes with one line,
 * `N passed, N failed, N skipped`.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { execute, prepare, root, say } from "./prepare.mjs";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

await prepare();
await prepareBrowser();
process.exitCode = await runTests(process.argv.slice(2));

/**
 * @param {readonly string[]} args passed on to vitest
 * @returns {Promise<number>} exit code
 */
async function runTests(args) {
  const folder = mkdtempSync(join(tmpdir(), "voisinage-test-"));
  const report = join(folder, "report.json");
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const options = ["run", "--config", "tests/vitest.config.ts", ...reporters, ...args];
  const code = await execute(process.execPath, [vitest, ...options], ["ignore", "inherit", "inherit"]);
  const count = countOf(report, code);
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
  return count.failed > 0 ? code || 1 : code;
}

/**
 * A file that could not be loaded counts as one failed test, and so does an error outside any test.
 * @param {string} path of vitest's JSON report
 * @param {number} code vitest's exit code
 */
function countOf(path, code) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  if (existsSync(path)) {
    for (const file of JSON.parse(readFileSync(path, "utf8")).testResults) {
      for (const test of file.assertionResults) {
        if (test.status === "passed") count.passed++;
        else if (test.status === "failed") count.failed++;
        else count.skipped++;
      }
      if (file.status === "failed" && file.assertionResults.length === 0) count.failed++;
    }
  }
  if (code !== 0 && count.failed === 0) count.failed = 1;
  return count;
}

/** The end-to-end tests drive a Chromium; on Debian as root it is installed, elsewhere asked for. */
async function prepareBrowser() {
  if (process.env.CHROMIUM || BROWSERS.some(onPath)) return;
  if (onPath("apt-get") && process.getuid?.() === 0) {
    say("Installing Chromium for the tests in a browser …");
    const quiet = ["ignore", "ignore", process.stderr];
    await execute("apt-get", ["update", "-qq"], /** @type {any} */ (quiet));
    const install = ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"];
    if ((await execute("apt-get", install, /** @type {any} */ (quiet))) === 0) return;
  }
  say("No Chromium found: the tests in a browser will fail. Install chromium, or set CHROMIUM to its path.");
}

/** @param {string} program */
function onPath(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}
