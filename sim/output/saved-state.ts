/** A whole simulation as a snapshot, and back: what goes on from one is bit for bit what never stopped. */
import { TIE_SCHEMA } from "../core/ties.ts";
import type { Purpose } from "../model/accounts.ts";
import { growRows } from "../model/rows.ts";
import type { Simulation } from "../model/state.ts";
import { OutputError } from "./errors.ts";
import type { ByteSource } from "./files.ts";
import { describeSnapshot, encodeSnapshot, restoreSnapshot, type SnapshotParts } from "./snapshot.ts";

/**
 * The state as chunks of bytes to write one after another.
 * @param version version of the program
 */
export function saveState(simulation: Simulation, version: string): Uint8Array[] {
  const { month, elapsed, moveCounts, ledger } = simulation;
  return encodeSnapshot(version, partsOf(simulation), {
    month,
    elapsed,
    run: runOf(simulation),
    moves: Array.from(moveCounts.all),
    areaMoves: Array.from(moveCounts.betweenAreas),
    ledger: Object.values(ledger),
  });
}

/**
 * Puts a saved state into a simulation made with `allocateSimulation` from the same input; the levers
 * may differ: then the run branches off here.
 * @param simulation out: its state
 * @throws OutputError SNAPSHOT_* if it is damaged or of another run
 */
export function restoreState(simulation: Simulation, source: ByteSource): void {
  const { state: found, rows } = describeSnapshot(source);
  const sameRun = found.run === runOf(simulation);
  const { households = 0 } = rows;
  if (sameRun && households > simulation.households.rows) growRows(simulation, households);
  const state = restoreSnapshot(source, partsOf(simulation));
  if (!sameRun) {
    throw new OutputError(
      "SNAPSHOT_SCHEMA",
      "a snapshot of a run with another seed, start or places; give those of the run that wrote it",
    );
  }
  simulation.month = Number(state.month);
  simulation.elapsed = Number(state.elapsed);
  simulation.moveCounts.all.set(numbers(state.moves));
  simulation.moveCounts.betweenAreas.set(numbers(state.areaMoves));
  const paid = numbers(state.ledger);
  (Object.keys(simulation.ledger) as Purpose[]).forEach((purpose, at) => {
    simulation.ledger[purpose] = paid[at] ?? 0;
  });
}

function partsOf({ households, ties, places, platforms, neighbourhoods }: Simulation): SnapshotParts {
  const { count, partner, label, strength } = ties;
  const data = { count, partner, label, strength };
  const tied = { schema: TIE_SCHEMA, rows: ties.households, data };
  return { households, ties: tied, places, platforms, neighbourhoods };
}

/** What a saved state cannot do without. */
function runOf({ input }: Simulation): string {
  const { runKey, startMonth, places, households } = input;
  return [runKey.k0, runKey.k1, startMonth, households, places.id.join()].join(" ");
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}
