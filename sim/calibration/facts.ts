/**
 * The facts that parameters may be tuned on: scenarios/data/calibration-facts.csv, one row for each part of
 * a fact. Facts kept back for validation stand in another file, which nothing here reads: a test walks all
 * imports of this folder and watches what it opens.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cellOf, parseTable, readNumber } from "../experiment/csv.ts";
import { scenariosFolder } from "../experiment/data.ts";
import { newLog, note, quoted, throwIfAny } from "../experiment/errors.ts";
import { STATISTIC_NAMES, type StatisticName } from "./observe.ts";

const FILE = "calibration-facts.csv";
const COLUMNS = ["fact", "part", "statistic", "low", "high", "discrepancy", "unit", "basis"];

/** A part of a fact: a band that a statistic of the model should lie in. */
export interface Fact {
  /** Code of the fact with its part, such as F03a. */
  readonly name: string;
  readonly statistic: StatisticName;
  /** Ends of the band: two standard deviations of the observation on either side of its middle. */
  readonly low: number;
  readonly high: number;
  /** Standard deviation of what the model's statistic measures otherwise than the fact, as stated. */
  readonly discrepancy: number;
  readonly unit: string;
  readonly basis: string;
}

/** Text of the table of facts, for digests. */
export function factsText(): string {
  return readFileSync(join(scenariosFolder(), "data", FILE), "utf8");
}

/**
 * Reads the table of facts.
 * @throws UserError codes FACTS_* with every fault
 */
export function parseFacts(text: string, file: string = FILE): readonly Fact[] {
  const table = parseTable(text, file, { code: "FACTS", required: COLUMNS, optional: [], maxRows: 200 });
  const log = newLog();
  const facts = table.rows.map((row): Fact => {
    const number = (name: string, min: number) =>
      readNumber(table, row, { code: "FACTS", name, min, max: 1e6 }, log) ?? Number.NaN;
    const statistic = cellOf(table, row, "statistic");
    const where = `${file}:${row.line}`;
    if (!(STATISTIC_NAMES as readonly string[]).includes(statistic)) {
      const known = STATISTIC_NAMES.join(", ");
      note(log, "FACTS_STATISTIC", where, `${quoted(statistic)} is not measured; allowed: ${known}`);
    }
    const [low, high] = [number("low", -1e6), number("high", -1e6)];
    if (low >= high) note(log, "FACTS_RANGE", where, `low ${low} is not below high ${high}; write low first`);
    const part = cellOf(table, row, "part");
    return {
      name: `${cellOf(table, row, "fact")}${part.length > 1 ? ` ${part}` : part}`,
      statistic: statistic as StatisticName,
      low,
      high,
      discrepancy: number("discrepancy", 0),
      unit: cellOf(table, row, "unit"),
      basis: cellOf(table, row, "basis"),
    };
  });
  throwIfAny(log);
  return facts;
}

/** Middle of a fact's band. */
export function middleOf({ low, high }: Fact): number {
  return (low + high) / 2;
}

/** Standard deviation of a fact's observation: the band holds two on either side. */
export function deviationOf({ low, high }: Fact): number {
  return (high - low) / 4;
}
