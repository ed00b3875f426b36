/** Tables as comma-separated text (RFC 4180), UTF-8, one header line, missing values empty. */
import type { ByteSink } from "./files.ts";
import { batchRows, type CellValues, type TableColumn, type TableWriter } from "./table.ts";

/** Rows turned into text at a time, so that memory stays small. */
const ROWS_AT_ONCE = 4096;

/** Opens a CSV table. Numbers are written with the digits that give the same number back. */
export function openCsv(sink: ByteSink, columns: readonly TableColumn[]): TableWriter {
  const encoder = new TextEncoder();
  sink.append(encoder.encode(`${columns.map((column) => quote(column.name)).join(",")}\n`));
  return {
    write(batch) {
      const rows = batchRows(columns, batch);
      for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
        const text = textOfRows(batch, from, Math.min(rows, from + ROWS_AT_ONCE));
        sink.append(encoder.encode(text));
      }
    },
    close: () => sink.close(),
  };
}

function textOfRows(batch: readonly CellValues[], from: number, to: number): string {
  let text = "";
  for (let row = from; row < to; row++) {
    for (let at = 0; at < batch.length; at++) {
      if (at > 0) text += ",";
      text += cell(batch[at]?.[row]);
    }
    text += "\n";
  }
  return text;
}

function cell(value: string | number | undefined): string {
  if (typeof value === "string") return quote(value);
  return value === undefined || Number.isNaN(value) ? "" : String(value);
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
