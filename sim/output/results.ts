/**
 * A folder of results that appears whole or not at all: files are written to a hidden neighbour,
 * which is renamed to its final name when the run has ended well and removed when it has not.
 */
import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { OutputError } from "./errors.ts";
import { type ByteSink, errorCode, type FileStore, hiddenNeighbour } from "./files.ts";

/** A finished file of results. */
export interface ResultFile {
  readonly name: string;
  /** Length [bytes]. */
  readonly bytes: number;
  /** SHA-256 of its bytes, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** A folder that is being written; nobody sees it under its final name before the end. */
export interface ResultFolder {
  /** Opens a new file in the folder. */
  create(name: string): ByteSink;
  /** Files closed so far, in the order of closing. */
  finished(): readonly ResultFile[];
}

/**
 * Writes a folder of results: `body` fills it, then it takes its name. Whatever fails in between
 * (a full disk, Ctrl-C, a mistake of ours), nothing is left behind.
 * @param out final path of the folder, which must not exist
 * @returns what `body` returns
 * @throws OutputError OUT_EXISTS, OUT_DISK_FULL or OUT_WRITE; what `body` throws
 */
export async function writeResults<T>(
  files: FileStore,
  out: string,
  body: (folder: ResultFolder) => T | Promise<T>,
): Promise<T> {
  const final = resolve(out);
  refuseExisting(files, out);
  const partial = hiddenNeighbour(final);
  const open = new Set<ByteSink>();
  const madeFrom = firstMissing(files, dirname(final));
  try {
    files.makeFolder(partial);
    const result = await body(resultFolder(files, partial, open));
    refuseExisting(files, out);
    files.rename(partial, final);
    return result;
  } catch (error) {
    for (const sink of open) closeQuietly(sink);
    files.remove(partial);
    if (madeFrom !== undefined) removeIfEmpty(files, dirname(final), madeFrom);
    throw teach(error, out);
  }
}

/** Refuses a folder of results that exists already. @throws OutputError OUT_EXISTS */
export function refuseExisting(files: FileStore, out: string): void {
  if (!files.exists(resolve(out))) return;
  throw new OutputError(
    "OUT_EXISTS",
    `${out}: exists already; name another folder, or remove this one first`,
  );
}

function resultFolder(files: FileStore, path: string, open: Set<ByteSink>): ResultFolder {
  const finished: ResultFile[] = [];
  return {
    finished: () => finished,
    create(name) {
      const sink = files.create(join(path, name));
      open.add(sink);
      const hash = createHash("sha256");
      let bytes = 0;
      return {
        append(chunk) {
          sink.append(chunk);
          hash.update(chunk);
          bytes += chunk.length;
        },
        close() {
          sink.close();
          open.delete(sink);
          finished.push({ name, bytes, sha256: hash.digest("hex") });
        },
      };
    },
  };
}

function closeQuietly(sink: ByteSink): void {
  try {
    sink.close();
  } catch {
    // The first failure is the one to report.
  }
}

/** The highest folder above `path` that does not exist yet. */
function firstMissing(files: FileStore, path: string): string | undefined {
  let missing: string | undefined;
  for (let folder = path; !files.exists(folder) && folder !== dirname(folder); folder = dirname(folder)) {
    missing = folder;
  }
  return missing;
}

/** Removes the folders made for a failed run, from `lowest` up to `highest`, unless others use them. */
function removeIfEmpty(files: FileStore, lowest: string, highest: string): void {
  for (let folder = lowest; folder.startsWith(highest); folder = dirname(folder)) {
    if (files.list(folder).length > 0) return;
    files.remove(folder);
  }
}

/** Turns an error of the file system into one that says what to do; leaves others alone. */
function teach(error: unknown, out: string): unknown {
  const cause = { cause: error };
  switch (errorCode(error)) {
    case "ENOSPC":
    case "EDQUOT":
      return new OutputError(
        "OUT_DISK_FULL",
        `${out}: the disk is full; free some space or write elsewhere`,
        cause,
      );
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return new OutputError("OUT_WRITE", `${out}: may not be written; choose a folder that is yours`, cause);
    case "ENOTDIR":
    case "ENAMETOOLONG":
    case "EINVAL":
      return new OutputError("OUT_WRITE", `${out}: is not a usable folder name; choose another`, cause);
    case "EIO":
    case "EMFILE":
    case "ENFILE":
      return new OutputError(
        "OUT_WRITE",
        `${out}: ${(error as Error).message}; try again or elsewhere`,
        cause,
      );
    default:
      return error;
  }
}
