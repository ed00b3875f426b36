/**
 * Reading a command line against a command's description. All faults are told at once, each with the
 * option, what was found and what is allowed.
 */
import { newLog, note, type ProblemLog, quoted, throwIfAny } from "../experiment/errors.ts";
import { didYouMean } from "../experiment/nearest.ts";

/** A word of the command line without dashes, such as the scenario's file. */
export interface OperandSpec {
  readonly name: string;
  readonly help: string;
  /** Value when it is left out; without one it is required. */
  readonly default?: string;
}

/** An option `--name`, with a value unless it is a flag. */
export interface OptionSpec {
  readonly name: string;
  readonly help: string;
  /** What the value is called in the help; absent: a flag without value. */
  readonly value?: string;
  /** Numbers allowed; absent: any text that is not empty. */
  readonly range?: { readonly min: number; readonly max: number; readonly whole: boolean };
  /** The only texts allowed. */
  readonly choices?: readonly string[];
  /** Option that cannot stand beside this one, without dashes. */
  readonly excludes?: string;
}

/** What a command accepts. */
export interface ArgumentSpec {
  readonly operands: readonly OperandSpec[];
  readonly options: readonly OptionSpec[];
}

/** A command line that was read and found good. */
export interface Arguments {
  /** Operand by name. */
  operand(name: string): string;
  /** True if the flag was given. */
  flag(name: string): boolean;
  /** Value of an option, or undefined. */
  text(name: string): string | undefined;
  /** Value of an option with a range, or undefined. */
  number(name: string): number | undefined;
}

/** Options of every command. */
export const COMMON_OPTIONS: readonly OptionSpec[] = [
  { name: "help", help: "print this help" },
  { name: "json", help: "print exactly one JSON object on stdout" },
  { name: "quiet", help: "print no progress" },
];

/** Longest word of a command line [UTF-16 units]. */
const MAX_WORD = 4096;
const CONTROL = /\p{Cc}/u;

/**
 * Reads the words after the command's name.
 * @throws UserError: CLI_OPTION, CLI_VALUE, CLI_RANGE, CLI_TWICE, CLI_MISSING, CLI_EXTRA, CLI_CONFLICT
 */
export function parseArguments(spec: ArgumentSpec, words: readonly string[]): Arguments {
  const log = newLog();
  const operands: string[] = [];
  const values = new Map<string, string | true>();
  const queue = [...words];
  while (queue.length > 0) {
    const word = queue.shift() ?? "";
    if (word === "--") operands.push(...queue.splice(0));
    else if (word === "-h") values.set("help", true);
    else if (word.startsWith("-") && word !== "-") readOption(spec, word, queue, values, log);
    else operands.push(word);
  }
  const named = nameOperands(spec, operands, values.has("help"), log);
  checkConflicts(spec, values, log);
  throwIfAny(log);
  return {
    operand: (name) => named.get(name) ?? "",
    flag: (name) => values.has(name),
    text: (name) => textOf(values.get(name)),
    number: (name) => numberOf(textOf(values.get(name))),
  };
}

/** Reads one option, and its value from the queue if it takes one. */
function readOption(
  spec: ArgumentSpec,
  word: string,
  queue: string[],
  values: Map<string, string | true>,
  log: ProblemLog,
): void {
  const equals = word.indexOf("=");
  const shown = equals < 0 ? word : word.slice(0, equals);
  const option = spec.options.find(({ name }) => `--${name}` === shown);
  if (option === undefined) {
    const known = spec.options.map(({ name }) => `--${name}`);
    note(log, "CLI_OPTION", quoted(shown), `unknown option${didYouMean(shown, known)}`);
    return;
  }
  if (values.has(option.name)) note(log, "CLI_TWICE", shown, "given twice; give it once");
  const inline = equals < 0 ? undefined : word.slice(equals + 1);
  if (option.value === undefined) {
    if (inline !== undefined) note(log, "CLI_VALUE", shown, `takes no value; write ${shown} alone`);
    values.set(option.name, true);
    return;
  }
  const value = inline ?? (queue[0]?.startsWith("--") ? undefined : queue.shift());
  const fault = faultOf(option, value);
  if (fault !== undefined) note(log, fault.code, shown, fault.message);
  values.set(option.name, value ?? "");
}

/** What is wrong with a value, if anything is. */
function faultOf(
  option: OptionSpec,
  value: string | undefined,
): { code: string; message: string } | undefined {
  const { range, choices } = option;
  if (value === undefined || value === "") {
    return { code: "CLI_VALUE", message: `needs a value; write --${option.name} ${option.value}` };
  }
  if (value.length > MAX_WORD) return { code: "CLI_VALUE", message: `longer than ${MAX_WORD} characters` };
  if (CONTROL.test(value))
    return { code: "CLI_VALUE", message: `${quoted(value)} holds a control character` };
  if (choices !== undefined && !choices.includes(value)) {
    return { code: "CLI_VALUE", message: `${quoted(value)} is not known${didYouMean(value, choices)}` };
  }
  if (range === undefined) return undefined;
  const number = numberOf(value);
  const kind = range.whole ? "whole number" : "number";
  const allowed = `give a ${kind} from ${grouped(range.min)} to ${grouped(range.max)}`;
  if (number === undefined)
    return { code: "CLI_VALUE", message: `${quoted(value)} is not a number; ${allowed}` };
  if (range.whole && !Number.isInteger(number)) {
    return { code: "CLI_VALUE", message: `${quoted(value)} is not a whole number; ${allowed}` };
  }
  if (number < range.min || number > range.max) {
    return { code: "CLI_RANGE", message: `${quoted(value)} is out of range; ${allowed}` };
  }
  return undefined;
}

function nameOperands(
  spec: ArgumentSpec,
  given: readonly string[],
  lenient: boolean,
  log: ProblemLog,
): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  spec.operands.forEach((operand, position) => {
    const word = given[position] ?? operand.default;
    if (word === undefined && !lenient) {
      note(log, "CLI_MISSING", operand.name, `is missing: ${operand.help}`);
    } else if (word === "" || CONTROL.test(word ?? "")) {
      note(log, "CLI_VALUE", operand.name, `${quoted(word)} is not a name: ${operand.help}`);
    }
    named.set(operand.name, word ?? "");
  });
  for (const extra of given.slice(spec.operands.length)) {
    note(
      log,
      "CLI_EXTRA",
      quoted(extra),
      "is one word too many; remove it, or put a name with spaces in quotes",
    );
  }
  return named;
}

function checkConflicts(spec: ArgumentSpec, values: ReadonlyMap<string, unknown>, log: ProblemLog): void {
  for (const { name, excludes } of spec.options) {
    if (excludes === undefined || !values.has(name) || !values.has(excludes)) continue;
    note(log, "CLI_CONFLICT", `--${name}`, `cannot stand beside --${excludes}; give one of the two`);
  }
}

function textOf(value: string | true | undefined): string | undefined {
  return value === true ? undefined : value;
}

/** A finite number in decimal notation; 1e6 is a number, 0x10, 1_000 and 1e400 are not. */
function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** 1000000 as 1,000,000. */
function grouped(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: 6 });
}
