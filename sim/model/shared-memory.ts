/**
 * A simulation as several threads and kernels see it: its arrays lie in shared memory, its single numbers are
 * handed on before each pass, and some scratch each thread has of its own.
 */
import { invariant } from "../core/assert.ts";
import type { Simulation } from "./state.ts";

type Fields = Record<string, unknown>;
type View = Uint8Array & { constructor: new (buffer: ArrayBufferLike, at: number, length: number) => View };

/** Single numbers of a simulation: the object that holds each, and its name there. */
export type NumberFields = readonly (readonly [Record<string, number>, string])[];

/** A part of a memory that was made here. */
interface Part {
  readonly from: number;
  readonly bytes: number;
}

/** Bytes that move together: a whole buffer, or a part of a memory that was made here before. */
interface Piece extends Part {
  readonly buffer: ArrayBufferLike;
  /** In which of the memories that are being made it is, and where. */
  memory: number;
  to: number;
}

/** The parts of each memory, in rising order. */
const made = new WeakMap<ArrayBufferLike, readonly Part[]>();
/** Most that is put into one memory: what kernels address, and views that are sent to threads [bytes]. */
const MOST_MEMORY = 4294967296;
/** Pieces begin where lines of the cache do [bytes]. */
const LINE = 64;

/** Scratch that each thread has of its own. */
function ownScratch({ workspace: w }: Simulation): unknown[] {
  const { searcher, search } = w.market;
  const counts = [w.residentNext, w.workerNext, w.desks.jobCounts, w.desks.homeCounts, w.life.counts];
  return [searcher, search, w.labour.terms, w.life.hazards, ...counts];
}

/**
 * Moves all arrays of a simulation into new memory, one if they fit into it; views of one buffer stay views
 * of one. out: sim
 * @param reserve bytes left free at the start of the first
 * @param blank buffers that hold nothing but zeros, and so are not copied
 * @param take makes one of some memories [bytes], filled with zeros
 */
export function moveTogether(
  sim: Simulation,
  reserve: number,
  blank: readonly ArrayBufferLike[],
  take: (bytes: number, memories: number) => SharedArrayBuffer,
): void {
  const pieces: Piece[] = [];
  const lengths: number[] = [];
  let used = roundUp(reserve);
  eachArray(sim, (_, __, view) => {
    const piece = pieceOf(view);
    if (pieces.some((each) => each.buffer === piece.buffer && each.from === piece.from)) return;
    const bytes = roundUp(piece.bytes);
    if (used + bytes > MOST_MEMORY) {
      lengths.push(used);
      used = 0;
    }
    piece.memory = lengths.length;
    piece.to = used;
    used += bytes;
    pieces.push(piece);
  });
  lengths.push(used);
  const memories = lengths.map((bytes) => take(bytes, lengths.length));
  for (const { buffer, from, bytes, memory, to } of pieces) {
    if (blank.includes(buffer)) continue;
    new Uint8Array(memories[memory]!, to, bytes).set(new Uint8Array(buffer, from, bytes));
  }
  eachArray(sim, (holder, name, view) => {
    const { buffer, from } = pieceOf(view);
    const piece = pieces.find((each) => each.buffer === buffer && each.from === from);
    invariant(piece !== undefined, () => `${name} lies in no piece of memory`);
    const memory = memories[piece.memory]!;
    holder[name] = new view.constructor(memory, piece.to + view.byteOffset - from, view.length);
  });
  for (const table of [sim.households, sim.places, sim.platforms, sim.neighbourhoods]) {
    const first = Object.values(table.data)[0];
    Object.assign(table, { buffer: first.buffer, offset: first.byteOffset });
  }
  memories.forEach((memory, k) => {
    const here = pieces.filter((piece) => piece.memory === k);
    made.set(
      memory,
      here.map(({ to, bytes }) => ({ from: to, bytes })),
    );
  });
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / LINE) * LINE;
}

/** Whether all arrays of a simulation lie in memory that was made here. */
export function isTogether(sim: Simulation): boolean {
  let together = true;
  eachArray(sim, (_, __, view) => {
    together &&= made.has(view.buffer);
  });
  return together;
}

/** What another thread is sent: the simulation without what works only here. */
export function forOtherThread(sim: Simulation): Simulation {
  return { ...sim, onSettled: null, team: null, kernel: null };
}

/** The single numbers that processes change, in an order that is the same on all threads. */
export function numberFields(sim: Simulation): NumberFields {
  const fields: [Record<string, number>, string][] = [];
  const skipped = new Set(ownScratch(sim));
  const visit = (holder: Fields) => {
    if (skipped.has(holder)) return;
    skipped.add(holder);
    for (const [name, value] of Object.entries(holder)) {
      if (typeof value === "number") fields.push([holder as Record<string, number>, name]);
      else if (isHolder(value)) visit(value);
    }
  };
  fields.push([sim as unknown as Record<string, number>, "month"]);
  fields.push([sim as unknown as Record<string, number>, "elapsed"]);
  visit(sim.levers as Fields);
  visit(sim.workspace as unknown as Fields);
  return fields;
}

/** Calls back for every array of a simulation that threads share, with the object that holds it. */
function eachArray(sim: Simulation, call: (holder: Fields, name: string, view: View) => void): void {
  const skipped = new Set<unknown>([...ownScratch(sim), sim.input, sim.team, sim.kernel, sim.onSettled]);
  const visit = (holder: Fields) => {
    skipped.add(holder);
    for (const [name, value] of Object.entries(holder)) {
      if (skipped.has(value)) continue;
      if (ArrayBuffer.isView(value)) call(holder, name, value as View);
      else if (isHolder(value)) visit(value);
    }
  };
  visit(sim as unknown as Fields);
}

function isHolder(value: unknown): value is Fields {
  if (value === null || typeof value !== "object" || value instanceof Map) return false;
  return !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer || value instanceof SharedArrayBuffer);
}

/** What moves together with a view. */
function pieceOf({ buffer, byteOffset }: View): Piece {
  const within = ({ from, bytes }: Part) => byteOffset >= from && byteOffset < from + bytes;
  const part = made.get(buffer)?.find(within) ?? { from: 0, bytes: buffer.byteLength };
  return { ...part, buffer, memory: 0, to: 0 };
}
