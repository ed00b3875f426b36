/**
 * The months of one run as the session keeps them: the newest frame, and the indicators of every
 * month, so that whoever joins or lags gets a picture without gaps in one message. Where two
 * scenarios are compared, the months of both are kept, and leave together.
 */
import { invariant } from "../core/assert.ts";
import { decodeFrame, encodeFrame, type Frame, type FrameShape, joinFrames } from "./frames.ts";
import { GROUPS, type Side } from "./protocol.ts";

/** Longest run that is kept whole [months]; a run ends there. */
export const MAX_RUN_MONTHS = 1200;
const FIRST_CAPACITY = 128;

export class Timeline {
  readonly epoch: number;
  readonly startMonth: number;
  readonly #tracks: readonly Track[];
  /** Messages made for the newest month, by number of months in their series; -1: the keyframe. */
  readonly #made = new Map<number, ArrayBuffer>();

  /**
   * @param startMonth months since 2019-01 of the first frame
   * @param compared true: a scenario B runs beside A
   */
  constructor(epoch: number, startMonth: number, shape: FrameShape, compared = false) {
    this.epoch = epoch;
    this.startMonth = startMonth;
    const sides: readonly Side[] = compared ? ["a", "b"] : ["a"];
    this.#tracks = sides.map((side) => new Track(side, shape));
  }

  /** Newest month, or the one before the first if there is none yet. */
  get month(): number {
    return this.startMonth + this.#months - 1;
  }

  get #months(): number {
    return this.#tracks[0]?.months ?? 0;
  }

  /**
   * Adds the next month.
   * @param buffers frames of this run without series, of A and then of B
   * @throws InvariantError if it is not the month that follows
   */
  add(buffers: readonly ArrayBuffer[]): void {
    invariant(buffers.length === this.#tracks.length, () => `${buffers.length} frames for a month`);
    invariant(this.#months <= MAX_RUN_MONTHS, () => `a run of more than ${MAX_RUN_MONTHS} months`);
    const month = this.month + 1;
    this.#tracks.forEach((track, side) => {
      const buffer = buffers[side];
      if (buffer !== undefined) track.add(buffer, this.epoch, month);
    });
    this.#made.clear();
  }

  /** True if a viewer that holds the months up to `held` of this run lacks nothing before it. */
  covers(held: number): boolean {
    return held >= this.startMonth && held <= this.month;
  }

  /**
   * Message of the newest month for a viewer, shared by all that hold the same.
   * @param held last month that the viewer holds of this run; undefined: none
   * @returns undefined if there is no month yet
   */
  frameSince(held: number | undefined): ArrayBuffer | undefined {
    if (this.#months === 0) return undefined;
    const key = held === undefined;
    const seriesMonths = key ? this.#months - 1 : Math.max(0, this.month - held - 1);
    const name = key ? -1 : seriesMonths;
    let buffer = this.#made.get(name);
    if (buffer === undefined) {
      const [a, b] = this.#tracks.map((track) => track.frame(key, seriesMonths));
      if (a === undefined) return undefined;
      buffer = b === undefined ? a : joinFrames(a, b);
      this.#made.set(name, buffer);
    }
    return buffer;
  }
}

/** The months of one scenario. */
class Track {
  months = 0;
  readonly #side: Side;
  readonly #shape: FrameShape;
  readonly #width: number;
  #values: Float64Array;
  #newest: Frame | undefined;

  constructor(side: Side, shape: FrameShape) {
    this.#side = side;
    this.#shape = shape;
    this.#width = shape.indicators * GROUPS;
    this.#values = new Float64Array(this.#width * FIRST_CAPACITY);
  }

  /** @throws InvariantError if it is not the month that is due */
  add(buffer: ArrayBuffer, epoch: number, month: number): void {
    const frame = decodeFrame(buffer, this.#shape);
    invariant(typeof frame !== "string", `the engine sent a bad frame: ${String(frame)}`);
    invariant(frame.epoch === epoch, () => `epoch ${frame.epoch} in run ${epoch}`);
    invariant(frame.month === month, () => `month ${frame.month} after month ${month - 1}`);
    invariant(frame.seriesMonths === 0, () => `${frame.seriesMonths} months of series from the engine`);
    const at = this.months * this.#width;
    if (at + this.#width > this.#values.length) {
      const grown = new Float64Array(this.#values.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values.set(frame.values, at);
    this.months++;
    this.#newest = frame;
  }

  /** The newest month with the values of so many months before it. */
  frame(key: boolean, seriesMonths: number): ArrayBuffer | undefined {
    if (this.#newest === undefined) return undefined;
    const from = (this.months - 1 - seriesMonths) * this.#width;
    const series = this.#values.subarray(from, (this.months - 1) * this.#width);
    return encodeFrame({ ...this.#newest, key, seriesMonths, series }, this.#side);
  }
}
