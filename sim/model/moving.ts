/**
 * What a move changes (ODD 7.9): place, tenure, contract at market cost, floor, jobs and remote days
 * at the best arrangement; the dwelling left is free from next month on; who was hosted leaves none.
 */
import { pay } from "./accounts.ts";
import { takeJob } from "./jobs.ts";
import { PLACE_CLASSES } from "./places.ts";
import { FIRST_TIME, MOVER, noteSale } from "./sales.ts";
import type { Searcher } from "./searcher.ts";
import {
  FOR_DWELLING,
  FOR_JOB,
  FROM_HOSTS,
  HOSTED,
  HOUSED,
  NONE,
  OWNER,
  PRIVATE,
  type Simulation,
} from "./state.ts";
import { arrangeAll, arrangedCash, floorWanted, marketCost, spaceFactor } from "./utility.ts";

/** All moves, then moves by class of origin. */
export const MOVE_GROUPS = PLACE_CLASSES.length + 1;

/** Moves a household. @param ring slot of the month in twelve-month rings */
export function applyMove(sim: Simulation, s: Searcher, place: number, tenure: number, ring: number): void {
  const h = sim.households.data;
  const i = s.household;
  arrangeAll(sim, s, place, false);
  const z = spaceFactor(sim, s);
  const cost = marketCost(sim, place, tenure);
  h.floor[i] = floorWanted(sim, s, arrangedCash(s), z, cost);
  countMove(sim, s, place, tenure, ring);
  if (tenure === OWNER) buyHome(sim, i, place);
  h.status[i] = HOUSED;
  h.place[i] = place;
  h.tenure[i] = tenure;
  h.contract[i] = cost;
  if (tenure !== PRIVATE) h.waitingSince[i] = 0;
  h.movedAt[i] = sim.month;
  if (sim.input.places.area[place] !== s.area) {
    h.movedAreaAt[i] = sim.month;
    h.weakOnline[i]! += h.weakLocal[i]!;
    h.weakLocal[i] = 0;
  }
  for (let w = 0; w < s.workerCount; w++) {
    h.remoteDays[i * 2 + w] = s.workers[w]!.days;
    if (s.workers[w]!.takesJob) takeJob(sim, i, w, place);
  }
}

/** A household's purchase, from another household: the sale is noted before its status changes. */
function buyHome(sim: Simulation, i: number, place: number): void {
  const { status, tenure, floor } = sim.households.data;
  noteSale(sim, place, status[i] === HOUSED && tenure[i] === OWNER ? MOVER : FIRST_TIME);
  pay(sim.ledger, "homes", sim.places.data.price[place]! * floor[i]! * sim.scale);
}

/** Index in MOVE_JOBS of what a worker does with the job, after `arrangeAll` at the destination. */
function jobOf(s: Searcher, w: number): number {
  if (w >= s.workerCount) return 0;
  if (s.workers[w]!.takesJob) return 2;
  return s.workers[w]!.job === NONE ? 0 : 1;
}

/** Index in MOVE_REASONS, before the move, after `arrangeAll` at the destination. */
function reasonOf(sim: Simulation, s: Searcher, place: number): number {
  if (sim.households.data.status[s.household] === HOSTED) return FROM_HOSTS;
  if (sim.input.places.area[place] === s.area) return FOR_DWELLING;
  for (let w = 0; w < s.workerCount; w++) if (s.workers[w]!.takesJob) return FOR_JOB;
  return FOR_DWELLING;
}

function countMove(sim: Simulation, s: Searcher, place: number, tenure: number, ring: number): void {
  const { moves, moveCounts } = sim;
  const h = sim.households.data;
  const p = sim.places.data;
  const persons = h.size[s.household]!;
  moves.household[moves.count] = s.household;
  moves.origin[moves.count] = s.place;
  moves.destination[moves.count] = place;
  moves.reason[moves.count] = reasonOf(sim, s, place);
  moves.tenure[moves.count] = h.tenure[s.household]!;
  moves.jobs[moves.count] = jobOf(s, 0) + 4 * jobOf(s, 1);
  moves.count++;
  if (h.status[s.household] === HOUSED) p.occupied[s.place * 3 + h.tenure[s.household]!]!--;
  p.occupied[place * 3 + tenure]!++;
  p.households[s.place]!--;
  p.households[place]!++;
  p.persons[s.place]! -= persons;
  p.persons[place]! += persons;
  const group = ring * MOVE_GROUPS + sim.input.places.placeClass[s.place]! + 1;
  moveCounts.all[ring * MOVE_GROUPS]!++;
  moveCounts.all[group]!++;
  if (sim.input.places.area[place] === s.area) return;
  moveCounts.betweenAreas[ring * MOVE_GROUPS]!++;
  moveCounts.betweenAreas[group]!++;
  p.migration[s.place * 12 + ring]! -= persons;
  p.migration[place * 12 + ring]! += persons;
}
