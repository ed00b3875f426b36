/**
 * Process 12, governance and civic life (ODD 7.12), by area: say, capture, a city's digital programme,
 * trust, contestation, participation. Every place holds the value of its area.
 * Reads: rent, households, commonsActivity, what platforms take, levers. Writes: say,
 * capture, programme, programmeKind, cancelled, rentLast, rentRise, trust, contestation,
 * participation, and the ledger.
 */
import { log } from "../core/math.ts";
import { pay } from "./accounts.ts";
import { leverSpec } from "./levers.ts";
import { captureOfUser } from "./platforms.ts";
import { bookPolicies } from "./policy-costs.ts";
import type { Simulation } from "./state.ts";

/** Who makes the city digital. */
export const PLATFORM_MODE = 1;
export const CIVIC_MODE = 2;
export const HYBRID_MODE = 3;

/** One month of all areas; then the public budget pays for the month's policies. */
export function govern(sim: Simulation): void {
  for (let area = 0; area < sim.geography.areas; area++) {
    const { areaStart, areaPlaces } = sim.geography;
    const first = areaPlaces[areaStart[area]!]!;
    noteRents(sim, area, first);
    runProgramme(sim, area, first);
    feelGovernment(sim, area, first);
    for (let at = areaStart[area]! + 1; at < areaStart[area + 1]!; at++)
      copyArea(sim, first, areaPlaces[at]!);
  }
  bookPolicies(sim);
}

/** The area's state at rest, without a programme, consultation or rising rents. */
export function foundGovernance(sim: Simulation): void {
  const { parameters: p } = sim;
  const at = sim.places.data;
  const { areaStart, areaPlaces } = sim.geography;
  for (let area = 0; area < sim.geography.areas; area++) {
    const first = areaPlaces[areaStart[area]!]!;
    at.capture[first] = captureOf(sim, first, 0, 0);
    at.participation[first] = p.participationMost / 4;
    for (let round = 0; round < 100; round++) restParticipation(sim, area, first);
    at.contestation[first] = restContestation(sim, area, at.capture[first]!);
    at.contestRest[first] = at.contestation[first]!;
    for (let k = areaStart[area]! + 1; k < areaStart[area + 1]!; k++) copyArea(sim, first, areaPlaces[k]!);
  }
  at.rentLast.set(at.rent);
}

/**
 * Trust and participation that change no more: p = most (1 - losses / (beta trust)).
 * out: say, trust, participation
 */
function restParticipation(sim: Simulation, area: number, j: number): void {
  const { parameters: p } = sim;
  const at = sim.places.data;
  at.say[j] = sayOf(sim, area, 0, 0, at.participation[j]!, 0);
  at.trust[j] = (at.say[j]! + p.resultsBase + 1 - at.capture[j]! + 1) / 4;
  const losses = p.participationTires + p.participationDoubts * (1 - p.resultsBase);
  const rest = p.participationMost * (1 - losses / (p.participationSpread * at.trust[j]!));
  at.participation[j] = Math.max(p.participationLeast, rest);
}

/** Contestation that changes no more at today's permits and without consultation. */
function restContestation(sim: Simulation, area: number, capture: number): number {
  const p = sim.parameters;
  return (p.contestPermits * areaDensity(sim, area) + p.contestCapture * capture) / p.contestFade;
}

/** rise' = rise + (12 d ln r - rise) / 12: rents of the area over a year, weighted by households [/year]. */
function noteRents(sim: Simulation, area: number, first: number): void {
  const { rent, rentLast, rentRise, households } = sim.places.data;
  const { areaStart, areaPlaces } = sim.geography;
  let change = 0;
  let people = 0;
  for (let k = areaStart[area]!; k < areaStart[area + 1]!; k++) {
    const j = areaPlaces[k]!;
    change += households[j]! * log(rent[j]! / rentLast[j]!);
    people += households[j]!;
    rentLast[j] = rent[j]!;
  }
  const yearly = people > 0 ? (12 * change) / people : 0;
  rentRise[first] = rentRise[first]! + (yearly - rentRise[first]!) / 12;
}

/**
 * programme' = programme + (1 - programme) / months, slower by consultation; another kind begins anew.
 * A platform's programme is cancelled for good where contestation passes a threshold, at a cost.
 */
function runProgramme(sim: Simulation, area: number, j: number): void {
  const { parameters: p, levers } = sim;
  const { programme, programmeKind, cancelled, contestation } = sim.places.data;
  const mode = Math.round(levers["governance.mode"]);
  if (programmeKind[j] !== mode) programme[j] = 0;
  programmeKind[j] = mode;
  if (mode === 0) return;
  if (mode === PLATFORM_MODE && cancelled[j] === 0 && contestation[j]! > p.contestCancels) {
    cancelled[j] = 1;
    pay(sim.ledger, "cancelled", p.cancelCost * areaPopulation(sim, area));
  }
  if (mode === PLATFORM_MODE && cancelled[j] === 1) {
    programme[j] = 0;
    return;
  }
  const cost = leverSpec("governance.mode").cost?.eur ?? 0;
  const paid = (cost * areaPopulation(sim, area)) / 12;
  pay(sim.ledger, mode === PLATFORM_MODE ? "platformCity" : "policy", paid);
  const months = [1, p.platformMonths, p.civicMonths, p.hybridMonths][mode]!;
  const speed = (1 - p.consultationSlows * levers["governance.consultation"]) / months;
  programme[j] = programme[j]! + speed * (1 - programme[j]!);
}

/**
 * trust' = trust + k (r - trust), r = mean of say, results, 1 - capture, 1 - rent rise;
 * contest' = (1 - d) contest + k1 max(0, rise)/12 + k2 permits x density + k3 capture - k4 consultation;
 * p' = p + beta p (1 - p / most) trust - (tau + tau2 (1 - results)) p.
 */
function feelGovernment(sim: Simulation, area: number, j: number): void {
  const { parameters: p, levers } = sim;
  const at = sim.places.data;
  const mode = at.programmeKind[j]!;
  const results = resultsOf(sim, j);
  const consultation = levers["governance.consultation"];
  at.capture[j] = captureOf(sim, j, mode, at.programme[j]!);
  at.say[j] = sayOf(sim, area, mode, at.programme[j]!, at.participation[j]!, consultation);
  const rents = Math.min(1, Math.max(0, at.rentRise[j]!) / p.rentPain);
  const lived = (at.say[j]! + results + (1 - at.capture[j]!) + (1 - rents)) / 4;
  at.trust[j] = at.trust[j]! + p.trustSpeed * (lived - at.trust[j]!);
  const contest =
    (1 - p.contestFade) * at.contestation[j]! +
    (p.contestRent * Math.max(0, at.rentRise[j]!)) / 12 +
    p.contestPermits * levers["housing.permits"] * areaDensity(sim, area) +
    p.contestCapture * at.capture[j]! -
    p.contestConsultation * consultation;
  at.contestation[j] = Math.max(0, contest);
  const people = at.participation[j]!;
  const joining = p.participationSpread * people * (1 - people / p.participationMost) * at.trust[j]!;
  const leaving = (p.participationTires + p.participationDoubts * (1 - results)) * people;
  const next = Math.min(p.participationMost, people + joining - leaving);
  at.participation[j] = Math.max(p.participationLeast, next);
}

/** Projects delivered: usual ones, more with a programme, half of them after a cancelled one. */
function resultsOf(sim: Simulation, j: number): number {
  const { resultsBase } = sim.parameters;
  const { programme, programmeKind, cancelled } = sim.places.data;
  if (programmeKind[j] === PLATFORM_MODE && cancelled[j] === 1) return resultsBase / 2;
  return resultsBase + (1 - resultsBase) * programme[j]!;
}

/** Part of digital services that giants hold: usual, by what platforms take of users, by programme. */
function captureOf(sim: Simulation, j: number, mode: number, programme: number): number {
  const p = sim.parameters;
  const take = captureOfUser(sim, sim.input.places.country[j]!);
  const taken = (1 - p.captureBase) * (take / (take + p.captureHalf));
  const byMode = [0, p.capturePlatform, p.captureCivic, p.captureHybrid][mode]!;
  return Math.max(0, Math.min(1, p.captureBase + taken + byMode * programme));
}

/** Say of inhabitants: usual, by participation, commons, consultation and civic channels. */
function sayOf(
  sim: Simulation,
  area: number,
  mode: number,
  programme: number,
  people: number,
  consulted: number,
): number {
  const p = sim.parameters;
  const byMode = [0, 0, p.sayCivic, p.sayHybrid][mode]!;
  const usual = p.sayBase + p.sayParticipation * people + p.sayCommons * areaCommons(sim, area);
  return Math.min(1, usual + byMode * programme + p.sayConsultation * consulted);
}

/** Density of an area on the scale of 0 to 1, weighted by the inhabitants of its places at the start. */
function areaDensity(sim: Simulation, area: number): number {
  const { areaStart, areaPlaces } = sim.geography;
  const { population } = sim.input.places;
  let sum = 0;
  let people = 0;
  for (let k = areaStart[area]!; k < areaStart[area + 1]!; k++) {
    const j = areaPlaces[k]!;
    sum += population[j]! * sim.workspace.climate.density[j]!;
    people += population[j]!;
  }
  return people > 0 ? sum / people : 0;
}

/** Activity of commons in an area, mean of its households. */
function areaCommons(sim: Simulation, area: number): number {
  const { areaStart, areaPlaces } = sim.geography;
  const { households, commonsActivity } = sim.places.data;
  let sum = 0;
  let all = 0;
  for (let k = areaStart[area]!; k < areaStart[area + 1]!; k++) {
    const j = areaPlaces[k]!;
    sum += households[j]! * commonsActivity[j]!;
    all += households[j]!;
  }
  return all > 0 ? sum / all : 0;
}

function areaPopulation(sim: Simulation, area: number): number {
  const { areaStart, areaPlaces } = sim.geography;
  let people = 0;
  for (let k = areaStart[area]!; k < areaStart[area + 1]!; k++)
    people += sim.places.data.population[areaPlaces[k]!]!;
  return people;
}

function copyArea(sim: Simulation, from: number, to: number): void {
  const at = sim.places.data;
  at.say[to] = at.say[from]!;
  at.capture[to] = at.capture[from]!;
  at.programme[to] = at.programme[from]!;
  at.programmeKind[to] = at.programmeKind[from]!;
  at.cancelled[to] = at.cancelled[from]!;
  at.rentRise[to] = at.rentRise[from]!;
  at.trust[to] = at.trust[from]!;
  at.contestation[to] = at.contestation[from]!;
  at.contestRest[to] = at.contestRest[from]!;
  at.participation[to] = at.participation[from]!;
}
