/** `voisinage explain SCENARIO`: why one household chose what it chose in one month. */
import { formatMonth, parseMonth } from "../core/clock.ts";
import { quoted, userError } from "../experiment/errors.ts";
import { prepare, type Run } from "../experiment/run.ts";
import { loadScenario } from "../experiment/scenario.ts";
import { RUN_LIMITS } from "../experiment/scenario-schema.ts";
import {
  type ChoiceOutcome,
  type ExplainedOption,
  type Explanation,
  explainHousehold,
  outcomeOf,
  TERMS,
} from "../model/explain.ts";
import { createSimulation, stepMonth } from "../model/simulation.ts";
import { EMPTY, type Simulation, TENURES } from "../model/state.ts";
import { type Arguments, COMMON_OPTIONS, type OptionSpec } from "./arguments.ts";
import type { Command } from "./command.ts";
import { threadsThatFit } from "./memory.ts";
import { startProgress } from "./progress.ts";
import { aligned } from "./summary.ts";

/** Process before which the household compares. */
const CHOICE = "location choice";

const OPTIONS: readonly OptionSpec[] = [
  {
    name: "household",
    value: "N",
    help: "the household, as in the panel's column",
    range: { min: 0, max: 4e9, whole: true },
  },
  { name: "month", value: "M", help: "month of the choice: 2021-05, or 29 for the 29th of the run" },
  {
    name: "households",
    value: "H",
    help: "simulated households",
    range: { min: RUN_LIMITS.households[0], max: RUN_LIMITS.households[1], whole: true },
  },
  { name: "seed", value: "TEXT", help: "seed of all chance; one seed, one result" },
  ...COMMON_OPTIONS,
];

/** Explains one choice. */
export const explainCommand: Command = {
  name: "explain",
  summary: "Tells why a household chose: terms of utility of staying and of its best alternatives.",
  operands: [{ name: "SCENARIO", help: "file (.yaml, .json) or name of the catalogue" }],
  options: OPTIONS,
  examples: [
    "explain reference --household 4711 --month 2021-05 --households 20000",
    "explain telework-right --household 12 --month 40 --json",
  ],
  perform: async (args, { terminal, catchInterrupts }) => {
    const run = prepare(loadScenario(args.operand("SCENARIO")), {
      households: args.number("households"),
      seed: args.text("seed"),
    });
    const month = monthOf(args, run);
    const household = householdOf(args);
    threadsThatFit(run.input.households);
    const progress = startProgress(terminal, args.flag("quiet"));
    const signal = catchInterrupts();
    const simulation = createSimulation(run.input);
    try {
      while (simulation.month < month - 1) {
        stepMonth(simulation);
        progress.update(simulation.elapsed, month - run.input.startMonth, formatMonth(simulation.month));
        await new Promise(setImmediate);
        signal.throwIfAborted();
      }
    } finally {
      progress.end();
    }
    const { explanation, outcome } = explainMonth(simulation, household);
    const told = args.flag("json") ? asJson : asText;
    terminal.out(told(simulation, explanation, outcome));
  },
};

/** The month asked for [months since 2019-01]. @throws UserError CLI_MISSING, CLI_VALUE, EXPLAIN_MONTH */
function monthOf(args: Arguments, { input, months }: Run): number {
  const text = args.text("month");
  const first = formatMonth(input.startMonth);
  const last = formatMonth(input.startMonth + months - 1);
  const allowed = `give ${first} … ${last}, or 1 … ${months}`;
  if (text === undefined) throw userError("CLI_MISSING", "--month", `is missing; ${allowed}`);
  const month = /^\d{1,4}$/.test(text) ? input.startMonth + Number(text) - 1 : parseMonth(text);
  if (month === undefined)
    throw userError("CLI_VALUE", "--month", `${quoted(text)} is not a month; ${allowed}`);
  if (month >= input.startMonth && month < input.startMonth + months) return month;
  throw userError("EXPLAIN_MONTH", "--month", `${quoted(text)} is outside the run; ${allowed}`);
}

function householdOf(args: Arguments): number {
  const household = args.number("household");
  if (household !== undefined) return household;
  throw userError(
    "CLI_MISSING",
    "--household",
    "is missing; give its number, as in the panel's column household",
  );
}

/** Steps one month and looks into it. @throws UserError EXPLAIN_HOUSEHOLD if nobody has that number */
function explainMonth(simulation: Simulation, household: number) {
  let explanation: Explanation | undefined;
  stepMonth(simulation, (process) => {
    if (process !== CHOICE) return;
    const { rows, data } = simulation.households;
    const where = `--household ${household}`;
    if (household >= rows) {
      throw userError("EXPLAIN_HOUSEHOLD", where, `there is none; give 0 … ${rows - 1}`);
    }
    if (data.status[household] === EMPTY) {
      const message = `nobody has this number in ${formatMonth(simulation.month)}; give another`;
      throw userError("EXPLAIN_HOUSEHOLD", where, message);
    }
    explanation = explainHousehold(simulation, household);
  });
  if (explanation === undefined) throw new Error(`the month has no process ${CHOICE}`);
  return { explanation, outcome: outcomeOf(simulation, explanation) };
}

function asJson(simulation: Simulation, explanation: Explanation, outcome: ChoiceOutcome): string {
  const named = (option: ExplainedOption) => ({ placeId: placeId(simulation, option.place), ...option });
  const { better: _, ...rest } = explanation;
  const bids = outcome.bids.map((bid) => ({ placeId: placeId(simulation, bid.place), ...bid }));
  return `${JSON.stringify({
    ...rest,
    month: formatMonth(explanation.month),
    terms: TERMS,
    tenures: TENURES,
    stay: named(explanation.stay),
    alternatives: explanation.alternatives.map(named),
    outcome: { ...outcome, bids },
  })}\n`;
}

function asText(simulation: Simulation, explanation: Explanation, outcome: ChoiceOutcome): string {
  const { stay, alternatives, household, month } = explanation;
  const options = [stay, ...alternatives];
  const rows = [
    ["", "stay", ...alternatives.map((_, at) => `${at + 1}`)],
    ...TERMS.map(({ name }) => [name, ...options.map(({ terms }) => signed(terms[name]))]),
    ["total (V + eps)", ...options.map(({ total }) => signed(total))],
  ];
  const names = options.map(
    (option, at) => `  ${at === 0 ? "stay" : `${at}   `}  ${phrase(simulation, option)}`,
  );
  return [
    `Household ${household} in ${formatMonth(month)} compares, and takes the highest total:\n`,
    ...names,
    "",
    aligned(rows),
    "",
    ...TERMS.map(({ name, meaning }) => `  ${name.padEnd(12)} ${meaning}`),
    "",
    `${outcomeText(simulation, outcome)}\n`,
  ].join("\n");
}

/** `FR-AAV-001/core as tenant (private), 2 days of telework, takes a job there`. */
function phrase(simulation: Simulation, { place, tenure, remoteDays, takesJob }: ExplainedOption): string {
  const days = remoteDays.reduce((sum, each) => sum + each, 0);
  const parts = [`${placeName(simulation, place)}, ${TENURES[tenure]}`];
  if (days > 0) parts.push(`${days} remote days`);
  if (takesJob.includes(true)) parts.push("takes a job there");
  return parts.join(", ");
}

/** What became of it, in lines short enough for a terminal. */
function outcomeText(simulation: Simulation, outcome: ChoiceOutcome): string {
  const text = searchText(simulation, outcome);
  const offered = "It was given a dwelling that movers left in its place, and moved.";
  return outcome.offered ? `${text}\n${offered}` : text;
}

function searchText(simulation: Simulation, { searched, bids, moved, offered }: ChoiceOutcome): string {
  if (!searched) return "It did not search this month: few do; this is what it would have compared.";
  if (bids.length === 0) return "It searched, and found nothing better than where it is.";
  const told = bids.map(({ place, tenure, won }) => {
    return `${won ? "won" : "lost"} ${placeName(simulation, place)} (${TENURES[tenure]})`;
  });
  const end = offered ? "" : moved ? "\nIt moved." : "\nIt stayed.";
  return `It searched, and bid:\n  ${told.join(",\n  then ")}.${end}`;
}

function placeName(simulation: Simulation, place: number): string {
  const { areaNames, area } = simulation.input.places;
  return `${areaNames[area[place] ?? 0]} (${placeId(simulation, place)})`;
}

function placeId(simulation: Simulation, place: number): string {
  return simulation.input.places.id[place] ?? String(place);
}

function signed(value: number): string {
  return value === 0 ? "." : value.toFixed(2);
}
