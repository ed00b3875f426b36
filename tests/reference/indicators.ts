/** Naive twin of the indicators (sim/output/indicators.ts): each one a sum or mean over a list. */
import { ageYears } from "../../sim/model/ages.ts";
import { travelMinutes } from "../../sim/model/arrangement.ts";
import { PLACE_CLASSES } from "../../sim/model/places.ts";
import { householdIncome } from "../../sim/model/searcher.ts";
import { servicesWithin } from "../../sim/model/shocks.ts";
import {
  COMPOSITIONS,
  EMPTY,
  HOSTED,
  HOUSED,
  NONE,
  OWNER,
  type Simulation,
  TIE_KINDS,
} from "../../sim/model/state.ts";
import { naiveCivic } from "./civic-indicators.ts";
import { ofPlatformsAndCommons } from "./digital-indicators.ts";
import { naiveHousing } from "./housing-indicators.ts";

/** Values by indicator: all places, then the classes. */
export type NaiveIndicators = Readonly<Record<string, readonly number[]>>;

/** All indicators of the present month. */
export function naiveIndicators(sim: Simulation): NaiveIndicators {
  return {
    ...ofHouseholds(sim),
    ...ofPlaces(sim),
    ...ofPlatformsAndCommons(sim),
    ...ofMoves(sim),
    ...naiveCivic(sim),
    ...naiveHousing(sim),
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Sums of the classes, and before them their sum. */
const withAll = (classes: readonly number[]) => [sum(classes), ...classes];

/** Indicators that are means over households, workers, tenants or commuters. */
function ofHouseholds(sim: Simulation): NaiveIndicators {
  const h = sim.households.data;
  const { placeClass } = sim.input.places;
  const all = Array.from({ length: sim.households.rows }, (_, i) => i).filter((i) => h.status[i] !== EMPTY);
  const classes = PLACE_CLASSES.map((_, c) => all.filter((i) => placeClass[h.place[i]!] === c));
  const tenants = classes.map((members) =>
    members.filter((i) => h.tenure[i] !== OWNER && h.status[i] === HOUSED),
  );
  const workers = classes.map((members) =>
    members.flatMap((i) => [2 * i, 2 * i + 1].slice(0, h.workers[i]!)),
  );
  const employedOf = (i: number) =>
    [2 * i, 2 * i + 1].slice(0, h.workers[i]!).filter((at) => h.jobPlace[at] !== NONE);
  const employed = classes.map((members) => members.flatMap(employedOf));
  const totals = (groups: readonly number[][], value: (member: number) => number) =>
    withAll(groups.map((members) => sum(members.map(value))));
  const mean = (groups: readonly number[][], value: (member: number) => number) => {
    const counts = withAll(groups.map((members) => members.length));
    return totals(groups, value).map((total, g) => total / Math.max(1, counts[g]!));
  };
  const percent = (groups: readonly number[][], value: (member: number) => number) => {
    const counts = withAll(groups.map((members) => members.length));
    return totals(groups, value).map((total, g) => total * (100 / Math.max(1, counts[g]!)));
  };
  const scaled = (sums: readonly number[], factor: number, groups: readonly number[][]) => {
    const counts = withAll(groups.map((members) => members.length));
    return sums.map((total, g) => total * (factor / Math.max(1, counts[g]!)));
  };
  const kinds = TIE_KINDS.map((kind, k) => [
    `ties${kind[0]!.toUpperCase()}${kind.slice(1)}`,
    mean(classes, (i) => kindsOf(sim, i).filter((each) => each === k).length),
  ]);
  return {
    ...Object.fromEntries(kinds),
    hosted: percent(classes, (i) => Number(h.status[i] === HOSTED)),
    livingAlone: percent(classes, (i) => Number(COMPOSITIONS[h.composition[i]!] === "alone")),
    meanAge: mean(classes, (i) => ageYears(sim, i)),
    lonely: percent(classes, (i) => h.lonely[i]!),
    isolated: percent(classes, (i) => h.isolated[i]!),
    dependence: mean(classes, (i) => h.dependence[i]!),
    hoursOnline: mean(classes, (i) => h.online[i]!),
    weakTies: mean(classes, (i) => h.weakLocal[i]! + h.weakOnline[i]!),
    rentBurden: percent(tenants, (i) =>
      Math.min(1, (h.contract[i]! * h.floor[i]!) / Math.max(1, householdIncome(sim, i))),
    ),
    remoteDays: mean(employed, (at) => h.remoteDays[at]!),
    ...ofCommutes(sim, classes),
    officeAttendance: scaled(
      totals(employed, (at) => 5 - h.remoteDays[at]!),
      20,
      employed,
    ),
    unemployment: percent(workers, (at) => Number(h.jobPlace[at] === NONE)),
    independents: percent(employed, (at) => (h.independent[Math.floor(at / 2)]! >> (at % 2)) & 1),
  };
}

/** Indicators of days at home and on the way, summed household by household. */
function ofCommutes(sim: Simulation, classes: readonly number[][]): NaiveIndicators {
  const h = sim.households.data;
  const workers = (i: number) => [2 * i, 2 * i + 1].slice(0, h.workers[i]!);
  const employed = (i: number) => workers(i).filter((at) => h.jobPlace[at] !== NONE);
  const commuters = (i: number) => employed(i).filter((at) => h.remoteDays[at] !== 5);
  const minutes = (i: number, at: number) => travelMinutes(sim, h.place[i]!, h.jobPlace[at]!);
  const total = (value: (i: number) => number) => withAll(classes.map((members) => sum(members.map(value))));
  const jobs = total((i) => employed(i).length).map((each) => Math.max(1, each));
  const commutes = total((i) => commuters(i).length).map((each) => Math.max(1, each));
  const ways = total((i) => sum(commuters(i).map((at) => minutes(i, at))));
  const weeks = total((i) => sum(commuters(i).map((at) => (5 - h.remoteDays[at]!) * minutes(i, at))));
  const alone = total((i) => {
    const days = sum(employed(i).map((at) => h.remoteDays[at]!));
    return days * (1 - sim.places.data.hubShare[h.place[i]!]!);
  });
  return {
    commuteMinutes: ways.map((each, g) => each / commutes[g]!),
    hoursCommuting: weeks.map((each, g) => each * (2 / 60 / jobs[g]!)),
    hoursAlone: alone.map((each, g) => each * (sim.parameters.workHours / 5 / jobs[g]!)),
  };
}

function kindsOf({ ties }: Simulation, i: number): number[] {
  return [...ties.label.subarray(i * ties.slots, i * ties.slots + ties.count[i]!)].map((label) => label & 7);
}

/** Indicators that are sums or means over places. */
function ofPlaces(sim: Simulation): NaiveIndicators {
  const p = sim.places.data;
  const { placeClass } = sim.input.places;
  const all = Array.from({ length: sim.places.rows }, (_, j) => j);
  const groups = [all, ...PLACE_CLASSES.map((_, c) => all.filter((j) => placeClass[j] === c))];
  const wide = (column: Float64Array, j: number, width: number) =>
    sum([...column.subarray(j * width, (j + 1) * width)]);
  const total = (value: (j: number) => number) => groups.map((members) => sum(members.map(value)));
  const households = total((j) => p.households[j]!);
  const population = total((j) => p.persons[j]! * sim.scale);
  const dwellings = total((j) => wide(p.stock, j, 3) - p.reserve[j]!);
  const free = total((j) => wide(p.stock, j, 3) - p.reserve[j]! - wide(p.occupied, j, 3));
  const perHousehold = (column: Float64Array) =>
    total((j) => column[j]! * p.households[j]!).map((each, g) => each / Math.max(1, households[g]!));
  return {
    population,
    households: total((j) => p.households[j]! * sim.scale),
    netMigration: total((j) => wide(p.migration, j, 12) * sim.scale).map(
      (each, g) => each * (1000 / Math.max(1, population[g]!)),
    ),
    rent: perHousehold(p.rent),
    price: perHousehold(p.price),
    services: perHousehold(p.services.map((_, j) => servicesWithin(sim, j))),
    vacancy: free.map((each, g) => (100 * each) / Math.max(1, dwellings[g]!)),
  };
}

/** Moves of the last twelve months over households, at a yearly rate. */
function ofMoves(sim: Simulation): NaiveIndicators {
  const groups = 1 + PLACE_CLASSES.length;
  const months = Math.min(12, sim.elapsed);
  const households = ofPlaces(sim).households!.map((each) => each / sim.scale);
  const rate = (ring: Float64Array) =>
    households.map((count, g) => {
      const factor = months === 0 ? 0 : (100 * 12) / months / Math.max(1, count);
      return sum(Array.from({ length: 12 }, (_, m) => ring[m * groups + g]! * factor));
    });
  return { movingRate: rate(sim.moveCounts.all), interAreaRate: rate(sim.moveCounts.betweenAreas) };
}
