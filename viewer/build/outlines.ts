/**
 * The outlines of the map, made small when the viewer is built: 355 kB of GeoJSON become about
 * 100 kB of lines, each border once. Neighbours share their border before it is simplified, so no
 * gaps open between them.
 */
import { readFileSync } from "node:fs";
import type { FeatureCollection, MultiLineString, MultiPolygon, Polygon } from "geojson";
import { merge, mesh } from "topojson-client";
import { topology } from "topojson-server";
import { filter, filterWeight, presimplify, simplify } from "topojson-simplify";
import type { GeometryCollection, Objects, Topology } from "topojson-specification";
import type { Plugin } from "vite";

const MODULES = ["virtual:outlines", "virtual:departements"] as const;
const FOLDER = new URL("../../scenarios/data/geo/", import.meta.url);
/** Grid on which a layer's points are snapped: 1e4 steps over 15 degrees are 170 m. */
const QUANTISATION = 1e4;
/** Smallest triangle that a point may stand for [square degrees], about 2.4 km2. */
const SMALLEST_TRIANGLE = 3e-4;
/** Smallest island that stays [square degrees]. */
const SMALLEST_ISLAND = 1.5e-3;

/** What `virtual:outlines` exports; coordinates in degrees, to three decimals. Names go apart. */
export interface Outlines {
  readonly land: MultiPolygon;
  /** Borders between French regions. */
  readonly regions: MultiLineString;
  /** Borders between French departements, and between Belgian provinces. */
  readonly districts: MultiLineString;
}

/** Vite plugin that offers the outlines and the departements' names as modules, `virtual:…`. */
export function outlines(): Plugin {
  const make = { [MODULES[0]]: makeOutlines, [MODULES[1]]: departementNames };
  return {
    name: "outlines",
    resolveId: (id) => (MODULES.some((each) => each === id) ? `\0${id}` : undefined),
    load: (id) => {
      const name = MODULES.find((each) => id === `\0${each}`);
      if (name === undefined) return undefined;
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(make[name]()))});`;
    },
  };
}

/** Names of the French departements by code. */
export function departementNames(): Readonly<Record<string, string>> {
  return names("fr-departements.geojson");
}

/** Reads the three layers and makes the outlines. */
export function makeOutlines(): Outlines {
  const departements = layer("fr-departements.geojson");
  const regions = layer("fr-regions.geojson");
  const provinces = layer("be-provinces.geojson");
  const land = [departements, provinces].flatMap((each) => merge(each, polygons(each)).coordinates);
  const districts = [departements, provinces].flatMap((each) => innerBorders(each).coordinates);
  return rounded({
    land: { type: "MultiPolygon", coordinates: land },
    regions: innerBorders(regions),
    districts: { type: "MultiLineString", coordinates: districts },
  });
}

type Properties = Record<string, unknown>;
type Layer = Topology<{ all: GeometryCollection }>;

function read(file: string): FeatureCollection<Polygon | MultiPolygon> {
  return JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as FeatureCollection<Polygon | MultiPolygon>;
}

function names(file: string): Record<string, string> {
  return Object.fromEntries(
    read(file).features.map(({ properties }) => [String(properties?.code), String(properties?.nom)]),
  );
}

function layer(file: string): Layer {
  const all = read(file);
  const exact = presimplify(topology({ all }, QUANTISATION) as Topology<Objects<Properties>>);
  const simple = simplify(exact, SMALLEST_TRIANGLE);
  return filter(simple, filterWeight(simple, SMALLEST_ISLAND)) as unknown as Layer;
}

function polygons(from: Layer) {
  return from.objects.all.geometries.filter(
    (each) => each.type === "Polygon" || each.type === "MultiPolygon",
  ) as Parameters<typeof merge>[1];
}

function innerBorders(from: Layer): MultiLineString {
  return mesh(from, from.objects.all, (a, b) => a !== b);
}

/** The same with coordinates to three decimals (80 m). */
function rounded(exact: Outlines): Outlines {
  const text = JSON.stringify(exact, (_, value: unknown) =>
    typeof value === "number" ? Math.round(value * 1000) / 1000 : value,
  );
  return JSON.parse(text) as Outlines;
}
