/** A validation as the engine would find it, without running it: of three facts, one of each verdict. */
import { loadFacts } from "../../sim/validation/facts.ts";
import type { Validation } from "../../sim/validation/validation.ts";
import { judgeFacts, judgePart } from "../../sim/validation/verdicts.ts";

/** Values of members by part; those of F12 are none. */
const VALUES: Readonly<Record<string, readonly number[]>> = {
  "F06.a": [28, 30, 33],
  "F10.a": [1.8, 2, 2.1],
  "F10.b": [1.1, 1.2, 1.3],
  "F10.c": [1, 1.1, 1.2],
  "F12.a": [Number.NaN, Number.NaN, Number.NaN],
};

/** @param changes of the validation */
export function smallValidation(changes: Partial<Validation> = {}): Validation {
  const parts = loadFacts().filter(({ key }) => key in VALUES);
  return {
    facts: judgeFacts(parts.map((part) => judgePart(part, VALUES[part.key] ?? []))),
    ...{ households: 3000, members: 3, seed: "small", ensemble: 0, version: "9.9.9", seconds: 61 },
    ...{ fit: null, flows: null, sensitivity: null, command: "voisinage validate --facts F06,F10,F12" },
    baselines: [
      { name: "gravity", about: "People move by size and distance.", values: { "F06.a": 20, "F10.a": 1 } },
      { name: "fixed", about: "Nothing ever changes.", values: { "F06.a": 0, "F10.a": 1 } },
    ],
    ...changes,
  };
}
