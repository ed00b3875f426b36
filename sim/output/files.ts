/**
 * The few effects on files that a run needs, behind one small interface, so that a test can put a
 * full disk beneath it. Everything is written so that a reader sees all of a file or nothing.
 */

import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import { basename, dirname, join } from "node:path";

/** A new file that grows by appending. `close` returns when the bytes are on the disk. */
export interface ByteSink {
  append(bytes: Uint8Array): void;
  close(): void;
}

/** A file that is read part by part, however large it is. */
export interface ByteSource {
  /** [bytes] */
  readonly length: number;
  /** Fills `into` from a position on; what lies beyond the end stays as it was. */
  read(at: number, into: Uint8Array): void;
}

/** Effects on files; every function throws Node's error (`code` ENOSPC, EACCES ...) when it cannot. */
export interface FileStore {
  exists(path: string): boolean;
  read(path: string): Uint8Array;
  /** Lets a body read a file part by part. */
  readParts<T>(path: string, body: (source: ByteSource) => T): T;
  /** Names inside a folder, sorted; none if there is no such folder. */
  list(folder: string): readonly string[];
  /** Makes a folder and those above it; nothing happens if it exists. */
  makeFolder(path: string): void;
  /** Opens a file that must not exist yet. */
  create(path: string): ByteSink;
  /** Moves a file or folder; the move survives a power cut. */
  rename(from: string, to: string): void;
  /** Removes a file or a folder with all it holds; nothing happens if there is none. */
  remove(path: string): void;
}

/** The files of this machine. */
export const nodeFiles: FileStore = {
  exists: (path) => fs.existsSync(path),
  read: (path) => fs.readFileSync(path),
  readParts,
  list: (folder) => (fs.existsSync(folder) ? fs.readdirSync(folder).sort() : []),
  makeFolder: (path) => void fs.mkdirSync(path, { recursive: true }),
  create: createFile,
  rename(from, to) {
    fs.renameSync(from, to);
    syncFolder(dirname(to));
  },
  remove(path) {
    if (fs.existsSync(path)) fs.rmSync(path, { recursive: true, force: true });
  },
};

/** Most that is asked of the system at once [bytes]. */
const AT_ONCE = 67_108_864;

function readParts<T>(path: string, body: (source: ByteSource) => T): T {
  const file = fs.openSync(path, "r");
  try {
    return body({
      length: fs.fstatSync(file).size,
      read(at, into) {
        for (let done = 0, part = 1; done < into.length && part > 0; done += part) {
          part = fs.readSync(file, into, done, Math.min(AT_ONCE, into.length - done), at + done);
        }
      },
    });
  } finally {
    fs.closeSync(file);
  }
}

function createFile(path: string): ByteSink {
  const file = fs.openSync(path, "wx");
  let open = true;
  return {
    append(bytes) {
      for (let done = 0; done < bytes.length; ) {
        done += fs.writeSync(file, bytes, done, Math.min(AT_ONCE, bytes.length - done));
      }
    },
    close() {
      if (!open) return;
      open = false;
      try {
        fs.fsyncSync(file);
      } finally {
        fs.closeSync(file);
      }
    },
  };
}

/** Without this a rename may be forgotten by a power cut. */
function syncFolder(folder: string): void {
  const handle = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(handle);
  } catch (error) {
    // Some network file systems cannot sync a folder; the rename itself has happened.
    if (!["EINVAL", "ENOTSUP", "EPERM"].includes(errorCode(error))) throw error;
  } finally {
    fs.closeSync(handle);
  }
}

/**
 * Writes a whole file, given as text or as chunks of bytes: a hidden neighbour first, then a rename
 * over the old one.
 * @throws what the file store throws; then the old file stands and no neighbour is left
 */
export function writeAtomic(files: FileStore, path: string, content: string | readonly Uint8Array[]): void {
  const chunks = typeof content === "string" ? [new TextEncoder().encode(content)] : content;
  const partial = hiddenNeighbour(path);
  try {
    const sink = files.create(partial);
    try {
      for (const chunk of chunks) sink.append(chunk);
    } finally {
      sink.close();
    }
    files.rename(partial, path);
  } catch (error) {
    files.remove(partial);
    throw error;
  }
}

/** A name in the same folder that nobody else uses: `.NAME.partial-RANDOM`. */
export function hiddenNeighbour(path: string): string {
  return join(dirname(path), `.${basename(path)}.partial-${randomBytes(6).toString("hex")}`);
}

/** Node's code of a failed file operation (`ENOSPC`, `EACCES` ...), or an empty text. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return typeof code === "string" ? code : "";
}
