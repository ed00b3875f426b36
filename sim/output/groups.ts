/**
 * Households by group (ODD 7.13), once a year: by age, income, tenure, occupation, living alone and
 * zone. One pass over households; what the live frame does not carry stands in groups.parquet.
 */
import { formatMonth } from "../core/clock.ts";
import { ageYears } from "../model/ages.ts";
import { travelMinutes } from "../model/arrangement.ts";
import { adultsOf, commuteKg } from "../model/climate.ts";
import { ZONES } from "../model/places.ts";
import { householdIncome } from "../model/searcher.ts";
import { ALONE, EMPTY, HOUSED, NONE, OCCUPATIONS, OWNER, type Simulation, TENURES } from "../model/state.ts";
import { incomeAfterHousing, WELLBEING_PARTS, wellbeingOf, wellbeingParts } from "../model/wellbeing.ts";
import type { TableColumn, TableWriter } from "./table.ts";

/** Columns of groups.parquet and groups.csv. */
export const GROUP_COLUMNS: readonly TableColumn[] = [
  { name: "month", type: "text", unit: "YYYY-MM", meaning: "month at whose end the value holds" },
  { name: "dimension", type: "text", unit: "name", meaning: "by what households are told apart" },
  { name: "group", type: "text", unit: "name", meaning: "a group of that dimension" },
  { name: "indicator", type: "text", unit: "name", meaning: "what is measured" },
  { name: "value", type: "f64", unit: "as column unit says", meaning: "its value", nullable: true },
  { name: "unit", type: "text", unit: "name", meaning: "unit of the value" },
];

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
const NAMES = Object.keys(DIMENSIONS) as (keyof typeof DIMENSIONS)[];
const FIRST = NAMES.map((_, d) => NAMES.slice(0, d).reduce((sum, name) => sum + DIMENSIONS[name].length, 0));
const GROUP_COUNT = NAMES.reduce((sum, name) => sum + DIMENSIONS[name].length, 0);

/** An indicator of groups: a sum over one count, times a factor. */
interface GroupIndicator {
  readonly name: string;
  readonly unit: string;
  readonly over: "households" | "tenants" | "workers" | "commuters" | "adults";
  readonly factor: number;
}

const of = (name: string, unit: string, over: GroupIndicator["over"], factor = 1): GroupIndicator => ({
  name,
  unit,
  over,
  factor,
});

/** What is measured of every group, in the order in which it is summed. */
export const GROUP_INDICATORS: readonly GroupIndicator[] = [
  of("incomeAfterHousing", "EUR/month/unit", "households"),
  of("rentBurden", "% of income", "tenants", 100),
  of("lonely", "%", "households", 100),
  of("isolated", "%", "households", 100),
  of("dependence", "share", "households"),
  of("hoursOnline", "h/week", "households"),
  of("closeTies", "ties/household", "households"),
  of("weakTies", "persons/household", "households"),
  of("remoteDays", "days/week", "workers"),
  of("commuteMinutes", "min/office day", "commuters"),
  of("commuteEmissions", "kgCO2e/worker/year", "workers", 12),
  of("wellbeing", "index 0-1", "adults"),
  ...WELLBEING_PARTS.map((part) => of(`wellbeing.${part}`, "index 0-1", "adults")),
];
const PARTS_AT = GROUP_INDICATORS.length - WELLBEING_PARTS.length;
const COUNTS = ["households", "tenants", "workers", "commuters", "adults"] as const;

/** Sums of one measurement: by group, then by indicator or count. */
interface Sums {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** Groups of all dimensions for which a household counts; the household's own values. */
interface Noted {
  readonly groups: Uint8Array;
  readonly values: Float64Array;
  readonly counts: Float64Array;
  readonly parts: Float64Array;
}

/** Measures all groups. @returns value of indicator k of group g at k x groups + g; NaN: nobody */
export function measureGroups(sim: Simulation): Float64Array {
  const sums: Sums = {
    values: new Float64Array(GROUP_INDICATORS.length * GROUP_COUNT),
    counts: new Float64Array(COUNTS.length * GROUP_COUNT),
  };
  const noted: Noted = {
    groups: new Uint8Array(NAMES.length),
    values: new Float64Array(GROUP_INDICATORS.length),
    counts: new Float64Array(COUNTS.length),
    parts: new Float64Array(WELLBEING_PARTS.length),
  };
  const thirds = incomeThirds(sim);
  const [K, C] = [noted.values.length, noted.counts.length];
  const { status } = sim.households.data;
  for (let i = 0; i < sim.households.rows; i++) {
    if (status[i] === EMPTY) continue;
    note(sim, i, thirds, noted);
    for (const g of noted.groups) {
      for (let k = 0; k < K; k++) sums.values[g * K + k]! += noted.values[k]!;
      for (let k = 0; k < C; k++) sums.counts[g * C + k]! += noted.counts[k]!;
    }
  }
  return sums.values.map((_, at) => {
    const k = Math.floor(at / GROUP_COUNT);
    const g = at % GROUP_COUNT;
    const { over, factor } = GROUP_INDICATORS[k]!;
    const count = sums.counts[g * C + COUNTS.indexOf(over)]!;
    return count > 0 ? (factor * sums.values[g * K + k]!) / count : Number.NaN;
  });
}

/** Incomes after housing for each unit at which the second and the third third of households begin. */
function incomeThirds(sim: Simulation): readonly [number, number] {
  const { status } = sim.households.data;
  const incomes = new Float64Array(sim.households.rows);
  let count = 0;
  for (let i = 0; i < incomes.length; i++) {
    if (status[i] !== EMPTY) incomes[count++] = incomeAfterHousing(sim, i, householdIncome(sim, i));
  }
  const sorted = incomes.subarray(0, count).sort();
  return [sorted[Math.floor(count / 3)] ?? 0, sorted[Math.floor((2 * count) / 3)] ?? 0];
}

/** Groups, values and counts of one household. out: noted */
function note(sim: Simulation, i: number, thirds: readonly [number, number], noted: Noted): void {
  const h = sim.households.data;
  const { values, counts, parts } = noted;
  const income = householdIncome(sim, i);
  const left = incomeAfterHousing(sim, i, income);
  const adults = adultsOf(h.composition[i]!, h.size[i]!);
  const rents = h.tenure[i] !== OWNER && h.status[i] === HOUSED;
  groupsOf(sim, i, left < thirds[0] ? 0 : left < thirds[1] ? 1 : 2, noted.groups);
  values[0] = left * sim.parameters.incomeUnit;
  values[1] = rents ? Math.min(1, (h.contract[i]! * h.floor[i]!) / Math.max(1, income)) : 0;
  values[2] = h.lonely[i]!;
  values[3] = h.isolated[i]!;
  values[4] = h.dependence[i]!;
  values[5] = h.online[i]!;
  values[6] = sim.ties.count[i]!;
  values[7] = h.weakLocal[i]! + h.weakOnline[i]!;
  counts[0] = 1;
  counts[1] = rents ? 1 : 0;
  counts[4] = adults;
  noteWork(sim, i, noted);
  values[11] = adults * wellbeingOf(sim, i, income);
  wellbeingParts(sim, i, income, parts);
  for (let k = 0; k < parts.length; k++) values[PARTS_AT + k] = adults * parts[k]!;
}

/** Remote days, minutes and emissions of a household's workers. */
function noteWork(sim: Simulation, i: number, { values, counts }: Noted): void {
  const { workers, remoteDays, jobPlace, place } = sim.households.data;
  values.fill(0, 8, 11);
  counts[2] = workers[i]!;
  counts[3] = 0;
  for (let at = i * 2; at < i * 2 + workers[i]!; at++) {
    values[8]! += remoteDays[at]!;
    if (remoteDays[at] === 5 || jobPlace[at] === NONE) continue;
    counts[3]!++;
    values[9]! += travelMinutes(sim, place[i]!, jobPlace[at]!);
  }
  values[10] = commuteKg(sim, i);
}

/** Group of a household in every dimension. @param third of incomes; out: groups */
function groupsOf(sim: Simulation, i: number, third: number, groups: Uint8Array): void {
  const h = sim.households.data;
  const age = ageYears(sim, i);
  let band = 0;
  while (band < AGE_FROM.length && age >= AGE_FROM[band]!) band++;
  groups[0] = FIRST[0]!;
  groups[1] = FIRST[1]! + band;
  groups[2] = FIRST[2]! + third;
  groups[3] = FIRST[3]! + (h.status[i] === HOUSED ? h.tenure[i]! : TENURES.length);
  groups[4] = FIRST[4]! + (h.workers[i] === 0 ? OCCUPATIONS.length : h.occupation[i * 2]!);
  groups[5] = FIRST[5]! + (h.composition[i] === ALONE ? 0 : 1);
  groups[6] = FIRST[6]! + sim.input.places.zone[h.place[i]!]!;
}

/** Records the groups of a simulation in its first month and then each twelfth one. */
export function createGroups(sim: Simulation, writers: readonly TableWriter[]) {
  return {
    record() {
      if (sim.elapsed % 12 !== 0) return;
      const columns = longRows(formatMonth(sim.month), measureGroups(sim));
      for (const writer of writers) writer.write(columns);
    },
    close() {
      for (const writer of writers) writer.close();
    },
  };
}

function longRows(month: string, values: Float64Array) {
  const groups = NAMES.flatMap((dimension) => DIMENSIONS[dimension].map((group) => ({ dimension, group })));
  const repeat = (text: (g: number, k: number) => string) =>
    GROUP_INDICATORS.flatMap((_, k) => groups.map((_, g) => text(g, k)));
  return [
    repeat(() => month),
    repeat((g) => groups[g]?.dimension ?? ""),
    repeat((g) => groups[g]?.group ?? ""),
    repeat((_, k) => GROUP_INDICATORS[k]?.name ?? ""),
    values,
    repeat((_, k) => GROUP_INDICATORS[k]?.unit ?? ""),
  ];
}
