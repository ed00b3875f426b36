/** What a city's digital programme changes in other processes (ODD 7.12): services, supply. */
import { exp } from "../core/math.ts";
import type { Simulation } from "./state.ts";

/** Factor of the services within reach: 1 + convenience x programme. */
export function programmeServices(sim: Simulation, j: number): number {
  const { parameters: p } = sim;
  const { programme, programmeKind } = sim.places.data;
  const byMode = [0, p.platformServices, 0, p.hybridServices][programmeKind[j]!]!;
  return 1 + byMode * programme[j]!;
}

/** Share of services that exist online only: the lever's, and what a platform adds to it. */
export function onlineOnlyShare(sim: Simulation, j: number): number {
  const { programme, programmeKind } = sim.places.data;
  const more = programmeKind[j] === 1 ? sim.parameters.platformOnline * programme[j]! : 0;
  return Math.min(1, sim.levers["digital.onlineOnly"] + more);
}

/** Factor of the supply elasticity: exp(-(contestation - at rest)). */
export function contestedSupply(sim: Simulation, j: number): number {
  const { contestation, contestRest } = sim.places.data;
  return exp(contestRest[j]! - contestation[j]!);
}
