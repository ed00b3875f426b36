/**
 * What a viewer and a running simulation say to each other. Text messages are JSON; frames are
 * binary, little-endian, in aligned columns, so that reading one makes views and copies nothing.
 * This file runs in the browser as well as in Node: it imports types only.
 *
 * The server says `hello` at once. The viewer says `join` (or `resume`, if it holds months of this
 * run already), without waiting for `hello`; then frames come, first a keyframe: the newest month
 * and the values of all months before. The viewer acknowledges each frame that it has painted; at
 * most two are under way, then the newest is sent, with the values of the months left out, so that
 * no chart has a gap. After a restart `hello` comes again, and a keyframe of the new epoch.
 *
 * Two scenarios, A and B, may run side by side: a binary message then holds two frames of one month,
 * that of A and that of B, one behind the other, and one acknowledgement is for both.
 */
import type { LeverSpec } from "../model/levers/spec.ts";
import type { AnswerMessage, Question } from "./questions.ts";

/** Version of messages and frames; a viewer of another version must be reloaded. */
export const PROTOCOL_VERSION = 2;
/** Frames under way to one viewer before it must acknowledge. */
export const FRAME_WINDOW = 2;
/** Longest text message a viewer may send [UTF-16 units]. */
export const MAX_REQUEST_LENGTH = 4096;
/** Most flows in a frame. */
export const MAX_FLOWS = 200;
/** Groups of an indicator: all places, then the six classes. */
export const GROUPS = 7;
/** Pace of a playing simulation [months/s]. */
export const PACE_LIMITS = { min: 0.5, max: 60 } as const;
export type Language = "fr" | "nl" | "en";
export type Translated = { readonly [L in Language]: string };
/** `view` may only look; `control` may also play, pause, restart and move levers. */
export type Role = "control" | "view";
/** Months a second, or as fast as the machine can. */
export type Pace = number | "max";
/** A, or B beside it. */
export type Side = "a" | "b";
/** `building`: the population is being made; `failed`: the engine stopped, restart to go on. */
export type Phase = "building" | "ready" | "failed";

export interface ScenarioInfo {
  readonly name: string;
  readonly title: Translated;
  readonly question: Translated;
}

export interface IndicatorInfo {
  readonly name: string;
  readonly unit: string;
  readonly decimals: number;
  readonly label: Translated;
}

export interface PlaceInfo {
  readonly id: string;
  readonly areaName: string;
  /** Dense index of the area; flows name areas by it. */
  readonly area: number;
  readonly areaId: string;
  readonly country: string;
  readonly zone: string;
  readonly class: string;
  /** [degrees] */
  readonly lon: number;
  readonly lat: number;
  /** Persons at the start. */
  readonly population: number;
  /** Columns that are derived or defaulted in this place, with the rule. */
  readonly derived: readonly string[];
}

export interface Provenance {
  readonly version: string;
  readonly seed: string;
  /** Simulated households. */
  readonly households: number;
  readonly scenarioDigest: string;
  /** Changes when indicators, places or levers change: then a viewer cannot resume. */
  readonly schemaDigest: string;
}

export interface SessionState {
  readonly phase: Phase;
  /** Share of the population built, 0..1. */
  readonly progress: number;
  /** Counts the restarts; frames of another epoch belong to another run. */
  readonly epoch: number;
  /** Newest month, counted from 2019-01. */
  readonly month: number;
  readonly playing: boolean;
  readonly monthsPerSecond: Pace;
  /** Value now of each lever of A, by name; of B while two scenarios are compared. */
  readonly levers: Readonly<Record<string, number>>;
  readonly leversB?: Readonly<Record<string, number>>;
  /** Levers that were moved by hand in this run, oldest first; the others follow the scenario. */
  readonly byHand: readonly HandMove[];
}

/** A lever that somebody moved. */
export interface HandMove {
  readonly name: string;
  readonly value: number;
  /** First month in which it acts, since 2019-01; while `pending`, the earliest one possible. */
  readonly month: number;
  readonly pending: boolean;
}

/** The scenario that runs beside A, with A's seed, households and months. */
export interface ComparedInfo {
  readonly scenario: ScenarioInfo;
  /** Values at the start of its run, by lever. */
  readonly leverValues: Readonly<Record<string, number>>;
  readonly scenarioDigest: string;
}

/** First message to a viewer; comes again, to all, after a restart. */
export interface HelloMessage {
  readonly type: "hello";
  readonly protocol: number;
  readonly role: Role;
  /** Month of the first frame, the state before the first step; month at which the run pauses by itself. */
  readonly startMonth: number;
  readonly endMonth: number;
  readonly scenario: ScenarioInfo;
  readonly scenarios: readonly ScenarioInfo[];
  readonly classes: readonly string[];
  readonly indicators: readonly IndicatorInfo[];
  readonly places: readonly PlaceInfo[];
  readonly levers: readonly LeverSpec[];
  /** Values at the start of the run, by lever: where a lever moved by hand is put back. */
  readonly leverValues: Readonly<Record<string, number>>;
  readonly provenance: Provenance;
  readonly state: SessionState;
  /** B; absent: one scenario runs alone. */
  readonly compared?: ComparedInfo;
}

export interface StateMessage extends SessionState {
  readonly type: "state";
}

/** `code` is stable; `message` says what was wrong and what is allowed. */
export interface ErrorMessage {
  readonly type: "error";
  readonly code: string;
  readonly message: string;
}

export type ServerMessage = HelloMessage | StateMessage | ErrorMessage | AnswerMessage;

export type ClientMessage =
  /** First message of a viewer that holds nothing: asks for a keyframe, then for the months. */
  | { readonly type: "join" }
  /** First message of a viewer that holds all months of a run up to `month`: asks for the rest. */
  | {
      readonly type: "resume";
      readonly epoch: number;
      readonly month: number;
      /** `provenance.schemaDigest` of the run that it holds. */
      readonly schema: string;
    }
  | { readonly type: "play" }
  | { readonly type: "pause" }
  | { readonly type: "speed"; readonly monthsPerSecond: Pace }
  | {
      readonly type: "restart";
      /** Name of a scenario of `hello`; absent: the same again. */
      readonly scenario?: string;
      readonly seed?: string;
      readonly households?: number;
      /** Levers moved by hand keep their values from the first month on; default: false. */
      readonly keepLevers?: boolean;
      /** Scenario B, by its name; null: none; absent: as it was. */
      readonly compare?: string | null;
    }
  /** While two scenarios are compared, a policy moves in B only, an assumption in both. */
  | { readonly type: "lever"; readonly name: string; readonly value: number }
  /** Wants to know more of a place or a household; the answer comes to whoever asked. */
  | ({ readonly type: "ask"; readonly side: Side } & Question)
  /** The frame of this month is painted. */
  | { readonly type: "ack"; readonly epoch: number; readonly month: number };

/** Reads a server's text message; undefined if it is none of the known ones. */
export function parseServerMessage(text: string): ServerMessage | undefined {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof message !== "object" || message === null || !("type" in message)) return undefined;
  const { type } = message;
  const known = ["hello", "state", "error", "answer"].some((each) => each === type);
  return known ? (message as ServerMessage) : undefined;
}
