/** `voisinage run SCENARIO`: simulates without a picture; results go to a folder, figures to stdout. */
import { userError } from "../experiment/errors.ts";
import { defaultThreads } from "../experiment/pool.ts";
import { prepare } from "../experiment/run.ts";
import { loadScenario } from "../experiment/scenario.ts";
import { RUN_LIMITS } from "../experiment/scenario-schema.ts";
import { KERNELS, type KernelChoice, teamFor } from "../experiment/team.ts";
import { DETAILS } from "../output/recorder.ts";
import { refuseExisting, writeResults } from "../output/results.ts";
import { type Arguments, COMMON_OPTIONS, type OptionSpec } from "./arguments.ts";
import type { Command } from "./command.ts";
import { threadsThatFit } from "./memory.ts";
import { startProgress } from "./progress.ts";
import { build, type RunSettings, simulate } from "./simulate.ts";
import { reportJson, reportText } from "./summary.ts";

const OPTIONS: readonly OptionSpec[] = [
  {
    name: "households",
    value: "N",
    help: "simulated households",
    range: whole(RUN_LIMITS.households),
    excludes: "scale",
  },
  {
    name: "scale",
    value: "S",
    help: "real households for one simulated",
    range: { ...whole(RUN_LIMITS.scale), whole: false },
  },
  { name: "months", value: "M", help: "months to simulate", range: whole(RUN_LIMITS.months) },
  {
    name: "threads",
    value: "T",
    help: "threads that simulate each month together; the result is the same",
    range: whole([1, 256]),
  },
  {
    name: "kernel",
    value: "WHICH",
    help: "who does the dense passes; the result is the same (default: wasm)",
    choices: KERNELS,
  },
  { name: "seed", value: "TEXT", help: "seed of all chance; one seed, one result" },
  { name: "set", value: "LEVERS", help: "levers set by hand: NAME=VALUE@YYYY-MM, more after commas" },
  { name: "places", value: "FILE", help: "own table of places (CSV) instead of the scenario's" },
  { name: "out", value: "DIR", help: "new folder for manifest, indicators, panel and events" },
  { name: "detail", value: "WHAT", help: "how often single places are written", choices: DETAILS },
  { name: "no-panel", help: "do not follow single households" },
  { name: "no-events", help: "do not note single moves" },
  {
    name: "snapshot",
    value: "M",
    help: "keep the whole state every M months in DIR.snapshots",
    range: whole([1, 1200]),
  },
  { name: "resume", value: "FILE", help: "go on from a snapshot" },
  ...COMMON_OPTIONS,
];

/** Simulates a scenario and writes its results. */
export const runCommand: Command = {
  name: "run",
  summary: "Simulates a scenario without a picture and writes its results.",
  operands: [{ name: "SCENARIO", help: "file (.yaml, .json) or name of the catalogue" }],
  options: OPTIONS,
  examples: [
    "run reference --households 100000 --months 120 --out results",
    "run scenarios/telework-right.yaml --seed b --json",
    "run reference --out results --snapshot 12",
    "run reference --resume results.snapshots/2022-12.snapshot",
  ],
  perform: async (args, { terminal, files, catchInterrupts }) => {
    const run = prepare(loadScenario(args.operand("SCENARIO")), {
      households: args.number("households"),
      scale: args.number("scale"),
      months: args.number("months"),
      seed: args.text("seed"),
      placesFile: args.text("places"),
      levers: args.text("set"),
    });
    const { households } = run.input;
    threadsThatFit(households);
    const out = args.text("out");
    checkFolderOptions(args, out);
    if (out !== undefined) refuseExisting(files, out);
    const progress = startProgress(terminal, args.flag("quiet"));
    const team = teamFor(households, args.number("threads") ?? defaultThreads(), kernelOf(args));
    try {
      const built = build(run, progress, terminal.now, files, args.text("resume"), team);
      const settings = {
        files,
        progress,
        now: terminal.now,
        signal: catchInterrupts(),
        threads: team?.threads ?? 1,
        ...settingsOf(args, out),
      };
      const result =
        out === undefined
          ? await simulate(run, built, settings)
          : await writeResults(files, out, (folder) => simulate(run, built, { ...settings, folder }));
      progress.end();
      terminal.out(args.flag("json") ? reportJson(run, result, out) : reportText(run, result, out));
    } finally {
      team?.end();
      progress.end();
    }
  },
};

function whole([min, max]: readonly [number, number]) {
  return { min, max, whole: true };
}

/** Kernels are used unless one says otherwise. */
function kernelOf(args: Arguments): KernelChoice {
  return KERNELS.find((each) => each === args.text("kernel")) ?? "wasm";
}

function settingsOf(args: Arguments, out: string | undefined): Partial<RunSettings> {
  const every = args.number("snapshot");
  const detail = DETAILS.find((each) => each === args.text("detail"));
  return {
    ...(every === undefined ? {} : { snapshots: { every, folder: `${out}.snapshots` } }),
    ...(detail === undefined ? {} : { detail }),
    panel: !args.flag("no-panel"),
    events: !args.flag("no-events"),
  };
}

/** Options that say how to write need a folder to write to. */
function checkFolderOptions(args: Arguments, out: string | undefined): void {
  if (out !== undefined) return;
  for (const name of ["snapshot", "detail", "no-panel", "no-events"]) {
    if (args.flag(name)) throw userError("CLI_CONFLICT", `--${name}`, "needs a folder; add --out DIR");
  }
}
