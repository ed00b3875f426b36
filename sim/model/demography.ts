/**
 * Process 2, demography (ODD 7.2): each household has at most one event a month, drawn by the hazards of
 * its age and composition. Ends and couples come first, then what changes within households, then new
 * ones, in the rows that are free. Arrivals from abroad close the balance: households of a country are
 * those of the start grown by the lever.
 * Reads: age, composition, place. Writes: all columns of households, ties; households, persons,
 * occupied, filled.
 */
import { invariant } from "../core/assert.ts";
import { deriveKey, hash, uniform } from "../core/random.ts";
import { ageYears } from "./ages.ts";
import type { SimulationPass } from "./blocks.ts";
import { AGES } from "./demography-rates.ts";
import { countWork } from "./jobs.ts";
import { leverValue } from "./levers.ts";
import { drawEvents, LIFE_DRAW_PASSES, weighArrivals } from "./life-draws.ts";
import * as events from "./life-events.ts";
import { eachTied, mergeTies } from "./life-ties.ts";
import {
  ARRIVED,
  beginHousehold,
  clearWork,
  LEAVER,
  moveSlot,
  NEWCOMER_PASSES,
  SEPARATED,
  settleNewcomers,
  startWork,
} from "./newcomers.ts";
import { matchSingles, PAIR_PASSES } from "./pairs.ts";
import { COUNTRIES } from "./places.ts";
import { clearFreed, endFreedTies, freeRow, ROW_PASSES, reserveRows } from "./rows.ts";
import { ALONE, COUPLE, EMPTY, FAMILY, HOUSED, OTHER, SINGLE_PARENT, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

const LARGEST = 12;
/** Years between generations: age of a child that is left alone. */
const GENERATION = 28;

/** One month of lives. */
export function liveMonth(sim: Simulation): void {
  reserveRows(sim);
  const { life } = sim.workspace;
  life.before.set(sim.places.data.households);
  life.come.fill(0);
  life.go.fill(0);
  drawEvents(sim);
  for (let e = 0; e < life.count; e++) endOrChange(sim, life.row[e]!, life.kind[e]!);
  endFreedTies(sim);
  const { merged } = life;
  merged.count = 0;
  matchSingles(sim, (a, b, event) => merge(sim, a, b, event));
  eachTied(sim, merged.count, [merged.from, merged.to], (e) => {
    mergeTies(sim, merged.from[e]!, merged.to[e]!);
  });
  clearFreed(sim);
  for (let e = 0; e < life.count; e++) {
    if (life.kind[e] === events.LEAVE) beginHousehold(sim, life.row[e]!, LEAVER);
    else if (life.kind[e] === events.PART) beginHousehold(sim, life.row[e]!, SEPARATED);
  }
  for (let country = 0; country < COUNTRIES.length; country++) welcome(sim, country);
  settleNewcomers(sim);
  checkHouseholds(sim);
}

/** What ends a household or changes it within. */
function endOrChange(sim: Simulation, i: number, event: number): void {
  if (event === events.CARE || event === events.ABROAD) endHousehold(sim, i);
  else if (event === events.DEATH) die(sim, i);
  else if (event === events.BIRTH) giveBirth(sim, i);
  else if (event === events.STAY) sim.households.data.composition[i] = OTHER;
  else if (event === events.FIRST_JOB && everWorks(sim, i)) {
    startWork(sim, i);
    countWork(sim, i, 1);
  }
}

/** A household ends: its dwelling is free, its ties are gone. */
function endHousehold(sim: Simulation, i: number): void {
  const { place, size, status, tenure } = sim.households.data;
  const at = sim.places.data;
  const j = place[i]!;
  if (status[i] === HOUSED) at.occupied[j * 3 + tenure[i]!]!--;
  at.households[j]!--;
  at.persons[j]! -= size[i]!;
  sim.workspace.life.go[j]!++;
  countWork(sim, i, -1);
  freeRow(sim, i);
}

/** One person dies: of a couple one is left, of those alone nobody; a single parent's child goes on. */
function die(sim: Simulation, i: number): void {
  const h = sim.households.data;
  const p = sim.parameters;
  if (h.size[i] === 1) {
    endHousehold(sim, i);
    return;
  }
  sim.places.data.persons[h.place[i]!]!--;
  const composition = h.composition[i]!;
  h.size[i]!--;
  if (composition === SINGLE_PARENT) orphan(sim, i);
  else if (composition === COUPLE || composition === FAMILY) {
    loseWorker(sim, i);
    h.otherIncome[i]! *= p.survivor;
  }
  if (h.size[i] === 1) h.composition[i] = ALONE;
  else if (composition === FAMILY) h.composition[i] = SINGLE_PARENT;
  else if (composition === SINGLE_PARENT) h.composition[i] = OTHER;
}

/** The eldest child heads the household, a generation younger. */
function orphan(sim: Simulation, i: number): void {
  const h = sim.households.data;
  const youngest = sim.month - 12 * 18;
  h.bornAt[i] = Math.min(youngest, h.bornAt[i]! + 12 * GENERATION);
}

/** One of two workers is lost, by chance the first or the second; of one, with even chance. */
function loseWorker(sim: Simulation, i: number): void {
  const h = sim.households.data;
  const key = deriveKey(sim.input.runKey, STREAM.lifeDetail, sim.month);
  const first = uniform(hash(key.k0, key.k1, h.id[i]!, 0)) < 0.5;
  countWork(sim, i, -1);
  if (h.workers[i]! > 1) {
    if (first) moveSlot(sim, i, 1, 0);
    h.workers[i] = 1;
  } else if (first) h.workers[i] = 0;
  clearWork(sim, i);
  countWork(sim, i, 1);
}

function giveBirth(sim: Simulation, i: number): void {
  const { composition, size, place } = sim.households.data;
  composition[i] = composition[i] === ALONE ? SINGLE_PARENT : FAMILY;
  size[i]!++;
  sim.places.data.persons[place[i]!]!++;
}

/** A lasting draw: whether somebody ever works. */
function everWorks(sim: Simulation, i: number): boolean {
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.lifeDetail, -1);
  return uniform(hash(k0, k1, sim.households.data.id[i]!, 1)) < sim.parameters.everWorks;
}

/** Two households become one: the larger dwelling is kept, the other is free. Their ties are yet to merge. */
function merge(sim: Simulation, a: number, b: number, event: number): void {
  const h = sim.households.data;
  const keeps = h.floor[a]! > h.floor[b]! || (h.floor[a] === h.floor[b] && h.id[a]! <= h.id[b]!);
  const to = keeps ? a : b;
  const from = keeps ? b : a;
  const children = h.composition[a] === SINGLE_PARENT || h.composition[b] === SINGLE_PARENT;
  const size = Math.min(LARGEST, h.size[a]! + h.size[b]!);
  const at = sim.places.data;
  at.persons[h.place[to]!]! += size - h.size[to]!;
  h.size[to] = size;
  h.composition[to] = event === events.SHARE ? OTHER : children ? FAMILY : COUPLE;
  h.otherIncome[to]! += h.otherIncome[from]!;
  countWork(sim, to, -1);
  joinWork(sim, from, to);
  countWork(sim, to, 1);
  endHousehold(sim, from);
  const { merged } = sim.workspace.life;
  merged.from[merged.count] = from;
  merged.to[merged.count++] = to;
}

/** Workers of one household after those of another, two at most; what more earn is other income. */
function joinWork(sim: Simulation, from: number, to: number): void {
  const h = sim.households.data;
  for (let w = 0; w < h.workers[from]!; w++) {
    const slot = h.workers[to]!;
    if (slot > 1) {
      h.otherIncome[to]! += h.wage[from * 2 + w]!;
      continue;
    }
    for (const column of [h.occupation, h.jobPlace, h.remoteDays, h.wage]) {
      column[to * 2 + slot] = column[from * 2 + w]!;
    }
    h.independent[to]! |= ((h.independent[from]! >> w) & 1) << slot;
    h.workers[to]!++;
  }
}

/** Arrivals from abroad: as many as the households of a country lack of those wanted. */
function welcome(sim: Simulation, country: number): void {
  const { hosts } = sim.workspace.life;
  const { place } = sim.households.data;
  const of = sim.input.places.country;
  let households = 0;
  for (let j = 0; j < of.length; j++) if (of[j] === country) households += sim.places.data.households[j]!;
  const key = deriveKey(sim.input.runKey, STREAM.arrival, sim.month);
  const wanted = Math.floor(wantedHouseholds(sim, country) + uniform(hash(key.k0, key.k1, country, 0)));
  let count = 0;
  for (let k = 0; k < hosts.count; k++) {
    const i = hosts.row[k]!;
    if (sim.households.data.status[i] !== EMPTY && of[place[i]!] === country) hosts.order[count++] = k;
  }
  const { rank, row } = hosts;
  hosts.order.subarray(0, count).sort((a, b) => rank[a]! - rank[b]! || row[a]! - row[b]!);
  const arriving = Math.max(0, Math.min(count, wanted - households));
  for (let k = 0; k < arriving; k++) beginHousehold(sim, row[hosts.order[k]!]!, ARRIVED);
}

/** Households that a country has by assumption: those of the start, grown by trend and lever each month. */
export function wantedHouseholds(sim: Simulation, country: number): number {
  let wanted = sim.workspace.life.founders[country]!;
  for (let month = sim.input.startMonth; month <= sim.month; month++) {
    const more = leverValue(sim.leverSeries, "macro.populationGrowth", month) / 1200;
    wanted *= 1 + more + sim.trends.country[country]!;
  }
  return wanted;
}

/**
 * Asserts, by place: households after = households before + those who came - those who went. That there
 * are no more and no fewer in the rows is asserted when desks are counted (process 4).
 * @throws InvariantError
 */
function checkHouseholds(sim: Simulation): void {
  const { before, come, go } = sim.workspace.life;
  const { households } = sim.places.data;
  for (let j = 0; j < households.length; j++) {
    const after = before[j]! + come[j]! - go[j]!;
    invariant(after === households[j], () => `place ${j}: ${households[j]} households, ${after} by events`);
  }
}

/**
 * Households expected to come and go in a month by place, before anybody has: the usual flows from
 * which rents take their base. out: life.come, life.go
 */
export function expectLives(sim: Simulation): void {
  const { life, rates } = sim.workspace;
  const { status, place, composition, size, workers } = sim.households.data;
  const { hazards, come, go } = life;
  const { country } = sim.input.places;
  const weights = new Float64Array(come.length);
  const lack = new Float64Array(COUNTRIES.length);
  const weight = new Float64Array(COUNTRIES.length);
  weighArrivals(sim);
  come.fill(0);
  go.fill(0);
  for (let i = 0; i < status.length; i++) {
    if (status[i] === EMPTY) continue;
    const j = place[i]!;
    const age = Math.max(0, Math.min(AGES - 1, ageYears(sim, i)));
    events.lifeHazards(rates, composition[i]!, size[i]!, age, workers[i]!, 0, hazards);
    come[j]! += hazards[events.LEAVE]! + hazards[events.PART]!;
    go[j]! += hazards[events.CARE]! + hazards[events.ABROAD]!;
    go[j]! += (hazards[events.PAIR]! + hazards[events.SHARE]!) / 2;
    if (size[i] === 1) go[j]! += hazards[events.DEATH]!;
    weights[j]! += rates.arrive[age]! * life.arrivals[j]!;
    weight[country[j]!]! += rates.arrive[age]! * life.arrivals[j]!;
  }
  for (let c = 0; c < COUNTRIES.length; c++) lack[c] = life.founders[c]! * sim.trends.country[c]!;
  for (let j = 0; j < come.length; j++) lack[country[j]!]! += go[j]! - come[j]!;
  for (let j = 0; j < come.length; j++) {
    const c = country[j]!;
    come[j]! += (Math.max(0, lack[c]!) * weights[j]!) / Math.max(1e-9, weight[c]!);
  }
}

/** What threads do together. */
export const LIFE_PASSES: readonly SimulationPass[] = [
  ...LIFE_DRAW_PASSES,
  ...PAIR_PASSES,
  ...ROW_PASSES,
  ...NEWCOMER_PASSES,
];
