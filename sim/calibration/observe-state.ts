/** What a run is like at a month: telework, platforms, participation (F02, F05, A53, D10-D13). */
import { ageYears } from "../model/ages.ts";
import { COUNTRIES, PLACE_CLASSES } from "../model/places.ts";
import { EMPTY, NONE, type Simulation } from "../model/state.ts";

const FRANCE = COUNTRIES.indexOf("FR");
const METROPOLITAN = [PLACE_CLASSES.indexOf("capital"), PLACE_CLASSES.indexOf("metropolis")];

/** Telework of those with a job by where they live; levels are of employees in France, as facts are. */
export interface Telework {
  /** Employees who work at home a day a week or more, in France [%]. */
  readonly rate: number;
  /** That rate in metropolises and capitals over that elsewhere, in both countries. */
  readonly metropolitan: number;
  /** Their days a week, in France. */
  readonly days: number;
}

/** Telework in the present month. */
export function telework(sim: Simulation): Telework {
  const { status, workers, jobPlace, remoteDays, place, independent } = sim.households.data;
  const { placeClass, country } = sim.input.places;
  const france = { jobs: 0, remote: 0, days: 0 };
  const metropolis = { jobs: 0, remote: 0 };
  const elsewhere = { jobs: 0, remote: 0 };
  for (let i = 0; i < sim.households.rows; i++) {
    if (status[i] === EMPTY) continue;
    const home = place[i]!;
    const here = METROPOLITAN.includes(placeClass[home]!) ? metropolis : elsewhere;
    for (let at = i * 2; at < i * 2 + workers[i]!; at++) {
      if (jobPlace[at] === NONE) continue;
      const days = remoteDays[at]!;
      const away = days > 0 ? 1 : 0;
      here.jobs++;
      here.remote += away;
      if (country[home] !== FRANCE || ((independent[i]! >> (at & 1)) & 1) === 1) continue;
      france.jobs++;
      france.remote += away;
      france.days += days;
    }
  }
  return {
    rate: (100 * france.remote) / france.jobs,
    metropolitan: metropolis.remote / metropolis.jobs / (elsewhere.remote / elsewhere.jobs),
    days: france.days / Math.max(1, france.remote),
  };
}

/** Platforms of households. */
export interface PlatformUse {
  /** Of those who have any: those with giant A, with the commons', with two or more [%]. */
  readonly giant: number;
  readonly commons: number;
  readonly several: number;
  /** Heads below 25, and of 75 and more, who have any [%]. */
  readonly young: number;
  readonly old: number;
}

/** Use of platforms in the present month. */
export function platformUse(sim: Simulation): PlatformUse {
  const { status, platforms } = sim.households.data;
  const count = { any: 0, giant: 0, commons: 0, several: 0 };
  const young = { all: 0, any: 0 };
  const old = { all: 0, any: 0 };
  for (let i = 0; i < sim.households.rows; i++) {
    if (status[i] === EMPTY) continue;
    const set = platforms[i]!;
    const any = set === 0 ? 0 : 1;
    const age = ageYears(sim, i);
    if (age < 25) [young.all, young.any] = [young.all + 1, young.any + any];
    if (age >= 75) [old.all, old.any] = [old.all + 1, old.any + any];
    count.any += any;
    count.giant += set & 1;
    count.commons += (set >> 2) & 1;
    if ((set & (set - 1)) !== 0) count.several++;
  }
  const share = (part: number, whole: number) => (100 * part) / whole;
  return {
    giant: share(count.giant, count.any),
    commons: share(count.commons, count.any),
    several: share(count.several, count.any),
    young: share(young.any, young.all),
    old: share(old.any, old.all),
  };
}

/** Life together [%]. */
export interface CivicLife {
  /** Adults who take part in what their town asks them. */
  readonly participation: number;
  /** Households without any meeting, and those lonely most of the time. */
  readonly isolated: number;
  readonly lonely: number;
}

/** Life together in the present month. */
export function civicLife(sim: Simulation): CivicLife {
  const { participation, persons } = sim.places.data;
  const { status, isolated, lonely } = sim.households.data;
  const count = { people: 0, active: 0, households: 0, isolated: 0, lonely: 0 };
  for (const [j, share] of participation.entries()) {
    count.people += persons[j]!;
    count.active += share * persons[j]!;
  }
  for (let i = 0; i < sim.households.rows; i++) {
    if (status[i] === EMPTY) continue;
    count.households++;
    count.isolated += isolated[i]!;
    count.lonely += lonely[i]!;
  }
  const share = (part: number, whole: number) => (100 * part) / whole;
  return {
    participation: share(count.active, count.people),
    isolated: share(count.isolated, count.households),
    lonely: share(count.lonely, count.households),
  };
}

/** Households whose habit of time online is beyond what counts as compulsive [%]. */
export function compulsive(sim: Simulation): number {
  const { status, habit } = sim.households.data;
  let [all, beyond] = [0, 0];
  for (let i = 0; i < sim.households.rows; i++) {
    if (status[i] === EMPTY) continue;
    all++;
    if (habit[i]! > sim.parameters.compulsion) beyond++;
  }
  return (100 * beyond) / all;
}
