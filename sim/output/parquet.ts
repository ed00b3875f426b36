/**
 * Tables as Apache Parquet. Units and meanings of the columns travel in the file's key-value
 * metadata: `columns` holds JSON {column: {type, unit, meaning}}, which DuckDB shows by
 * `select * from parquet_kv_metadata('file.parquet')`.
 */
import { ByteWriter, type ColumnSource, ParquetWriter, type SchemaElement } from "hyparquet-writer";
import type { ByteSink } from "./files.ts";
import { batchRows, type CellType, type CellValues, type TableColumn, type TableWriter } from "./table.ts";

/** Texts for the file's metadata beside the columns: title, version, scenario, seed ... */
export type TableInfo = Readonly<Record<string, string>>;

/** Physical and logical type, and the encoding that was fastest for our columns (see bench). */
const STORAGE: Readonly<Record<CellType, Storage>> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8", encoding: "RLE_DICTIONARY" },
  u8: { type: "INT32", converted_type: "UINT_8", encoding: "DELTA_BINARY_PACKED" },
  u16: { type: "INT32", converted_type: "UINT_16", encoding: "DELTA_BINARY_PACKED" },
  u32: { type: "INT32", converted_type: "UINT_32", encoding: "DELTA_BINARY_PACKED" },
  i16: { type: "INT32", converted_type: "INT_16", encoding: "DELTA_BINARY_PACKED" },
  i32: { type: "INT32", encoding: "DELTA_BINARY_PACKED" },
  f32: { type: "FLOAT", encoding: "PLAIN" },
  f64: { type: "DOUBLE", encoding: "PLAIN" },
};

type DecodedArray = ColumnSource["data"];

interface Storage {
  readonly type: NonNullable<SchemaElement["type"]>;
  readonly converted_type?: NonNullable<SchemaElement["converted_type"]>;
  readonly encoding: "RLE_DICTIONARY" | "DELTA_BINARY_PACKED" | "PLAIN";
}

/** Opens a Parquet table; each batch becomes one row group, written at once. */
export function openParquet(sink: ByteSink, columns: readonly TableColumn[], info: TableInfo): TableWriter {
  const bytes = sinkWriter(sink);
  const parquet = new ParquetWriter({
    writer: bytes,
    schema: [{ name: "root", num_children: columns.length }, ...columns.map(schemaElement)],
    kvMetadata: metadata(columns, info),
    createdBy: "voisinage",
  });
  return {
    write(batch) {
      const rows = batchRows(columns, batch);
      if (rows === 0) return;
      const columnData = columns.map((column, at) => ({
        name: column.name,
        data: storedValues(column, batch[at] ?? []),
        encoding: STORAGE[column.type].encoding,
        // Least and largest values of numbers cost half of the writing and help nobody to find rows.
        statistics: column.type === "text",
      }));
      // pageSize 0: one page a column; a batch is small, and looking for page ends costs a quarter.
      parquet.write({ columnData, rowGroupSize: rows, pageSize: 0 });
    },
    close() {
      parquet.finish();
      sink.close();
    },
  };
}

function schemaElement(column: TableColumn): SchemaElement {
  const { encoding: _, ...stored } = STORAGE[column.type];
  return { name: column.name, ...stored, repetition_type: column.nullable ? "OPTIONAL" : "REQUIRED" };
}

function metadata(columns: readonly TableColumn[], info: TableInfo): { key: string; value: string }[] {
  const documented = columns.map(({ name, type, unit, meaning }) => [name, { type, unit, meaning }]);
  const texts = { ...info, columns: JSON.stringify(Object.fromEntries(documented)) };
  return Object.entries(texts).map(([key, value]) => ({ key, value }));
}

/** The library wants missing values as null, and text in an array that it may change. */
function storedValues(column: TableColumn, values: CellValues): DecodedArray {
  // The library reads any array of numbers; its types name only some.
  if (!column.nullable && ArrayBuffer.isView(values)) return values as DecodedArray;
  return Array.from<string | number, string | number | null>(values, (value) =>
    Number.isNaN(value) ? null : value,
  );
}

/** A byte writer that hands its bytes to the sink after every row group and at the end. */
function sinkWriter(sink: ByteSink): ByteWriter {
  const writer = new ByteWriter(1 << 16);
  const flush = () => {
    sink.append(new Uint8Array(writer.buffer, 0, writer.index));
    writer.index = 0;
  };
  return Object.assign(writer, { flush, finish: flush });
}
