/** Naive twin of the civic indicators (sim/output/civic-indicators.ts), from lists of places and persons. */
import { publicCost } from "../../sim/model/accounts.ts";
import { PLACE_CLASSES } from "../../sim/model/places.ts";
import type { Simulation } from "../../sim/model/state.ts";
import { INCOME_BINS, INCOME_STEP, LEAST_INCOME } from "../../sim/model/wellbeing.ts";
import type { NaiveIndicators } from "./indicators.ts";

const TURNS = 12;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Turns of a place in a column of sums by turn. */
const turns = (column: Float64Array, j: number) => sum([...column.subarray(j * TURNS, (j + 1) * TURNS)]);

/** All civic indicators of the present month. */
export function naiveCivic(sim: Simulation): NaiveIndicators {
  const at = sim.places.data;
  const { placeClass } = sim.input.places;
  const all = Array.from({ length: sim.places.rows }, (_, j) => j);
  const groups = [all, ...PLACE_CLASSES.map((_, c) => all.filter((j) => placeClass[j] === c))];
  const over = (value: (j: number) => number, by: (j: number) => number) =>
    groups.map((members) => sum(members.map(value)) / Math.max(1, sum(members.map(by))));
  const adults = (j: number) => turns(at.adults, j);
  const mean = (column: Float64Array, factor = 1) => over((j) => factor * adults(j) * column[j]!, adults);
  const persons = sum(all.map((j) => at.persons[j]!)) * sim.scale;
  const counts = all.map((j) => bins(sim, j));
  const uneven = groups.map((members) => theil(sim, members));
  return {
    participation: mean(at.participation, 100),
    trust: mean(at.trust),
    contestation: mean(at.contestation),
    say: mean(at.say),
    heat: mean(at.heat),
    wellbeing: over((j) => turns(at.wellbeing, j), adults),
    emissions: over(
      (j) => 12 * at.emissions[j]!,
      (j) => at.persons[j]!,
    ),
    publicCost: groups.map(() => (12 * publicCost(sim.ledger)) / Math.max(1, persons)),
    gini: groups.map((members) => gini(members.map((j) => counts[j]!))),
    theilWithin: uneven.map((each) => each.within),
    theilBetween: uneven.map((each) => each.between),
    dissimilarity: groups.map((members) => dissimilarity(counts, members)),
  };
}

/** Persons of a place by class of income. */
function bins(sim: Simulation, j: number): number[] {
  const { incomeBins } = sim.places.data;
  return Array.from({ length: INCOME_BINS }, (_, bin) =>
    sum(Array.from({ length: TURNS }, (_, turn) => incomeBins[(j * TURNS + turn) * INCOME_BINS + bin]!)),
  );
}

/** Mean difference of two persons over twice the mean, every pair of classes. */
function gini(each: readonly number[][]): number {
  const people = Array.from({ length: INCOME_BINS }, (_, bin) => sum(each.map((counts) => counts[bin]!)));
  const income = people.map((_, bin) => LEAST_INCOME * INCOME_STEP ** (bin + 0.5));
  const all = sum(people);
  const mean = sum(people.map((count, bin) => count * income[bin]!)) / all;
  const gaps = people.flatMap((a, x) => people.map((b, y) => a * b * Math.abs(income[x]! - income[y]!)));
  return all > 0 ? sum(gaps) / (2 * all * all * mean) : 0;
}

function theil(sim: Simulation, members: readonly number[]): { within: number; between: number } {
  const { incomePersons, incomeSum, incomeLog } = sim.places.data;
  const { area } = sim.input.places;
  const areas = [...new Set(members.map((j) => area[j]!))].map((a) => members.filter((j) => area[j] === a));
  const of = (column: Float64Array, places: readonly number[]) => sum(places.map((j) => turns(column, j)));
  const [people, income] = [of(incomePersons, members), of(incomeSum, members)];
  if (people === 0) return { within: 0, between: 0 };
  const lived = areas.filter((places) => of(incomePersons, places) > 0);
  const share = (places: readonly number[]) => of(incomeSum, places) / income;
  const mean = (places: readonly number[]) => of(incomeSum, places) / of(incomePersons, places);
  const between = lived.map((places) => share(places) * Math.log(mean(places) / (income / people)));
  const within = lived.map((places) => {
    const own = of(incomeLog, places) / of(incomeSum, places) - Math.log(mean(places));
    return share(places) * own;
  });
  return { within: sum(within), between: sum(between) };
}

/** @param counts persons of every place by class of income */
function dissimilarity(counts: readonly number[][], members: readonly number[]): number {
  const whole = Array.from({ length: INCOME_BINS }, (_, bin) => sum(counts.map((each) => each[bin]!)));
  let left = sum(whole) / 3;
  const taken = whole.map((count) => {
    const part = Math.min(count, left);
    left -= part;
    return count > 0 ? part / count : 0;
  });
  const low = counts.map((each) => sum(each.map((count, bin) => count * taken[bin]!)));
  const high = counts.map((each, j) => sum(each) - low[j]!);
  const [lows, highs] = [sum(members.map((j) => low[j]!)), sum(members.map((j) => high[j]!))];
  const gap = (j: number) => Math.abs(low[j]! / Math.max(1e-9, lows) - high[j]! / Math.max(1e-9, highs));
  return sum(members.map(gap)) / 2;
}
