/** The map as a thing on the page: three canvases, what is pointed at, and when each is drawn. */
import outlines from "virtual:outlines";
import type { Frame } from "../../sim/session/frames.ts";
import { GROUPS, type HelloMessage } from "../../sim/session/protocol.ts";
import { type Palette, readPalette, SCALE_END } from "../palette.ts";
import { type AreaOnMap, areasOf, simulatedHouseholds } from "./areas.ts";
import { drawAreas, drawLand, type Layer, type Scene } from "./draw.ts";
import { type Arrow, arrowsOf, drawArrows } from "./flows.ts";
import {
  areaAt,
  type MapView,
  makeView,
  neighbour,
  onScreen,
  shift,
  WHOLE_MAP,
  type Zoom,
  zoomAbout,
} from "./view.ts";

const FONT = '"Source Sans 3 Variable", system-ui, sans-serif';
/** Size of names, in the page's own font size. */
const NAME_SIZE = 0.78;
/** Time between two pictures of travelling dots [ms]. */
const DOT_PACE = 45;

/** Canvases from the bottom up. */
export interface MapCanvases {
  readonly land: HTMLCanvasElement;
  readonly flows: HTMLCanvasElement;
  readonly areas: HTMLCanvasElement;
}

export class MapScene {
  readonly areas: readonly AreaOnMap[];
  readonly simulated: Float64Array;
  readonly #indexOf: Int32Array;
  readonly #canvases: MapCanvases;
  readonly #radii: Float64Array;
  readonly #hello: HelloMessage;
  #view: MapView;
  #zoom: Zoom = WHOLE_MAP;
  #scaleEnd = SCALE_END;
  #palette: Palette = readPalette();
  #frame: Frame | undefined;
  #arrows: readonly Arrow[] = [];
  #chosen = -1;
  #names: readonly string[] = [];
  #moving = false;
  #fontSize = 12.5;
  #dotAt = 0;
  #request = 0;

  constructor(canvases: MapCanvases, hello: HelloMessage) {
    this.#canvases = canvases;
    this.#hello = hello;
    this.areas = areasOf(hello.places);
    this.simulated = simulatedHouseholds(hello.places, hello.provenance.households);
    this.#indexOf = new Int32Array(1 + Math.max(0, ...this.areas.map((each) => each.area))).fill(-1);
    this.areas.forEach((each, index) => {
      this.#indexOf[each.area] = index;
    });
    this.#radii = new Float64Array(this.areas.length);
    this.#view = makeView(1, 1, outlines, this.areas);
  }

  /** Index into `areas` of the area that is pointed at, or -1. */
  get chosen(): number {
    return this.#chosen;
  }

  /** Size [CSS px]. */
  get width(): number {
    return this.#view.width;
  }

  get height(): number {
    return this.#view.height;
  }

  get zoom(): Zoom {
    return this.#zoom;
  }

  /** Radius of a disc of so many inhabitants on the screen [CSS px], for the legend. */
  radiusOf(persons: number): number {
    return this.#view.unitRadius * Math.sqrt(persons) * Math.sqrt(this.#zoom.k);
  }

  /** Fits the map into a box [CSS px]. */
  resize(width: number, height: number): void {
    if (width < 1 || height < 1) return;
    const density = Math.min(3, devicePixelRatio || 1);
    for (const canvas of [this.#canvases.land, this.#canvases.flows, this.#canvases.areas]) {
      canvas.width = Math.round(width * density);
      canvas.height = Math.round(height * density);
      layerOf(canvas).setTransform(density, 0, 0, density, 0, 0);
    }
    this.#view = makeView(width, height, outlines, this.areas);
    this.#fontSize = NAME_SIZE * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.#zoom = shift(this.#view, this.#zoom, 0, 0);
    this.redraw();
  }

  /** Sets the names of the areas, in their order. */
  rename(names: readonly string[]): void {
    this.#names = names;
    this.#drawMonth();
  }

  /** Takes the colours of the theme in force. */
  recolour(): void {
    this.#palette = readPalette(this.#scaleEnd);
    this.redraw();
  }

  /** Sets the rate at which the colours end [per 1,000]. */
  scale(end: number): void {
    if (end === this.#scaleEnd) return;
    this.#scaleEnd = end;
    this.recolour();
  }

  /** Shows a month. */
  show(frame: Frame | undefined): void {
    this.#frame = frame;
    this.#drawMonth();
  }

  /** Dots travel along the arrows while true. */
  move(moving: boolean): void {
    if (moving === this.#moving) return;
    this.#moving = moving;
    cancelAnimationFrame(this.#request);
    if (moving) this.#request = requestAnimationFrame(this.#step);
    else this.#drawFlows(0);
  }

  /** Points at the area under a point of the map; returns true if that is another one. */
  pointAt(x: number, y: number): boolean {
    return this.choose(areaAt(this.#view, this.#zoom, this.#radii, x, y));
  }

  /** Points at the neighbour in a direction, or at the largest area if none was pointed at. */
  pointTowards(dx: number, dy: number): void {
    this.choose(this.#chosen < 0 ? 0 : neighbour(this.#view, this.#chosen, dx, dy));
  }

  /** Points at an area, -1 at none; returns true if that is another one. */
  choose(index: number): boolean {
    if (index === this.#chosen) return false;
    this.#chosen = index;
    if (index >= 0) this.#reveal(index);
    this.#drawMonth();
    return true;
  }

  /** Centre [CSS px] and radius of the area that is pointed at. */
  chosenDisc(): { readonly x: number; readonly y: number; readonly radius: number } | undefined {
    if (this.#chosen < 0) return undefined;
    const [x, y] = onScreen(this.#zoom, this.#view.x[this.#chosen] ?? 0, this.#view.y[this.#chosen] ?? 0);
    return { x, y, radius: this.#radii[this.#chosen] ?? 0 };
  }

  /** Enlarges about a point, by default the middle. */
  enlarge(factor: number, x = this.#view.width / 2, y = this.#view.height / 2): void {
    this.#zoom = zoomAbout(this.#view, this.#zoom, factor, x, y);
    this.redraw();
  }

  drag(dx: number, dy: number): void {
    this.#zoom = shift(this.#view, this.#zoom, dx, dy);
    this.redraw();
  }

  showWhole(): void {
    this.#zoom = WHOLE_MAP;
    this.redraw();
  }

  redraw(): void {
    drawLand(layerOf(this.#canvases.land), this.#scene());
    this.#drawMonth();
  }

  close(): void {
    cancelAnimationFrame(this.#request);
  }

  #scene(): Scene {
    return {
      view: this.#view,
      zoom: this.#zoom,
      areas: this.areas,
      simulated: this.simulated,
      palette: this.#palette,
      chosen: this.#chosen,
      font: FONT,
      fontSize: this.#fontSize,
      names: this.#names,
    };
  }

  /** Real households for each simulated one. */
  #scale(frame: Frame): number {
    const { indicators, provenance } = this.#hello;
    const households = indicators.findIndex(({ name }) => name === "households");
    return (frame.values[households * GROUPS] ?? 0) / provenance.households;
  }

  #drawMonth(): void {
    const frame = this.#frame;
    const areas = layerOf(this.#canvases.areas);
    if (frame === undefined) {
      areas.clearRect(0, 0, this.#view.width, this.#view.height);
      this.#arrows = [];
    } else {
      const scene = this.#scene();
      drawAreas(areas, scene, frame, this.#radii);
      this.#arrows = arrowsOf(
        layerOf(this.#canvases.flows),
        scene,
        frame,
        this.#indexOf,
        this.#scale(frame),
        this.#radii,
      );
    }
    if (!this.#moving) this.#drawFlows(0);
  }

  #drawFlows(now: number): void {
    drawArrows(layerOf(this.#canvases.flows), this.#scene(), this.#arrows, this.#moving, now);
  }

  #step = (now: number): void => {
    if (!this.#moving) return;
    if (now - this.#dotAt >= DOT_PACE) {
      this.#dotAt = now;
      this.#drawFlows(now);
    }
    this.#request = requestAnimationFrame(this.#step);
  };

  /** Shifts an enlarged map so that an area is seen. */
  #reveal(index: number): void {
    const [x, y] = onScreen(this.#zoom, this.#view.x[index] ?? 0, this.#view.y[index] ?? 0);
    const { width, height } = this.#view;
    if (x >= 0 && y >= 0 && x <= width && y <= height) return;
    this.#zoom = shift(this.#view, this.#zoom, width / 2 - x, height / 2 - y);
    drawLand(layerOf(this.#canvases.land), this.#scene());
  }
}

function layerOf(canvas: HTMLCanvasElement): Layer {
  const layer = canvas.getContext("2d");
  if (layer === null) throw new Error("this browser draws no canvas");
  return layer;
}
