/**
 * Indicators of climate, governance, well-being and inequality (ODD 7.11 to 7.13): all from sums that
 * places keep, so that no household is read. Values are indexed indicator x 7 + group, as in indicators.ts.
 */
import { log, pow } from "../core/math.ts";
import { publicCost } from "../model/accounts.ts";
import { PLACE_CLASSES } from "../model/places.ts";
import type { Simulation } from "../model/state.ts";
import { allTurns, TURNS } from "../model/turns.ts";
import { INCOME_BINS, INCOME_STEP, LEAST_INCOME } from "../model/wellbeing.ts";
import type { IndicatorSpec } from "./indicator-spec.ts";

const G = PLACE_CLASSES.length + 1;

/** In the order in which `measureCivic` writes them. */
export const CIVIC_INDICATORS = [
  {
    name: "participation",
    unit: "% of adults",
    decimals: 2,
    label: { fr: "Participation citoyenne", nl: "Burgerparticipatie", en: "Civic participation" },
  },
  {
    name: "trust",
    unit: "index 0-1",
    decimals: 3,
    label: { fr: "Confiance", nl: "Vertrouwen", en: "Trust" },
  },
  {
    name: "contestation",
    unit: "index",
    decimals: 3,
    label: { fr: "Contestation", nl: "Protest", en: "Contestation" },
  },
  {
    name: "say",
    unit: "index 0-1",
    decimals: 3,
    label: { fr: "Voix au chapitre", nl: "Inspraak gevoeld", en: "Say" },
  },
  {
    name: "heat",
    unit: "degree 0-1",
    decimals: 3,
    label: { fr: "Chaleur vécue", nl: "Beleefde hitte", en: "Heat lived through" },
  },
  {
    name: "wellbeing",
    unit: "index 0-1",
    decimals: 3,
    label: { fr: "Bien-être", nl: "Welzijn", en: "Well-being" },
  },
  {
    name: "emissions",
    unit: "kgCO2e/person/year",
    decimals: 0,
    label: { fr: "Émissions", nl: "Uitstoot", en: "Emissions" },
  },
  {
    name: "publicCost",
    unit: "EUR/inhabitant/year",
    decimals: 1,
    label: { fr: "Coût public net", nl: "Netto publieke kost", en: "Net public cost" },
  },
  {
    name: "gini",
    unit: "index 0-1",
    decimals: 3,
    label: {
      fr: "Gini du revenu après logement",
      nl: "Gini van inkomen na wonen",
      en: "Gini of income after housing",
    },
  },
  {
    name: "theilWithin",
    unit: "index",
    decimals: 4,
    label: { fr: "Theil dans les aires", nl: "Theil binnen gebieden", en: "Theil within areas" },
  },
  {
    name: "theilBetween",
    unit: "index",
    decimals: 4,
    label: { fr: "Theil entre les aires", nl: "Theil tussen gebieden", en: "Theil between areas" },
  },
  {
    name: "dissimilarity",
    unit: "index 0-1",
    decimals: 3,
    label: { fr: "Ségrégation par revenu", nl: "Inkomenssegregatie", en: "Income segregation" },
  },
] as const satisfies readonly IndicatorSpec[];

type Name = (typeof CIVIC_INDICATORS)[number]["name"];
const SLOT = Object.fromEntries(CIVIC_INDICATORS.map((each, at) => [each.name, at * G])) as Record<
  Name,
  number
>;

/** Means over adults: the indicator, the column of places, and a factor. */
const ADULT_MEANS = [
  ["participation", "participation", 100],
  ["trust", "trust", 1],
  ["contestation", "contestation", 1],
  ["say", "say", 1],
  ["heat", "heat", 1],
] as const;

/**
 * Measures them all.
 * @param out CIVIC_INDICATORS.length x 7 values, filled with zeros
 */
export function measureCivic(sim: Simulation, out: Float64Array): void {
  measureMeans(sim, out);
  const bins = placeBins(sim);
  measureGini(sim, bins, out);
  measureTheil(sim, out);
  measureDissimilarity(sim, bins, out);
}

/** Means over adults; emissions over persons; policies' net cost of the month over all inhabitants. */
function measureMeans(sim: Simulation, out: Float64Array): void {
  const at = sim.places.data;
  const { placeClass } = sim.input.places;
  const adults = new Float64Array(G);
  const persons = new Float64Array(G);
  for (let j = 0; j < sim.places.rows; j++) {
    const grown = allTurns(at.adults, j);
    const well = allTurns(at.wellbeing, j);
    for (const g of [0, placeClass[j]! + 1]) {
      adults[g]! += grown;
      persons[g]! += at.persons[j]!;
      out[SLOT.wellbeing + g]! += well;
      out[SLOT.emissions + g]! += 12 * at.emissions[j]!;
      for (const [name, column, factor] of ADULT_MEANS)
        out[SLOT[name] + g]! += factor * grown * at[column][j]!;
    }
  }
  const cost = 12 * publicCost(sim.ledger);
  for (let g = 0; g < G; g++) {
    for (const [name] of ADULT_MEANS) out[SLOT[name] + g]! /= Math.max(1, adults[g]!);
    out[SLOT.wellbeing + g]! /= Math.max(1, adults[g]!);
    out[SLOT.emissions + g]! /= Math.max(1, persons[g]!);
    out[SLOT.publicCost + g] = cost / Math.max(1, persons[0]! * sim.scale);
  }
}

/** Persons by place and class of income, all turns of a place together. */
function placeBins(sim: Simulation): Float64Array {
  const { incomeBins } = sim.places.data;
  const bins = new Float64Array(sim.places.rows * INCOME_BINS);
  for (let from = 0; from < incomeBins.length; from += INCOME_BINS) {
    const first = Math.floor(from / (TURNS * INCOME_BINS)) * INCOME_BINS;
    for (let bin = 0; bin < INCOME_BINS; bin++) bins[first + bin]! += incomeBins[from + bin]!;
  }
  return bins;
}

/** Gini over classes of income after housing, each at its middle: 1 - sum f_k (Y_k + Y_(k-1)) / Y. */
function measureGini(sim: Simulation, byPlace: Float64Array, out: Float64Array): void {
  const bins = new Float64Array(G * INCOME_BINS);
  for (let at = 0; at < byPlace.length; at++) {
    const bin = at % INCOME_BINS;
    const group = sim.input.places.placeClass[(at - bin) / INCOME_BINS]! + 1;
    bins[bin]! += byPlace[at]!;
    bins[group * INCOME_BINS + bin]! += byPlace[at]!;
  }
  for (let g = 0; g < G; g++) {
    let people = 0;
    let income = 0;
    let area = 0;
    for (let bin = 0; bin < INCOME_BINS; bin++) {
      const here = bins[g * INCOME_BINS + bin]!;
      const more = here * LEAST_INCOME * pow(INCOME_STEP, bin + 0.5);
      area += here * (2 * income + more);
      income += more;
      people += here;
    }
    out[SLOT.gini + g] = people > 0 ? 1 - area / (people * income) : 0;
  }
}

/**
 * Theil index of income after housing, by area: between = sum s_a ln(y_a / y), within = sum s_a T_a with
 * T_a = (sum y ln y) / (sum y) - ln y_a; s_a its share of all income, y_a its mean.
 */
function measureTheil(sim: Simulation, out: Float64Array): void {
  const { areas, areaStart, areaPlaces } = sim.geography;
  const { incomePersons, incomeSum, incomeLog } = sim.places.data;
  const people = new Float64Array(G);
  const income = new Float64Array(G);
  for (let area = 0; area < areas; area++) {
    let n = 0;
    let y = 0;
    let yLog = 0;
    for (let k = areaStart[area]!; k < areaStart[area + 1]!; k++) {
      n += allTurns(incomePersons, areaPlaces[k]!);
      y += allTurns(incomeSum, areaPlaces[k]!);
      yLog += allTurns(incomeLog, areaPlaces[k]!);
    }
    if (n === 0) continue;
    const ln = log(y / n);
    const group = sim.input.places.placeClass[areaPlaces[areaStart[area]!]!]! + 1;
    for (const g of [0, group]) {
      people[g]! += n;
      income[g]! += y;
      out[SLOT.theilWithin + g]! += yLog - y * ln;
      out[SLOT.theilBetween + g]! += y * ln;
    }
  }
  for (let g = 0; g < G; g++) {
    if (people[g]! === 0) continue;
    out[SLOT.theilWithin + g]! /= income[g]!;
    out[SLOT.theilBetween + g] = out[SLOT.theilBetween + g]! / income[g]! - log(income[g]! / people[g]!);
  }
}

/**
 * Dissimilarity of the poorer third of all persons from the others, over places:
 * half of the sum of |low_j / low - high_j / high|.
 */
function measureDissimilarity(sim: Simulation, bins: Float64Array, out: Float64Array): void {
  const n = sim.places.rows;
  const all = new Float64Array(INCOME_BINS);
  for (let at = 0; at < bins.length; at++) all[at % INCOME_BINS]! += bins[at]!;
  const { cut, part } = poorerThird(all);
  const low = new Float64Array(n);
  const high = new Float64Array(n);
  const lows = new Float64Array(G);
  const highs = new Float64Array(G);
  const groups = (j: number) => [0, sim.input.places.placeClass[j]! + 1];
  for (let j = 0; j < n; j++) {
    let persons = 0;
    for (let bin = 0; bin < INCOME_BINS; bin++) {
      const here = bins[j * INCOME_BINS + bin]!;
      persons += here;
      low[j]! += bin < cut ? here : bin === cut ? part * here : 0;
    }
    high[j] = persons - low[j]!;
    for (const g of groups(j)) {
      lows[g]! += low[j]!;
      highs[g]! += high[j]!;
    }
  }
  for (let j = 0; j < n; j++) {
    for (const g of groups(j)) {
      const gap = low[j]! / Math.max(1e-9, lows[g]!) - high[j]! / Math.max(1e-9, highs[g]!);
      out[SLOT.dissimilarity + g]! += Math.abs(gap) / 2;
    }
  }
}

/** Class of income in which the poorer third ends, and the part of it that belongs to them. */
function poorerThird(all: Float64Array): { cut: number; part: number } {
  let people = 0;
  for (const each of all) people += each;
  let below = 0;
  let cut = 0;
  while (cut < INCOME_BINS - 1 && below + all[cut]! < people / 3) below += all[cut++]!;
  return { cut, part: all[cut]! > 0 ? (people / 3 - below) / all[cut]! : 0 };
}
