/**
 * Distances and travel times between places, and gravity weights (ODD 2, model section 2).
 * Everything is static: made once from the place table.
 */
import { invariant } from "../core/assert.ts";
import { cos, pow, sin } from "../core/math.ts";
import type { Parameters } from "./parameters.ts";
import { COUNTRIES, type PlaceTable, type RailLink } from "./places.ts";

const EARTH_KM = 6371;
const DAYS_A_WEEK = 5;
const RADIANS = 0.017453292519943295;

/** Matrices are row-major, `count` x `count`: from place, to place. */
export interface Geography {
  readonly places: number;
  readonly areas: number;
  /** First place of each area in `areaPlaces`, with `areas + 1` entries. */
  readonly areaStart: Uint32Array;
  /** Places in the order of their areas. */
  readonly areaPlaces: Uint16Array;
  /** Distance [km]. */
  readonly km: Float32Array;
  /** One-way travel time of a working day [minutes] (`daysWay`). */
  readonly minutes: Float32Array;
  /** Cumulative gravity of ties: population x (km + shift)^-decay, within a country. */
  readonly tieGravity: Float32Array;
  /** Cumulative population of each country over all places, as shares: country x place. */
  readonly nation: Float32Array;
}

/** Points of a sphere: sine and cosine of their latitudes, and the latter by those of their longitudes. */
interface Directions {
  readonly sinLat: Float64Array;
  readonly cosLatCosLon: Float64Array;
  readonly cosLatSinLon: Float64Array;
}

function directions({ lon, lat }: Pick<PlaceTable, "lon" | "lat">): Directions {
  return {
    sinLat: Float64Array.from(lat, (each) => sin(each * RADIANS)),
    cosLatCosLon: Float64Array.from(lat, (each, j) => cos(each * RADIANS) * cos(lon[j]! * RADIANS)),
    cosLatSinLon: Float64Array.from(lat, (each, j) => cos(each * RADIANS) * sin(lon[j]! * RADIANS)),
  };
}

/** Great-circle distance [km] by the chord (the arcsine by its series: below 3,000 km to 1 m). */
export function greatCircleKm(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const two = { lon: Float64Array.of(lon1, lon2), lat: Float64Array.of(lat1, lat2) };
  return arcKm(directions(two), 0, 1);
}

function arcKm({ sinLat, cosLatCosLon, cosLatSinLon }: Directions, i: number, j: number): number {
  const dx = cosLatCosLon[j]! - cosLatCosLon[i]!;
  const dy = cosLatSinLon[j]! - cosLatSinLon[i]!;
  const dz = sinLat[j]! - sinLat[i]!;
  const x = Math.sqrt(dx * dx + dy * dy + dz * dz) / 2;
  const x2 = x * x;
  return 2 * EARTH_KM * x * (1 + x2 * (1 / 6 + x2 * (3 / 40 + x2 * (15 / 336 + x2 * (105 / 3456)))));
}

/** Mean distance of two points of a disc over its radius: 128 / (45 pi). */
const PAIR_OVER_RADIUS = 0.9054147873672267;
/** Least mean distance of a zone [km]: a point has no distances to speak of. */
const LEAST_KM = 0.01;
/** Steps of the integral over a zone. */
const STEPS = 64;

/**
 * Two points of a zone, a disc of the table's mean distance, that work brings together: mean of the
 * deterrence (km + shift)^-decay over all pairs, and mean distance of the pairs that it leaves. In a small
 * town these are all pairs, in a wide countryside the near ones.
 * With d = 2 R cos t pairs have density (4 d t / (pi R^2) - 2 d^2 sin t / (pi R^3)) 2 R sin t, 0 < t < pi/2.
 */
export function withinZone(meanPairKm: number, shift: number, decay: number): { km: number; near: number } {
  const radius = Math.max(LEAST_KM, meanPairKm) / PAIR_OVER_RADIUS;
  let [pairs, near, travelled] = [0, 0, 0];
  for (let step = 0; step < STEPS; step++) {
    const angle = ((step + 0.5) * Math.PI) / (2 * STEPS);
    const [d, s] = [2 * radius * cos(angle), sin(angle)];
    const density = (2 * angle - (d * s) / radius) * d * s;
    const kept = density * pow(d + shift, -decay);
    pairs += density;
    near += kept;
    travelled += kept * d;
  }
  return { km: travelled / near, near: near / pairs };
}

/** Distance between two places [km], the same both ways: zones of an area, else great circle. */
function placeKm(table: PlaceTable, sky: Directions, i: number, j: number): number {
  const a = table.kmToCore[i]!;
  const b = table.kmToCore[j]!;
  if (table.area[i] === table.area[j]) return Math.max(Math.abs(a - b), (a + b) / 2);
  return arcKm(sky, i, j);
}

/**
 * Fills a matrix that is the same both ways.
 * @param value by entry: row x n + column, for columns from the row on
 */
export function fillBothWays(
  n: number,
  out: Float64Array | Float32Array | Uint8Array,
  value: (at: number) => number,
): void {
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const each = value(i * n + j);
      out[i * n + j] = each;
      out[j * n + i] = each;
    }
  }
}

/**
 * Way of a working day: who works too far away for a daily way stays there overnight; that costs what the
 * limit does, and the rest of the way is made once a week.
 */
export function daysWay(way: number, limit: number): number {
  return way <= limit ? way : limit + (way - limit) / DAYS_A_WEEK;
}

/** One-way minutes over a distance: access + km / (slow + gain km / (km + half)). */
export function roadMinutes(p: Parameters, km: number): number {
  const speed = p.speedSlow + (p.speedGain * km) / (km + p.speedHalfKm);
  return p.accessMinutes + (60 * km) / speed;
}

/** Makes all matrices of a place table. @throws InvariantError where an area has no place */
export function makeGeography(table: PlaceTable, rail: readonly RailLink[], p: Parameters): Geography {
  const n = table.count;
  const areas = table.areaIds.length;
  const { areaStart, areaPlaces } = placesByArea(table);
  const km = new Float32Array(n * n);
  const minutes = new Float32Array(n * n);
  const stay = roadMinutes(p, p.stayKm);
  const railMinutes = new Float32Array(areas * areas);
  for (const link of rail) {
    railMinutes[link.from * areas + link.to] = link.minutes + p.stationMinutes;
    railMinutes[link.to * areas + link.from] = link.minutes + p.stationMinutes;
  }
  const sky = directions(table);
  for (let i = 0; i < n; i++) {
    const local = withinZone(table.meanPairKm[i]!, p.commuteShiftKm, p.commuteDecay);
    for (let j = i; j < n; j++) {
      const distance = i === j ? local.km : placeKm(table, sky, i, j);
      const byRoad = roadMinutes(p, distance);
      const byRail = railMinutes[table.area[i]! * areas + table.area[j]!]!;
      km[i * n + j] = km[j * n + i] = distance;
      const daily = byRail > 0 ? Math.min(byRoad, byRail) : byRoad;
      minutes[i * n + j] = minutes[j * n + i] = daysWay(daily, stay);
    }
  }
  const tieGravity = gravity(table, km, table.population, p.tieShiftKm, p.tieDecay);
  return { places: n, areas, areaStart, areaPlaces, km, minutes, tieGravity, nation: nationShares(table) };
}

/** Cumulative shares of population by country; places of other countries have none. */
function nationShares({ count, country, population }: PlaceTable): Float32Array {
  const out = new Float32Array(COUNTRIES.length * count);
  for (let c = 0; c < COUNTRIES.length; c++) {
    let all = 0;
    for (let j = 0; j < count; j++) if (country[j] === c) all += population[j]!;
    let sum = 0;
    for (let j = 0; j < count; j++) {
      if (country[j] === c) sum += population[j]!;
      out[c * count + j] = sum / Math.max(1, all);
    }
  }
  return out;
}

/**
 * Cumulative weights by row: mass of the destination x (km + shift)^-decay within the country.
 * @param mass of each place
 */
export function gravity(
  table: PlaceTable,
  km: Float32Array,
  mass: Float64Array,
  shift: number,
  decay: number,
): Float32Array {
  return accumulate(nearness(table, km, shift, decay), mass);
}

/** (km + shift)^-decay by row within the country, else 0. */
export function nearness(table: PlaceTable, km: Float32Array, shift: number, decay: number): Float64Array {
  const { count: n, country } = table;
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      if (country[i] !== country[j]) continue;
      const each = pow(km[i * n + j]! + shift, -decay);
      out[i * n + j] = each;
      out[j * n + i] = each;
    }
  }
  return out;
}

/** (km + shift)^-decay from one place. @param out by place */
function nearnessFrom(
  { count, country }: PlaceTable,
  km: Float32Array,
  i: number,
  shift: number,
  decay: number,
  out: Float64Array,
): void {
  for (let j = 0; j < count; j++)
    out[j] = country[i] === country[j] ? pow(km[i * count + j]! + shift, -decay) : 0;
}

/** Cumulative shares by row of mass x nearness; 1 throughout a row without any. @param near by row */
export function accumulate(near: Float64Array, mass: Float64Array): Float32Array {
  const n = mass.length;
  const out = new Float32Array(near.length);
  const row = new Float64Array(n);
  for (let first = 0; first < near.length; first += n) {
    let sum = 0;
    for (let j = 0; j < n; j++) {
      sum += mass[j]! * near[first + j]!;
      row[j] = sum;
    }
    for (let j = 0; j < n; j++) out[first + j] = sum > 0 ? row[j]! / sum : 1;
  }
  return out;
}

/** Cumulative shares of `gravity` from one place. */
export function gravityFrom(
  table: PlaceTable,
  km: Float32Array,
  i: number,
  mass: Float64Array,
  shift: number,
  decay: number,
): Float32Array {
  const near = new Float64Array(table.count);
  nearnessFrom(table, km, i, shift, decay, near);
  return accumulate(near, mass);
}

/** Mean distance to the break as a factor of meetings: g(km), falling twice as fast beyond it (C13, C14). */
export function meetingFactor(p: Parameters, km: number): number {
  if (km <= p.nearKm) return pow(1 + km, -p.nearDecay);
  return pow(1 + p.nearKm, -p.nearDecay) * pow((1 + km) / (1 + p.nearKm), -p.farDecay);
}

function placesByArea(table: PlaceTable): { areaStart: Uint32Array; areaPlaces: Uint16Array } {
  const areas = table.areaIds.length;
  const areaStart = new Uint32Array(areas + 1);
  for (let j = 0; j < table.count; j++) areaStart[table.area[j]! + 1]!++;
  for (let a = 0; a < areas; a++) {
    invariant(areaStart[a + 1]! > 0, `area ${table.areaIds[a]} has no place`);
    areaStart[a + 1]! += areaStart[a]!;
  }
  const next = areaStart.slice();
  const areaPlaces = new Uint16Array(table.count);
  for (let j = 0; j < table.count; j++) areaPlaces[next[table.area[j]!]!++] = j;
  return { areaStart, areaPlaces };
}
