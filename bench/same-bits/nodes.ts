/**
 * Nodes to compare: the one that runs this, and the newest of each major version, for this processor and
 * for arm64. Their programs come from npm's `node-linux-…` packages into a cache beside the packages.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageFolder } from "../../sim/cli/package-folder.ts";
import type { Outcome } from "./digests.ts";
import { type Measured, NotHere, outputOf, type Runtime, reasonOf, secondsSince } from "./runtime.ts";
import type { Size } from "./task.ts";

/** Majors compared: the oldest that the product runs on, and those since that are long supported. */
export const OLDEST = 20;
export const NEWEST = 26;
export const MAJORS = [OLDEST, 22, 24, NEWEST] as const;

/** Where Debian's packages put the libraries of arm64, and what to install to have them. */
const ARM64_ROOT = "/usr/aarch64-linux-gnu";
const EMULATOR = "qemu-aarch64";
const ARM64_HINT =
  "as root: apt-get install -y qemu-user libc6-arm64-cross libstdc++6-arm64-cross libatomic1-arm64-cross";

/** The Node that runs this. */
export const thisNode: Runtime = {
  id: "this",
  name: `Node, this one (${process.arch})`,
  measure: (size) => measureWith([process.execPath], size),
};

/** The newest Node of a major version for x64. */
export function nodeX64(major: number): Runtime {
  return {
    id: `node${major}`,
    name: `Node ${major} (x64)`,
    measure: async (size) => {
      checkMachine("x64");
      return await measureWith([await nodeProgram(major, "x64")], size);
    },
  };
}

/** The newest Node of a major version for arm64, emulated where the processor is another. */
export function nodeArm64(major: number): Runtime {
  const isNative = process.platform === "linux" && process.arch === "arm64";
  return {
    id: `arm64-${major}`,
    name: `Node ${major} (arm64${isNative ? "" : ", qemu"})`,
    measure: async (size) => {
      if (isNative) return await measureWith([await nodeProgram(major, "arm64")], size);
      await checkEmulator();
      return await measureWith([EMULATOR, "-L", ARM64_ROOT, await nodeProgram(major, "arm64")], size);
    },
  };
}

function checkMachine(arch: string): void {
  if (process.platform === "linux" && process.arch === arch) return;
  throw new NotHere(`runs on Linux on ${arch}; this is ${process.platform} on ${process.arch}`);
}

async function checkEmulator(): Promise<void> {
  if (process.platform !== "linux") throw new NotHere(`runs on Linux; this is ${process.platform}`);
  try {
    await outputOf(EMULATOR, ["--version"]);
  } catch {
    throw new NotHere(`there is no ${EMULATOR}; ${ARM64_HINT}`);
  }
  if (!existsSync(ARM64_ROOT)) throw new NotHere(`there are no libraries for arm64; ${ARM64_HINT}`);
}

/** Runs the program of one Node under a command; one that cannot start at all is not here. */
async function measureWith(command: readonly [string, ...string[]], size: Size): Promise<Measured> {
  const [program, ...first] = command;
  const version = await outputOf(program, [...first, "--version"]).catch((error: unknown) => {
    const hint = program === EMULATOR ? `; ${ARM64_HINT}` : "";
    throw new NotHere(`does not start: ${reasonOf(error)}${hint}`);
  });
  const alone = fileURLToPath(import.meta.url.replace(/nodes(\.[jt]s)$/, "alone$1"));
  const words = [size.households, size.months, size.samples].map(String);
  const began = performance.now();
  const out = await outputOf(program, [...first, alone, ...words], packageFolder());
  const seconds = secondsSince(began);
  return { version: version.trim().slice(1), outcome: JSON.parse(out) as Outcome, seconds };
}

/** Path of a Node's program, fetched from npm if the cache lacks it. */
async function nodeProgram(major: number, arch: "x64" | "arm64"): Promise<string> {
  const cache = join(packageFolder(), "node_modules/.cache/same-bits");
  const name = `node-linux-${arch}`;
  mkdirSync(cache, { recursive: true });
  const version = await newestVersion(name, major).catch((error: unknown) => {
    const cached = newest(
      readdirSync(cache).map((each) => each.replace(`${name}-`, "")),
      major,
    );
    if (cached !== undefined) {
      process.stderr.write(`npm does not tell the newest ${name} ${major}: the one fetched before is used\n`);
      return cached;
    }
    throw new NotHere(
      `npm does not tell the versions of ${name} (${reasonOf(error)}): is its registry reachable?`,
    );
  });
  const folder = join(cache, `${name}-${version}`);
  if (!existsSync(folder)) await fetchPackage(`${name}@${version}`, folder);
  return join(folder, "package/bin/node");
}

/** What npm said of a package's versions, asked once. */
const told = new Map<string, Promise<string>>();

async function newestVersion(name: string, major: number): Promise<string> {
  const answer = told.get(name) ?? npm(["view", name, "versions", "--json"]);
  told.set(name, answer);
  const listed: unknown = JSON.parse(await answer);
  const versions = (Array.isArray(listed) ? listed : [listed]).map(String);
  const found = newest(versions, major);
  if (found === undefined) throw new Error(`${name} has no version ${major}`);
  return found;
}

/** The newest of a major version among texts such as 24.22.0; others are passed over. */
export function newest(versions: readonly string[], major: number): string | undefined {
  const parts = (version: string) => version.split(".").map(Number);
  return versions
    .filter((each) => /^\d+\.\d+\.\d+$/.test(each) && parts(each)[0] === major)
    .sort((a, b) => {
      const [, minorA = 0, patchA = 0] = parts(a);
      const [, minorB = 0, patchB = 0] = parts(b);
      return minorA - minorB || patchA - patchB;
    })
    .at(-1);
}

/** Unpacks the program of a package; npm checks what it fetched against the registry's digest. */
async function fetchPackage(wanted: string, folder: string): Promise<void> {
  const partial = `${folder}.partial-${process.pid}`;
  process.stderr.write(`Fetching ${wanted} …\n`);
  try {
    mkdirSync(partial, { recursive: true });
    const packed = (await npm(["pack", "--silent", "--pack-destination", partial, wanted])).trim();
    await outputOf("tar", ["-xzf", join(partial, packed), "-C", partial, "package/bin/node"]);
    rmSync(join(partial, packed));
    renameSync(partial, folder);
  } catch (error) {
    throw new NotHere(`npm does not give ${wanted}: ${reasonOf(error)}`);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Runs npm: it tells where it is when it runs us; a lone `node …` finds it on the path. */
function npm(args: readonly string[]): Promise<string> {
  const path = process.env.npm_execpath;
  const words = [...args, "--fetch-retries=1", "--fetch-retry-mintimeout=1000"];
  return path?.endsWith(".js") ? outputOf(process.execPath, [path, ...words]) : outputOf("npm", words);
}
