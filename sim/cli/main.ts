/**
 * The command line. Exit codes: 0 done, 1 our fault, 2 the user's input (or a full disk, a port in
 * use: what the user can put right), 130 and the like when stopped by a signal.
 */
import { type Problem, quoted, UserError, userError } from "../experiment/errors.ts";
import { didYouMean } from "../experiment/nearest.ts";
import { type FileStore, nodeFiles } from "../output/files.ts";
import { parseArguments } from "./arguments.ts";
import { type Command, commandHelp, table } from "./command.ts";
import { Interrupted, interruptCatcher, processTerminal, type Terminal } from "./terminal.ts";

interface CommandEntry {
  readonly summary: string;
  /** Commands load what they need when they run: the help is there at once. */
  load(): Promise<Command>;
}

const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  run: {
    summary: "simulate a scenario without a picture and write its results",
    load: async () => (await import("./run.ts")).runCommand,
  },
  serve: {
    summary: "simulate a scenario live and show it in a browser",
    load: async () => (await import("./serve.ts")).serveCommand,
  },
  check: {
    summary: "read a scenario, report every fault in it, print what it resolves to",
    load: async () => (await import("./check.ts")).checkCommand,
  },
  compare: {
    summary: "tell two scenarios apart: what differs under the same luck, and who gains and loses",
    load: async () => (await import("./compare.ts")).compareCommand,
  },
  batch: {
    summary: "make all runs of a design; the same command goes on where it was stopped",
    load: async () => (await import("./batch.ts")).batchCommand,
  },
  explain: {
    summary: "tell why a household chose: utility of staying and of its best alternatives, term by term",
    load: async () => (await import("./explain.ts")).explainCommand,
  },
  levers: {
    summary: "print every lever with its unit, range, default, cost and source",
    load: async () => (await import("./levers.ts")).leversCommand,
  },
  expect: {
    summary: "judge what scenarios and levers were said to do, by runs of equal luck",
    load: async () => (await import("./expect.ts")).expectCommand,
  },
  calibrate: {
    summary: "find the parameters that no calibration fact rules out; writes the ensemble",
    load: async () => (await import("./calibrate.ts")).calibrateCommand,
  },
  validate: {
    summary: "hold the model against published patterns that it was not tuned on, and write the page",
    load: async () => (await import("./validate.ts")).validateCommand,
  },
  constants: {
    summary: "solve the constants of places anew (after a change of the model or of its parameters)",
    load: async () => (await import("./constants.ts")).constantsCommand,
  },
  schedule: {
    summary: "print the processes of a month in their order, with what each reads and writes",
    load: async () => (await import("./schedule.ts")).scheduleCommand,
  },
};

/**
 * Runs one command line.
 * @param words after the program's name
 * @returns exit code
 */
export async function main(
  words: readonly string[],
  terminal: Terminal = processTerminal(),
  files: FileStore = nodeFiles,
): Promise<number> {
  const [name = "--help", ...rest] = words;
  const interrupts = interruptCatcher(terminal.now);
  try {
    if (name === "--help" || name === "-h" || name === "help") {
      terminal.out(await help(rest[0]));
      return 0;
    }
    if (name === "--version" || name === "version") {
      terminal.out(`${(await import("./package-folder.ts")).productVersion()}\n`);
      return 0;
    }
    const command = await entryOf(name).load();
    if (rest.includes("--help") || rest.includes("-h")) {
      terminal.out(commandHelp(command));
      return 0;
    }
    await command.perform(parseArguments(command, rest), { terminal, files, ...interrupts });
    return 0;
  } catch (error) {
    return report(error, words, terminal);
  } finally {
    interrupts.release();
  }
}

/** Help of the program, or of one command. */
async function help(name: string | undefined): Promise<string> {
  if (name !== undefined) return commandHelp(await entryOf(name).load());
  const rows = Object.entries(COMMANDS).map(([command, { summary }]) => [command, summary] as const);
  return [
    "voisinage: where households of real cities choose to live, and why\n",
    "Usage: voisinage COMMAND [options]\n",
    table(rows),
    "`voisinage COMMAND --help` tells the options of a command.",
    "Exit codes: 0 done, 1 a fault of voisinage, 2 something in what you gave it.\n",
  ].join("\n");
}

function entryOf(name: string): CommandEntry {
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry !== undefined) return entry;
  throw userError("CLI_COMMAND", quoted(name), `unknown command${didYouMean(name, Object.keys(COMMANDS))}`);
}

/** Says what went wrong, as text and, where JSON was asked for, as the one JSON object. */
function report(error: unknown, words: readonly string[], terminal: Terminal): number {
  if (error instanceof Interrupted) {
    terminal.err("Stopped; nothing half written was left.\n");
    return error.exitCode;
  }
  const fault = userFault(error);
  const text = error instanceof Error ? error.message : String(error);
  if (words.includes("--json")) {
    const problems = fault ?? [{ code: "INTERNAL", where: "voisinage", message: text }];
    terminal.out(`${JSON.stringify({ error: { code: problems[0]?.code, problems } })}\n`);
  }
  if (fault !== undefined) {
    terminal.err(`${text}\n`);
    return 2;
  }
  const stack = error instanceof Error ? (error.stack ?? text) : text;
  terminal.err(`${stack}\n\nThis is a fault of voisinage, not yours: please report it with these lines.\n`);
  return 1;
}

/** The problems of an error that the user can put right; undefined for our own faults. */
function userFault(error: unknown): readonly Problem[] | undefined {
  if (error instanceof UserError) return error.problems;
  // Errors of output and server carry a stable code in capitals of their own; Node's begin with E.
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  if (!/^(OUT|SNAPSHOT|SERVER|PORT)_/.test(error.code)) return undefined;
  const [where = "", ...rest] = error.message.replace(` [${error.code}]`, "").split(": ");
  return [{ code: error.code, where, message: rest.join(": ") }];
}
