/**
 * Process 13, well-being (ODD 7.13): a weighted mean of eight parts, each of 0 to 1, and incomes after
 * housing. A twelfth of households is counted each month (turns.ts). Nothing depends on it.
 * Reads: strength, lonely, contract, floor, jobPlace, remoteDays, dependence, heat, say, levers.
 * Writes: adults, wellbeing, incomeSum, incomeLog, incomePersons, incomeBins.
 */
import { log } from "../core/math.ts";
import { travelMinutes } from "./arrangement.ts";
import { openTally, type SimulationPass, TALLY_BLOCK, tallyPlaces } from "./blocks.ts";
import { adultsOf } from "./climate.ts";
import type { Parameters } from "./parameters.ts";
import { consumptionUnits, householdIncome } from "./searcher.ts";
import { EMPTY, HOSTED, NONE, type Simulation } from "./state.ts";
import { firstOfTurn, TURN_BLOCK, TURNS, turnOf } from "./turns.ts";

/** Parts of well-being, in the order in which `wellbeingParts` writes them. */
export const WELLBEING_PARTS = [
  "ties",
  "company",
  "burden",
  "commute",
  "freedom",
  "services",
  "cool",
  "say",
] as const;

/** Classes of income after housing: steps of 20 %, from the least income on. */
const BIN_BITS = 5;
export const INCOME_BINS = 1 << BIN_BITS;
export const INCOME_STEP = 1.2;
/** Least income that counts, of the unit of income: debts are not incomes. */
export const LEAST_INCOME = 0.05;

/** Sums by place that the count of feelings makes. */
const FEELING_SUMS = 5;
/** Bits of the number of persons of a household. */
const PERSON_BITS = 4;
const PERSON_MASK = 15;

const parts = new Float64Array(WELLBEING_PARTS.length);

/** One month: the sums of the households whose turn it is. */
export function feelWell(sim: Simulation): void {
  countFeelings(sim, turnOf(sim.month));
}

/** All turns at once: the founders. */
export function foundWellbeing(sim: Simulation): void {
  for (let turn = 0; turn < TURNS; turn++) countFeelings(sim, turn);
}

/** Sums of one turn by place, and persons by class of income. */
function countFeelings(sim: Simulation, turn: number): void {
  const { adults, wellbeing, incomeSum, incomeLog, incomePersons } = sim.places.data;
  sim.workspace.turn = turn;
  const tally = tallyPlaces(sim, addFeelings, FEELING_SUMS);
  for (let j = 0; j < sim.places.rows; j++) {
    const [at, from] = [j * TURNS + turn, j * FEELING_SUMS];
    adults[at] = tally[from]!;
    wellbeing[at] = tally[from + 1]!;
    incomePersons[at] = tally[from + 2]!;
    incomeSum[at] = tally[from + 3]!;
    incomeLog[at] = tally[from + 4]!;
  }
  countClasses(sim, turn);
}

/** Persons by class of income, from the lists of all blocks. */
function countClasses(sim: Simulation, turn: number): void {
  const { incomeBins } = sim.places.data;
  const { residents: list, blockCount } = sim.workspace;
  for (let j = 0; j < sim.places.rows; j++) {
    const first = (j * TURNS + turn) * INCOME_BINS;
    incomeBins.fill(0, first, first + INCOME_BINS);
  }
  for (let from = 0; from < sim.households.rows; from += TALLY_BLOCK) {
    const end = from + blockCount[from / TALLY_BLOCK]!;
    for (let entry = from; entry < end; entry++) {
      const packed = list[entry]!;
      const j = packed >>> (PERSON_BITS + BIN_BITS);
      const bin = (packed >>> PERSON_BITS) & (INCOME_BINS - 1);
      incomeBins[(j * TURNS + turn) * INCOME_BINS + bin]! += packed & PERSON_MASK;
    }
  }
}

/**
 * Those sums, of a block. out: place, class of income and persons of each household, side by side in the
 * memory of residents
 */
function addFeelings(sim: Simulation, from: number, to: number): void {
  const { status, place, composition, size } = sim.households.data;
  const { tally, turn, residents: list, blockCount } = sim.workspace;
  const sums = openTally(sim, from, FEELING_SUMS);
  const lnLeast = log(LEAST_INCOME);
  const lnStep = log(INCOME_STEP);
  let entry = from;
  for (let first = firstOfTurn(from, turn); first < to; first += TURNS * TURN_BLOCK) {
    const end = Math.min(to, first + TURN_BLOCK);
    for (let i = first; i < end; i++) {
      if (status[i] === EMPTY) continue;
      const at = sums + place[i]! * FEELING_SUMS;
      const people = size[i]!;
      const grown = adultsOf(composition[i]!, people);
      const income = householdIncome(sim, i);
      const left = incomeAfterHousing(sim, i, income);
      const ln = log(left);
      const bin = Math.max(0, Math.min(INCOME_BINS - 1, Math.floor((ln - lnLeast) / lnStep)));
      tally[at]! += grown;
      tally[at + 1]! += grown * wellbeingOf(sim, i, income);
      tally[at + 2]! += people;
      tally[at + 3]! += people * left;
      tally[at + 4]! += people * left * ln;
      list[entry++] = (((place[i]! << BIN_BITS) | bin) << PERSON_BITS) | people;
    }
  }
  blockCount[from / TALLY_BLOCK] = entry - from;
}

/** Housing of a month: contract x floor, an owner's user cost included; hosted households pay none. */
function housingCost(sim: Simulation, i: number): number {
  const { contract, floor, status } = sim.households.data;
  return status[i] === HOSTED ? 0 : contract[i]! * floor[i]!;
}

/**
 * Income after housing for each consumption unit, in units of `incomeUnit`, at least 0.05: (income -
 * contract x floor) / units. @param income of the household [EUR/month]
 */
export function incomeAfterHousing(sim: Simulation, i: number, income: number): number {
  const { composition, size } = sim.households.data;
  const left = (income - housingCost(sim, i)) / consumptionUnits(composition[i]!, size[i]!);
  return Math.max(LEAST_INCOME, left / sim.parameters.incomeUnit);
}

/** Well-being of a household's adults, 0 … 1: sum of weight x part over the sum of weights. */
export function wellbeingOf(sim: Simulation, i: number, income: number): number {
  wellbeingParts(sim, i, income, parts);
  return weighParts(sim.parameters, parts);
}

/** Well-being from its parts: sum of weight x part over the sum of weights. */
export function weighParts(p: Parameters, parts: Float64Array): number {
  const near = p.wellTies * parts[0]! + p.wellCompany * parts[1]!;
  const home = p.wellBurden * parts[2]! + p.wellCommute * parts[3]!;
  const reach = p.wellFreedom * parts[4]! + p.wellServices * parts[5]!;
  const town = p.wellCool * parts[6]! + p.wellSay * parts[7]!;
  const total = p.wellTies + p.wellCompany + p.wellBurden + p.wellCommute;
  const rest = p.wellFreedom + p.wellServices + p.wellCool + p.wellSay;
  return (near + home + reach + town) / Math.max(1e-9, total + rest);
}

/**
 * Parts of well-being of a household, each of 0 (worst) to 1: ties s/(s + half), not lonely, 1 - housing
 * over income, 1 - hours of commuting over the most a worker has, 1 - o, services x/(x + 1), 1 - heat, say.
 * @param out eight parts, in the order of WELLBEING_PARTS
 */
export function wellbeingParts(sim: Simulation, i: number, income: number, out: Float64Array): void {
  const { parameters: p, workspace } = sim;
  const h = sim.households.data;
  const j = h.place[i]!;
  const o = h.dependence[i]!;
  const reach = (1 - o) * workspace.localServices[j]! + o * workspace.broadband[j]!;
  const burden = housingCost(sim, i) / Math.max(1, income);
  out[0] = h.strength[i]! / (h.strength[i]! + p.wellTiesHalf);
  out[1] = 1 - h.lonely[i]!;
  out[2] = 1 - Math.min(1, burden / p.wellBurdenMost);
  out[3] = 1 - Math.min(1, commuteHours(sim, i) / p.wellCommuteMost);
  out[4] = 1 - o;
  out[5] = reach / (reach + 1);
  out[6] = 1 - Math.min(1, workspace.climate.heat[j]!);
  out[7] = sim.places.data.say[j]!;
}

/** Commuting for each worker of a household [h/week]. */
function commuteHours(sim: Simulation, i: number): number {
  const { workers, remoteDays, jobPlace, place } = sim.households.data;
  let minutes = 0;
  for (let at = i * 2; at < i * 2 + workers[i]!; at++) {
    const days = 5 - remoteDays[at]!;
    if (days > 0 && jobPlace[at] !== NONE) minutes += 2 * days * travelMinutes(sim, place[i]!, jobPlace[at]!);
  }
  return minutes / 60 / Math.max(1, workers[i]!);
}

/** What threads do together. */
export const WELLBEING_PASSES: readonly SimulationPass[] = [addFeelings];
