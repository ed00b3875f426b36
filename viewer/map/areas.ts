/**
 * The areas of the map: each urban area is one disc, its zones are rings in it, from the centre out.
 * A disc's and a ring's surface stand for inhabitants.
 */
import type { Frame } from "../../sim/session/frames.ts";
import type { PlaceInfo } from "../../sim/session/protocol.ts";

/** A place of an area. */
export interface ZoneOnMap {
  /** Index of the place. */
  readonly place: number;
  readonly zone: string;
}

export interface AreaOnMap {
  /** Dense index, as flows name it. */
  readonly area: number;
  readonly id: string;
  readonly name: string;
  readonly class: string;
  /** True outside urban areas: drawn as a square. */
  readonly rural: boolean;
  readonly lon: number;
  readonly lat: number;
  /** Persons at the start. */
  readonly population: number;
  /** From the centre out. */
  readonly zones: readonly ZoneOnMap[];
}

const FROM_CENTRE = ["core", "pole", "ring", "rest"];

/** Groups places into areas, the most populous first. */
export function areasOf(places: readonly PlaceInfo[]): readonly AreaOnMap[] {
  const byArea = new Map<number, number[]>();
  places.forEach((place, index) => {
    const members = byArea.get(place.area);
    if (members === undefined) byArea.set(place.area, [index]);
    else members.push(index);
  });
  const areas = [...byArea].map(([area, members]) => areaOf(area, members, places));
  return areas.sort((a, b) => b.population - a.population || a.area - b.area);
}

function areaOf(area: number, members: readonly number[], places: readonly PlaceInfo[]): AreaOnMap {
  const zones = members
    .map((place) => ({ place, zone: places[place]?.zone ?? "rest" }))
    .sort((a, b) => FROM_CENTRE.indexOf(a.zone) - FROM_CENTRE.indexOf(b.zone) || a.place - b.place);
  let population = 0;
  let lon = 0;
  let lat = 0;
  for (const { place } of zones) {
    const info = places[place];
    if (info === undefined) continue;
    population += info.population;
    lon += info.lon * info.population;
    lat += info.lat * info.population;
  }
  const first = places[zones[0]?.place ?? 0];
  return {
    area,
    id: first?.areaId ?? "",
    name: first?.areaName ?? "",
    class: first?.class ?? "rest",
    rural: zones.every((each) => each.zone === "rest"),
    lon: lon / population,
    lat: lat / population,
    population,
    zones,
  };
}

/** What a month says of an area as a whole. */
export interface AreaNow {
  /** Persons. */
  readonly population: number;
  /** Net arrivals in 12 months [households per 1,000]; moves within the area cancel. */
  readonly netMigration: number;
}

/** Sums an area's zones; rates weigh by population. */
export function areaNow(area: AreaOnMap, frame: Frame): AreaNow {
  let population = 0;
  let gain = 0;
  for (const { place } of area.zones) {
    const persons = frame.population[place] ?? 0;
    population += persons;
    gain += persons * (frame.netMigration[place] ?? 0);
  }
  return { population, netMigration: population > 0 ? gain / population : 0 };
}

/** Simulated households under which a place's rate is mostly chance. */
export const FAINT_BELOW = 200;

/**
 * Simulated households of each place, by its share of the inhabitants at the start.
 * @param households simulated in all
 */
export function simulatedHouseholds(places: readonly PlaceInfo[], households: number): Float64Array {
  const total = places.reduce((sum, place) => sum + place.population, 0);
  return Float64Array.from(places, (place) => (households * place.population) / total);
}
