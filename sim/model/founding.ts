/**
 * Founders (ODD 5): attributes (population.ts), jobs, origins, dates of residence, dwellings, habits; and
 * places at the start. Each place is founded by itself, then each block of households.
 */

import { exponential, normal } from "../core/distributions.ts";
import { exp, log } from "../core/math.ts";
import { BLOCK, deriveKey, hash, uniform } from "../core/random.ts";
import { ageYears } from "./ages.ts";
import { wagePremia } from "./arrangement.ts";
import { inBlocks, type SimulationPass } from "./blocks.ts";
import { bridgeLoss } from "./climate-terms.ts";
import { EVEN, evenDraw, evenDraws } from "./even-draws.ts";
import { drawFounders } from "./founder-draws.ts";
import { FOUNDING_TIE_PASSES } from "./founding-ties.ts";
import { gravityFrom } from "./geography.ts";
import { COUNTRIES } from "./places.ts";
import { apportion, foundPlace } from "./population.ts";
import { householdIncome } from "./searcher.ts";
import { foundWaiting } from "./social-housing.ts";
import { HOUSED, NONE, OWNER, PRICE_MONTHS, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";
import { placeByGravity } from "./tie-proposals.ts";
import { marketCost } from "./utility.ts";

/**
 * Households that enter a dwelling, by its tenure [/year], from which follow durations of residence: as many
 * as leave one (B18: 0.036, 0.185, 0.085), with those of owners and social tenants that end or merge
 * (measured).
 */
const ENTERING = [0.06, 0.185, 0.105] as const;

/** The founders of all places: attributes, jobs, origins. out: `workspace.residentStart` */
export function foundPeople(sim: Simulation): void {
  const { places: table, households } = sim.input;
  const { residentStart } = sim.workspace;
  sim.places.data.wagePremium.set(wagePremia(table, sim.parameters.wageDensity));
  apportion(table, households).forEach((count, j) => {
    residentStart[j + 1] = residentStart[j]! + count;
  });
  inBlocks(sim, foundResidents, table.count, 1);
}

function foundResidents(sim: Simulation, from: number, to: number): void {
  const { residentStart } = sim.workspace;
  for (let place = from; place < to; place++) {
    const [first, end] = [residentStart[place]!, residentStart[place + 1]!];
    foundPlace(sim, place, first, end);
    foundJobs(sim, place, first, end);
    foundOrigins(sim, place, first, end);
  }
}

/**
 * Jobs by gravity, doubly constrained by a few rounds: workers of each place, jobs of each place;
 * wages at premium 1.
 */
function foundJobs(sim: Simulation, home: number, first: number, end: number): void {
  const { places: table, runKey } = sim.input;
  const { workers, occupation, jobPlace, wage } = sim.households.data;
  const { wagePremium } = sim.places.data;
  const { near } = sim.workspace.labour;
  const draws = evenDraws(deriveKey(runKey, STREAM.founderJob, 0), home);
  for (let i = first; i < end; i++) {
    for (let w = 0; w < 2; w++) {
      if (w >= workers[i]!) jobPlace[i * 2 + w] = NONE;
      if (jobPlace[i * 2 + w] === NONE) continue;
      const u = evenDraw(draws, EVEN.job, w);
      const there = placeByGravity(near[occupation[i * 2 + w]!]!, home * table.count, table.count, u);
      jobPlace[i * 2 + w] = there;
      // The table's incomes hold the premium of the jobs that people have.
      wage[i * 2 + w]! /= wagePremium[there]!;
    }
  }
}

/** Area one comes from, dates of the last moves. */
function foundOrigins(sim: Simulation, place: number, first: number, end: number): void {
  const { places: table, runKey, startMonth } = sim.input;
  const h = sim.households.data;
  const p = sim.parameters;
  const home = gravityFrom(table, sim.geography.km, place, table.population, 15, p.homeDecay);
  const key = deriveKey(runKey, STREAM.founderHome, 0);
  for (let from = first; from < end; from += BLOCK) {
    const to = Math.min(end, from + BLOCK);
    const stays = drawFounders(key, 0, from, to, 0);
    const homes = drawFounders(key, 1, from, to, 1);
    const dates = drawFounders(key, 2, from, to, 2);
    const areaDates = drawFounders(key, 3, from, to, 3);
    for (let i = from; i < to; i++) {
      const at = i - from;
      const stayed = uniform(stays[at]!) < p.homeStayers;
      const there = stayed ? place : placeByGravity(home, 0, table.count, uniform(homes[at]!));
      h.homeArea[i] = table.area[there]!;
      const years = exponential(dates[at]!) / ENTERING[h.tenure[i]!]!;
      const adult = ageYears(sim, i) - 17;
      const months = Math.min(Math.floor(years * 12), adult * 12);
      h.movedAt[i] = Math.max(-1200, startMonth - 1 - months);
      const earlier = uniform(areaDates[at]!) < 0.67 ? 12 * adult : months;
      h.movedAreaAt[i] = Math.max(-1200, startMonth - 1 - earlier);
    }
  }
}

/** Dwellings, waiting lists and habits of all founders; dwellings of places are known. */
export function foundLives(sim: Simulation): void {
  inBlocks(sim, foundRows, sim.households.rows);
}

function foundRows(sim: Simulation, from: number, to: number): void {
  foundDwellings(sim, from, to);
  foundWaiting(sim, from, to);
  foundHabits(sim, from, to);
}

/** Contracts below the market's by duration (1 % a year, 15 at most; owners 20), floors wanted at them. */
function foundDwellings(sim: Simulation, from: number, to: number): void {
  const { parameters: p } = sim;
  const h = sim.households.data;
  for (let i = from; i < to; i++) {
    const tenure = h.tenure[i]!;
    const years = Math.min(tenure === OWNER ? 20 : 15, (sim.month - h.movedAt[i]!) / 12);
    const cost = marketCost(sim, h.place[i]!, tenure) * (1 - 0.01 * years);
    const least = h.size[i] === 1 ? p.floorAlone : p.floorMore;
    const net = Math.max(p.netSmooth, householdIncome(sim, i) - (cost + p.energyFloor) * least);
    h.contract[i] = cost;
    h.floor[i] = h.status[i] === HOUSED ? least + (p.alpha * net) / cost : 0;
  }
}

/** Wished time online by age and person, habit at rest, first dependence. */
function foundHabits(sim: Simulation, from: number, to: number): void {
  const { parameters: p } = sim;
  const h = sim.households.data;
  const key = deriveKey(sim.input.runKey, STREAM.founderDigital, 0);
  for (let i = from; i < to; i++) {
    const person = p.onlineSigma * normal(hash(key.k0, key.k1, i, 0));
    const wish = p.onlineMedian * exp(person + p.onlineAge * (ageYears(sim, i) - 45));
    h.onlineWish[i] = Math.min(p.onlineMax, wish);
    h.online[i] = h.onlineWish[i]!;
    h.habit[i] = h.onlineWish[i]!;
    h.dependence[i] = 0.35;
    h.weakLocal[i] = (p.weakMeet / p.weakLoss) * sim.workspace.meetDensity[h.place[i]!]!;
    h.weakOnline[i] = (p.weakOnline / (p.weakLoss * bridgeLoss(sim))) * h.online[i]!;
    h.reach[i] = 0.15;
  }
}

/** Rents, prices and services of places at the start. */
export function foundPlaces(sim: Simulation): void {
  const { places: table } = sim.input;
  const at = sim.places.data;
  const services = new Float64Array(COUNTRIES.length);
  const people = new Float64Array(COUNTRIES.length);
  for (let j = 0; j < table.count; j++) {
    services[table.country[j]!]! += table.establishments[j]!;
    people[table.country[j]!]! += table.population[j]!;
  }
  for (let j = 0; j < table.count; j++) {
    const price = (12 * table.rentFlat[j]!) / sim.parameters.rentYield;
    const each = table.establishments[j]! / table.population[j]!;
    const mean = services[table.country[j]!]! / people[table.country[j]!]!;
    const local = mean > 0 ? each / mean : 1;
    at.rent[j] = table.rentFlat[j]!;
    at.rent0[j] = table.rentFlat[j]!;
    at.price[j] = price;
    at.price0[j] = price;
    at.services[j] = Math.min(2, Math.max(0.3, exp(log(Math.max(0.01, local)) / 2)));
    at.onSite[j] = 1;
    at.trust[j] = sim.parameters.trustUsual;
    at.pricePeak[j] = 1;
    for (let m = 0; m < PRICE_MONTHS; m++) at.priceHistory[j * PRICE_MONTHS + m] = price;
  }
}

/** What threads do together. */
export const FOUNDING_PASSES: readonly SimulationPass[] = [foundResidents, foundRows, ...FOUNDING_TIE_PASSES];
