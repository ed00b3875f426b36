/**
 * One engine, or two in lockstep: scenario A, and B beside it. Both have the same seed and the same
 * households, so that what differs between them is what the scenarios differ in. A month counts when
 * both have made it. The second engine is opened when it is needed, and closed when it is not.
 */
import {
  type EngineCommand,
  type EngineEvent,
  type EnginePort,
  PAIR_LEAD,
  type RunChoice,
} from "./engine.ts";
import type { Side } from "./protocol.ts";
import type { Question } from "./questions.ts";

/** A run of one side, with the levers that hold from its first month on. */
export interface SideStart {
  readonly choice: RunChoice;
  readonly levers: Readonly<Record<string, number>>;
}

/** Events of an engine where months hold the frames of A and, if there is one, of B. */
export type PairEvent =
  | Exclude<EngineEvent, { type: "month" }>
  | {
      readonly type: "month";
      readonly epoch: number;
      readonly frames: readonly ArrayBuffer[];
      readonly levers: readonly Readonly<Record<string, number>>[];
    };

type MonthEvent = EngineEvent & { type: "month" };

/** An engine with the months that wait for the other one. */
interface Half {
  readonly port: EnginePort;
  progress: number;
  waiting: MonthEvent[];
}

export class EnginePair {
  readonly #open: () => EnginePort;
  readonly #first: Half;
  #second: Half | undefined;
  #listener: (event: PairEvent) => void = () => {};
  #epoch = -1;
  #failed = false;
  /** Engines that are on their way out. */
  readonly #closing: Promise<void>[] = [];

  /** @param open makes an engine; two at most are open at once */
  constructor(open: () => EnginePort) {
    this.#open = open;
    this.#first = this.#make();
  }

  listen(listener: (event: PairEvent) => void): void {
    this.#listener = listener;
  }

  /** Builds A, and B if there are two; what ran before is dropped. */
  start(epoch: number, a: SideStart, b: SideStart | undefined): void {
    this.#epoch = epoch;
    this.#failed = false;
    if (b === undefined) this.#closeSecond();
    else this.#second ??= this.#make();
    for (const half of this.#halves()) {
      half.waiting = [];
      half.progress = 0;
    }
    const lead = b === undefined ? {} : { lead: PAIR_LEAD };
    this.#first.port.send({ type: "start", epoch, ...a, ...lead });
    if (b !== undefined) this.#second?.port.send({ type: "start", epoch, ...b, ...lead });
  }

  /** Sends to both. */
  send(command: EngineCommand & { type: "pace" | "taken" }): void {
    for (const { port } of this.#halves()) port.send(command);
  }

  /**
   * Moves a lever in one or both. Two engines are not in the same month when they hear it, so that it
   * acts from the first month which neither can have begun.
   * @param month newest month that the session has taken
   */
  lever(sides: readonly Side[], name: string, value: number, month: number): void {
    const when = this.#second === undefined ? {} : { from: month + PAIR_LEAD + 1 };
    for (const side of sides) this.#half(side)?.port.send({ type: "lever", name, value, ...when });
  }

  ask(side: Side, ticket: number, question: Question): void {
    this.#half(side)?.port.send({ type: "ask", epoch: this.#epoch, ticket, question });
  }

  async close(): Promise<void> {
    this.#closeSecond();
    await Promise.all([this.#first.port.close(), ...this.#closing]);
  }

  #halves(): Half[] {
    return this.#second === undefined ? [this.#first] : [this.#first, this.#second];
  }

  #half(side: Side): Half | undefined {
    return side === "a" ? this.#first : this.#second;
  }

  #make(): Half {
    const half: Half = { port: this.#open(), progress: 0, waiting: [] };
    half.port.listen((event) => this.#hear(half, event));
    return half;
  }

  #closeSecond(): void {
    const half = this.#second;
    if (half === undefined) return;
    this.#second = undefined;
    half.port.listen(() => {});
    this.#closing.push(half.port.close());
  }

  #hear(half: Half, event: EngineEvent): void {
    if (event.epoch !== this.#epoch || this.#failed) return;
    switch (event.type) {
      case "building": {
        half.progress = event.progress;
        const halves = this.#halves();
        const progress = halves.reduce((sum, each) => sum + each.progress, 0) / halves.length;
        this.#listener({ ...event, progress });
        return;
      }
      case "month":
        half.waiting.push(event);
        this.#release();
        return;
      case "failed":
        this.#failed = true;
        this.#listener(event);
        return;
      case "answer":
        this.#listener(event);
    }
  }

  /** Reports the months that both have made. */
  #release(): void {
    const halves = this.#halves();
    while (halves.every(({ waiting }) => waiting.length > 0)) {
      const months = halves.flatMap(({ waiting }) => waiting.splice(0, 1));
      const frames = months.map(({ frame }) => frame);
      const levers = months.map((each) => each.levers);
      this.#listener({ type: "month", epoch: this.#epoch, frames, levers });
    }
  }
}
