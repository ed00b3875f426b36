/**
 * Who has an event this month, who retires, and who may host arrivals (ODD 7.2): one draw a household,
 * in blocks of rows. Few have any; their hazards are worked out where a bound lets the draw through.
 */
import { invariant } from "../core/assert.ts";
import { BLOCK, BLOCK_MASK, deriveKey, hash, hashBlock, uniform } from "../core/random.ts";
import { ageYears } from "./ages.ts";
import { blocksOf, inBlocks, ROW_BLOCK, type SimulationPass } from "./blocks.ts";
import { AGES } from "./demography-rates.ts";
import { countWork } from "./jobs.ts";
import { EVENTS, eventAt, LEAVE, lifeHazards, NO_EVENT } from "./life-events.ts";
import { clearWork } from "./newcomers.ts";
import { householdIncome } from "./searcher.ts";
import { COMPOSITIONS, EMPTY, FAMILY, SINGLE_PARENT, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

const draws = new Uint32Array(BLOCK);
/** What a row is listed for, beside the number of its event. */
const RETIRES = 256;
const HOSTS = 512;
/** Smallest size of each composition: parents have one child. */
const LEAST_SIZE = [1, 2, 3, 2, 2] as const;
/** Over the sum of hazards, for sums in another order. */
const MARGIN = 1 + 1e-9;

/** Fills the list of events and of those who may host arrivals; retires who has come of age. */
export function drawEvents(sim: Simulation): void {
  const { life, residents, workersAt: listedFor, blockCount } = sim.workspace;
  const key = deriveKey(sim.input.runKey, STREAM.life, sim.month);
  const { id } = sim.households.data;
  boundEvents(sim);
  inBlocks(sim, drawBlock, sim.households.rows);
  life.count = 0;
  life.hosts.count = 0;
  for (let block = 0; block < blocksOf(sim.households.rows); block++) {
    const first = block * ROW_BLOCK;
    for (let e = first; e < first + blockCount[block]!; e++) {
      const i = residents[e]!;
      const what = listedFor[e]!;
      if ((what & RETIRES) !== 0) retire(sim, i);
      if ((what & HOSTS) !== 0) addHost(sim, i, uniform(hash(key.k0, key.k1, id[i]!, 0)));
      if ((what & NO_EVENT) === NO_EVENT) continue;
      invariant(life.count < life.row.length, "more events than the highest hazard allows");
      life.row[life.count] = i;
      life.kind[life.count++] = what & NO_EVENT;
    }
  }
}

/** Rows of a block for which something happens, in the memory of residents; beside them what. */
function drawBlock(sim: Simulation, from: number, to: number): void {
  const { life, residents, workersAt: listedFor, blockCount, rates } = sim.workspace;
  const { arrivalCap, lifeCap, retireAge, firstJob } = sim.parameters;
  const { id, status, bornAt, composition, size, workers } = sim.households.data;
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.life, sim.month);
  const { month } = sim;
  const retired = month - Math.round(12 * retireAge);
  const [mask, ages, hazards] = [BLOCK_MASK, AGES, life.hazards];
  const most = life.anyEvent;
  const { leave } = rates;
  const hosts = 1 - arrivalCap;
  let count = from;
  for (let i = from; i < to; i++) {
    if ((i & mask) === 0) hashBlock(k0, k1, id, i, draws);
    const u = uniform(draws[i & mask]!);
    // Age and work are as good as random: nothing to branch on.
    const retires = ((bornAt[i]! - retired - 1) >>> 31) & ((workers[i]! + 1) >> 1);
    if (retires === 0 && u >= lifeCap && u < hosts) continue;
    if (status[i] === EMPTY) continue;
    let what = NO_EVENT | (retires === 1 ? RETIRES : 0) | (u >= hosts ? HOSTS : 0);
    if (u < lifeCap) {
      const years = Math.floor((month - bornAt[i]!) / 12);
      const age = Math.max(0, Math.min(ages - 1, years));
      const kind = composition[i]!;
      const children = kind === FAMILY ? size[i]! - 2 : kind === SINGLE_PARENT ? size[i]! - 1 : 1;
      if (u < (most[kind * ages + age]! + Math.max(0, children - 1) * leave[age]!) * MARGIN) {
        const working = retires === 1 ? 0 : workers[i]!;
        lifeHazards(rates, kind, size[i]!, years, working, firstJob / 12, hazards);
        what = (what & ~NO_EVENT) | eventAt(hazards, u);
      }
    }
    if (what === NO_EVENT) continue;
    residents[count] = i;
    listedFor[count++] = what;
  }
  blockCount[from / ROW_BLOCK] = count - from;
}

/** Highest hazard of any event by composition and age, of parents with one child. out: life.anyEvent */
function boundEvents(sim: Simulation): void {
  const { life, rates } = sim.workspace;
  const { hazards, anyEvent } = life;
  for (let kind = 0; kind < COMPOSITIONS.length; kind++) {
    for (let age = 0; age < AGES; age++) {
      lifeHazards(rates, kind, LEAST_SIZE[kind]!, age, 0, sim.parameters.firstJob / 12, hazards);
      let sum = 0;
      for (let event = LEAVE; event < EVENTS; event++) sum += hazards[event]!;
      anyEvent[kind * AGES + age] = sum;
    }
  }
}

/** Notes a household that may host an arrival: the least luck over the weight of its age comes first. */
function addHost(sim: Simulation, i: number, draw: number): void {
  const { hosts } = sim.workspace.life;
  const u = (1 - draw) / sim.parameters.arrivalCap;
  const weight = sim.workspace.rates.arrive[Math.max(0, Math.min(AGES - 1, ageYears(sim, i)))]!;
  if (weight === 0 || hosts.count === hosts.row.length) return;
  hosts.rank[hosts.count] = u / weight;
  hosts.row[hosts.count++] = i;
}

/** Pensions instead of wages. */
function retire(sim: Simulation, i: number): void {
  const h = sim.households.data;
  const wages = householdIncome(sim, i) - h.otherIncome[i]!;
  countWork(sim, i, -1);
  h.otherIncome[i]! += sim.parameters.pension * wages;
  h.workers[i] = 0;
  clearWork(sim, i);
}

/** What threads do together. */
export const LIFE_DRAW_PASSES: readonly SimulationPass[] = [drawBlock];
