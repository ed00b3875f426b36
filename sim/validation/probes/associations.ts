/** F12: what time online takes from associations, and from friends and family. */
import type { Simulation } from "../../model/state.ts";
import { meanOf } from "../rows.ts";

/** Most that the ratio of two effects can say: meetings that do not change at all would make it infinite. */
const MOST = 20;

/**
 * Fall of the members of associations over the change of meetings with close ties, both relative; negative
 * where associations gain.
 */
export function associationsAgainstFriends(without: Simulation, withIt: Simulation): number {
  const members = change(without, withIt, (sim) => meanOf(sim, (i) => sim.households.data.commons[i]!));
  const meetings = change(without, withIt, (sim) => meanOf(sim, (i) => sim.households.data.meetings[i]!));
  return Math.max(-MOST, Math.min(MOST, -members / Math.max(1e-9, Math.abs(meetings))));
}

function change(without: Simulation, withIt: Simulation, value: (sim: Simulation) => number): number {
  return value(withIt) / value(without) - 1;
}
