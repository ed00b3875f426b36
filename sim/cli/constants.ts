/** `voisinage constants`: solves the constants of the built-in places and writes their file. */
import { formatConstants } from "../experiment/constants.ts";
import { constantsFile, loadBuiltIn } from "../experiment/data.ts";
import { loadScenario } from "../experiment/scenario.ts";
import { runKey } from "../experiment/seed.ts";
import { LEVERS, type LeverSeries, leverValue } from "../model/levers.ts";
import { solveConstants } from "../model/solve-constants.ts";
import { writeAtomic } from "../output/files.ts";
import { COMMON_OPTIONS } from "./arguments.ts";
import type { Command } from "./command.ts";
import { startProgress } from "./progress.ts";

const DEFAULT_HOUSEHOLDS = 1_000_000;
const DEFAULT_YEARS = 120;
const DEFAULT_SEED = "constants";

/** Solves from zeros, or from the present file, and replaces the file only when all is done. */
export const constantsCommand: Command = {
  name: "constants",
  summary:
    "Solves what makes places sought beyond rent, services and ties; writes scenarios/data/constants.json.",
  operands: [],
  options: [
    {
      name: "households",
      value: "N",
      help: `simulated households; ${DEFAULT_HOUSEHOLDS.toLocaleString("en")} by default`,
      range: { min: 1000, max: 5_000_000, whole: true },
    },
    {
      name: "years",
      value: "Y",
      help: `simulated years; ${DEFAULT_YEARS} by default`,
      range: { min: 2, max: 200, whole: true },
    },
    { name: "seed", value: "TEXT", help: `seed; "${DEFAULT_SEED}" by default` },
    { name: "refine", help: "start from the present file instead of zeros" },
    ...COMMON_OPTIONS,
  ],
  examples: ["constants", "constants --refine --years 12"],
  perform: async (args, { terminal, files, catchInterrupts }) => {
    const { places, rail, constants } = loadBuiltIn();
    const households = args.number("households") ?? DEFAULT_HOUSEHOLDS;
    const years = args.number("years") ?? DEFAULT_YEARS;
    const seed = args.text("seed") ?? DEFAULT_SEED;
    const start = args.flag("refine") ? constants : null;
    const { start: startMonth, levers } = loadScenario("reference");
    const input = { places, rail, constants: start, households, runKey: runKey(seed), startMonth };
    const solution = solveConstants({ ...input, levers: heldAt(levers, startMonth) }, years);
    const progress = startProgress(terminal, args.flag("quiet"));
    const signal = catchInterrupts();
    let step = solution.next();
    while (!step.done) {
      const { month, error } = step.value;
      progress.update(month, years * 12, `stocks off by ${(100 * error).toFixed(1)} %`);
      await new Promise(setImmediate);
      signal.throwIfAborted();
      step = solution.next();
    }
    progress.end();
    const about = { households, years, seed, refined: String(start !== null) };
    writeAtomic(files, constantsFile(), formatConstants(places, step.value, about));
    terminal.out(
      `${args.flag("json") ? JSON.stringify({ file: constantsFile(), ...about }) : constantsFile()}\n`,
    );
  },
};

/** All levers held at their values in a month, so that what follows it is the scenario's own effect. */
function heldAt(series: LeverSeries, month: number): LeverSeries {
  const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, ramp: 0 };
  return new Map(LEVERS.map(({ name }) => [name, [{ ...always, value: leverValue(series, name, month) }]]));
}
