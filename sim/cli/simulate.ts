/** One run from the first month to the last, recorded, timed, and kept as snapshots where asked for. */
import { basename, join } from "node:path";
import { formatMonth } from "../core/clock.ts";
import { combineDigests, digestBytes } from "../core/digest.ts";
import { userError } from "../experiment/errors.ts";
import { writtenLevers } from "../experiment/lever-series.ts";
import { type Run, runScenario } from "../experiment/run.ts";
import { allocateSimulation, createSimulation, digestSimulation, stateBytes } from "../model/simulation.ts";
import type { Simulation, Team } from "../model/state.ts";
import { OutputError } from "../output/errors.ts";
import { type FileStore, writeAtomic } from "../output/files.ts";
import { GROUPS, INDICATORS, measure } from "../output/indicators.ts";
import { codeDigest, describeHost, writeManifest } from "../output/manifest.ts";
import type { Detail } from "../output/recorder.ts";
import { type Recording, startRecording } from "../output/recording.ts";
import type { ResultFolder } from "../output/results.ts";
import { restoreState, saveState } from "../output/saved-state.ts";
import { productVersion } from "./package-folder.ts";
import type { Progress } from "./progress.ts";

/** How a run is made and what is kept of it. */
export interface RunSettings {
  readonly files: FileStore;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Clock [ms]. */
  readonly now: () => number;
  /** Threads that work on it; default: one. */
  readonly threads?: number;
  /** Folder of results; absent: nothing is written. */
  readonly folder?: ResultFolder;
  readonly detail?: Detail;
  /** Follows single households; default: true. */
  readonly panel?: boolean;
  /** Notes every move; default: true. */
  readonly events?: boolean;
  /** Keeps the state every so many months, as files of a folder. */
  readonly snapshots?: { readonly every: number; readonly folder: string };
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
  /** Threads that worked on it. */
  readonly threads: number;
  /** Indicator i in scope g at i * GROUPS.length + g, after the last month. */
  readonly indicators: Float64Array;
}

/** A population that is ready to be simulated, and when its making began. */
export interface Built {
  readonly simulation: Simulation;
  /** On the clock of the run [ms]. */
  readonly began: number;
  /** ISO 8601 in UTC. */
  readonly started: string;
}

/**
 * Builds the population of a run, or restores it. Takes one go: Ctrl-C ends the program, and nothing
 * has been written yet.
 * @param now clock [ms]
 * @param resume file of a snapshot from which to go on
 * @param team threads that work on it together
 * @throws UserError SNAPSHOT_*
 */
export function build(
  run: Run,
  progress: Progress,
  now: () => number,
  files: FileStore,
  resume: string | undefined,
  team: Team | null,
): Built {
  const began = now();
  const started = new Date().toISOString();
  const label = `${run.scenario.name}: building ${run.input.households.toLocaleString("en")} households`;
  const tell = (share: number) => progress.update(share, 1, label);
  tell(0);
  const simulation =
    resume === undefined ? createSimulation(run.input, tell, team) : restored(run, files, resume, team);
  return { simulation, began, started };
}

/**
 * Runs the months of a run and records them.
 * @throws the signal's reason when stopped; OutputError from writing
 */
export async function simulate(run: Run, built: Built, settings: RunSettings): Promise<RunResult> {
  const { now, progress } = settings;
  const { simulation, began } = built;
  const { households } = run.input;
  const first = simulation.elapsed;
  const setup = now() - began;
  const recording = openRecording(run, simulation, settings);
  let stepping = 0;
  let mark = now();
  await runScenario(run, {
    signal: settings.signal,
    initial: simulation,
    onMonth: (_, elapsed) => {
      if (elapsed > first) {
        stepping += now() - mark;
        keepSnapshot(simulation, settings);
      }
      recording?.record();
      progress.update(elapsed, run.months, `${run.scenario.name} ${formatMonth(simulation.month)}`);
      mark = now();
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
    nsPerHouseholdMonth: (stepping * 1e6) / (households * (run.months - first)),
    bytesPerHousehold: stateBytes(simulation) / households,
    scale: simulation.scale,
    threads: settings.threads ?? 1,
    indicators: recording?.last ?? measured(simulation),
  };
  const { folder } = settings;
  if (folder !== undefined) writeManifest(folder, manifestOf(run, result, settings.files, built.started));
  return result;
}

/** A blank simulation of the run with the state of a snapshot. */
function restored(run: Run, files: FileStore, path: string, team: Team | null): Simulation {
  if (!files.exists(path)) {
    throw userError(
      "SNAPSHOT_FILE",
      `--resume ${path}`,
      "there is no such file; give one that --snapshot has written",
    );
  }
  const simulation = allocateSimulation(run.input, team);
  try {
    files.readParts(path, (source) => restoreState(simulation, source));
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    throw userError(error.code, `--resume ${path}`, error.message.replace(` [${error.code}]`, ""));
  }
  if (simulation.elapsed < run.months) return simulation;
  const message = `already holds month ${simulation.elapsed} of ${run.months}; give more --months`;
  throw userError("SNAPSHOT_MONTHS", `--resume ${path}`, message);
}

/** Keeps the state where it is due, as a file that appears whole or not at all. */
function keepSnapshot(simulation: Simulation, { files, snapshots }: RunSettings): void {
  if (snapshots === undefined || simulation.elapsed % snapshots.every !== 0) return;
  files.makeFolder(snapshots.folder);
  const path = join(snapshots.folder, `${formatMonth(simulation.month)}.snapshot`);
  writeAtomic(files, path, saveState(simulation, productVersion()));
}

function openRecording(run: Run, simulation: Simulation, settings: RunSettings): Recording | undefined {
  if (settings.folder === undefined) return undefined;
  return startRecording(simulation, settings.folder, {
    ...(settings.detail === undefined ? {} : { detail: settings.detail }),
    ...(settings.panel === false ? { panelHouseholds: 0 } : {}),
    events: settings.events !== false,
    info: {
      version: productVersion(),
      scenario: run.scenario.name,
      scenarioDigest: run.digests.scenario,
      seed: run.seed,
    },
  });
}

function measured(simulation: Simulation): Float64Array {
  const values = new Float64Array(INDICATORS.length * GROUPS.length);
  measure(simulation, values);
  return values;
}

function manifestOf(run: Run, result: RunResult, files: FileStore, started: string) {
  const { scenario, input } = run;
  const { constants } = input;
  const { placesFile, ...settings } = scenario;
  const solved = constants === null ? "none" : digestBytes(new Uint8Array(constants.buffer));
  return {
    version: productVersion(),
    codeDigest: codeDigest(files),
    dataDigest: combineDigests({ places: run.digests.places, constants: solved }),
    scenario: {
      name: scenario.name,
      digest: run.digests.scenario,
      resolved: {
        ...settings,
        places: placesFile === undefined ? null : basename(placesFile),
        start: formatMonth(scenario.start),
        levers: writtenLevers(scenario.levers),
      },
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
