/** What users get wrong in a table of places: each has its stable code, names row and column, and helps. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseConstants } from "../../sim/experiment/constants.ts";
import { loadBuiltIn, loadWorld } from "../../sim/experiment/data.ts";
import { REQUIRED_COLUMNS } from "../../sim/experiment/place-columns.ts";
import { parsePlaces } from "../../sim/experiment/places.ts";
import { parseRail } from "../../sim/experiment/rail.ts";
import { type BadInput, expectFault, faultOf } from "./faults.ts";

const header = `${REQUIRED_COLUMNS.join(",")},owner_share,jobs,active,unemployed,vacancy_rate`;
const cells = { id: "a", area_id: "A", area_name: "Aix", country: "FR", zone: "pole", class: "small" };
const numbers = { lon: "5", lat: "43", area_km2: "9", population: "900", households: "400", rent: "12" };
const optional = { owner_share: "", jobs: "", active: "", unemployed: "", vacancy_rate: "" };

/** A table of one place in which some cells are other than good. */
function table(changes: Record<string, string>): string {
  return `${header}\n${Object.values({ ...cells, ...numbers, ...optional, ...changes }).join(",")}\n`;
}

const TABLES: readonly BadInput[] = [
  { name: "nothing", text: "", code: "PLACES_EMPTY", says: ["mine.csv", "names the columns"] },
  { name: "no row", text: `${header}\n`, code: "PLACES_EMPTY", says: ["no row"] },
  {
    name: "a missing column",
    text: table({}).replace("population", "inhabitants"),
    code: "PLACES_COLUMN",
    says: ['"population" is missing'],
  },
  {
    name: "a misspelt optional column",
    text: table({}).replace("owner_share", "owner_shar"),
    code: "PLACES_COLUMN",
    says: ['did you mean "owner_share"'],
  },
  {
    name: "a column twice",
    text: table({}).replace("owner_share", "lon"),
    code: "PLACES_COLUMN",
    says: ["twice"],
  },
  { name: "semicolons", text: table({}).replaceAll(",", ";"), code: "PLACES_SEPARATOR", says: ["commas"] },
  {
    name: "a row too short",
    text: `${header}\na,A,Aix\n`,
    code: "PLACES_CELLS",
    says: ["mine.csv:2", "3 cells"],
  },
  { name: "an open quote", text: table({ area_name: '"Aix' }), code: "PLACES_QUOTE", says: ["never closed"] },
  {
    name: "a stray quote",
    text: table({ area_name: 'A"ix' }),
    code: "PLACES_QUOTE",
    says: ["mine.csv:2 column 3"],
  },
  {
    name: "text after a quote",
    text: table({ area_name: '"A"ix' }),
    code: "PLACES_QUOTE",
    says: ["closing quote"],
  },
  { name: "a NUL", text: table({ area_name: "A\0ix" }), code: "PLACES_CELL", says: ["NUL"] },
  {
    name: "an endless cell",
    text: table({ area_name: "x".repeat(2_000) }),
    code: "PLACES_CELL",
    says: ["1000 letters"],
  },
  { name: "6,000 rows", text: `${header}\n${"a\n".repeat(6_000)}`, code: "PLACES_ROWS", says: ["5000 rows"] },
  { name: "300 columns", text: "a,".repeat(300), code: "PLACES_COLUMN", says: ["200 columns"] },
  {
    name: "a negative population",
    text: table({ population: "-5" }),
    code: "PLACES_RANGE",
    says: ["mine.csv:2 column population", "-5", "1 …"],
  },
  { name: "NaN", text: table({ households: "NaN" }), code: "PLACES_NUMBER", says: ["column households"] },
  {
    name: "Infinity",
    text: table({ rent: "Infinity" }),
    code: "PLACES_NUMBER",
    says: ["rent_flat_eur_m2_month"],
  },
  { name: "1e400", text: table({ rent: "1e400" }), code: "PLACES_NUMBER", says: ["1e400"] },
  {
    name: "a hexadecimal number",
    text: table({ population: "0x3E8" }),
    code: "PLACES_NUMBER",
    says: ["0x3E8"],
  },
  { name: "a thousands space", text: table({ population: "1 000" }), code: "PLACES_NUMBER", says: ["1 000"] },
  {
    name: "a decimal comma",
    text: table({ rent: '"12,5"' }),
    code: "PLACES_NUMBER",
    says: ["decimals after a point"],
  },
  { name: "a blank required number", text: table({ lon: "" }), code: "PLACES_BLANK", says: ["column lon"] },
  { name: "a blank id", text: table({ id: "" }), code: "PLACES_BLANK", says: ["column id"] },
  {
    name: "a longitude of 500",
    text: table({ lon: "500" }),
    code: "PLACES_RANGE",
    says: ["-180 … 180 degrees east"],
  },
  { name: "a latitude of -91", text: table({ lat: "-91" }), code: "PLACES_RANGE", says: ["-90 … 90"] },
  {
    name: "an unknown class",
    text: table({ class: "midsized" }),
    code: "PLACES_CHOICE",
    says: ['did you mean "mid-sized"'],
  },
  {
    name: "an unknown zone",
    text: table({ zone: "suburb" }),
    code: "PLACES_CHOICE",
    says: ["core, pole, ring, rest"],
  },
  { name: "an unknown country", text: table({ country: "DE" }), code: "PLACES_CHOICE", says: ["FR", "BE"] },
  {
    name: "an owner share in per cent",
    text: table({ owner_share: "58" }),
    code: "PLACES_RANGE",
    says: ["0 … 1"],
  },
  {
    name: "more households than people",
    text: table({ households: "901" }),
    code: "PLACES_SUM",
    says: ["population"],
  },
  {
    name: "more unemployed than active",
    text: table({ active: "9", unemployed: "10" }),
    code: "PLACES_SUM",
    says: ["active"],
  },
  { name: "no job anywhere", text: table({ jobs: "0" }), code: "PLACES_JOBS", says: ["no place has a job"] },
  {
    name: "a duplicate id",
    text: `${table({})}${table({}).split("\n")[1]}\n`,
    code: "PLACES_DUPLICATE",
    says: ["mine.csv:3 column id", "mine.csv:2"],
  },
  {
    name: "an area with two names",
    text: `${table({})}${table({ id: "b", area_name: "Ax" }).split("\n")[1]}\n`,
    code: "PLACES_AREA",
    says: ["column area_name"],
  },
];

describe("a table of places with", () => {
  test.each(TABLES)("$name is refused with $code", (input) =>
    expectFault(input, () => parsePlaces(String(input.text), "mine.csv")),
  );

  test("an area of four zones is refused", () => {
    const row = (id: string) => table({ id }).split("\n")[1];
    const fault = faultOf(() =>
      parsePlaces(`${header}\n${["a", "b", "c", "d"].map(row).join("\n")}`, "mine.csv"),
    );
    expect(fault.message).toMatch(/mine\.csv:5 column area_id: .*more than 3 zones.*\[PLACES_AREA\]/);
  });

  test("faults in many rows tells all of them at once", () => {
    const fault = faultOf(() => parsePlaces(table({ lon: "x", population: "-1", class: "?" }), "mine.csv"));
    expect(fault.problems.map((each) => each.code).sort()).toEqual([
      "PLACES_CHOICE",
      "PLACES_NUMBER",
      "PLACES_RANGE",
    ]);
  });

  test("17 MB is refused before it is read", () => {
    const folder = mkdtempSync(join(tmpdir(), "bad-table-"));
    const path = join(folder, "large.csv");
    writeFileSync(path, new Uint8Array(17 * 1024 * 1024).fill(97));
    expect(faultOf(() => loadWorld(path)).code).toBe("PLACES_SIZE");
    rmSync(folder, { recursive: true });
  });
});

describe("a helper file with", () => {
  const { places } = loadBuiltIn();
  test("a train that takes no time is refused", () => {
    const fault = faultOf(() =>
      parseRail("from_id,to_id,minutes\nFR-AAV-001,FR-AAV-002,0\n", "rail.csv", places),
    );
    expect(fault.message).toContain("rail.csv:2 column minutes: 0 is out of range");
  });
  test("a train from an area to itself is refused", () => {
    const fault = faultOf(() =>
      parseRail("from_id,to_id,minutes\nFR-AAV-001,FR-AAV-001,9\n", "rail.csv", places),
    );
    expect(fault.code).toBe("RAIL_LOOP");
  });
  test.each([
    "{",
    "[]",
    "{}",
    '{"places":[]}',
    '{"places":{"FR-AAV-001/pole":[1]}}',
    '{"places":{"FR-AAV-001/pole":"x"}}',
  ])("broken constants %s is refused", (text) =>
    expect(faultOf(() => parseConstants(text, "constants.json", places)).code).toBe("CONSTANTS"),
  );
});
