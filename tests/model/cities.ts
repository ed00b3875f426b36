/** Hand-made countries for tests of the model: few areas, round numbers, everything known. */

import type { Key } from "../../sim/core/random.ts";
import type { LeverName, LeverSeries } from "../../sim/model/levers.ts";
import type { Parameters } from "../../sim/model/parameters.ts";
import { PLACE_CLASSES, type PlaceTable } from "../../sim/model/places.ts";
import { createSimulation, stepMonth } from "../../sim/model/simulation.ts";
import type { Simulation, SimulationInput } from "../../sim/model/state.ts";

/** Least population of each class but the last. */
const CLASS_FROM = [5_000_000, 700_000, 200_000, 50_000, 0];
/** Zones of an area: one is a pole, two pole and ring, three core, pole and ring. */
const ZONES_OF = [[], [1], [1, 2], [0, 1, 2]];
/** Distance of a zone to the seat of its area by kind, core to rest [km]. */
const KM_TO_CORE = [2, 6, 20, 30];
const AREA_KM2 = [40, 120, 900, 3000];

/** Twelve areas of one to three zones, from 20,000 to a million inhabitants. */
export const TWELVE_CITIES: readonly (readonly number[])[] = [
  [300_000, 500_000, 200_000],
  [150_000, 150_000, 100_000],
  [200_000, 100_000],
  [120_000, 80_000],
  [90_000],
  [60_000, 40_000],
  [80_000],
  [50_000],
  [40_000],
  [40_000],
  [30_000],
  [20_000],
];

/**
 * A country of areas on a grid of about 40 km, in the order given.
 * @param areas inhabitants of the zones of each area
 * @param country index in COUNTRIES
 */
export function countryOf(areas: readonly (readonly number[])[], country = 0): PlaceTable {
  const area = areas.flatMap((zones, a) => zones.map(() => a));
  const zone = areas.flatMap((zones) => ZONES_OF[zones.length] ?? []);
  const population = Float64Array.from(areas.flat());
  const ofArea = areas.map((zones) => zones.reduce((sum, each) => sum + each, 0));
  const count = area.length;
  const by = (value: (j: number) => number) => Float64Array.from({ length: count }, (_, j) => value(j));
  const persons = (j: number) => population[j]!;
  const size = (j: number) => Math.log2(ofArea[area[j]!]! / 20_000);
  return {
    count,
    id: area.map((a, j) => `city-${a}/zone-${j}`),
    area: Uint16Array.from(area),
    areaIds: areas.map((_, a) => `city-${a}`),
    areaNames: areas.map((_, a) => `City ${a}`),
    country: new Uint8Array(count).fill(country),
    zone: Uint8Array.from(zone),
    placeClass: Uint8Array.from(area, (a) => classOf(ofArea[a]!)),
    lon: by((j) => 2 + 0.5 * (area[j]! % 4) + 0.02 * zone[j]!),
    lat: by((j) => 46 + 0.4 * Math.floor(area[j]! / 4) + 0.01 * zone[j]!),
    kmToCore: by((j) => KM_TO_CORE[zone[j]!]!),
    meanPairKm: by((j) => 4 + 4 * zone[j]!),
    areaKm2: by((j) => AREA_KM2[zone[j]!]!),
    population,
    households: by((j) => persons(j) / 2.2),
    dwellings: by((j) => (persons(j) / 2.2) * 1.18),
    vacancyRate: by(() => 0.08),
    secondHomeRate: by(() => 0.05),
    ownerShare: by((j) => [0.35, 0.5, 0.68, 0.7][zone[j]!]!),
    jobs: by((j) => persons(j) * [0.6, 0.45, 0.28, 0.3][zone[j]!]!),
    active: by((j) => persons(j) * 0.47),
    unemployed: by((j) => persons(j) * 0.04),
    establishments: by((j) => persons(j) * 0.06),
    medianIncomeEur: by((j) => 20_000 + 500 * size(j)),
    rentFlat: by((j) => 8 + 1.2 * size(j) - zone[j]!),
    rentHouse: by((j) => 7 + size(j) - zone[j]!),
    shareUnder25: by(() => 0.29),
    share65plus: by((j) => 0.16 + 0.02 * zone[j]!),
    populationPrev: population,
    yearPrev: by(() => 2013),
    year: by(() => 2018),
    netMigrationRatePrev: by(() => 0),
    derived: area.map(() => []),
  };
}

/** Equal cities of one zone each, far enough from each other not to share commuters. */
export function equalCities(count: number): PlaceTable {
  const table = countryOf(Array.from({ length: count }, () => [60_000]));
  return { ...table, lon: Float64Array.from({ length: count }, (_, j) => 2 + j) };
}

/** Two countries with the same areas; the places of the second follow those of the first. */
export function twoCountries(areas: readonly (readonly number[])[]): PlaceTable {
  const both = countryOf([...areas, ...areas]);
  const half = both.count / 2;
  return { ...both, country: both.country.map((_, j) => (j < half ? 0 : 1)) };
}

function classOf(population: number): number {
  return Math.min(
    PLACE_CLASSES.length - 1,
    CLASS_FROM.findIndex((from) => population >= from),
  );
}

/** Luck number n. */
export function luck(n: number): Key {
  return { k0: 0x6d6f + n, k1: 0x646c - n };
}

/** Levers held at values from the beginning of time, or from a month on. */
export function held(values: Partial<Record<LeverName, number>>, from = -12_000): LeverSeries {
  const segments = Object.entries(values) as [LeverName, number][];
  return new Map(segments.map(([name, value]) => [name, [{ from, to: Infinity, ramp: 0, value }]]));
}

/** Input of a small run; what is not given is 3,000 households in twelve cities, no constants. */
export function inputOf(given: Partial<SimulationInput> = {}): SimulationInput {
  return {
    places: countryOf(TWELVE_CITIES),
    rail: [],
    constants: null,
    households: 3000,
    runKey: luck(1),
    startMonth: 0,
    levers: new Map(),
    ...given,
  };
}

/** Nobody is born, parts, dies, retires, finds or loses a job: for what is said of the same people later. */
export const SAME_PEOPLE: Partial<Parameters> = {
  lifeCap: 0,
  arrivalCap: 0,
  retireAge: 200,
  separation: 0,
  layoff: 0,
  jobSearch: 0,
};

/** A small run after some months. */
export function simulate(given: Partial<SimulationInput> = {}, months = 0): Simulation {
  const sim = createSimulation(inputOf(given));
  pass(sim, months);
  return sim;
}

/** Lets months pass. */
export function pass(sim: Simulation, months: number): void {
  for (let month = 0; month < months; month++) stepMonth(sim);
}

/** Mean of numbers. */
export function meanOf(values: Iterable<number>): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    sum += value;
    count++;
  }
  return sum / count;
}
