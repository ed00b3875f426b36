/** Tables of results: columns that are declared once, with unit and meaning, and rows in batches. */
import { invariant } from "../core/assert.ts";

/** How a column's values are stored; numbers as in sim/core/columns.ts. */
export type CellType = "text" | "u8" | "u16" | "u32" | "i16" | "i32" | "f32" | "f64";

/** A column of a table of results. */
export interface TableColumn {
  readonly name: string;
  readonly type: CellType;
  readonly unit: string;
  readonly meaning: string;
  /** Whether values may be missing: NaN stands for a missing f32 or f64. */
  readonly nullable?: boolean;
}

/** Values of one column in a batch of rows. */
export type CellValues =
  | readonly string[]
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Int16Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** Somewhere rows go: a CSV or a Parquet file. */
export interface TableWriter {
  /** Appends rows; one array a column, all of one length. */
  write(columns: readonly CellValues[]): void;
  /** Ends the file. */
  close(): void;
}

/** Number of rows of a batch. @throws InvariantError unless it fits the declared columns */
export function batchRows(columns: readonly TableColumn[], batch: readonly CellValues[]): number {
  invariant(
    batch.length === columns.length,
    `a batch has ${batch.length} columns, declared: ${columns.length}`,
  );
  const rows = batch[0]?.length ?? 0;
  batch.forEach((values, at) => {
    invariant(
      values.length === rows,
      `column ${columns[at]?.name} has ${values.length} rows, the first ${rows}`,
    );
  });
  return rows;
}
