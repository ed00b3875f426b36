/**
 * The one order in which a run counts places, whatever the order of the file: households are numbered
 * along it, and their numbers are their luck. Names decide only between places alike in all else.
 */
import type { PlaceRow } from "./place-row.ts";

/** Rows by country, area of falling population, site of its first zone; within an area by zone. */
export function inOrder(rows: readonly PlaceRow[]): PlaceRow[] {
  const areas = new Map<string, PlaceRow[]>();
  for (const row of rows) areas.set(row.areaId, [...(areas.get(row.areaId) ?? []), row]);
  const ranked = [...areas].map(([id, zones]) => {
    zones.sort((a, b) => a.zone - b.zone || bySite(a, b) || byText(a.id, b.id));
    const population = zones.reduce((sum, each) => sum + number(each, "population"), 0);
    return { id, zones, population };
  });
  ranked.sort((a, b) => {
    const [first, other] = [a.zones[0], b.zones[0]];
    if (first === undefined || other === undefined) return 0;
    const bySize = first.country - other.country || b.population - a.population;
    return bySize || bySite(first, other) || byText(a.id, b.id);
  });
  return ranked.flatMap(({ zones }) => zones);
}

/** From west to east, then from south to north. */
function bySite(a: PlaceRow, b: PlaceRow): number {
  return number(a, "lon") - number(b, "lon") || number(a, "lat") - number(b, "lat");
}

function number(row: PlaceRow, column: string): number {
  return row.values[column] ?? 0;
}

/** By code units, not by the language of the machine. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
