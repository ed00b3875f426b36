/** F15: what telework does to tenants who cannot telework. */
import { householdIncome } from "../../model/searcher.ts";
import { PRIVATE, type Simulation } from "../../model/state.ts";
import { householdRows } from "../rows.ts";

/**
 * Equivalent change of private tenants in manual and service jobs between two worlds [% of consumption]: the
 * change of what is left after the least floor that would change their utility as much as market rents and
 * wages do, (change of wages - floor x change of rent) / (income - rent and energy of the least floor).
 */
export function tenantsChange(without: Simulation, withIt: Simulation): number {
  const { tenure, workers, occupation, place, floor, size } = without.households.data;
  const { floorAlone, floorMore, energyFloor, netSmooth } = without.parameters;
  const before = without.places.data.rent;
  const after = withIt.places.data.rent;
  let sum = 0;
  let count = 0;
  for (const i of householdRows(without)) {
    if (tenure[i] !== PRIVATE || workers[i] === 0 || occupation[i * 2] !== 0) continue;
    const j = place[i]!;
    const least = (size[i] === 1 ? floorAlone : floorMore) * (before[j]! + energyFloor);
    const left = Math.max(netSmooth, householdIncome(without, i) - least);
    const dearer = floor[i]! * (after[j]! - before[j]!);
    sum += (100 * (wageChange(without, withIt, i) - dearer)) / left;
    count++;
  }
  return sum / count;
}

/** Change of a household's wages by the premium of the places where its members work [EUR/month]. */
function wageChange(without: Simulation, withIt: Simulation, i: number): number {
  const { workers, jobPlace, wage } = without.households.data;
  const before = without.places.data.wagePremium;
  const after = withIt.places.data.wagePremium;
  let change = 0;
  for (let at = i * 2; at < i * 2 + workers[i]!; at++) {
    const job = jobPlace[at]!;
    if (job < before.length) change += wage[at]! * (after[job]! - before[job]!);
  }
  return change;
}
