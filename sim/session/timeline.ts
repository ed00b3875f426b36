/**
 * The months of one run as the session keeps them: the newest frame, and the indicators of every
 * month, so that whoever joins or lags gets a picture without gaps in one frame.
 */
import { invariant } from "../core/assert.ts";
import { decodeFrame, encodeFrame, type Frame, type FrameShape, GROUPS } from "./protocol.ts";

/** Longest run that is kept whole [months]; a run ends there. */
export const MAX_RUN_MONTHS = 1200;
const FIRST_CAPACITY = 128;

export class Timeline {
  readonly epoch: number;
  readonly startMonth: number;
  readonly #shape: FrameShape;
  readonly #width: number;
  #values: Float64Array;
  #months = 0;
  #newest: { readonly frame: Frame; readonly buffer: ArrayBuffer } | undefined;
  /** Frames made for the newest month, by number of months in their series; -1: the keyframe. */
  readonly #made = new Map<number, ArrayBuffer>();

  /** @param startMonth months since 2019-01 of the first frame */
  constructor(epoch: number, startMonth: number, shape: FrameShape) {
    this.epoch = epoch;
    this.startMonth = startMonth;
    this.#shape = shape;
    this.#width = shape.indicators * GROUPS;
    this.#values = new Float64Array(this.#width * FIRST_CAPACITY);
  }

  /** Newest month, or the one before the first if there is none yet. */
  get month(): number {
    return this.startMonth + this.#months - 1;
  }

  /**
   * Adds the next month.
   * @param buffer a frame of this run without series
   * @throws InvariantError if it is not the month that follows
   */
  add(buffer: ArrayBuffer): void {
    const frame = decodeFrame(buffer, this.#shape);
    invariant(typeof frame !== "string", `the engine sent a bad frame: ${String(frame)}`);
    invariant(frame.epoch === this.epoch, () => `epoch ${frame.epoch} in run ${this.epoch}`);
    invariant(frame.month === this.month + 1, () => `month ${frame.month} after month ${this.month}`);
    invariant(frame.seriesMonths === 0, () => `${frame.seriesMonths} months of series from the engine`);
    invariant(this.#months <= MAX_RUN_MONTHS, () => `a run of more than ${MAX_RUN_MONTHS} months`);
    const at = this.#months * this.#width;
    if (at + this.#width > this.#values.length) {
      const grown = new Float64Array(this.#values.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values.set(frame.values, at);
    this.#months++;
    this.#newest = { frame, buffer };
    this.#made.clear();
  }

  /** True if a viewer that holds the months up to `held` of this run lacks nothing before it. */
  covers(held: number): boolean {
    return held >= this.startMonth && held <= this.month;
  }

  /**
   * Frame of the newest month for a viewer, shared by all that hold the same.
   * @param held last month that the viewer holds of this run; undefined: none
   * @returns undefined if there is no month yet
   */
  frameSince(held: number | undefined): ArrayBuffer | undefined {
    const newest = this.#newest;
    if (newest === undefined) return undefined;
    const key = held === undefined;
    const seriesMonths = key ? this.#months - 1 : Math.max(0, this.month - held - 1);
    if (!key && seriesMonths === 0) return newest.buffer;
    const name = key ? -1 : seriesMonths;
    let buffer = this.#made.get(name);
    if (buffer === undefined) {
      const from = (this.#months - 1 - seriesMonths) * this.#width;
      const series = this.#values.subarray(from, (this.#months - 1) * this.#width);
      buffer = encodeFrame({ ...newest.frame, key, seriesMonths, series });
      this.#made.set(name, buffer);
    }
    return buffer;
  }
}
