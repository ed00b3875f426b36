/** `voisinage batch DESIGN`: all runs of a design over the cores of this machine, in one folder. */
import { type BatchReport, runBatch } from "../experiment/batch.ts";
import { loadDesign } from "../experiment/design.ts";
import { userError } from "../experiment/errors.ts";
import { defaultThreads } from "../experiment/pool.ts";
import { COMMON_OPTIONS, type OptionSpec } from "./arguments.ts";
import type { Command } from "./command.ts";
import { threadsThatFit } from "./memory.ts";
import { startProgress } from "./progress.ts";

/** Option of commands that make many runs. */
export const THREADS_OPTION: OptionSpec = {
  name: "threads",
  value: "T",
  help: "runs at once, as many as cores by default; results do not depend on it",
  range: { min: 1, max: 256, whole: true },
};

/** Makes the missing runs of a design, then the table of all. */
export const batchCommand: Command = {
  name: "batch",
  summary: "Makes all runs of a design; the same command goes on where it was stopped.",
  operands: [{ name: "DESIGN", help: "file (.yaml, .json), see scenarios/README.md" }],
  options: [
    { name: "out", value: "DIR", help: "folder of the batch: a new one, or one to go on with" },
    THREADS_OPTION,
    ...COMMON_OPTIONS,
  ],
  examples: ["batch design.yaml --out results/batch", "batch design.yaml --out results/batch --json"],
  perform: async (args, { terminal, files, catchInterrupts }) => {
    const out = args.text("out");
    if (out === undefined) {
      throw userError("CLI_MISSING", "--out", "a batch needs a folder to keep its results; add --out DIR");
    }
    const design = loadDesign(args.operand("DESIGN"));
    const largest = Math.max(...design.prepared.map(({ input }) => input.households));
    const threads = threadsThatFit(largest, args.number("threads") ?? defaultThreads());
    const progress = startProgress(terminal, args.flag("quiet"));
    const all = design.runs.reduce((sum, { run }) => sum + (design.prepared[run]?.months ?? 0), 0);
    let done = 0;
    try {
      const report = await runBatch(design, {
        files,
        out,
        threads,
        signal: catchInterrupts(),
        onStart: (runs, there) => {
          done = (all * there) / runs;
        },
        onMonths: (months) => {
          done += months;
          progress.update(Math.min(done, all), all, `${design.name}: ${design.runs.length} runs`);
        },
      });
      progress.end();
      terminal.out(args.flag("json") ? `${JSON.stringify({ ...report, out })}\n` : asText(report, out));
    } finally {
      progress.end();
    }
  },
};

function asText({ runs, made, found, damaged, digest }: BatchReport, out: string): string {
  const again = damaged === 0 ? "" : ` (${damaged} of them anew: their files were damaged)`;
  return [
    `${runs} runs: ${made} made now${again}, ${found} were there already.`,
    `digest ${digest}`,
    `Results are in ${out}: results.parquet and results.csv hold all values.\n`,
  ].join("\n");
}
