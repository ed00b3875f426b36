/**
 * Events: every residential move of a month with its reason, the arrangement of the jobs, and the terms
 * of utility (ODD 7.9) of the place chosen and of staying, as they were when the lotteries were settled
 * and nobody had moved. It only reads: a run has the same bits with and without.
 */
import { formatMonth } from "../core/clock.ts";
import { makeSearch } from "../model/choice.ts";
import { TERMS, tasteOf, writeTerms } from "../model/explain.ts";
import { reasonOf } from "../model/moving.ts";
import { makeSearcher, NO_OPTION, readSearcher } from "../model/searcher.ts";
import { MOVE_REASONS, NONE, type Simulation, TENURES } from "../model/state.ts";
import type { CellValues, TableColumn, TableWriter } from "./table.ts";

/** Rows gathered before they are written. */
const GROUP_ROWS = 20_000;

/** What becomes of a worker's job by a move. */
const JOBS = ["none", "keeps", "takes"] as const;

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
  { name: "job1", type: "text", unit: JOBS.join(", "), meaning: "what the first worker does with the job" },
  { name: "job2", type: "text", unit: JOBS.join(", "), meaning: "what the second worker does" },
] as const satisfies readonly TableColumn[];

const termColumns = (prefix: string, of: string): readonly TableColumn[] => [
  ...TERMS.map(({ name, meaning }): TableColumn => {
    return { name: `${prefix}_${name}`, type: "f32", unit: "utility", meaning: `${of}: ${meaning}` };
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
  /** Writes what is left and ends the table. */
  close(): void;
}

/** Opens the log of a simulation: from now on each month's moves are noted. */
export function followEvents(simulation: Simulation, table: TableWriter): EventLog {
  const searcher = makeSearcher(simulation.geography.areas);
  const search = makeSearch();
  const months: string[] = [];
  const numbers: number[][] = NUMBERS.map(() => []);
  const texts: string[][] = TEXTS.map(() => []);
  const terms: number[][] = Array.from({ length: 2 * TERMS.length }, () => []);
  const values = new Float64Array(2 * TERMS.length);
  const flush = () => {
    if (months.length === 0) return;
    const [household = [], id = [], days1 = [], days2 = []] = numbers;
    const batch: CellValues[] = [
      months.slice(),
      Uint32Array.from(household),
      Uint32Array.from(id),
      Uint8Array.from(days1),
      Uint8Array.from(days2),
      ...texts.map((each) => each.slice()),
      ...terms.map((each) => Float32Array.from(each)),
    ];
    table.write(batch);
    for (const each of [months, ...numbers, ...texts, ...terms]) each.length = 0;
  };
  const noteMove = (sim: Simulation, household: number, at: number) => {
    const { choice, tenure, discontent } = sim.workspace.searchers;
    const { data } = sim.households;
    const { id } = sim.input.places;
    const place = choice[at]!;
    searcher.lost0 = NO_OPTION;
    searcher.lost1 = NO_OPTION;
    readSearcher(sim, searcher, household, discontent[at]!);
    const from = data.tenure[household]!;
    const here = tasteOf(sim, searcher, searcher.place, search);
    const there = tasteOf(sim, searcher, place, search);
    writeTerms(sim, searcher, searcher.place, from, here, true, values, TERMS.length);
    writeTerms(sim, searcher, place, tenure[at]!, there, false, values);
    const reason = MOVE_REASONS[reasonOf(sim, searcher, place)] ?? "";
    const workers = searcher.workers.map((each, w) => (w < searcher.workerCount ? each : undefined));
    const jobs = workers.map((each) => jobOf(each));
    const days = workers.map((each) => each?.days ?? 0);
    months.push(formatMonth(sim.month));
    add(numbers, [household, data.id[household]!, ...days]);
    add(texts, [
      id[searcher.place] ?? "",
      id[place] ?? "",
      TENURES[from] ?? "",
      TENURES[tenure[at]!] ?? "",
      reason,
      ...jobs,
    ]);
    add(terms, values);
    if (months.length >= GROUP_ROWS) flush();
  };
  simulation.onSettled = (sim) => {
    const { searchers } = sim.workspace;
    for (let at = 0; at < searchers.count; at++) {
      if (searchers.choice[at] !== NONE) noteMove(sim, searchers.household[at]!, at);
    }
  };
  return {
    close() {
      simulation.onSettled = null;
      flush();
      table.close();
    },
  };
}

function jobOf(worker: { readonly job: number; readonly takesJob: boolean } | undefined): string {
  if (worker === undefined || (worker.job === NONE && !worker.takesJob)) return JOBS[0];
  return worker.takesJob ? JOBS[2] : JOBS[1];
}

/** Appends one entry to each column. */
function add<T>(columns: readonly T[][], row: ArrayLike<T>): void {
  for (const [at, column] of columns.entries()) column.push(row[at]!);
}
