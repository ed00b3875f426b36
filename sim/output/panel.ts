/**
 * The panel follows a keyed sample of households: their whole state, every month. Its columns are
 * those of the household schema, so a new state variable shows up by itself. Twelve months make a
 * row group, ordered by household, then month: states that last pack well, and memory is bounded.
 */
import { formatMonth } from "../core/clock.ts";
import type { ColumnSpec } from "../core/columns.ts";
import { deriveKey, hash, type Key } from "../core/random.ts";
import type { Simulation } from "../model/state.ts";
import type { CellValues, TableColumn, TableWriter } from "./table.ts";

/** Households followed unless said otherwise. */
export const PANEL_HOUSEHOLDS = 10_000;

/** Months gathered before they are written. */
const GROUP_MONTHS = 12;
/** Columns with more values a household than this are left out. */
const MAX_WIDTH = 2;
/** Key of the sample, away from the streams of the model, which are small numbers. */
const SAMPLE_STREAM = 0x70616e65;

type NumberArray = Exclude<CellValues, readonly string[]>;

/** Follows one simulation. */
export interface Panel {
  /** Notes the present state of the sample; once a month, and once before the first. */
  record(): void;
  /** Writes what is left and ends the table. */
  close(): void;
}

/** One number to note of each household: entry `part` of a column of the state. */
interface Source {
  readonly column: TableColumn;
  /** Values of all rows, `width` each: read anew each month, for tables may grow. */
  readonly values: () => NumberArray;
  readonly width: number;
  readonly part: number;
}

/**
 * Draws the households to follow: those with the least hash under the run key, so that scenarios of
 * one seed follow the same ones.
 * @param households number of households N
 * @param size at most this many
 * @returns their indices, rising
 */
export function choosePanel(runKey: Key, households: number, size: number): Uint32Array {
  if (size >= households) return Uint32Array.from({ length: households }, (_, household) => household);
  const key = deriveKey(runKey, SAMPLE_STREAM, 0);
  const luck = Uint32Array.from({ length: households }, (_, household) => hash(key.k0, key.k1, household, 0));
  const limit = luck.slice().sort()[size] ?? 0;
  const below = indicesWhere(luck, (value) => value < limit);
  const level = indicesWhere(luck, (value) => value === limit).slice(0, size - below.length);
  return Uint32Array.from([...below, ...level]).sort();
}

/** Columns of panel.parquet for this simulation's household schema. */
export function panelColumns(simulation: Simulation): readonly TableColumn[] {
  return [
    { name: "month", type: "text", unit: "YYYY-MM", meaning: "month at whose end the state holds" },
    {
      name: "household",
      type: "u32",
      unit: "index",
      meaning: "row of the sample; a household keeps it for life, then one newly formed takes it (see id)",
    },
    { name: "placeId", type: "text", unit: "id", meaning: "place of residence, as in the place table" },
    ...sources(simulation).map((source) => source.column),
  ];
}

/**
 * Makes a panel over a table opened with `panelColumns`.
 * @param sample indices of the households to follow
 */
export function createPanel(simulation: Simulation, table: TableWriter, sample: Uint32Array): Panel {
  const noted = sources(simulation);
  const buffers = noted.map(({ values }) => emptyLike(values(), sample.length * GROUP_MONTHS));
  const placeAt = noted.findIndex((source) => source.column.name === "place");
  const placeIds = simulation.input.places.id;
  const months: string[] = [];
  const flush = () => {
    if (months.length === 0) return;
    const columns = buffers.map((buffer) => packed(buffer, sample.length, months.length));
    const places = Array.from(columns[placeAt] ?? [], (place) => placeIds[place] ?? "");
    table.write([repeated(months, sample.length), stretched(sample, months.length), places, ...columns]);
    months.length = 0;
  };
  return {
    record() {
      noted.forEach((source, at) => {
        note(source, sample, buffers[at] as NumberArray, months.length);
      });
      months.push(formatMonth(simulation.month));
      if (months.length === GROUP_MONTHS) flush();
    },
    close() {
      flush();
      table.close();
    },
  };
}

/** Numbers to note: every narrow column of the household schema, part by part, and the number of ties. */
function sources(simulation: Simulation): readonly Source[] {
  const schema = simulation.households.schema as Readonly<Record<string, ColumnSpec>>;
  const data = () => simulation.households.data as Readonly<Record<string, NumberArray>>;
  const ties: TableColumn = { name: "ties", type: "u8", unit: "ties", meaning: "close ties" };
  const found = Object.entries(schema).flatMap(([name, spec]) => {
    const width = spec.width ?? 1;
    if (width > MAX_WIDTH) return [];
    const values = () => data()[name] as NumberArray;
    const { type, unit, meaning } = spec;
    return Array.from({ length: width }, (_, part) => ({
      column: { name: width > 1 ? `${name}${part + 1}` : name, type, unit, meaning },
      values,
      width,
      part,
    }));
  });
  return [...found, { column: ties, values: () => simulation.ties.count, width: 1, part: 0 }];
}

/** @param out: the state of the sample's i-th household in the group's `month` stands at i * 12 + month */
function note({ values, width, part }: Source, sample: Uint32Array, out: NumberArray, month: number): void {
  const now = values();
  for (let i = 0; i < sample.length; i++) {
    out[i * GROUP_MONTHS + month] = now[sample[i]! * width + part]!;
  }
}

/** The first `months` entries of every twelve, one after another. */
function packed(buffer: NumberArray, households: number, months: number): NumberArray {
  if (months === GROUP_MONTHS) return buffer;
  const out = emptyLike(buffer, households * months);
  for (let i = 0; i < households; i++) {
    for (let month = 0; month < months; month++) out[i * months + month] = buffer[i * GROUP_MONTHS + month]!;
  }
  return out;
}

function emptyLike(values: NumberArray, length: number): NumberArray {
  const make = values.constructor as new (length: number) => NumberArray;
  return new make(length);
}

/** All texts, `times` times over. */
function repeated(texts: readonly string[], times: number): string[] {
  return Array.from({ length: texts.length * times }, (_, row) => texts[row % texts.length] ?? "");
}

/** Each number `times` times in a row. */
function stretched(numbers: Uint32Array, times: number): Uint32Array {
  return Uint32Array.from({ length: numbers.length * times }, (_, row) => numbers[Math.floor(row / times)]!);
}

function indicesWhere(values: Uint32Array, test: (value: number) => boolean): number[] {
  const found: number[] = [];
  values.forEach((value, index) => {
    if (test(value)) found.push(index);
  });
  return found;
}
