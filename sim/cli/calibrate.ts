/** `voisinage calibrate`: history matching on the calibration facts, and the file of the ensemble. */
import { resolve } from "node:path";
import {
  type Calibration,
  type CalibrationOptions,
  type CalibrationSettings,
  calibrate,
  workOf,
} from "../calibration/calibrate.ts";
import { ensembleFile, formatEnsemble, survivorsOf } from "../calibration/ensemble.ts";
import { factsText, parseFacts } from "../calibration/facts.ts";
import { LEAST_MONTHS } from "../calibration/observe.ts";
import { recover } from "../calibration/synthetic.ts";
import { userError } from "../experiment/errors.ts";
import { defaultThreads } from "../experiment/pool.ts";
import { RUN_LIMITS } from "../experiment/scenario-schema.ts";
import { writeAtomic } from "../output/files.ts";
import { type Arguments, COMMON_OPTIONS } from "./arguments.ts";
import { THREADS_OPTION } from "./batch.ts";
import {
  calibrationText,
  noneSurvives,
  plainCalibration,
  plainRecovery,
  recoveryText,
  waveText,
} from "./calibration-report.ts";
import type { Command, CommandContext } from "./command.ts";
import { threadsThatFit } from "./memory.ts";
import { startProgress } from "./progress.ts";

const DEFAULTS: CalibrationSettings = {
  seed: "calibrate",
  households: 6000,
  months: LEAST_MONTHS,
  waves: 6,
  runs: 200,
  points: 120,
};

const whole = (min: number, max: number) => ({ min, max, whole: true });

/** Finds the points that no calibration fact rules out, or shows that known ones are found again. */
export const calibrateCommand: Command = {
  name: "calibrate",
  summary: "Finds all parameters that no calibration fact rules out; writes scenarios/data/ensemble.json.",
  operands: [],
  options: [
    {
      name: "households",
      value: "N",
      help: `simulated households of each run, ${DEFAULTS.households.toLocaleString("en")} by default`,
      range: whole(RUN_LIMITS.households[0], RUN_LIMITS.households[1]),
    },
    {
      name: "waves",
      value: "W",
      help: `waves at most, ${DEFAULTS.waves} by default`,
      range: whole(1, 50),
    },
    {
      name: "runs",
      value: "R",
      help: `runs of each wave, ${DEFAULTS.runs} by default`,
      range: whole(2, 100_000),
    },
    {
      name: "points",
      value: "P",
      help: `surviving points that are enough, ${DEFAULTS.points} by default`,
      range: whole(1, 100_000),
    },
    { name: "seed", value: "TEXT", help: `seed of all runs, "${DEFAULTS.seed}" by default` },
    {
      name: "recover",
      value: "K",
      help: "instead make facts from the K-th known point and see whether it survives; writes nothing",
      range: whole(1, 1000),
    },
    { name: "out", value: "FILE", help: "write the ensemble there instead", excludes: "recover" },
    THREADS_OPTION,
    ...COMMON_OPTIONS,
  ],
  examples: ["calibrate", "calibrate --recover 1", "calibrate --runs 400 --out ensemble.json"],
  perform: async (args, context) => {
    const { terminal, catchInterrupts } = context;
    const settings = settingsOf(args);
    const truth = args.number("recover");
    const facts = parseFacts(factsText());
    const waves: string[] = [];
    const progress = startProgress(terminal, args.flag("quiet"));
    // A recovery makes two runs more: the facts, and the truth under the luck of the calibration.
    const all = workOf(settings) + (truth === undefined ? 0 : 2 * settings.households * settings.months);
    let done = 0;
    const options: CalibrationOptions = {
      facts,
      threads: threadsThatFit(4 * settings.households, args.number("threads") ?? defaultThreads()),
      signal: catchInterrupts(),
      onProgress: (months) => {
        done += months;
        progress.update(Math.min(done, all), all, waves.at(-1) ?? "how much luck and size matter");
      },
      onWave: (report) => waves.push(waveText(report)),
    };
    try {
      if (truth === undefined) {
        const found = await calibrate(settings, options);
        progress.end();
        report(found, settings, args, context, waves);
      } else {
        const found = await recover(settings, options, truth);
        progress.end();
        const plain = JSON.stringify(plainRecovery(found, truth, settings));
        terminal.out(args.flag("json") ? `${plain}\n` : recoveryText(found, waves));
      }
    } finally {
      progress.end();
    }
  },
};

function settingsOf(args: Arguments): CalibrationSettings {
  return {
    seed: args.text("seed") ?? DEFAULTS.seed,
    households: args.number("households") ?? DEFAULTS.households,
    months: DEFAULTS.months,
    waves: args.number("waves") ?? DEFAULTS.waves,
    runs: args.number("runs") ?? DEFAULTS.runs,
    points: args.number("points") ?? DEFAULTS.points,
  };
}

/** Writes the ensemble and says what it is. @throws UserError ENSEMBLE if no point survives */
function report(
  found: Calibration,
  settings: CalibrationSettings,
  args: Arguments,
  { terminal, files }: CommandContext,
  waves: readonly string[],
): void {
  const file = args.text("out") ?? ensembleFile();
  if (survivorsOf(found).length === 0) {
    throw userError("ENSEMBLE", file, `${noneSurvives(found)}; look for more with --runs and --waves`);
  }
  writeAtomic(files, resolve(file), formatEnsemble(found, settings));
  const plain = JSON.stringify(plainCalibration(found, settings, file));
  terminal.out(args.flag("json") ? `${plain}\n` : calibrationText(found, file, waves));
}
