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
 */
import type { LeverSpec } from "../model/levers/spec.ts";

/** Version of messages and frames; a viewer of another version must be reloaded. */
export const PROTOCOL_VERSION = 1;
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
/** Bytes before the first column of a frame. */
export const HEADER_BYTES = 32;

const MAGIC = 0x474e5356; // "VSNG", read as a little-endian word
const TYPE_MONTH = 1;
const TYPE_KEYFRAME = 2;
const BYTES_PER_FLOW = 8;
const PLACE_COLUMNS = 4;

export type Language = "fr" | "nl" | "en";
export type Translated = { readonly [L in Language]: string };
/** `view` may only look; `control` may also play, pause, restart and move levers. */
export type Role = "control" | "view";
/** Months a second, or as fast as the machine can. */
export type Pace = number | "max";
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
  /** Value now of each lever, by name. */
  readonly levers: Readonly<Record<string, number>>;
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

export type ServerMessage = HelloMessage | StateMessage | ErrorMessage;

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
    }
  | { readonly type: "lever"; readonly name: string; readonly value: number }
  /** The frame of this month is painted. */
  | { readonly type: "ack"; readonly epoch: number; readonly month: number };

/** One month as a viewer sees it. Arrays of a decoded frame are views on its buffer. */
export interface Frame {
  readonly epoch: number;
  /** Months since 2019-01. */
  readonly month: number;
  /** True if `series` is the whole run's: what was there before may be dropped. */
  readonly key: boolean;
  /** Value of indicator i in group g at i * GROUPS + g, in the indicator's unit; NaN: none. */
  readonly values: Float64Array;
  /** By place: persons; net migration of the last 12 months or since the start [per 1,000 persons]; */
  readonly population: Float32Array;
  readonly netMigration: Float32Array;
  /** market rent [EUR/m2/month]; empty dwellings [share], NaN where there are none. */
  readonly rent: Float32Array;
  readonly vacancy: Float32Array;
  /** Largest net flows between areas in the last 12 months, by falling size. */
  readonly flowFrom: Uint16Array;
  readonly flowTo: Uint16Array;
  /** Real households a year. */
  readonly flowHouseholds: Float32Array;
  /** Values of the `seriesMonths` months just before this one, oldest first; often none. */
  readonly seriesMonths: number;
  readonly series: Float64Array;
}

/** Indicators and places of a frame: its sizes follow from them. */
export interface FrameShape {
  readonly indicators: number;
  readonly places: number;
}

/** Size of a frame [bytes]; a multiple of four. */
export function frameBytes(shape: FrameShape, flows: number, seriesMonths: number): number {
  const values = shape.indicators * GROUPS * 8;
  return (
    HEADER_BYTES + values * (1 + seriesMonths) + flows * BYTES_PER_FLOW + shape.places * PLACE_COLUMNS * 4
  );
}

/** Writes a frame into one new buffer. */
export function encodeFrame(frame: Frame): ArrayBuffer {
  const shape = {
    indicators: frame.values.length / GROUPS,
    places: frame.population.length,
  };
  const flows = frame.flowFrom.length;
  const bytes = frameBytes(shape, flows, frame.seriesMonths);
  const buffer = new ArrayBuffer(bytes);
  const header = new DataView(buffer);
  header.setUint32(0, MAGIC, true);
  header.setUint16(4, PROTOCOL_VERSION, true);
  header.setUint16(6, frame.key ? TYPE_KEYFRAME : TYPE_MONTH, true);
  header.setUint32(8, frame.epoch, true);
  header.setInt32(12, frame.month, true);
  header.setUint32(16, bytes, true);
  header.setUint32(20, flows, true);
  header.setUint32(24, frame.seriesMonths, true);
  const target = columnsOf(buffer, shape, flows, frame.seriesMonths);
  target.values.set(frame.values);
  target.series.set(frame.series);
  target.population.set(frame.population);
  target.netMigration.set(frame.netMigration);
  target.rent.set(frame.rent);
  target.vacancy.set(frame.vacancy);
  target.flowFrom.set(frame.flowFrom);
  target.flowTo.set(frame.flowTo);
  target.flowHouseholds.set(frame.flowHouseholds);
  return buffer;
}

/**
 * Reads a frame without copying.
 * @param shape as `hello` gave it
 * @returns the frame, or a sentence that says why it is none
 */
export function decodeFrame(buffer: ArrayBuffer, shape: FrameShape): Frame | string {
  if (buffer.byteLength < HEADER_BYTES) return `${buffer.byteLength} bytes are less than a header`;
  const header = new DataView(buffer);
  if (header.getUint32(0, true) !== MAGIC) return "not a frame: its first bytes are not VSNG";
  const version = header.getUint16(4, true);
  if (version !== PROTOCOL_VERSION) return `protocol ${version}, not ${PROTOCOL_VERSION}: reload`;
  const type = header.getUint16(6, true);
  if (type !== TYPE_MONTH && type !== TYPE_KEYFRAME) return `unknown frame type ${type}`;
  const flows = header.getUint32(20, true);
  if (flows > MAX_FLOWS) return `${flows} flows are more than ${MAX_FLOWS}`;
  const seriesMonths = header.getUint32(24, true);
  const bytes = frameBytes(shape, flows, seriesMonths);
  if (header.getUint32(16, true) !== bytes || buffer.byteLength !== bytes) {
    return `${buffer.byteLength} bytes where ${bytes} were due`;
  }
  return {
    epoch: header.getUint32(8, true),
    month: header.getInt32(12, true),
    key: type === TYPE_KEYFRAME,
    seriesMonths,
    ...columnsOf(buffer, shape, flows, seriesMonths),
  };
}

/** Views on the columns of a frame's buffer, in their order; 8-byte columns come first. */
function columnsOf(buffer: ArrayBuffer, shape: FrameShape, flows: number, seriesMonths: number) {
  const groups = shape.indicators * GROUPS;
  const places = shape.places;
  let offset = HEADER_BYTES;
  const take = (bytes: number): number => {
    offset += bytes;
    return offset - bytes;
  };
  return {
    values: new Float64Array(buffer, take(groups * 8), groups),
    series: new Float64Array(buffer, take(groups * seriesMonths * 8), groups * seriesMonths),
    population: new Float32Array(buffer, take(places * 4), places),
    netMigration: new Float32Array(buffer, take(places * 4), places),
    rent: new Float32Array(buffer, take(places * 4), places),
    vacancy: new Float32Array(buffer, take(places * 4), places),
    flowHouseholds: new Float32Array(buffer, take(flows * 4), flows),
    flowFrom: new Uint16Array(buffer, take(flows * 2), flows),
    flowTo: new Uint16Array(buffer, take(flows * 2), flows),
  };
}

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
  return type === "hello" || type === "state" || type === "error" ? (message as ServerMessage) : undefined;
}
