/** The tables of a run in a folder of results: indicators, groups, panel, events and sales. */
import type { Simulation } from "../model/state.ts";
import { openCsv } from "./csv.ts";
import { EVENT_COLUMNS, followEvents } from "./events.ts";
import { createGroups, GROUP_COLUMNS } from "./groups.ts";
import { createLongTable, LONG_COLUMNS } from "./long-table.ts";
import { choosePanel, createPanel, PANEL_HOUSEHOLDS, panelColumns } from "./panel.ts";
import { openParquet, type TableInfo } from "./parquet.ts";
import { createRecorder, type Detail } from "./recorder.ts";
import type { ResultFolder } from "./results.ts";
import { followSales, SALE_COLUMNS } from "./sales-log.ts";

/** What to record. */
export interface RecordingOptions {
  readonly detail?: Detail;
  /** Households followed by the panel; 0: no panel. */
  readonly panelHouseholds?: number;
  /** Notes every move; default: false. */
  readonly events?: boolean;
  /** Texts for the metadata of the Parquet files: version, scenario, seed ... */
  readonly info?: TableInfo;
}

/** A run that is being recorded. */
export interface Recording {
  /** Records the present state; once before the first month and once after each. */
  record(): void;
  /** Ends all tables. Without it the folder is incomplete. */
  finish(): void;
  /** Indicators of the last record, as `createRecorder` gives them. */
  readonly last: Float64Array;
}

/** Opens the tables of a run in `folder`. */
export function startRecording(
  simulation: Simulation,
  folder: ResultFolder,
  options: RecordingOptions = {},
): Recording {
  const { detail = "place-year", panelHouseholds = PANEL_HOUSEHOLDS, events = false, info = {} } = options;
  const title = (text: string): TableInfo => ({ title: text, ...info });
  const table = createLongTable([
    openParquet(
      folder.create("indicators.parquet"),
      LONG_COLUMNS,
      title("Indicators by month and class, and of places"),
    ),
    openCsv(folder.create("indicators.csv"), LONG_COLUMNS),
  ]);
  const groups = createGroups(simulation, [
    openParquet(folder.create("groups.parquet"), GROUP_COLUMNS, title("Households by group, once a year")),
    openCsv(folder.create("groups.csv"), GROUP_COLUMNS),
  ]);
  const recorder = createRecorder(simulation, table, detail);
  const panel = panelHouseholds > 0 ? openPanel(simulation, folder, panelHouseholds, title) : undefined;
  const moves = events ? openEvents(simulation, folder, title) : undefined;
  return {
    last: recorder.last,
    record() {
      recorder.record();
      groups.record();
      panel?.record();
      moves?.record();
    },
    finish() {
      table.close();
      groups.close();
      panel?.close();
      moves?.close();
    },
  };
}

/** Moves and sales. */
function openEvents(simulation: Simulation, folder: ResultFolder, title: (text: string) => TableInfo) {
  const info = title("Residential moves, with reason, arrangement of jobs and terms of utility");
  const moves = followEvents(simulation, openParquet(folder.create("events.parquet"), EVENT_COLUMNS, info));
  const bought = title("Sales of dwellings by kind of buyer");
  const sales = followSales(simulation, openParquet(folder.create("sales.parquet"), SALE_COLUMNS, bought));
  return {
    record() {
      moves.record();
      sales.record();
    },
    close() {
      moves.close();
      sales.close();
    },
  };
}

function openPanel(
  simulation: Simulation,
  folder: ResultFolder,
  size: number,
  title: (text: string) => TableInfo,
) {
  const { households, runKey } = simulation.input;
  const sample = choosePanel(runKey, households, size);
  const sink = folder.create("panel.parquet");
  const info = title(`State of ${sample.length} of ${households} simulated households, every month`);
  return createPanel(simulation, openParquet(sink, panelColumns(simulation), info), sample);
}
