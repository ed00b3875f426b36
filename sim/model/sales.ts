/** Sales of the month: who bought where at which price (ODD 7.10), and yearly means by kind of buyer. */
import { listSize } from "./make-workspace.ts";
import { INVESTORS, type Simulation } from "./state.ts";

/** Kinds of buyers: investors as in INVESTORS, then households that own already and those that do not. */
export const BUYERS = [...INVESTORS, "mover", "first-time"] as const;
export const MOVER = INVESTORS.length;
export const FIRST_TIME = MOVER + 1;

/** Sales of the last month, the first ones if there are more than fit. */
export interface Sales {
  count: number;
  readonly place: Uint16Array;
  /** Index in BUYERS. */
  readonly buyer: Uint8Array;
  /** Price paid [EUR/m2]. */
  readonly price: Float64Array;
}

/** An empty list of sales, long enough for all who move and as many for investors. */
export function makeSales(rows: number, searchCap: number): Sales {
  const most = 2 * listSize(rows, searchCap);
  return {
    count: 0,
    place: new Uint16Array(most),
    buyer: new Uint8Array(most),
    price: new Float64Array(most),
  };
}

/** Notes a sale at the market price. @param buyer index in BUYERS */
export function noteSale(sim: Simulation, place: number, buyer: number): void {
  const { sales } = sim;
  const at = sales.count++;
  sales.place[at] = place;
  sales.buyer[at] = buyer;
  sales.price[at] = sim.places.data.price[place]!;
}

/** Price of a dwelling of the place's mean floor [real EUR of all dwellings a simulated one stands for]. */
export function marketValue(sim: Simulation, j: number): number {
  return sim.places.data.price[j]! * sim.places.data.meanFloor[j]! * sim.scale;
}

/** Sales that still fit this month. */
export function salesLeft(sim: Simulation): number {
  return sim.sales.place.length - sim.sales.count;
}

/** bought' = bought + (sales of the month - bought) / 12, by place and kind of buyer [/month]. */
export function countSales(sim: Simulation): void {
  const { bought } = sim.places.data;
  const { sales } = sim;
  for (let at = 0; at < bought.length; at++) bought[at]! *= 11 / 12;
  for (let n = 0; n < sales.count; n++) {
    bought[sales.place[n]! * BUYERS.length + sales.buyer[n]!]! += 1 / 12;
  }
}
