/** Random simulations for the naive twins: every column filled at random, in range, values often equal. */

import { wagePremia } from "../../sim/model/arrangement.ts";
import { addDwellings, foundStock } from "../../sim/model/dwellings.ts";
import { foundPlaces } from "../../sim/model/founding.ts";
import { foundGovernance } from "../../sim/model/governance.ts";
import { setHousingBase } from "../../sim/model/housing.ts";
import { foundLabour, setLabourBase } from "../../sim/model/labour.ts";
import { LEVERS } from "../../sim/model/levers.ts";
import { listDwellings } from "../../sim/model/listings.ts";
import type { Parameters } from "../../sim/model/parameters.ts";
import { clearFreed, endFreedTies, freeRow } from "../../sim/model/rows.ts";
import { householdIncome } from "../../sim/model/searcher.ts";
import { applyShocks } from "../../sim/model/shocks.ts";
import { allocateSimulation } from "../../sim/model/simulation.ts";
import { CONSTANTS_PER_PLACE, EMPTY, HOSTED, HOUSED, NONE, type Simulation } from "../../sim/model/state.ts";
import { bind } from "../../sim/model/tie-labels.ts";
import { placeByGravity } from "../../sim/model/tie-proposals.ts";
import { contactLevel } from "./ties.ts";
import { type Dice, diceOf, randomPlaces, randomRail } from "./worlds.ts";

/** Sizes of a random simulation. */
export interface Sizes {
  readonly areas?: number;
  readonly households?: number;
  /**
   * Nothing individual in utility but tastes, income at the edges of brackets: the bounds of the
   * search are then as tight as they can be, and an error in them shows.
   */
  readonly tight?: boolean;
}

/** A random simulation of one world, in the middle of its life, ready for any process of the month. */
export function randomSimulation(world: number, sizes: Sizes = {}): Simulation {
  const { areas = 8, households = 60, tight = false } = sizes;
  const dice = diceOf(world);
  const places = randomPlaces(dice, areas);
  const sim = allocateSimulation({
    places,
    rail: randomRail(dice, places),
    constants: dice.chance(0.5) ? null : randomConstants(dice, places.count),
    households: places.count + dice.whole(households),
    runKey: { k0: dice.bits(), k1: dice.bits() },
    startMonth: dice.whole(60),
    levers: new Map(),
    parameters: { ...randomParameters(dice), ...(tight ? tightParameters(dice) : {}) },
  });
  sim.month = sim.input.startMonth + dice.whole(40);
  fillHouseholds(sim, dice, diceOf(world + 1e6));
  giveJobs(sim, diceOf(world + 3e6));
  if (!tight) emptyRows(sim, diceOf(world + 2e6));
  fillPlaces(sim, dice);
  fillShared(sim, dice);
  randomLevers(sim, dice);
  if (tight) tighten(sim, dice);
  else fillTies(sim, dice);
  sim.workspace.contact.set(sim.households.data.online.map((_, i) => contactLevel(sim, i)));
  listDwellings(sim);
  setHousingBase(sim);
  foundGovernance(sim);
  return sim;
}

/** Whoever has a job works where gravity says, at wages of premium 1. */
function giveJobs(sim: Simulation, dice: Dice): void {
  const { place, workers, occupation, jobPlace, wage } = sim.households.data;
  const { places } = sim.geography;
  const { near } = sim.workspace.labour;
  const { wagePremium } = sim.places.data;
  wagePremium.set(wagePremia(sim.input.places, sim.parameters.wageDensity));
  for (let i = 0; i < sim.households.rows; i++) {
    for (let w = 0; w < 2; w++) {
      if (w >= workers[i]!) jobPlace[i * 2 + w] = NONE;
      if (jobPlace[i * 2 + w] === NONE) continue;
      const rows = near[occupation[i * 2 + w]!]!;
      const there = placeByGravity(rows, place[i]! * places, places, dice.real(0, 1));
      jobPlace[i * 2 + w] = there;
      wage[i * 2 + w]! /= wagePremium[there]!;
    }
  }
}

/** Levers anywhere in their ranges, half of them at their defaults; distancing never whole. */
function randomLevers(sim: Simulation, dice: Dice): void {
  const segments = LEVERS.filter(() => dice.chance(0.5)).map((lever) => {
    const high = lever.name === "shock.distancing" ? 0.9 : lever.max;
    const value = dice.real(lever.min, high);
    return [lever.name, [{ from: 0, to: Number.POSITIVE_INFINITY, ramp: 0, value }]] as const;
  });
  sim.leverSeries = new Map(segments);
  applyShocks(sim);
}

/** Parameters that make rare things frequent: small worlds must see searches, ends, new ties. */
function randomParameters(dice: Dice): Partial<Parameters> {
  return {
    nest: [1, 0.5, dice.real(0.2, 1)][dice.whole(3)] ?? 1,
    slowShare: dice.real(0.05, 0.5),
    searchCap: 0.5,
    searchBase: dice.real(1, 60),
    newTies: dice.real(0.1, 0.9),
    endHazard: dice.real(0.02, 0.5),
    newStrength: (1 + dice.whole(4)) / 15,
    ...(dice.chance(0.3) ? UNCHANGING_TIES : {}),
  };
}

/** Strengths stay as they are, so that the weakest ties of a household are often equally weak. */
const UNCHANGING_TIES: Partial<Parameters> = {
  gainMeet: 0,
  gainDigital: 0,
  decayKin: 0,
  decayFriend: 0,
  decayNeighbour: 0,
  decayColleague: 0,
  decayOnline: 0,
};

function tightParameters(dice: Dice): Partial<Parameters> {
  return {
    bKnown: dice.chance(0.5) ? 0 : 0.3,
    bServices: dice.chance(0.5) ? 0 : 0.5,
    areaCost: dice.real(0, 0.3),
    wageDensity: dice.chance(0.5) ? 0 : 0.04,
    tenureTaste: 0.1,
    travelCost: 0,
    timeValue: 0.001,
    jobChangeCost: 0,
    maxBurden: 10,
    socialIncome: 1e6,
  };
}

/**
 * Incomes just within a bracket of the bounds, a third of the households without work; those who are
 * wholly digital or not at all; nobody content.
 */
function tighten(sim: Simulation, dice: Dice): void {
  const { data, rows } = sim.households;
  const { edge } = sim.workspace.bounds;
  for (let i = 0; i < rows; i++) {
    if (dice.chance(1 / 3)) data.workers[i] = 0;
    const wage = dice.chance(0.5) ? 100 : 1000;
    for (let w = 0; w < 2; w++) data.wage[2 * i + w] = wage;
    data.otherIncome[i] = 0;
    const wages = householdIncome(sim, i);
    const bracket = edge.findIndex((each) => each > wages) + dice.whole(10);
    data.otherIncome[i] = (edge[bracket] ?? edge.at(-1)!) * (1 - 1e-6) - wages;
    data.dependence[i] = dice.whole(2);
    data.contract[i] = 60;
  }
}

/** In half of the worlds a fifth of the rows are held by nobody; the first two always are. */
function emptyRows(sim: Simulation, dice: Dice): void {
  if (dice.chance(0.5)) return;
  for (let i = 2; i < sim.households.rows; i++) if (dice.chance(0.2)) freeRow(sim, i);
  endFreedTies(sim);
  clearFreed(sim);
}

function randomConstants(dice: Dice, places: number): Float64Array {
  return Float64Array.from({ length: CONSTANTS_PER_PLACE * places }, () => dice.real(-1, 1));
}

function fillHouseholds(sim: Simulation, dice: Dice, lineage: Dice): void {
  const { data, rows } = sim.households;
  const areas = sim.geography.areas;
  for (let i = 0; i < rows; i++) {
    data.id[i] = lineage.bits();
    data.status[i] = lineage.chance(0.1) ? HOSTED : HOUSED;
    data.place[i] = dice.whole(sim.geography.places);
    data.homeArea[i] = dice.whole(areas);
    data.composition[i] = dice.whole(5);
    data.size[i] = 1 + dice.whole(4);
    data.bornAt[i] = sim.month - 12 * (18 + dice.whole(70)) - lineage.whole(12);
    data.workers[i] = dice.whole(3);
    data.tenure[i] = dice.whole(3);
    for (let w = 0; w < 2; w++) {
      data.occupation[2 * i + w] = dice.whole(3);
      data.remoteDays[2 * i + w] = w < data.workers[i]! ? dice.whole(6) : 0;
      data.wage[2 * i + w] = 800 + 400 * dice.whole(8);
      data.jobPlace[2 * i + w] = w < data.workers[i]! && dice.chance(0.85) ? 0 : NONE;
      if (data.jobPlace[2 * i + w] === NONE) data.remoteDays[2 * i + w] = 0;
    }
    data.jobSince[i] = dice.chance(0.3) ? sim.month - dice.whole(40) : -1200;
    data.otherIncome[i] = 300 + 300 * dice.whole(6);
    data.contract[i] = 4 + dice.whole(20);
    data.floor[i] = dice.real(15, 120);
    data.movedAt[i] = sim.month - dice.whole(dice.chance(0.5) ? 24 : 200);
    data.movedAreaAt[i] = data.movedAt[i]! - dice.whole(200);
    data.onlineWish[i] = dice.whole(40);
    data.online[i] = dice.whole(40);
    data.habit[i] = dice.real(0, 40);
    data.dependence[i] = dice.real(0, 1);
    data.reach[i] = dice.chance(0.2) ? 0.15 : dice.real(0.01, 0.6);
    data.need[i] = dice.real(0, 5);
    data.weakLocal[i] = dice.real(0, 80);
    data.weakOnline[i] = dice.real(0, 20);
    data.platforms[i] = dice.whole(8);
    data.reachable[i] = dice.chance(0.2) ? dice.whole(256) : 255;
    data.commons[i] = dice.whole(2);
    data.fatigue[i] = dice.whole(256);
  }
}

/** Platforms of any quality and price; neighbourhoods at any stage. */
function fillShared(sim: Simulation, dice: Dice): void {
  const { quality, dataPrice, users } = sim.platforms.data;
  for (let at = 0; at < users.length; at++) {
    quality[at] = dice.real(0, 1);
    dataPrice[at] = dice.real(0, 10);
  }
  const { activity, residents, members, closure } = sim.neighbourhoods.data;
  for (let n = 0; n < activity.length; n++) {
    activity[n] = dice.real(0, 1);
    residents[n] = dice.whole(5);
    members[n] = dice.whole(1 + residents[n]!);
    closure[n] = dice.real(0, 1);
  }
}

function fillPlaces(sim: Simulation, dice: Dice): void {
  const { data } = sim.places;
  foundPlaces(sim);
  foundStock(sim);
  foundLabour(sim);
  setLabourBase(sim);
  for (let j = 0; j < sim.places.rows; j++) {
    data.rent[j]! *= dice.real(0.7, 1.4);
    data.price[j]! *= dice.real(0.7, 1.4);
    if (dice.chance(0.3)) data.vacant[j] = 0;
    data.onSite[j] = dice.real(0.1, 1);
    data.stockBase[j] = 1;
    for (let t = 0; t < 3; t++) addDwellings(sim, j, t, dice.chance(0.3) ? 0 : dice.whole(4));
    data.commonsActivity[j] = dice.real(0, 1);
  }
}

/** Ties of few strengths, so that the weakest is often not alone; some households are full. */
function fillTies(sim: Simulation, dice: Dice): void {
  const held = liveRows(sim);
  const n = held.length;
  const wanted = n * dice.whole(12);
  for (let t = 0; t < wanted; t++) {
    const from = dice.chance(0.3) ? dice.whole(3) % n : dice.whole(n);
    bind(sim, held[from]!, held[dice.whole(n)]!, dice.whole(5), 4369 * (1 + dice.whole(15)));
  }
}

/** Rows that somebody holds. */
export function liveRows(sim: Simulation): number[] {
  return Array.from(sim.households.data.status.keys()).filter((i) => sim.households.data.status[i] !== EMPTY);
}
