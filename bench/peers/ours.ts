/**
 * The 40-city model as this house writes models: columns, keyed chance, work in proportion to those who
 * choose and to what can matter to them. Who chooses is drawn by gaps, exp(base) is taken once a tick, and
 * a choice looks at its friends only where they can decide it: the probabilities are those of 40
 * exponentials. One after another: each sees where its friends live now.
 */
import { exp, log } from "../../sim/core/math.ts";
import { deriveKey, hash, hashEach, type Key, uniform } from "../../sim/core/random.ts";
import {
  adjustRents,
  CITIES,
  type Cities,
  type CityModel,
  cityAt,
  FRIENDS,
  foundCities,
  STAY,
  setBase,
  TIES,
} from "./cities.ts";

/** Streams of chance. */
const START = 1;
const TIED = 2;
const GAP = 3;
const CHOICE = 4;

/** Households drawn for at once. */
const BLOCK = 256;
const SEQUENCE = Uint32Array.from({ length: BLOCK }, (_, i) => i);
const words = new Uint32Array(BLOCK);
const movers = new Uint32Array(BLOCK);

/** By how much exp(FRIENDS log(1 + f)) rises from f to f + 1 friends, f = 0 ... 9: less and less. */
const gain = Float64Array.from(
  { length: TIES },
  (_, f) => exp(FRIENDS * log(2 + f)) - exp(FRIENDS * log(1 + f)),
);
/** Weight of the city where one lives, in terms of its weight to others. */
const STAYING = exp(STAY);
/** Instead of a city: the draw fell where friends may decide; it fell beyond what they add. */
export const ASK_FRIENDS = -1;
export const AGAIN = -2;

/** exp(base) of each city, and their sum. */
const weight = new Float64Array(CITIES);
const sum = new Float64Array(1);
/** By city: the sum with what staying there adds, and with the most that friends can add. */
const withStaying = new Float64Array(CITIES);
const withFriends = new Float64Array(CITIES);
/** By city: cells of that line for a draw of 1. */
const cells = new Float64Array(CITIES);
/** Sum of the weights up to and with each city. */
const upTo = new Float64Array(CITIES);
/** Cells into which that line of weights is cut, and the city in which each begins; one cell to spare. */
const CELLS = 1024;
const guide = new Uint8Array(CELLS + 1).fill(CITIES - 1);
/** Moves of a tick to each city, less those from it. */
const arrivals = new Int32Array(CITIES);
/** Friends met so far, by city. */
const met = new Uint8Array(CITIES);

/** What grows with the number of households. */
export interface Residents {
  /** City of each household, length N. */
  readonly city: Uint8Array;
  /** Its ties: household i has 10 i ... 10 i + 9. */
  readonly friends: Uint32Array;
}

/**
 * Builds our implementation.
 * @param households N, 2 ... 10,000,000
 * @param p probability that a household chooses in a tick, above 0, at most 1
 */
export function buildOurs(households: number, p: number): CityModel {
  const key: Key = { k0: 40, k1: 0 };
  const cities = foundCities(households);
  const residents = settle(households, cities, key);
  const step = 1 / log(1 - p);
  let ticks = 0;
  const tick = () => {
    setBase(cities);
    setWeights(cities);
    const gaps = deriveKey(key, GAP, ticks);
    const choices = deriveKey(key, CHOICE, ticks);
    let last = -1;
    for (let block = 0, count = BLOCK; count === BLOCK; block++) {
      count = p < 1 ? skipTo(last, households, gaps, block, step) : everyone(last, households);
      moveEach(residents, count, choices);
      last = movers[BLOCK - 1]!;
    }
    settleMoves(cities);
    adjustRents(cities);
    ticks++;
  };
  return { cities, tick };
}

/** Where each household starts, in proportion to housing, and to whom it is tied. */
function settle(households: number, cities: Cities, key: Key): Residents {
  const city = new Uint8Array(households);
  const friends = new Uint32Array(TIES * households);
  const start = deriveKey(key, START, 0);
  const tied = deriveKey(key, TIED, 0);
  for (let last = -1, count = BLOCK; count === BLOCK; last += count) {
    count = everyone(last, households);
    hashEach(start.k0, start.k1, movers, 0, count, 0, words);
    for (let i = 0; i < count; i++) {
      const j = cityAt(cities.housing, uniform(words[i]!) * households);
      city[movers[i]!] = j;
      cities.population[j]!++;
    }
    for (let slot = 0; slot < TIES; slot++) {
      hashEach(tied.k0, tied.k1, movers, 0, count, slot, words);
      for (let i = 0; i < count; i++) {
        const other = Math.floor(uniform(words[i]!) * (households - 1));
        friends[TIES * movers[i]! + slot] = other < movers[i]! ? other : other + 1;
      }
    }
  }
  return { city, friends };
}

/** Lists all who come after `last`, at most a block. @returns how many */
function everyone(last: number, households: number): number {
  const count = Math.min(BLOCK, households - 1 - last);
  for (let i = 0; i < count; i++) movers[i] = last + 1 + i;
  return count;
}

/**
 * Lists who chooses after `last`, at most a block: gaps between them are geometric.
 * @param step 1 / log(1 - p)
 * @returns how many
 */
function skipTo(last: number, households: number, { k0, k1 }: Key, block: number, step: number): number {
  hashEach(k0, k1, SEQUENCE, 0, BLOCK, block, words);
  let next = last;
  for (let i = 0; i < BLOCK; i++) {
    next += 1 + Math.floor(log(uniform(words[i]!)) * step);
    if (next >= households) return i;
    movers[i] = next;
  }
  return BLOCK;
}

/** Those listed choose one after another, and move. */
function moveEach(residents: Residents, count: number, { k0, k1 }: Key): void {
  const { city } = residents;
  const [change, ask] = [arrivals, ASK_FRIENDS];
  hashEach(k0, k1, movers, 0, count, 0, words);
  for (let i = 0; i < count; i++) {
    const household = movers[i]!;
    const here = city[household]!;
    const u = uniform(words[i]!);
    let there = cityWithoutFriends(city, household, u);
    if (there === ask) there = cityWithFriends(residents, household, u, k0, k1);
    change[here]!--;
    change[there]!++;
    city[household] = there;
  }
}

/** Populations after the moves of a tick. */
function settleMoves({ population }: Cities): void {
  for (let j = 0; j < CITIES; j++) population[j]! += arrivals[j]!;
  arrivals.fill(0);
}

/**
 * Prepares the choices of a tick: weights exp(base), a guide to find places among them, and bounds:
 * a friend adds no more than the first one in the city of most weight, or than the next one at home.
 */
export function setWeights({ base }: Cities): void {
  let total = 0;
  let largest = 0;
  for (let j = 0; j < CITIES; j++) {
    weight[j] = exp(base[j]!);
    total += weight[j]!;
    upTo[j] = total;
    largest = Math.max(largest, weight[j]!);
  }
  sum[0] = total;
  for (let j = 0; j < CITIES; j++) {
    withStaying[j] = total + weight[j]! * (STAYING - 1);
    withFriends[j] = withStaying[j]!;
    for (let f = 0; f < TIES; f++) {
      withFriends[j]! += Math.max(largest * gain[0]!, weight[j]! * STAYING * gain[f]!);
    }
    cells[j] = (withFriends[j]! * CELLS) / total;
  }
  for (let j = 0, cell = 0; j < CITIES; j++) {
    const next = Math.ceil((upTo[j]! * CELLS) / total);
    guide.fill(j, cell, next);
    cell = next;
  }
}

/**
 * The city a household chooses, or ASK_FRIENDS. The weights lie one after another on a line: all cities as
 * if one lived nowhere and had no friends, then what staying adds, then what friends add, up to their
 * bound. Only a draw that falls into the last part has to look at the friends.
 * @param u uniform draw in (0, 1)
 */
export function cityWithoutFriends(city: Uint8Array, household: number, u: number): number {
  const here = city[household]!;
  const total = sum[0]!;
  const at = u * withFriends[here]!;
  if (at >= total) return at < withStaying[here]! ? here : ASK_FRIENDS;
  let there = guide[(u * cells[here]!) | 0]!;
  while (at >= upTo[there]!) there++;
  return there;
}

/** The choice once a draw has fallen among the friends; where they add less than their bound, draws anew. */
function cityWithFriends(residents: Residents, household: number, u: number, k0: number, k1: number): number {
  let there = cityOfFriend(residents, household, u);
  for (let draw = 1; there === AGAIN; draw++) {
    const next = uniform(hash(k0, k1, household, draw));
    there = cityWithoutFriends(residents.city, household, next);
    if (there === ASK_FRIENDS) there = cityOfFriend(residents, household, next);
  }
  return there;
}

/** City of the friend in whose part of the line the draw u lies, or AGAIN beyond the last. */
export function cityOfFriend({ city, friends }: Residents, household: number, u: number): number {
  const here = city[household]!;
  const first = household * TIES;
  let rest = u * withFriends[here]! - withStaying[here]!;
  for (let j = 0; j < CITIES; j++) met[j] = 0;
  for (let tie = first; tie < first + TIES; tie++) {
    const there = city[friends[tie]!]!;
    rest -= weight[there]! * gain[met[there]!]! * (there === here ? STAYING : 1);
    if (rest < 0) return there;
    met[there]!++;
  }
  return AGAIN;
}
