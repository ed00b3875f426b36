/** Indicators of work and of the way to it (ODD 13), by class of the place where the labour force lives. */
import type { Simulation } from "../model/state.ts";
import type { HouseholdSums } from "./household-sums.ts";

/** Groups of every indicator: all places, then six classes. */
const G = 7;

/** First value of each indicator in the measured values. */
export type SlotOf = (name: string) => number;

/** Sums over the labour force by group; then shares and means over those with a job. */
export function measureWork(sim: Simulation, sums: HouseholdSums, out: Float64Array, slot: SlotOf): void {
  const force = new Float64Array(G);
  const employed = new Float64Array(G);
  const commuters = new Float64Array(G);
  spread(sums, out, slot, [force, employed, commuters]);
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

/** Sums by class from the pass to their indicators; all, employed and commuters. */
function spread(
  sums: HouseholdSums,
  out: Float64Array,
  slot: SlotOf,
  [force, employed, commuters]: readonly [Float64Array, Float64Array, Float64Array],
): void {
  for (let g = 1; g < G; g++) {
    const jobs = sums.of("employed", g - 1);
    const remote = sums.of("remoteDays", g - 1);
    force[g] = sums.of("force", g - 1);
    employed[g] = jobs;
    commuters[g] = sums.of("commuters", g - 1);
    out[slot("unemployment") + g] = force[g]! - jobs;
    out[slot("remoteDays") + g] = remote;
    out[slot("officeAttendance") + g] = 5 * jobs - remote;
    out[slot("independents") + g] = sums.of("independents", g - 1);
    out[slot("hoursAlone") + g] = sums.of("daysAlone", g - 1);
    out[slot("commuteMinutes") + g] = sums.of("minutes", g - 1);
    out[slot("hoursCommuting") + g] = sums.of("minutesByDays", g - 1);
  }
}

/** Group 0 = sum of the classes, in their order. */
function sumClasses(values: Float64Array, first: number): void {
  let sum = 0;
  for (let g = 1; g < G; g++) sum += values[first + g]!;
  values[first] = sum;
}
