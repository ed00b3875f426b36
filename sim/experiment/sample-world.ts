/**
 * A part of a world for trials: some of its urban areas with all their zones, as if there were no others.
 * Paired differences of a lever show there at a fraction of the time; levels are not those of the whole.
 */
import type { PlaceTable } from "../model/places.ts";
import type { World } from "./data.ts";

/**
 * Every n-th area of each country and class, and always its first, the order of the table kept.
 * @param every n, at least 1
 */
export function sampleWorld(world: World, every: number): World {
  const { places } = world;
  const areas = places.areaIds.map((_, area) => places.area.indexOf(area));
  const counts = new Map<string, number>();
  const chosen = areas.map((first) => {
    const kind = `${places.country[first]} ${places.placeClass[first]}`;
    const before = counts.get(kind) ?? 0;
    counts.set(kind, before + 1);
    return before % every === 0;
  });
  const renumbered = new Map<number, number>();
  for (const [area, taken] of chosen.entries()) if (taken) renumbered.set(area, renumbered.size);
  const keeps = (_: unknown, place: number) => chosen[places.area[place] ?? -1] === true;
  return {
    places: tableOf(places, keeps, renumbered, chosen),
    rail: railOf(world, renumbered),
    constants: world.constants?.filter((_, at) => keeps(_, at % places.count)) ?? null,
    placesText: `${every} ${world.placesText}`,
  };
}

type Keeps = (value: unknown, place: number) => boolean;

/** All columns by place without the places left out; areas counted anew. */
function tableOf(
  table: PlaceTable,
  keeps: Keeps,
  renumbered: ReadonlyMap<number, number>,
  chosen: readonly boolean[],
): PlaceTable {
  const columns = Object.entries(table)
    .filter(([name]) => !["count", "areaIds", "areaNames"].includes(name))
    .map(([name, column]: [string, { filter: (keep: Keeps) => unknown }]) => [name, column.filter(keeps)]);
  const kept: PlaceTable = { ...table, ...Object.fromEntries(columns) };
  return {
    ...kept,
    count: kept.id.length,
    area: kept.area.map((area) => renumbered.get(area) ?? 0),
    areaIds: table.areaIds.filter((_, area) => chosen[area]),
    areaNames: table.areaNames.filter((_, area) => chosen[area]),
  };
}

function railOf({ rail }: World, renumbered: ReadonlyMap<number, number>) {
  return rail.flatMap(({ from, to, ...rest }) => {
    const [start, end] = [renumbered.get(from), renumbered.get(to)];
    return start === undefined || end === undefined ? [] : [{ ...rest, from: start, to: end }];
  });
}
