/**
 * Indicators of work and of the way to it (ODD 13): one pass over the labour force, by class of the
 * place where it lives.
 */
import { railFactor } from "../model/arrangement.ts";
import { EMPTY, NONE, type Simulation } from "../model/state.ts";

/** Groups of every indicator: all places, then six classes. */
const G = 7;

/** First value of each indicator in the measured values. */
export type SlotOf = (name: string) => number;

/** Sums over the labour force by group; then shares and means over those with a job. */
export function measureWork(sim: Simulation, out: Float64Array, slot: SlotOf): void {
  const force = new Float64Array(G);
  const employed = new Float64Array(G);
  const commuters = new Float64Array(G);
  addForce(sim, out, slot, [force, employed, commuters]);
  const names = ["unemployment", "remoteDays", "independents", "officeAttendance", "hoursAlone"];
  const firsts = [...names, "hoursCommuting", "commuteMinutes"].map(slot);
  for (const first of firsts) sumClasses(out, first);
  for (const each of [force, employed, commuters]) sumClasses(each, 0);
  for (let g = 0; g < G; g++) {
    const jobs = Math.max(1, employed[g]!);
    out[slot("unemployment") + g]! *= 100 / Math.max(1, force[g]!);
    out[slot("independents") + g]! *= 100 / jobs;
    out[slot("officeAttendance") + g]! *= 20 / jobs;
    out[slot("remoteDays") + g]! /= jobs;
    out[slot("hoursAlone") + g]! *= sim.parameters.workHours / 5 / jobs;
    out[slot("hoursCommuting") + g]! *= 2 / 60 / jobs;
    out[slot("commuteMinutes") + g]! /= Math.max(1, commuters[g]!);
  }
}

/**
 * Sums over the labour force by class of the place where it lives, side by side: persons, employed, remote
 * days, independents, days alone, commuters, their minutes, minutes by office days.
 */
const SUMS = 8;
const sums = new Float64Array(G * SUMS);

function addForce(sim: Simulation, out: Float64Array, slot: SlotOf, totals: readonly Float64Array[]): void {
  const { status, place, workers, remoteDays, jobPlace, independent } = sim.households.data;
  const { placeClass, area } = sim.input.places;
  const { hubShare } = sim.places.data;
  const { minutes, places } = sim.geography;
  const rail = railFactor(sim);
  const by = sums;
  by.fill(0);
  for (let i = 0; i < sim.households.rows; i++) {
    if (status[i] === EMPTY) continue;
    const home = place[i]!;
    const g = (placeClass[home]! + 1) * SUMS;
    for (let w = 0; w < workers[i]!; w++) {
      const job = jobPlace[i * 2 + w]!;
      by[g]!++;
      if (job === NONE) continue;
      const days = remoteDays[i * 2 + w]!;
      by[g + 1]!++;
      by[g + 2]! += days;
      by[g + 3]! += (independent[i]! >> w) & 1;
      by[g + 4]! += days * (1 - hubShare[home]!);
      if (days === 5) continue;
      const way = minutes[home * places + job]! * (area[home] === area[job] ? 1 : rail);
      by[g + 5]!++;
      by[g + 6]! += way;
      by[g + 7]! += (5 - days) * way;
    }
  }
  const [force, employed, commuters] = totals as [Float64Array, Float64Array, Float64Array];
  for (let g = 1; g < G; g++) {
    const [all = 0, jobs = 0, remote = 0, own = 0, alone = 0, travelling = 0, way = 0, hours = 0] =
      sums.subarray(g * SUMS);
    force[g] = all;
    employed[g] = jobs;
    commuters[g] = travelling;
    out[slot("unemployment") + g] = all - jobs;
    out[slot("remoteDays") + g] = remote;
    out[slot("officeAttendance") + g] = 5 * jobs - remote;
    out[slot("independents") + g] = own;
    out[slot("hoursAlone") + g] = alone;
    out[slot("commuteMinutes") + g] = way;
    out[slot("hoursCommuting") + g] = hours;
  }
}

/** Group 0 = sum of the classes, in their order. */
function sumClasses(values: Float64Array, first: number): void {
  let sum = 0;
  for (let g = 1; g < G; g++) sum += values[first + g]!;
  values[first] = sum;
}
