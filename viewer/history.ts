/** The indicators of every month of a run, in one growing column. */
import type { Frame } from "../sim/session/frames.ts";
import { GROUPS } from "../sim/session/protocol.ts";

const FIRST_MONTHS = 128;

export class History {
  /** Month of the first row, since 2019-01; undefined while empty. */
  start: number | undefined;
  /** Months held, without gaps. */
  months = 0;
  /** Changes when what was held is dropped. */
  run = 0;
  #width = 0;
  #values = new Float64Array(0);

  /** Drops everything. */
  clear(): void {
    this.start = undefined;
    this.months = 0;
    this.run++;
  }

  /**
   * Adds a frame's month and the months before it that it carries.
   * @returns false if it would leave a gap or go backward: then nothing is changed
   */
  add(frame: Frame): boolean {
    const first = frame.month - frame.seriesMonths;
    if (frame.key) this.#begin(first, frame.values.length);
    const next = this.start === undefined ? undefined : this.start + this.months;
    if (next === undefined || first > next || frame.month < next) return false;
    const known = (next - first) * this.#width;
    this.#push(frame.series.subarray(known));
    this.#push(frame.values);
    return true;
  }

  /** Value of an indicator in a group in the n-th month held. */
  at(row: number, indicator: number, group: number): number | undefined {
    if (row < 0 || row >= this.months) return undefined;
    return this.#values[row * this.#width + indicator * GROUPS + group];
  }

  #begin(month: number, width: number): void {
    this.clear();
    this.start = month;
    this.#width = width;
    if (this.#values.length < width) this.#values = new Float64Array(width * FIRST_MONTHS);
  }

  #push(rows: Float64Array): void {
    const end = this.months * this.#width;
    if (end + rows.length > this.#values.length) {
      const grown = new Float64Array(Math.max(this.#values.length * 2, end + rows.length));
      grown.set(this.#values.subarray(0, end));
      this.#values = grown;
    }
    this.#values.set(rows, end);
    this.months += rows.length / this.#width;
  }
}
