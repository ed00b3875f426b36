/**
 * The 40-city model on which engines are compared: what every implementation of it shares. Households
 * choose among 40 cities by a logit of wage, rent, amenity, staying and friends; rents follow population.
 * bench/README.md says it in words.
 */
import { digestBytes } from "../../sim/core/digest.ts";
import { exp, log, pow } from "../../sim/core/math.ts";

/** Cities to choose from. */
export const CITIES = 40;
/** Ties of each household, to uniformly drawn others. */
export const TIES = 10;
/** Utility of staying where one is. */
export const STAY = 1;
/** Utility of f friends in a city: FRIENDS log(1 + f). */
export const FRIENDS = 0.05;
const WAGE = 2;
const RENT = 1;
const AMENITY = 0.5;
/** Change of log rent a tick per unit of population over housing, less 1. */
const RENT_RESPONSE = 0.1;

/** One implementation, built and ready to step. */
export interface CityModel {
  readonly cities: Cities;
  /** Every household, one after another, chooses with probability p; then rents follow. */
  readonly tick: () => void;
}

/** Columns of the cities, length 40 each. */
export interface Cities {
  /** Households that find room at the first rent. */
  readonly housing: Float64Array;
  /** Utility of wage and amenity, which never change. */
  readonly lasting: Float64Array;
  /** Logarithm of the rent [log EUR/month]. */
  readonly logRent: Float64Array;
  /** Households that live there. */
  readonly population: Float64Array;
  /** Utility before staying and friends, set at the start of a tick. */
  readonly base: Float64Array;
}

/** The cities before anybody lives there: sizes fall with rank, wage and rent rise with size. */
export function foundCities(households: number): Cities {
  const size = Float64Array.from({ length: CITIES }, (_, j) => pow(j + 1, -0.8));
  const sum = size.reduce((total, each) => total + each, 0);
  const relative = (j: number) => size[j]! / size[0]!;
  return {
    housing: size.map((each) => (households * each) / sum),
    lasting: size.map(
      (_, j) => WAGE * log(1800 + 1200 * relative(j)) + AMENITY * (((7 * j) % CITIES) / CITIES),
    ),
    logRent: size.map((_, j) => log(500 + 700 * relative(j))),
    population: new Float64Array(CITIES),
    base: new Float64Array(CITIES),
  };
}

/** First half of a tick: base = lasting - RENT log(rent). */
export function setBase({ base, lasting, logRent }: Cities): void {
  for (let j = 0; j < CITIES; j++) base[j] = lasting[j]! - RENT * logRent[j]!;
}

/** Last half of a tick: rents follow population over housing. */
export function adjustRents({ logRent, population, housing }: Cities): void {
  for (let j = 0; j < CITIES; j++) logRent[j]! += RENT_RESPONSE * (population[j]! / housing[j]! - 1);
}

/** City in whose share of the summed weights `at` lies. */
export function cityAt(weights: Float64Array, at: number): number {
  let rest = at;
  for (let j = 0; j < CITIES - 1; j++) {
    rest -= weights[j]!;
    if (rest < 0) return j;
  }
  return CITIES - 1;
}

const weights = new Float64Array(CITIES);

/**
 * The choice as the peers make it: 40 utilities, 40 exponentials, one draw.
 * @param base utility of each city before staying and friends, length 40
 * @param here where the household lives
 * @param friends how many of its friends live in each city, length 40
 * @param u uniform draw in (0, 1)
 */
export function chooseCity(base: Float64Array, here: number, friends: Float64Array, u: number): number {
  let sum = 0;
  for (let j = 0; j < CITIES; j++) {
    let utility = base[j]!;
    if (j === here) utility += STAY;
    if (friends[j]! > 0) utility += FRIENDS * Math.log(1 + friends[j]!);
    weights[j] = Math.exp(utility);
    sum += weights[j]!;
  }
  return cityAt(weights, u * sum);
}

/** Rents [EUR/month]. */
export function rentsOf({ logRent }: Cities): Float64Array {
  return logRent.map((each) => exp(each));
}

/** Digest of population and rents. */
export function digestCities(cities: Cities): string {
  const both = Float64Array.from([...cities.population, ...rentsOf(cities)]);
  return digestBytes(new Uint8Array(both.buffer));
}
