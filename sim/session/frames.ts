/**
 * Frames: a month as binary, little-endian, aligned columns. Reading one makes views and copies
 * nothing. This file runs in the browser as well as in Node.
 */
import { GROUPS, MAX_FLOWS, PROTOCOL_VERSION, type Side } from "./protocol.ts";

/** Bytes before the first column of a frame. */
export const HEADER_BYTES = 32;

const MAGIC = 0x474e5356; // "VSNG", read as a little-endian word
const TYPE_MONTH = 1;
const TYPE_KEYFRAME = 2;
/** Byte of the header that says whose frame it is: 0 for A, 1 for B. */
const SIDE_BYTE = 28;
const BYTES_PER_FLOW = 8;
const PLACE_COLUMNS = 4;

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

/** One month of the run: scenario A, and B where two are compared. */
export interface Month {
  readonly a: Frame;
  readonly b: Frame | undefined;
}

/** Indicators and places of a frame: its sizes follow from them. */
export interface FrameShape {
  readonly indicators: number;
  readonly places: number;
}

/** Size of a frame [bytes]; a multiple of eight, so that a second one may follow. */
export function frameBytes(shape: FrameShape, flows: number, seriesMonths: number): number {
  const values = shape.indicators * GROUPS * 8;
  return (
    HEADER_BYTES + values * (1 + seriesMonths) + flows * BYTES_PER_FLOW + shape.places * PLACE_COLUMNS * 4
  );
}

/** Writes a frame into one new buffer. */
export function encodeFrame(frame: Frame, side: Side = "a"): ArrayBuffer {
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
  header.setUint8(SIDE_BYTE, side === "a" ? 0 : 1);
  const target = columnsOf(buffer, 0, shape, flows, frame.seriesMonths);
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
  const frame = frameAt(buffer, 0, shape);
  if (typeof frame === "string" || frame.bytes === buffer.byteLength) return frameOnly(frame);
  return `${buffer.byteLength} bytes where ${frame.bytes} were due`;
}

/**
 * Reads a binary message: a frame of A, and behind it one of B where two scenarios are compared.
 * @returns the frames, or a sentence that says why they are none
 */
export function decodeMonth(buffer: ArrayBuffer, shape: FrameShape): Month | string {
  const a = frameAt(buffer, 0, shape);
  if (typeof a === "string") return a;
  if (a.bytes === buffer.byteLength) return { a: frameOnly(a), b: undefined };
  const b = frameAt(buffer, a.bytes, shape);
  if (typeof b === "string") return b;
  if (a.bytes + b.bytes !== buffer.byteLength) return `${buffer.byteLength} bytes are not two frames`;
  const same = a.epoch === b.epoch && a.month === b.month && a.key === b.key;
  if (!same || a.side !== "a" || b.side !== "b" || a.seriesMonths !== b.seriesMonths) {
    return "the frames of A and B are not of one month";
  }
  return { a: frameOnly(a), b: frameOnly(b) };
}

/** Puts the frames of A and B behind one another. */
export function joinFrames(a: ArrayBuffer, b: ArrayBuffer): ArrayBuffer {
  const both = new Uint8Array(a.byteLength + b.byteLength);
  both.set(new Uint8Array(a));
  both.set(new Uint8Array(b), a.byteLength);
  return both.buffer;
}

interface FrameAt extends Frame {
  readonly side: Side;
  readonly bytes: number;
}

function frameOnly(frame: FrameAt): Frame;
function frameOnly(frame: FrameAt | string): Frame | string;
function frameOnly(frame: FrameAt | string): Frame | string {
  if (typeof frame === "string") return frame;
  const { side: _, bytes: __, ...rest } = frame;
  return rest;
}

/** The frame that begins at a byte of a buffer. */
function frameAt(buffer: ArrayBuffer, start: number, shape: FrameShape): FrameAt | string {
  const length = buffer.byteLength - start;
  if (length < HEADER_BYTES) return `${length} bytes are less than a header`;
  const header = new DataView(buffer, start);
  if (header.getUint32(0, true) !== MAGIC) return "not a frame: its first bytes are not VSNG";
  const version = header.getUint16(4, true);
  if (version !== PROTOCOL_VERSION) return `protocol ${version}, not ${PROTOCOL_VERSION}: reload`;
  const type = header.getUint16(6, true);
  if (type !== TYPE_MONTH && type !== TYPE_KEYFRAME) return `unknown frame type ${type}`;
  const flows = header.getUint32(20, true);
  if (flows > MAX_FLOWS) return `${flows} flows are more than ${MAX_FLOWS}`;
  const seriesMonths = header.getUint32(24, true);
  const bytes = frameBytes(shape, flows, seriesMonths);
  if (header.getUint32(16, true) !== bytes || length < bytes) {
    return `${length} bytes where ${bytes} were due`;
  }
  return {
    side: header.getUint8(SIDE_BYTE) === 0 ? "a" : "b",
    bytes,
    epoch: header.getUint32(8, true),
    month: header.getInt32(12, true),
    key: type === TYPE_KEYFRAME,
    seriesMonths,
    ...columnsOf(buffer, start, shape, flows, seriesMonths),
  };
}

/** Views on the columns of a frame's buffer, in their order; 8-byte columns come first. */
function columnsOf(
  buffer: ArrayBuffer,
  start: number,
  shape: FrameShape,
  flows: number,
  seriesMonths: number,
) {
  const groups = shape.indicators * GROUPS;
  const places = shape.places;
  let offset = start + HEADER_BYTES;
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
