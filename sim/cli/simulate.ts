/** One run from the first month to the last, recorded, timed, and kept as snapshots where asked for. */
import { formatMonth } from "../core/clock.ts";
import { combineDigests, digestBytes } from "../core/digest.ts";
import { type Run, runScenario } from "../experiment/run.ts";
import { digestSimulation, stateBytes } from "../model/simulation.ts";
import type { Simulation } from "../model/state.ts";
import type { FileStore } from "../output/files.ts";
import { INDICATORS, measure } from "../output/indicators.ts";
import { codeDigest, describeHost, writeManifest } from "../output/manifest.ts";
import { type Detail, SCOPES } from "../output/recorder.ts";
import { type Recording, startRecording } from "../output/recording.ts";
import type { ResultFolder } from "../output/results.ts";
import { productVersion } from "./package-folder.ts";
import type { Progress } from "./progress.ts";

/** How a run is made and what is kept of it. */
export interface RunSettings {
  readonly files: FileStore;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Clock [ms]. */
  readonly now: () => number;
  /** Folder of results; absent: nothing is written. */
  readonly folder?: ResultFolder;
  readonly detail?: Detail;
  /** Follows single households; default: true. */
  readonly panel?: boolean;
  /** Keeps the state every so many months, as files of a folder. */
  readonly snapshots?: { readonly every: number; readonly folder: string };
  /** File of a snapshot from which to go on. */
  readonly resume?: string;
}

/** What a run came to. */
export interface RunResult {
  /** Digest of the whole final state, and of each column. */
  readonly digest: string;
  readonly columns: Readonly<Record<string, string>>;
  /** Month of the final state [months since 2019-01]. */
  readonly month: number;
  /** The whole run, and building its population [s]. */
  readonly seconds: number;
  readonly setupSeconds: number;
  /** Time of the model alone: without building, measuring and writing. */
  readonly nsPerHouseholdMonth: number;
  readonly bytesPerHousehold: number;
  /** Real households for one simulated. */
  readonly scale: number;
  /** Indicator i in scope g at i * SCOPES.length + g, after the last month. */
  readonly indicators: Float64Array;
}

/**
 * Makes a run.
 * @throws the signal's reason when stopped; OutputError from writing
 */
export async function simulate(run: Run, settings: RunSettings): Promise<RunResult> {
  const { now, progress } = settings;
  const began = now();
  const started = new Date().toISOString();
  const label = run.scenario.name;
  let recording: Recording | undefined;
  let setup = 0;
  let stepping = 0;
  let resumed = now();
  progress.update(
    0,
    run.months,
    `${label}: building ${run.input.households.toLocaleString("en")} households`,
  );
  await new Promise(setImmediate);
  const simulation = await runScenario(run, {
    signal: settings.signal,
    onMonth: (state, elapsed) => {
      if (elapsed === 0) {
        setup = now() - began;
        recording = openRecording(run, state, settings);
      } else stepping += now() - resumed;
      recording?.record();
      progress.update(elapsed, run.months, `${label} ${formatMonth(state.month)}`);
      resumed = now();
    },
  });
  recording?.finish();
  const columns = digestSimulation(simulation);
  const result: RunResult = {
    digest: combineDigests(columns),
    columns,
    month: simulation.month,
    seconds: (now() - began) / 1000,
    setupSeconds: setup / 1000,
    nsPerHouseholdMonth: (stepping * 1e6) / (run.input.households * Math.max(1, run.months)),
    bytesPerHousehold: stateBytes(simulation) / run.input.households,
    scale: simulation.scale,
    indicators: recording?.last ?? measured(simulation),
  };
  if (settings.folder !== undefined)
    writeManifest(settings.folder, manifestOf(run, result, settings, started));
  return result;
}

function openRecording(run: Run, simulation: Simulation, settings: RunSettings): Recording | undefined {
  if (settings.folder === undefined) return undefined;
  return startRecording(simulation, settings.folder, {
    ...(settings.detail === undefined ? {} : { detail: settings.detail }),
    ...(settings.panel === false ? { panelHouseholds: 0 } : {}),
    info: {
      version: productVersion(),
      scenario: run.scenario.name,
      scenarioDigest: run.digests.scenario,
      seed: run.seed,
    },
  });
}

function measured(simulation: Simulation): Float64Array {
  const values = new Float64Array(INDICATORS.length * SCOPES.length);
  measure(simulation, values);
  return values;
}

function manifestOf(run: Run, result: RunResult, settings: RunSettings, started: string) {
  const { scenario, input } = run;
  const { constants } = input;
  const solved = constants === null ? "none" : digestBytes(new Uint8Array(constants.buffer));
  return {
    version: productVersion(),
    codeDigest: codeDigest(settings.files),
    dataDigest: combineDigests({ places: run.digests.places, constants: solved }),
    scenario: {
      name: scenario.name,
      digest: run.digests.scenario,
      resolved: { ...scenario, levers: Object.fromEntries(scenario.levers) },
    },
    seed: run.seed,
    households: input.households,
    scale: result.scale,
    start: formatMonth(input.startMonth),
    months: run.months,
    host: describeHost(),
    started,
    seconds: result.seconds,
    digest: result.digest,
    columns: result.columns,
  };
}
