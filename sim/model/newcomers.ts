/**
 * New households (ODD 7.2): those who leave home, who separate, who arrive. Each begins as a copy of the
 * household it comes from, hosted by it, and gets what is its own: lineage, age, work, income, needs.
 */

import { invariant } from "../core/assert.ts";
import { normal } from "../core/distributions.ts";
import { exp } from "../core/math.ts";
import { deriveKey, hash, type Key, uniform } from "../core/random.ts";
import { ageYears, birthMonth } from "./ages.ts";
import { inBlocks, LIST_BLOCK, type SimulationPass } from "./blocks.ts";
import { LEAVER_AGES } from "./demography-rates.ts";
import { countWork } from "./jobs.ts";
import { divideTies, eachTied, inheritTies } from "./life-ties.ts";
import { needAnew } from "./needs.ts";
import { drawOccupation, foundIncome, incomeCentre } from "./population.ts";
import { copyRows, takeRow } from "./rows.ts";
import {
  ALONE,
  COUPLE,
  FAMILY,
  FRIEND,
  HOSTED,
  KIN,
  NONE,
  OTHER,
  PRIVATE,
  SINGLE_PARENT,
  type Simulation,
} from "./state.ts";
import { STREAM } from "./streams.ts";
import { bind } from "./tie-labels.ts";
import { marketCost } from "./utility.ts";

/** Years between parent and child at least. */
const GENERATION = 16;
const UNIT = 65535;

/** Ways in which a household begins; part of its lineage. */
export const LEAVER = 1;
export const SEPARATED = 2;
export const ARRIVED = 3;

/** Notes that a household begins: it takes a row, and is counted where those live from whom it comes. */
export function beginHousehold(sim: Simulation, from: number, way: number): void {
  const { newcomers, come } = sim.workspace.life;
  const { place, size, composition } = sim.households.data;
  const at = sim.places.data;
  const j = place[from]!;
  const e = newcomers.count++;
  invariant(e < newcomers.row.length, "more newcomers than events and hosts");
  newcomers.from[e] = from;
  newcomers.row[e] = takeRow(sim, from);
  newcomers.way[e] = way;
  newcomers.parents[e] = composition[from] === FAMILY ? 1 : 0;
  at.households[j]!++;
  come[j]!++;
  if (way === ARRIVED) at.persons[j]! += size[from]!;
  if (way === SEPARATED) countWork(sim, from, -1);
}

/** Makes the households that were noted what they are; then their jobs and ties, one after another. */
export function settleNewcomers(sim: Simulation): void {
  const { newcomers } = sim.workspace.life;
  const { count, from, row, way } = newcomers;
  copyRows(sim);
  inBlocks(sim, fillNewcomers, count, LIST_BLOCK);
  for (let e = 0; e < count; e++) {
    countWork(sim, row[e]!, 1);
    if (way[e] === SEPARATED) countWork(sim, from[e]!, 1);
  }
  eachTied(sim, count, [from], (e) => tieNewcomer(sim, e));
  newcomers.count = 0;
}

/** Columns of newcomers, and of those whom they leave. */
function fillNewcomers(sim: Simulation, first: number, end: number): void {
  const { from, row, way } = sim.workspace.life.newcomers;
  for (let e = first; e < end; e++) {
    startHosted(sim, from[e]!, row[e]!, way[e]!);
    if (way[e] === LEAVER) leaveHome(sim, from[e]!, row[e]!);
    else if (way[e] === SEPARATED) part(sim, from[e]!, row[e]!);
    else arrive(sim, from[e]!, row[e]!);
  }
}

/** Ties of a newcomer: kept up with those of the home, divided, or to the hosts alone. */
function tieNewcomer(sim: Simulation, e: number): void {
  const { from, row, way, parents } = sim.workspace.life.newcomers;
  const p = sim.parameters;
  const [i, other] = [row[e]!, from[e]!];
  const before = sim.households.data.strength[other]!;
  const key = deriveKey(sim.input.runKey, STREAM.newcomer, sim.month);
  if (way[e] === LEAVER) inheritTies(sim, other, i, key);
  else if (way[e] === ARRIVED) bind(sim, other, i, FRIEND, Math.round(p.hostTie * UNIT));
  else {
    divideTies(sim, other, i, key);
    if (parents[e] === 1) bind(sim, other, i, KIN, Math.round(p.exPartner * UNIT));
  }
  needAnew(sim, i, way[e] === SEPARATED ? before : undefined);
}

/** Lineage of a new household: hash(lineage of its parent, month, way). */
function lineageOf(sim: Simulation, parent: number, way: number): number {
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.lineage, sim.month);
  return hash(k0, k1, sim.households.data.id[parent]!, way);
}

/** A child leaves: the parents' household is one smaller, the leaver lives on there and looks for a home. */
function leaveHome(sim: Simulation, parents: number, i: number): void {
  const h = sim.households.data;
  const p = sim.parameters;
  h.size[i] = 1;
  shrink(sim, parents);
  const key = deriveKey(sim.input.runKey, STREAM.newcomer, sim.month);
  const u = (k: number) => uniform(hash(key.k0, key.k1, h.id[i]!, k));
  const age = Math.min(leaverAge(u(0)), Math.max(18, ageYears(sim, parents) - GENERATION));
  h.bornAt[i] = birthMonth(sim.month, age, u(1));
  h.composition[i] = ALONE;
  h.education[i] = u(2) < 0.25 + 0.3 * h.education[parents]! ? 2 : u(3) < 0.75 ? 1 : 0;
  h.occupation[i * 2] = u(4) < p.sameOccupation ? h.occupation[parents * 2]! : drawOccupation(u(5));
  h.workers[i] = u(6) < p.leaverWorks ? 1 : 0;
  h.homeArea[i] = sim.input.places.area[h.place[i]!]!;
  h.movedAreaAt[i] = h.bornAt[i]!;
  earn(sim, i, hash(key.k0, key.k1, h.id[i]!, 7), firstJobOf(sim, i, parents, key, 11));
  feelAnew(sim, i, key);
  h.weakLocal[i]! /= 2;
  h.weakOnline[i]! /= 2;
}

/** A couple or shared flat parts: one stays, with the children, the other lives on there and searches. */
function part(sim: Simulation, stays: number, i: number): void {
  const h = sim.households.data;
  const key = deriveKey(sim.input.runKey, STREAM.newcomer, sim.month);
  const u = (k: number) => uniform(hash(key.k0, key.k1, h.id[i]!, k));
  h.size[i] = 1;
  h.composition[i] = ALONE;
  h.size[stays]!--;
  if (h.composition[stays] !== OTHER || h.size[stays] === 1) {
    h.composition[stays] = h.size[stays] === 1 ? ALONE : SINGLE_PARENT;
  }
  divideWork(sim, stays, i, u(0) < 0.5);
  feelAnew(sim, i, key);
}

/** A household like one that lives here arrives from abroad; that one hosts it. */
function arrive(sim: Simulation, host: number, i: number): void {
  const h = sim.households.data;
  const key = deriveKey(sim.input.runKey, STREAM.newcomer, sim.month);
  h.homeArea[i] = sim.input.places.area[h.place[i]!]!;
  h.movedAreaAt[i] = sim.month;
  const job = firstJobOf(sim, i, host, key, 11);
  for (let w = 0; w < h.workers[i]!; w++) h.jobPlace[i * 2 + w] = job;
  for (let w = 0; w < 2; w++) h.remoteDays[i * 2 + w] = 0;
  feelAnew(sim, i, key);
  h.weakLocal[i] = 0;
}

/** Enters work with the wage of others of the occupation, most of them where they live. */
export function startWork(sim: Simulation, i: number): void {
  const h = sim.households.data;
  const key = deriveKey(sim.input.runKey, STREAM.newcomer, sim.month);
  h.workers[i] = 1;
  const found = uniform(hash(key.k0, key.k1, h.id[i]!, 12)) < sim.parameters.startsInWork;
  earn(sim, i, hash(key.k0, key.k1, h.id[i]!, 8), found ? h.place[i]! : NONE);
}

/** A copy of the row of `from` becomes a household of its own lineage, hosted there. */
function startHosted(sim: Simulation, from: number, i: number, way: number): void {
  const h = sim.households.data;
  h.id[i] = lineageOf(sim, from, way);
  h.status[i] = HOSTED;
  h.tenure[i] = PRIVATE;
  h.waitingSince[i] = 0;
  h.contract[i] = marketCost(sim, h.place[from]!, PRIVATE);
  h.floor[i] = 0;
  h.movedAt[i] = sim.month;
}

/** Income by occupation and work, as of founders with a job. @param job where it is, NONE: to be found */
function earn(sim: Simulation, i: number, bits: number, job: number): void {
  const h = sim.households.data;
  const place = h.place[i]!;
  clearWork(sim, i);
  for (let w = 0; w < h.workers[i]!; w++) h.jobPlace[i * 2 + w] = place;
  const centre = incomeCentre(sim.input.places, place);
  foundIncome(sim.input.places, sim.parameters, sim.households, bits, place, i, centre);
  for (let w = 0; w < h.workers[i]!; w++) {
    h.wage[i * 2 + w]! /= sim.places.data.wagePremium[place]!;
    h.remoteDays[i * 2 + w] = 0;
    h.independent[i]! &= ~(1 << w);
    h.jobPlace[i * 2 + w] = job;
  }
}

/**
 * Job of somebody who enters work: most begin where the first worker of their hosts or parents works, the
 * others look for one (process 3). @param k alternative of the draw
 */
function firstJobOf(sim: Simulation, i: number, from: number, key: Key, k: number): number {
  const h = sim.households.data;
  const found = uniform(hash(key.k0, key.k1, h.id[i]!, k)) < sim.parameters.startsInWork;
  return found && h.workers[from]! > 0 ? h.jobPlace[from * 2]! : NONE;
}

/** What is a person's own: wish for time online; no feeling of this month yet. */
function feelAnew(sim: Simulation, i: number, key: Key): void {
  const h = sim.households.data;
  const p = sim.parameters;
  const id = h.id[i]!;
  const person = p.onlineSigma * normal(hash(key.k0, key.k1, id, 9));
  const wish = p.onlineMedian * exp(person + p.onlineAge * (ageYears(sim, i) - 45));
  h.onlineWish[i] = Math.min(p.onlineMax, wish);
  h.online[i] = h.onlineWish[i]!;
  h.habit[i] = h.onlineWish[i]!;
  h.strength[i] = 0;
  h.meetings[i] = 0;
  h.lonely[i] = 0;
  h.isolated[i] = 0;
}

/** One child fewer. */
function shrink(sim: Simulation, i: number): void {
  const h = sim.households.data;
  h.size[i]!--;
  if (h.composition[i] === FAMILY && h.size[i] === 2) h.composition[i] = COUPLE;
  if (h.size[i] === 1) h.composition[i] = ALONE;
}

/** Each keeps the own job: of two, the second worker goes; of one, chance says whose it is. */
function divideWork(sim: Simulation, stays: number, leaves: number, leaverWorks: boolean): void {
  const h = sim.households.data;
  for (const i of [stays, leaves]) h.otherIncome[i] = h.otherIncome[i]! / 2;
  const both = h.workers[stays]! > 1;
  if (both || leaverWorks) moveSlot(sim, leaves, both ? 1 : 0, 0);
  else h.workers[leaves] = 0;
  if (!both && leaverWorks) h.workers[stays] = 0;
  h.workers[stays] = Math.min(1, h.workers[stays]!);
  h.workers[leaves] = Math.min(1, h.workers[leaves]!);
  for (const i of [stays, leaves]) clearWork(sim, i);
}

/** Moves a worker of a household to another of its slots. */
export function moveSlot(sim: Simulation, i: number, from: number, to: number): void {
  const h = sim.households.data;
  for (const column of [h.occupation, h.jobPlace, h.remoteDays, h.wage]) {
    column[i * 2 + to] = column[i * 2 + from]!;
  }
  const own = (h.independent[i]! >> from) & 1;
  h.independent[i] = (h.independent[i]! & ~(1 << to)) | (own << to);
}

/** No job, wage or days at home in the slots of those who do not work. */
export function clearWork(sim: Simulation, i: number): void {
  const h = sim.households.data;
  for (let w = h.workers[i]!; w < 2; w++) {
    h.jobPlace[i * 2 + w] = NONE;
    h.remoteDays[i * 2 + w] = 0;
    h.wage[i * 2 + w] = 0;
    h.independent[i]! &= ~(1 << w);
  }
}

function leaverAge(u: number): number {
  let sum = 0;
  for (let k = 0; k < LEAVER_AGES.length - 1; k++) {
    sum += LEAVER_AGES[k]!;
    if (u < sum) return 18 + k;
  }
  return 18 + LEAVER_AGES.length - 1;
}

/** What threads do together. */
export const NEWCOMER_PASSES: readonly SimulationPass[] = [fillNewcomers];
