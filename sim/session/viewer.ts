/**
 * One viewer of a session: what it holds, which frames are under way to it, and how much it may
 * still ask. Its speed is its own: a slow one gets fewer frames and disturbs nobody.
 */
import { FRAME_WINDOW, type Role, type ServerMessage } from "./protocol.ts";
import type { Timeline } from "./timeline.ts";

/** The way to one viewer: a WebSocket, a MessagePort, or a list in the tests. */
export interface Channel {
  send(message: string | ArrayBuffer): void;
  /** Ends the connection; `code` is a stable code of ours. */
  close(code: string): void;
}

/** Messages a viewer may send at once, and by the second thereafter. */
export const REQUEST_BURST = 300;
export const REQUESTS_PER_SECOND = 150;

export class Viewer {
  readonly role: Role;
  readonly #channel: Channel;
  /** Frames are sent from `join` or `resume` on. */
  #joined = false;
  /** Last month sent of the run `#epoch`. */
  #held: number | undefined;
  #epoch = -1;
  /** Months sent and not acknowledged, oldest first; at most FRAME_WINDOW. */
  #underWay: number[] = [];
  #allowance = REQUEST_BURST;
  #countedAt: number;

  /** @param now [ms] */
  constructor(channel: Channel, role: Role, now: number) {
    this.#channel = channel;
    this.role = role;
    this.#countedAt = now;
  }

  /** Frames under way. */
  get underWay(): number {
    return this.#underWay.length;
  }

  say(message: ServerMessage): void {
    this.#channel.send(JSON.stringify(message));
  }

  close(code: string): void {
    this.#channel.close(code);
  }

  /**
   * Counts a message against the allowance.
   * @param now [ms]
   * @param cost in plain messages
   * @returns false if it is used up
   */
  mayAsk(now: number, cost: number): boolean {
    const seconds = Math.max(0, now - this.#countedAt) / 1000;
    this.#countedAt = now;
    this.#allowance = Math.min(REQUEST_BURST, this.#allowance + seconds * REQUESTS_PER_SECOND);
    if (this.#allowance < cost) return false;
    this.#allowance -= cost;
    return true;
  }

  /**
   * Begins to take frames, or begins anew: what was under way is taken as lost.
   * @param held last month of this timeline's run that the viewer holds; undefined: none
   */
  join(timeline: Timeline, held: number | undefined): void {
    this.#joined = true;
    this.#epoch = timeline.epoch;
    this.#held = held;
    this.#underWay = [];
    this.update(timeline);
  }

  /** The viewer has painted a month; an answer for another run, or for a month never sent, is void. */
  acknowledge(timeline: Timeline, epoch: number, month: number): void {
    if (epoch !== this.#epoch || !this.#underWay.includes(month)) return;
    this.#underWay = this.#underWay.filter((sent) => sent > month);
    this.update(timeline);
  }

  /** Sends the newest month if the viewer has room for it and does not hold it. */
  update(timeline: Timeline): void {
    if (!this.#joined) return;
    if (this.#epoch !== timeline.epoch) {
      this.#epoch = timeline.epoch;
      this.#held = undefined;
      this.#underWay = [];
    }
    if (this.#underWay.length >= FRAME_WINDOW || this.#held === timeline.month) return;
    const frame = timeline.frameSince(this.#held);
    if (frame === undefined) return;
    this.#channel.send(frame);
    this.#held = timeline.month;
    this.#underWay.push(timeline.month);
  }
}
