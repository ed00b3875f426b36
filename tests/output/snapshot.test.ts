import { describe, expect, it } from "vitest";
import { allocate, type Columns, type Schema } from "../../sim/core/columns.ts";
import {
  encodeSnapshot,
  restoreSnapshot as restoreFrom,
  SNAPSHOT_FORMAT,
  type SnapshotParts,
} from "../../sim/output/snapshot.ts";
import { partsOf } from "./memory-files.ts";
import { smallSimulation } from "./small-simulation.ts";

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

type Parts = Readonly<Record<string, Columns<Schema>>>;

function parts(households: number): Parts {
  const simulation = smallSimulation(households);
  return { households: simulation.households, places: simulation.places };
}

function empty(like: Parts): Parts {
  return Object.fromEntries(
    Object.entries(like).map(([name, part]) => [name, allocate(part.schema, part.rows)]),
  );
}

const restoreSnapshot = (bytes: Uint8Array, into: SnapshotParts) => restoreFrom(partsOf(bytes), into);
const bytesOf = (part: Columns<Schema> | undefined) => [
  ...new Uint8Array(part?.buffer ?? new ArrayBuffer(0)),
];

describe("a snapshot", () => {
  it("gives back every byte of every column, and the numbers beside them", () => {
    const original = parts(33);
    const bytes = joined(encodeSnapshot("1.2.3", original, { month: 17, levers: { "telework.norm": 4 } }));
    const copy = empty(original);
    expect(restoreSnapshot(bytes, copy)).toEqual({ month: 17, levers: { "telework.norm": 4 } });
    for (const name of Object.keys(original)) expect(bytesOf(copy[name])).toEqual(bytesOf(original[name]));
  });

  it("reads the same from the middle of a larger buffer", () => {
    const original = parts(3);
    const bytes = joined(encodeSnapshot("1.2.3", original, {}));
    const shifted = new Uint8Array(bytes.length + 5);
    shifted.set(bytes, 5);
    const copy = empty(original);
    restoreSnapshot(shifted.subarray(5), copy);
    expect(bytesOf(copy.households)).toEqual(bytesOf(original.households));
  });

  it("of another number of households or other columns is refused, naming the difference", () => {
    const bytes = joined(encodeSnapshot("1.2.3", parts(33), {}));
    expect(() => restoreSnapshot(bytes, parts(34))).toThrow(
      /version 1\.2\.3 with households 33, places 3 rows; this run has households 34.*SNAPSHOT_SCHEMA/,
    );
    const { households, places } = parts(33);
    const spec = { unit: "1", range: [0, 1], meaning: "new" } as const;
    const changed = { households: households as Columns<Schema>, places: places as Columns<Schema> };
    const wider = allocate({ ...changed.households.schema, fresh: { type: "f64", ...spec } }, 33);
    expect(() => restoreSnapshot(bytes, { ...changed, households: wider })).toThrow(/other columns.*SCHEMA/);
  });

  it("of another format is refused with a way out", () => {
    const bytes = joined(encodeSnapshot("1.2.3", parts(3), {}));
    new DataView(bytes.buffer).setUint32(4, SNAPSHOT_FORMAT + 1, true);
    expect(() => restoreSnapshot(bytes, parts(3))).toThrow(
      /format 3.*go on with the version.*SNAPSHOT_VERSION/,
    );
  });

  it("that is none is refused", () => {
    expect(() => restoreSnapshot(new Uint8Array(), parts(3))).toThrow("SNAPSHOT_FORMAT");
    expect(() => restoreSnapshot(new TextEncoder().encode("PAR1 something else"), parts(3))).toThrow(
      "SNAPSHOT_FORMAT",
    );
  });

  it("with any bit flipped, cut short or too long changes nothing in the simulation", () => {
    const original = parts(3);
    const bytes = joined(encodeSnapshot("1.2.3", original, { month: 5 }));
    const target = empty(original);
    const refused = (broken: Uint8Array, how: string) => {
      expect(() => restoreSnapshot(broken, target), how).toThrow(/SNAPSHOT_/);
      expect(
        Object.values(target)
          .flatMap(bytesOf)
          .every((byte) => byte === 0),
        how,
      ).toBe(true);
    };
    for (let length = 0; length < bytes.length; length += 13)
      refused(bytes.slice(0, length), `cut at ${length}`);
    refused(joined([bytes, new Uint8Array(1)]), "one byte too many");
    for (let at = 0; at < bytes.length; at += 7) {
      const broken = bytes.slice();
      broken[at] = (broken[at] ?? 0) ^ (1 << (at % 8));
      refused(broken, `bit ${at % 8} of byte ${at}`);
    }
  });
});
