/** F01: larger cities are dearer, as the statistic of the table has it. */
import type { PlaceTable } from "../model/places.ts";
import { COUNTRIES, ZONES } from "../model/places.ts";
import { slope } from "./statistics.ts";

/** How areas count: by their inhabitants, or all alike. */
export type AreaWeight = "population" | "alike";

/**
 * Elasticity of the mean rent of flats to the inhabitants of an area, over the 204 urban areas of France;
 * the rents of zones count by their tenant households. So the table gives 0.157, and 0.106 with areas
 * alike.
 * @param population inhabitants by place, now; households of a place follow them
 * @param rent of flats by place [EUR/m2/month]
 */
export function rentElasticity(
  places: PlaceTable,
  population: Float64Array = places.population,
  rent: Float64Array = places.rentFlat,
  weight: AreaWeight = "population",
): number {
  const sums = places.areaIds.map(() => ({ persons: 0, tenants: 0, rents: 0 }));
  for (const [j, area] of places.area.entries()) {
    const sum = sums[area];
    const counts = COUNTRIES[places.country[j]!] === "FR" && ZONES[places.zone[j]!] !== "rest";
    if (sum === undefined || !counts) continue;
    const households = (places.households[j]! * population[j]!) / places.population[j]!;
    const tenants = households * (1 - places.ownerShare[j]!);
    sum.persons += population[j]!;
    sum.tenants += tenants;
    sum.rents += tenants * rent[j]!;
  }
  const areas = sums.filter(({ tenants }) => tenants > 0);
  return slope({
    x: areas.map(({ persons }) => Math.log(persons)),
    y: areas.map(({ rents, tenants }) => Math.log(rents / tenants)),
    weight: areas.map(({ persons }) => (weight === "population" ? persons : 1)),
  });
}
