/**
 * The engine as a session sees it: commands go in, events come out, in order. It may be a worker
 * thread, the page's own worker, or a fake in the tests.
 */
import type { Pace } from "./protocol.ts";
import type { Answer, Question } from "./questions.ts";

/** Which run to make. */
export interface RunChoice {
  /** Name of a scenario of the catalogue. */
  readonly scenario: string;
  readonly seed: string;
  /** Simulated households. */
  readonly households: number;
}

export type EngineCommand =
  /** Builds the population of a run and reports its first month; what ran before is dropped. */
  | {
      readonly type: "start";
      readonly epoch: number;
      readonly choice: RunChoice;
      /** Values moved by hand that hold from the first month on. */
      readonly levers: Readonly<Record<string, number>>;
      /** One of two engines side by side: months that it may be ahead of the session. */
      readonly lead?: number;
    }
  /** Steps as long as `playing`, and never beyond month `until`. */
  | {
      readonly type: "pace";
      readonly playing: boolean;
      readonly monthsPerSecond: Pace;
      /** Months since 2019-01. */
      readonly until: number;
    }
  /** Acts from a month on; absent: from the next one. */
  | { readonly type: "lever"; readonly name: string; readonly value: number; readonly from?: number }
  /** The session has taken this month; the engine runs at most `ENGINE_LEAD` months ahead. */
  | { readonly type: "taken"; readonly epoch: number; readonly month: number }
  /** Wants to know more of the present month; the answer carries the ticket. */
  | { readonly type: "ask"; readonly epoch: number; readonly ticket: number; readonly question: Question };

export type EngineEvent =
  /** Share of the population built, 0..1. */
  | { readonly type: "building"; readonly epoch: number; readonly progress: number }
  /** One more month, the start included: an encoded frame without series. */
  | {
      readonly type: "month";
      readonly epoch: number;
      readonly frame: ArrayBuffer;
      /** Values in this month, by lever. */
      readonly levers: Readonly<Record<string, number>>;
    }
  | {
      readonly type: "answer";
      readonly epoch: number;
      readonly month: number;
      readonly ticket: number;
      readonly answer: Answer;
    }
  /** The run has ended by a fault; a start may follow. */
  | {
      readonly type: "failed";
      readonly epoch: number;
      readonly code: string;
      readonly message: string;
    };

/** Months that an engine may be ahead of the session; each of two, whose levers must act together. */
export const ENGINE_LEAD = 4;
export const PAIR_LEAD = 1;

export interface EnginePort {
  send(command: EngineCommand): void;
  /** Sets the one listener; events before that are lost. */
  listen(listener: (event: EngineEvent) => void): void;
  close(): Promise<void>;
}
