/** What a command of the command line is, and how its help reads. */

import type { FileStore } from "../output/files.ts";
import type { ArgumentSpec, Arguments, OptionSpec } from "./arguments.ts";
import type { Terminal } from "./terminal.ts";

/** Where a command runs. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly files: FileStore;
  /**
   * From now on Ctrl-C does not end the program but aborts the signal; its reason is to be thrown once
   * everything is in order. To be called when there is something to put in order, not before.
   */
  catchInterrupts(): AbortSignal;
}

/** A command: what it accepts, and what it does. */
export interface Command extends ArgumentSpec {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  readonly examples: readonly string[];
  /**
   * @throws UserError and other errors with a code, for faults of the user's
   */
  perform(args: Arguments, context: CommandContext): Promise<void>;
}

/** Help of one command, at most 110 columns wide. */
export function commandHelp(command: Command): string {
  const operands = command.operands.map((each) =>
    each.default === undefined ? each.name : `[${each.name}]`,
  );
  const usage = ["voisinage", command.name, ...operands, "[options]"].join(" ");
  const rows = [
    ...command.operands.map((each) => [each.name, withDefault(each.help, each.default)] as const),
    ...command.options.map(
      (each) => [`--${each.name}${each.value === undefined ? "" : ` ${each.value}`}`, helpOf(each)] as const,
    ),
  ];
  const examples = command.examples.map((each) => `  voisinage ${each}\n`).join("");
  return `${command.summary}\n\nUsage: ${usage}\n\n${table(rows)}\nExamples:\n${examples}`;
}

/** Rows of two columns, the first padded, the second wrapped. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows
    .map(([name, text]) => `  ${name.padEnd(width)}${wrap(text, 106 - width, width + 2)}\n`)
    .join("");
}

function helpOf(option: OptionSpec): string {
  const { range, choices } = option;
  const limits = range === undefined ? "" : ` (${range.min} to ${range.max.toLocaleString("en")})`;
  const names = choices === undefined ? "" : ` (${choices.join(", ")})`;
  return `${option.help}${limits}${names}`;
}

function withDefault(help: string, value: string | undefined): string {
  return value === undefined ? help : `${help} (default: ${value})`;
}

/** Breaks a text between words. */
function wrap(text: string, width: number, indent: number): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.length - 1;
    const line = lines[last] ?? "";
    if (line !== "" && line.length + word.length + 1 > width) lines.push(word);
    else lines[last] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join(`\n${" ".repeat(indent)}`);
}
