/**
 * Dwellings by use (ODD 2, 7.8): those of the three tenures, occupied or on the market, short-lets,
 * second homes, long vacant ones. Owners' dwellings on the market are reserved for sale. Dwellings of
 * the tenures are whole, so that no household lives in a part of one.
 */
import { invariant } from "../core/assert.ts";
import { deriveKey, hash, uniform } from "../core/random.ts";
import { pay } from "./accounts.ts";
import { COUNTRIES, PLACE_CLASSES } from "./places.ts";
import { marketValue } from "./sales.ts";
import {
  EMPTY,
  HOUSED,
  INSTITUTIONAL,
  LONG_LET,
  OWNER,
  PRIVATE,
  SHORT_LET,
  type Simulation,
} from "./state.ts";
import { STREAM } from "./streams.ts";

/** Dwellings in reserve for each square root of a count (assumed). */
const SAMPLING_RESERVE = 0.3;

/**
 * Dwellings by tenure: those occupied, the place's vacancies on the market in the same mix, and a
 * reserve for the sampling error of a small count, which vanishes as the scale nears 1: without it
 * small places turn households away by chance, the more so the smaller the run. What rounding to
 * whole dwellings leaves is carried on to the next place of the class: no class gains or loses by it.
 */
export function foundStock(sim: Simulation): void {
  const { places: table } = sim.input;
  const at = sim.places.data;
  countResidents(sim);
  const carry = new Float64Array(COUNTRIES.length * PLACE_CLASSES.length * 3);
  for (let j = 0; j < table.count; j++) {
    const dwellings = table.dwellings[j]! / table.households[j]!;
    const free = 1 + sim.parameters.marketVacancy * table.vacancyRate[j]! * dwellings;
    const group = (table.country[j]! * PLACE_CLASSES.length + table.placeClass[j]!) * 3;
    for (let t = 0; t < 3; t++) {
      const occupied = at.occupied[j * 3 + t]!;
      const reserve = SAMPLING_RESERVE * Math.sqrt(occupied);
      const exact = occupied * free + reserve + carry[group + t]!;
      const whole = Math.max(occupied, Math.floor(exact + 0.5));
      carry[group + t] = exact - whole;
      at.stock[j * 3 + t] = whole;
      at.reserve[j]! += reserve;
    }
    at.stock0[j] = at.stock[j * 3]! + at.stock[j * 3 + 1]! + at.stock[j * 3 + 2]!;
    foundOtherUses(sim, j, dwellings);
    at.population[j] = at.persons[j]! * sim.scale;
  }
}

/** Households, persons and occupied dwellings by place. */
function countResidents(sim: Simulation): void {
  const at = sim.places.data;
  const { place, tenure, size, status } = sim.households.data;
  for (let i = 0; i < sim.households.rows; i++) {
    if (status[i] === EMPTY) continue;
    at.households[place[i]!]!++;
    at.persons[place[i]!]! += size[i]!;
    if (status[i] === HOUSED) at.occupied[place[i]! * 3 + tenure[i]!]!++;
  }
}

/**
 * Second homes and long vacant dwellings of the statistic, a part of them let short; who holds the
 * private rental dwellings. @param ratio dwellings for each household
 */
function foundOtherUses(sim: Simulation, j: number, ratio: number): void {
  const { parameters: p, input } = sim;
  const table = input.places;
  const { occupied, stock, stock0, second, longVacant, holdings, dwellings, dwellings0 } = sim.places.data;
  const all = (occupied[j * 3]! + occupied[j * 3 + 1]! + occupied[j * 3 + 2]!) * ratio;
  const secondHomes = all * table.secondHomeRate[j]!;
  const empty = all * table.vacancyRate[j]! * (1 - p.marketVacancy);
  second[j] = secondHomes * (1 - p.shortLetShare);
  longVacant[j] = empty * (1 - p.shortLetShare);
  holdings[j * 3 + SHORT_LET] = (secondHomes + empty) * p.shortLetShare;
  holdings[j * 3 + INSTITUTIONAL] = stock[j * 3 + PRIVATE]! * p.institutionalShare;
  holdings[j * 3 + LONG_LET] = stock[j * 3 + PRIVATE]! - holdings[j * 3 + INSTITUTIONAL]!;
  dwellings[j] = stock0[j]! + secondHomes + empty;
  dwellings0[j] = dwellings[j]!;
}

/** Adds whole dwellings to a tenure (takes them away, if negative); those to let are long-let. */
export function addDwellings(sim: Simulation, j: number, tenure: number, count: number): void {
  const { stock, dwellings, holdings } = sim.places.data;
  stock[j * 3 + tenure]! += count;
  dwellings[j]! += count;
  if (tenure === PRIVATE) holdings[j * 3 + LONG_LET]! += count;
}

/** Dwellings of the three tenures. */
export function marketDwellings(sim: Simulation, j: number): number {
  const { stock } = sim.places.data;
  return stock[j * 3]! + stock[j * 3 + 1]! + stock[j * 3 + 2]!;
}

/**
 * Asserts, by place: dwellings = those of the three tenures + short-lets + second homes + long vacant;
 * private rental dwellings = those of long-let and institutional investors; no more dwellings occupied
 * than there are.
 * @throws InvariantError
 */
export function checkDwellings(sim: Simulation): void {
  const { dwellings, second, longVacant, holdings, stock, occupied } = sim.places.data;
  for (let j = 0; j < dwellings.length; j++) {
    const uses = marketDwellings(sim, j) + holdings[j * 3 + SHORT_LET]! + second[j]! + longVacant[j]!;
    const slack = 1e-9 * (1 + dwellings[j]!);
    invariant(
      Math.abs(uses - dwellings[j]!) <= slack,
      () => `place ${j}: ${uses} dwellings by use, ${dwellings[j]} in all`,
    );
    const rented = holdings[j * 3 + LONG_LET]! + holdings[j * 3 + INSTITUTIONAL]!;
    invariant(
      Math.abs(rented - stock[j * 3 + PRIVATE]!) <= slack,
      () => `place ${j}: ${rented} dwellings of landlords, ${stock[j * 3 + PRIVATE]} to let`,
    );
    for (let t = 0; t < 3; t++) {
      invariant(
        occupied[j * 3 + t]! <= stock[j * 3 + t]!,
        () => `place ${j}, tenure ${t}: ${occupied[j * 3 + t]} of ${stock[j * 3 + t]} dwellings occupied`,
      );
    }
  }
}

/**
 * Long vacant dwellings back on the market: longVacant x response x tax / 12 a month, to owners or to let
 * as the place's mix is; their owners pay the tax on those that stay empty.
 */
export function returnVacant(sim: Simulation): void {
  const { longVacant, longVacantDue, stock, holdings } = sim.places.data;
  const tax = sim.levers["housing.vacancyTax"];
  if (tax === 0) return;
  const key = deriveKey(sim.input.runKey, STREAM.vacantReturn, sim.month);
  for (let j = 0; j < longVacant.length; j++) {
    pay(sim.ledger, "vacancyTax", (tax / 1200) * longVacant[j]! * marketValue(sim, j));
    longVacantDue[j]! += (longVacant[j]! * sim.parameters.vacancyReturn * tax) / 12;
    const phase = uniform(hash(sim.input.runKey.k0, sim.input.runKey.k1, j, STREAM.vacantReturn));
    const count = Math.min(Math.floor(longVacantDue[j]! + phase), Math.floor(longVacant[j]!));
    longVacantDue[j] = Math.min(longVacantDue[j]! - count, 1);
    longVacant[j]! -= count;
    const owners = stock[j * 3 + OWNER]!;
    const share = owners / Math.max(1, owners + stock[j * 3 + PRIVATE]!);
    for (let n = 0; n < count; n++) {
      const tenure = uniform(hash(key.k0, key.k1, j, n)) < share ? OWNER : PRIVATE;
      stock[j * 3 + tenure]!++;
      if (tenure === PRIVATE) holdings[j * 3 + LONG_LET]!++;
    }
  }
}
