/** Makes a frame of the simulation's present month. */
import type { Simulation } from "../model/state.ts";
import { INDICATORS, measure } from "../output/indicators.ts";
import { type MoveHistory, netFlows } from "./flows.ts";
import { encodeFrame } from "./frames.ts";
import { GROUPS } from "./protocol.ts";

/**
 * Frame of the present month, without series.
 * @param history moves up to this month
 */
export function captureFrame(simulation: Simulation, history: MoveHistory, epoch: number): ArrayBuffer {
  const { data, rows } = simulation.places;
  const values = new Float64Array(INDICATORS.length * GROUPS);
  measure(simulation, values);
  const netMigration = new Float32Array(rows);
  const vacancy = new Float32Array(rows);
  for (let place = 0; place < rows; place++) {
    const persons = data.persons[place]!;
    const stock = sumOf(data.stock, place, 3);
    netMigration[place] = persons > 0 ? (1000 * sumOf(data.migration, place, 12)) / persons : 0;
    vacancy[place] = stock > 0 ? 1 - sumOf(data.occupied, place, 3) / stock : Number.NaN;
  }
  const flows = netFlows(history, simulation.scale);
  return encodeFrame({
    epoch,
    month: simulation.month,
    key: false,
    values,
    population: Float32Array.from(data.population),
    netMigration,
    rent: Float32Array.from(data.rent),
    vacancy,
    flowFrom: flows.from,
    flowTo: flows.to,
    flowHouseholds: flows.households,
    seriesMonths: 0,
    series: new Float64Array(0),
  });
}

/** Sum over the entries of one row of a wide column, in their order. */
function sumOf(column: Float64Array, row: number, width: number): number {
  let sum = 0;
  for (let k = 0; k < width; k++) sum += column[row * width + k]!;
  return sum;
}
