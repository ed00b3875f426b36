/**
 * Who has an event this month, who retires, and who may host arrivals (ODD 7.2): one draw a household,
 * in blocks of rows. Few have any; their hazards are worked out where a bound lets the draw through.
 */
import { invariant } from "../core/assert.ts";
import { exp } from "../core/math.ts";
import { BLOCK, BLOCK_MASK, deriveKey, hash, hashBlock, uniform } from "../core/random.ts";
import { ageYears } from "./ages.ts";
import { blocksOf, inBlocks, ROW_BLOCK, type SimulationPass } from "./blocks.ts";
import { AGES } from "./demography-rates.ts";
import { countWork } from "./jobs.ts";
import { EVENTS, eventAt, LEAVE, lifeHazards, NO_EVENT } from "./life-events.ts";
import { clearWork } from "./newcomers.ts";
import { householdIncome } from "./searcher.ts";
import { ARRIVALS_CONSTANT, COMPOSITIONS, EMPTY, FAMILY, SINGLE_PARENT, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

const draws = new Uint32Array(BLOCK);
/** Rows of a block that are looked at, and their draws. */
const candidates = new Uint32Array(ROW_BLOCK + 1);
const luck = new Uint32Array(ROW_BLOCK + 1);
/** What a row is listed for, beside the number of its event. */
const RETIRES = 256;
const HOSTS = 512;
/** Smallest size of each composition: parents have one child. */
const LEAST_SIZE = [1, 2, 3, 2, 2] as const;
const TWO_24 = 16777216;
/** Over the sum of hazards, for sums in another order. */
const MARGIN = 1 + 1e-9;

/** Fills the list of events and of those who may host arrivals; retires who has come of age. */
export function drawEvents(sim: Simulation): void {
  const { life, residents, workersAt: listedFor, blockCount } = sim.workspace;
  const key = deriveKey(sim.input.runKey, STREAM.life, sim.month);
  const { id } = sim.households.data;
  boundEvents(sim);
  weighArrivals(sim);
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
  const { residents, workersAt: listedFor, blockCount } = sim.workspace;
  const { arrivalCap, lifeCap, retireAge } = sim.parameters;
  const { status } = sim.households.data;
  const retired = sim.month - Math.round(12 * retireAge);
  const hosts = 1 - arrivalCap;
  const few = listCandidates(sim, from, to, retired);
  let count = from;
  for (let k = 0; k < few; k++) {
    const i = candidates[k]!;
    if (status[i] === EMPTY) continue;
    const u = uniform(luck[k]!);
    const retires = retiring(sim, i, retired);
    let what = u < lifeCap ? drawnEvent(sim, i, u, retires) : NO_EVENT;
    if (retires === 1) what |= RETIRES;
    if (u >= hosts) what |= HOSTS;
    if (what === NO_EVENT) continue;
    residents[count] = i;
    listedFor[count++] = what;
  }
  blockCount[from / ROW_BLOCK] = count - from;
}

/** Lists the rows of a block that retire or whose draw may mean something. @returns how many they are */
function listCandidates(sim: Simulation, from: number, to: number, retired: number): number {
  const { arrivalCap, lifeCap } = sim.parameters;
  const { id, bornAt, workers } = sim.households.data;
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.life, sim.month);
  // Limits in whole numbers, of the upper 24 bits of a draw.
  const events = Math.ceil(lifeCap * TWO_24) + 1;
  const hosts = Math.floor((1 - arrivalCap) * TWO_24) - 1;
  const [mask, rows, bits, drawn] = [BLOCK_MASK, candidates, luck, draws];
  let count = 0;
  // Draws, age and work are as good as random: nothing to branch on.
  for (let i = from; i < to; i++) {
    if ((i & mask) === 0) hashBlock(k0, k1, id, i, drawn);
    const draw = drawn[i & mask]!;
    const top = draw >>> 8;
    rows[count] = i;
    bits[count] = draw;
    const retires = ((bornAt[i]! - retired - 1) >>> 31) & ((workers[i]! + 1) >> 1);
    count += ((top - events) >>> 31) | ((hosts - top) >>> 31) | retires;
  }
  return count;
}

/** 1 for a household that has come of age and works, else 0. */
function retiring(sim: Simulation, i: number, retired: number): number {
  const { bornAt, workers } = sim.households.data;
  return bornAt[i]! <= retired && workers[i]! > 0 ? 1 : 0;
}

/** The event that a draw below the highest hazard means, NO_EVENT for most. @param retires 1: nobody works */
function drawnEvent(sim: Simulation, i: number, u: number, retires: number): number {
  const { life, rates } = sim.workspace;
  const { composition, size, workers } = sim.households.data;
  const years = ageYears(sim, i);
  const age = Math.max(0, Math.min(AGES - 1, years));
  const kind = composition[i]!;
  const children = kind === FAMILY ? size[i]! - 2 : kind === SINGLE_PARENT ? size[i]! - 1 : 1;
  const most = life.anyEvent[kind * AGES + age]! + Math.max(0, children - 1) * rates.leave[age]!;
  if (u >= most * MARGIN) return NO_EVENT;
  const working = retires === 1 ? 0 : workers[i]!;
  lifeHazards(rates, kind, size[i]!, years, working, sim.parameters.firstJob / 12, life.hazards);
  return eventAt(life.hazards, u);
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

/** Factors of arrivals by place. out: life.arrivals */
export function weighArrivals(sim: Simulation): void {
  const { arrivals } = sim.workspace.life;
  const { constants } = sim.input;
  if (constants === null) return;
  for (let j = 0; j < arrivals.length; j++) {
    arrivals[j] = exp(constants[ARRIVALS_CONSTANT * arrivals.length + j]!);
  }
}

/** Notes a household that may host an arrival: the least luck over the weight of its age comes first. */
function addHost(sim: Simulation, i: number, draw: number): void {
  const { hosts, arrivals } = sim.workspace.life;
  const u = (1 - draw) / sim.parameters.arrivalCap;
  const age = Math.max(0, Math.min(AGES - 1, ageYears(sim, i)));
  const weight = sim.workspace.rates.arrive[age]! * arrivals[sim.households.data.place[i]!]!;
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
