/**
 * State in columns: declared once with type, unit, range and meaning. The declaration makes memory,
 * snapshots, digests and the state-variable table of the ODD. All columns of a table lie in one buffer,
 * each starting at a multiple of 8 bytes, so that a table is moved or shared as one piece. There may be room
 * for more rows than there are: then rows are added without moving any.
 */

import { InvariantError, invariant } from "./assert.ts";

export interface ColumnSpec {
  readonly type: keyof ColumnArrays;
  /** Unit in words or symbols, for example `EUR/month`, `share`, `index`. */
  readonly unit: string;
  /** Smallest and largest value allowed, both included. */
  readonly range: readonly [number, number];
  readonly meaning: string;
  /** Values a row; 1 when left out. Row i is at i width ... (i + 1) width - 1. */
  readonly width?: number;
}

/** The array that holds each type. */
export interface ColumnArrays {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
  readonly i16: Int16Array;
  readonly i32: Int32Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
}

/** Columns of a table by name. */
export type Schema = Readonly<Record<string, ColumnSpec>>;

/** A table: its declaration, its memory, and a typed array for each column. */
export interface Columns<S extends Schema> {
  readonly schema: S;
  readonly rows: number;
  /** Rows for which there is memory. */
  readonly room: number;
  readonly buffer: ArrayBufferLike;
  /** Where the table begins in the buffer [bytes]. */
  readonly offset: number;
  /** Length of the table [bytes]. */
  readonly bytes: number;
  readonly data: { readonly [N in keyof S]: ColumnArrays[S[N]["type"]] };
}

type ArrayMaker<A> = {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, offset: number, length: number): A;
};

const ARRAYS: { readonly [T in keyof ColumnArrays]: ArrayMaker<ColumnArrays[T]> } = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i16: Int16Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
};

/** A table filled with zeros. @param rows number of rows, at least 0 @param room rows, at least as many */
export function allocate<const S extends Schema>(schema: S, rows: number, room = rows): Columns<S> {
  const bytes = bytesOf(schema, room);
  return attach(schema, rows, new ArrayBuffer(bytes), 0, bytes, room);
}

/**
 * The table that lies in a buffer: from another thread, or read from a snapshot.
 * @param from where it begins, a multiple of 8 [bytes]
 * @param length what there is for it [bytes]
 * @param room rows for which it was made
 * @throws InvariantError when that is another length than schema and room ask for
 */
export function attach<const S extends Schema>(
  schema: S,
  rows: number,
  buffer: ArrayBufferLike,
  from = 0,
  length = buffer.byteLength - from,
  room = rows,
): Columns<S> {
  const bytes = bytesOf(schema, room);
  invariant(
    length === bytes,
    () => `columns: buffer of ${length} bytes, but ${room} rows of this schema need ${bytes}`,
  );
  invariant(rows >= 0 && rows <= room, () => `columns: ${rows} rows in the room of ${room}`);
  const data: Record<string, ColumnArrays[keyof ColumnArrays]> = {};
  let offset = from;
  for (const [name, spec] of Object.entries(schema)) {
    data[name] = new ARRAYS[spec.type](buffer, offset, rows * (spec.width ?? 1));
    offset += columnBytes(spec, room);
  }
  // An object that grew name by name is a dictionary, in which each access to a column is a search; its
  // copy has a fixed shape.
  return { schema, rows, room, buffer, offset: from, bytes, data: { ...data } as Columns<S>["data"] };
}

/** The same table with more rows, within its room. */
export function widen<const S extends Schema>(columns: Columns<S>, rows: number): Columns<S> {
  const { schema, buffer, offset, bytes, room } = columns;
  return attach(schema, rows, buffer, offset, bytes, room);
}

/** Memory of a table [bytes]. */
export function bytesOf(schema: Schema, rows: number): number {
  invariant(Number.isSafeInteger(rows) && rows >= 0, () => `columns: ${rows} is not a number of rows`);
  let bytes = 0;
  for (const spec of Object.values(schema)) bytes += columnBytes(spec, rows);
  return bytes;
}

/**
 * Every value lies in the range of its column, and none is NaN.
 * @throws InvariantError naming column, row, value and range of the first one outside
 */
export function checkRanges(columns: Columns<Schema>): void {
  for (const [name, spec] of Object.entries(columns.schema)) {
    const values = columns.data[name]!;
    const at = firstOutside(values, spec.range[0], spec.range[1]);
    if (at < 0) continue;
    const row = Math.floor(at / (spec.width ?? 1));
    const slot = spec.width === undefined ? "" : ` (value ${at - row * spec.width} of the row)`;
    throw new InvariantError(
      `column ${name}, row ${row}${slot}: ${values[at]} is outside ` +
        `${spec.range[0]} to ${spec.range[1]} [${spec.unit}], ${spec.meaning}`,
    );
  }
}

/** Index of the first value that is not within low and high (NaN is not), or -1. */
function firstOutside(values: ColumnArrays[keyof ColumnArrays], low: number, high: number): number {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value >= low && value <= high)) return i;
  }
  return -1;
}

/** Memory of one column, rounded up to the next multiple of 8 [bytes]. */
function columnBytes(spec: ColumnSpec, rows: number): number {
  return Math.ceil((rows * (spec.width ?? 1) * ARRAYS[spec.type].BYTES_PER_ELEMENT) / 8) * 8;
}
