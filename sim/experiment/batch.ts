/**
 * A batch: all runs of a design in one folder. The truth is the design less the results committed, never
 * a queue: whoever starts the same command again makes the runs that are missing, whatever ended the
 * last one, and each result appears whole or not at all.
 *
 * DIR/manifest.json   the design as resolved, with the digest of the code
 * DIR/runs/ID.json    a line "voisinage-result 1 SHA-256", then the result as JSON
 * DIR/results.*       all values as one table, DIR/summary.json the digest of all: written at the end
 */
import { join } from "node:path";
import { combineDigests } from "../core/digest.ts";
import { OutputError } from "../output/errors.ts";
import type { FileStore } from "../output/files.ts";
import { writeAtomic } from "../output/files.ts";
import { codeDigest, sha256 } from "../output/manifest.ts";
import { writeBatchTables } from "./batch-tables.ts";
import type { Design, DesignRun } from "./design.ts";
import { userError } from "./errors.ts";
import { type Outcome, RECORD_VALUES } from "./replicate.ts";
import { replicateAll } from "./threads.ts";

const MAGIC = "voisinage-result 1";

/** How a batch is made. */
export interface BatchOptions {
  readonly files: FileStore;
  /** Folder of the batch; made if there is none. */
  readonly out: string;
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Told before the first run: runs in all, and those that are there already. */
  readonly onStart?: (runs: number, there: number) => void;
  /** Told how many months were simulated since it was told before. */
  readonly onMonths?: (months: number) => void;
}

/** What a batch came to. */
export interface BatchReport {
  /** Digest of all results in the order of their runs. */
  readonly digest: string;
  readonly runs: number;
  /** Runs made now, results found and used, damaged results made anew. */
  readonly made: number;
  readonly found: number;
  readonly damaged: number;
}

/** A result as its file keeps it. */
export interface BatchResult extends Outcome {
  readonly run: DesignRun;
}

/**
 * Makes what is missing of a batch, then its tables.
 * @throws UserError BATCH_FOLDER, BATCH_DESIGN, BATCH_CODE; OutputError; the signal's reason when stopped:
 * what was committed stays
 */
export async function runBatch(design: Design, options: BatchOptions): Promise<BatchReport> {
  const { files, out, signal } = options;
  openFolder(design, files, out);
  const digests = new Map<string, string>();
  let damaged = 0;
  for (const run of design.runs) {
    const found = readText(files, pathOf(out, run));
    if (found === undefined) continue;
    if (readResult(found, run, design) === undefined) damaged++;
    else digests.set(run.id, sha256(found));
  }
  const there = digests.size;
  const missing = design.runs.filter(({ id }) => !digests.has(id));
  options.onStart?.(design.runs.length, there);
  await replicateAll(design.prepared, missing, {
    threads: options.threads,
    every: design.every,
    signal,
    ...(options.onMonths === undefined ? {} : { onMonths: options.onMonths }),
    onOutcome: (task, outcome) => {
      const run = missing[task];
      if (run === undefined) return;
      const text = formatResult(run, outcome, design);
      commit(files, pathOf(out, run), text);
      digests.set(run.id, sha256(text));
    },
  });
  const digest = combineDigests(Object.fromEntries(digests));
  finish(design, files, out, digest);
  return { digest, runs: design.runs.length, made: missing.length, found: there, damaged };
}

/** Makes the folder, or finds that it holds this very design. */
function openFolder(design: Design, files: FileStore, out: string): void {
  const path = join(out, "manifest.json");
  const code = codeDigest(files);
  const manifest = { batch: 1, digest: design.digest, codeDigest: code, design: design.resolved };
  const text = readText(files, path);
  if (text === undefined) {
    if (files.list(out).some((name) => !name.startsWith("."))) {
      throw userError("BATCH_FOLDER", out, "exists and is no batch; name a new folder, or that of a batch");
    }
    files.makeFolder(join(out, "runs"));
    writeAtomic(files, path, `${JSON.stringify(manifest, undefined, 2)}\n`);
    return;
  }
  const found = parseObject(text);
  if (found.digest !== design.digest) {
    const what = differenceOf(found.design, design.resolved);
    throw userError("BATCH_DESIGN", out, `holds the batch of another design (${what}); name another folder`);
  }
  if (found.codeDigest !== code) {
    const message = "was begun by other code of voisinage; go on with that version, or name another folder";
    throw userError("BATCH_CODE", out, message);
  }
}

/** First key of a design that differs, for a message. */
function differenceOf(found: unknown, wanted: Readonly<Record<string, unknown>>): string {
  const there = typeof found === "object" && found !== null ? (found as Record<string, unknown>) : {};
  const keys = Object.keys(wanted).filter(
    (key) => JSON.stringify(there[key]) !== JSON.stringify(wanted[key]),
  );
  return keys.length === 0 ? "its manifest is damaged" : `other ${keys.join(", ")}`;
}

function pathOf(out: string, { id }: DesignRun): string {
  return join(out, "runs", `${id}.json`);
}

/** Two programs may work on one batch: the other's result is as good as ours. */
function commit(files: FileStore, path: string, text: string): void {
  try {
    writeAtomic(files, path, text);
  } catch (error) {
    if (readText(files, path) !== text) throw error;
  }
}

/** Text of a result file. */
export function formatResult(run: DesignRun, { digest, months, values }: Outcome, design: Design): string {
  const body = JSON.stringify({ design: design.digest, run, digest, months, values: Array.from(values) });
  return `${MAGIC} ${sha256(body)}\n${body}\n`;
}

/** Result of a file; undefined if it is damaged, or of another run. */
export function readResult(text: string, run: DesignRun, design: Design): BatchResult | undefined {
  const end = text.indexOf("\n");
  const body = text.slice(end + 1, -1);
  if (text.slice(0, end) !== `${MAGIC} ${sha256(body)}`) return undefined;
  const found = parseObject(body);
  if (found.design !== design.digest || JSON.stringify(found.run) !== JSON.stringify(run)) return undefined;
  const { digest, months, values } = found;
  if (typeof digest !== "string" || !Array.isArray(months) || !Array.isArray(values)) return undefined;
  if (values.length !== months.length * RECORD_VALUES) return undefined;
  return { run, digest, months, values: Float64Array.from(values, (each) => each ?? Number.NaN) };
}

/** The tables and the digest of all, each whole or not at all; then what killed runs left is removed. */
function finish(design: Design, files: FileStore, out: string, digest: string): void {
  writeBatchTables(files, out, design.runs, (run) => {
    const result = readResult(readText(files, pathOf(out, run)) ?? "", run, design);
    if (result !== undefined) return result;
    throw new OutputError("OUT_WRITE", `${pathOf(out, run)}: was changed meanwhile; start the batch again`);
  });
  const summary = { digest, runs: design.runs.length, design: design.digest };
  writeAtomic(files, join(out, "summary.json"), `${JSON.stringify(summary, undefined, 2)}\n`);
  for (const folder of [out, join(out, "runs")]) {
    for (const name of files.list(folder)) {
      if (/^\..*\.partial-[0-9a-f]+$/.test(name)) files.remove(join(folder, name));
    }
  }
}

function readText(files: FileStore, path: string): string | undefined {
  return files.exists(path) ? new TextDecoder().decode(files.read(path)) : undefined;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
