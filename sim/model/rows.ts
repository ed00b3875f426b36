/**
 * Rows of households (ODD 3): a household keeps its row for life, a freed row is taken by the next
 * newcomer of the country, lowest first. When too few are free, all tables grow between two months. Which
 * row a household has enters no draw of demography, and the number of rows enters no draw at all.
 */
import { invariant } from "../core/assert.ts";
import { allocate, widen } from "../core/columns.ts";
import { createTies, disconnectAll, widenTies } from "../core/ties.ts";
import { blocksOf, inBlocks, type SimulationPass, TALLY_BLOCK } from "./blocks.ts";
import { eachTied } from "./life-ties.ts";
import { listSize, roomFor, rowBuffers } from "./make-workspace.ts";
import { COUNTRIES } from "./places.ts";
import { makeSales } from "./sales.ts";
import { EMPTY, HOUSEHOLDS, type Households, type Moves, NONE, type Simulation } from "./state.ts";

/** Least share of rows that must be free for a month's newcomers. */
const RESERVE = 0.012;

/**
 * Makes room for the newcomers of a month, by country: tables grow until each has enough free rows.
 * Starts the search for free rows anew.
 */
export function reserveRows(sim: Simulation): void {
  const free = new Float64Array(COUNTRIES.length);
  for (;;) {
    const { status } = sim.households.data;
    const { tally, life } = sim.workspace;
    const { founders, cursor } = life;
    cursor.fill(0);
    inBlocks(sim, countFree, status.length, TALLY_BLOCK);
    for (let c = 0; c < free.length; c++) {
      free[c] = 0;
      for (let block = 0; block < blocksOf(status.length, TALLY_BLOCK); block++)
        free[c]! += tally[block * free.length + c]!;
    }
    if (founders.every((count, c) => count === 0 || free[c]! >= listSize(count, RESERVE))) return;
    growRows(sim, roomFor(status.length));
  }
}

/** Free rows of a block by country. */
function countFree(sim: Simulation, from: number, to: number): void {
  const { status } = sim.households.data;
  const { tally, life } = sim.workspace;
  const { rowCountry } = life;
  const countries = COUNTRIES.length;
  const first = (from / TALLY_BLOCK) * countries;
  tally.fill(0, first, first + countries);
  for (let i = from; i < to; i++) if (status[i] === EMPTY) tally[first + rowCountry[i]!]!++;
}

/** The lowest free row for a newcomer that comes from another household's. */
export function takeRow(sim: Simulation, from: number): number {
  const { rowCountry, cursor } = sim.workspace.life;
  const { status, place } = sim.households.data;
  const country = sim.input.places.country[place[from]!]!;
  let row = cursor[country]!;
  while (row < status.length && (status[row] !== EMPTY || rowCountry[row] !== country)) row++;
  invariant(row < status.length, "no free row is left for a new household");
  cursor[country] = row + 1;
  return row;
}

/** Copies the columns of those from whom newcomers come to the newcomers' rows; ties are not copied. */
export function copyRows(sim: Simulation): void {
  if (sim.workspace.life.newcomers.count > 0) inBlocks(sim, copyColumns, columnsOf(sim), 1);
}

/** Column by column, so that the memory of many rows is fetched at once. */
function copyColumns(sim: Simulation, first: number, end: number): void {
  const { bytes, start, width } = memoryOf(sim.households);
  const { count, from, row } = sim.workspace.life.newcomers;
  for (let c = first; c < end; c++) {
    const size = width[c]!;
    for (let e = 0; e < count; e++) {
      const source = start[c]! + from[e]! * size;
      const target = start[c]! + row[e]! * size;
      for (let k = 0; k < size; k++) bytes[target + k] = bytes[source + k]!;
    }
  }
}

/** Empties the rows that were freed: their columns are as if they had never been held. */
export function clearFreed(sim: Simulation): void {
  const { freed } = sim.workspace.life;
  if (freed.count > 0) inBlocks(sim, clearColumns, columnsOf(sim), 1);
  freed.count = 0;
}

function clearColumns(sim: Simulation, first: number, end: number): void {
  const { bytes, start, width, jobs } = memoryOf(sim.households);
  const { count, row } = sim.workspace.life.freed;
  for (let c = first; c < end; c++) {
    const size = width[c]!;
    const blank = start[c] === jobs ? 255 : 0;
    for (let e = 0; e < count; e++) {
      const at = start[c]! + row[e]! * size;
      for (let k = 0; k < size; k++) bytes[at + k] = blank;
    }
  }
}

function columnsOf(sim: Simulation): number {
  return memoryOf(sim.households).start.length;
}

/** A table as bytes: where each column starts and how many bytes a row has in it. */
interface Memory {
  readonly bytes: Uint8Array;
  readonly start: Uint32Array;
  readonly width: Uint32Array;
  /** Where the column of job places starts: in an empty row all its bits are set, which is NONE. */
  readonly jobs: number;
}

const known = new WeakMap<Households, Memory>();

/** A table as bytes, worked out once: columns of many types are slow to go through one by one. */
function memoryOf(households: Households): Memory {
  let memory = known.get(households);
  if (memory === undefined) {
    const columns = Object.values(households.data);
    memory = {
      bytes: new Uint8Array(households.buffer, households.offset, households.bytes),
      start: Uint32Array.from(columns, (column) => column.byteOffset - households.offset),
      width: Uint32Array.from(columns, (column) => column.byteLength / households.rows),
      jobs: households.data.jobPlace.byteOffset - households.offset,
    };
    known.set(households, memory);
  }
  return memory;
}

/** Adds rows: within the room of the tables, or else in larger ones. */
export function growRows(sim: Simulation, rows: number): void {
  const { rows: before, room } = sim.households;
  if (rows > room) {
    moveRows(sim, rows);
    return;
  }
  sim.households = widen(sim.households, rows);
  sim.ties = widenTies(sim.ties, rows);
  sim.households.data.jobPlace.fill(NONE, 2 * before);
  sim.team?.renew(sim, []);
}

/** Replaces the tables of households, their ties and buffers by larger ones with the same content. */
function moveRows(sim: Simulation, rows: number): void {
  const { households: old, ties, workspace } = sim;
  const room = roomFor(rows);
  const buffers = rowBuffers(sim.input.places, sim.parameters, room, sim.input.households);
  sim.households = allocate(HOUSEHOLDS, rows, room);
  sim.ties = createTies(rows, room);
  sim.workspace = { ...workspace, ...buffers };
  sim.sales = makeSales(room, sim.parameters.searchCap);
  sim.moves = { ...makeMoves(room, sim.parameters.searchCap), count: 0 };
  // Blank memory that moves is not there twice; so it is filled when it lies where it stays.
  sim.team?.renew(sim, [sim.households.buffer, sim.ties.count.buffer]);
  for (const name of Object.keys(HOUSEHOLDS) as (keyof typeof HOUSEHOLDS)[]) {
    sim.households.data[name].set(old.data[name]);
  }
  sim.households.data.jobPlace.fill(NONE, 2 * old.rows);
  for (const name of ["count", "partner", "label", "strength"] as const) sim.ties[name].set(ties[name]);
  sim.workspace.contact.set(workspace.contact);
}

/** An empty list of moves, long enough for a month. */
export function makeMoves(rows: number, searchCap: number): Moves {
  const most = listSize(rows, searchCap);
  return {
    count: 0,
    household: new Uint32Array(most),
    origin: new Uint16Array(most),
    destination: new Uint16Array(most),
    reason: new Uint8Array(most),
    tenure: new Uint8Array(most),
    jobs: new Uint8Array(most),
  };
}

/** Frees a row: nobody holds it. Its ties are yet to end, and `clearFreed` will empty it. */
export function freeRow(sim: Simulation, i: number): void {
  const { freed } = sim.workspace.life;
  sim.households.data.status[i] = EMPTY;
  invariant(freed.count < freed.row.length, "more rows are freed than there are events");
  freed.row[freed.count++] = i;
}

/** Ends the ties of the rows that were freed. */
export function endFreedTies(sim: Simulation): void {
  const { freed } = sim.workspace.life;
  eachTied(sim, freed.count, [freed.row], (e) => disconnectAll(sim.ties, freed.row[e]!));
}

/** What threads do together. */
export const ROW_PASSES: readonly SimulationPass[] = [countFree, copyColumns, clearColumns];
