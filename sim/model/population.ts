/**
 * The founders (ODD 5): as many households in each place as its share of all, their attributes
 * drawn from national odds tilted to the place's margins (size, age, income, tenure, workers).
 * A first version: the tables of odds are assumed and stand here.
 */

import { normal } from "../core/distributions.ts";
import { exp, log } from "../core/math.ts";
import { BLOCK, deriveKey, type Key, uniform } from "../core/random.ts";
import { birthMonth } from "./ages.ts";
import { EVEN, type EvenDraws, evenDraw, evenDraws } from "./even-draws.ts";
import { drawFounders } from "./founder-draws.ts";
import { foundTenure } from "./founding-tenure.ts";
import type { Parameters } from "./parameters.ts";
import type { PlaceTable } from "./places.ts";
import { consumptionUnits } from "./searcher.ts";
import { ALONE, HOUSED, type Households, NONE, SINGLE_PARENT, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

/** Composition (COMPOSITIONS) by age band of the head: below 25, 25-39, 40-64, 65 and more. */
const COMPOSITION_ODDS = [
  [0.6, 0.2, 0.05, 0.05, 0.1],
  [0.3, 0.22, 0.36, 0.09, 0.03],
  [0.28, 0.22, 0.34, 0.12, 0.04],
  [0.45, 0.47, 0.03, 0.02, 0.03],
].map((odds) => Float64Array.from(odds));
/** Mean size of each composition, and the shares of one, two … persons beyond the least. */
const MEAN_SIZE = Float64Array.of(1, 2, 3.7, 2.5, 2.3);
const LEAST_SIZE = [1, 2, 3, 2, 2] as const;
const SIZE_STEPS = [[], [], [0.55, 0.15], [0.4, 0.1], [0.3]] as const;
const AGE_FROM = [18, 25, 40, 65] as const;
const AGE_SPAN = [7, 15, 25, 40] as const;
/** Shares of equal steps of ages within the youngest and the oldest band, at rest (derived). */
const AGE_STEPS = [
  [0.034, 0.076, 0.111, 0.146, 0.177, 0.212, 0.244],
  [1],
  [1],
  [0.257, 0.236, 0.199, 0.152, 0.094, 0.045, 0.014, 0.003],
].map((shares) => Float64Array.from(shares));
/** Occupations: odds in an area of 400,000, and tilt with the logarithm of its population (A41). */
const OCCUPATION_SHARES = Float64Array.of(0.47, 0.3, 0.205);
const OCCUPATION_TILT = [0, 0.1, 0.43] as const;
const OCCUPATION_INCOME = [-0.18, 0.02, 0.3] as const;
const WORKER_INCOME = [-0.12, 0, 0.14] as const;

/** Age bands of the heads of a block of founders. */
const bands = new Uint8Array(BLOCK);
/** Factors of the odds of compositions at a tilt. */
const tilts = new Float64Array(5);

/** What founders of a place are drawn from. */
interface PlaceTerms {
  readonly place: number;
  readonly key: Key;
  readonly draws: EvenDraws;
  /** Shares of age bands, of occupations, and by age band of compositions. */
  readonly ages: Float64Array;
  readonly occupations: Float64Array;
  readonly compositions: readonly Float64Array[];
  /** Probability that an adult below 65 is in the labour force, and that one has a job. */
  readonly active: number;
  readonly employed: number;
}

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
  const terms = placeTerms(sim, place);
  const centre = incomeCentre(sim.input.places, place);
  for (let from = first; from < end; from += BLOCK) {
    const to = Math.min(end, from + BLOCK);
    foundHeads(sim, terms, from, to);
    foundWork(sim, terms, from, to);
    foundOccupations(sim, terms, from, to);
    const bits = drawFounders(terms.key, 10, from, to, 0);
    for (let i = from; i < to; i++) {
      foundIncome(sim.input.places, sim.parameters, sim.households, bits[i - from]!, place, i, centre);
    }
  }
  foundTenure(sim, terms.key, place, first, end);
}

function placeTerms(sim: Simulation, place: number): PlaceTerms {
  const { places: table, runKey } = sim.input;
  const ages = ageShares(table, place);
  const tilt = sizeTilt(ages, table.population[place]! / table.households[place]!);
  const active = activity(table, place, ages, tilt);
  return {
    place,
    key: deriveKey(runKey, STREAM.founder, 0),
    draws: evenDraws(deriveKey(runKey, STREAM.founder, 1), place),
    ages,
    occupations: placeOccupations(table, place),
    compositions: AGE_FROM.map((_, band) => tiltedOdds(band, tilt)),
    active,
    employed: active * (1 - table.unemployed[place]! / Math.max(1, table.active[place]!)),
  };
}

/** Ages, compositions and sizes of a block. */
function foundHeads(sim: Simulation, terms: PlaceTerms, from: number, to: number): void {
  const { id, status, place, bornAt, composition, size } = sim.households.data;
  const { draws, ages, compositions } = terms;
  const birthdays = drawFounders(terms.key, 13, from, to, 0);
  for (let i = from; i < to; i++) {
    id[i] = i;
    status[i] = HOUSED;
    place[i] = terms.place;
    const band = chooseFrom(ages, evenDraw(draws, EVEN.band, 0));
    bands[i - from] = band;
    const years = drawAge(band, evenDraw(draws, EVEN.age, band));
    bornAt[i] = birthMonth(sim.month, years, uniform(birthdays[i - from]!));
    const own = chooseFrom(compositions[band]!, evenDraw(draws, EVEN.composition, band));
    composition[i] = own;
    size[i] = drawSize(own, evenDraw(draws, EVEN.size, own));
  }
}

/** Who works and who looks for work in a block; jobs are in the place until they are drawn. */
function foundWork(sim: Simulation, terms: PlaceTerms, from: number, to: number): void {
  const { composition, workers, jobPlace } = sim.households.data;
  const { draws, active, employed, place } = terms;
  for (let i = from; i < to; i++) {
    const band = bands[i - from]!;
    const adults = composition[i] === ALONE || composition[i] === SINGLE_PARENT ? 1 : 2;
    let count = 0;
    for (let w = 0; band < 3 && w < adults; w++) {
      const work = evenDraw(draws, EVEN.work + w, band);
      if (work >= active) continue;
      jobPlace[i * 2 + count] = work < employed ? place : NONE;
      count++;
    }
    workers[i] = count;
  }
}

/** Occupations and education of a block. */
function foundOccupations(sim: Simulation, terms: PlaceTerms, from: number, to: number): void {
  const { occupation, education } = sim.households.data;
  for (let w = 0; w < 2; w++) {
    const bits = drawFounders(terms.key, 6 + w, from, to, 0);
    for (let i = from; i < to; i++) {
      occupation[i * 2 + w] = chooseFrom(terms.occupations, uniform(bits[i - from]!));
    }
  }
  const high = drawFounders(terms.key, 8, from, to, 0);
  const some = drawFounders(terms.key, 9, from, to, 1);
  for (let i = from; i < to; i++) {
    const level = occupation[i * 2]!;
    const degree = uniform(high[i - from]!) < 0.25 + 0.3 * level;
    education[i] = degree ? 2 : uniform(some[i - from]!) < 0.75 ? 1 : 0;
  }
}

/** Inhabitants of the area of a place. */
function areaPopulation({ area, population }: PlaceTable, place: number): number {
  let sum = 0;
  for (let j = 0; j < area.length; j++) if (area[j] === area[place]) sum += population[j]!;
  return sum;
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
export function ageShares(table: PlaceTable, place: number): Float64Array {
  const size = table.population[place]! / table.households[place]!;
  const old = Math.min(0.6, Math.max(0.1, (table.share65plus[place]! * size) / 1.45));
  const young = Math.min(
    0.15,
    0.04 * (table.shareUnder25[place]! / 0.3) * (table.shareUnder25[place]! / 0.3),
  );
  const rest = 1 - old - young;
  return Float64Array.of(young, 0.35 * rest, 0.65 * rest, old);
}

/** Tilt t of the odds, weights x exp(t size), such that the mean size is the place's. By bisection. */
export function sizeTilt(ages: Float64Array, meanSize: number): number {
  let low = -6;
  let high = 6;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (expectedSize(ages, middle) < meanSize) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function expectedSize(ages: Float64Array, tilt: number): number {
  fillTilts(tilt);
  let mean = 0;
  for (let band = 0; band < 4; band++) {
    const odds = COMPOSITION_ODDS[band]!;
    let sum = 0;
    for (let c = 0; c < 5; c++) sum += odds[c]! * tilts[c]!;
    for (let c = 0; c < 5; c++) mean += ages[band]! * ((odds[c]! * tilts[c]!) / sum) * MEAN_SIZE[c]!;
  }
  return mean;
}

/** out: `tilts` */
function fillTilts(tilt: number): void {
  for (let c = 0; c < 5; c++) tilts[c] = exp(tilt * (MEAN_SIZE[c]! - 2.2));
}

function tiltedOdds(band: number, tilt: number): Float64Array {
  fillTilts(tilt);
  const odds = COMPOSITION_ODDS[band]!.map((each, c) => each * tilts[c]!);
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

function chooseFrom(shares: Float64Array, u: number): number {
  let sum = 0;
  for (let k = 0; k < shares.length - 1; k++) {
    sum += shares[k]!;
    if (u < sum) return k;
  }
  return shares.length - 1;
}

/** Shares of occupations: odds x (area population / 400,000)^tilt (A41). */
export function occupationShares(areaPopulation: number): Float64Array {
  const size = log(Math.max(5000, areaPopulation) / 400000);
  const odds = OCCUPATION_SHARES.map((share, k) => share * exp(OCCUPATION_TILT[k]! * size));
  const sum = odds.reduce((a, b) => a + b, 0);
  return odds.map((each) => each / sum);
}

/** Shares of occupations of a place: those of its area. */
export function placeOccupations(table: PlaceTable, place: number): Float64Array {
  return occupationShares(areaPopulation(table, place));
}

/** Probability that an adult below 65 is in the labour force: active residents over such adults. */
function activity(table: PlaceTable, place: number, ages: Float64Array, tilt: number): number {
  let adults = 0;
  for (let band = 0; band < 3; band++) {
    const odds = tiltedOdds(band, tilt);
    adults += ages[band]! * (2 - odds[0]! - odds[3]!);
  }
  const active = table.active[place]! / table.households[place]!;
  return Math.min(1, active / Math.max(0.1, adults));
}

/** Mean of what occupations add to ln income in a place, whose median holds it already. */
export function incomeCentre(table: PlaceTable, place: number): number {
  const shares = placeOccupations(table, place);
  return shares.reduce((sum, share, k) => sum + share * OCCUPATION_INCOME[k]!, 0);
}

/** An occupation by the national shares. */
export function drawOccupation(u: number): number {
  return chooseFrom(OCCUPATION_SHARES, u);
}

/**
 * ln income per unit ~ N(ln median + occupation less the mean of the place's + jobs, sigma); 85 % of the
 * income of those who work or look for work is wages and benefits. The wage of those without a job is the one
 * they are offered.
 */
export function foundIncome(
  table: PlaceTable,
  p: Parameters,
  h: Households,
  bits: number,
  place: number,
  i: number,
  centre: number,
): void {
  const { workers, jobPlace, occupation, composition, size, wage, otherIncome } = h.data;
  const [at, both] = [i * 2, workers[i]! > 1];
  const first = jobPlace[at] === NONE ? p.benefit : 1;
  const second = jobPlace[at + 1] === NONE ? p.benefit : 1;
  const jobs = (first === 1 && workers[i]! > 0 ? 1 : 0) + (second === 1 && both ? 1 : 0);
  const shift = jobs === 0 ? 0 : OCCUPATION_INCOME[occupation[at]!]! - centre;
  const z = p.incomeSigma * normal(bits) * 0.92 + shift + WORKER_INCOME[jobs]!;
  const units = consumptionUnits(composition[i]!, size[i]!);
  const income = (table.medianIncomeEur[place]! / 12) * exp(Math.max(-1.2, z)) * units;
  const wages = workers[i] === 0 ? 0 : 0.85 * income;
  otherIncome[i] = income - wages;
  const own = workers[i]! > 0 ? 1 + 0.3 * occupation[at]! : 0;
  const other = both ? 1 + 0.3 * occupation[at + 1]! : 0;
  const sum = own * first + other * second;
  wage[at] = sum > 0 ? (wages * own) / sum : 0;
  wage[at + 1] = sum > 0 ? (wages * other) / sum : 0;
}
