/**
 * What the viewer knows of the simulation: the last hello, state and frame, the indicators of every
 * month of the run, and the months in which a lever moved. Messages go in, signals come out; no
 * socket and no page, so that tests drive it with messages alone.
 */
import { batch, type Signal, signal } from "@preact/signals";
import { decodeMonth, type Frame } from "../sim/session/frames.ts";
import {
  type ErrorMessage,
  GROUPS,
  type HelloMessage,
  PROTOCOL_VERSION,
  parseServerMessage,
  type SessionState,
} from "../sim/session/protocol.ts";
import type { AnswerMessage } from "../sim/session/questions.ts";
import { History } from "./history.ts";

/** A lever that changed while the run went on. */
export interface LeverMove {
  /** First month in which it acts, since 2019-01. */
  readonly month: number;
  /** Month in which it was last seen to move. */
  readonly until: number;
  readonly name: string;
  readonly value: number;
}

/** State of the connection. */
export type Link =
  | { readonly type: "connecting" }
  | { readonly type: "open" }
  /** `at`: time of the next try [ms since 1970] */
  | { readonly type: "lost"; readonly at: number }
  | { readonly type: "outdated" };

const MOST_MOVES = 200;
/** Months at rest after which a lever moves anew. */
const MOVE_GAP = 2;

export class Store {
  readonly hello: Signal<HelloMessage | undefined> = signal(undefined);
  readonly state: Signal<SessionState | undefined> = signal(undefined);
  /** Newest month; undefined until the first one of a run has come. */
  readonly frame: Signal<Frame | undefined> = signal(undefined);
  readonly link: Signal<Link> = signal({ type: "connecting" });
  readonly error: Signal<ErrorMessage | undefined> = signal(undefined);
  /** Lever moves of this run, oldest first. */
  readonly moves: Signal<readonly LeverMove[]> = signal([]);
  /** B's newest month, while two scenarios are compared. */
  readonly frameB: Signal<Frame | undefined> = signal(undefined);
  /** The last answers, by what was asked about. */
  readonly answers: Signal<readonly AnswerMessage[]> = signal([]);
  readonly history = new History();
  readonly historyB = new History();
  #epoch = -1;

  /** Takes a text message of the server; what is unknown is left aside. */
  hear(text: string): void {
    const message = parseServerMessage(text);
    if (message === undefined) return;
    batch(() => {
      if (message.type === "hello") this.#greet(message);
      else if (message.type === "state") this.#setState(message);
      else if (message.type === "answer") this.#note(message);
      else this.error.value = message;
    });
  }

  /**
   * Takes a frame.
   * @returns the frame, or undefined if it does not follow: then everything must be asked for again
   */
  take(buffer: ArrayBuffer): Frame | undefined {
    const hello = this.hello.value;
    if (hello === undefined) return undefined;
    const shape = { indicators: hello.indicators.length, places: hello.places.length };
    const month = decodeMonth(buffer, shape);
    if (typeof month === "string") {
      this.error.value = { type: "error", code: "FRAME", message: month };
      return undefined;
    }
    const { a, b } = month;
    if (a.epoch !== this.#epoch || (b !== undefined) !== (hello.compared !== undefined)) return undefined;
    if (!this.history.add(a)) return undefined;
    if (b !== undefined) this.historyB.add(b);
    if (a.month < (this.frame.value?.month ?? a.month)) this.moves.value = [];
    batch(() => {
      this.frame.value = a;
      this.frameB.value = b;
    });
    return a;
  }

  /** What to ask for after a reconnection: the months since, or everything. */
  request(): { type: "join" } | { type: "resume"; epoch: number; month: number; schema: string } {
    const hello = this.hello.value;
    const frame = this.frame.value;
    if (hello === undefined || frame === undefined) return { type: "join" };
    const { schemaDigest: schema } = hello.provenance;
    return { type: "resume", epoch: frame.epoch, month: frame.month, schema };
  }

  /** Drops answers about some topics, before others are asked for. */
  forget(...topics: readonly AnswerMessage["answer"]["about"][]): void {
    this.answers.value = this.answers.value.filter(({ answer }) => !topics.includes(answer.about));
  }

  /** Real households for each simulated one. */
  get scale(): number {
    return (this.latest("households", 0) ?? 0) / (this.hello.value?.provenance.households ?? 1);
  }

  /** True while two scenarios are compared. */
  get comparing(): boolean {
    return this.hello.value?.compared !== undefined;
  }

  /** Value of an indicator in a group in the newest month, by name; undefined if there is none. */
  latest(name: string, group: number): number | undefined {
    const indicator = this.hello.value?.indicators.findIndex((each) => each.name === name) ?? -1;
    return indicator < 0 ? undefined : this.frame.value?.values[indicator * GROUPS + group];
  }

  #greet(hello: HelloMessage): void {
    if (hello.protocol !== PROTOCOL_VERSION) {
      this.link.value = { type: "outdated" };
      return;
    }
    const before = this.hello.value;
    const same =
      before !== undefined &&
      before.provenance.schemaDigest === hello.provenance.schemaDigest &&
      before.provenance.scenarioDigest === hello.provenance.scenarioDigest &&
      before.provenance.seed === hello.provenance.seed &&
      this.#epoch === hello.state.epoch;
    if (!same) {
      this.#epoch = hello.state.epoch;
      this.history.clear();
      this.historyB.clear();
      this.frame.value = undefined;
      this.frameB.value = undefined;
      this.answers.value = [];
      this.moves.value = [];
    }
    this.hello.value = hello;
    this.state.value = hello.state;
  }

  #setState(now: SessionState): void {
    const before = this.state.value;
    if (before !== undefined && before.epoch === now.epoch) {
      const old = before.leversB ?? before.levers;
      const moved = Object.entries(now.leversB ?? now.levers)
        .filter(([name, value]) => old[name] !== undefined && old[name] !== value)
        .map(([name, value]) => ({ month: now.month + 1, until: now.month + 1, name, value }));
      if (moved.length > 0) this.#addMoves(moved);
    }
    this.state.value = now;
  }

  /** Keeps the newest answer about each topic on each side. */
  #note(message: AnswerMessage): void {
    if (message.epoch !== this.#epoch) return;
    const { side, answer } = message;
    const others = this.answers.value.filter(
      (each) => each.side !== side || each.answer.about !== answer.about,
    );
    this.answers.value = [...others, message];
  }

  /** A lever that is dragged, or moves along a ramp, is one move: that in which it began. */
  #addMoves(moved: readonly LeverMove[]): void {
    let moves = this.moves.value;
    for (const now of moved) {
      const going = moves.findLast((each) => each.name === now.name);
      if (going === undefined || now.month - going.until > MOVE_GAP) moves = [...moves, now];
      else moves = moves.map((each) => (each === going ? { ...now, month: going.month } : each));
    }
    this.moves.value = moves.slice(-MOST_MOVES);
  }
}
