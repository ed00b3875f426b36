/** What keys, pointer and wheel do to the map. */
import type { MapScene } from "./scene.ts";

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** One press of a zoom key or button. */
export const ZOOM_STEP = 1.6;
const WHEEL_STEP = 1.2;
/** How far a pointer moves before it drags the map [CSS px]. */
const DRAG_START = 4;

/** A point on the map [CSS px]. */
type Spot = readonly [number, number];

export class MapInput {
  readonly #scene: () => MapScene | undefined;
  readonly #follow: () => void;
  readonly #pick: () => void;
  /** Where the pointer went down or was last, and whether it has dragged. */
  #grip: { readonly x: number; readonly y: number; readonly dragged: boolean } | undefined;

  /**
   * @param follow called when something on the map has changed
   * @param pick called when what is pointed at is wanted: by a click, or by Enter
   */
  constructor(scene: () => MapScene | undefined, follow: () => void, pick: () => void) {
    this.#scene = scene;
    this.#follow = follow;
    this.#pick = pick;
  }

  /** Arrows walk from area to area, + − 0 zoom, Enter wants more; returns true if the key meant something. */
  key(key: string): boolean {
    const scene = this.#scene();
    if (scene === undefined) return false;
    const direction = DIRECTIONS[key];
    if (direction !== undefined) scene.pointTowards(...direction);
    else if (key === "Home") scene.choose(0);
    else if (key === "Enter") this.#pick();
    else if (key === "Escape") scene.choose(-1);
    else if (key === "+" || key === "=") scene.enlarge(ZOOM_STEP);
    else if (key === "-") scene.enlarge(1 / ZOOM_STEP);
    else if (key === "0") scene.showWhole();
    else return false;
    this.#follow();
    return true;
  }

  press(spot: Spot): void {
    this.#grip = { x: spot[0], y: spot[1], dragged: false };
  }

  /** Points at what lies there, or drags the map. @param hovers false for a finger */
  move(spot: Spot, hovers: boolean): void {
    const scene = this.#scene();
    const grip = this.#grip;
    if (scene === undefined) return;
    if (grip === undefined) {
      if (hovers && scene.pointAt(...spot)) this.#follow();
      return;
    }
    const dx = spot[0] - grip.x;
    const dy = spot[1] - grip.y;
    if (!grip.dragged && Math.hypot(dx, dy) < DRAG_START) return;
    this.#grip = { x: spot[0], y: spot[1], dragged: true };
    scene.drag(dx, dy);
    this.#follow();
  }

  release(spot: Spot): void {
    const clicked = this.#grip?.dragged === false;
    this.#grip = undefined;
    if (clicked) this.#scene()?.pointAt(...spot);
    this.#follow();
    if (clicked) this.#pick();
  }

  /** Points at nothing any more. */
  leave(): void {
    this.#grip = undefined;
    this.#scene()?.choose(-1);
    this.#follow();
  }

  /** @param steps above zero to enlarge */
  wheel(spot: Spot, steps: number): void {
    this.#scene()?.enlarge(steps > 0 ? WHEEL_STEP : 1 / WHEEL_STEP, ...spot);
    this.#follow();
  }
}
