/**
 * How one household spends its working week and whom it meets (ODD 7.4, 7.6), worked out for the few
 * who are looked at: nothing here is part of the month.
 */
import { TIE_SLOTS } from "../core/ties.ts";
import { travelMinutes } from "./arrangement.ts";
import { NONE, type Simulation, TIE_KINDS } from "./state.ts";
import { meetingsAt, PER_UNIT } from "./ties.ts";

/** Meetings by kind of tie, then digital contact by kind of tie. */
export const CONTACTS: number = 2 * TIE_KINDS.length;

/**
 * Contacts of a month by medium and kind: meetings F [/month], and digital contact c summed over ties
 * [0 … number of ties], at the strengths that ties have now.
 * @param out CONTACTS values
 */
export function contactsOf(sim: Simulation, i: number, out: Float64Array): void {
  const { cards, digitalFactor } = sim.workspace;
  const { partner, label, strength, count } = sim.ties;
  out.fill(0);
  for (let at = i * TIE_SLOTS; at < i * TIE_SLOTS + count[i]!; at++) {
    const k = partner[at]!;
    const kind = label[at]! & 7;
    const digital = ((cards[i]! & 63) * (cards[k]! & 63)) / (63 * 63);
    out[kind]! += meetingsAt(sim, i, k, label[at]!, strength[at]! * PER_UNIT);
    out[TIE_KINDS.length + kind]! += digital * digitalFactor[label[at]! >> 3]!;
  }
}

/** Hours of a working week: at home, at the office, on the way. */
export interface WeekHours {
  home: number;
  office: number;
  commute: number;
}

/** Hours a week of all workers of a household: T days at home, 5 - T at the office and on the way there. */
export function weekHours(sim: Simulation, i: number, out: WeekHours): void {
  const { place, workers, jobPlace, remoteDays } = sim.households.data;
  const day = sim.parameters.workHours / 5;
  out.home = 0;
  out.office = 0;
  out.commute = 0;
  for (let w = i * 2; w < i * 2 + workers[i]!; w++) {
    if (jobPlace[w] === NONE) continue;
    const office = 5 - remoteDays[w]!;
    out.home += remoteDays[w]! * day;
    out.office += office * day;
    out.commute += (office * 2 * travelMinutes(sim, place[i]!, jobPlace[w]!)) / 60;
  }
}
