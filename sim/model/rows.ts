/**
 * Rows of households (ODD 3): a household keeps its row for life, a freed row is taken by the next
 * newcomer, lowest first. When too few are free, all tables grow between two processes; which row a
 * household has enters no draw of demography, and the number of rows enters no draw at all.
 */
import { allocate } from "../core/columns.ts";
import { createTies, disconnect } from "../core/ties.ts";
import { listSize, rowBuffers } from "./make-workspace.ts";
import { makeSales } from "./sales.ts";
import { EMPTY, HOUSEHOLDS, type Moves, NONE, type Simulation } from "./state.ts";

/** Share of rows that are added at once. */
const GROWTH = 0.02;
/** Rows added at least. */
const LEAST = 16;

/** Rows nobody holds. */
export function freeRows(sim: Simulation): number {
  const { status } = sim.households.data;
  let free = 0;
  for (let i = 0; i < status.length; i++) if (status[i] === EMPTY) free++;
  return free;
}

/** Makes room for newcomers: tables grow if fewer rows are free than asked for. */
export function reserveRows(sim: Simulation, wanted: number): void {
  const missing = wanted - freeRows(sim);
  if (missing <= 0) return;
  const { rows } = sim.households;
  growRows(sim, rows + Math.max(missing, LEAST + Math.ceil(GROWTH * rows)));
}

/** Replaces the tables of households, their ties and buffers by larger ones with the same content. */
export function growRows(sim: Simulation, rows: number): void {
  const { households: old, ties } = sim;
  const households = allocate(HOUSEHOLDS, rows);
  for (const name of Object.keys(HOUSEHOLDS) as (keyof typeof HOUSEHOLDS)[]) {
    households.data[name].set(old.data[name]);
  }
  households.data.jobPlace.fill(NONE, 2 * old.rows);
  const graph = createTies(rows);
  for (const name of ["count", "partner", "label", "strength"] as const) graph[name].set(ties[name]);
  const buffers = rowBuffers(sim.input.places, sim.parameters, rows);
  buffers.contact.set(sim.workspace.contact);
  sim.households = households;
  sim.ties = graph;
  sim.workspace = { ...sim.workspace, ...buffers };
  sim.sales = makeSales(rows, sim.parameters.searchCap);
  sim.moves = { ...makeMoves(rows, sim.parameters.searchCap), count: 0 };
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

/** Empties a row: its ties end, its columns are as if it had never been held. */
export function freeRow(sim: Simulation, i: number): void {
  while (sim.ties.count[i]! > 0) disconnect(sim.ties, i, sim.ties.count[i]! - 1);
  for (const [name, spec] of Object.entries(sim.households.schema)) {
    const width = "width" in spec ? spec.width : 1;
    const blank = name === "jobPlace" ? NONE : 0;
    sim.households.data[name as keyof typeof HOUSEHOLDS].fill(blank, i * width, (i + 1) * width);
  }
}
