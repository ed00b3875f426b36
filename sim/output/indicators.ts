/**
 * Indicators by month and class of place (ODD 13): one dense pass over households, one over places.
 * Values are indexed indicator x 7 + group, group 0 being all places, then the classes.
 */
import { PLACE_CLASSES } from "../model/places.ts";
import { servicesWithin } from "../model/shocks.ts";
import { type Simulation, TIE_KINDS } from "../model/state.ts";
import { CIVIC_INDICATORS, measureCivic } from "./civic-indicators.ts";
import { DIGITAL_INDICATORS, measureDigital } from "./digital-indicators.ts";
import { type HouseholdSums, sumHouseholds } from "./household-sums.ts";
import { HOUSING_INDICATORS, measureHousing } from "./housing-indicators.ts";
import { type IndicatorSpec, of } from "./indicator-spec.ts";
import { measureWork } from "./work-indicators.ts";

export const INDICATORS: readonly IndicatorSpec[] = [
  of("population", "persons", 0, "Population", "Bevolking", "Population"),
  of("households", "households", 0, "Ménages", "Huishoudens", "Households"),
  of("netMigration", "per 1,000/year", 1, "Solde migratoire", "Migratiesaldo", "Net migration"),
  of("rent", "EUR/m2/month", 2, "Loyer de marché", "Markthuur", "Market rent"),
  of("price", "EUR/m2", 0, "Prix des logements", "Woningprijs", "Dwelling price"),
  of("rentBurden", "% of income", 1, "Effort des locataires", "Huurquote", "Rent burden"),
  of("remoteDays", "days/week", 2, "Jours de télétravail", "Telewerkdagen", "Remote days"),
  of("lonely", "%", 1, "Se sentent seuls", "Voelen zich eenzaam", "Feel lonely"),
  of("isolated", "%", 1, "Isolés", "Geïsoleerd", "Isolated"),
  of("dependence", "share", 3, "Dépendance numérique", "Digitale afhankelijkheid", "Digital dependence"),
  of("hoursOnline", "h/week", 1, "Loisir en ligne", "Vrije tijd online", "Leisure online"),
  of("tiesKin", "ties/household", 2, "Liens : famille", "Banden: familie", "Ties: kin"),
  of("tiesFriend", "ties/household", 2, "Liens : amis", "Banden: vrienden", "Ties: friends"),
  of("tiesNeighbour", "ties/household", 2, "Liens : voisins", "Banden: buren", "Ties: neighbours"),
  of("tiesColleague", "ties/household", 2, "Liens : collègues", "Banden: collega's", "Ties: colleagues"),
  of("tiesOnline", "ties/household", 2, "Liens : en ligne", "Banden: online", "Ties: online"),
  of("weakTies", "persons/household", 0, "Liens faibles", "Zwakke banden", "Weak ties"),
  of("movingRate", "%/year", 2, "Déménagements", "Verhuizingen", "Moves"),
  of(
    "interAreaRate",
    "%/year",
    2,
    "Changements d'aire",
    "Verhuizingen tussen gebieden",
    "Moves between areas",
  ),
  of("hosted", "% of households", 2, "Hébergés par d'autres", "Inwonend bij anderen", "Hosted by others"),
  of("livingAlone", "% of households", 1, "Vivent seuls", "Wonen alleen", "Live alone"),
  of("meanAge", "years", 1, "Âge moyen", "Gemiddelde leeftijd", "Mean age of heads"),
  of("vacancy", "%", 2, "Logements offerts vacants", "Aangeboden leegstand", "Vacancy on the market"),
  of("commuteMinutes", "min/office day", 1, "Trajet domicile-travail", "Woon-werkreis", "Commute, one way"),
  of("hoursCommuting", "h/week", 2, "Heures de trajet", "Uren onderweg", "Hours commuting"),
  of("hoursAlone", "h/week", 2, "Travail seul chez soi", "Alleen thuis werken", "Hours working alone"),
  of("officeAttendance", "% of days", 1, "Présence au bureau", "Aanwezig op kantoor", "Office attendance"),
  of("unemployment", "% of labour force", 2, "Chômage", "Werkloosheid", "Unemployment"),
  of("independents", "% of workers", 1, "Indépendants", "Zelfstandigen", "Independents"),
  of("services", "index", 3, "Services de proximité", "Buurtdiensten", "Local services"),
  ...CIVIC_INDICATORS,
  ...DIGITAL_INDICATORS,
  ...HOUSING_INDICATORS,
];

/** Groups of every indicator: all places, then the classes. */
export const GROUPS = ["all", ...PLACE_CLASSES] as const;
const G = GROUPS.length;
const at = (name: string): number => INDICATORS.findIndex((each) => each.name === name) * G;

const SLOT = Object.fromEntries(INDICATORS.map((each) => [each.name, at(each.name)])) as Record<
  string,
  number
>;
const TIE_SLOTS = [
  at("tiesKin"),
  at("tiesFriend"),
  at("tiesNeighbour"),
  at("tiesColleague"),
  at("tiesOnline"),
];
const slot = (name: string): number => SLOT[name] ?? 0;

/** Sums that are divided at the end, by group. */
interface Totals {
  readonly households: Float64Array;
  readonly tenants: Float64Array;
}

/**
 * Measures all indicators of the present month.
 * @param out INDICATORS.length x 7 values
 */
export function measure(sim: Simulation, out: Float64Array): void {
  out.fill(0);
  const make = () => new Float64Array(G);
  const totals: Totals = { households: make(), tenants: make() };
  const sums = sumHouseholds(sim);
  spread(sums, out, totals);
  sumGroups(out, totals);
  divide(out, totals);
  measureWork(sim, sums, out, slot);
  measurePlaces(sim, out);
  measureDigital(sim, sums, out, FIRST_DIGITAL);
  measureMoves(sim, out);
  measureCivic(sim, out.subarray(at(CIVIC_INDICATORS[0].name)));
  measureHousing(sim, out.subarray(at(HOUSING_INDICATORS[0].name)));
}

/** Sums over households, from the pass to their indicators. */
const SUMMED = [
  ["hosted", "hosted"],
  ["livingAlone", "alone"],
  ["meanAge", "ages"],
  ["lonely", "lonely"],
  ["isolated", "isolated"],
  ["dependence", "dependence"],
  ["hoursOnline", "hoursOnline"],
  ["weakTies", "weakTies"],
  ["rentBurden", "burden"],
] as const;
const BURDEN = slot("rentBurden");
const FIRST_DIGITAL = slot("compulsion") / G;
const MEANS = [...["meanAge", "dependence", "hoursOnline", "weakTies"].map(slot), ...TIE_SLOTS];
const SHARES = ["hosted", "livingAlone", "lonely", "isolated"].map(slot);

/** Sums by class from the pass to the place of their indicator. */
function spread(sums: HouseholdSums, out: Float64Array, totals: Totals): void {
  for (let g = 1; g < G; g++) {
    totals.households[g] = sums.of("households", g - 1);
    totals.tenants[g] = sums.of("tenants", g - 1);
    for (const [indicator, name] of SUMMED) out[slot(indicator) + g] = sums.of(name, g - 1);
    TIE_SLOTS.forEach((first, kind) => {
      out[first + g] = sums.of(TIE_KINDS[kind]!, g - 1);
    });
  }
}

/** Group 0 = sum of the classes, in their order. */
function sumGroups(out: Float64Array, totals: Totals): void {
  for (let first = 0; first < out.length; first += G) out[first] = sumClasses(out, first);
  for (const each of Object.values(totals) as Float64Array[]) each[0] = sumClasses(each, 0);
}

function sumClasses(values: Float64Array, first: number): number {
  let sum = 0;
  for (let g = 1; g < G; g++) sum += values[first + g]!;
  return sum;
}

function divide(out: Float64Array, totals: Totals): void {
  for (let g = 0; g < G; g++) {
    const n = Math.max(1, totals.households[g]!);
    for (const first of MEANS) out[first + g]! /= n;
    for (const first of SHARES) out[first + g]! *= 100 / n;
    out[BURDEN + g]! *= 100 / Math.max(1, totals.tenants[g]!);
  }
}

/** Population, households, net migration, rents and prices (means over households), vacancy. */
function measurePlaces(sim: Simulation, out: Float64Array): void {
  const p = sim.places.data;
  const { placeClass } = sim.input.places;
  const stock = new Float64Array(G);
  const free = new Float64Array(G);
  const households = new Float64Array(G);
  for (let j = 0; j < p.rent.length; j++) {
    let migration = 0;
    for (let m = 0; m < 12; m++) migration += p.migration[j * 12 + m]!;
    const dwellings = p.stock[j * 3]! + p.stock[j * 3 + 1]! + p.stock[j * 3 + 2]! - p.reserve[j]!;
    const occupied = p.occupied[j * 3]! + p.occupied[j * 3 + 1]! + p.occupied[j * 3 + 2]!;
    for (const g of [0, placeClass[j]! + 1]) {
      households[g]! += p.households[j]!;
      out[slot("population") + g]! += p.persons[j]! * sim.scale;
      out[slot("households") + g]! += p.households[j]! * sim.scale;
      out[slot("netMigration") + g]! += migration * sim.scale;
      out[slot("rent") + g]! += p.rent[j]! * p.households[j]!;
      out[slot("price") + g]! += p.price[j]! * p.households[j]!;
      out[slot("services") + g]! += servicesWithin(sim, j) * p.households[j]!;
      stock[g]! += dwellings;
      free[g]! += dwellings - occupied;
    }
  }
  for (let g = 0; g < G; g++) {
    out[slot("netMigration") + g]! *= 1000 / Math.max(1, out[slot("population") + g]!);
    out[slot("rent") + g]! /= Math.max(1, households[g]!);
    out[slot("price") + g]! /= Math.max(1, households[g]!);
    out[slot("services") + g]! /= Math.max(1, households[g]!);
    out[slot("vacancy") + g] = (100 * free[g]!) / Math.max(1, stock[g]!);
  }
}

/** Moves of the last twelve months by class of origin; before a year has passed, at a yearly rate. */
function measureMoves(sim: Simulation, out: Float64Array): void {
  const months = Math.min(12, sim.elapsed);
  const { all, betweenAreas } = sim.moveCounts;
  for (let g = 0; g < G; g++) {
    const households = out[slot("households") + g]! / sim.scale;
    const factor = months === 0 ? 0 : (100 * 12) / months / Math.max(1, households);
    for (let m = 0; m < 12; m++) {
      out[slot("movingRate") + g]! += all[m * G + g]! * factor;
      out[slot("interAreaRate") + g]! += betweenAreas[m * G + g]! * factor;
    }
  }
}
