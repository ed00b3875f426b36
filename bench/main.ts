/**
 * `npm run bench`: how fast the engine is on this machine and how much memory it takes, and how fast the
 * same small model is written our way and in peers, with digests of what was computed, so that a fast
 * mistake is seen. bench/README.md tells what is measured and how.
 */
import { parseArguments } from "../sim/cli/arguments.ts";
import { loadBuiltIn } from "../sim/experiment/data.ts";
import { UserError } from "../sim/experiment/errors.ts";
import { defaultThreads } from "../sim/experiment/pool.ts";
import { prepare, type Run } from "../sim/experiment/run.ts";
import { loadScenario } from "../sim/experiment/scenario.ts";
import { compareChoices } from "./choice.ts";
import { copyBandwidth, type EngineFigures, measureEngine, measureWays, type WayFigures } from "./engine.ts";
import { comparePeers } from "./peers/compare.ts";
import { asJson, asText } from "./report.ts";

const OPTIONS = [
  { name: "json", help: "print exactly one JSON object" },
  { name: "quick", help: "small populations, a few months: under a minute", excludes: "large" },
  {
    name: "choices",
    value: "N",
    help: "choices of a place to be made both ways",
    range: { min: 1, max: 10_000_000, whole: true },
  },
  { name: "large", help: "ten million households too: takes many minutes and 3 GB of memory" },
];

/** How much is measured; the engine's months by number of households. */
interface Extent {
  readonly engine: readonly (readonly [households: number, months: number])[];
  /** Size at which threads and kernels are compared with one thread in TypeScript. */
  readonly waysAt: number;
  /** Choices of a place made both ways, and households of their world, each of whom chooses once a month. */
  readonly choices: number;
  readonly choosers: number;
  readonly peerHouseholds: number;
  readonly rounds: number;
}

const QUICK: Extent = {
  engine: [
    [10_000, 6],
    [50_000, 6],
  ],
  waysAt: 50_000,
  choices: 1_000,
  choosers: 20_000,
  peerHouseholds: 10_000,
  rounds: 5,
};
const FULL: Extent = {
  engine: [
    [10_000, 24],
    [100_000, 24],
    [1_000_000, 24],
  ],
  waysAt: 1_000_000,
  choices: 1_000_000,
  choosers: 100_000,
  peerHouseholds: 100_000,
  rounds: 5,
};
const LARGE: Extent = { ...FULL, engine: [...FULL.engine, [10_000_000, 4]] };

/**
 * Measures the engine at several sizes, and the 40-city model against peers.
 * @param words of the command line
 * @returns exit code
 */
export async function main(words: readonly string[]): Promise<number> {
  try {
    const args = parseArguments({ operands: [], options: OPTIONS }, words);
    const extent = args.flag("quick") ? QUICK : args.flag("large") ? LARGE : FULL;
    const bytesPerSecond = copyBandwidth();
    const comparison = await comparePeers(extent.peerHouseholds, extent.rounds, tell);
    const sizes = measureSizes(extent);
    const choices = args.number("choices") ?? extent.choices;
    tell(`${choices.toLocaleString("en")} choices of a place, both ways …`);
    const choice = await compareChoices(prepareRun(extent.choosers, 1), choices, defaultThreads());
    const figures = { ...sizes, choice, bytesPerSecond, comparison };
    process.stdout.write(args.flag("json") ? asJson(figures) : asText(figures));
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    tell(error.message);
    return 2;
  }
}

/** One thread in TypeScript at all sizes, other ways at one of them. */
function measureSizes({ engine, waysAt }: Extent): { sizes: EngineFigures[]; ways: WayFigures[] } {
  const ways: WayFigures[] = [];
  const sizes = engine.map(([households, months]) => {
    tell(`${households.toLocaleString("en")} households …`);
    const run = prepareRun(households, months);
    const figures = measureEngine(run);
    if (households === waysAt) ways.push(...measureWays(run));
    return figures;
  });
  return { sizes, ways };
}

function prepareRun(households: number, months: number): Run {
  return prepare(loadScenario("reference"), { households, months, seed: "bench" }, loadBuiltIn());
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
