/**
 * Sums over households by group (ODD 7.13), in passes that threads share out. A household is summed twice,
 * by a cell of age, income and tenure and by one of occupation, living alone and zone; the sum of a group is
 * that of its cells.
 */
import { ageYears } from "../model/ages.ts";
import { travelMinutes } from "../model/arrangement.ts";
import { openSums, type SimulationPass, tallySums } from "../model/blocks.ts";
import { adultsOf, commuteKg } from "../model/climate.ts";
import { ZONES } from "../model/places.ts";
import { householdIncome } from "../model/searcher.ts";
import { ALONE, EMPTY, HOUSED, NONE, OCCUPATIONS, OWNER, type Simulation, TENURES } from "../model/state.ts";
import { incomeAfterHousing, WELLBEING_PARTS, weighParts, wellbeingParts } from "../model/wellbeing.ts";
import { findThirds, incomeBits, THIRD_PASSES } from "./income-thirds.ts";

/** Youngest head of each band of ages after the first [years]. */
const AGE_FROM = [25, 40, 60, 75] as const;

/** By what households are told apart, and the groups of each. */
export const DIMENSIONS = {
  all: ["all"],
  age: ["under 25", "25-39", "40-59", "60-74", "75 and over"],
  income: ["poorer third", "middle third", "richer third"],
  tenure: [...TENURES, "hosted"],
  occupation: [...OCCUPATIONS, "no job"],
  alone: ["alone", "with others"],
  zone: ZONES,
} as const;

/** What is summed of every group. */
export const GROUP_SUMS = [
  ...(["households", "tenants", "workers", "commuters", "adults"] as const),
  ...(["incomeAfterHousing", "rentBurden", "lonely", "isolated", "dependence", "hoursOnline"] as const),
  ...(["closeTies", "weakTies", "remoteDays", "commuteMinutes", "commuteEmissions", "wellbeing"] as const),
  ...WELLBEING_PARTS,
] as const;
export type GroupSum = (typeof GROUP_SUMS)[number];
const WIDTH = GROUP_SUMS.length;
const FIRST_PART = WIDTH - WELLBEING_PARTS.length;

/** Dimensions whose groups make the two kinds of cells. */
const CELLS: readonly (readonly (keyof typeof DIMENSIONS)[])[] = [
  ["age", "income", "tenure"],
  ["occupation", "alone", "zone"],
];
/** How many cells there are of each kind. */
const CELL_COUNTS = CELLS.map((names) => names.reduce((cells, name) => cells * DIMENSIONS[name].length, 1));
const FIRST_CELLS = CELL_COUNTS[0]!;
const SIZE = CELL_COUNTS.reduce((sum, each) => sum + each, 0) * WIDTH;

/** Sums of a block, by cell; values of one household. */
const by = new Float64Array(SIZE);
const values = new Float64Array(WIDTH);
const parts = new Float64Array(WELLBEING_PARTS.length);

/** Sums by group: a number for the group-th group of a dimension. */
export type GroupSums = (dimension: keyof typeof DIMENSIONS, group: number, name: GroupSum) => number;

/** Sums of the present month; valid until the next sums are made. */
export function sumGroups(sim: Simulation): GroupSums {
  findThirds(sim);
  const sums = tallySums(sim, addGroups, SIZE);
  return (dimension, group, name) => {
    const k = GROUP_SUMS.indexOf(name);
    const kind = Math.max(
      0,
      CELLS.findIndex((names) => names.includes(dimension)),
    );
    const names = CELLS[kind]!;
    const after = names.slice(names.indexOf(dimension) + 1);
    const stride = after.reduce((cells, each) => cells * DIMENSIONS[each].length, 1);
    let sum = 0;
    for (let cell = 0; cell < CELL_COUNTS[kind]!; cell++) {
      const here = dimension === "all" ? 0 : Math.floor(cell / stride) % DIMENSIONS[dimension].length;
      if (here === group) sum += sums[(kind * FIRST_CELLS + cell) * WIDTH + k]!;
    }
    return sum;
  };
}

function addGroups(sim: Simulation, from: number, to: number): void {
  const { status } = sim.households.data;
  const { incomeCuts } = sim.workspace;
  const incomes = incomeBits(sim);
  const first = openSums(sim, from, SIZE);
  const [empty, width, firstCells] = [EMPTY, WIDTH, FIRST_CELLS];
  by.fill(0);
  for (let i = from; i < to; i++) {
    if (status[i] === empty) continue;
    const third = incomes[i]! < incomeCuts[0]! ? 0 : incomes[i]! < incomeCuts[1]! ? 1 : 2;
    const a = firstCell(sim, i, third) * width;
    const b = (firstCells + secondCell(sim, i)) * width;
    note(sim, i);
    for (let k = 0; k < width; k++) {
      by[a + k]! += values[k]!;
      by[b + k]! += values[k]!;
    }
  }
  sim.workspace.tally.set(by, first);
}

/** Cell of age, income and tenure. */
function firstCell(sim: Simulation, i: number, third: number): number {
  const { status, tenure } = sim.households.data;
  const age = ageYears(sim, i);
  let band = 0;
  while (band < AGE_FROM.length && age >= AGE_FROM[band]!) band++;
  const held = status[i] === HOUSED ? tenure[i]! : TENURES.length;
  return (band * 3 + third) * (TENURES.length + 1) + held;
}

/** Cell of occupation, living alone and zone. */
function secondCell(sim: Simulation, i: number): number {
  const { workers, occupation, composition, place } = sim.households.data;
  const held = workers[i] === 0 ? OCCUPATIONS.length : occupation[i * 2]!;
  const others = composition[i] === ALONE ? 0 : 1;
  return (held * 2 + others) * ZONES.length + sim.input.places.zone[place[i]!]!;
}

/** What one household adds to the sums of its cells. out: values, in the order of GROUP_SUMS */
function note(sim: Simulation, i: number): void {
  const h = sim.households.data;
  const income = householdIncome(sim, i);
  const adults = adultsOf(h.composition[i]!, h.size[i]!);
  const rents = h.tenure[i] !== OWNER && h.status[i] === HOUSED ? 1 : 0;
  values[0] = 1;
  values[1] = rents;
  values[2] = h.workers[i]!;
  values[4] = adults;
  values[5] = incomeAfterHousing(sim, i, income) * sim.parameters.incomeUnit;
  values[6] = rents * Math.min(1, (h.contract[i]! * h.floor[i]!) / Math.max(1, income));
  values[7] = h.lonely[i]!;
  values[8] = h.isolated[i]!;
  values[9] = h.dependence[i]!;
  values[10] = h.online[i]!;
  values[11] = sim.ties.count[i]!;
  values[12] = h.weakLocal[i]! + h.weakOnline[i]!;
  noteWork(sim, i);
  wellbeingParts(sim, i, income, parts);
  values[16] = adults * weighParts(sim.parameters, parts);
  for (let k = 0; k < parts.length; k++) values[FIRST_PART + k] = adults * parts[k]!;
}

/** Remote days, minutes and emissions of a household's workers. */
function noteWork(sim: Simulation, i: number): void {
  const { workers, remoteDays, jobPlace, place } = sim.households.data;
  let commuters = 0;
  let days = 0;
  let minutes = 0;
  for (let at = i * 2; at < i * 2 + workers[i]!; at++) {
    days += remoteDays[at]!;
    if (remoteDays[at] === 5 || jobPlace[at] === NONE) continue;
    commuters++;
    minutes += travelMinutes(sim, place[i]!, jobPlace[at]!);
  }
  values[3] = commuters;
  values[13] = days;
  values[14] = minutes;
  values[15] = commuteKg(sim, i);
}

/** What threads do together. */
export const GROUP_PASSES: readonly SimulationPass[] = [addGroups, ...THIRD_PASSES];
