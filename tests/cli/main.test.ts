/** The commands from word to exit code: what they print, what they leave behind. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { main } from "../../sim/cli/main.ts";
import { LEVERS } from "../../sim/model/levers.ts";
import { SCHEDULE } from "../../sim/model/schedule.ts";
import { type FileStore, nodeFiles } from "../../sim/output/files.ts";
import { fakeTerminal } from "./fake-terminal.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "voisinage-cli-"));
afterAll(() => rmSync(FOLDER, { recursive: true }));

/** The smallest run of the built-in world. */
const SMALL = ["run", "reference", "--households", "600", "--months", "3", "--seed", "a"];

async function command(words: readonly string[], files?: FileStore) {
  const terminal = fakeTerminal(false, 80, 1);
  const code = await main(words, terminal, files);
  return { code, out: terminal.output, err: terminal.errors };
}

function json(text: string): Record<string, unknown> {
  expect(text.endsWith("}\n")).toBe(true);
  return JSON.parse(text);
}

describe("help", () => {
  test("names every command", async () => {
    for (const words of [[], ["--help"], ["help"], ["-h"]]) {
      const { code, out } = await command(words);
      expect(code).toBe(0);
      for (const name of ["run", "serve", "check", "schedule"]) expect(out).toContain(`  ${name}`);
    }
  });

  test.each(["run", "serve", "check", "schedule"])(
    "of %s tells every option within 110 columns",
    async (name) => {
      const { code, out } = await command([name, "--help"]);
      expect(code).toBe(0);
      expect((await command(["help", name])).out).toBe(out);
      expect(out).toContain(`Usage: voisinage ${name}`);
      for (const line of out.split("\n")) expect(line.length, line).toBeLessThanOrEqual(110);
    },
  );

  test("of the version is the package's", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    expect((await command(["--version"])).out).toBe(`${version}\n`);
  });
});

describe("faults of the user", () => {
  const broken = join(FOLDER, "broken.yaml");
  writeFileSync(broken, "levers:\n  telework.norn: 3\n");

  test.each<[string, string[], string]>([
    ["CLI_COMMAND", ["rnu"], 'did you mean "run"?'],
    ["CLI_COMMAND", ["__proto__"], "unknown command"],
    ["CLI_OPTION", ["run", "reference", "--houshold"], "--households"],
    ["CLI_RANGE", ["run", "reference", "--households", "-1"], "from 100 to"],
    ["RUN_SIZE", ["run", "reference", "--households", "40000000"], "33959218"],
    ["RUN_SIZE", ["run", "reference", "--scale", "100000"], "573"],
    ["CLI_CONFLICT", ["run", "reference", "--no-panel"], "--out DIR"],
    ["CLI_CONFLICT", ["run", "reference", "--snapshot", "6"], "--out DIR"],
    ["SNAPSHOT_FILE", ["run", "reference", "--threads", "1", "--resume", "nowhere"], "--resume nowhere"],
    ["SCENARIO_FILE", ["check", "refrence"], 'did you mean "reference"?'],
    ["SCENARIO_FILE", ["serve", "refrence"], 'did you mean "reference"?'],
    ["SCENARIO_LEVER", ["check", broken], "telework.norm"],
    ["PLACES_FILE", ["check", "reference", "--places", "nowhere.csv"], "nowhere.csv"],
    ["CLI_RANGE", ["serve", "--port", "70000"], "65,535"],
  ])("%s: %j", async (code, words, said) => {
    const { code: exit, out, err } = await command([...words, "--json"]);
    expect(exit).toBe(2);
    expect(err).toContain(said);
    expect(err).toContain(`[${code}]`);
    expect(json(out)).toMatchObject({ error: { code, problems: expect.any(Array) } });
    expect((await command(words)).out).toBe("");
  });
});

describe("check", () => {
  test("tells what a scenario resolves to, for people and for programs", async () => {
    expect((await command(["check", "telework-right"])).out).toContain("573 places in 333 areas, built in");
    const summary = json((await command(["check", "telework-right", "--json"])).out);
    expect(summary).toMatchObject({ name: "telework-right", start: "2019-01", places: { count: 573 } });
    expect(summary.levers).toHaveProperty(["telework.norm", 0, "from"]);
  });
});

describe("schedule", () => {
  test("prints the list of the month", async () => {
    const { out } = await command(["schedule"]);
    for (const { name, reads } of SCHEDULE) {
      expect(out).toContain(name);
      expect(out.replace(/\s+/g, " ")).toContain(reads);
    }
    const { processes } = json((await command(["schedule", "--json"])).out);
    expect(processes).toHaveLength(SCHEDULE.length);
  });
});

describe("levers", () => {
  test("are one array, with every range, default, sentence and source", async () => {
    const { out } = await command(["levers", "--json"]);
    const levers: Record<string, unknown>[] = JSON.parse(out);
    expect(levers.map(({ name }) => name)).toEqual(LEVERS.map(({ name }) => name));
    for (const lever of levers) {
      expect(lever).toMatchObject({
        unit: expect.any(String),
        range: [expect.any(Number), expect.any(Number)],
        default: expect.any(Number),
        kind: expect.stringMatching(/^(policy|assumption)$/),
        sentence: { fr: expect.any(String), nl: expect.any(String), en: expect.any(String) },
        source: expect.any(String),
        process: expect.any(String),
      });
      expect(lever).toHaveProperty("cost");
      expect(lever).toHaveProperty("choices");
    }
  });

  test("are a table for people, within 110 columns", async () => {
    const { out } = await command(["levers"]);
    for (const { name } of LEVERS) expect(out).toContain(`  ${name} `);
    for (const line of out.split("\n")) expect(line.length, line).toBeLessThanOrEqual(110);
  });
});

describe("run", () => {
  test("prints one JSON object; one seed gives one digest, another seed another", async () => {
    const first = json((await command([...SMALL, "--json"])).out);
    expect(first).toMatchObject({
      households: 600,
      months: 3,
      seed: "a",
      scenario: "reference",
      month: "2019-03",
    });
    for (const key of ["seconds", "nsPerHouseholdMonth", "bytesPerHousehold"])
      expect(first[key]).toBeGreaterThan(0);
    const indicators = first.indicators as Record<string, Record<string, number>>;
    const classes = ["capital", "metropolis", "large", "mid-sized", "small", "rest"];
    for (const name of ["population", "rent", "netMigration"])
      expect(Object.keys(indicators[name] ?? {})).toEqual(classes);
    for (const name of ["rentBurden", "remoteDays", "lonely", "dependence"])
      expect(indicators[name]).toEqual(expect.any(Number));
    expect(Object.keys(indicators.ties ?? {})).toEqual(["kin", "friend", "neighbour", "colleague", "online"]);
    expect(json((await command([...SMALL, "--json", "--quiet"])).out).digest).toBe(first.digest);
    expect(json((await command([...SMALL.slice(0, -1), "b", "--json"])).out).digest).not.toBe(first.digest);
  });

  test("writes results once; an existing folder is refused and stays as it is", async () => {
    const out = join(FOLDER, "results");
    const { code, out: text } = await command([...SMALL, "--out", out]);
    expect(code).toBe(0);
    expect(text).toContain(`Results are in ${out}.`);
    expect(readdirSync(out)).toEqual([
      "events.parquet",
      "groups.csv",
      "groups.parquet",
      "indicators.csv",
      "indicators.parquet",
      "manifest.json",
      "panel.parquet",
      "sales.parquet",
    ]);
    const manifest = readFileSync(join(out, "manifest.json"), "utf8");
    expect(text).toContain(JSON.parse(manifest).digest);
    const { resolved } = JSON.parse(manifest).scenario;
    expect(resolved).toMatchObject({ start: "2019-01", places: null });
    expect(resolved.levers["telework.norm"][0]).toEqual({ from: "2019-01", value: 1, ramp: 0 });
    const again = await command([...SMALL, "--out", out]);
    expect(again.code).toBe(2);
    expect(again.err).toContain("[OUT_EXISTS]");
    expect(readFileSync(join(out, "manifest.json"), "utf8")).toBe(manifest);
  });

  test("stopped and resumed is one run; another run's snapshot is refused", async () => {
    const out = join(FOLDER, "stopped");
    const whole = json(
      (await command([...SMALL, "--out", out, "--snapshot", "2", "--no-panel", "--json"])).out,
    );
    const snapshot = join(`${out}.snapshots`, "2019-02.snapshot");
    expect(readdirSync(`${out}.snapshots`)).toEqual(["2019-02.snapshot"]);
    const resumed = json((await command([...SMALL, "--resume", snapshot, "--json"])).out);
    expect(resumed.digest).toBe(whole.digest);
    const other = await command([...SMALL.slice(0, -1), "b", "--resume", snapshot]);
    expect([other.code, other.err]).toEqual([2, expect.stringContaining("[SNAPSHOT_SCHEMA]")]);
    const past = await command(
      [...SMALL, "--months", "2", "--resume", snapshot].filter((_, i) => i !== 4 && i !== 5),
    );
    expect([past.code, past.err]).toEqual([2, expect.stringContaining("[SNAPSHOT_MONTHS]")]);
  });

  test("Ctrl-C ends it with 130 and leaves nothing", async () => {
    const out = join(FOLDER, "interrupted");
    const running = command(
      [...SMALL, "--months", "1200", "--out", out].filter((_, i) => i !== 4 && i !== 5),
    );
    setTimeout(() => process.emit("SIGINT"), 100);
    const { code, err } = await running;
    expect([code, err]).toEqual([130, "Stopped; nothing half written was left.\n"]);
    expect(readdirSync(FOLDER).filter((name) => name.includes("interrupted"))).toEqual([]);
  });

  test("a full disk is told, and leaves nothing", async () => {
    const full: FileStore = {
      ...nodeFiles,
      create: (path) => ({
        ...nodeFiles.create(path),
        append() {
          throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
        },
      }),
    };
    const out = join(FOLDER, "full");
    const { code, err } = await command([...SMALL, "--out", out], full);
    expect([code, err]).toEqual([2, expect.stringMatching(/full: the disk is full; .* \[OUT_DISK_FULL\]/)]);
    expect(existsSync(out)).toBe(false);
  });

  test("our own fault ends with 1 and says so", async () => {
    const broken: FileStore = {
      ...nodeFiles,
      makeFolder() {
        throw new Error("planted");
      },
    };
    const { code, err } = await command([...SMALL, "--out", join(FOLDER, "broken")], broken);
    expect(code).toBe(1);
    expect(err).toContain("planted");
    expect(err).toContain("a fault of voisinage, not yours");
  });
});
