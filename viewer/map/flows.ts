/**
 * The largest net flows between areas as curved arrows: they start in the colour of loss and arrive
 * in the colour of gain. While the simulation plays, a dot travels along each.
 */
import type { Frame } from "../../sim/session/frames.ts";
import type { Layer, Scene } from "./draw.ts";
import { onScreen } from "./view.ts";

/** Arrows drawn at most: more would hide each other. */
export const MOST_ARROWS = 36;
/** Simulated households under which a net flow is mostly chance. */
const FEWEST = 3;
const WIDEST = 5;
const THINNEST = 0.8;
/** Bend of an arrow, as a share of its length. */
const BEND = 0.2;
/** Time a dot takes along an arrow [ms]. */
const TRAVEL = 2600;

/** An arrow on the screen: a quadratic curve from (x0, y0) over (cx, cy) to (x1, y1). */
export interface Arrow {
  readonly x0: number;
  readonly y0: number;
  readonly cx: number;
  readonly cy: number;
  readonly x1: number;
  readonly y1: number;
  readonly width: number;
  readonly colour: CanvasGradient;
}

/**
 * The arrows of a month.
 * @param indexOf position in the scene's areas of each dense area index
 * @param scale real households for each simulated one
 * @param radii of the areas on the screen [CSS px]; arrows end at the disc's edge
 */
export function arrowsOf(
  layer: Layer,
  scene: Scene,
  frame: Frame,
  indexOf: Int32Array,
  scale: number,
  radii: Float64Array,
): readonly Arrow[] {
  const { view, zoom, palette } = scene;
  const count = Math.min(MOST_ARROWS, frame.flowFrom.length);
  const largest = frame.flowHouseholds[0] ?? 0;
  const arrows: Arrow[] = [];
  for (let flow = 0; flow < count; flow++) {
    const from = indexOf[frame.flowFrom[flow] ?? 0] ?? -1;
    const to = indexOf[frame.flowTo[flow] ?? 0] ?? -1;
    const households = frame.flowHouseholds[flow] ?? 0;
    const share = households / largest;
    if (from < 0 || to < 0 || !(households >= FEWEST * scale * 0.99)) continue;
    const [x0, y0] = onScreen(zoom, view.x[from] ?? 0, view.y[from] ?? 0);
    const [xe, ye] = onScreen(zoom, view.x[to] ?? 0, view.y[to] ?? 0);
    const length = Math.hypot(xe - x0, ye - y0);
    const width = Math.max(THINNEST, WIDEST * Math.sqrt(share));
    const room = (radii[to] ?? 0) + 2 + width * 1.6;
    if (length < room + 6) continue;
    const cx = (x0 + xe) / 2 - (ye - y0) * BEND;
    const cy = (y0 + ye) / 2 + (xe - x0) * BEND;
    const arrive = Math.hypot(xe - cx, ye - cy);
    const x1 = xe - ((xe - cx) / arrive) * room;
    const y1 = ye - ((ye - cy) / arrive) * room;
    const colour = layer.createLinearGradient(x0, y0, x1, y1);
    colour.addColorStop(0, palette.rate(-7));
    colour.addColorStop(1, palette.rate(10));
    arrows.push({ x0, y0, cx, cy, x1, y1, width, colour });
  }
  return arrows;
}

/**
 * Draws the arrows.
 * @param moving true: dots travel along them
 * @param now [ms]
 */
export function drawArrows(
  layer: Layer,
  scene: Scene,
  arrows: readonly Arrow[],
  moving: boolean,
  now: number,
): void {
  layer.clearRect(0, 0, scene.view.width, scene.view.height);
  layer.lineCap = "round";
  for (let index = arrows.length - 1; index >= 0; index--) {
    const arrow = arrows[index];
    if (arrow === undefined) continue;
    layer.globalAlpha = 0.62;
    layer.strokeStyle = arrow.colour;
    layer.lineWidth = arrow.width;
    layer.beginPath();
    layer.moveTo(arrow.x0, arrow.y0);
    layer.quadraticCurveTo(arrow.cx, arrow.cy, arrow.x1, arrow.y1);
    layer.stroke();
    layer.globalAlpha = 0.9;
    drawHead(layer, scene, arrow);
    if (moving) drawDot(layer, scene, arrow, (now / TRAVEL + index * 0.382) % 1);
  }
  layer.globalAlpha = 1;
}

function drawHead(layer: Layer, scene: Scene, arrow: Arrow): void {
  const angle = Math.atan2(arrow.y1 - arrow.cy, arrow.x1 - arrow.cx);
  const size = 3.2 + arrow.width * 1.7;
  layer.fillStyle = scene.palette.rate(10);
  layer.save();
  layer.translate(arrow.x1, arrow.y1);
  layer.rotate(angle);
  layer.beginPath();
  layer.moveTo(size * 0.75, 0);
  layer.lineTo(-size * 0.6, size * 0.56);
  layer.lineTo(-size * 0.25, 0);
  layer.lineTo(-size * 0.6, -size * 0.56);
  layer.closePath();
  layer.fill();
  layer.restore();
}

function drawDot(layer: Layer, scene: Scene, arrow: Arrow, share: number): void {
  const rest = 1 - share;
  const x = rest * rest * arrow.x0 + 2 * rest * share * arrow.cx + share * share * arrow.x1;
  const y = rest * rest * arrow.y0 + 2 * rest * share * arrow.cy + share * share * arrow.y1;
  layer.fillStyle = scene.palette.ink;
  layer.beginPath();
  layer.arc(x, y, 1.1 + arrow.width * 0.32, 0, 2 * Math.PI);
  layer.fill();
}
