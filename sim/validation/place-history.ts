/**
 * What the table of places says of the years before the start, as it stands: growth of inhabitants, natural
 * growth and net migration. Blank cells are unknown (NaN), never a default.
 */
import { type CsvTable, cellOf, parseDecimal, parseTable } from "../experiment/csv.ts";
import type { CsvRow } from "../experiment/csv-rows.ts";
import type { World } from "../experiment/data.ts";
import { MAX_PLACES } from "../experiment/places.ts";

/** By place, in the order of the world's table. */
export interface PlaceHistory {
  /** Growth of inhabitants [per year]. */
  readonly growth: Float64Array;
  /** Arrivals less departures over inhabitants, and births less deaths [per year]. */
  readonly netMigration: Float64Array;
  readonly natural: Float64Array;
}

const COLUMNS = [
  "population",
  "population_prev",
  "population_prev_year",
  "year",
  "natural_rate_prev",
  "net_migration_rate_prev",
];

/** Reads the columns of the table's text that only comparisons use; those that are absent are unknown. */
export function readHistory({ places, placesText }: World): PlaceHistory {
  const table = parseTable(placesText, "places", {
    code: "PLACES",
    required: ["id"],
    optional: COLUMNS,
    maxRows: MAX_PLACES,
  });
  const rows = new Map(table.rows.map((row) => [cellOf(table, row, "id"), row]));
  const of = (value: (row: CsvRow) => number) =>
    Float64Array.from(places.id, (id) => {
      const row = rows.get(id);
      return row === undefined ? Number.NaN : value(row);
    });
  const cell = (column: string) => (row: CsvRow) => parseDecimal(cellOf(table, row, column)) ?? Number.NaN;
  return {
    growth: of((row) => growthOf(table, row)),
    netMigration: of(cell("net_migration_rate_prev")),
    natural: of(cell("natural_rate_prev")),
  };
}

/** (population / population before)^(1 / years) - 1. */
function growthOf(table: CsvTable, row: CsvRow): number {
  const [now, before, from, to] = ["population", "population_prev", "population_prev_year", "year"].map(
    (column) => parseDecimal(cellOf(table, row, column)) ?? Number.NaN,
  );
  if (now === undefined || before === undefined || from === undefined || to === undefined) return Number.NaN;
  return (now / before) ** (1 / (to - from)) - 1;
}
