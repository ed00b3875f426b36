/**
 * The graph of close ties (section 6 of the ODD): up to 15 partners a household. A tie is stored at both
 * ends; live ties are slots 0 ... count - 1. What a tie means is the model's business; here it has a label
 * (0-255) and a strength. An end finds the other by looking through its 15 slots at most: ties end rarely,
 * so that is cheaper than to keep the slot of the other end.
 */

import { invariant } from "./assert.ts";
import { allocate, bytesOf, type Columns, attach as tableIn } from "./columns.ts";

/** Close ties a household can have. */
export const TIE_SLOTS = 15;

export const TIE_SCHEMA = {
  count: { type: "u8", unit: "ties", range: [0, TIE_SLOTS], meaning: "live close ties" },
  partner: {
    type: "u32",
    unit: "index",
    range: [0, 0xffffffff],
    meaning: "household at the other end of each close tie; 0 in empty slots",
    width: TIE_SLOTS,
  },
  label: {
    type: "u8",
    unit: "code",
    range: [0, 255],
    meaning: "what each close tie is, the same at both ends: kind + 8 x step of distance",
    width: TIE_SLOTS,
  },
  strength: {
    type: "u16",
    unit: "1/65535",
    range: [0, 0xffff],
    meaning: "strength of each close tie, the same at both ends",
    width: TIE_SLOTS,
  },
} as const;

export interface TieGraph {
  /** Number of households N. */
  readonly households: number;
  /** Households for which there is memory. */
  readonly room: number;
  readonly slots: typeof TIE_SLOTS;
  /** Live ties, length N. */
  readonly count: Uint8Array;
  /** Household at the other end, length 15 N; tie `slot` of household i is at 15 i + slot. */
  readonly partner: Uint32Array;
  /** What the tie is; length 15 N. */
  readonly label: Uint8Array;
  /** Strength as share of 65,535; length 15 N. */
  readonly strength: Uint16Array;
}

/** An empty graph among `households` households. @param room households, at least as many */
export function createTies(households: number, room = households): TieGraph {
  return tieGraph(allocate(TIE_SCHEMA, households, room));
}

/** The same graph with more households, within its room. */
export function widenTies({ count, room }: TieGraph, households: number): TieGraph {
  const bytes = bytesOf(TIE_SCHEMA, room);
  return tieGraph(tableIn(TIE_SCHEMA, households, count.buffer, count.byteOffset, bytes, room));
}

/** The graph that lies in columns. */
export function tieGraph(columns: Columns<typeof TIE_SCHEMA>): TieGraph {
  return { households: columns.rows, room: columns.room, slots: TIE_SLOTS, ...columns.data };
}

/** Slot of a's tie with b, or -1. */
export function tied(graph: TieGraph, a: number, b: number): number {
  const start = a * TIE_SLOTS;
  const end = start + graph.count[a]!;
  for (let i = start; i < end; i++) if (graph.partner[i]! === b) return i - start;
  return -1;
}

/**
 * Ties a and b. A full household first drops its weakest tie, if that is weaker than the newcomer (of
 * equally weak ones that with the lowest partner), at both ends. Nothing changes when false is returned:
 * the two are one household, or tied already, or one is full of ties at least as strong.
 * @param label 0-255
 * @param strength share of 65,535
 */
export function connect(graph: TieGraph, a: number, b: number, label: number, strength: number): boolean {
  const last = graph.households - 1;
  invariant(a >= 0 && a <= last && b >= 0 && b <= last, () => `connect: no household ${a} or ${b}`);
  invariant(label >= 0 && label <= 255, () => `connect: label ${label} is outside 0 to 255`);
  invariant(strength >= 0 && strength <= 65535, () => `connect: strength ${strength} is outside 0 to 65535`);
  if (a === b || tied(graph, a, b) >= 0) return false;
  const fromA = graph.count[a]! < TIE_SLOTS ? -1 : weakest(graph, a);
  const fromB = graph.count[b]! < TIE_SLOTS ? -1 : weakest(graph, b);
  if (fromA >= 0 && graph.strength[a * TIE_SLOTS + fromA]! >= strength) return false;
  if (fromB >= 0 && graph.strength[b * TIE_SLOTS + fromB]! >= strength) return false;
  // a and b are not tied, so dropping a's tie moves none of b's slots.
  if (fromA >= 0) disconnect(graph, a, fromA);
  if (fromB >= 0) disconnect(graph, b, fromB);
  attach(graph, a, b, label, strength);
  return true;
}

/** Ties a and b, who are not one, not tied and have free slots both. */
export function attach(graph: TieGraph, a: number, b: number, label: number, strength: number): void {
  invariant(graph.count[a]! < TIE_SLOTS && graph.count[b]! < TIE_SLOTS, "attach: no free slot");
  write(graph, a, graph.count[a]!++, b, label, strength);
  write(graph, b, graph.count[b]!++, a, label, strength);
}

/** Ends the tie in a slot of household a, at both ends; the last tie of each end moves into the hole. */
export function disconnect(graph: TieGraph, a: number, slot: number): void {
  invariant(slot >= 0 && slot < graph.count[a]!, () => `disconnect: household ${a} has no tie ${slot}`);
  const b = graph.partner[a * TIE_SLOTS + slot]!;
  vacate(graph, b, tied(graph, b, a));
  vacate(graph, a, slot);
}

/** Ends all ties of household a, at both ends. */
export function disconnectAll(graph: TieGraph, a: number): void {
  while (graph.count[a]! > 0) disconnect(graph, a, graph.count[a]! - 1);
}

/**
 * Reads where the partners of household a keep their ties, which somebody is about to change. Waits for
 * memory overlap when several households are read one after another, not when each is changed in between.
 * @returns nothing that means anything
 */
export function fetchTies(graph: TieGraph, a: number): number {
  const { partner, label, strength, count } = graph;
  const last = TIE_SLOTS - 1;
  let sum = 0;
  for (let at = a * TIE_SLOTS; at < a * TIE_SLOTS + count[a]!; at++) {
    const b = partner[at]!;
    const first = b * TIE_SLOTS;
    sum += count[b]! + partner[first]! + partner[first + last]!;
    sum += label[first]! + strength[first]! + strength[first + last]!;
  }
  return sum;
}

/** Gives a tie another label, at both ends. @param label 0-255 */
export function relabel(graph: TieGraph, a: number, slot: number, label: number): void {
  const at = a * TIE_SLOTS + slot;
  const b = graph.partner[at]!;
  graph.label[at] = label;
  graph.label[b * TIE_SLOTS + tied(graph, b, a)] = label;
}

/**
 * Every tie is whole: mirrored with the same kind and strength, no household tied to itself or twice to
 * another, slots beyond the count empty. Takes about 2 microseconds a household.
 * @throws InvariantError naming household and slot of the first broken tie
 */
export function checkGraph(graph: TieGraph): void {
  for (let a = 0; a < graph.households; a++) {
    const count = graph.count[a]!;
    invariant(count <= TIE_SLOTS, () => `ties of household ${a}: ${count}, at most ${TIE_SLOTS} allowed`);
    for (let slot = 0; slot < TIE_SLOTS; slot++) {
      const fault = slot < count ? faultOfTie(graph, a, slot) : faultOfHole(graph, a, slot);
      if (fault !== "") invariant(false, `tie ${slot} of household ${a} (of ${count}) ${fault}`);
    }
  }
}

/** What is wrong with a live tie, or an empty text. */
function faultOfTie(graph: TieGraph, a: number, slot: number): string {
  const at = a * TIE_SLOTS + slot;
  const b = graph.partner[at]!;
  if (b >= graph.households) return `leads to household ${b}, which does not exist`;
  if (b === a) return "leads to the household itself";
  if (tied(graph, a, b) !== slot) return `leads to household ${b}, as an earlier tie does`;
  const mirror = tied(graph, b, a);
  if (mirror < 0) return `leads to household ${b}, which has no tie back`;
  if (graph.label[at]! !== graph.label[b * TIE_SLOTS + mirror]!) return `has another label at household ${b}`;
  const strength = graph.strength[b * TIE_SLOTS + mirror]!;
  return graph.strength[at]! === strength ? "" : `has another strength at household ${b}`;
}

/** What is wrong with an empty slot, or an empty text. */
function faultOfHole(graph: TieGraph, a: number, slot: number): string {
  const at = a * TIE_SLOTS + slot;
  const empty = graph.partner[at]! === 0 && graph.label[at]! === 0 && graph.strength[at]! === 0;
  return empty ? "" : "is beyond the count but not empty";
}

/** Slot of the weakest tie of a full household; of equally weak ones, that with the lowest partner. */
function weakest(graph: TieGraph, a: number): number {
  const start = a * TIE_SLOTS;
  let best = start;
  for (let i = start + 1; i < start + TIE_SLOTS; i++) {
    const s = graph.strength[i]!;
    const least = graph.strength[best]!;
    if (s < least || (s === least && graph.partner[i]! < graph.partner[best]!)) best = i;
  }
  return best - start;
}

/** Empties a slot of one household; its last tie moves there. */
function vacate(graph: TieGraph, a: number, slot: number): void {
  const last = graph.count[a]! - 1;
  const from = a * TIE_SLOTS + last;
  write(graph, a, slot, graph.partner[from]!, graph.label[from]!, graph.strength[from]!);
  write(graph, a, last, 0, 0, 0);
  graph.count[a] = last;
}

function write(graph: TieGraph, a: number, slot: number, b: number, label: number, strength: number): void {
  const at = a * TIE_SLOTS + slot;
  graph.partner[at] = b;
  graph.label[at] = label;
  graph.strength[at] = strength;
}
