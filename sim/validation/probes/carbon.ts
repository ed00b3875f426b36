/** F13: what telework saves of emissions and what rebounds; emissions of commuting by place. */

import { dailyKm } from "../../model/arrangement.ts";
import { commuteKg } from "../../model/climate.ts";
import { kgOfKm } from "../../model/climate-terms.ts";
import type { Simulation } from "../../model/state.ts";
import { allTurns } from "../../model/turns.ts";
import { employed, householdRows } from "../rows.ts";

/** Emissions of commuting for each person with a job [kg/month], of residents of the places let in. */
export function commuteKgOfWorkers(sim: Simulation, here: (place: number) => boolean): number {
  const { place } = sim.households.data;
  let kg = 0;
  let workers = 0;
  for (const i of householdRows(sim)) if (here(place[i]!)) kg += commuteKg(sim, i);
  for (const at of employed(sim)) if (here(place[at >> 1]!)) workers++;
  return kg / workers;
}

/**
 * Part of what telework saves that other trips, farther homes, video and energy at home take back [%]:
 * 100 (1 - net / gross). Gross: commuting of the remote days added, at the ways to work of the world without;
 * net: fall of emissions of trips and of remote work. Removals, and larger dwellings that are built and
 * heated, are left out, as E09 does.
 */
export function reboundShare(without: Simulation, withIt: Simulation): number {
  const added = remoteDaysOf(withIt) - remoteDaysOf(without);
  const each = savedByDay(without, withIt);
  return 100 * (1 - (accounts(without) - accounts(withIt)) / (added * each));
}

/** Emissions that E09 counts [kg/month]: trips, energy and video of remote days. */
function accounts(sim: Simulation): number {
  const { commuteCo2, remoteWork } = sim.places.data;
  const p = sim.parameters;
  const { country } = sim.input.places;
  let kg = 0;
  for (let j = 0; j < sim.places.rows; j++) {
    const grid = country[j] === 1 ? p.gridKgBelgium : p.gridKgFrance;
    const power = p.remoteKwh * (p.remoteElectric * grid + (1 - p.remoteElectric) * p.gasKg);
    kg += allTurns(commuteCo2, j) + (power + p.videoKg) * allTurns(remoteWork, j);
  }
  return kg;
}

function remoteDaysOf(sim: Simulation): number {
  let days = 0;
  for (const at of employed(sim)) days += sim.households.data.remoteDays[at]!;
  return days;
}

/**
 * What a weekly remote day saves [kg/month] at the ways to work before: mean over the persons who telework
 * with it and are known without, weighted by their days.
 */
function savedByDay(without: Simulation, withIt: Simulation): number {
  const { place, jobPlace } = without.households.data;
  const days = daysByPerson(withIt);
  let sum = 0;
  let weight = 0;
  for (const at of employed(without)) {
    const now = days.get(personOf(without, at)) ?? 0;
    const [home, job] = [place[at >> 1]!, jobPlace[at]!];
    sum += now * 2 * dailyKm(without, home, job) * kgOfKm(without, home, job);
    weight += now;
  }
  return (without.parameters.weeksPerMonth * sum) / weight;
}

function daysByPerson(sim: Simulation): Map<string, number> {
  const { remoteDays } = sim.households.data;
  return new Map(Array.from(employed(sim), (at) => [personOf(sim, at), remoteDays[at]!]));
}

/** Lineage of the household and worker. */
function personOf(sim: Simulation, at: number): string {
  return `${sim.households.data.id[at >> 1]}/${at & 1}`;
}
