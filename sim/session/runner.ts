/**
 * The engine's side of a session: builds the run that is asked for, steps it at the asked pace and
 * reports each month. It never runs far ahead of the session, and a fault in a run ends that run
 * only. Timers are given to it, so that it runs in a worker thread, in a page and in tests.
 */
import { InvariantError } from "../core/assert.ts";
import { ENGINE_LEAD, type EngineCommand, type EngineEvent, type RunChoice } from "./engine.ts";
import type { Answer, Question } from "./questions.ts";

/** One run, as the runner needs it. */
export interface Run {
  /** Months since 2019-01. */
  readonly month: number;
  step(): void;
  setLever(name: string, value: number): void;
  /** Frame of the present month. */
  capture(epoch: number): ArrayBuffer;
  /** Values in the present month. */
  levers(): Readonly<Record<string, number>>;
  /** Looks something up in the present month; changes nothing. */
  ask(question: Question): Answer;
  /** Gives up what it holds: another run takes its place. */
  end(): void;
}

export interface RunnerOptions {
  /** Builds a run, one of `engines` side by side; `progress` takes the share done, 0..1. */
  readonly build: (choice: RunChoice, progress: (share: number) => void, engines: number) => Run;
  readonly report: (event: EngineEvent) => void;
  /** Calls back once after a delay [ms], other messages first; returns how to cancel it. */
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
  /** [ms] */
  readonly now: () => number;
}

export class Runner {
  readonly #options: RunnerOptions;
  #epoch = -1;
  #run: Run | undefined;
  #choice: RunChoice | undefined;
  /** Levers moved before the population stands. */
  #levers: Record<string, number> = {};
  #pace: EngineCommand & { type: "pace" } = { type: "pace", playing: false, monthsPerSecond: 1, until: 0 };
  /** Levers that act from a month yet to come, in the order in which they were moved. */
  #coming: (EngineCommand & { type: "lever" })[] = [];
  #lead = ENGINE_LEAD;
  /** Engines that run side by side, this one included. */
  #engines = 1;
  /** Months reported and not yet taken by the session. */
  #ahead = 0;
  /** When the next month is due [ms]. */
  #dueAt = 0;
  #cancel: (() => void) | undefined;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  handle(command: EngineCommand): void {
    switch (command.type) {
      case "start":
        this.#stop();
        this.#epoch = command.epoch;
        this.#choice = command.choice;
        this.#levers = { ...command.levers };
        this.#lead = command.lead ?? ENGINE_LEAD;
        this.#engines = command.lead === undefined ? 1 : 2;
        this.#cancel = this.#options.schedule(() => this.#guard(() => this.#build()), 0);
        return;
      case "pace":
        this.#pace = command;
        this.#dueAt = Math.min(this.#dueAt, this.#options.now() + this.#interval());
        this.#reschedule();
        return;
      case "lever":
        if (this.#run === undefined) this.#levers[command.name] = command.value;
        else if (command.from !== undefined) this.#coming.push(command);
        else this.#guard(() => this.#run?.setLever(command.name, command.value));
        return;
      case "taken":
        if (command.epoch !== this.#epoch) return;
        this.#ahead--;
        if (this.#cancel === undefined) this.#reschedule();
        return;
      case "ask":
        if (command.epoch === this.#epoch) this.#answer(command);
    }
  }

  /** A question that cannot be answered ends no run. */
  #answer({ ticket, question }: EngineCommand & { type: "ask" }): void {
    const run = this.#run;
    let answer: Answer = { about: "nothing", code: "NOT_READY" };
    try {
      if (run !== undefined) answer = run.ask(question);
    } catch {
      answer = { about: "nothing", code: "NOT_EXPLAINED" };
    }
    const { report } = this.#options;
    report({ type: "answer", epoch: this.#epoch, month: run?.month ?? 0, ticket, answer });
  }

  #build(): void {
    this.#cancel = undefined;
    const epoch = this.#epoch;
    const progress = (share: number) =>
      this.#options.report({ type: "building", epoch, progress: Math.min(1, Math.max(0, share)) });
    progress(0);
    if (this.#choice === undefined) return;
    const run = this.#options.build(this.#choice, progress, this.#engines);
    for (const [name, value] of Object.entries(this.#levers)) run.setLever(name, value);
    this.#run = run;
    this.#dueAt = this.#options.now();
    this.#report(run);
    this.#reschedule();
  }

  #step(): void {
    this.#cancel = undefined;
    const run = this.#run;
    if (run === undefined) return;
    const interval = this.#interval();
    this.#dueAt = Math.max(this.#dueAt, this.#options.now() - interval) + interval;
    for (const { name, value } of this.#due(run.month + 1)) run.setLever(name, value);
    run.step();
    this.#report(run);
    this.#reschedule();
  }

  /** Levers that act from a month on; they are then no longer to come. */
  #due(month: number) {
    const due = this.#coming.filter(({ from = month }) => from <= month);
    this.#coming = this.#coming.filter((each) => !due.includes(each));
    return due;
  }

  #report(run: Run): void {
    this.#ahead++;
    const frame = run.capture(this.#epoch);
    this.#options.report({ type: "month", epoch: this.#epoch, frame, levers: run.levers() });
  }

  /** Plans the next step, if there is to be one. */
  #reschedule(): void {
    const run = this.#run;
    if (run === undefined) return;
    this.#cancel?.();
    this.#cancel = undefined;
    const { playing, until } = this.#pace;
    if (!playing || run.month >= until || this.#ahead >= this.#lead) return;
    const delay = Math.max(0, this.#dueAt - this.#options.now());
    this.#cancel = this.#options.schedule(() => this.#guard(() => this.#step()), delay);
  }

  /** Time between two months [ms]. */
  #interval(): number {
    const { monthsPerSecond } = this.#pace;
    return monthsPerSecond === "max" ? 0 : 1000 / monthsPerSecond;
  }

  /** A fault ends this run; the next start begins anew. */
  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      const epoch = this.#epoch;
      this.#stop();
      this.#options.report({ type: "failed", epoch, ...faultOf(error) });
    }
  }

  #stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#run?.end();
    this.#run = undefined;
    this.#coming = [];
    this.#ahead = 0;
  }
}

/** Stable code and text of whatever was thrown. */
function faultOf(error: unknown): { code: string; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof InvariantError) return { code: "ENGINE_INVARIANT", message };
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  return { code: /^[A-Z][A-Z_]+$/.test(code) ? code : "ENGINE_FAILED", message };
}
