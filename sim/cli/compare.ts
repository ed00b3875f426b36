/** `voisinage compare A B`: two scenarios under the same luck, indicator by indicator. */
import {
  balanceOf,
  checkComparable,
  differencesOf,
  LEVEL,
  runPairs,
  seedsOf,
} from "../experiment/comparison.ts";
import { userError } from "../experiment/errors.ts";
import { defaultThreads } from "../experiment/pool.ts";
import { prepare } from "../experiment/run.ts";
import { loadScenario } from "../experiment/scenario.ts";
import { RUN_LIMITS } from "../experiment/scenario-schema.ts";
import { refuseExisting, writeResults } from "../output/results.ts";
import { COMMON_OPTIONS, type OptionSpec } from "./arguments.ts";
import { THREADS_OPTION } from "./batch.ts";
import type { Command } from "./command.ts";
import { type Comparison, comparisonText, plainComparison, writePairs } from "./comparison-report.ts";
import { threadsThatFit } from "./memory.ts";
import { startProgress } from "./progress.ts";

const DEFAULT_SEEDS = 20;
const DEFAULT_SEED = "voisinage";

const OPTIONS: readonly OptionSpec[] = [
  {
    name: "seeds",
    value: "R",
    help: `pairs of runs, ${DEFAULT_SEEDS} by default`,
    range: { min: 2, max: 10_000, whole: true },
  },
  {
    name: "households",
    value: "N",
    help: "simulated households of each run",
    range: whole(RUN_LIMITS.households),
  },
  { name: "months", value: "M", help: "months to simulate", range: whole(RUN_LIMITS.months) },
  { name: "seed", value: "TEXT", help: "what the seeds begin with: TEXT-1, TEXT-2 and so on" },
  { name: "out", value: "DIR", help: "new folder for the comparison and all pairs of values" },
  THREADS_OPTION,
  ...COMMON_OPTIONS,
];

/** Compares two scenarios over paired seeds. */
export const compareCommand: Command = {
  name: "compare",
  summary: "Runs two scenarios under the same luck and tells what differs, and who gains and loses.",
  operands: [
    { name: "A", help: "scenario to start from: file (.yaml, .json) or name of the catalogue" },
    { name: "B", help: "scenario that is compared with it" },
  ],
  options: OPTIONS,
  examples: [
    "compare reference telework --seeds 20 --households 20000 --months 60",
    "compare reference mine.yaml --json --out results/mine",
  ],
  perform: async (args, { terminal, files, catchInterrupts }) => {
    const overrides = { households: args.number("households"), months: args.number("months") };
    const a = prepare(loadScenario(args.operand("A")), overrides);
    const b = prepare(loadScenario(args.operand("B")), overrides);
    checkComparable(a, b);
    const out = args.text("out");
    if (out !== undefined) refuseExisting(files, out);
    const base = args.text("seed") ?? (a.seed === b.seed ? a.seed : DEFAULT_SEED);
    if (base.length > 150)
      throw userError("OPTION_RANGE", "--seed", "is longer than 150 letters; shorten it");
    const seeds = seedsOf(base, args.number("seeds") ?? DEFAULT_SEEDS);
    const threads = threadsThatFit(a.input.households, args.number("threads") ?? defaultThreads());
    const progress = startProgress(terminal, args.flag("quiet"));
    const all = 2 * seeds.length * a.months;
    let done = 0;
    const onMonths = (months: number) => {
      done += months;
      progress.update(
        Math.min(done, all),
        all,
        `${a.scenario.name}, ${b.scenario.name}: ${seeds.length} pairs`,
      );
    };
    try {
      const pairs = await runPairs(a, b, seeds, { threads, signal: catchInterrupts(), onMonths });
      progress.end();
      const indicators = differencesOf(pairs);
      const found: Comparison = {
        a,
        b,
        seed: base,
        seeds: seeds.length,
        level: LEVEL,
        indicators,
        classes: balanceOf(indicators),
      };
      if (out !== undefined) await writeResults(files, out, (folder) => writePairs(folder, found, pairs));
      terminal.out(
        args.flag("json") ? `${JSON.stringify(plainComparison(found, out))}\n` : comparisonText(found, out),
      );
    } finally {
      progress.end();
    }
  },
};

function whole([min, max]: readonly [number, number]) {
  return { min, max, whole: true };
}
