/**
 * Two naive models, for the table of facts: what a result is worth shows beside what costs nothing.
 *
 * Gravity: every month a share of households redraws its place, whatever it was before (memoryless logit):
 * places of other urban areas of its country with weights population x km^-1.41, or zones of its own area
 * with the same weights. Rates are those observed: 10.2 % a year move (F03: 8.8 to 11.4), and as many leave
 * their area as moved between departements in 2019 (3.19 %). Nobody responds to rents, ties or telework,
 * and those do not respond either.
 *
 * Fixed shares: nobody moves and nothing changes.
 *
 * Of a fact that tells how something responds, both answer that it does not: a change of 0, a ratio of 1.
 * Of one that compares groups, they answer that households are alike: a ratio of 1, a slope of 0. Of a
 * level that they do not have (ties, members, users) they have none: null.
 */

import { rentElasticity } from "../calibration/rent-elasticity.ts";
import type { World } from "../experiment/data.ts";
import { makeGeography } from "../model/geography.ts";
import { parameterValues } from "../model/parameters.ts";
import type { PlaceTable } from "../model/places.ts";
import { type Departements, loadDepartements, loadMovers } from "./departements.ts";

/** Values of the naive models for one part of a fact; null: the model has no such quantity. */
export interface BaselineValue {
  readonly gravity: number | null;
  readonly fixed: number | null;
  /** Where the values come from. */
  readonly why: string;
}

/** By code of the fact and letter of its part, in the order of its statistic: `F01`, `F03.a`. */
export type FactPart = `F${number}` | `F${number}.${string}`;

/** Rates of the gravity model, shares of households a year. */
export interface MovingRates {
  readonly moving: number;
  readonly betweenAreas: number;
}

/** Households that move, a year (F03 lies in 8.8 to 11.4 %). */
const MOVING = 0.102;
/** Fall of moves with distance, as observed between departements (`gravityOf`). */
const DECAY = 1.41;
/** Months after which the gravity model is looked at, as F06 is. */
const MONTHS = 24;

/** What the gravity model has come to. */
export interface GravityRun {
  /** Inhabitants by place. */
  readonly population: Float64Array;
  /** Persons who moved in all months, places x places, from, to. */
  readonly moved: Float64Array;
}

/** Rates as observed: persons who moved between departements in 2019 over the inhabitants of France. */
export function observedRates(departements: Departements): MovingRates {
  const { persons, population } = loadMovers(departements.list.map(({ code }) => code));
  const sum = (values: Float64Array) => values.reduce((all, each) => all + (each > 0 ? each : 0), 0);
  return { moving: MOVING, betweenAreas: sum(persons) / sum(population) };
}

/** Lets months of gravity pass, in expected numbers: nothing is drawn. */
export function runGravity({ places, rail }: World, rates: MovingRates, months: number): GravityRun {
  const { km } = makeGeography(places, rail, parameterValues());
  const n = places.count;
  const fall = Float64Array.from(km, (each) => each ** -DECAY);
  const moved = new Float64Array(n * n);
  let population = places.population.slice();
  const shares = new Float64Array(n);
  for (let month = 0; month < months; month++) {
    const next = population.slice();
    for (let from = 0; from < n; from++) {
      gravityShares(places, fall, population, from, rates, shares);
      for (let to = 0; to < n; to++) {
        const movers = (population[from]! * shares[to]!) / 12;
        moved[from * n + to]! += movers;
        next[from]! -= movers;
        next[to]! += movers;
      }
    }
    population = next;
  }
  return { population, moved };
}

/**
 * Rates of moves from one place to each [/year]. A country of one area has no moves between areas.
 * @param out by place
 */
function gravityShares(
  { area, country }: PlaceTable,
  fall: Float64Array,
  population: Float64Array,
  from: number,
  { moving, betweenAreas }: MovingRates,
  out: Float64Array,
): void {
  let [near, far] = [0, 0];
  for (let to = 0; to < out.length; to++) {
    out[to] = country[to] === country[from] ? population[to]! * fall[from * out.length + to]! : 0;
    if (area[to] === area[from]) near += out[to]!;
    else far += out[to]!;
  }
  for (let to = 0; to < out.length; to++) {
    const within = area[to] === area[from];
    if (within) out[to]! *= (moving - betweenAreas) / near;
    else out[to]! *= far > 0 ? betweenAreas / far : 0;
  }
}

/** The naive models on every part of every fact. */
export function baselineValues(world: World): Readonly<Record<FactPart, BaselineValue>> {
  const rates = observedRates(loadDepartements());
  const { places } = world;
  const run = runGravity(world, rates, MONTHS);
  return {
    F01: {
      gravity: rentElasticity(places, run.population),
      fixed: rentElasticity(places),
      why: `rents of the table; inhabitants after ${MONTHS} months of gravity, or those of the table`,
    },
    ...movingValues(world, run),
    ...NULL_VALUES,
  };
}

/** F03, from what the gravity model did. */
function movingValues({ places }: World, { moved }: GravityRun): Record<FactPart, BaselineValue> {
  const n = places.count;
  const all = places.population.reduce((sum, each) => sum + each, 0);
  const rate = (test: (from: number, to: number) => boolean) => {
    const sum = moved.reduce(
      (persons, each, pair) => (test(Math.floor(pair / n), pair % n) ? persons + each : persons),
      0,
    );
    return (100 * sum * 12) / MONTHS / all;
  };
  const why = "movers of the gravity model, whose rates are put in; nobody moves with fixed shares";
  const alike = { gravity: 1, fixed: null, why: "households are alike; with fixed shares nobody moves" };
  return {
    "F03.a": { gravity: rate(() => true), fixed: 0, why },
    "F03.b": { gravity: rate((from, to) => places.area[from] !== places.area[to]), fixed: 0, why },
    "F03.c": alike,
    "F03.d": alike,
  };
}

const both = (value: number | null, why: string): BaselineValue => ({ gravity: value, fixed: value, why });
const NO_TIES = "the model has no ties";

/** Values that follow from the definition: nothing responds, households are alike. */
const NULL_VALUES: Readonly<Record<FactPart, BaselineValue>> = {
  F02: both(1, "households are alike: the same part of them teleworks everywhere"),
  "F04.a": both(null, NO_TIES),
  "F04.b": both(null, NO_TIES),
  F05: both(null, "the model has no civic life"),
  F06: both(0, "rents do not respond to telework: the slope stays that of the table"),
  "F07.a": both(0, "prices do not respond to remote workers"),
  "F07.b": both(null, "a part of no effect: 0 / 0"),
  "F08.a": both(1, "households are alike: the same part of them teleworks at every distance"),
  "F08.b": both(0, "homes and jobs do not respond to telework"),
  F09: { gravity: null, fixed: 0, why: "gravity has no ties; with fixed shares no tie is ever lost" },
  "F10.a": both(1, "loneliness does not respond to a shock"),
  "F10.b": both(1, "loneliness does not respond to a shock"),
  "F10.c": both(1, "loneliness does not respond to a shock"),
  "F11.a": both(0, "households are alike: loneliness has no slope in age, income or ties"),
  "F11.b": both(1, "households are alike: loneliness is the same at all ages"),
  F12: both(null, "a ratio of no effects: 0 / 0"),
  "F13.a": both(0, "nobody moves farther or travels more because of telework: no rebound"),
  "F13.b": both(1, "households are alike: commuting emits the same everywhere"),
  "F13.c": both(1, "households are alike: commuting emits the same everywhere"),
  "F14.a": both(0, "use does not respond to limits"),
  "F14.b": both(null, "a part of no effect: 0 / 0"),
  "F15.a": both(0, "rents and wages do not respond to telework"),
  "F15.b": both(0, "no effect shrinks with supply elasticity"),
  "F16.a": both(null, "the model has no platforms"),
  "F16.b": both(0, "shares of platforms do not respond to interoperability"),
  "F17.a": both(1, "households are alike: as many contacts in cities of every size"),
  "F17.b": both(1, "households are alike: as many close ties in cities of every size"),
  "F17.c": both(0, "households are alike: the same clustering in cities of every size"),
};
