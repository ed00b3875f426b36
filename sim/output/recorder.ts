/**
 * The recorder measures a simulation month by month: indicators by class of urban area every
 * month, places once a year, or every month with `--detail place-month`.
 */
import type { Simulation } from "../model/state.ts";
import { GROUPS, INDICATORS, measure } from "./indicators.ts";
import type { LongTable } from "./long-table.ts";
import { measurePlaces, PLACE_INDICATORS } from "./place-indicators.ts";

/** How often places are recorded: each twelfth month of the run, or every month. */
export const DETAILS = ["place-year", "place-month"] as const;
export type Detail = (typeof DETAILS)[number];

/** Records one simulation. */
export interface Recorder {
  /** Measures the present state; once a month, and once before the first. */
  record(): void;
  /** Values of the last record: indicator i of scope g at i * GROUPS.length + g. */
  readonly last: Float64Array;
}

/** Makes a recorder that adds its values to `table`. */
export function createRecorder(simulation: Simulation, table: LongTable, detail: Detail): Recorder {
  const last = new Float64Array(INDICATORS.length * GROUPS.length);
  const places = new Float64Array(PLACE_INDICATORS.length * simulation.places.rows);
  return {
    last,
    record() {
      measure(simulation, last);
      addClasses(table, simulation.month, last);
      if (detail === "place-year" && simulation.elapsed % 12 !== 0) return;
      measurePlaces(simulation, places);
      addPlaces(table, simulation, places);
    },
  };
}

function addClasses(table: LongTable, month: number, values: Float64Array): void {
  INDICATORS.forEach((indicator, i) => {
    GROUPS.forEach((scope, g) => {
      const value = values[i * GROUPS.length + g] ?? Number.NaN;
      table.add(month, g === 0 ? "all" : "class", scope, indicator.name, value, indicator.unit);
    });
  });
}

function addPlaces(table: LongTable, simulation: Simulation, values: Float64Array): void {
  const { id, count } = simulation.input.places;
  PLACE_INDICATORS.forEach((indicator, i) => {
    for (let j = 0; j < count; j++) {
      const value = values[i * count + j] ?? Number.NaN;
      table.add(simulation.month, "place", id[j] ?? "", indicator.name, value, indicator.unit);
    }
  });
}
