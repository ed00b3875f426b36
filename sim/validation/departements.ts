/**
 * French departements as the observed flows know them: outlines, inhabitants of each urban area in each,
 * and the observed flows of commuters (2016) and of movers (2019). All are files of the product.
 */
import { join } from "node:path";
import { type CsvTable, cellOf, MAX_TABLE_BYTES, parseDecimal, parseTable } from "../experiment/csv.ts";
import { scenariosFolder } from "../experiment/data.ts";
import { userError } from "../experiment/errors.ts";
import { readTextFile } from "../experiment/text-file.ts";
import { greatCircleKm } from "../model/geography.ts";

/** Corners of a ring: longitude and latitude in turn [degrees]. */
export type Ring = readonly (readonly [number, number])[];

/** A departement: its code and the rings of its outline; a point inside lies in an odd number of them. */
export interface Departement {
  readonly code: string;
  readonly rings: readonly Ring[];
}

/** Departements and how many inhabitants of each urban area live in each. */
export interface Departements {
  readonly list: readonly Departement[];
  /** Inhabitants by area id and departement code. */
  readonly inhabitants: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Flows between departements: a matrix row by row, from, to; NaN on the diagonal and where none is known. */
export interface Flows {
  readonly codes: readonly string[];
  readonly persons: Float64Array;
}

/** Movers between departements with the inhabitants that the same table gives. */
export interface ObservedMoves extends Flows {
  readonly population: Float64Array;
}

/** Departements of metropolitan France from the files of the product. */
export function loadDepartements(): Departements {
  const text = readTextFile(dataFile("geo/fr-departements.geojson"), MAX_TABLE_BYTES, "OUTLINES");
  const table = readTable("area-departement.csv", ["area", "departement", "population"]);
  return { list: readOutlines(text), inhabitants: inhabitantsOf(table) };
}

/** Commuters by departement of residence and of work; flows of fewer than 200 persons are not published. */
export function loadCommuters(codes: readonly string[]): Flows {
  const table = readTable("flows-fr-commuting-2016.csv", [
    "residence_departement",
    "work_departement",
    "commuters",
  ]);
  const persons = new Float64Array(codes.length ** 2).fill(Number.NaN);
  for (const row of table.rows) {
    const from = codes.indexOf(cellOf(table, row, "residence_departement"));
    const to = codes.indexOf(cellOf(table, row, "work_departement"));
    if (from >= 0 && to >= 0) persons[from * codes.length + to] = numberOf(table, row, "commuters");
  }
  return { codes, persons };
}

/**
 * Persons who moved between departements in 2019. Pairs that the table does not hold had no mover: 0.
 * Arrivals in communes of 5,000 and less are not counted; the table is scaled up for them by departement.
 */
export function loadMovers(codes: readonly string[]): ObservedMoves {
  const table = readTable("flows-fr-departements.csv", [
    "origin",
    "destination",
    "persons_scaled",
    "origin_population_2018",
    "destination_population_2018",
  ]);
  const n = codes.length;
  const out = {
    codes,
    persons: new Float64Array(n * n),
    population: new Float64Array(n).fill(Number.NaN),
  };
  for (const row of table.rows) {
    const from = codes.indexOf(cellOf(table, row, "origin"));
    const to = codes.indexOf(cellOf(table, row, "destination"));
    if (from < 0 || to < 0) continue;
    out.persons[from * n + to] = numberOf(table, row, "persons_scaled");
    out.population[from] = numberOf(table, row, "origin_population_2018");
    out.population[to] = numberOf(table, row, "destination_population_2018");
  }
  for (let d = 0; d < n; d++) out.persons[d * n + d] = Number.NaN;
  return out;
}

/**
 * Great-circle distances between the middles of departements, row by row [km]: those of the table of
 * movers.
 */
export function departementKm({ list }: Departements): Float64Array {
  const middles = list.map(({ rings }) => middleOf(rings));
  return Float64Array.from(
    middles.flatMap((a) => middles.map((b) => greatCircleKm(a.lon, a.lat, b.lon, b.lat))),
  );
}

/** The middle of an outline by area, and that area [square degrees]; holes count as land. */
export function middleOf(rings: readonly Ring[]): {
  readonly lon: number;
  readonly lat: number;
  readonly area: number;
} {
  let [area, lon, lat] = [0, 0, 0];
  for (const ring of rings) {
    let [lastLon, lastLat] = ring[ring.length - 1] ?? [0, 0];
    let [size, momentLon, momentLat] = [0, 0, 0];
    for (const [nextLon, nextLat] of ring) {
      const cross = (lastLon * nextLat - nextLon * lastLat) / 2;
      size += cross;
      momentLon += (cross * (lastLon + nextLon)) / 3;
      momentLat += (cross * (lastLat + nextLat)) / 3;
      [lastLon, lastLat] = [nextLon, nextLat];
    }
    const sign = Math.sign(size);
    area += sign * size;
    lon += sign * momentLon;
    lat += sign * momentLat;
  }
  return { lon: lon / area, lat: lat / area, area };
}

/** Whether a point lies within rings: it crosses an odd number of their sides on the way east. */
export function contains(rings: readonly Ring[], lon: number, lat: number): boolean {
  let inside = false;
  for (const ring of rings) {
    let [lastLon, lastLat] = ring[ring.length - 1] ?? [0, 0];
    for (const [nextLon, nextLat] of ring) {
      const crosses = nextLat > lat !== lastLat > lat;
      if (crosses && lon < nextLon + ((lat - nextLat) / (lastLat - nextLat)) * (lastLon - nextLon))
        inside = !inside;
      [lastLon, lastLat] = [nextLon, nextLat];
    }
  }
  return inside;
}

function dataFile(name: string): string {
  return join(scenariosFolder(), "data", name);
}

function readTable(name: string, required: readonly string[]): CsvTable {
  const text = readTextFile(dataFile(name), MAX_TABLE_BYTES, "FLOWS");
  return parseTable(text, name, { code: "FLOWS", required, optional: [], maxRows: 20_000 });
}

function numberOf(table: CsvTable, row: CsvTable["rows"][number], column: string): number {
  const value = parseDecimal(cellOf(table, row, column));
  if (value === undefined) {
    throw userError(
      "FLOWS_NUMBER",
      `${table.file}:${row.line} column ${column}`,
      "not a number; install again",
    );
  }
  return value;
}

/** Ids of areas in the table of places: `001` stands for `FR-AAV-001`, `rest` in 01 for `FR-REST-01`. */
function inhabitantsOf(table: CsvTable): Map<string, Map<string, number>> {
  const out = new Map<string, Map<string, number>>();
  for (const row of table.rows) {
    const area = cellOf(table, row, "area");
    const code = cellOf(table, row, "departement");
    const id = area === "rest" ? `FR-REST-${code}` : `FR-AAV-${area}`;
    const byCode = out.get(id) ?? new Map<string, number>();
    out.set(id, byCode.set(code, numberOf(table, row, "population")));
  }
  return out;
}

interface Feature {
  readonly properties: { readonly code: string };
  readonly geometry:
    | { readonly type: "Polygon"; readonly coordinates: readonly Ring[] }
    | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly Ring[])[] };
}

function readOutlines(text: string): Departement[] {
  const { features } = JSON.parse(text) as { readonly features: readonly Feature[] };
  return features.map(({ properties, geometry }) => ({
    code: properties.code,
    rings: geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat(),
  }));
}
