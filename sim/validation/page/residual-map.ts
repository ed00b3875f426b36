/**
 * Maps of residuals: a disc for each place, as large as its residual; above the observed value filled,
 * below it open, so that the sign shows without colour. Outlines are those of departements and provinces,
 * thinned to the picture.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { scenariosFolder } from "../../experiment/data.ts";
import type { PlaceTable } from "../../model/places.ts";
import type { ResidualMap } from "../validation.ts";
import { escaped, number, px } from "./html.ts";

const WIDTH = 560;
/** Degrees shown. */
const WEST = -5.3;
const EAST = 9.7;
const NORTH = 51.6;
const SOUTH = 41.2;
/** A degree of longitude over one of latitude at 46.5 degrees north. */
const NARROWER = 0.688;
const SCALE = WIDTH / ((EAST - WEST) * NARROWER);
const HEIGHT = Math.round((NORTH - SOUTH) * SCALE);
/** Points nearer to the last one are left out [px]. */
const THIN = 1.5;
const LARGEST = 11;
const FILES = ["fr-departements.geojson", "be-provinces.geojson"];

type Ring = readonly (readonly [number, number])[];

/** The outlines once, for all maps of a page to use. */
export function outlines(): string {
  const rings = FILES.flatMap((file) => ringsOf(join(scenariosFolder(), "data", "geo", file)));
  const path = rings.map(pathOf).join("");
  const symbol = `<symbol id="outlines" viewBox="0 0 ${WIDTH} ${HEIGHT}"><path d="${path}"/></symbol>`;
  return `<svg class="hidden" aria-hidden="true">${symbol}</svg>`;
}

/** A map with its scale. */
export function residualMap({ title, unit, residuals }: ResidualMap, places: PlaceTable): string {
  const known = residuals.filter(Number.isFinite).map(Math.abs);
  const most = largest(known);
  const order = [...places.id.keys()].sort(
    (a, b) => Math.abs(residuals[b] ?? 0) - Math.abs(residuals[a] ?? 0),
  );
  const discs = order.flatMap((place) => {
    const residual = residuals[place] ?? Number.NaN;
    if (!Number.isFinite(residual) || residual === 0) return [];
    const [x, y] = project(places.lon[place] ?? 0, places.lat[place] ?? 0);
    const r = LARGEST * Math.sqrt(Math.min(1, Math.abs(residual) / most));
    if (r < 0.4) return [];
    const name = places.areaNames[places.area[place] ?? 0];
    const told = `${name}, ${places.id[place]}: ${number(residual, 2)} ${unit}`;
    const of = residual > 0 ? "above" : "below";
    const disc = `class="${of}" cx="${px(x)}" cy="${px(y)}" r="${px(r)}"`;
    return [`<circle ${disc}><title>${escaped(told)}</title></circle>`];
  });
  const said = `${title}: the residual of the largest disc is ${number(most, 2)} ${unit} or more.`;
  return [
    `<figure><svg class="map" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(said)}">`,
    `<use href="#outlines" width="${WIDTH}" height="${HEIGHT}"/>${discs.join("")}</svg>`,
    `<figcaption>${escaped(said)} Filled: above the observed value; open: below.</figcaption></figure>`,
  ].join("");
}

/** Residual of the largest disc: the 98th percentile, so that one place does not make all others points. */
function largest(known: readonly number[]): number {
  const sorted = [...known].sort((a, b) => a - b);
  return sorted[Math.floor(0.98 * (sorted.length - 1))] || sorted.at(-1) || 1;
}

function project(lon: number, lat: number): readonly [number, number] {
  return [(lon - WEST) * NARROWER * SCALE, (NORTH - lat) * SCALE];
}

function ringsOf(path: string): Ring[] {
  const { features }: { features: readonly Feature[] } = JSON.parse(readFileSync(path, "utf8"));
  return features.flatMap(({ geometry }) => {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return (polygons as readonly (readonly Ring[])[]).flat();
  });
}

interface Feature {
  readonly geometry: { readonly type: "Polygon" | "MultiPolygon"; readonly coordinates: unknown };
}

/** A ring as a path of whole pixels; nothing if it is too small to be seen. */
function pathOf(ring: Ring): string {
  const points: (readonly [number, number])[] = [];
  for (const [lon, lat] of ring) {
    const [x, y] = project(lon, lat);
    const last = points.at(-1);
    if (last === undefined || Math.hypot(x - last[0], y - last[1]) >= THIN) points.push([x, y]);
  }
  if (points.length < 4) return "";
  return `M${points.map(([x, y]) => `${px(x)} ${px(y)}`).join("L")}Z`;
}
