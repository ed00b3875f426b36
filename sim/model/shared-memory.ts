/**
 * A simulation as several threads see it: its arrays lie in shared memory, its single numbers are handed on
 * before each pass, and some scratch each thread has of its own.
 */
import type { Simulation } from "./state.ts";

type Fields = Record<string, unknown>;

/** Single numbers of a simulation: the object that holds each, and its name there. */
export type NumberFields = readonly (readonly [Record<string, number>, string])[];

/** Scratch that each thread has of its own. */
function ownScratch({ workspace: w }: Simulation): Set<unknown> {
  const { ties, reach, own } = w.platformTerms;
  return new Set<unknown>([
    w.market.searcher,
    w.market.search,
    w.labour.terms,
    w.life.hazards,
    ties,
    reach,
    own,
  ]);
}

/**
 * Moves all arrays of a simulation that are not yet there into shared memory; views of one buffer stay
 * views of one. out: sim
 */
export function shareMemory(sim: Simulation): void {
  const moved = new Map<ArrayBufferLike, SharedArrayBuffer>();
  const skipped = new Set<unknown>([...ownScratch(sim), sim.input, sim.team]);
  const visit = (holder: Fields) => {
    if (skipped.has(holder)) return;
    skipped.add(holder);
    for (const [name, value] of Object.entries(holder)) {
      if (skipped.has(value) || value === null || typeof value !== "object") continue;
      if (ArrayBuffer.isView(value)) holder[name] = sharedView(value, moved);
      else if (value instanceof ArrayBuffer) holder[name] = sharedBuffer(value, moved);
      else if (!(value instanceof Map)) visit(value as Fields);
    }
  };
  visit(sim as unknown as Fields);
}

/** What another thread is sent: the simulation without what works only here. */
export function forOtherThread(sim: Simulation): Simulation {
  return { ...sim, onSettled: null, team: null };
}

/** The single numbers that processes change, in an order that is the same on all threads. */
export function numberFields(sim: Simulation): NumberFields {
  const fields: [Record<string, number>, string][] = [];
  const skipped = ownScratch(sim);
  const visit = (holder: Fields) => {
    if (skipped.has(holder)) return;
    skipped.add(holder);
    for (const [name, value] of Object.entries(holder)) {
      if (typeof value === "number") fields.push([holder as Record<string, number>, name]);
      else if (value !== null && typeof value === "object" && isHolder(value)) visit(value as Fields);
    }
  };
  fields.push([sim as unknown as Record<string, number>, "month"]);
  fields.push([sim as unknown as Record<string, number>, "elapsed"]);
  visit(sim.levers as Fields);
  visit(sim.workspace as unknown as Fields);
  return fields;
}

function isHolder(value: object): boolean {
  return !ArrayBuffer.isView(value) && !(value instanceof Map);
}

type View = Float64Array & { constructor: new (buffer: ArrayBufferLike, at: number, length: number) => View };

function sharedView(value: ArrayBufferView, moved: Map<ArrayBufferLike, SharedArrayBuffer>): ArrayBufferView {
  if (value.buffer instanceof SharedArrayBuffer) return value;
  const view = value as View;
  return new view.constructor(sharedBuffer(view.buffer, moved), view.byteOffset, view.length);
}

function sharedBuffer(
  buffer: ArrayBufferLike,
  moved: Map<ArrayBufferLike, SharedArrayBuffer>,
): SharedArrayBuffer {
  if (buffer instanceof SharedArrayBuffer) return buffer;
  const known = moved.get(buffer);
  if (known !== undefined) return known;
  const shared = new SharedArrayBuffer(buffer.byteLength);
  new Uint8Array(shared).set(new Uint8Array(buffer));
  moved.set(buffer, shared);
  return shared;
}
