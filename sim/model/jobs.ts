/**
 * Jobs of places and who holds them (ODD 7.3): the number filled is kept at every change, so that
 * filled = workers with that job place, in every month and process.
 */
import type { Geography } from "./geography.ts";
import { accumulate, gravity, nearness, withinZone } from "./geography.ts";
import type { Parameters } from "./parameters.ts";
import type { PlaceTable } from "./places.ts";
import { placeOccupations } from "./population.ts";
import { NONE, OCCUPATIONS, type Simulation } from "./state.ts";

/** Rounds in which flows are balanced on the jobs of places: the mean error is then 2.6 % of them. */
const ROUNDS = 12;
/** Occupations that look for jobs near home, and farther. */
const USUAL = [OCCUPATIONS.indexOf("manual and service"), OCCUPATIONS.indexOf("intermediate")];
const FAR = [OCCUPATIONS.indexOf("professional")];

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
 * Cumulative shares of job places by place of residence for each occupation, (km + shift)^-decay, together
 * balanced on the jobs of each place (E07). Managers and professionals look farther: jobs for them are fewer.
 * A few have a job anywhere in the country.
 */
export function commutingFlows(
  table: PlaceTable,
  geography: Geography,
  p: Parameters,
): readonly Float32Array[] {
  const usual = { near: commutingNearness(table, geography, p, 1), residents: employed(table, USUAL) };
  const far = {
    near: commutingNearness(table, geography, p, p.commuteProfessional),
    residents: employed(table, FAR),
  };
  const weight = Float64Array.from(table.jobs, (each) => each + 1);
  for (let round = 0; round < ROUNDS; round++) {
    const received = new Float64Array(table.count);
    addReceived(usual, weight, received);
    addReceived(far, weight, received);
    for (let j = 0; j < weight.length; j++) weight[j]! *= (table.jobs[j]! + 1) / (received[j]! + 1);
  }
  const afar = jobsAfar(table, geography, p);
  const [nearby, farther] = [usual, far].map(({ near }) => {
    return accumulate(near, weight).map((share, at) => (1 - p.worksAfar) * share + p.worksAfar * afar[at]!);
  }) as [Float32Array, Float32Array];
  return OCCUPATIONS.map((_, k) => (FAR.includes(k) ? farther : nearby));
}

/** Cumulative shares of jobs in the whole country by place of residence: jobs x (km + 1)^-decay. */
export function jobsAfar(table: PlaceTable, geography: Geography, p: Parameters): Float32Array {
  const jobs = Float64Array.from(table.jobs, (each) => each + 1);
  return gravity(table, geography.km, jobs, 1, p.afarDecay);
}

/** (km + shift)^-decay, within a place its mean over pairs. @param factor of the decay */
function commutingNearness(
  table: PlaceTable,
  geography: Geography,
  p: Parameters,
  factor: number,
): Float64Array {
  const [n, decay] = [table.count, factor * p.commuteDecay];
  const near = nearness(table, geography.km, p.commuteShiftKm, decay);
  for (let j = 0; j < n; j++)
    near[j * n + j] = withinZone(table.meanPairKm[j]!, p.commuteShiftKm, decay).near;
  return near;
}

/** Residents of places with a job in some occupations. */
function employed(table: PlaceTable, occupations: readonly number[]): Float64Array {
  return Float64Array.from(table.active, (active, j) => {
    const shares = placeOccupations(table, j);
    const part = occupations.reduce((sum, k) => sum + shares[k]!, 0);
    return part * Math.max(1, active - table.unemployed[j]!);
  });
}

/** Adds the workers that each place receives. @param weight of places as a destination */
function addReceived(
  { near, residents }: { readonly near: Float64Array; readonly residents: Float64Array },
  weight: Float64Array,
  received: Float64Array,
): void {
  const n = weight.length;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += weight[j]! * near[i * n + j]!;
    const each = residents[i]! / sum;
    for (let j = 0; j < n; j++) received[j]! += each * weight[j]! * near[i * n + j]!;
  }
}
