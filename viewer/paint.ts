/**
 * When pictures are drawn: at most once a display frame, each painter at its own pace, and a frame
 * is acknowledged after it was painted, so that a slow screen gets fewer frames and never old ones.
 */
import type { Frame } from "../sim/session/frames.ts";

/** Acknowledgement of a page that nobody sees [ms]. */
const HIDDEN_WAIT = 1000;

interface Painter {
  readonly draw: () => void;
  /** Least time between two drawings for a new month [ms]. */
  readonly pace: number;
  /** Time of the last drawing [ms]. */
  at: number;
  due: boolean;
}

export class PaintLoop {
  readonly #painters = new Set<Painter>();
  #unacknowledged: Frame | undefined;
  #acknowledge: (frame: Frame) => void = () => {};
  #asked = false;

  /** Sets who is told of painted frames. */
  onPainted(acknowledge: (frame: Frame) => void): void {
    this.#acknowledge = acknowledge;
  }

  /**
   * Adds something that is drawn for every month, and now.
   * @param pace least time between two drawings [ms]
   * @returns `ask` draws soon whatever the pace, `stop` ends it
   */
  add(draw: () => void, pace = 0): { ask: () => void; stop: () => void } {
    const painter: Painter = { draw, pace, at: Number.NEGATIVE_INFINITY, due: true };
    this.#painters.add(painter);
    this.#ask();
    return {
      ask: () => {
        painter.due = true;
        painter.at = Number.NEGATIVE_INFINITY;
        this.#ask();
      },
      stop: () => this.#painters.delete(painter),
    };
  }

  /** A new month: everything is due, and the frame is acknowledged afterwards. */
  show(frame: Frame): void {
    this.#unacknowledged = frame;
    for (const painter of this.#painters) painter.due = true;
    if (document.hidden) setTimeout(() => this.#settle(), HIDDEN_WAIT);
    this.#ask();
  }

  #ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame((now) => {
      this.#asked = false;
      this.#draw(now);
    });
  }

  #draw(now: number): void {
    let waiting = false;
    for (const painter of this.#painters) {
      if (!painter.due) continue;
      if (now - painter.at < painter.pace) {
        waiting = true;
        continue;
      }
      painter.due = false;
      painter.at = now;
      painter.draw();
    }
    if (waiting) this.#ask();
    setTimeout(() => this.#settle());
  }

  #settle(): void {
    const frame = this.#unacknowledged;
    this.#unacknowledged = undefined;
    if (frame !== undefined) this.#acknowledge(frame);
  }
}
