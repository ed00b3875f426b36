/** Columns: one buffer, aligned, shared or not, and ranges that name what is wrong. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, attach, bytesOf, checkRanges, type Schema, widen } from "../../sim/core/columns.ts";

const SCHEMA = {
  tenure: { type: "u8", unit: "code", range: [0, 2], meaning: "tenure" },
  rent: { type: "f64", unit: "EUR/month", range: [0, 1e5], meaning: "contract rent" },
  place: { type: "u16", unit: "index", range: [0, 572], meaning: "place of residence" },
  habit: { type: "f32", unit: "h/week", range: [0, 56], meaning: "habit of the last days", width: 3 },
  balance: { type: "i32", unit: "EUR", range: [-1e6, 1e6], meaning: "savings less debt" },
} as const;

const TYPES = ["u8", "u16", "u32", "i16", "i32", "f32", "f64"] as const;

describe("memory", () => {
  test("every column is of its type and length, and starts at a multiple of 8 bytes", () => {
    const columns = allocate(SCHEMA, 5);
    expect(columns.data.tenure).toBeInstanceOf(Uint8Array);
    expect(columns.data.rent).toBeInstanceOf(Float64Array);
    expect(columns.data.habit).toHaveLength(15);
    expect(columns.bytes).toBe(8 + 40 + 16 + 64 + 24);
    expect(columns.buffer).toBeInstanceOf(ArrayBuffer);
    for (const values of Object.values(columns.data)) expect(values.byteOffset % 8).toBe(0);
  });

  test("no two columns overlap, whatever the schema", () => {
    const spec = fc.record({ type: fc.constantFrom(...TYPES), width: fc.integer({ min: 1, max: 4 }) });
    fc.assert(
      fc.property(fc.array(spec, { maxLength: 6 }), fc.nat(9), (specs, rows) => {
        const schema: Schema = Object.fromEntries(
          specs.map((s, i) => [`c${i}`, { ...s, unit: "1", range: [-200, 255], meaning: "" }] as const),
        );
        const columns = allocate(schema, rows);
        for (const [i, name] of Object.keys(schema).entries()) columns.data[name]?.fill(i + 1);
        for (const [i, name] of Object.keys(schema).entries()) {
          expect(columns.data[name]).toHaveLength(rows * (specs[i]?.width ?? 1));
          expect(columns.data[name]?.every((value) => value === i + 1)).toBe(true);
        }
        expect(columns.bytes).toBe(bytesOf(schema, rows));
      }),
    );
  });

  test("attached to the same buffer, two tables are one", () => {
    const ours = attach(SCHEMA, 4, new SharedArrayBuffer(bytesOf(SCHEMA, 4)));
    const theirs = attach(SCHEMA, 4, ours.buffer);
    ours.data.rent[3] = 812.5;
    ours.data.habit[11] = 7;
    expect(ours.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(theirs.data.rent[3]).toBe(812.5);
    expect(theirs.data.habit[11]).toBe(7);
  });

  test("rows are added within the room of a table, without moving any", () => {
    const few = allocate(SCHEMA, 3, 5);
    few.data.rent[2] = 700;
    few.data.habit[8] = 4;
    const more = widen(few, 5);
    expect(few.data.rent).toHaveLength(3);
    expect(more.data.rent).toHaveLength(5);
    more.data.rent[4] = 900;
    expect([...more.data.rent]).toEqual([0, 0, 700, 0, 900]);
    expect(more.data.habit[8]).toBe(4);
    expect(more.buffer).toBe(few.buffer);
    expect(() => widen(few, 6)).toThrow(/6 rows in the room of 5/);
  });

  test("a buffer of another length, or rows that are no number, are refused", () => {
    expect(() => attach(SCHEMA, 4, new ArrayBuffer(8))).toThrow(/buffer of 8 bytes, but 4 rows .* need/);
    expect(() => allocate(SCHEMA, -1)).toThrow(/-1 is not a number of rows/);
    expect(() => allocate(SCHEMA, 1.5)).toThrow(/1\.5/);
  });
});

describe("ranges", () => {
  test("both ends are allowed", () => {
    const columns = allocate(SCHEMA, 2);
    columns.data.tenure.set([0, 2]);
    columns.data.balance.set([-1e6, 1e6]);
    expect(() => checkRanges(columns)).not.toThrow();
  });

  test.each([
    ["tenure", 1, 3, /column tenure, row 1: 3 is outside 0 to 2 \[code\], tenure/],
    ["rent", 0, -0.01, /column rent, row 0: -0.01 is outside 0 to 100000 \[EUR\/month\]/],
    ["rent", 2, Number.NaN, /column rent, row 2: NaN/],
    ["rent", 1, Infinity, /column rent, row 1: Infinity/],
    ["habit", 7, 57, /column habit, row 2 \(value 1 of the row\): 57 is outside/],
    ["balance", 2, -1_000_001, /column balance, row 2: -1000001/],
  ] as const)("%s[%i] = %d is named with row, value and range", (name, index, value, message) => {
    const columns = allocate(SCHEMA, 3);
    columns.data[name][index] = value;
    expect(() => checkRanges(columns)).toThrow(message);
  });
});
