/**
 * Faults in what a user gave us: where, what was found, what is allowed, what to do, with a stable
 * code. All faults of one input are told at once; the command line ends with exit code 2.
 */

/** One fault in a user's input. */
export interface Problem {
  /** Stable, for programs and for searching: `SCENARIO_MONTH`, `PLACES_RANGE` ... */
  readonly code: string;
  /** File with line, and the path or column within: `telework.yaml:14 /levers/telework.norm`. */
  readonly where: string;
  /** What was found, what is allowed, what to do. */
  readonly message: string;
}

/** More problems than this are counted, not told. */
export const PROBLEMS_TOLD = 20;

/** The user's input cannot be used. `code` is that of the first problem. */
export class UserError extends Error {
  readonly code: string;
  readonly problems: readonly Problem[];
  /** Problems found beyond those listed. */
  readonly untold: number;

  constructor(problems: readonly Problem[], untold = 0) {
    const more = untold > 0 ? `\n… and ${untold} more problems of this input` : "";
    super(problems.map(formatProblem).join("\n") + more);
    this.name = "UserError";
    this.code = problems[0]?.code ?? "INPUT";
    this.problems = problems;
    this.untold = untold;
  }
}

/** One line: `where: message [CODE]`. */
export function formatProblem(problem: Problem): string {
  return `${problem.where}: ${problem.message} [${problem.code}]`;
}

/** An error of a single problem. */
export function userError(code: string, where: string, message: string): UserError {
  return new UserError([{ code, where, message }]);
}

/** Problems of one input while it is being read; the list is bounded, the count is not. */
export interface ProblemLog {
  readonly problems: Problem[];
  untold: number;
}

/** An empty log. */
export function newLog(): ProblemLog {
  return { problems: [], untold: 0 };
}

/** Notes a problem; beyond PROBLEMS_TOLD it is only counted. */
export function note(log: ProblemLog, code: string, where: string, message: string): void {
  if (log.problems.length < PROBLEMS_TOLD) log.problems.push({ code, where, message });
  else log.untold++;
}

/** @throws UserError with all that was noted, if anything was */
export function throwIfAny(log: ProblemLog): void {
  if (log.problems.length > 0) throw new UserError(log.problems, log.untold);
}

/** A piece of the user's text for a message: quoted, printable and short. */
export function quoted(found: unknown): string {
  if (typeof found === "number" || typeof found === "bigint" || found === undefined) return String(found);
  const text = typeof found === "string" ? found : (JSON.stringify(found) ?? String(found));
  const short = text.length > 40 ? `${text.slice(0, 37)}…` : text;
  return JSON.stringify(short).replace(/\u007f|[\u0080-\u009f\u200b-\u200f\u202a-\u202e]/g, "?");
}
