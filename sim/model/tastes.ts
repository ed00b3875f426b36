/**
 * Lasting tastes for places (ODD 7.9): E = exp(-eps), so that argmax V + eps = argmin E exp(-V).
 * Areas come in taste groups of n: the first arrival X of n exponentials is X ~ Exp(1)/n, its owner is
 * the group's favourite, all others arrive later by memoryless delays. The zones of an area share
 * its arrival so that the choice is exactly a nested logit with nesting parameter mu.
 */
import { invariant } from "../core/assert.ts";
import { exponential } from "../core/distributions.ts";
import { exp, pow } from "../core/math.ts";
import { hash, uniform } from "../core/random.ts";
import { COUNTRIES, type PlaceTable } from "./places.ts";
import { STREAM } from "./streams.ts";

/** Most zones of an area: core, pole, ring. */
export const MAX_ZONES = 3;

/** Areas by taste group; positions and groups follow falling population, so names do not matter. */
export interface TasteGroups {
  readonly count: number;
  /** First entry of each group in `areas`, with `count + 1` entries. */
  readonly start: Uint32Array;
  readonly areas: Uint16Array;
  readonly groupOf: Uint16Array;
  readonly position: Uint16Array;
  /** Country of the group. */
  readonly country: Uint8Array;
}

/** Group size n = round(1 / sqrt(3 share)), so that large areas stand alone. */
export function makeTasteGroups(table: PlaceTable): TasteGroups {
  const areas = table.areaIds.length;
  const mass = new Float64Array(areas);
  const home = new Uint8Array(areas);
  const total = new Float64Array(COUNTRIES.length);
  for (let j = 0; j < table.count; j++) {
    mass[table.area[j]!]! += table.population[j]!;
    home[table.area[j]!] = table.country[j]!;
    total[table.country[j]!]! += table.population[j]!;
  }
  const order = Array.from({ length: areas }, (_, a) => a).sort(
    (a, b) => home[a]! - home[b]! || mass[b]! - mass[a]! || a - b,
  );
  const groupOf = new Uint16Array(areas);
  const position = new Uint16Array(areas);
  const start: number[] = [];
  for (let at = 0; at < areas; ) {
    const first = order[at]!;
    const share = mass[first]! / total[home[first]!]!;
    const size = Math.max(1, Math.round(1 / Math.sqrt(3 * share)));
    let end = at;
    while (end < areas && end - at < size && home[order[end]!] === home[first]) {
      groupOf[order[end]!] = start.length;
      position[order[end]!] = end - at;
      end++;
    }
    start.push(at);
    at = end;
  }
  const country = Uint8Array.from(start, (at) => home[order[at]!]!);
  const count = start.length;
  return {
    count,
    start: Uint32Array.from([...start, areas]),
    areas: Uint16Array.from(order),
    groupOf,
    position,
    country,
  };
}

/** x^mu; for mu = 1/2 the square root, which is exact and five times faster. */
export function nestPower(x: number, mu: number): number {
  return mu === 0.5 ? Math.sqrt(x) : pow(x, mu);
}

/** x^(1/mu); for mu = 1/2 the square. */
export function nestRoot(x: number, mu: number): number {
  return mu === 0.5 ? x * x : pow(x, 1 / mu);
}

/** First arrival X_g of a group under a taste key. */
export function groupArrival(groups: TasteGroups, k0: number, k1: number, g: number): number {
  const size = groups.start[g + 1]! - groups.start[g]!;
  return exponential(hash(k0, k1, STREAM.groupArrival, g)) / size;
}

/** Position of a group's favourite area, uniform. */
export function groupFavourite(groups: TasteGroups, k0: number, k1: number, g: number): number {
  const size = groups.start[g + 1]! - groups.start[g]!;
  return Math.floor(uniform(hash(k0, k1, STREAM.groupFavourite, g)) * size);
}

/** Arrival G_a ~ Exp(1) of an area, given its group's first arrival X. */
export function areaArrival(
  groups: TasteGroups,
  k0: number,
  k1: number,
  area: number,
  first: number,
): number {
  const g = groups.groupOf[area]!;
  if (groups.position[area] === groupFavourite(groups, k0, k1, g)) return first;
  return first + exponential(hash(k0, k1, STREAM.area, groups.start[g]! + groups.position[area]!));
}

/**
 * E of the zones of an area, jointly: near x = G n^-mu, then the later ones, in a drawn order.
 * @param rank position of the area among all (`start + position`), the counter of its draws
 * @param zones number of zones, 1 to 3
 * @param mu nesting parameter, 0 < mu <= 1
 * @param out E by zone in the area's order
 */
export function zoneTastes(
  k0: number,
  k1: number,
  rank: number,
  arrival: number,
  zones: number,
  mu: number,
  out: Float64Array,
): void {
  out[0] = arrival;
  if (zones === 1) return;
  invariant(zones <= MAX_ZONES, "an area has at most three zones");
  const at = rank * 8;
  const order = hash(k0, k1, STREAM.zones, at);
  const delay = exponential(hash(k0, k1, STREAM.zones, at + 1));
  const ratio = exponential(hash(k0, k1, STREAM.zones, at + 2));
  const r2 = mu < 1 ? Math.min(arrival + delay, arrival * exp((ratio * mu) / (1 - mu))) : arrival + delay;
  const power = nestRoot(arrival, mu);
  const t1 = power / zones;
  const power2 = nestRoot(r2, mu);
  const t2 = t1 + (power2 - power) / (zones - 1);
  if (zones === 2) {
    const first = order & 1;
    out[first] = nestPower(t1, mu);
    out[1 - first] = nestPower(t2, mu);
    return;
  }
  const r3 = thirdArrival(k0, k1, at, r2, mu);
  const t3 = t2 + (nestRoot(r3, mu) - power2);
  const first = order % 3;
  const second = (first + 1 + ((order >>> 16) & 1)) % 3;
  out[first] = nestPower(t1, mu);
  out[second] = nestPower(t2, mu);
  out[3 - first - second] = nestPower(t3, mu);
}

function thirdArrival(k0: number, k1: number, at: number, r2: number, mu: number): number {
  const delay = exponential(hash(k0, k1, STREAM.zones, at + 3));
  if (mu === 1) return r2 + delay;
  const u = uniform(hash(k0, k1, STREAM.zones, at + 5));
  const a = (2 - mu) / mu - (u < (1 - mu) / (1 - mu + mu * r2) ? 0 : 1);
  return Math.min(r2 + delay, r2 * exp(exponential(hash(k0, k1, STREAM.zones, at + 4)) / a));
}
