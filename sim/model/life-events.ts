/** Which events may happen to a household in a month, and how likely each is (ODD 7.2). */

import { AGES, type MonthlyRates } from "./demography-rates.ts";
import { ALONE, COUPLE, FAMILY, OTHER, SINGLE_PARENT } from "./state.ts";

export const LEAVE = 0;
export const PAIR = 1;
export const SHARE = 2;
export const PART = 3;
export const BIRTH = 4;
export const STAY = 5;
export const DEATH = 6;
export const CARE = 7;
export const ABROAD = 8;
export const FIRST_JOB = 9;
export const EVENTS = 10;
export const NO_EVENT = 255;

/** Single parents and parents beside those alone, couples without children (assumed). */
const PARENT_PAIRS = 0.6;
const PARENT_PARTS = 0.9;
/** Adults of another household whose death matters: one or two. */
const OTHER_ADULTS = 1.5;
/** Ages in which those who study enter work. */
const FIRST_JOB_FROM = 22;
const FIRST_JOB_TO = 30;
const LARGEST = 12;

/**
 * Hazards of all events of one household in a month.
 * @param firstJob hazard of entering work of those who do not work yet
 * @param out EVENTS values; their sum is the hazard of any event
 */
export function lifeHazards(
  r: MonthlyRates,
  composition: number,
  size: number,
  years: number,
  workers: number,
  firstJob: number,
  out: Float64Array,
): void {
  const age = Math.max(0, Math.min(AGES - 1, years));
  const parents = composition === COUPLE || composition === FAMILY;
  const children = composition === FAMILY ? size - 2 : composition === SINGLE_PARENT ? size - 1 : 0;
  out.fill(0);
  out[DEATH] = r.die[age]! * (parents ? 2 : composition === OTHER ? OTHER_ADULTS : 1);
  out[ABROAD] = r.abroad[age]!;
  if (children > 0) out[LEAVE] = children * r.leave[age]!;
  if (size < LARGEST) out[BIRTH] = birthHazard(r, composition, children, age);
  if (composition === ALONE) {
    out[PAIR] = r.pair[age]!;
    out[SHARE] = r.share[age]!;
    out[CARE] = r.care[age]!;
    if (workers === 0 && years >= FIRST_JOB_FROM && years < FIRST_JOB_TO) out[FIRST_JOB] = firstJob;
  }
  if (composition === SINGLE_PARENT) {
    out[PAIR] = PARENT_PAIRS * r.pair[age]!;
    out[STAY] = r.stay[age]!;
  }
  if (size < 2) return;
  if (parents) out[PART] = r.separate[age]! * (composition === FAMILY ? PARENT_PARTS : 1);
  if (composition === OTHER) {
    out[LEAVE] = r.leaveOther[age]!;
    out[PART] = r.part[age]!;
  }
}

/** The first child of a couple, further ones ever rarer; children of women alone. */
function birthHazard(r: MonthlyRates, composition: number, children: number, age: number): number {
  if (composition === COUPLE) return r.birth[age]!;
  if (composition === FAMILY) return r.birth[age]! * (children < 2 ? 0.9 : children === 2 ? 0.3 : 0.05);
  return composition === ALONE ? r.birthAlone[age]! : 0;
}

/** Event whose part of the cumulated hazards holds u, or NO_EVENT. */
export function eventAt(hazards: Float64Array, u: number): number {
  let sum = 0;
  for (let event = 0; event < EVENTS; event++) {
    sum += hazards[event]!;
    if (u < sum) return event;
  }
  return NO_EVENT;
}
