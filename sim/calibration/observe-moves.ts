/** Moves of a run, counted month by month: who moves, how often, how far (F03, B15, B18). */
import { ageYears } from "../model/ages.ts";
import { PLACE_CLASSES, ZONES } from "../model/places.ts";
import { EMPTY, FROM_HOSTS, HOUSED, OWNER, type Simulation, TENURES } from "../model/state.ts";

/** Ages that F03 tells apart: below 25, from 60 on [years]. */
const YOUNG_BELOW = 25;
const OLD_FROM = 60;
/** Poles of large areas: core or pole zone of an area of 200,000 inhabitants or more. */
const POLE_ZONES = [ZONES.indexOf("core"), ZONES.indexOf("pole")];
const LARGE_CLASSES = ["capital", "metropolis", "large"].map((name) =>
  (PLACE_CLASSES as readonly string[]).indexOf(name),
);

/** Moves of some months. */
export interface MoveCounts {
  /** Counts the moves of the month that has just passed. */
  note(sim: Simulation): void;
  /** Moves a year of 100 households. */
  movingRate(): number;
  /** Moves a year between urban areas of 100 households. */
  interAreaRate(): number;
  /** Rate of a tenure that households with a home of their own leave, over that of owners. */
  overOwners(tenure: number): number;
  /** Rate of heads below 25 over that of 60 and more. */
  youngOverOld(): number;
  /** Moves a year of 100 households with heads of 60 and more. */
  oldRate(): number;
  /** Of moves into the poles of large areas, those from the same pole [%]. */
  withinPole(): number;
}

/** Begins to count. */
export function countMoves(): MoveCounts {
  const households = { all: 0, tenure: new Float64Array(TENURES.length), young: 0, old: 0 };
  const moves = { all: 0, between: 0, tenure: new Float64Array(TENURES.length), young: 0, old: 0 };
  const poles = { into: 0, within: 0 };
  const tenureRate = (tenure: number) => moves.tenure[tenure]! / households.tenure[tenure]!;
  return {
    note(sim) {
      countHouseholds(sim, households);
      countMovers(sim, moves);
      countPoles(sim, poles);
    },
    movingRate: () => (1200 * moves.all) / households.all,
    interAreaRate: () => (1200 * moves.between) / households.all,
    overOwners: (tenure) => tenureRate(tenure) / tenureRate(OWNER),
    youngOverOld: () => moves.young / households.young / (moves.old / households.old),
    oldRate: () => (1200 * moves.old) / households.old,
    withinPole: () => (100 * poles.within) / poles.into,
  };
}

interface ByKind {
  all: number;
  readonly tenure: Float64Array;
  young: number;
  old: number;
}

/** Households of the month, those hosted by others only among all and by age. */
function countHouseholds(sim: Simulation, out: ByKind): void {
  const { status, tenure } = sim.households.data;
  for (let i = 0; i < sim.households.rows; i++) {
    if (status[i] === EMPTY) continue;
    const age = ageYears(sim, i);
    out.all++;
    if (status[i] === HOUSED) out.tenure[tenure[i]!]!++;
    if (age < YOUNG_BELOW) out.young++;
    if (age >= OLD_FROM) out.old++;
  }
}

/** Moves of the month; who leaves a home that is others' has not moved from one of their own. */
function countMovers(sim: Simulation, out: ByKind & { between: number }): void {
  const { count, household, origin, destination, reason, tenure } = sim.moves;
  const { area } = sim.input.places;
  for (let m = 0; m < count; m++) {
    out.all++;
    if (area[origin[m]!] !== area[destination[m]!]) out.between++;
    if (reason[m] === FROM_HOSTS) continue;
    const age = ageYears(sim, household[m]!);
    out.tenure[tenure[m]!]!++;
    if (age < YOUNG_BELOW) out.young++;
    if (age >= OLD_FROM) out.old++;
  }
}

function countPoles(sim: Simulation, out: { into: number; within: number }): void {
  const { count, origin, destination } = sim.moves;
  const { area, zone, placeClass } = sim.input.places;
  const isPole = (j: number) => POLE_ZONES.includes(zone[j]!);
  for (let m = 0; m < count; m++) {
    const [from, to] = [origin[m]!, destination[m]!];
    if (!isPole(to) || !LARGE_CLASSES.includes(placeClass[to]!)) continue;
    out.into++;
    if (isPole(from) && area[from] === area[to]) out.within++;
  }
}
