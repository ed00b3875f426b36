/**
 * `npm run same-bits`: one small run of the whole model, the elementary functions and the keyed draws on
 * every runtime that can be had. Ends with 1 if a bit differs.
 */
import { parseArguments } from "../../sim/cli/arguments.ts";
import { UserError, userError } from "../../sim/experiment/errors.ts";
import { chromiumWorker } from "./chromium.ts";
import { compareRuntimes, exitCodeOf, tableOf } from "./comparison.ts";
import { MAJORS, NEWEST, nodeArm64, nodeX64, OLDEST, thisNode } from "./nodes.ts";
import type { Runtime } from "./runtime.ts";

/** All runtimes; the first is what the others are held to. */
const RUNTIMES: readonly Runtime[] = [
  thisNode,
  ...MAJORS.map(nodeX64),
  chromiumWorker,
  nodeArm64(OLDEST),
  nodeArm64(NEWEST),
];

const whole = (min: number, max: number) => ({ min, max, whole: true });
const OPTIONS = [
  { name: "json", help: "print exactly one JSON object" },
  { name: "households", value: "N", help: "simulated households", range: whole(600, 1e6) },
  { name: "months", value: "N", help: "months of the run", range: whole(1, 1200) },
  { name: "samples", value: "N", help: "arguments of each function, and draws", range: whole(1, 1e8) },
  { name: "only", value: "IDS", help: "runtimes, by commas" },
];

/**
 * Compares the runtimes and prints what they came to.
 * @param words of the command line
 * @returns exit code
 */
export async function main(words: readonly string[], runtimes = RUNTIMES): Promise<number> {
  try {
    const args = parseArguments({ operands: [], options: OPTIONS }, words);
    const size = {
      households: args.number("households") ?? 5_000,
      months: args.number("months") ?? 24,
      samples: args.number("samples") ?? 1_000_000,
    };
    const chosen = chosenOf(runtimes, args.text("only"));
    const rows = await compareRuntimes(chosen, size, (row) =>
      process.stderr.write(`${row.runtime}: ${row.state}\n`),
    );
    process.stdout.write(args.flag("json") ? `${JSON.stringify({ size, rows })}\n` : tableOf(rows));
    return exitCodeOf(rows);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function chosenOf(runtimes: readonly Runtime[], only: string | undefined): readonly Runtime[] {
  if (only === undefined) return runtimes;
  const ids = only.split(",");
  const known = runtimes.map(({ id }) => id);
  const strange = ids.find((id) => !known.includes(id));
  if (strange !== undefined) {
    throw userError("CLI_VALUE", "--only", `there is no runtime ${strange}; known are ${known.join(", ")}`);
  }
  return runtimes.filter(({ id }) => ids.includes(id));
}
