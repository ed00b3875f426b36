/**
 * Events: every residential move of a month with its reason and the arrangement of the jobs, and for a
 * keyed sample of households the terms of utility (ODD 7.9) of the place chosen and of staying, as they
 * were when the lotteries were settled and nobody had moved. Tenants who are offered a dwelling that was
 * left in their place, to buy or a social one, compare no places: their moves have no terms. It only
 * reads: a run has the same bits with and without.
 */
import { formatMonth } from "../core/clock.ts";
import { deriveKey, hash, uniform } from "../core/random.ts";
import { makeSearch } from "../model/choice.ts";
import { TERMS, tasteOf, writeTerms } from "../model/explain.ts";
import { makeSearcher, NO_OPTION, readSearcher } from "../model/searcher.ts";
import { MOVE_JOBS, MOVE_REASONS, NONE, type Simulation, TENURES } from "../model/state.ts";
import type { CellValues, TableColumn, TableWriter } from "./table.ts";

/** Households whose terms are noted, at most about this many: all of them in smaller runs. */
export const TERM_HOUSEHOLDS = 10_000;
/** Key of that sample, away from the streams of the model, which are small numbers. */
const SAMPLE_STREAM = 0x6d6f7665;

/** Numbers of a row: fixed ones, then the terms of the choice and of staying. */
const NUMBERS = [
  { name: "household", type: "u32", unit: "index", meaning: "the household, as in the panel" },
  { name: "id", type: "u32", unit: "key", meaning: "lineage of the household" },
  {
    name: "remoteDays1",
    type: "u8",
    unit: "days/week",
    meaning: "remote days of the first worker from now on",
  },
  { name: "remoteDays2", type: "u8", unit: "days/week", meaning: "remote days of the second worker" },
] as const satisfies readonly TableColumn[];

const TEXTS = [
  { name: "origin", type: "text", unit: "id", meaning: "place left" },
  { name: "destination", type: "text", unit: "id", meaning: "place moved to" },
  { name: "tenureFrom", type: "text", unit: "name", meaning: "tenure left; of the hosted: of their hosts" },
  { name: "tenureTo", type: "text", unit: "name", meaning: "tenure taken" },
  { name: "reason", type: "text", unit: MOVE_REASONS.join(", "), meaning: "why it moved" },
  {
    name: "job1",
    type: "text",
    unit: MOVE_JOBS.join(", "),
    meaning: "what the first worker does with the job",
  },
  { name: "job2", type: "text", unit: MOVE_JOBS.join(", "), meaning: "what the second worker does" },
] as const satisfies readonly TableColumn[];

const termColumns = (prefix: string, of: string): readonly TableColumn[] => [
  ...TERMS.map(({ name, meaning }): TableColumn => {
    return {
      name: `${prefix}_${name}`,
      type: "f32",
      unit: "utility",
      meaning: `${of}: ${meaning}`,
      nullable: true,
    };
  }),
];

/** Columns of events.parquet. */
export const EVENT_COLUMNS: readonly TableColumn[] = [
  { name: "month", type: "text", unit: "YYYY-MM", meaning: "month of the move" },
  ...NUMBERS,
  ...TEXTS,
  ...termColumns("chosen", "of the place and tenure chosen"),
  ...termColumns("stay", "of staying"),
];

/** Follows the moves of one simulation. */
export interface EventLog {
  /** Writes the moves of the last month. */
  record(): void;
  /** Ends the table. */
  close(): void;
}

/**
 * Opens the log of a simulation, over a table opened with EVENT_COLUMNS.
 * @param termHouseholds households of which terms are noted
 */
export function followEvents(
  simulation: Simulation,
  table: TableWriter,
  termHouseholds: number = TERM_HOUSEHOLDS,
): EventLog {
  const { households, runKey } = simulation.input;
  const key = deriveKey(runKey, SAMPLE_STREAM, 0);
  const share = termHouseholds / households;
  const terms = new Map<number, Float64Array>();
  const desk = { s: makeSearcher(simulation.geography.areas), search: makeSearch() };
  simulation.onSettled = (sim) => {
    const { searchers } = sim.workspace;
    const { id } = sim.households.data;
    terms.clear();
    for (let at = 0; at < searchers.count; at++) {
      const household = searchers.household[at]!;
      if (searchers.choice[at] === NONE) continue;
      if (uniform(hash(key.k0, key.k1, id[household]!, 0)) < share) {
        terms.set(household, termsOf(sim, household, at, desk));
      }
    }
  };
  return {
    record() {
      if (simulation.elapsed > 0 && simulation.moves.count > 0) table.write(rowsOf(simulation, terms));
    },
    close() {
      simulation.onSettled = null;
      table.close();
    },
  };
}

interface Desk {
  readonly s: ReturnType<typeof makeSearcher>;
  readonly search: ReturnType<typeof makeSearch>;
}

/** Terms of the choice of the searcher at a position of the month's list, then of staying. */
function termsOf(sim: Simulation, household: number, at: number, { s, search }: Desk): Float64Array {
  const { choice, tenure, discontent } = sim.workspace.searchers;
  const values = new Float64Array(2 * TERMS.length);
  const place = choice[at]!;
  s.lost0 = NO_OPTION;
  s.lost1 = NO_OPTION;
  readSearcher(sim, s, household, discontent[at]!);
  const stays = sim.households.data.tenure[household]!;
  writeTerms(sim, s, place, tenure[at]!, tasteOf(sim, s, place, search), false, values);
  const here = tasteOf(sim, s, s.place, search);
  writeTerms(sim, s, s.place, stays, here, true, values, TERMS.length);
  return values;
}

/** The moves of the month as columns. */
function rowsOf(sim: Simulation, terms: ReadonlyMap<number, Float64Array>): CellValues[] {
  const { moves } = sim;
  const { data } = sim.households;
  const { id } = sim.input.places;
  const rows = <T>(value: (m: number, household: number) => T) =>
    Array.from({ length: moves.count }, (_, m) => value(m, moves.household[m]!));
  const noted = rows((_, household) => terms.get(household));
  return [
    rows(() => formatMonth(sim.month)),
    moves.household.slice(0, moves.count),
    Uint32Array.from(rows((_, household) => data.id[household]!)),
    Uint8Array.from(rows((_, household) => data.remoteDays[household * 2]!)),
    Uint8Array.from(rows((_, household) => data.remoteDays[household * 2 + 1]!)),
    rows((m) => id[moves.origin[m]!] ?? ""),
    rows((m) => id[moves.destination[m]!] ?? ""),
    rows((m) => TENURES[moves.tenure[m]!] ?? ""),
    rows((_, household) => TENURES[data.tenure[household]!] ?? ""),
    rows((m) => MOVE_REASONS[moves.reason[m]!] ?? ""),
    rows((m) => MOVE_JOBS[moves.jobs[m]! & 3] ?? ""),
    rows((m) => MOVE_JOBS[moves.jobs[m]! >> 2] ?? ""),
    ...Array.from({ length: 2 * TERMS.length }, (_, k) =>
      Float32Array.from(noted, (values) => values?.[k] ?? Number.NaN),
    ),
  ];
}
