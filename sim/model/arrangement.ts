/**
 * A worker's arrangement: days of telework T, and the job kept or taken near the dwelling
 * (ODD 7.4). In money per month, so that it adds up over the workers of a household:
 * value(T) = (a + taste - office) T - (q/2) T^2 - (5 - T) cost of an office day.
 */

import { normal } from "../core/distributions.ts";
import { exp, log, pow } from "../core/math.ts";
import { deriveKey, hash, type Key, uniform } from "../core/random.ts";
import { kgOfKm } from "./climate-terms.ts";
import { HUB_DESKS } from "./employment-form.ts";
import { daysWay } from "./geography.ts";
import type { Parameters } from "./parameters.ts";
import { COUNTRIES, PLACE_CLASSES, type PlaceTable } from "./places.ts";
import { NONE, OCCUPATIONS, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

/** What a worker's arrangement needs, gathered once; then the result of the last `arrange`. */
export interface TeleworkTerms {
  job: number;
  /** Wage at premium 1 [EUR/month]. */
  wage: number;
  /** Most remote days that profession and employer allow. */
  cap: number;
  /** Worth of a day at home before what the office is worth and commuting [EUR/month]. */
  wish: number;
  /** Worth of a day at home before commuting [EUR/month]. */
  day: number;
  /** out: days, change of income, worth of time and of telework [EUR/month], new job. */
  days: number;
  cash: number;
  time: number;
  takesJob: boolean;
}

/** Empty terms. */
export function makeOffice(): TeleworkTerms {
  return { job: 0, wage: 0, cap: 0, wish: 0, day: 0, days: 0, cash: 0, time: 0, takesJob: false };
}

/**
 * Terms of worker w of a household: eligible by occupation, allowed by the employer's keyed
 * threshold, up to the norm in days (its fraction is a share of employers).
 * @source A36, A37 (eligibility), A53, A54 (norm)
 */
export function teleworkTerms(sim: Simulation, out: TeleworkTerms, household: number, w: number): void {
  const h = sim.households.data;
  const job = h.jobPlace[household * 2 + w]!;
  if (job !== NONE) {
    offerTerms(sim, out, household, w, job);
    return;
  }
  out.job = NONE;
  out.wage = h.wage[household * 2 + w]!;
  out.cap = 0;
  out.wish = 0;
  out.day = 0;
}

/** Terms of worker w of a household with a job at a place, held or offered. */
function offerTerms(sim: Simulation, out: TeleworkTerms, household: number, w: number, job: number): void {
  const key = personKey(sim, w);
  out.wage = sim.households.data.wage[household * 2 + w]!;
  out.cap = daysAllowed(sim, key, household, w);
  out.wish = wishOfDays(sim, key, household);
  atJob(sim, out, job);
}

/** Key of the lasting draws of the workers w of all households. */
export function personKey(sim: Simulation, w: number): Key {
  return deriveKey(sim.input.runKey, STREAM.person, w);
}

/**
 * Best days at home of worker w in the present job, which is kept; none without a job. out: remoteDays
 * @param terms scratch
 * @param key of the workers w
 */
export function reviewDays(sim: Simulation, terms: TeleworkTerms, key: Key, i: number, w: number): void {
  const { jobPlace, remoteDays, place } = sim.households.data;
  const at = i * 2 + w;
  remoteDays[at] = 0;
  if (jobPlace[at] === NONE) return;
  setPerson(sim, terms, key, i, w);
  if (terms.cap === 0) return;
  atJob(sim, terms, jobPlace[at]!);
  arrange(sim, terms, place[i]!, Infinity);
  remoteDays[at] = terms.days;
}

/** The terms of worker w that all jobs share, as far as they matter. @param key of the workers w */
export function setPerson(sim: Simulation, out: TeleworkTerms, key: Key, i: number, w: number): void {
  out.wage = sim.households.data.wage[i * 2 + w]!;
  out.cap = daysAllowed(sim, key, i, w);
  out.wish = out.cap === 0 ? 0 : wishOfDays(sim, key, i);
}

/**
 * Most remote days of worker w: by occupation and where the present job is, or where one lives without a job.
 * Independents ask nobody.
 * @param key of the workers w
 */
function daysAllowed(sim: Simulation, key: Key, household: number, w: number): number {
  const { parameters: p, levers } = sim;
  const { occupation: occupations, id: ids, independent, jobPlace, place } = sim.households.data;
  const { eligibleShare } = sim.workspace;
  const id = ids[household]!;
  const occupation = occupations[household * 2 + w]!;
  const job = jobPlace[household * 2 + w]!;
  const share = eligibleShare[(job === NONE ? place[household]! : job) * OCCUPATIONS.length + occupation]!;
  const hubs = 1 + (p.hubEligible * levers["telework.hubs"]) / HUB_DESKS;
  const possible = share * levers["telework.potential"] * hubs;
  const eligible = uniform(hash(key.k0, key.k1, id, 0)) < possible;
  if (!eligible) return 0;
  const own = ((independent[household]! >> w) & 1) === 1;
  const willing = own || uniform(hash(key.k0, key.k1, id, 1)) < levers["telework.employers"];
  if (!willing) return 0;
  const norm = levers["telework.norm"];
  const whole = Math.floor(norm);
  const more = uniform(hash(key.k0, key.k1, id, 2)) < norm - whole ? 1 : 0;
  return Math.min(5, whole + more);
}

/** Worth of a day at home to a worker, before what the office is worth. @param key of the workers w */
function wishOfDays(sim: Simulation, key: Key, household: number): number {
  const p = sim.parameters;
  const id = sim.households.data.id[household]!;
  return p.teleworkBase + p.teleworkTasteSd * normal(hash(key.k0, key.k1, id, 3));
}

/** The terms of a worker with a job at another place. */
export function atJob(sim: Simulation, out: TeleworkTerms, job: number): void {
  out.job = job;
  out.day = out.wish - sim.workspace.officeWorth[job]!;
}

/** One way of a working day [km] (`daysWay`). */
export function dailyKm({ geography, parameters }: Simulation, from: number, to: number): number {
  return daysWay(geography.km[from * geography.places + to]!, parameters.stayKm);
}

/** Money for commuting on one weekly office day over a month, with the price of its carbon [EUR/month]. */
function dayCash(sim: Simulation, from: number, to: number): number {
  const p = sim.parameters;
  const km = dailyKm(sim, from, to);
  const travelled = p.weeksPerMonth * 2 * km;
  const carbon = (kgOfKm(sim, from, to) * sim.levers["climate.carbonPrice"]) / 1000;
  return travelled * p.travelCost * sim.levers["macro.energyPrice"] + travelled * carbon;
}

/** Value of the time of commuting on one weekly office day over a month [EUR/month]. */
function dayTime(sim: Simulation, from: number, to: number): number {
  const p = sim.parameters;
  return ((p.weeksPerMonth * 2 * travelMinutes(sim, from, to)) / 60) * p.timeValue;
}

/** Cost of the commutes of one weekly office day over a month, money and time [EUR/month]. */
export function commuteCost(sim: Simulation, km: number, minutes: number): number {
  const p = sim.parameters;
  const cash = 2 * km * p.travelCost * sim.levers["macro.energyPrice"];
  return p.weeksPerMonth * (cash + ((2 * minutes) / 60) * p.timeValue);
}

/** One-way minutes, with the rail policy between different areas. */
export function travelMinutes(sim: Simulation, from: number, to: number): number {
  const minutes = sim.geography.minutes[from * sim.geography.places + to]!;
  const { area } = sim.input.places;
  return area[from] === area[to] ? minutes : minutes * railFactor(sim);
}

/** What the rail policy makes of minutes between different areas. */
export function railFactor(sim: Simulation): number {
  return 1 + sim.levers["transport.rail"] / 100;
}

/** Best whole number of remote days at a cost of an office day: argmax of a parabola, 0 … cap. */
export function bestDays(sim: Simulation, terms: TeleworkTerms, dayCost: number): number {
  if (terms.cap === 0) return 0;
  const best = Math.floor((terms.day + dayCost) / sim.parameters.teleworkCurve + 0.5);
  return Math.max(0, Math.min(terms.cap, best));
}

/** Worth of T remote days [EUR/month], without commuting. */
export function teleworkWorth(sim: Simulation, terms: TeleworkTerms, days: number): number {
  return terms.day * days - (sim.parameters.teleworkCurve / 2) * days * days;
}

/**
 * Best arrangement at a place of residence: keep the job, or take one in the place, if one is vacant,
 * at its wage premium, less the cost of changing.
 * @param changeCost [EUR/month]; Infinity: the job is kept
 * @param terms out: days, cash, time, takesJob
 */
export function arrange(sim: Simulation, terms: TeleworkTerms, place: number, changeCost: number): void {
  if (terms.job === NONE) {
    rest(terms);
    return;
  }
  const cash = dayCash(sim, place, terms.job);
  const time = dayTime(sim, place, terms.job);
  terms.days = bestDays(sim, terms, cash + time);
  terms.cash = -(5 - terms.days) * cash;
  terms.time = teleworkWorth(sim, terms, terms.days) - (5 - terms.days) * time;
  terms.takesJob = false;
  if (place === terms.job || changeCost === Infinity || sim.places.data.vacant[place] === 0) return;
  const premium = sim.places.data.wagePremium;
  const raise = terms.wage * (premium[place]! - premium[terms.job]!);
  const nearCash = dayCash(sim, place, place);
  const nearTime = dayTime(sim, place, place);
  const days = bestDays(sim, terms, nearCash + nearTime);
  const newCash = raise - (5 - days) * nearCash;
  const newTime = teleworkWorth(sim, terms, days) - (5 - days) * nearTime - changeCost;
  if (newCash + newTime <= terms.cash + terms.time) return;
  terms.days = days;
  terms.cash = newCash;
  terms.time = newTime;
  terms.takesJob = true;
}

/** Extra floor wanted for five remote days (h_s), or none where home offices ask for no space. */
export function officeSpace(sim: Simulation): number {
  return sim.parameters.homeOfficeSpace * sim.levers["switch.spaceDemand"];
}

/** Without a job nothing is arranged. */
function rest(terms: TeleworkTerms): void {
  terms.days = 0;
  terms.cash = 0;
  terms.time = 0;
  terms.takesJob = false;
}

/** Worth of an office day by job place: a_o theta^psi (jobs / median)^gamma [EUR/month]. out: officeWorth */
export function setOfficeWorth(sim: Simulation): void {
  const { parameters: p, workspace } = sim;
  const { onSite } = sim.places.data;
  for (let j = 0; j < onSite.length; j++) {
    const desks = pow(Math.max(0.05, onSite[j]!), p.officeDesks);
    workspace.officeWorth[j] = p.officePull * desks * workspace.jobsFactor[j]!;
  }
}

/**
 * (jobs / median of the country's places)^gamma of each place: an office day is worth a little more
 * where jobs are many.
 */
export function jobsFactors({ jobs, country }: PlaceTable, gamma: number): Float64Array {
  const medians = COUNTRIES.map((_, c) => {
    const sorted = jobs.filter((_, j) => country[j] === c).sort();
    return Math.max(1, sorted[sorted.length >> 1] ?? 1);
  });
  return jobs.map((each, j) => (each > 0 ? pow(each / medians[country[j]!]!, gamma) : 1));
}

/** Wage premium of each place: (job density / country's mean)^elasticity, mean of ln 0 over jobs (B04). */
export function wagePremia(table: PlaceTable, elasticity: number): Float64Array {
  const ln = table.jobs.map((each, j) => log((each + 1) / Math.max(0.1, table.areaKm2[j]!)));
  return overMean(ln, table).map((each) => exp(elasticity * each));
}

/** Values of places less the mean over the jobs of the country. */
function overMean(values: Float64Array, { jobs, country }: PlaceTable): Float64Array {
  const sum = new Float64Array(COUNTRIES.length);
  const total = new Float64Array(COUNTRIES.length);
  for (let j = 0; j < jobs.length; j++) {
    sum[country[j]!]! += jobs[j]! * values[j]!;
    total[country[j]!]! += jobs[j]!;
  }
  return values.map((each, j) => each - sum[country[j]!]! / Math.max(1, total[country[j]!]!));
}

/** Inhabitants that stand for places outside every urban area, which have no town. */
const NO_TOWN = 10_000;

/**
 * Part of the jobs of each place and occupation that can be done at home: the occupation's, with a logit that
 * rises with ln population of the area, by nothing in the mean over the jobs of the country (A56).
 * @returns place x occupations
 */
export function eligibleShares(table: PlaceTable, p: Parameters): Float64Array {
  const { area, areaIds, placeClass, population, count } = table;
  const people = new Float64Array(areaIds.length);
  for (let j = 0; j < count; j++) people[area[j]!]! += population[j]!;
  const size = Float64Array.from(area, (a, j) =>
    log(placeClass[j] === PLACE_CLASSES.indexOf("rest") ? NO_TOWN : Math.max(NO_TOWN, people[a]!)),
  );
  const larger = overMean(size, table);
  const shares = [p.eligible0, p.eligible1, p.eligible2];
  const out = new Float64Array(count * shares.length);
  for (let j = 0; j < count; j++) {
    const odds = exp(p.eligibleSize * larger[j]!);
    for (const [k, share] of shares.entries()) {
      out[j * shares.length + k] = (share * odds) / (1 + share * (odds - 1));
    }
  }
  return out;
}
