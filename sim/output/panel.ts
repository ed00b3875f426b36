/**
 * The panel follows a keyed sample of households: their whole state, every month. Its columns are
 * those of the household schema, so a new state variable shows up by itself. Twelve months make a
 * row group, ordered by household, then month: states that last pack well, and memory is bounded.
 */
import { formatMonth } from "../core/clock.ts";
import type { ColumnSpec } from "../core/columns.ts";
import { deriveKey, hash, type Key, uniform } from "../core/random.ts";
import { CONTACTS, contactsOf, weekHours } from "../model/contacts.ts";
import { EMPTY, type Simulation, TIE_KINDS } from "../model/state.ts";
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
  /** Values of all households, `width` each; tables may be replaced between two months. */
  readonly values: (simulation: Simulation) => NumberArray;
  readonly width: number;
  readonly part: number;
}

/** What is worked out for the followed alone, beside their state. */
const DERIVED: readonly TableColumn[] = [
  { name: "hoursHome", type: "f32", unit: "h/week", meaning: "hours of work alone at home, all workers" },
  { name: "hoursOffice", type: "f32", unit: "h/week", meaning: "hours at the office, all workers" },
  { name: "hoursCommuting", type: "f32", unit: "h/week", meaning: "hours on the way to work, all workers" },
  ...TIE_KINDS.map((kind): TableColumn => {
    return { name: `met_${kind}`, type: "f32", unit: "/month", meaning: `meetings with close ties: ${kind}` };
  }),
  ...TIE_KINDS.map((kind): TableColumn => {
    return {
      name: `digital_${kind}`,
      type: "f32",
      unit: "ties",
      meaning: `digital contact, summed over ties: ${kind}`,
    };
  }),
];

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
    { name: "household", type: "u32", unit: "index", meaning: "row; who holds it is told by id" },
    { name: "placeId", type: "text", unit: "id", meaning: "place of residence, as in the place table" },
    ...sources(simulation).map((source) => source.column),
    ...DERIVED,
  ];
}

/** The rows followed and what was noted of them in the months of a group. */
interface Notes {
  readonly rows: number;
  readonly sample: Uint32Array;
  readonly buffers: readonly NumberArray[];
  readonly derived: readonly Float32Array[];
}

/**
 * Makes a panel over a table opened with `panelColumns`. A row that is empty in a month has no line in
 * it; rows added later are followed at the same rate.
 * @param sample rows of the households to follow
 */
export function createPanel(simulation: Simulation, table: TableWriter, sample: Uint32Array): Panel {
  const noted = sources(simulation);
  const at = (name: string) => noted.findIndex((source) => source.column.name === name);
  const [placeAt, statusAt] = [at("place"), at("status")];
  const months: string[] = [];
  let notes = blankNotes(simulation, noted, sample);
  const flush = () => {
    const kept = entriesWhere(notes.buffers[statusAt], months.length);
    if (kept.length > 0) {
      const columns = [...notes.buffers, ...notes.derived].map((buffer) => picked(buffer, kept));
      const places = Array.from(columns[placeAt] ?? [], (place) => simulation.input.places.id[place] ?? "");
      const texts = Array.from(kept, (entry) => months[entry % GROUP_MONTHS] ?? "");
      const rows = Uint32Array.from(kept, (entry) => notes.sample[Math.floor(entry / GROUP_MONTHS)] ?? 0);
      table.write([texts, rows, places, ...columns]);
    }
    months.length = 0;
  };
  return {
    record() {
      if (simulation.households.rows > notes.rows) {
        flush();
        notes = blankNotes(simulation, noted, grown(simulation, notes, sample.length));
      }
      noted.forEach((source, k) => {
        note(source, simulation, notes.sample, notes.buffers[k] as NumberArray, months.length);
      });
      derive(simulation, notes, months.length);
      months.push(formatMonth(simulation.month));
      if (months.length === GROUP_MONTHS) flush();
    },
    close() {
      flush();
      table.close();
    },
  };
}

function blankNotes(simulation: Simulation, noted: readonly Source[], sample: Uint32Array): Notes {
  const length = sample.length * GROUP_MONTHS;
  return {
    rows: simulation.households.rows,
    sample,
    buffers: noted.map(({ values }) => emptyLike(values(simulation), length)),
    derived: DERIVED.map(() => new Float32Array(length)),
  };
}

/** The sample and, of the rows that were added, as large a share as it was of the first. */
function grown(simulation: Simulation, { rows, sample }: Notes, size: number): Uint32Array {
  const { households, runKey } = simulation.input;
  const key = deriveKey(runKey, SAMPLE_STREAM, 0);
  const added = Array.from({ length: simulation.households.rows - rows }, (_, k) => rows + k);
  const follow = (row: number) => uniform(hash(key.k0, key.k1, row, 0)) * households < size;
  return Uint32Array.from([...sample, ...added.filter(follow)]);
}

/** Numbers to note: every narrow column of the household schema, part by part, and the number of ties. */
function sources(simulation: Simulation): readonly Source[] {
  const schema = simulation.households.schema as Readonly<Record<string, ColumnSpec>>;
  const ties: TableColumn = { name: "ties", type: "u8", unit: "ties", meaning: "close ties" };
  const found = Object.entries(schema).flatMap(([name, spec]) => {
    const width = spec.width ?? 1;
    if (width > MAX_WIDTH) return [];
    const { type, unit, meaning } = spec;
    return Array.from({ length: width }, (_, part) => ({
      column: { name: width > 1 ? `${name}${part + 1}` : name, type, unit, meaning },
      values: ({ households }: Simulation) => households.data[name as keyof typeof households.data],
      width,
      part,
    }));
  });
  return [...found, { column: ties, values: (sim: Simulation) => sim.ties.count, width: 1, part: 0 }];
}

/** @param out: the state of the sample's i-th household in the group's `month` stands at i * 12 + month */
function note(
  { values, width, part }: Source,
  simulation: Simulation,
  sample: Uint32Array,
  out: NumberArray,
  month: number,
): void {
  const column = values(simulation);
  for (let i = 0; i < sample.length; i++) {
    out[i * GROUP_MONTHS + month] = column[sample[i]! * width + part]!;
  }
}

/** Hours and contacts of the followed. */
function derive(simulation: Simulation, { sample, derived }: Notes, month: number): void {
  const { status } = simulation.households.data;
  const hours = { home: 0, office: 0, commute: 0 };
  const contacts = new Float64Array(CONTACTS);
  for (let i = 0; i < sample.length; i++) {
    if (status[sample[i]!] === EMPTY) continue;
    weekHours(simulation, sample[i]!, hours);
    contactsOf(simulation, sample[i]!, contacts);
    const entry = i * GROUP_MONTHS + month;
    [hours.home, hours.office, hours.commute, ...contacts].forEach((value, k) => {
      const column = derived[k];
      if (column !== undefined) column[entry] = value;
    });
  }
}

/** Entries of a group in which the row is not empty. */
function entriesWhere(status: NumberArray | undefined, months: number): readonly number[] {
  const kept: number[] = [];
  status?.forEach((value, entry) => {
    if (value !== EMPTY && entry % GROUP_MONTHS < months) kept.push(entry);
  });
  return kept;
}

/** Some entries of a buffer, in their order. */
function picked(buffer: NumberArray, entries: readonly number[]): NumberArray {
  const out = emptyLike(buffer, entries.length);
  for (const [at, entry] of entries.entries()) out[at] = buffer[entry]!;
  return out;
}

function emptyLike(values: NumberArray, length: number): NumberArray {
  const make = values.constructor as new (length: number) => NumberArray;
  return new make(length);
}

function indicesWhere(values: Uint32Array, test: (value: number) => boolean): number[] {
  const found: number[] = [];
  values.forEach((value, index) => {
    if (test(value)) found.push(index);
  });
  return found;
}
