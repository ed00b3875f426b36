/**
 * Our own mistakes stop the run, with value, bound and place; invariants stay on in production.
 * Mistakes of the user are told elsewhere (experiment/errors.ts).
 */

/** A statement about the simulation that must hold did not: a mistake in the program, not of its user. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

/**
 * Stops unless `condition` holds. Give a function as message where making the text costs time.
 * @throws InvariantError
 */
export function invariant(condition: boolean, message: string | (() => string)): asserts condition {
  if (!condition) throw new InvariantError(typeof message === "string" ? message : message());
}
