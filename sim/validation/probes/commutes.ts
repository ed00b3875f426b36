/** F08: who lives far from work teleworks more, and who begins to telework comes to live farther. */
import { log } from "../../core/math.ts";
import type { Simulation } from "../../model/state.ts";
import { commuteKm, employed } from "../rows.ts";

/** Telework rate beyond a distance over the mean rate. */
export function remoteBeyond(sim: Simulation, km: number): number {
  const { remoteDays } = sim.households.data;
  const [far, all] = [
    { remote: 0, count: 0 },
    { remote: 0, count: 0 },
  ];
  for (const at of employed(sim)) {
    for (const group of commuteKm(sim, at) > km ? [far, all] : [all]) {
      group.count++;
      if (remoteDays[at]! > 0) group.remote++;
    }
  }
  return far.remote / far.count / (all.remote / all.count);
}

/** Commutes of persons, by lineage of the household and worker. */
export type Commutes = ReadonlyMap<string, { readonly km: number; readonly days: number }>;

/** Commutes of all who have a job. */
export function commutesOf(sim: Simulation): Commutes {
  const { id, remoteDays } = sim.households.data;
  const out = new Map<string, { km: number; days: number }>();
  for (const at of employed(sim)) {
    out.set(`${id[at >> 1]}/${at & 1}`, { km: commuteKm(sim, at), days: remoteDays[at]! });
  }
  return out;
}

/**
 * Lengthening of the commute by telework [%]: of those who telework on no day at the start, nor later in the
 * world without, but do with it; by the mean of ln(km + 1) against the same persons without.
 */
export function lengthening(start: Commutes, without: Commutes, withIt: Commutes): number {
  let sum = 0;
  let count = 0;
  for (const [who, { km, days }] of withIt) {
    const [then, else_] = [start.get(who), without.get(who)];
    if (days === 0 || then === undefined || else_ === undefined) continue;
    if (then.days > 0 || else_.days > 0) continue;
    sum += log((km + 1) / (else_.km + 1));
    count++;
  }
  return 100 * (Math.exp(sum / count) - 1);
}
