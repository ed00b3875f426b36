/** `voisinage levers`: everything that a scenario may move, as a table. */
import type { LeverSpec } from "../model/levers/spec.ts";
import { LEVERS } from "../model/levers.ts";
import { COMMON_OPTIONS } from "./arguments.ts";
import { type Command, table } from "./command.ts";

/** Prints all levers: with `--json` one array, else a table by kind. */
export const leversCommand: Command = {
  name: "levers",
  summary: "Prints every lever: what it moves, its unit, range, default, cost and source.",
  operands: [],
  options: COMMON_OPTIONS,
  examples: ["levers", "levers --json"],
  perform: async (args, { terminal }) => {
    terminal.out(args.flag("json") ? `${JSON.stringify(LEVERS.map(plain))}\n` : asText());
  },
};

/** A lever as programs read it. */
function plain(lever: LeverSpec) {
  const { name, kind, unit, min, max, step, process, label, sentence, source } = lever;
  return {
    name,
    unit,
    range: [min, max],
    default: lever.default,
    step,
    kind,
    cost: lever.cost ?? null,
    sentence,
    label,
    source,
    process,
    choices: lever.choices ?? null,
  };
}

function asText(): string {
  const part = (kind: LeverSpec["kind"], title: string) => {
    const rows = LEVERS.filter((each) => each.kind === kind).map(
      (each) => [each.name, phrase(each)] as const,
    );
    return `${title}\n\n${table(rows)}`;
  };
  const policies = part("policy", "Policies, which a government may choose:");
  return `${policies}\n${part("assumption", "Assumptions about the world, which it may not:")}`;
}

function phrase(lever: LeverSpec): string {
  const { unit, min, max, source, cost, choices, sentence } = lever;
  const allowed =
    choices === undefined
      ? `${min} to ${max} ${unit}`
      : choices.map(({ value, label }) => `${value} ${label.en}`).join(", ");
  const costs = cost === undefined ? "" : ` Costs the public ${cost.eur} EUR per ${cost.per}.`;
  return `${sentence.en}${costs} [${allowed}; ${lever.default} by default; ${source}]`;
}
