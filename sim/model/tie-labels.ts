/**
 * What a tie is: its kind and how far its ends live apart, in one byte at both ends (ODD 7.6). The
 * distance is kept in steps of a quarter of 1 + km, so that a month's pass over ties looks nothing up by
 * place; it is renewed for those who move.
 */
import { exp, log } from "../core/math.ts";
import { connect, relabel, TIE_SLOTS } from "../core/ties.ts";
import { fillBothWays, meetingFactor } from "./geography.ts";
import type { Parameters } from "./parameters.ts";
import { KIN, type Simulation } from "./state.ts";

/** Steps of distance, and how many there are to a factor e of 1 + km. */
export const DISTANCE_STEPS = 32;
const STEPS_PER_E = 4.4;
/** Numbers a label has in the table of traits, and where. */
const TRAITS = 8;
/** One 63rd squared: the unit of digital contact between two households. */
const PER_CONTACT = 1 / 3969;

/** Step of a distance [km]: floor(4.4 ln(1 + km)), at most 31, which is beyond 1,100 km. */
export function distanceStep(km: number): number {
  return Math.min(DISTANCE_STEPS - 1, Math.floor(STEPS_PER_E * log(1 + km)));
}

/** Distance that stands for a step [km]: the middle of ln(1 + km). */
export function stepKm(step: number): number {
  return exp((step + 0.5) / STEPS_PER_E) - 1;
}

/** Factors g of meetings and of digital contact by step of distance, then by label what fillTraits says. */
export function tieTables(p: Parameters, km: Float32Array) {
  const steps = Array.from({ length: DISTANCE_STEPS }, (_, step) => stepKm(step));
  const pairStep = new Uint8Array(km.length);
  fillBothWays(Math.sqrt(km.length), pairStep, (at) => distanceStep(km[at]!));
  return {
    pairStep,
    meetFactor: Float64Array.from(steps, (each) => meetingFactor(p, each)),
    digitalFactor: Float64Array.from(steps, (each) => exp(-p.nearDecay * p.digitalDecay * log(1 + each))),
    traits: new Float64Array(256 * TRAITS),
  };
}

/** Label of a tie between two households where they live now. */
export function labelOf(sim: Simulation, a: number, b: number, kind: number): number {
  const { place } = sim.households.data;
  return kind | (sim.workspace.pairStep[place[a]! * sim.geography.places + place[b]!]! << 3);
}

/** Ties two households by a kind of tie (core `connect`). @param strength share of 65,535 */
export function bind(sim: Simulation, a: number, b: number, kind: number, strength: number): boolean {
  return connect(sim.ties, a, b, labelOf(sim, a, b, kind), strength);
}

/** Renews the distances of the ties of a household that has moved. */
export function renewDistances(sim: Simulation, i: number): void {
  const { ties } = sim;
  for (let slot = 0; slot < ties.count[i]!; slot++) {
    const at = i * TIE_SLOTS + slot;
    const label = labelOf(sim, i, ties.partner[at]!, ties.label[at]! & 7);
    if (label !== ties.label[at]) relabel(ties, i, slot, label);
  }
}

/**
 * Traits of the month by label: g, g chi g_d, g_d x gain of contact, loss of strength, loss x rest, hazard of
 * the end of a tie of no strength.
 * Contact is counted in 63rds squared.
 */
export function fillTraits(sim: Simulation): void {
  const { parameters: p, workspace } = sim;
  const { traits, meetFactor, digitalFactor } = workspace;
  const arrange = sim.levers["digital.arrange"];
  const decay = [p.decayKin, p.decayFriend, p.decayNeighbour, p.decayColleague, p.decayOnline];
  for (let label = 0; label < 256; label++) {
    const [kind, step, at] = [label & 7, label >> 3, label * TRAITS];
    const digital = digitalFactor[step]! * PER_CONTACT;
    const loss = decay[kind] ?? 0;
    traits[at] = meetFactor[step]!;
    traits[at + 1] = meetFactor[step]! * arrange * digital;
    traits[at + 2] = p.gainDigital * digital;
    traits[at + 3] = loss;
    traits[at + 4] = kind === KIN ? loss * p.restKin : 0;
    traits[at + 5] = p.endHazard;
  }
}
