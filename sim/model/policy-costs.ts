/**
 * What policies cost the public (ODD 4): the cost of a lever's unit times the units of the month.
 * Levers whose own process counts their units pay there; those below are paid by the number of
 * inhabitants or dwellings. A negative amount is saved.
 */
import { pay } from "./accounts.ts";
import { leverSpec } from "./levers.ts";
import { PLACE_CLASSES } from "./places.ts";
import type { Simulation } from "./state.ts";

const MID_SIZED = PLACE_CLASSES.indexOf("mid-sized");
const SMALL = PLACE_CLASSES.indexOf("small");

/** Units of the month that a lever's cost is counted by; negative: saved. */
const UNITS = {
  "digital.onlineOnly": (sim: Simulation) => -(inhabitants(sim) / 12) * beyond(sim, "digital.onlineOnly"),
  "digital.broadband": (sim: Simulation) => (dwellings(sim) / 12) * beyond(sim, "digital.broadband"),
  "transport.rail": (sim: Simulation) => -(inhabitants(sim) / 12) * sim.levers["transport.rail"],
  "services.midSized": (sim: Simulation) =>
    (inhabitants(sim, isMidSized) / 12) * sim.levers["services.midSized"],
  "governance.consultation": (sim: Simulation) =>
    (inhabitants(sim) / 12) * sim.levers["governance.consultation"],
} as const;

/** Levers that `bookPolicies` pays for. */
export const PAID_BY_UNITS = Object.keys(UNITS) as readonly (keyof typeof UNITS)[];

/** Pays, or saves, what the levers above cost this month. */
export function bookPolicies(sim: Simulation): void {
  for (const name of PAID_BY_UNITS) {
    const eur = (leverSpec(name).cost?.eur ?? 0) * UNITS[name](sim);
    if (eur > 0) pay(sim.ledger, "policy", eur);
    else if (eur < 0) pay(sim.ledger, "savings", -eur);
  }
}

/** Difference of a lever from its default. */
function beyond(sim: Simulation, name: "digital.onlineOnly" | "digital.broadband"): number {
  return sim.levers[name] - leverSpec(name).default;
}

function isMidSized(sim: Simulation, j: number): boolean {
  const each = sim.input.places.placeClass[j]!;
  return each === MID_SIZED || each === SMALL;
}

/** Real persons, of all places or of some. */
function inhabitants(sim: Simulation, counts?: (sim: Simulation, j: number) => boolean): number {
  const { population } = sim.places.data;
  let sum = 0;
  for (let j = 0; j < population.length; j++) if (counts?.(sim, j) ?? true) sum += population[j]!;
  return sum;
}

function dwellings(sim: Simulation): number {
  const { stock } = sim.places.data;
  let sum = 0;
  for (let at = 0; at < stock.length; at++) sum += stock[at]!;
  return sum * sim.scale;
}
