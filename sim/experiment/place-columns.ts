/**
 * Columns of a place table: what is allowed in each and, for those that may be absent or blank, the
 * stated default. The one list from which the loader, its messages and scenarios/data/README.md speak.
 */
import type { PlaceTable } from "../model/places.ts";

/** Values of one row by column name: first those given, then the others in the order of PLACE_COLUMNS. */
export type PlaceValues = Record<string, number>;

/** One number of a place. */
export interface PlaceColumn {
  /** Name in the table. */
  readonly name: string;
  readonly field: keyof PlaceTable & NumericField;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** What a blank cell becomes, in words and from the columns given or above; null: required. */
  readonly otherwise: { readonly rule: string; readonly value: (row: PlaceValues) => number } | null;
}

type NumericField = {
  [F in keyof PlaceTable]: PlaceTable[F] extends Float64Array ? F : never;
}[keyof PlaceTable];

/** Texts of a place; all are required. */
export const PLACE_TEXTS = ["id", "area_id", "area_name", "country", "zone", "class"] as const;

const column = (
  name: string,
  field: NumericField,
  unit: string,
  range: readonly [number, number],
  otherwise: PlaceColumn["otherwise"] = null,
): PlaceColumn => ({ name, field, unit, min: range[0], max: range[1], otherwise });

/** A column read earlier in the same row. */
const of = (row: PlaceValues, name: string): number => row[name] ?? Number.NaN;

/** Share of dwellings in which no household lives; 1 while dwellings are not known. */
function withoutHousehold(row: PlaceValues): number {
  return row.dwellings === undefined ? 1 : Math.max(0, 1 - of(row, "households") / row.dwellings);
}

const constant = (value: number, rule: string): PlaceColumn["otherwise"] => ({ rule, value: () => value });

const share = (factor: number, base: string, rule: string): PlaceColumn["otherwise"] => ({
  rule,
  value: (row) => factor * of(row, base),
});

/** Limits keep a slip of the pen (rents in cents, areas in hectares) from passing as a city. */
export const PLACE_COLUMNS: readonly PlaceColumn[] = [
  column("lon", "lon", "degrees east", [-180, 180]),
  column("lat", "lat", "degrees north", [-90, 90]),
  column("area_km2", "areaKm2", "km²", [0.01, 1e6]),
  column("population", "population", "persons", [1, 1e8]),
  column("households", "households", "households", [1, 1e8]),
  column("rent_flat_eur_m2_month", "rentFlat", "EUR/m²/month", [0.1, 1_000]),
  column("km_to_core", "kmToCore", "km", [0, 1_000], {
    rule: "sqrt(area_km2 / pi)",
    value: (row) => Math.sqrt(of(row, "area_km2") / Math.PI),
  }),
  column("mean_pair_km", "meanPairKm", "km", [0, 1_000], {
    rule: "0.905 sqrt(area_km2 / pi), the mean distance of two points of a disc",
    value: (row) => 0.905 * Math.sqrt(of(row, "area_km2") / Math.PI),
  }),
  column("vacancy_rate", "vacancyRate", "share of dwellings", [0, 0.9], {
    rule: "8 % of dwellings, at most 0.6 of those without a household",
    value: (row) => Math.min(0.08, 0.6 * withoutHousehold(row)),
  }),
  column("second_home_rate", "secondHomeRate", "share of dwellings", [0, 0.9], {
    rule: "5 % of dwellings, at most those that are neither lived in nor vacant",
    value: (row) => Math.max(0, Math.min(0.05, withoutHousehold(row) - of(row, "vacancy_rate"))),
  }),
  column("dwellings", "dwellings", "dwellings", [1, 2e8], {
    rule: "households / (1 - vacancy_rate - second_home_rate)",
    value: (row) =>
      of(row, "households") / Math.max(0.05, 1 - of(row, "vacancy_rate") - of(row, "second_home_rate")),
  }),
  column(
    "owner_share",
    "ownerShare",
    "share of main residences",
    [0, 1],
    constant(0.58, "58 % of main residences"),
  ),
  column("active", "active", "persons", [0, 1e8], share(0.47, "population", "0.47 population")),
  column("jobs", "jobs", "jobs", [0, 1e8], share(0.92, "active", "0.92 active")),
  column("unemployed", "unemployed", "persons", [0, 1e8], share(0.08, "active", "8 % of active")),
  column(
    "establishments",
    "establishments",
    "establishments",
    [0, 1e8],
    share(0.07, "population", "0.07 population"),
  ),
  column(
    "median_income_eur",
    "medianIncomeEur",
    "EUR/year per consumption unit",
    [1_000, 500_000],
    constant(21_930, "21,930 EUR, the French median of 2019"),
  ),
  column(
    "rent_house_eur_m2_month",
    "rentHouse",
    "EUR/m²/month",
    [0.1, 1_000],
    share(0.85, "rent_flat_eur_m2_month", "0.85 rent_flat_eur_m2_month"),
  ),
  column(
    "share_under25",
    "shareUnder25",
    "share of inhabitants",
    [0, 1],
    constant(0.3, "30 % of inhabitants"),
  ),
  column("share_65plus", "share65plus", "share of inhabitants", [0, 1], constant(0.2, "20 % of inhabitants")),
  column("year", "year", "year", [1900, 2100], constant(2018, "2018")),
  column(
    "population_prev",
    "populationPrev",
    "persons",
    [1, 1e8],
    share(1, "population", "as many as later"),
  ),
  column("population_prev_year", "yearPrev", "year", [1900, 2100], {
    rule: "five years before",
    value: (row) => of(row, "year") - 5,
  }),
  column(
    "net_migration_rate_prev",
    "netMigrationRatePrev",
    "per year",
    [-0.5, 0.5],
    constant(0, "0: as many come as go"),
  ),
];

/** Columns that every table must have, and in which no cell may be blank. */
export const REQUIRED_COLUMNS: readonly string[] = [
  ...PLACE_TEXTS,
  ...PLACE_COLUMNS.filter((each) => each.otherwise === null).map((each) => each.name),
];

/** Columns that may be absent or blank; `derived` names the columns of a row that are estimates. */
export const OPTIONAL_COLUMNS: readonly string[] = [
  ...PLACE_COLUMNS.filter((each) => each.otherwise !== null).map((each) => each.name),
  "derived",
];
