/** Where things stand on the map: projection, size, zoom, and the discs of the areas. */
import { geoConicConformal, geoPath } from "d3-geo";
import type { MultiLineString } from "geojson";
import type { Outlines } from "../build/outlines.ts";
import type { AreaOnMap } from "./areas.ts";

/** Share of the map's smaller side that the radius of the largest area takes. */
const LARGEST_RADIUS = 0.064;
const PADDING = 10;
export const ZOOM_LIMITS = { min: 1, max: 12 } as const;

export interface Zoom {
  /** Enlargement, 1 for the whole map. */
  readonly k: number;
  /** Shift [CSS px]. */
  readonly x: number;
  readonly y: number;
}

export const WHOLE_MAP: Zoom = { k: 1, x: 0, y: 0 };

/** A map of one size; positions are before zoom [CSS px]. */
export interface MapView {
  readonly width: number;
  readonly height: number;
  readonly land: Path2D;
  readonly regions: Path2D;
  readonly districts: Path2D;
  /** Centre of each area, in the order of the areas. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Radius of a disc of one person; a disc's radius is this times the root of its persons. */
  readonly unitRadius: number;
}

/** Projects outlines and areas so that the land fills a map of this size [CSS px]. */
export function makeView(
  width: number,
  height: number,
  outlines: Outlines,
  areas: readonly AreaOnMap[],
): MapView {
  const frame: [[number, number], [number, number]] = [
    [PADDING, PADDING],
    [width - PADDING, height - PADDING],
  ];
  const projection = geoConicConformal().parallels([44, 49]).rotate([-2.8, 0]);
  projection.fitExtent(frame, { type: "MultiPoint", coordinates: cornersOf(outlines) });
  const path = geoPath(projection);
  const drawn = (lines: MultiLineString): Path2D => new Path2D(path(lines) ?? "");
  const centres = areas.map((area): readonly [number, number] => projection([area.lon, area.lat]) ?? [0, 0]);
  return {
    width,
    height,
    land: drawn(shores(outlines)),
    regions: drawn(outlines.regions),
    districts: drawn(outlines.districts),
    x: Float64Array.from(centres, ([x]) => x),
    y: Float64Array.from(centres, ([, y]) => y),
    unitRadius: (Math.min(width, height * 0.95) * LARGEST_RADIUS) / Math.sqrt(areas[0]?.population ?? 1),
  };
}

function cornersOf(outlines: Outlines): [number, number][] {
  return outlines.land.coordinates.flat(2).map(([lon = 0, lat = 0]) => [lon, lat]);
}

/** The land as lines: d3 would take rings that wind the other way for the rest of the globe. */
function shores(outlines: Outlines): MultiLineString {
  return { type: "MultiLineString", coordinates: outlines.land.coordinates.flat() };
}

/** Position on the screen of a point of the map. */
export function onScreen(zoom: Zoom, x: number, y: number): readonly [number, number] {
  return [x * zoom.k + zoom.x, y * zoom.k + zoom.y];
}

/** Discs grow slower than the land, so that they come apart. */
export function discGrowth(zoom: Zoom): number {
  return Math.sqrt(zoom.k);
}

/**
 * Enlarges by a factor about a point of the screen, within the limits; the land stays in sight.
 * @param factor above 1 to enlarge
 */
export function zoomAbout(view: MapView, zoom: Zoom, factor: number, x: number, y: number): Zoom {
  const k = Math.min(ZOOM_LIMITS.max, Math.max(ZOOM_LIMITS.min, zoom.k * factor));
  const grown = k / zoom.k;
  return within(view, { k, x: x - (x - zoom.x) * grown, y: y - (y - zoom.y) * grown });
}

/** Shifts the map, without leaving the land. */
export function shift(view: MapView, zoom: Zoom, dx: number, dy: number): Zoom {
  return within(view, { k: zoom.k, x: zoom.x + dx, y: zoom.y + dy });
}

function within(view: MapView, zoom: Zoom): Zoom {
  const clamp = (at: number, size: number): number => Math.min(0, Math.max(size * (1 - zoom.k), at));
  return { k: zoom.k, x: clamp(zoom.x, view.width), y: clamp(zoom.y, view.height) };
}

/** Area whose disc lies under a point of the screen, the smallest if several; -1 if none. */
export function areaAt(view: MapView, zoom: Zoom, radii: Float64Array, x: number, y: number): number {
  let best = -1;
  let bestRadius = Number.POSITIVE_INFINITY;
  for (let area = 0; area < radii.length; area++) {
    const [cx, cy] = onScreen(zoom, view.x[area] ?? 0, view.y[area] ?? 0);
    const radius = radii[area] ?? 0;
    if (radius < bestRadius && Math.hypot(x - cx, y - cy) <= Math.max(radius, 6)) {
      best = area;
      bestRadius = radius;
    }
  }
  return best;
}

/**
 * The next area in a direction: near, and not far off to the side.
 * @param dx,dy the direction, such as 1, 0 for the right
 * @returns the same area if there is none further on
 */
export function neighbour(view: MapView, from: number, dx: number, dy: number): number {
  let best = from;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let area = 0; area < view.x.length; area++) {
    const x = (view.x[area] ?? 0) - (view.x[from] ?? 0);
    const y = (view.y[area] ?? 0) - (view.y[from] ?? 0);
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    const cost = ahead + 2 * aside;
    if (ahead > 0.5 && aside <= 1.5 * ahead && cost < bestCost) {
      best = area;
      bestCost = cost;
    }
  }
  return best;
}
