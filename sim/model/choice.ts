/**
 * The search for the best place (ODD 7.9): argmin over places of E exp(-V), E the smaller of a slow
 * taste / w and a fast one / (1 - w). Places with individual terms first, then taste groups whose
 * bound can still win. It decides as evaluating every place does, bit for bit (tests/reference).
 */
import { exponential } from "../core/distributions.ts";
import { exp } from "../core/math.ts";
import { hash, uniform } from "../core/random.ts";
import { incomeBracket, searcherBound } from "./bounds.ts";
import type { Searcher } from "./searcher.ts";
import { NONE, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";
import { areaArrival, groupArrival, groupFavourite, MAX_ZONES, zoneTastes } from "./tastes.ts";
import { areaUtility, moveOption, type Option, stayCost } from "./utility.ts";

/** Result of a search: place NONE means staying. */
export interface Choice {
  cost: number;
  place: number;
  tenure: number;
}

/** Working memory of one search. */
export interface Search {
  readonly choice: Choice;
  readonly option: Option;
  readonly zones: Float64Array;
  readonly zonesFast: Float64Array;
  /** Least cost factor of each tenure for the searcher: its taste, telework without a commute, the move. */
  readonly tenure: Float64Array;
  /** Bracket of income x 2 + kind of floor: where the bounds of housing of the searcher stand. */
  type: number;
}

/** Empty working memory. */
export function makeSearch(): Search {
  return {
    choice: { cost: 0, place: NONE, tenure: 0 },
    option: { cost: 0, tenure: 0 },
    zones: new Float64Array(MAX_ZONES),
    zonesFast: new Float64Array(MAX_ZONES),
    tenure: new Float64Array(3),
    type: 0,
  };
}

/**
 * Best place and tenure of a searcher; out: `search.choice`. Equal costs: the first found, staying
 * before moving.
 */
export function choosePlace(sim: Simulation, s: Searcher, search: Search): void {
  const { choice } = search;
  choice.place = NONE;
  choice.tenure = 0;
  tastesOfArea(sim, s, s.area, search);
  const zone = zoneIndex(sim, s.place);
  choice.cost = Math.min(search.zones[zone]!, search.zonesFast[zone]!) * stayCost(sim, s);
  search.type = incomeBracket(sim, s) * 2 + s.floorType;
  const lowest = searcherBound(sim, s);
  for (let t = 0; t < 3; t++) search.tenure[t] = exp(-s.tenure[t]!) * lowest;
  tryZones(sim, s, s.area, search);
  for (let k = 1; k < s.knownCount; k++) {
    tastesOfArea(sim, s, s.known[k]!, search);
    tryZones(sim, s, s.known[k]!, search);
  }
  searchGroups(sim, s, search, s.slow, 1 / sim.parameters.slowShare);
  searchGroups(sim, s, search, s.fast, 1 / (1 - sim.parameters.slowShare));
}

/** E / w of all zones of an area: slow in `zones`, fast in `zonesFast`. */
export function tastesOfArea(sim: Simulation, s: Searcher, area: number, search: Search): void {
  const w = sim.parameters.slowShare;
  areaTastes(sim, s.slow[0]!, s.slow[1]!, area, 1 / w, search.zones);
  areaTastes(sim, s.fast[0]!, s.fast[1]!, area, 1 / (1 - w), search.zonesFast);
}

/** Position of a place among its area's zones. */
export function zoneIndex(sim: Simulation, place: number): number {
  const { areaStart, areaPlaces } = sim.geography;
  const first = areaStart[sim.input.places.area[place]!]!;
  let zone = 0;
  while (areaPlaces[first + zone] !== place) zone++;
  return zone;
}

function areaTastes(
  sim: Simulation,
  k0: number,
  k1: number,
  area: number,
  factor: number,
  out: Float64Array,
): void {
  const { groups } = sim.workspace;
  const g = groups.groupOf[area]!;
  const arrival = areaArrival(groups, k0, k1, area, groupArrival(groups, k0, k1, g));
  fillZones(sim, k0, k1, area, arrival, factor, out);
}

function fillZones(
  sim: Simulation,
  k0: number,
  k1: number,
  area: number,
  arrival: number,
  factor: number,
  out: Float64Array,
): void {
  const { groups } = sim.workspace;
  const zones = sim.geography.areaStart[area + 1]! - sim.geography.areaStart[area]!;
  const rank = groups.start[groups.groupOf[area]!]! + groups.position[area]!;
  zoneTastes(k0, k1, rank, arrival, zones, sim.parameters.nest, out);
  for (let z = 0; z < zones; z++) out[z]! *= factor;
}

/** Tries the places of a known area, whose tastes have been worked out. */
function tryZones(sim: Simulation, s: Searcher, area: number, search: Search): void {
  const first = sim.geography.areaStart[area]!;
  const end = sim.geography.areaStart[area + 1]!;
  for (let at = first; at < end; at++) {
    const taste = Math.min(search.zones[at - first]!, search.zonesFast[at - first]!);
    const place = sim.geography.areaPlaces[at]!;
    const near = exp(-areaUtility(sim, s, place) - sim.parameters.areaCost);
    tryPlace(sim, s, place, taste, near, search);
  }
}

/**
 * Works out a place unless its bound shows that it cannot win.
 * @param near at most exp(-V) of ties, home and distance, less what the bound of the searcher holds of it
 */
function tryPlace(
  sim: Simulation,
  s: Searcher,
  place: number,
  taste: number,
  near: number,
  search: Search,
): void {
  if (taste * near * placeBound(sim, s, place, search) >= search.choice.cost) return;
  moveOption(sim, s, place, search.option);
  const cost = taste * search.option.cost;
  if (!(cost < search.choice.cost)) return;
  search.choice.cost = cost;
  search.choice.place = place;
  search.choice.tenure = search.option.tenure;
}

/** At most exp(-V) of a place for the searcher, but for ties, home and distance. */
function placeBound(sim: Simulation, s: Searcher, place: number, search: Search): number {
  const { bounds } = sim.workspace;
  const n = sim.geography.places;
  if (search.type >= bounds.brackets * 2) return 0;
  const housing = leastCost(search, bounds.housing, search.type * 3 * n + place, n);
  return housing * bounds.amenity[s.occupation * n + place]!;
}

/**
 * Groups and their areas under one taste key. Arrivals are bounded first without their logarithm:
 * -ln(1 - u) >= u, so an arrival of u that cannot win need not be worked out.
 */
function searchGroups(sim: Simulation, s: Searcher, search: Search, key: Uint32Array, factor: number): void {
  const { groups, bounds } = sim.workspace;
  const k0 = key[0]!;
  const k1 = key[1]!;
  const { type } = search;
  const base = (type * 3 + s.occupation) * 3 * groups.count;
  const unbounded = type >= bounds.brackets * 2;
  const open = sim.levers["switch.betweenCountries"] >= 0.5;
  for (let g = 0; g < groups.count; g++) {
    if (groups.country[g] !== s.country && !open) continue;
    const size = groups.start[g + 1]! - groups.start[g]!;
    const far = bounds.distanceGroup[s.place * groups.count + g]!;
    const least = unbounded ? 0 : factor * far * leastCost(search, bounds.group, base + g, groups.count);
    const bits = hash(k0, k1, STREAM.groupArrival, g);
    if (uniform(bits) * least >= search.choice.cost * size) continue;
    const arrival = exponential(bits) / size;
    if (arrival * least < search.choice.cost) {
      searchAreas(sim, s, search, key, factor, g, arrival, least, far);
    }
  }
}

/**
 * Areas of a group that may hold the best place.
 * @param least lower bound of the cost of its places
 * @param far lower bound of what their distance adds to it
 */
function searchAreas(
  sim: Simulation,
  s: Searcher,
  search: Search,
  key: Uint32Array,
  factor: number,
  g: number,
  first: number,
  least: number,
  far: number,
): void {
  const { groups } = sim.workspace;
  const { areaStart, areaPlaces } = sim.geography;
  const k0 = key[0]!;
  const k1 = key[1]!;
  const start = groups.start[g]!;
  const favourite = start + groupFavourite(groups, k0, k1, g);
  for (let rank = start; rank < groups.start[g + 1]!; rank++) {
    const area = groups.areas[rank]!;
    if (s.knownMark[area] === 1) continue;
    let arrival = first;
    if (rank !== favourite) {
      const bits = hash(k0, k1, STREAM.area, rank);
      if ((first + uniform(bits)) * least >= search.choice.cost) continue;
      arrival = first + exponential(bits);
      if (arrival * least >= search.choice.cost) continue;
    }
    if (!mayWin(sim, s, area, arrival * factor * far, search)) continue;
    fillZones(sim, k0, k1, area, arrival, factor, search.zones);
    for (let p = areaStart[area]!; p < areaStart[area + 1]!; p++) {
      tryPlace(sim, s, areaPlaces[p]!, search.zones[p - areaStart[area]!]!, far, search);
    }
  }
}

/** Whether a place of an area may win even if its taste were that of the first zone, E = G n^-mu. */
function mayWin(sim: Simulation, s: Searcher, area: number, most: number, search: Search): boolean {
  const { areaStart, areaPlaces } = sim.geography;
  const { nestFactor } = sim.workspace.bounds;
  for (let at = areaStart[area]!; at < areaStart[area + 1]!; at++) {
    const place = areaPlaces[at]!;
    if (most * nestFactor[place]! * placeBound(sim, s, place, search) < search.choice.cost) return true;
  }
  return false;
}

function leastCost(search: Search, table: Float64Array, at: number, stride: number): number {
  const a = table[at]! * search.tenure[0]!;
  const b = table[at + stride]! * search.tenure[1]!;
  const c = table[at + 2 * stride]! * search.tenure[2]!;
  return Math.min(a, b, c);
}
