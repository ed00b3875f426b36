/**
 * The 40-city model without any framework, as one writes it first: an object for each household, its
 * friends as references, seedrandom for chance, every utility and exponential of every choice computed.
 */
import seedrandom from "seedrandom";
import {
  adjustRents,
  CITIES,
  type CityModel,
  chooseCity,
  cityAt,
  foundCities,
  setBase,
  TIES,
} from "./cities.ts";

interface Household {
  city: number;
  friends: readonly Household[];
}

/** Builds the model of plain objects: N households, each chooses in a tick with probability p. */
export function buildObjects(households: number, p: number): CityModel {
  const random = seedrandom("objects");
  const cities = foundCities(households);
  const { base, housing, population } = cities;
  const friendsIn = new Float64Array(CITIES);
  const all = Array.from({ length: households }, (): Household => {
    const city = cityAt(housing, random() * households);
    population[city]!++;
    return { city, friends: [] };
  });
  for (const household of all) {
    household.friends = Array.from({ length: TIES }, () => otherThan(household, all, random));
  }
  const choose = (household: Household) => {
    friendsIn.fill(0);
    for (const friend of household.friends) friendsIn[friend.city]!++;
    const there = chooseCity(base, household.city, friendsIn, random());
    population[household.city]!--;
    population[there]!++;
    household.city = there;
  };
  const tick = () => {
    setBase(cities);
    for (const household of all) if (random() < p) choose(household);
    adjustRents(cities);
  };
  return { cities, tick };
}

function otherThan(household: Household, all: readonly Household[], random: () => number): Household {
  let other = household;
  while (other === household) other = all[Math.floor(random() * all.length)] ?? household;
  return other;
}
