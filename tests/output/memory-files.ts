/** A file store in memory whose n-th change fails as on a full disk, to test that nothing is left behind. */
import { dirname } from "node:path";
import type { ByteSink, ByteSource, FileStore } from "../../sim/output/files.ts";

/** A memory file store that shows what it holds. */
export interface MemoryFiles extends FileStore {
  /** Bytes of every file by path; folders have an entry without bytes. */
  readonly entries: ReadonlyMap<string, Uint8Array | undefined>;
  /** Changes asked for so far (folders made, files created, appended to, closed, renamed). */
  changes(): number;
}

/** @param failAt the change that fails, counted from 1; 0: none does */
export function memoryFiles(failAt = 0, code = "ENOSPC"): MemoryFiles {
  const entries = new Map<string, Uint8Array | undefined>([["/", undefined]]);
  let changes = 0;
  const change = () => {
    changes++;
    if (changes === failAt) throw Object.assign(new Error(`${code}: injected`), { code });
  };
  const inside = (folder: string) => [...entries.keys()].filter((path) => path.startsWith(`${folder}/`));
  return {
    entries,
    changes: () => changes,
    exists: (path) => entries.has(path),
    read: (path) => entries.get(path) ?? missing(path),
    readParts: (path, body) => body(partsOf(entries.get(path) ?? missing(path))),
    list: (folder) => [...entries.keys()].filter((path) => path !== "/" && dirname(path) === folder).sort(),
    makeFolder(path) {
      change();
      for (let folder = path; !entries.has(folder); folder = dirname(folder)) entries.set(folder, undefined);
    },
    create(path) {
      change();
      if (entries.has(path) || !entries.has(dirname(path))) missing(path);
      entries.set(path, new Uint8Array());
      return memorySink(entries, path, change);
    },
    rename(from, to) {
      change();
      for (const path of [from, ...inside(from)]) {
        entries.set(to + path.slice(from.length), entries.get(path));
        entries.delete(path);
      }
    },
    remove(path) {
      for (const each of [path, ...inside(path)]) entries.delete(each);
    },
  };
}

/** Bytes as a file that is read part by part. */
export function partsOf(bytes: Uint8Array): ByteSource {
  return { length: bytes.length, read: (at, into) => into.set(bytes.subarray(at, at + into.length)) };
}

function memorySink(
  entries: Map<string, Uint8Array | undefined>,
  path: string,
  change: () => void,
): ByteSink {
  return {
    append(bytes) {
      change();
      const before = entries.get(path) ?? new Uint8Array();
      const after = new Uint8Array(before.length + bytes.length);
      after.set(before);
      after.set(bytes, before.length);
      entries.set(path, after);
    },
    close: change,
  };
}

function missing(path: string): never {
  throw Object.assign(new Error(`ENOENT: ${path}`), { code: "ENOENT" });
}
