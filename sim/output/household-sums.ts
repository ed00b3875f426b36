/**
 * All sums over households that the indicators of a month need, by class of the place where they live: one
 * dense pass, in blocks of rows that threads share out (ODD 13). The rows of a chunk are first put in lists
 * by class; then each list is summed into plain variables.
 */
import { TIE_SLOTS } from "../core/ties.ts";
import { railFactor } from "../model/arrangement.ts";
import { openSums, type SimulationPass, tallySums } from "../model/blocks.ts";
import { COUNTRIES, PLACE_CLASSES } from "../model/places.ts";
import { SETS } from "../model/platforms.ts";
import { EMPTY, NONE, type Simulation, TIE_KINDS } from "../model/state.ts";

/** Rows that go through all parts of the pass together, so that they stay in near memory. */
const CHUNK = 4096;
const CLASSES = PLACE_CLASSES.length;

/** Sums of one class, side by side: of households, of persons who work, of ties by kind. */
const STATE_NAMES = [
  ...(["households", "hosted", "alone", "ages", "lonely", "isolated", "compulsive"] as const),
  ...(["dependence", "hoursOnline", "weakTies"] as const),
];
const WORK_NAMES = [
  ...(["force", "employed", "independents", "commuters", "remoteDays", "daysAlone"] as const),
  ...(["minutes", "minutesByDays", "tenants", "burden"] as const),
];
const NAMES = [...STATE_NAMES, ...WORK_NAMES, ...TIE_KINDS];
const WIDTH = NAMES.length;
const FIRST_WORK = STATE_NAMES.length;
const FIRST_KIND = FIRST_WORK + WORK_NAMES.length;
/** Country x 2 + member of commons, then the set of platforms. */
export const MEMBERSHIPS = COUNTRIES.length * 2 * SETS;
const FIRST_MEMBERS = CLASSES * WIDTH;
const SIZE = FIRST_MEMBERS + CLASSES * MEMBERSHIPS;

/**
 * What the pass reads of a chunk of rows, copied: arrays of the module are constants of the compiled code,
 * which reads them with a third of the instructions that columns take whose address it must look up.
 */
const status = new Uint8Array(CHUNK);
const place = new Uint16Array(CHUNK);
const lonely = new Uint8Array(CHUNK);
const isolated = new Uint8Array(CHUNK);
const composition = new Uint8Array(CHUNK);
const tenure = new Uint8Array(CHUNK);
const bornAt = new Int16Array(CHUNK);
const habit = new Float32Array(CHUNK);
const dependence = new Float32Array(CHUNK);
const online = new Float32Array(CHUNK);
const weakLocal = new Float32Array(CHUNK);
const weakOnline = new Float32Array(CHUNK);
const platforms = new Uint8Array(CHUNK);
const commons = new Uint8Array(CHUNK);
const workers = new Uint8Array(CHUNK);
const independent = new Uint8Array(CHUNK);
const jobPlace = new Uint16Array(2 * CHUNK);
const remoteDays = new Uint8Array(2 * CHUNK);
const wage = new Float32Array(2 * CHUNK);
const otherIncome = new Float32Array(CHUNK);
const contract = new Float32Array(CHUNK);
const floor = new Float32Array(CHUNK);
const count = new Uint8Array(CHUNK);
const label = new Uint8Array(TIE_SLOTS * CHUNK + 1);
const copies = {
  ...{ status, place, composition, tenure, bornAt, lonely, isolated, habit, dependence, online },
  ...{ weakLocal, weakOnline, platforms, commons, workers, independent, jobPlace, remoteDays, wage },
  ...{ otherIncome, contract, floor },
};
const copied = Object.entries(copies) as [keyof typeof copies, Uint8Array][];
const labels = new DataView(label.buffer);
/** Class of each row of the chunk; rows by class; where the list of each class begins. */
const classes = new Uint8Array(CHUNK);
const rows = new Uint16Array(CHUNK);
const start = new Uint16Array(CLASSES + 2);
/** By place: class, area, country, part of days at home that are spent alone, premium of wages. */
const classAt = new Uint8Array(NONE + 1);
const areaAt = new Uint16Array(NONE + 1);
const countryAt = new Uint8Array(NONE + 1);
const aloneAt = new Float64Array(NONE + 1);
const premiumAt = new Float64Array(NONE + 1);
/** Of minutes: 0, 0, 1 within the area, the rail policy's factor between areas. */
const far = new Float64Array(4);
/** Sums of a block. */
const by = new Float64Array(SIZE);

/** Kinds but the first among four labels, 12 bits in all: six bits each, in the order of kinds. */
const kindsOfFour = Int32Array.from({ length: 4096 }, (_, labels) => {
  let kinds = 0;
  for (let k = 0; k < 12; k += 3) {
    const kind = (labels >> k) & 7;
    if (kind > 0 && kind < TIE_KINDS.length) kinds += 1 << (6 * (kind - 1));
  }
  return kinds;
});

/** A sum of the month by class of place. */
type SumName = (typeof NAMES)[number];

/** Sums of the present month. */
export interface HouseholdSums {
  /** A sum of one class. */
  of(name: SumName, placeClass: number): number;
  /** Households by class x MEMBERSHIPS + (country x 2 + member of commons) x SETS + platforms. */
  readonly members: Float64Array;
}

/** Sums of the present month; valid until the next sums are made. */
export function sumHouseholds(sim: Simulation): HouseholdSums {
  const sums = tallySums(sim, addHouseholds, SIZE);
  const at = Object.fromEntries(NAMES.map((name, k) => [name, k])) as Record<SumName, number>;
  return {
    of: (name, placeClass) => sums[placeClass * WIDTH + at[name]]!,
    members: sums.subarray(FIRST_MEMBERS, SIZE),
  };
}

function addHouseholds(sim: Simulation, from: number, to: number): void {
  const first = openSums(sim, from, SIZE);
  copyPlaces(sim);
  by.fill(0);
  for (let low = from; low < to; low += CHUNK) {
    const high = Math.min(to, low + CHUNK);
    copyRows(sim, low, high);
    listByClass(high - low);
    for (let c = 0; c < CLASSES; c++) {
      if (start[c] === start[c + 1]) continue;
      addStates(sim, c);
      addWork(sim, c);
      addTies(c);
    }
  }
  sim.workspace.tally.set(by, first);
}

/** out: all that is kept by place */
function copyPlaces(sim: Simulation): void {
  const { placeClass, area, country } = sim.input.places;
  const { hubShare, wagePremium } = sim.places.data;
  classAt.set(placeClass);
  areaAt.set(area);
  countryAt.set(country);
  premiumAt.set(wagePremium);
  premiumAt[NONE] = sim.parameters.benefit;
  for (let j = 0; j < hubShare.length; j++) aloneAt[j] = 1 - hubShare[j]!;
  far[2] = 1;
  far[3] = railFactor(sim);
}

/** out: all that is kept of a chunk */
function copyRows(sim: Simulation, low: number, high: number): void {
  for (const [name, copy] of copied) {
    const width = copy.length / CHUNK;
    copy.set(sim.households.data[name].subarray(low * width, high * width));
  }
  count.set(sim.ties.count.subarray(low, high));
  label.set(sim.ties.label.subarray(low * TIE_SLOTS, high * TIE_SLOTS));
}

/** out: rows, start; empty rows come last */
function listByClass(n: number): void {
  const none = CLASSES;
  start.fill(0);
  for (let i = 0; i < n; i++) {
    const c = status[i] === EMPTY ? none : classAt[place[i]!]!;
    classes[i] = c;
    start[c + 1]!++;
  }
  for (let c = 1; c < start.length; c++) start[c]! += start[c - 1]!;
  for (let i = 0; i < n; i++) rows[start[classes[i]!]!++] = i;
  start.copyWithin(1, 0);
  start[0] = 0;
}

/** Sums of STATE_NAMES. What is 0 or 1 is worked out without a branch. */
function addStates(sim: Simulation, c: number): void {
  const { compulsion } = sim.parameters;
  const { month } = sim;
  const at = c * WIDTH;
  const members = FIRST_MEMBERS + c * MEMBERSHIPS;
  const sets = SETS;
  const end = start[c + 1]!;
  let [hosted, alone, ages, alones, unmet, hooked] = [0, 0, 0, 0, 0, 0];
  let dependent = by[at + 7]!;
  let hours = by[at + 8]!;
  let weak = by[at + 9]!;
  for (let k = start[c]!; k < end; k++) {
    const i = rows[k]!;
    hosted += status[i]! >> 1;
    alone += (composition[i]! - 1) >>> 31;
    ages += ((month - bornAt[i]!) / 12) | 0;
    alones += lonely[i]!;
    unmet += isolated[i]!;
    hooked += habit[i]! > compulsion ? 1 : 0;
    dependent += dependence[i]!;
    hours += online[i]!;
    weak += weakLocal[i]! + weakOnline[i]!;
    by[members + (countryAt[place[i]!]! * 2 + commons[i]!) * sets + platforms[i]!]!++;
  }
  by[at]! += end - start[c]!;
  by[at + 1]! += hosted;
  by[at + 2]! += alone;
  by[at + 3]! += ages;
  by[at + 4]! += alones;
  by[at + 5]! += unmet;
  by[at + 6]! += hooked;
  by[at + 7] = dependent;
  by[at + 8] = hours;
  by[at + 9] = weak;
}

/** Sums of WORK_NAMES: of both persons, also of those without a job, who count 0 times. */
function addWork(sim: Simulation, c: number): void {
  const { minutes, places } = sim.geography;
  const none = NONE;
  const at = c * WIDTH + FIRST_WORK;
  const end = start[c + 1]!;
  let [force, employed, independents, commuters, remoteSum, tenants] = [0, 0, 0, 0, 0, 0];
  let daysAlone = by[at + 5]!;
  let minutesSum = by[at + 6]!;
  let minutesByDays = by[at + 7]!;
  let burden = by[at + 9]!;
  for (let k = start[c]!; k < end; k++) {
    const i = rows[k]!;
    const home = place[i]!;
    const people = workers[i]!;
    const own = independent[i]!;
    const row = home * places;
    const here = areaAt[home]!;
    const w = i * 2;
    const hasA = -people >>> 31;
    const hasB = (1 - people) >>> 31;
    const atA = jobPlace[w]!;
    const atB = jobPlace[w + 1]!;
    const worksA = hasA & ((atA - none) >>> 31);
    const worksB = hasB & ((atB - none) >>> 31);
    const jobA = atA & -worksA;
    const jobB = atB & -worksB;
    const daysA = remoteDays[w]! & -worksA;
    const daysB = remoteDays[w + 1]! & -worksB;
    const travelsA = worksA & ((daysA - 5) >>> 31);
    const travelsB = worksB & ((daysB - 5) >>> 31);
    const minutesA = minutes[row + jobA]! * far[2 * travelsA + (-(here ^ areaAt[jobA]!) >>> 31)]!;
    const minutesB = minutes[row + jobB]! * far[2 * travelsB + (-(here ^ areaAt[jobB]!) >>> 31)]!;
    const remote = daysA + daysB;
    force += people;
    employed += worksA + worksB;
    independents += (own & worksA) + ((own >> 1) & worksB);
    commuters += travelsA + travelsB;
    remoteSum += remote;
    daysAlone += remote * aloneAt[home]!;
    minutesSum += minutesA + minutesB;
    minutesByDays += (5 - daysA) * minutesA + (5 - daysB) * minutesB;
    const rents = ((tenure[i]! + 1) >> 1) & ~(status[i]! >> 1);
    const wageA = hasA * wage[w]! * premiumAt[atA]!;
    const wageB = hasB * wage[w + 1]! * premiumAt[atB]!;
    const income = otherIncome[i]! + wageA + wageB;
    tenants += rents;
    burden += rents * Math.min(1, (contract[i]! * floor[i]!) / Math.max(1, income));
  }
  by[at]! += force;
  by[at + 1]! += employed;
  by[at + 2]! += independents;
  by[at + 3]! += commuters;
  by[at + 4]! += remoteSum;
  by[at + 5] = daysAlone;
  by[at + 6] = minutesSum;
  by[at + 7] = minutesByDays;
  by[at + 8]! += tenants;
  by[at + 9] = burden;
}

/** Kinds of four ties, as `kindsOfFour` gives them. @param four labels, a byte each */
function kindsOf(four: number): number {
  const pairs = (four & 0x07070707) | ((four & 0x07070707) >> 5);
  return kindsOfFour[(pairs & 63) | ((pairs >> 10) & 4032)]!;
}

/** Four labels at a time. Empty slots have label 0, so that kin are those of all ties that nobody else is. */
function addTies(c: number): void {
  const slots = TIE_SLOTS;
  const at = c * WIDTH + FIRST_KIND;
  const end = start[c + 1]!;
  let [all, friends, neighbours, colleagues, far] = [0, 0, 0, 0, 0];
  for (let k = start[c]!; k < end; k++) {
    const i = rows[k]!;
    const first = i * slots;
    const kinds =
      kindsOf(labels.getInt32(first, true)) +
      kindsOf(labels.getInt32(first + 4, true)) +
      kindsOf(labels.getInt32(first + 8, true)) +
      kindsOf(labels.getInt32(first + 11, true) & ~255);
    all += count[i]!;
    friends += kinds & 63;
    neighbours += (kinds >> 6) & 63;
    colleagues += (kinds >> 12) & 63;
    far += kinds >> 18;
  }
  by[at]! += all - friends - neighbours - colleagues - far;
  by[at + 1]! += friends;
  by[at + 2]! += neighbours;
  by[at + 3]! += colleagues;
  by[at + 4]! += far;
}

/** What threads do together. */
export const MEASURE_PASSES: readonly SimulationPass[] = [addHouseholds];
