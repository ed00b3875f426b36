/** Neighbourhoods as a list: which there are, in which place. */
import type { Simulation } from "../../sim/model/state.ts";

/** Neighbourhoods of about 200 simulated households, at least one a place, places in their order. */
export function neighbourhoodsOf(sim: Simulation): { readonly at: number; readonly place: number }[] {
  const { households, count } = sim.input.places;
  const real = households.reduce((total, each) => total + each, 0);
  const places = Array.from({ length: count }, (_, place) => place).flatMap((place) => {
    const simulated = (sim.input.households * households[place]!) / real;
    return new Array<number>(Math.max(1, Math.round(simulated / 200))).fill(place);
  });
  return places.map((place, at) => ({ at, place }));
}
