/**
 * `npm run bench`: how fast the engine is on this machine and how much memory it takes, with a digest
 * of what was computed, so that a fast mistake is seen.
 */
import { parseArguments } from "../sim/cli/arguments.ts";
import { loadBuiltIn } from "../sim/experiment/data.ts";
import { UserError } from "../sim/experiment/errors.ts";
import { prepare } from "../sim/experiment/run.ts";
import { loadScenario } from "../sim/experiment/scenario.ts";
import { copyBandwidth, type EngineFigures, measureEngine } from "./engine.ts";

const OPTIONS = [
  { name: "json", help: "print exactly one JSON object" },
  { name: "quick", help: "small populations, a few months: under half a minute" },
];
const FULL = { sizes: [10_000, 100_000, 1_000_000], months: 24 };
const QUICK = { sizes: [10_000, 50_000], months: 6 };

/**
 * Measures the engine at several sizes.
 * @param words of the command line
 * @returns exit code
 */
export async function main(words: readonly string[]): Promise<number> {
  try {
    const args = parseArguments({ operands: [], options: OPTIONS }, words);
    const { sizes, months } = args.flag("quick") ? QUICK : FULL;
    const scenario = loadScenario("reference");
    const world = loadBuiltIn();
    const bytesPerSecond = copyBandwidth();
    const figures = sizes.map((households) => {
      process.stderr.write(`${households.toLocaleString("en")} households …\n`);
      return measureEngine(prepare(scenario, { households, months, seed: "bench" }, world));
    });
    process.stdout.write(
      args.flag("json") ? asJson(figures, bytesPerSecond) : asText(figures, bytesPerSecond),
    );
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function asJson(sizes: readonly EngineFigures[], bytesPerSecond: number): string {
  return `${JSON.stringify({ engine: sizes.at(-1), sizes, bytesPerSecond, node: process.version })}\n`;
}

function asText(sizes: readonly EngineFigures[], bytesPerSecond: number): string {
  const lines = sizes.flatMap((each) => [
    `${each.households.toLocaleString("en")} households, ${each.months} months:`,
    `  ${each.nsPerHouseholdMonth.toFixed(0)} ns a household-month (median month), ` +
      `${each.bytesPerHousehold.toFixed(0)} bytes a household, built in ${each.setupSeconds.toFixed(1)} s`,
    ...Object.entries(each.processes).map(
      ([name, ns]) => `    ${name.padEnd(20)}${ns.toFixed(1).padStart(9)} ns`,
    ),
    `  digest ${each.digest}`,
  ]);
  return `Memory is copied at ${(bytesPerSecond / 1e9).toFixed(1)} GB/s.\n${lines.join("\n")}\n`;
}
