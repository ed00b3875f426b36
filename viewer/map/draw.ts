/** Draws the layers of the map: the land, the discs of the areas with their signs, the names. */
import type { Frame } from "../../sim/session/frames.ts";
import type { Palette } from "../palette.ts";
import { type AreaOnMap, areaNow, FAINT_BELOW } from "./areas.ts";
import { discGrowth, type MapView, onScreen, type Zoom } from "./view.ts";

/** A layer's canvas, in CSS pixels whatever the screen's density. */
export type Layer = CanvasRenderingContext2D;

/** What the discs show. */
export interface Scene {
  readonly view: MapView;
  readonly zoom: Zoom;
  readonly areas: readonly AreaOnMap[];
  /** Simulated households by place. */
  readonly simulated: Float64Array;
  readonly palette: Palette;
  /** Area that is pointed at, an index into `areas`, or -1. */
  readonly chosen: number;
  readonly font: string;
  /** Of names [CSS px]. */
  readonly fontSize: number;
  /** Name of each area for the map. */
  readonly names: readonly string[];
}

/** Opacity of a rate that is mostly chance, and of the first that is not. */
const FAINT = 0.28;
const READABLE = 0.5;
/** Simulated households from which a rate is shown in full colour. */
const FULL_FROM = 2000;
/** Smallest radius on which a sign is drawn [CSS px]. */
const SIGN_RADIUS = 6.5;

/** Draws sea and land. */
export function drawLand(layer: Layer, scene: Scene): void {
  const { view, zoom, palette } = scene;
  layer.clearRect(0, 0, view.width, view.height);
  layer.save();
  layer.translate(zoom.x, zoom.y);
  layer.scale(zoom.k, zoom.k);
  layer.lineJoin = "round";
  layer.fillStyle = palette.land;
  layer.fill(view.land, "evenodd");
  layer.strokeStyle = palette.landLine;
  layer.lineWidth = 0.6 / zoom.k;
  layer.stroke(view.districts);
  layer.strokeStyle = palette.regionLine;
  layer.lineWidth = 1 / zoom.k;
  layer.stroke(view.regions);
  layer.lineWidth = 1.1 / zoom.k;
  layer.stroke(view.land);
  layer.restore();
}

/**
 * Draws the areas, the largest first.
 * @param radii out: radius of each area on the screen [CSS px]
 */
export function drawAreas(layer: Layer, scene: Scene, frame: Frame, radii: Float64Array): void {
  const { view, zoom, areas } = scene;
  layer.clearRect(0, 0, view.width, view.height);
  const unit = view.unitRadius * discGrowth(zoom);
  for (const rural of [true, false]) {
    areas.forEach((area, index) => {
      if (area.rural !== rural) return;
      const [x, y] = onScreen(zoom, view.x[index] ?? 0, view.y[index] ?? 0);
      if (x < -60 || y < -60 || x > view.width + 60 || y > view.height + 60) radii[index] = 0;
      else
        radii[index] = rural
          ? drawRural(layer, scene, frame, area, x, y, unit)
          : drawCity(layer, scene, frame, area, x, y, unit);
    });
  }
  drawNames(layer, scene, radii);
  drawChosen(layer, scene, radii);
}

/** A city: rings from the outside in, so that each covers the inner part of the one around it. */
function drawCity(
  layer: Layer,
  scene: Scene,
  frame: Frame,
  area: AreaOnMap,
  x: number,
  y: number,
  unit: number,
): number {
  const { palette, simulated } = scene;
  let persons = 0;
  const edges = area.zones.map(({ place }) => {
    persons += frame.population[place] ?? 0;
    return unit * Math.sqrt(persons);
  });
  const outer = edges.at(-1) ?? 0;
  layer.fillStyle = palette.land;
  disc(layer, x, y, outer + 1);
  layer.fill();
  for (let ring = edges.length - 1; ring >= 0; ring--) {
    const place = area.zones[ring]?.place ?? 0;
    const rate = frame.netMigration[place] ?? 0;
    disc(layer, x, y, edges[ring] ?? 0);
    layer.fillStyle = palette.land;
    layer.fill();
    layer.globalAlpha = opacity(simulated[place] ?? 0);
    layer.fillStyle = palette.rate(rate);
    layer.fill();
    layer.globalAlpha = 1;
    if (outer > 4) {
      layer.strokeStyle = palette.panel;
      layer.lineWidth = ring === edges.length - 1 ? 0 : 1;
      if (layer.lineWidth > 0 && ring < edges.length - 1) layer.stroke();
    }
  }
  outline(layer, scene, area, frame, x, y, outer);
  const inner = area.zones[0]?.place ?? 0;
  const clear = (simulated[inner] ?? 0) >= FAINT_BELOW;
  if (clear) drawSign(layer, palette, frame.netMigration[inner] ?? 0, x, y, edges[0] ?? 0);
  return outer;
}

/** Countryside: a square of the same surface as a disc of its inhabitants. */
function drawRural(
  layer: Layer,
  scene: Scene,
  frame: Frame,
  area: AreaOnMap,
  x: number,
  y: number,
  unit: number,
): number {
  const { palette, simulated } = scene;
  const { population, netMigration } = areaNow(area, frame);
  const half = (unit * Math.sqrt(population * Math.PI)) / 2;
  const households = simulated[area.zones[0]?.place ?? 0] ?? 0;
  const faint = households < FAINT_BELOW;
  layer.beginPath();
  layer.roundRect(x - half, y - half, 2 * half, 2 * half, half * 0.3);
  layer.globalAlpha = opacity(households);
  layer.fillStyle = palette.rate(netMigration);
  layer.fill();
  layer.globalAlpha = 1;
  layer.strokeStyle = netMigration < 0 ? palette.rate(-1e9) : palette.rate(1e9);
  layer.lineWidth = faint ? 0.35 : 0.7;
  layer.stroke();
  if (!faint) drawSign(layer, palette, netMigration, x, y, half);
  return half * 1.12;
}

/** The fewer households are simulated, the paler the colour. */
function opacity(households: number): number {
  if (households < FAINT_BELOW) return FAINT;
  const share = Math.log(households / FAINT_BELOW) / Math.log(FULL_FROM / FAINT_BELOW);
  return READABLE + (1 - READABLE) * Math.min(1, share);
}

/** The edge tells gain (a full line) from loss (a broken one) without colour. */
function outline(
  layer: Layer,
  scene: Scene,
  area: AreaOnMap,
  frame: Frame,
  x: number,
  y: number,
  radius: number,
): void {
  const { palette, simulated } = scene;
  const { netMigration } = areaNow(area, frame);
  const households = area.zones.reduce((sum, { place }) => sum + (simulated[place] ?? 0), 0);
  const loses = netMigration < 0;
  disc(layer, x, y, radius);
  layer.strokeStyle = palette.rate(loses ? -1e9 : 1e9);
  layer.lineWidth = households < FAINT_BELOW ? 0.6 : radius > 8 ? 1.5 : 1;
  layer.setLineDash(loses && radius > 5 ? [3, 2.2] : []);
  layer.stroke();
  layer.setLineDash([]);
}

function drawSign(layer: Layer, palette: Palette, rate: number, x: number, y: number, radius: number): void {
  if (radius < SIGN_RADIUS || Math.abs(rate) < 0.05) return;
  const arm = Math.min(6, radius * 0.42);
  layer.strokeStyle = palette.sign(rate);
  layer.lineWidth = Math.max(1.4, arm * 0.34);
  layer.beginPath();
  layer.moveTo(x - arm, y);
  layer.lineTo(x + arm, y);
  if (rate > 0) {
    layer.moveTo(x, y - arm);
    layer.lineTo(x, y + arm);
  }
  layer.stroke();
}

function disc(layer: Layer, x: number, y: number, radius: number): void {
  layer.beginPath();
  layer.arc(x, y, radius, 0, 2 * Math.PI);
}

/** Places a name may take beside a disc: right, left, above, below. */
const SIDES = [
  [1, 0, "left"],
  [-1, 0, "right"],
  [0, -1, "center"],
  [0, 1, "center"],
] as const;
const NAME_GAP = 4;

/** Names of the largest cities, where there is room; more of them as the map is enlarged. */
function drawNames(layer: Layer, scene: Scene, radii: Float64Array): void {
  const { view, zoom, areas, palette } = scene;
  const size = view.width < 420 ? 11 : scene.fontSize;
  layer.font = `600 ${size}px ${scene.font}`;
  layer.textBaseline = "middle";
  layer.lineJoin = "round";
  const taken: Box[] = [];
  areas.forEach((area, index) => {
    if (area.rural || index >= 60) return;
    const [x, y] = onScreen(zoom, view.x[index] ?? 0, view.y[index] ?? 0);
    const r = radii[index] ?? 0;
    if (r > 7) taken.push({ left: x - r, right: x + r, top: y - r, bottom: y + r });
  });
  const most = Math.round((view.width < 420 ? 9 : 16) * zoom.k * zoom.k);
  let drawn = 0;
  for (let index = 0; index < areas.length && drawn < most; index++) {
    const area = areas[index];
    const radius = radii[index] ?? 0;
    const name = scene.names[index] ?? "";
    if (area === undefined || area.rural || radius === 0) continue;
    const [x, y] = onScreen(zoom, view.x[index] ?? 0, view.y[index] ?? 0);
    const width = layer.measureText(name).width;
    for (const [sx, sy, align] of SIDES) {
      const tx = x + sx * (radius + NAME_GAP);
      const ty = y + sy * (radius + size * 0.72);
      const left = align === "left" ? tx : align === "right" ? tx - width : tx - width / 2;
      const box = { left, right: left + width, top: ty - size / 2, bottom: ty + size / 2 };
      if (
        box.left < 2 ||
        box.right > view.width - 2 ||
        box.top < 0 ||
        box.bottom > view.height ||
        taken.some((each) => overlap(each, box))
      )
        continue;
      taken.push(box);
      layer.textAlign = align;
      layer.strokeStyle = palette.land;
      layer.lineWidth = 3;
      layer.strokeText(name, tx, ty);
      layer.fillStyle = palette.ink;
      layer.fillText(name, tx, ty);
      drawn++;
      break;
    }
  }
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** A double ring around the area that is pointed at. */
function drawChosen(layer: Layer, scene: Scene, radii: Float64Array): void {
  const { view, zoom, chosen, palette } = scene;
  if (chosen < 0) return;
  const [x, y] = onScreen(zoom, view.x[chosen] ?? 0, view.y[chosen] ?? 0);
  const radius = (radii[chosen] ?? 0) + 4;
  disc(layer, x, y, radius);
  layer.strokeStyle = palette.panel;
  layer.lineWidth = 5;
  layer.stroke();
  layer.strokeStyle = palette.ink;
  layer.lineWidth = 2;
  layer.stroke();
}
