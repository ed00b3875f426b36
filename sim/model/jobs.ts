/**
 * Jobs of places and who holds them (ODD 7.3): the number filled is kept at every change, so that
 * filled = workers with that job place, in every month and process.
 */
import type { Geography } from "./geography.ts";
import { accumulate, nearness } from "./geography.ts";
import type { Parameters } from "./parameters.ts";
import type { PlaceTable } from "./places.ts";
import { NONE, type Simulation } from "./state.ts";

/** Worker w of a household takes a job at a place, leaving the one held. */
export function takeJob(sim: Simulation, i: number, w: number, place: number): void {
  const { jobPlace } = sim.households.data;
  const { filled } = sim.places.data;
  const old = jobPlace[i * 2 + w]!;
  if (old !== NONE) filled[old]!--;
  filled[place]!++;
  jobPlace[i * 2 + w] = place;
}

/** Worker w of a household loses the job, if there is one, and its days at home. */
export function loseJob(sim: Simulation, i: number, w: number): void {
  const { jobPlace, remoteDays } = sim.households.data;
  const job = jobPlace[i * 2 + w]!;
  if (job !== NONE) sim.places.data.filled[job]!--;
  jobPlace[i * 2 + w] = NONE;
  remoteDays[i * 2 + w] = 0;
}

/** Counts the jobs of a household in (1) or out (-1), before and after they change hands with it. */
export function countWork(sim: Simulation, i: number, by: 1 | -1): void {
  const { jobPlace } = sim.households.data;
  const { filled } = sim.places.data;
  for (let at = i * 2; at < i * 2 + 2; at++) if (jobPlace[at] !== NONE) filled[jobPlace[at]!]! += by;
}

/** vacant = max(0, export + local + reserve - filled) by place. */
export function countVacancies(sim: Simulation): void {
  const { exportJobs, localJobs, jobReserve, filled, vacant } = sim.places.data;
  for (let j = 0; j < vacant.length; j++) {
    vacant[j] = Math.max(0, exportJobs[j]! + localJobs[j]! + jobReserve[j]! - filled[j]!);
  }
}

/**
 * Cumulative shares of job places by place of residence, (km + shift)^-decay, balanced in four rounds on
 * the jobs of each place (E07).
 */
export function commutingFlows(table: PlaceTable, geography: Geography, p: Parameters): Float32Array {
  const n = table.count;
  const weight = Float64Array.from(table.jobs, (each) => each + 1);
  const employed = Float64Array.from(table.active, (each, j) => Math.max(1, each - table.unemployed[j]!));
  const near = nearness(table, geography.km, p.commuteShiftKm, p.commuteDecay);
  let rows = accumulate(near, weight);
  for (let round = 0; round < 4; round++) {
    const received = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const share = rows[i * n + j]! - (j > 0 ? rows[i * n + j - 1]! : 0);
        received[j]! += share * employed[i]!;
      }
    }
    for (let j = 0; j < n; j++) weight[j]! *= (table.jobs[j]! + 1) / (received[j]! + 1);
    rows = accumulate(near, weight);
  }
  return rows;
}
