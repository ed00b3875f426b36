/**
 * Process 1, shocks and policies: the value of every lever this month (ODD 7.1).
 * Reads: the scenario, prices. Writes: the levers, and terms by place that follow from them.
 */
import { programmeServices } from "./city-programme.ts";
import { updateClimateTerms } from "./climate-terms.ts";
import { isFavoured } from "./custom.ts";
import { leaseFactor } from "./investors.ts";
import { LEVERS, leverValue } from "./levers.ts";
import { ZONES } from "./places.ts";
import type { Simulation } from "./state.ts";

/** levers(t) = last segment begun and not ended, ramped from the value before it. */
export function applyShocks(sim: Simulation): void {
  for (const spec of LEVERS) sim.levers[spec.name] = leverValue(sim.leverSeries, spec.name, sim.month);
  updateClimateTerms(sim);
  sim.workspace.tasteLead = tasteLead(sim);
  placeTerms(sim);
}

/** Months by which tastes are ahead of the calendar: sum over the months run of (taste.renewal - 1). */
export function tasteLead(sim: Simulation): number {
  let lead = 0;
  for (let month = sim.input.startMonth; month <= sim.month; month++) {
    lead += leverValue(sim.leverSeries, "taste.renewal", month) - 1;
  }
  return lead;
}

/**
 * By place: services with the policy for mid-sized and small cities and the city's programme;
 * broadband, lower outside urban areas; owners' user cost P max(least, (1-m) r + m i + upkeep) / 12
 * [EUR/m2/month].
 */
export function placeTerms(sim: Simulation): void {
  const { parameters: p, workspace, levers } = sim;
  const { zone } = sim.input.places;
  const { services, price } = sim.places.data;
  const loan = p.loanToValue * (levers["macro.mortgageRate"] / 100);
  const yearly = Math.max(p.minUserCost, (1 - p.loanToValue) * p.ownReturn + loan + p.upkeep);
  for (let j = 0; j < services.length; j++) {
    workspace.localServices[j] = servicesWithin(sim, j) * programmeServices(sim, j);
    const rural = zone[j] === ZONES.indexOf("rest") ? p.ruralBroadband : 1;
    workspace.broadband[j] = levers["digital.broadband"] * rural;
    workspace.leaseFactor[j] = leaseFactor(sim, j);
    workspace.userCost[j] = (price[j]! * yearly) / 12;
  }
}

/** Services for each inhabitant of a place, with the policy for mid-sized and small cities. */
export function servicesWithin(sim: Simulation, j: number): number {
  const more = isFavoured(sim, j) ? 1 + sim.levers["services.midSized"] / 100 : 1;
  return sim.places.data.services[j]! * more;
}
