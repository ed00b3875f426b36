/**
 * Households by place of residence and by place of the first job (ODD 7.6): a counting sort in blocks of
 * rows. Each block counts its rows by place; the leader says where those of each block begin; each block
 * puts its rows there. So those of a place are in the order of rows. Those without a job (which is beyond
 * all places) are sorted behind the workers: leaving them out would be a branch that cannot be foreseen.
 */
import { blocksOf, inBlocks, type SimulationPass, TALLY_BLOCK } from "./blocks.ts";
import { EMPTY, type Simulation } from "./state.ts";

/** out: `workspace`: residents by place from residentStart on, workers by job's place from workerStart on */
export function indexHouseholds(sim: Simulation): void {
  const { rows } = sim.households;
  const { places } = sim.geography;
  const { tally, residentStart, workerStart } = sim.workspace;
  const size = 2 * places + 1;
  const end = blocksOf(rows, TALLY_BLOCK) * size;
  inBlocks(sim, countBlock, rows, TALLY_BLOCK);
  let living = 0;
  let working = 0;
  for (let j = 0; j < places; j++) {
    residentStart[j] = living;
    workerStart[j] = working;
    for (let first = 0; first < end; first += size) {
      const [homes, jobs] = [tally[first + j]!, tally[first + places + j]!];
      tally[first + j] = living;
      tally[first + places + j] = working;
      living += homes;
      working += jobs;
    }
  }
  residentStart[places] = living;
  workerStart[places] = working;
  for (let first = 0; first < end; first += size) {
    const idle = tally[first + 2 * places]!;
    tally[first + 2 * places] = working;
    working += idle;
  }
  inBlocks(sim, placeBlock, rows, TALLY_BLOCK);
}

/** Counts the rows of a block, by place of residence, then by place of the first job. */
function countBlock(sim: Simulation, from: number, to: number): void {
  const { tally, residentNext, workerNext } = sim.workspace;
  const { places } = sim.geography;
  countRows(sim, from, to);
  const first = (from / TALLY_BLOCK) * (2 * places + 1);
  for (let j = 0; j < places; j++) {
    tally[first + j] = residentNext[j]!;
    tally[first + places + j] = workerNext[j]!;
  }
  tally[first + 2 * places] = workerNext[places]!;
}

/** out: `residentNext`, `workerNext`: rows by place. */
function countRows(sim: Simulation, from: number, to: number): void {
  const { status, place, jobPlace } = sim.households.data;
  const { residentNext, workerNext } = sim.workspace;
  const { places } = sim.geography;
  const empty = EMPTY;
  residentNext.fill(0);
  workerNext.fill(0);
  for (let i = from; i < to; i++) {
    if (status[i] === empty) continue;
    residentNext[place[i]!]!++;
    const employed = (jobPlace[i * 2]! - places) >> 31;
    workerNext[(jobPlace[i * 2]! & employed) | (places & ~employed)]!++;
  }
}

/** Puts the rows of a block where those of their places begin. */
function placeBlock(sim: Simulation, from: number, to: number): void {
  const { status, place, jobPlace } = sim.households.data;
  const { tally, residents, residentNext, workersAt, workerNext } = sim.workspace;
  const { places } = sim.geography;
  const empty = EMPTY;
  const first = (from / TALLY_BLOCK) * (2 * places + 1);
  for (let j = 0; j < places; j++) {
    residentNext[j] = tally[first + j]!;
    workerNext[j] = tally[first + places + j]!;
  }
  workerNext[places] = tally[first + 2 * places]!;
  for (let i = from; i < to; i++) {
    if (status[i] === empty) continue;
    residents[residentNext[place[i]!]!++] = i;
    const employed = (jobPlace[i * 2]! - places) >> 31;
    workersAt[workerNext[(jobPlace[i * 2]! & employed) | (places & ~employed)]!++] = i;
  }
}

/** What threads do together. */
export const INDEX_PASSES: readonly SimulationPass[] = [countBlock, placeBlock];
