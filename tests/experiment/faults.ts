/** What the tests of bad input share. */
import { expect } from "vitest";
import { PROBLEMS_TOLD, UserError } from "../../sim/experiment/errors.ts";

/** One kind of bad input. */
export interface BadInput {
  readonly name: string;
  readonly text: string | Uint8Array;
  readonly code: string;
  /** Parts of the message: where it is, and what helps. */
  readonly says: readonly string[];
}

/** The fault that an action ends with; anything else than the user's fault fails the test. */
export function faultOf(action: () => unknown): UserError {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("no fault was found");
}

/** Expects a fault within four seconds, with the case's code, saying where it is and what helps. */
export function expectFault(input: BadInput, action: () => unknown): void {
  const began = performance.now();
  const fault = faultOf(action);
  expect(fault.code).toBe(input.code);
  for (const part of input.says) expect(fault.message).toContain(part);
  expect(fault.problems.length).toBeLessThanOrEqual(PROBLEMS_TOLD);
  expect(performance.now() - began).toBeLessThan(4_000);
}
