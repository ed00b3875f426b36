/** Sales of dwellings by kind of buyer (ODD 7.10), month by month. It only reads. */
import { formatMonth } from "../core/clock.ts";
import { BUYERS } from "../model/sales.ts";
import type { Simulation } from "../model/state.ts";
import type { TableColumn, TableWriter } from "./table.ts";

/** Columns of sales.parquet. */
export const SALE_COLUMNS: readonly TableColumn[] = [
  { name: "month", type: "text", unit: "YYYY-MM", meaning: "month of the sale" },
  { name: "placeId", type: "text", unit: "id", meaning: "place of the dwelling" },
  { name: "buyer", type: "text", unit: BUYERS.join(", "), meaning: "kind of buyer" },
  { name: "price", type: "f64", unit: "EUR/m2", meaning: "price paid" },
];

/** Notes the sales of the last month. */
export interface SalesLog {
  record(): void;
  close(): void;
}

/** Follows the sales of a simulation, over a table opened with SALE_COLUMNS. */
export function followSales(simulation: Simulation, table: TableWriter): SalesLog {
  return {
    record() {
      const { sales, input, month, elapsed } = simulation;
      if (elapsed === 0 || sales.count === 0) return;
      const { place, buyer, price, count } = sales;
      table.write([
        Array<string>(count).fill(formatMonth(month)),
        Array.from(place.subarray(0, count), (j) => input.places.id[j] ?? ""),
        Array.from(buyer.subarray(0, count), (kind) => BUYERS[kind] ?? ""),
        price.slice(0, count),
      ]);
    },
    close: () => table.close(),
  };
}
