/**
 * Naive twin of sim/model/tastes.ts: the taste E of a household for every place, written from the
 * definition (design of lasting tastes), place by place, nothing skipped and nothing kept.
 */
import { exponential } from "../../sim/core/distributions.ts";
import { exp } from "../../sim/core/math.ts";
import { hash, type Key, uniform } from "../../sim/core/random.ts";
import type { PlaceTable } from "../../sim/model/places.ts";
import { nestPower, nestRoot } from "../../sim/model/tastes.ts";

/** Streams of the draws: first arrival of a group, its favourite, other arrivals, zones. */
const GROUP = 1;
const FAVOURITE = 2;
const AREA = 3;
const ZONE = 4;

/** Taste groups, each a list of areas: by country, then falling population; size 1 / sqrt(3 share). */
export function naiveGroups(table: PlaceTable): number[][] {
  const groups: number[][] = [];
  for (const country of new Set([...table.country].sort((a, b) => a - b))) {
    const areas = table.areaIds.map((_, a) => a).filter((a) => countryOf(table, a) === country);
    const total = areas.reduce((sum, a) => sum + populationOf(table, a), 0);
    areas.sort((a, b) => populationOf(table, b) - populationOf(table, a) || a - b);
    while (areas.length > 0) {
      const share = populationOf(table, areas[0] ?? 0) / total;
      const size = Math.max(1, Math.round(1 / Math.sqrt(3 * share)));
      groups.push(areas.splice(0, size));
    }
  }
  return groups;
}

/** E of every place under a household's key: exp(-eps). @param mu nesting parameter */
export function naiveTastes(table: PlaceTable, key: Key, mu: number): Float64Array {
  const tastes = new Float64Array(table.count);
  let rank = 0;
  naiveGroups(table).forEach((group, g) => {
    const first = exponential(draw(key, GROUP, g)) / group.length;
    const favourite = Math.floor(uniform(draw(key, FAVOURITE, g)) * group.length);
    group.forEach((area, position) => {
      const arrival = position === favourite ? first : first + exponential(draw(key, AREA, rank));
      const places = placesOf(table, area);
      const zones = naiveZones(key, rank, arrival, places.length, mu);
      places.forEach((place, z) => {
        tastes[place] = zones[z] ?? Number.NaN;
      });
      rank++;
    });
  });
  return tastes;
}

/** E of the zones of an area that arrives at G, in the order of its places. */
export function naiveZones(key: Key, rank: number, arrival: number, count: number, mu: number): number[] {
  if (count === 1) return [arrival];
  const bits = (k: number) => draw(key, ZONE, 8 * rank + k);
  const r2 = later(arrival, exponential(bits(1)), (exponential(bits(2)) * mu) / (1 - mu), mu);
  const t1 = nestRoot(arrival, mu) / count;
  const t2 = t1 + (nestRoot(r2, mu) - nestRoot(arrival, mu)) / (count - 1);
  const order = bits(0);
  if (count === 2) {
    return order % 2 === 0 ? [nestPower(t1, mu), nestPower(t2, mu)] : [nestPower(t2, mu), nestPower(t1, mu)];
  }
  const fresh = uniform(bits(5)) < (1 - mu) / (1 - mu + mu * r2);
  const a = fresh ? (2 - mu) / mu : (2 - mu) / mu - 1;
  const r3 = later(r2, exponential(bits(3)), exponential(bits(4)) / a, mu);
  const t3 = t2 + (nestRoot(r3, mu) - nestRoot(r2, mu));
  const zones = [Number.NaN, Number.NaN, Number.NaN];
  const nearest = order % 3;
  const next = (nearest + (order & 0x10000 ? 2 : 1)) % 3;
  zones[nearest] = nestPower(t1, mu);
  zones[next] = nestPower(t2, mu);
  zones[3 - nearest - next] = nestPower(t3, mu);
  return zones;
}

/** The arrival after r: min(r + Q, r exp(growth)); for mu = 1 only the former. */
function later(r: number, delay: number, growth: number, mu: number): number {
  return mu === 1 ? r + delay : Math.min(r + delay, r * exp(growth));
}

function draw(key: Key, stream: number, at: number): number {
  return hash(key.k0, key.k1, stream, at);
}

function placesOf(table: PlaceTable, area: number): number[] {
  return [...table.area].flatMap((each, place) => (each === area ? [place] : []));
}

function populationOf(table: PlaceTable, area: number): number {
  return placesOf(table, area).reduce((sum, place) => sum + (table.population[place] ?? 0), 0);
}

function countryOf(table: PlaceTable, area: number): number | undefined {
  return table.country[placesOf(table, area)[0] ?? 0];
}
