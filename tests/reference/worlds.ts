/** Random worlds for the naive twins: small place tables with near-collisions, made from a number. */
import { hash } from "../../sim/core/random.ts";
import { COUNTRIES, PLACE_CLASSES, type PlaceTable, type RailLink, ZONES } from "../../sim/model/places.ts";

/** Luck of one world: draws in their order, the same for the same number. */
export interface Dice {
  /** Whole number from 0 to `below` - 1. */
  whole(below: number): number;
  /** Real number between two bounds. */
  real(low: number, high: number): number;
  /** True with a probability. */
  chance(probability: number): boolean;
  /** 32 random bits. */
  bits(): number;
}

/** Dice of world number `world`. */
export function diceOf(world: number): Dice {
  let throws = 0;
  const bits = () => hash(0x776f726c, 0x64, world, throws++);
  const real = (low: number, high: number) => low + ((high - low) * (bits() + 0.5)) / 2 ** 32;
  return {
    bits,
    real,
    whole: (below) => Math.floor((bits() / 2 ** 32) * below),
    chance: (probability) => real(0, 1) < probability,
  };
}

/**
 * A table of one to `most` areas with one to three zones each. Populations span three orders of
 * magnitude and are often equal; one world in three has both countries.
 */
export function randomPlaces(dice: Dice, most = 24): PlaceTable {
  const areas = 1 + dice.whole(most);
  const countries = dice.chance(1 / 3) ? 2 : 1;
  const zones = Array.from({ length: areas }, () => 1 + dice.whole(3));
  const area = zones.flatMap((count, a) => Array.from({ length: count }, () => a));
  const country = area.map((a) => (countries === 2 ? a % 2 : 0));
  const placeClass = zones.map(() => dice.whole(PLACE_CLASSES.length));
  const order = shuffled(dice, area.length);
  const count = area.length;
  const column = (low: number, high: number) =>
    Float64Array.from({ length: count }, () => dice.real(low, high));
  const population = Float64Array.from({ length: count }, () => 1000 * 2 ** dice.whole(11));
  return {
    count,
    id: order.map((_, j) => `place-${j}`),
    area: Uint16Array.from(order, (at) => area[at] ?? 0),
    areaIds: zones.map((_, a) => `area-${a}`),
    areaNames: zones.map((_, a) => `Area ${a}`),
    country: Uint8Array.from(order, (at) => (country[at] ?? 0) % COUNTRIES.length),
    zone: Uint8Array.from(order, () => dice.whole(ZONES.length)),
    placeClass: Uint8Array.from(order, (at) => placeClass[area[at] ?? 0] ?? 0),
    lon: column(2, 7),
    lat: column(43, 51),
    kmToCore: column(0, 30),
    meanPairKm: column(2, 25),
    areaKm2: column(20, 2000),
    population,
    households: population.map((persons) => persons / 2.2),
    dwellings: population.map((persons) => (persons / 2.2) * dice.real(1.08, 1.3)),
    vacancyRate: column(0.03, 0.12),
    secondHomeRate: column(0, 0.08),
    ownerShare: column(0.3, 0.7),
    jobs: population.map((persons) => persons * dice.real(0.2, 0.6)),
    active: population.map((persons) => persons * dice.real(0.4, 0.5)),
    unemployed: population.map((persons) => persons * dice.real(0.02, 0.08)),
    establishments: population.map((persons) => persons * dice.real(0.02, 0.05)),
    medianIncomeEur: column(17_000, 29_000),
    rentFlat: column(7, 25),
    rentHouse: column(6, 22),
    shareUnder25: column(0.2, 0.35),
    share65plus: column(0.12, 0.3),
    populationPrev: population.map((persons) => persons * dice.real(0.95, 1.05)),
    yearPrev: column(2013, 2013),
    year: column(2018, 2018),
    netMigrationRatePrev: column(-0.01, 0.01),
    derived: order.map(() => []),
  };
}

/** Some train times between the areas of a table. */
export function randomRail(dice: Dice, table: PlaceTable): RailLink[] {
  const areas = table.areaIds.length;
  if (areas < 2) return [];
  const links = Array.from({ length: dice.whole(4) }, () => ({
    from: dice.whole(areas),
    to: dice.whole(areas),
    minutes: 20 + dice.whole(200),
  }));
  return links.filter((link) => link.from !== link.to);
}

/** The numbers 0 … length - 1 in a random order. */
export function shuffled(dice: Dice, length: number): number[] {
  return Array.from({ length }, (_, at) => ({ at, luck: dice.bits() }))
    .sort((a, b) => a.luck - b.luck)
    .map((each) => each.at);
}
