/** Our own mistakes stop the run and say where. */

import { expect, test } from "vitest";
import { InvariantError, invariant } from "../../sim/core/assert.ts";

test("an invariant that holds says nothing and makes no text", () => {
  const unasked = (): string => {
    throw new Error("the text was made");
  };
  expect(() => invariant(true, unasked)).not.toThrow();
});

test("an invariant that fails throws its text, given or made", () => {
  expect(() => invariant(false, "vacant = -1")).toThrow(new InvariantError("vacant = -1"));
  expect(() => invariant(false, () => `place ${7}`)).toThrow(InvariantError);
  expect(() => invariant(false, () => `place ${7}`)).toThrow("place 7");
});
