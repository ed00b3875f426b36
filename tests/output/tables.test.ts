import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type Json } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCsv } from "../../sim/output/csv.ts";
import { nodeFiles } from "../../sim/output/files.ts";
import { openParquet } from "../../sim/output/parquet.ts";
import type { CellValues, TableColumn } from "../../sim/output/table.ts";

const COLUMNS: readonly TableColumn[] = [
  { name: "name", type: "text", unit: "text", meaning: "text with commas, quotes and lines" },
  { name: "tiny", type: "u8", unit: "count", meaning: "0 to 255" },
  { name: "short", type: "u16", unit: "count", meaning: "0 to 65,535" },
  { name: "wide", type: "u32", unit: "index", meaning: "0 to 2^32 - 1" },
  { name: "signed", type: "i16", unit: "months", meaning: "negative too" },
  { name: "whole", type: "i32", unit: "EUR", meaning: "negative too" },
  { name: "single", type: "f32", unit: "share", meaning: "single precision" },
  { name: "amount", type: "f64", unit: "EUR/month", meaning: "may be missing", nullable: true },
];

/** Two batches: one with every extreme, one of many rows. */
const BATCHES: readonly (readonly CellValues[])[] = [
  [
    ["plain", 'a "quoted", text', "two\nlines", "Ærøskøbing"],
    Uint8Array.of(0, 1, 254, 255),
    Uint16Array.of(0, 1, 65534, 65535),
    Uint32Array.of(0, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1),
    Int16Array.of(-32768, -1, 0, 32767),
    Int32Array.of(-(2 ** 31), -1, 0, 2 ** 31 - 1),
    Float32Array.of(0.1, -0, 1e-30, 3e38),
    Float64Array.of(0.1, Number.NaN, 1 / 3, 1e300),
  ],
  [
    Array.from({ length: 3000 }, (_, row) => `row ${row % 7}`),
    Uint8Array.from({ length: 3000 }, (_, row) => row),
    Uint16Array.from({ length: 3000 }, (_, row) => row * 7),
    Uint32Array.from({ length: 3000 }, (_, row) => row * 1_000_003),
    Int16Array.from({ length: 3000 }, (_, row) => -row),
    Int32Array.from({ length: 3000 }, (_, row) => row * -65537),
    Float32Array.from({ length: 3000 }, (_, row) => Math.sqrt(row)),
    Float64Array.from({ length: 3000 }, (_, row) => Math.sqrt(row)),
  ],
];

let folder = "";
let ask: (sql: string) => Promise<Record<string, Json>[]>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tables-"));
  const parquet = openParquet(nodeFiles.create(join(folder, "t.parquet")), COLUMNS, { title: "a test" });
  const csv = openCsv(nodeFiles.create(join(folder, "t.csv")), COLUMNS);
  for (const batch of BATCHES) {
    parquet.write(batch);
    csv.write(batch);
  }
  parquet.close();
  csv.close();
  const duck = await (await DuckDBInstance.create()).connect();
  ask = async (sql) => (await duck.runAndReadAll(sql)).getRowObjectsJson();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a Parquet table read by DuckDB", () => {
  it("has the declared columns with their types", async () => {
    const described = await ask(`describe select * from '${folder}/t.parquet'`);
    expect(described.map((row) => [row.column_name, row.column_type])).toEqual([
      ["name", "VARCHAR"],
      ["tiny", "UTINYINT"],
      ["short", "USMALLINT"],
      ["wide", "UINTEGER"],
      ["signed", "SMALLINT"],
      ["whole", "INTEGER"],
      ["single", "FLOAT"],
      ["amount", "DOUBLE"],
    ]);
  });

  it("documents unit and meaning of every column, and the table's title", async () => {
    const rows = await ask(
      `select key::varchar as key, decode(value) as value from parquet_kv_metadata('${folder}/t.parquet')`,
    );
    const texts = new Map(rows.map((row) => [row.key, String(row.value)]));
    expect(texts.get("title")).toBe("a test");
    const columns = JSON.parse(texts.get("columns") ?? "{}");
    for (const { name, type, unit, meaning } of COLUMNS)
      expect(columns[name]).toEqual({ type, unit, meaning });
  });

  it("gives back every value of every type, and missing ones as null", async () => {
    const rows = await ask(`select * from '${folder}/t.parquet' limit 4`);
    expect(rows[1]).toMatchObject({ name: 'a "quoted", text', wide: 2 ** 31 - 1, signed: -1, amount: null });
    expect(rows[3]).toMatchObject({ name: "Ærøskøbing", tiny: 255, short: 65535, wide: 2 ** 32 - 1 });
    expect(rows[0]).toMatchObject({
      whole: -(2 ** 31),
      signed: -32768,
      single: Math.fround(0.1),
      amount: 0.1,
    });
    const [sums] = await ask(
      `select count(*)::int as rows, sum(wide)::double as wide, sum(whole)::double as whole,
       max(amount) as amount from (select * from '${folder}/t.parquet' offset 4)`,
    );
    const triangle = (2999 * 3000) / 2;
    expect(sums).toEqual({
      rows: 3000,
      wide: triangle * 1_000_003,
      whole: triangle * -65537,
      amount: Math.sqrt(2999),
    });
  });

  it("holds the same values as the CSV", async () => {
    const types =
      "{'name': 'varchar', 'tiny': 'utinyint', 'short': 'usmallint', 'wide': 'uinteger', " +
      "'signed': 'smallint', 'whole': 'integer', 'single': 'float', 'amount': 'double'}";
    const csv = `select * from read_csv('${folder}/t.csv', header = true, columns = ${types})`;
    const parquet = `select * from '${folder}/t.parquet'`;
    expect(await ask(`(${csv}) except all (${parquet})`)).toEqual([]);
    expect(await ask(`(${parquet}) except all (${csv})`)).toEqual([]);
  });
});

it("CSV has one header line and quotes only what must be quoted", () => {
  const lines = readFileSync(join(folder, "t.csv"), "utf8").split("\n");
  expect(lines[0]).toBe("name,tiny,short,wide,signed,whole,single,amount");
  expect(lines[1]).toBe("plain,0,0,0,-32768,-2147483648,0.10000000149011612,0.1");
  expect(lines[2]).toBe('"a ""quoted"", text",1,1,2147483647,-1,-1,0,');
  expect(statSync(join(folder, "t.csv")).size).toBeGreaterThan(100_000);
});
