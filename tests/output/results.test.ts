import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FileStore, nodeFiles, writeAtomic } from "../../sim/output/files.ts";
import { type ResultFile, writeResults } from "../../sim/output/results.ts";
import { memoryFiles } from "./memory-files.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** Two files, one of them in two pieces. */
async function writeSome(files: FileStore, out: string): Promise<readonly ResultFile[]> {
  return writeResults(files, out, (folder) => {
    const first = folder.create("first.csv");
    const second = folder.create("second.csv");
    first.append(bytes("a,b\n"));
    second.append(bytes("c"));
    first.append(bytes("1,2\n"));
    first.close();
    second.close();
    return folder.finished();
  });
}

describe("a folder of results", () => {
  it("appears whole, with length and SHA-256 of every file", async () => {
    const files = memoryFiles();
    const written = await writeSome(files, "/runs/one");
    expect([...files.entries.keys()].sort()).toEqual([
      "/",
      "/runs",
      "/runs/one",
      "/runs/one/first.csv",
      "/runs/one/second.csv",
    ]);
    expect(files.entries.get("/runs/one/first.csv")).toEqual(bytes("a,b\n1,2\n"));
    expect(written.map((file) => [file.name, file.bytes])).toEqual([
      ["first.csv", 8],
      ["second.csv", 1],
    ]);
    // printf 'c' | sha256sum
    expect(written[1]?.sha256).toBe("2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6");
  });

  it("leaves nothing behind whichever change fails on a full disk", async () => {
    const healthy = memoryFiles();
    await writeSome(healthy, "/runs/one");
    for (let failAt = 1; failAt <= healthy.changes(); failAt++) {
      const files = memoryFiles(failAt);
      await expect(writeSome(files, "/runs/one"), `change ${failAt}`).rejects.toThrow(
        /disk is full.*OUT_DISK_FULL/,
      );
      expect([...files.entries.keys()], `change ${failAt}`).toEqual(["/"]);
    }
  });

  it("keeps what others wrote into the folders above it", async () => {
    const files = memoryFiles(4);
    files.makeFolder("/runs");
    await expect(writeSome(files, "/runs/deep/one")).rejects.toThrow("OUT_DISK_FULL");
    expect([...files.entries.keys()]).toEqual(["/", "/runs"]);
  });

  it("refuses a folder that exists, before anything runs", async () => {
    const files = memoryFiles();
    await writeSome(files, "/runs/one");
    let ran = false;
    const again = writeResults(files, "/runs/one", () => {
      ran = true;
    });
    await expect(again).rejects.toThrow(/\/runs\/one: exists already; name another folder.*OUT_EXISTS/);
    expect(ran).toBe(false);
  });

  it("passes on other errors untouched", async () => {
    const files = memoryFiles();
    const mine = new Error("stopped by the user");
    const failed = writeResults(files, "/runs/one", () => {
      throw mine;
    });
    await expect(failed).rejects.toBe(mine);
    expect(files.exists("/runs")).toBe(false);
  });
});

describe("the files of this machine", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "results-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("hold a folder of results, and nothing else, after it is written", async () => {
    await writeSome(nodeFiles, join(folder, "one"));
    expect(readdirSync(folder)).toEqual(["one"]);
    expect(readFileSync(join(folder, "one", "first.csv"), "utf8")).toBe("a,b\n1,2\n");
  });

  it("hold nothing after a failed run", async () => {
    const failed = writeResults(nodeFiles, join(folder, "deep", "one"), (results) => {
      results.create("half.csv").append(bytes("half"));
      throw new Error("stopped");
    });
    await expect(failed).rejects.toThrow("stopped");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("tell that a file is in the way of the folder", async () => {
    writeFileSync(join(folder, "file"), "");
    await expect(writeSome(nodeFiles, join(folder, "file", "one"))).rejects.toThrow("OUT_WRITE");
    await expect(writeSome(nodeFiles, join(folder, "file"))).rejects.toThrow("OUT_EXISTS");
  });

  it("replace a file whole or not at all", () => {
    const path = join(folder, "constants.json");
    writeAtomic(nodeFiles, path, "old");
    const full: FileStore = {
      ...nodeFiles,
      rename: () => {
        throw Object.assign(new Error("no space"), { code: "ENOSPC" });
      },
    };
    expect(() => writeAtomic(full, path, "new")).toThrow("no space");
    expect(readFileSync(path, "utf8")).toBe("old");
    writeAtomic(nodeFiles, path, "new");
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(readdirSync(folder)).toEqual(["constants.json"]);
  });
});
