/**
 * The founders (ODD 5): as many households in each place as its share of all, their attributes
 * drawn from national odds tilted to the place's margins (size, age, income, tenure, workers).
 * A first version: the tables of odds are assumed and stand here.
 */

import { normal } from "../core/distributions.ts";
import { exp, log } from "../core/math.ts";
import { deriveKey, hash, type Key, uniform } from "../core/random.ts";
import { ageYears, birthMonth } from "./ages.ts";
import { EVEN, evenDraw, evenDraws } from "./even-draws.ts";
import type { Parameters } from "./parameters.ts";
import type { PlaceTable } from "./places.ts";
import { consumptionUnits } from "./searcher.ts";
import {
  ALONE,
  COUPLE,
  FAMILY,
  HOSTED,
  HOUSED,
  type Households,
  NONE,
  OWNER,
  PRIVATE,
  SINGLE_PARENT,
  type Simulation,
  SOCIAL,
} from "./state.ts";
import { STREAM } from "./streams.ts";

/** Composition (COMPOSITIONS) by age band of the head: below 25, 25-39, 40-64, 65 and more. */
const COMPOSITION_ODDS = [
  [0.6, 0.2, 0.05, 0.05, 0.1],
  [0.3, 0.22, 0.36, 0.09, 0.03],
  [0.28, 0.22, 0.34, 0.12, 0.04],
  [0.45, 0.47, 0.03, 0.02, 0.03],
] as const;
/** Mean size of each composition, and the shares of one, two … persons beyond the least. */
const MEAN_SIZE = [1, 2, 3.7, 2.5, 2.3] as const;
const LEAST_SIZE = [1, 2, 3, 2, 2] as const;
const SIZE_STEPS = [[], [], [0.55, 0.15], [0.4, 0.1], [0.3]] as const;
const AGE_FROM = [18, 25, 40, 65] as const;
const AGE_SPAN = [7, 15, 25, 40] as const;
/** Shares of equal steps of ages within the youngest and the oldest band, at rest (derived). */
const AGE_STEPS: readonly (readonly number[])[] = [
  [0.034, 0.076, 0.111, 0.146, 0.177, 0.212, 0.244],
  [1],
  [1],
  [0.257, 0.236, 0.199, 0.152, 0.094, 0.045, 0.014, 0.003],
];
/** Ownership by age band, logit beside the place's constant. */
const OWNER_AGE = [-2.3, -0.4, 0.5, 1] as const;
/** Occupations: national shares, and tilt with ln(population of the area / 100,000). */
const OCCUPATION_SHARES = [0.45, 0.3, 0.25] as const;
const OCCUPATION_TILT = [0, 0.04, 0.16] as const;
const OCCUPATION_INCOME = [-0.18, 0.02, 0.3] as const;
const WORKER_INCOME = [-0.12, 0, 0.14] as const;

/** Households of each place: largest remainders of N x share, at least one. */
export function apportion(table: PlaceTable, households: number): Uint32Array {
  let total = 0;
  for (let j = 0; j < table.count; j++) total += table.households[j]!;
  const exact = Float64Array.from(table.households, (each) => (each / total) * households);
  const out = Uint32Array.from(exact, (each) => Math.max(1, Math.floor(each)));
  let left = households - out.reduce((sum, each) => sum + each, 0);
  const order = Array.from(exact, (_, j) => j).sort(
    (a, b) => exact[b]! - Math.floor(exact[b]!) - (exact[a]! - Math.floor(exact[a]!)) || a - b,
  );
  for (let k = 0; left > 0; k = (k + 1) % order.length) {
    out[order[k]!]!++;
    left--;
  }
  const byCount = Array.from(out, (_, j) => j).sort((a, b) => out[b]! - out[a]! || a - b);
  for (let k = 0; left < 0; k = (k + 1) % byCount.length) {
    if (out[byCount[k]!]! <= 1) continue;
    out[byCount[k]!]!--;
    left++;
  }
  return out;
}

/** Fills the founders of one place, households first … end - 1; ages hold at the month. */
export function foundPlace(sim: Simulation, place: number, first: number, end: number): void {
  const { households: h, month: now, parameters: p } = sim;
  const { places: table, runKey } = sim.input;
  const key = deriveKey(runKey, STREAM.founder, 0);
  const draws = evenDraws(deriveKey(runKey, STREAM.founder, 1), place);
  const ages = ageShares(table, place);
  const tilt = sizeTilt(ages, table.population[place]! / table.households[place]!);
  const occupations = occupationShares(areaPopulation(table, place));
  const active = activity(table, place, ages, tilt);
  const employed = active * (1 - table.unemployed[place]! / Math.max(1, table.active[place]!));
  const compositions = AGE_FROM.map((_, band) => tiltedOdds(band, tilt));
  for (let i = first; i < end; i++) {
    const u = (k: number) => uniform(hash(key.k0, key.k1, i, k));
    h.data.id[i] = i;
    h.data.status[i] = HOUSED;
    h.data.place[i] = place;
    const band = chooseFrom(ages, evenDraw(draws, EVEN.band, 0));
    const years = drawAge(band, evenDraw(draws, EVEN.age, band));
    h.data.bornAt[i] = birthMonth(now, years, u(13));
    const composition = chooseFrom(compositions[band]!, evenDraw(draws, EVEN.composition, band));
    h.data.composition[i] = composition;
    h.data.size[i] = drawSize(composition, evenDraw(draws, EVEN.size, composition));
    const adults = composition === ALONE || composition === SINGLE_PARENT ? 1 : 2;
    let workers = 0;
    for (let w = 0; band < 3 && w < adults; w++) {
      const work = evenDraw(draws, EVEN.work + w, band);
      if (work >= active) continue;
      h.data.jobPlace[i * 2 + workers] = work < employed ? place : NONE;
      workers++;
    }
    h.data.workers[i] = workers;
    for (let w = 0; w < 2; w++) h.data.occupation[i * 2 + w] = chooseFrom(occupations, u(6 + w));
    const level = h.data.occupation[i * 2]!;
    h.data.education[i] = u(8) < 0.25 + 0.3 * level ? 2 : u(9) < 0.75 ? 1 : 0;
    foundIncome(table, p, h, hash(key.k0, key.k1, i, 10), place, i);
  }
  foundTenure(sim, key, place, first, end);
}

/** Inhabitants of the area of a place. */
function areaPopulation({ area, population }: PlaceTable, place: number): number {
  return population.reduce((sum, each, j) => (area[j] === area[place] ? sum + each : sum), 0);
}

/** Age in whole years within a band. */
function drawAge(band: number, u: number): number {
  const steps = AGE_STEPS[band]!;
  const width = AGE_SPAN[band]! / steps.length;
  const step = chooseFrom(steps, u);
  let below = 0;
  for (let k = 0; k < step; k++) below += steps[k]!;
  const within = Math.min(1 - 1e-9, (u - below) / steps[step]!);
  return AGE_FROM[band]! + Math.floor(width * (step + within));
}

/** Shares of age bands among heads: from the shares of inhabitants below 25 and above 64. */
export function ageShares(table: PlaceTable, place: number): number[] {
  const size = table.population[place]! / table.households[place]!;
  const old = Math.min(0.6, Math.max(0.1, (table.share65plus[place]! * size) / 1.45));
  const young = Math.min(
    0.15,
    0.04 * (table.shareUnder25[place]! / 0.3) * (table.shareUnder25[place]! / 0.3),
  );
  const rest = 1 - old - young;
  return [young, 0.35 * rest, 0.65 * rest, old];
}

/** Tilt t of the odds, weights x exp(t size), such that the mean size is the place's. By bisection. */
export function sizeTilt(ages: readonly number[], meanSize: number): number {
  let low = -6;
  let high = 6;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (expectedSize(ages, middle) < meanSize) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function expectedSize(ages: readonly number[], tilt: number): number {
  let mean = 0;
  for (let band = 0; band < 4; band++) {
    const odds = tiltedOdds(band, tilt);
    for (let c = 0; c < 5; c++) mean += ages[band]! * odds[c]! * MEAN_SIZE[c]!;
  }
  return mean;
}

function tiltedOdds(band: number, tilt: number): number[] {
  const odds = COMPOSITION_ODDS[band]!.map((each, c) => each * exp(tilt * (MEAN_SIZE[c]! - 2.2)));
  const sum = odds.reduce((a, b) => a + b, 0);
  return odds.map((each) => each / sum);
}

function drawSize(composition: number, u: number): number {
  const steps = SIZE_STEPS[composition]!;
  let size: number = LEAST_SIZE[composition]!;
  if (u < (steps[0] ?? 0)) size++;
  if (u < (steps[1] ?? 0)) size++;
  return size;
}

function chooseFrom(shares: readonly number[], u: number): number {
  let sum = 0;
  for (let k = 0; k < shares.length - 1; k++) {
    sum += shares[k]!;
    if (u < sum) return k;
  }
  return shares.length - 1;
}

/** Shares of occupations: national ones x (area population / 100,000)^tilt (A41). */
export function occupationShares(areaPopulation: number): number[] {
  const size = log(Math.max(5000, areaPopulation) / 400000);
  const odds = OCCUPATION_SHARES.map((share, k) => share * exp(OCCUPATION_TILT[k]! * size));
  const sum = odds.reduce((a, b) => a + b, 0);
  return odds.map((each) => each / sum);
}

/** Probability that an adult below 65 is in the labour force: active residents over such adults. */
function activity(table: PlaceTable, place: number, ages: readonly number[], tilt: number): number {
  let adults = 0;
  for (let band = 0; band < 3; band++) {
    const odds = tiltedOdds(band, tilt);
    adults += ages[band]! * (2 - odds[0]! - odds[3]!);
  }
  const active = table.active[place]! / table.households[place]!;
  return Math.min(1, active / Math.max(0.1, adults));
}

/** An occupation by the national shares. */
export function drawOccupation(u: number): number {
  return chooseFrom(OCCUPATION_SHARES, u);
}

/**
 * ln income per unit ~ N(ln median + occupation + jobs, sigma); 85 % of the income of those who work or
 * look for work is wages and benefits. The wage of those without a job is the one they are offered.
 */
export function foundIncome(
  table: PlaceTable,
  p: Parameters,
  h: Households,
  bits: number,
  place: number,
  i: number,
): void {
  const { workers, jobPlace, occupation, composition, size, wage, otherIncome } = h.data;
  const received = [0, 1].map((w) => (jobPlace[i * 2 + w] === NONE ? p.benefit : 1));
  const jobs = received.filter((each, w) => each === 1 && w < workers[i]!).length;
  const shift = jobs === 0 ? 0 : OCCUPATION_INCOME[occupation[i * 2]!]!;
  const z = p.incomeSigma * normal(bits) * 0.92 + shift + WORKER_INCOME[jobs]!;
  const units = consumptionUnits(composition[i]!, size[i]!);
  const income = (table.medianIncomeEur[place]! / 12) * exp(Math.max(-1.2, z)) * units;
  const wages = workers[i] === 0 ? 0 : 0.85 * income;
  otherIncome[i] = income - wages;
  const weights = [0, 1].map((w) => (w < workers[i]! ? 1 + 0.3 * occupation[i * 2 + w]! : 0));
  const sum = weights[0]! * received[0]! + weights[1]! * received[1]!;
  for (let w = 0; w < 2; w++) wage[i * 2 + w] = sum > 0 ? (wages * weights[w]!) / sum : 0;
}

/** Owners by a logit in age, income and couple with the place's constant solved; tenants by income. */
function foundTenure(sim: Simulation, key: Key, place: number, first: number, end: number): void {
  const { parameters: p } = sim;
  const { tenure, status, composition } = sim.households.data;
  const share = sim.input.places.ownerShare[place]!;
  const against = new Float64Array(end - first);
  for (let i = first; i < end; i++) against[i - first] = exp(-ownerScore(sim, place, i));
  const factor = exp(-logitConstant(against, share));
  // Owners are as many as their probabilities sum to: one where the sum passes a whole number.
  let owners = uniform(hash(key.k0, key.k1, first, 11));
  for (let i = first; i < end; i++) {
    owners += 1 / (1 + against[i - first]! * factor);
    const owns = owners >= 1;
    if (owns) owners--;
    const poor = relativeIncome(sim, place, i) < 0.15;
    const social = uniform(hash(key.k0, key.k1, i, 12)) < p.socialShare * (poor ? 1.25 : 0.3);
    tenure[i] = owns ? OWNER : social ? SOCIAL : PRIVATE;
    const hosted = hostedShare(p, composition[i]!, ageYears(sim, i));
    if (uniform(hash(key.k0, key.k1, i, 14)) >= hosted) continue;
    status[i] = HOSTED;
    tenure[i] = PRIVATE;
  }
}

/**
 * Constant c with mean 1 / (1 + against e^-c) = share, by Newton's steps within -8 ... 8.
 * @param against odds against, at constant 0
 */
function logitConstant(against: Float64Array, share: number): number {
  let at = 0;
  for (let step = 0; step < 60; step++) {
    const factor = exp(-at);
    let sum = 0;
    let slope = 0;
    for (let k = 0; k < against.length; k++) {
      const q = 1 / (1 + against[k]! * factor);
      sum += q;
      slope += q * (1 - q);
    }
    const miss = share * against.length - sum;
    const next = Math.max(-8, Math.min(8, at + Math.max(-2, Math.min(2, miss / Math.max(1e-9, slope)))));
    if (Math.abs(next - at) < 1e-9) return next;
    at = next;
  }
  return at;
}

/** Founders alone whom others host, by age. */
function hostedShare(p: Parameters, composition: number, age: number): number {
  if (composition !== 0 || age >= 65) return 0;
  return age < 25 ? p.hostedYoung : age < 40 ? p.hostedAdult : p.hostedAdult / 3;
}

function ownerScore(sim: Simulation, place: number, i: number): number {
  const age = ageYears(sim, i);
  const composition = sim.households.data.composition[i];
  const band = age < 25 ? 0 : age < 40 ? 1 : age < 65 ? 2 : 3;
  const couple = composition === COUPLE || composition === FAMILY;
  return OWNER_AGE[band]! + 1.2 * relativeIncome(sim, place, i) + (couple ? 0.5 : -0.2);
}

/** ln of income per unit over the place's median. */
function relativeIncome(sim: Simulation, place: number, i: number): number {
  const { benefit } = sim.parameters;
  const { wage, jobPlace, otherIncome, composition, size } = sim.households.data;
  let income = otherIncome[i]!;
  for (let at = i * 2; at < i * 2 + 2; at++) income += wage[at]! * (jobPlace[at] === NONE ? benefit : 1);
  const units = consumptionUnits(composition[i]!, size[i]!);
  return log((12 * income) / units / sim.input.places.medianIncomeEur[place]!);
}
