/** Naive models beside the model: their values by the parts of facts, named as the parts are. */
import type { World } from "../experiment/data.ts";
import { baselineValues } from "./baselines.ts";
import { type FactPart, loadFacts } from "./facts.ts";
import type { Baseline } from "./validation.ts";

/** Statistics that the naive models name by another letter. */
const NAMED: Readonly<Record<string, string>> = { "F11.a": "F11.b" };

/** What the naive models say of every part. */
export function naiveModels(world: World): readonly Baseline[] {
  const values: Readonly<Record<string, Readonly<Record<"gravity" | "fixed", number | null>>>> =
    baselineValues(world);
  const of = (model: "gravity" | "fixed") => {
    const known = loadFacts().flatMap(({ key, fact }: FactPart) => {
      const value = values[NAMED[key] ?? key]?.[model] ?? values[fact]?.[model];
      return value === undefined || value === null ? [] : [[key, value] as const];
    });
    return Object.fromEntries(known);
  };
  return [
    {
      name: "gravity",
      about:
        "households redraw their place by its size and distance, without memory; nothing responds to rents",
      values: of("gravity"),
    },
    { name: "fixed", about: "nobody moves and nothing changes", values: of("fixed") },
  ];
}
