/**
 * Founders' jobs, origins, dates of residence, dwellings, habits and ties (ODD 5), after their
 * attributes (population.ts).
 */
import { exponential, normal } from "../core/distributions.ts";
import { exp, log } from "../core/math.ts";
import { deriveKey, hash, uniform } from "../core/random.ts";
import { tied } from "../core/ties.ts";
import { ageYears } from "./ages.ts";
import { wagePremia } from "./arrangement.ts";
import { gravity } from "./geography.ts";
import { indexHouseholds } from "./household-index.ts";
import { COUNTRIES } from "./places.ts";
import { householdIncome } from "./searcher.ts";
import {
  COLLEAGUE,
  HOUSED,
  KIN,
  NEIGHBOUR,
  NONE,
  ONLINE,
  OWNER,
  PRICE_MONTHS,
  type Simulation,
} from "./state.ts";
import { STREAM } from "./streams.ts";
import { bind } from "./tie-labels.ts";
import { placeByGravity } from "./tie-proposals.ts";
import { marketCost } from "./utility.ts";

/** Moving rates by tenure of B18 [/year]: durations of residence of founders. */
const MOVING_RATE = [0.036, 0.185, 0.085] as const;
/** Ties a household begins with, by kind; each end makes half of them. */
const FOUNDING_TIES = [4.8, 3.8, 1.5, 0.6, 1.2] as const;
const FOUNDING_STRENGTH = [0.66, 0.56, 0.45, 0.4, 0.35] as const;

/**
 * Jobs by gravity, doubly constrained by a few rounds: workers of each place, jobs of each place;
 * wages at premium 1.
 */
export function foundJobs(sim: Simulation): void {
  const { places: table, runKey } = sim.input;
  const { place, workers, jobPlace, wage } = sim.households.data;
  const { wagePremium } = sim.places.data;
  wagePremium.set(wagePremia(table, sim.parameters.wageDensity));
  const cumulative = sim.workspace.labour.near;
  const key = deriveKey(runKey, STREAM.founderJob, 0);
  for (let i = 0; i < sim.households.rows; i++) {
    for (let w = 0; w < 2; w++) {
      const u = uniform(hash(key.k0, key.k1, i, w));
      const there = placeByGravity(cumulative, place[i]! * table.count, table.count, u);
      if (w >= workers[i]!) jobPlace[i * 2 + w] = NONE;
      if (jobPlace[i * 2 + w] === NONE) continue;
      jobPlace[i * 2 + w] = there;
      // The table's incomes hold the premium of the jobs that people have.
      wage[i * 2 + w]! /= wagePremium[there]!;
    }
  }
}

/** Area one comes from, dates of the last moves. */
export function foundOrigins(sim: Simulation): void {
  const { places: table, runKey, startMonth } = sim.input;
  const h = sim.households.data;
  const p = sim.parameters;
  const home = gravity(table, sim.geography.km, table.population, 15, p.homeDecay);
  const key = deriveKey(runKey, STREAM.founderHome, 0);
  for (let i = 0; i < sim.households.rows; i++) {
    const place = h.place[i]!;
    const stays = uniform(hash(key.k0, key.k1, i, 0)) < p.homeStayers;
    const u = uniform(hash(key.k0, key.k1, i, 1));
    const from = stays ? place : placeByGravity(home, place * table.count, table.count, u);
    h.homeArea[i] = table.area[from]!;
    const years = exponential(hash(key.k0, key.k1, i, 2)) / MOVING_RATE[h.tenure[i]!]!;
    const adult = ageYears(sim, i) - 17;
    const months = Math.min(Math.floor(years * 12), adult * 12);
    h.movedAt[i] = Math.max(-1200, startMonth - 1 - months);
    const earlier = uniform(hash(key.k0, key.k1, i, 3)) < 0.67 ? 12 * adult : months;
    h.movedAreaAt[i] = Math.max(-1200, startMonth - 1 - earlier);
  }
}

/** Contracts below the market's by duration (1 % a year, 15 at most; owners 20), floors wanted at them. */
export function foundDwellings(sim: Simulation): void {
  const { parameters: p } = sim;
  const h = sim.households.data;
  for (let i = 0; i < sim.households.rows; i++) {
    const tenure = h.tenure[i]!;
    const years = Math.min(tenure === OWNER ? 20 : 15, (sim.month - h.movedAt[i]!) / 12);
    const cost = marketCost(sim, h.place[i]!, tenure) * (1 - 0.01 * years);
    const least = h.size[i] === 1 ? p.floorAlone : p.floorMore;
    const net = Math.max(p.netSmooth, householdIncome(sim, i) - (cost + p.energyFloor) * least);
    h.contract[i] = cost;
    h.floor[i] = h.status[i] === HOUSED ? least + (p.alpha * net) / cost : 0;
  }
}

/** Wished time online by age and person, habit at rest, first dependence, need of support. */
export function foundHabits(sim: Simulation): void {
  const { parameters: p } = sim;
  const h = sim.households.data;
  const key = deriveKey(sim.input.runKey, STREAM.founderDigital, 0);
  for (let i = 0; i < sim.households.rows; i++) {
    const person = p.onlineSigma * normal(hash(key.k0, key.k1, i, 0));
    const wish = p.onlineMedian * exp(person + p.onlineAge * (ageYears(sim, i) - 45));
    h.onlineWish[i] = Math.min(p.onlineMax, wish);
    h.online[i] = h.onlineWish[i]!;
    h.habit[i] = h.onlineWish[i]!;
    h.dependence[i] = 0.35;
    h.need[i] = exp(p.lonelyThreshold + p.lonelySd * normal(hash(key.k0, key.k1, i, 1)));
    h.weakLocal[i] = (p.weakMeet / p.weakLoss) * sim.workspace.meetDensity[h.place[i]!]!;
    h.weakOnline[i] = (p.weakOnline / p.weakLoss) * h.online[i]!;
    h.reach[i] = 0.15;
  }
}

/** Draws of a partner until one is found to whom there is no tie: small places have few to choose from. */
const TRIES = 8;

/** Ties by kind and distance: each household makes half of its own; kin live where one comes from. */
export function foundTies(sim: Simulation): void {
  indexHouseholds(sim);
  const key = deriveKey(sim.input.runKey, STREAM.founderTie, 0);
  for (let kind = KIN; kind <= ONLINE; kind++) {
    const mean = FOUNDING_TIES[kind]! / 2;
    for (let i = 0; i < sim.households.rows; i++) {
      const u = uniform(hash(key.k0, key.k1, i, kind * 64));
      const count = Math.floor(mean * 0.5 + u * mean + uniform(hash(key.k0, key.k1, i, kind * 64 + 1)));
      for (let n = 0; n < count; n++) foundTie(sim, key.k0, key.k1, i, kind, kind * 64 + 2 + n * 4);
    }
  }
}

function foundTie(sim: Simulation, k0: number, k1: number, i: number, kind: number, at: number): void {
  const { geography, workspace } = sim;
  const h = sim.households.data;
  const u = uniform(hash(k0, k1, i, at));
  const v = uniform(hash(k0, k1, i, at + 1));
  const job = h.jobPlace[i * 2]!;
  if (kind === COLLEAGUE && job === NONE) return;
  const from = kind === KIN ? homePlace(sim, i, v) : h.place[i]!;
  const local = kind === NEIGHBOUR || kind === COLLEAGUE;
  const there = local
    ? kind === NEIGHBOUR
      ? from
      : job
    : placeByGravity(geography.tieGravity, from * geography.places, geography.places, u);
  const start = kind === COLLEAGUE ? workspace.workerStart : workspace.residentStart;
  const members = kind === COLLEAGUE ? workspace.workersAt : workspace.residents;
  const first = start[there]!;
  const size = start[there + 1]! - first;
  if (size === 0) return;
  const strength = FOUNDING_STRENGTH[kind]! + 0.35 * (uniform(hash(k0, k1, i, at + 3)) - 0.5);
  let bits = hash(k0, k1, i, at + 2);
  for (let again = 0; again < TRIES; again++) {
    const to = members[first + Math.floor(uniform(bits) * size)]!;
    if (to !== i && tied(sim.ties, i, to) < 0) {
      bind(sim, i, to, kind, Math.round(strength * 65535));
      return;
    }
    bits = hash(k0, k1, bits, again);
  }
}

/** A place of the area one comes from: one's own if it is the same area, else any of its zones. */
function homePlace(sim: Simulation, i: number, u: number): number {
  const { areaStart, areaPlaces } = sim.geography;
  const { place, homeArea } = sim.households.data;
  const home = homeArea[i]!;
  if (sim.input.places.area[place[i]!] === home) return place[i]!;
  const first = areaStart[home]!;
  return areaPlaces[first + Math.floor(u * (areaStart[home + 1]! - first))]!;
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
