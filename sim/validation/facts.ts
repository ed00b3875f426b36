/** The published patterns that the model is held against, with their bands: F01 to F05 may be tuned on. */
import { join } from "node:path";
import { cellOf, MAX_TABLE_BYTES, parseTable } from "../experiment/csv.ts";
import { scenariosFolder } from "../experiment/data.ts";
import { readTextFile } from "../experiment/text-file.ts";

/** Whether a fact may be tuned on. */
export type FactSet = "calibrate" | "validate";

/** One number of a fact, and the band in which observations put it; null: no limit. */
export interface FactPart {
  /** Such as F03.b. */
  readonly key: string;
  readonly fact: string;
  readonly set: FactSet;
  readonly pattern: string;
  readonly statistic: string;
  readonly unit: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly basis: string;
  /** Whether inputs of the model say a part of it already. */
  readonly byConstruction: boolean;
}

const COLUMNS = [
  "fact",
  "part",
  "pattern",
  "statistic",
  "unit",
  "low",
  "high",
  "basis",
  "by_construction",
] as const;

/** All parts of all facts, in their order. @throws UserError FACTS for a broken file */
export function loadFacts(): readonly FactPart[] {
  return [...readFacts("calibrate"), ...readFacts("validate")];
}

function readFacts(set: FactSet): FactPart[] {
  const name = `facts-${set}.csv`;
  const text = readTextFile(join(scenariosFolder(), "data", name), MAX_TABLE_BYTES, "FACTS");
  const table = parseTable(text, name, { code: "FACTS", required: COLUMNS, optional: [], maxRows: 200 });
  return table.rows.map((row): FactPart => {
    const of = (column: (typeof COLUMNS)[number]) => cellOf(table, row, column);
    const limit = (column: "low" | "high") => (of(column) === "" ? null : Number(of(column)));
    const { fact, part } = { fact: of("fact"), part: of("part") };
    const about = {
      pattern: of("pattern"),
      statistic: of("statistic"),
      unit: of("unit"),
      basis: of("basis"),
    };
    const byConstruction = of("by_construction") === "yes";
    return {
      key: `${fact}.${part}`,
      fact,
      set,
      ...about,
      low: limit("low"),
      high: limit("high"),
      byConstruction,
    };
  });
}
