/**
 * Indicators of work and of the way to it (ODD 13): one pass over the labour force, by class of the
 * place where it lives.
 */
import { travelMinutes } from "../model/arrangement.ts";
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

function addForce(sim: Simulation, out: Float64Array, slot: SlotOf, totals: readonly Float64Array[]): void {
  const { status, place, workers, remoteDays, jobPlace, independent } = sim.households.data;
  const { placeClass } = sim.input.places;
  const { hubShare } = sim.places.data;
  const [force, employed, commuters] = totals as [Float64Array, Float64Array, Float64Array];
  const [unemployment, remote, own] = [slot("unemployment"), slot("remoteDays"), slot("independents")];
  const [office, alone] = [slot("officeAttendance"), slot("hoursAlone")];
  const [hours, minutes] = [slot("hoursCommuting"), slot("commuteMinutes")];
  for (let i = 0; i < sim.households.rows; i++) {
    if (status[i] === EMPTY) continue;
    const home = place[i]!;
    const g = placeClass[home]! + 1;
    for (let w = 0; w < workers[i]!; w++) {
      const job = jobPlace[i * 2 + w]!;
      force[g]!++;
      if (job === NONE) {
        out[unemployment + g]!++;
        continue;
      }
      const days = remoteDays[i * 2 + w]!;
      employed[g]!++;
      out[remote + g]! += days;
      out[own + g]! += (independent[i]! >> w) & 1;
      out[office + g]! += 5 - days;
      out[alone + g]! += days * (1 - hubShare[home]!);
      if (days === 5) continue;
      const way = travelMinutes(sim, home, job);
      commuters[g]!++;
      out[minutes + g]! += way;
      out[hours + g]! += (5 - days) * way;
    }
  }
}

/** Group 0 = sum of the classes, in their order. */
function sumClasses(values: Float64Array, first: number): void {
  let sum = 0;
  for (let g = 1; g < G; g++) sum += values[first + g]!;
  values[first] = sum;
}
