/**
 * The manifest of a run: all that is needed to make the same result again, and to see that it is
 * the same. It names the kind of machine, never the machine or its user.
 */
import { createHash } from "node:crypto";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FileStore } from "./files.ts";
import type { ResultFile, ResultFolder } from "./results.ts";

/** Content of manifest.json. */
export interface Manifest {
  /** Version of this form. */
  readonly manifest: 1;
  readonly version: string;
  /** Digest of the program's own code, see `codeDigest`. */
  readonly codeDigest: string;
  /** Digest of places, rail links and constants. */
  readonly dataDigest: string;
  readonly scenario: {
    readonly name: string;
    /** SHA-256 of the scenario's text with what it extends. */
    readonly digest: string;
    /** Every setting of the scenario after defaults; what the command line changed stands beside it. */
    readonly resolved: unknown;
  };
  readonly seed: string;
  readonly households: number;
  /** Real households for each simulated one. */
  readonly scale: number;
  /** First month simulated, such as `2019-01`. */
  readonly start: string;
  /** Months simulated. */
  readonly months: number;
  readonly host: Host;
  /** Beginning of the run, ISO 8601 in UTC. */
  readonly started: string;
  /** Duration of the run [s]. */
  readonly seconds: number;
  /** Digest of the whole final state. */
  readonly digest: string;
  /** Digests of the final state by column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly files: readonly ResultFile[];
}

/** The kind of machine. */
export interface Host {
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
}

/** What the machine is, as far as speed depends on it. */
export function describeHost(): Host {
  const cores = cpus();
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cores[0]?.model ?? "unknown",
    cores: cores.length,
  };
}

/** Writes manifest.json as the last file of a folder; `files` are those finished before. */
export function writeManifest(
  folder: ResultFolder,
  manifest: Omit<Manifest, "manifest" | "files">,
): Manifest {
  const whole: Manifest = { manifest: 1, ...manifest, files: [...folder.finished()] };
  const sink = folder.create("manifest.json");
  sink.append(new TextEncoder().encode(`${JSON.stringify(whole, undefined, 2)}\n`));
  sink.close();
  return whole;
}

/** SHA-256 of a text or of bytes, 64 hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * Digest of the code below cli that makes results: core, model, output and experiment, as it runs
 * (the compiled files when compiled).
 */
export function codeDigest(files: FileStore): string {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const hash = createHash("sha256");
  for (const layer of ["core", "model", "output", "experiment"]) {
    for (const name of files.list(join(root, layer))) {
      if (!/\.[jt]s$/.test(name)) continue;
      hash.update(`${layer}/${name}\n`).update(files.read(join(root, layer, name)));
    }
  }
  return hash.digest("hex");
}
