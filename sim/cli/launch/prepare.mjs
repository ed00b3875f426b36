// @ts-check
/**
 * What must be there before anything runs: installed packages and fresh builds. Plain Node without
 * packages, because on a fresh clone there are none. Speaks on stderr only: stdout is the command's.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The package's folder. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));
const dist = join(root, "dist");

/** What is built from what; a build is fresh while the digest of its sources stands in its stamp. */
const PARTS = [
  { name: "sim", sources: ["sim", "bench", "tsconfig.json", "package-lock.json"], make: buildEngine },
  {
    name: "viewer",
    sources: ["viewer", "sim", "scenarios/data/geo", "tsconfig.json", "package-lock.json"],
    make: buildViewer,
  },
];

/**
 * Installs what is missing, builds what is stale.
 * @param {{ verbose?: boolean, viewer?: boolean }} [options] verbose: also says when everything was up
 * to date; viewer: false where no page is needed
 */
export async function prepare(options = {}) {
  checkNode();
  if (!packagesInstalled()) await install();
  const stale = PARTS.filter((part) => part.name !== "viewer" || options.viewer !== false)
    .map((part) => ({ ...part, digest: digestOf(part.sources) }))
    .filter((part) => readText(stampOf(part.name)) !== part.digest);
  if (stale.length === 0) return options.verbose ? say("Everything is built.") : undefined;
  const began = performance.now();
  say(`Building ${stale.map((part) => part.name).join(" and ")} …`);
  mkdirSync(dist, { recursive: true });
  sweep();
  const faults = (await Promise.all(stale.map((part) => rebuild(part)))).filter(Boolean);
  if (faults.length > 0) fail(faults.join("\n"));
  say(`Built in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
}

/**
 * Imports a module of the build.
 * @param {string} path inside dist/, such as sim/cli/main.js
 */
export function built(path) {
  return import(pathToFileURL(join(dist, path)).href);
}

/**
 * Runs a program in the package's folder, its output on stderr (or where told).
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import("node:child_process").StdioOptions} [stdio]
 * @returns {Promise<number>} exit code; 1 if it was killed or could not start
 */
export function execute(program, args, stdio = ["ignore", process.stderr, process.stderr]) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio });
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** @param {string} text one line for the person at the terminal */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** @param {string} text what went wrong and what to do; ends the program with exit code 1 */
export function fail(text) {
  say(text);
  process.exit(1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`voisinage needs Node 20.19 or newer; this is ${process.versions.node}. Install one from nodejs.org.`);
}

/** True when every package of the lock file that this machine needs is there in that version. */
function packagesInstalled() {
  const installed = readText(join(root, "node_modules/.package-lock.json"));
  if (installed === undefined) return false;
  const wanted = JSON.parse(readText(join(root, "package-lock.json")) ?? "{}").packages ?? {};
  const present = JSON.parse(installed).packages ?? {};
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || entry.optional || present[path]?.version === entry.version,
  );
}

async function install() {
  say("Installing packages (once, about 10 s) …");
  // npm tells where it is when it runs us; a lone `node …` finds it on the path.
  const npm = process.env.npm_execpath;
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const code = npm?.endsWith(".js")
    ? await execute(process.execPath, [npm, ...args])
    : await execute("npm", args);
  if (code !== 0)
    fail("Packages could not be installed: is the npm registry reachable, and is there disk space?");
}

/**
 * @param {{ name: string, digest: string, make: (folder: string) => Promise<void> }} part
 * @returns {Promise<string | undefined>} what went wrong
 */
async function rebuild(part) {
  const partial = join(dist, `.partial-${part.name}-${process.pid}`);
  try {
    mkdirSync(partial);
    await part.make(partial);
    // Two programs may build at once: both move the same files, the last one stands.
    rmSync(stampOf(part.name), { force: true });
    for (const folder of readdirSync(partial)) {
      rmSync(join(dist, folder), { recursive: true, force: true });
      renameSync(join(partial, folder), join(dist, folder));
    }
    writeFileSync(stampOf(part.name), part.digest);
    return undefined;
  } catch (error) {
    if (readText(stampOf(part.name)) === part.digest) return undefined;
    return `The ${part.name} could not be built: ${error instanceof Error ? error.message : error}`;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/**
 * The engine, its command line and the bench. Types are not checked here (npm test does): this is on
 * the way to the first picture.
 * @param {string} folder
 */
async function buildEngine(folder) {
  const kernel = join(folder, "sim/kernel/kernel.wasm");
  const words = {
    tsc: ["-p", "sim/tsconfig.json", "--noCheck", "--outDir", folder],
    asc: kernelWords(kernel),
  };
  const tools = { tsc: "typescript/bin/tsc", asc: "assemblyscript/bin/asc.js" };
  const codes = await Promise.all([
    execute(process.execPath, [join(root, "node_modules", tools.tsc), ...words.tsc]),
    execute(process.execPath, [join(root, "node_modules", tools.asc), ...words.asc]),
  ]);
  if (codes.some((code) => code !== 0)) throw new Error(`tsc and asc ended with ${codes.join(" and ")}`);
}

/**
 * How the kernels are compiled: without a runtime, over memory that they are given.
 * @param {string} out file
 */
function kernelWords(out) {
  const memory = ["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"];
  const features = ["--enable", "simd", "--enable", "threads", "--runtime", "stub", "--noAssert", "-O3"];
  return ["sim/kernel/ties.ts", ...features, ...memory, "-o", out];
}

/** @param {string} folder */
async function buildViewer(folder) {
  if (!existsSync(join(root, "viewer/index.html"))) return;
  const { build } = await import("vite");
  const configFile = join(root, "viewer/vite.config.ts");
  await build({
    root: join(root, "viewer"),
    configFile: existsSync(configFile) ? configFile : false,
    logLevel: "warn",
    build: { outDir: join(folder, "viewer"), emptyOutDir: true },
  });
}

/** Removes what builds left that were killed. */
function sweep() {
  for (const name of readdirSync(dist)) {
    const pid = /^\.partial-\w+-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(dist, name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A program of another user is running too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** @param {string} name */
function stampOf(name) {
  return join(dist, `.stamp-${name}`);
}

/**
 * @param {readonly string[]} sources files and folders of the package
 * @returns {string} digest over paths and contents
 */
function digestOf(sources) {
  const hash = createHash("sha256");
  for (const path of sources.flatMap((source) => filesUnder(source))) {
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {string[]} sorted
 */
function filesUnder(path) {
  if (!existsSync(join(root, path))) return [];
  if (/\.\w+$/.test(path)) return [path];
  const entries = readdirSync(join(root, path), { withFileTypes: true });
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(`${path}/${entry.name}`) : [`${path}/${entry.name}`],
    );
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
