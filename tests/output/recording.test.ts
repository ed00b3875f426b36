import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type Json } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { nodeFiles } from "../../sim/output/files.ts";
import { GROUPS } from "../../sim/output/indicators.ts";
import { codeDigest, describeHost, type Manifest, sha256, writeManifest } from "../../sim/output/manifest.ts";
import { type Recording, type RecordingOptions, startRecording } from "../../sim/output/recording.ts";
import { type ResultFolder, writeResults } from "../../sim/output/results.ts";
import type { TableWriter } from "../../sim/output/table.ts";
import { memoryFiles } from "./memory-files.ts";
import { nextMonth, SMALL_PLACES, smallSimulation } from "./small-simulation.ts";

// The small simulation has no month, so its indicators are made up too.
vi.mock("../../sim/output/indicators.ts", async (original) => ({
  ...(await original<object>()),
  INDICATORS: [
    { name: "population", unit: "persons" },
    { name: "rent", unit: "EUR/m2/month" },
  ],
  measure: (simulation: { month: number }, out: Float64Array) => {
    for (let at = 0; at < out.length; at++) out[at] = (simulation.month * 100 + at) / 3;
    out[3] = Number.NaN;
  },
}));

// The small simulation has no travel and no meetings: what is worked out of them is made up.
vi.mock("../../sim/model/contacts.ts", () => ({
  CONTACTS: 10,
  contactsOf: (_: unknown, household: number, out: Float64Array) => out.fill(household),
  weekHours: (_: unknown, household: number, out: { home: number }) => {
    out.home = household / 2;
  },
}));
vi.mock("../../sim/output/groups.ts", async (original) => ({
  ...(await original<object>()),
  createGroups: (_: unknown, tables: readonly TableWriter[]) => ({
    record: () => {},
    close: () => {
      for (const table of tables) table.close();
    },
  }),
}));

const MONTHS = 30;
const HOUSEHOLDS = 40;

function recordRun(folder: ResultFolder, options?: RecordingOptions): Recording {
  const simulation = smallSimulation(HOUSEHOLDS);
  const recording = startRecording(simulation, folder, options);
  recording.record();
  for (let month = 0; month < MONTHS; month++) {
    nextMonth(simulation);
    recording.record();
  }
  recording.finish();
  return recording;
}

const RUN: Omit<Manifest, "manifest" | "files"> = {
  version: "0.1.0",
  codeDigest: codeDigest(nodeFiles),
  dataDigest: sha256("data"),
  scenario: { name: "reference", digest: sha256("title: x"), resolved: { months: MONTHS } },
  seed: "a",
  households: HOUSEHOLDS,
  scale: 100,
  start: "2019-01",
  months: MONTHS,
  host: describeHost(),
  started: "2026-01-01T00:00:00.000Z",
  seconds: 1.5,
  digest: "00",
  columns: { "households.place": "11" },
};

let folder = "";
let out = "";
let ask: (sql: string) => Promise<Record<string, Json>[]>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "recording-"));
  out = join(folder, "run");
  await writeResults(nodeFiles, out, (results) => {
    recordRun(results, { info: { seed: "a", scenario: "reference" } });
    writeManifest(results, RUN);
  });
  const duck = await (await DuckDBInstance.create()).connect();
  ask = async (sql) => (await duck.runAndReadAll(sql)).getRowObjectsJson();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the indicators of a run", () => {
  it("have one row a month, scope and indicator, and places once a year", async () => {
    const counts = await ask(
      `select level, indicator, count(*)::int as rows, count(distinct month)::int as months
       from '${out}/indicators.parquet' group by all order by all`,
    );
    const months = MONTHS + 1;
    const byClass = (indicator: string) => ({ level: "class", indicator, rows: 6 * months, months });
    const byPlace = (indicator: string) => ({ level: "place", indicator, rows: 3 * 3, months: 3 });
    expect(counts).toEqual([
      { level: "all", indicator: "population", rows: months, months },
      { level: "all", indicator: "rent", rows: months, months },
      byClass("population"),
      byClass("rent"),
      ...["households", "netMigration", "population", "price", "rent", "vacancy"].map(byPlace),
    ]);
  });

  it("hold what was measured, under the month at whose end it was", async () => {
    const [found] = await ask(
      `select value, unit from '${out}/indicators.parquet'
       where month = '2020-05' and scope = 'metropolis' and indicator = 'rent'`,
    );
    const at = 1 * GROUPS.length + GROUPS.indexOf("metropolis");
    expect(found).toEqual({ value: (16 * 100 + at) / 3, unit: "EUR/m2/month" });
    const places = await ask(
      `select month, indicator, round(value, 9) as value from '${out}/indicators.parquet'
       where scope = '${SMALL_PLACES[2]}' and indicator in ('vacancy', 'netMigration') order by all`,
    );
    const net = Math.round((12_000 / 202) * 1e9) / 1e9;
    expect(places).toEqual([
      { month: "2018-12", indicator: "netMigration", value: null },
      { month: "2018-12", indicator: "vacancy", value: Math.round((800 / 120) * 1e9) / 1e9 },
      { month: "2019-12", indicator: "netMigration", value: net },
      { month: "2019-12", indicator: "vacancy", value: Math.round((800 / 120) * 1e9) / 1e9 },
      { month: "2020-12", indicator: "netMigration", value: net },
      { month: "2020-12", indicator: "vacancy", value: Math.round((800 / 120) * 1e9) / 1e9 },
    ]);
  });

  it("are the same in CSV and Parquet, missing values too", async () => {
    const types = "{'month': 'varchar', 'value': 'double'}";
    const csv = `select * from read_csv('${out}/indicators.csv', types = ${types})`;
    const parquet = `select * from '${out}/indicators.parquet'`;
    expect(await ask(`(${csv}) except all (${parquet})`)).toEqual([]);
    expect(await ask(`(${parquet}) except all (${csv})`)).toEqual([]);
    const [missing] = await ask(`select count(*)::int as n from (${csv}) where value is null`);
    expect(missing).toEqual({ n: MONTHS + 1 + SMALL_PLACES.length });
  });

  it("hold places every month on request", async () => {
    const detailed = join(folder, "detailed");
    await writeResults(nodeFiles, detailed, (results) => {
      recordRun(results, { detail: "place-month", panelHouseholds: 0 });
    });
    expect(readdirSync(detailed)).toEqual([
      "groups.csv",
      "groups.parquet",
      "indicators.csv",
      "indicators.parquet",
    ]);
    const [count] = await ask(
      `select count(*)::int as n from '${detailed}/indicators.parquet' where level = 'place'`,
    );
    expect(count).toEqual({ n: 6 * SMALL_PLACES.length * (MONTHS + 1) });
  });
});

describe("every Parquet file of a run", () => {
  it.each(["indicators", "panel"])(
    "%s says unit and meaning of each of its columns, and the seed",
    async (name) => {
      const file = `${out}/${name}.parquet`;
      const rows = await ask(
        `select key::varchar as k, decode(value) as v from parquet_kv_metadata('${file}')`,
      );
      const texts = new Map(rows.map((row) => [row.k, String(row.v)]));
      expect(texts.get("seed")).toBe("a");
      expect(texts.get("scenario")).toBe("reference");
      const documented: Record<string, { unit: string; meaning: string }> = JSON.parse(
        texts.get("columns") ?? "{}",
      );
      const described = await ask(`describe select * from '${file}'`);
      expect(Object.keys(documented)).toEqual(described.map((row) => row.column_name));
      for (const [column, { unit, meaning }] of Object.entries(documented)) {
        expect(unit, column).not.toBe("");
        expect(meaning, column).not.toBe("");
      }
    },
  );

  it("panel has each household in each month once", async () => {
    const [count] = await ask(
      `select count(*)::int as n, count(distinct (month, household))::int as pairs
       from '${out}/panel.parquet'`,
    );
    expect(count).toEqual({ n: HOUSEHOLDS * (MONTHS + 1), pairs: HOUSEHOLDS * (MONTHS + 1) });
  });
});

describe("the manifest", () => {
  it("lists every other file with its length and SHA-256", () => {
    const manifest: Manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
    expect(manifest).toMatchObject({ manifest: 1, ...RUN });
    expect(manifest.files.map((file) => file.name).sort()).toEqual([
      "groups.csv",
      "groups.parquet",
      "indicators.csv",
      "indicators.parquet",
      "panel.parquet",
    ]);
    for (const { name, bytes, sha256: digest } of manifest.files) {
      const content = readFileSync(join(out, name));
      expect([content.length, sha256(content)], name).toEqual([bytes, digest]);
    }
  });

  it("names neither the machine nor its user", () => {
    const text = readFileSync(join(out, "manifest.json"), "utf8");
    expect(text).not.toContain(folder);
    expect(text).not.toContain(process.cwd());
  });
});

it("a run leaves nothing behind whichever write fails", async () => {
  const run = (files: ReturnType<typeof memoryFiles>) =>
    writeResults(files, "/runs/one", (results) => {
      recordRun(results);
      writeManifest(results, RUN);
    });
  const healthy = memoryFiles();
  await run(healthy);
  expect(healthy.list("/runs/one").length).toBe(6);
  for (let failAt = 1; failAt <= healthy.changes(); failAt++) {
    const files = memoryFiles(failAt);
    await expect(run(files), `write ${failAt}`).rejects.toThrow("OUT_DISK_FULL");
    expect([...files.entries.keys()], `write ${failAt}`).toEqual(["/"]);
  }
});
