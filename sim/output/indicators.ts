/**
 * Indicators by month and class of place (ODD 13): one dense pass over households, one over places.
 * Values are indexed indicator x 7 + group, group 0 being all places, then the classes.
 */
import { PLACE_CLASSES } from "../model/places.ts";
import { householdIncome } from "../model/searcher.ts";
import { servicesWithin } from "../model/shocks.ts";
import { EMPTY, HOSTED, OWNER, type Simulation } from "../model/state.ts";
import { CIVIC_INDICATORS, measureCivic } from "./civic-indicators.ts";
import { DIGITAL_INDICATORS, measureDigital } from "./digital-indicators.ts";
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
  addHouseholds(sim, out, totals);
  sumGroups(out, totals);
  divide(out, totals);
  measureWork(sim, out, slot);
  measurePlaces(sim, out);
  measureDigital(sim, out, FIRST_DIGITAL);
  measureMoves(sim, out);
  measureCivic(sim, out.subarray(at(CIVIC_INDICATORS[0].name)));
  measureHousing(sim, out.subarray(at(HOUSING_INDICATORS[0].name)));
}

/**
 * Sums over households by class of their place, side by side: households, hosted, alone, ages, lonely,
 * isolated, dependence, hours online, weak ties, tenants, their burden, then ties by kind.
 */
const SUMS = 16;
const sums = new Float64Array(G * SUMS);
const FIRST_KIND = SUMS - TIE_SLOTS.length;

/** Sums over households of what each column says, over tenants of their burden, by class of place. */
function addHouseholds(sim: Simulation, out: Float64Array, totals: Totals): void {
  const { status, place, lonely, isolated, dependence, online, weakLocal, weakOnline } = sim.households.data;
  const { composition, bornAt, tenure, contract, floor } = sim.households.data;
  const { placeClass } = sim.input.places;
  const { label, count, slots } = sim.ties;
  const by = sums;
  const { month } = sim;
  by.fill(0);
  for (let i = 0; i < place.length; i++) {
    if (status[i] === EMPTY) continue;
    const g = (placeClass[place[i]!]! + 1) * SUMS;
    by[g]!++;
    if (status[i] === HOSTED) by[g + 1]!++;
    else if (tenure[i] !== OWNER) {
      by[g + 9]!++;
      by[g + 10]! += Math.min(1, (contract[i]! * floor[i]!) / Math.max(1, householdIncome(sim, i)));
    }
    if (composition[i] === 0) by[g + 2]!++;
    by[g + 3]! += Math.floor((month - bornAt[i]!) / 12);
    by[g + 4]! += lonely[i]!;
    by[g + 5]! += isolated[i]!;
    by[g + 6]! += dependence[i]!;
    by[g + 7]! += online[i]!;
    by[g + 8]! += weakLocal[i]! + weakOnline[i]!;
    let kinds = 0;
    const end = i * slots + count[i]!;
    for (let at = i * slots; at < end; at++) kinds += 1 << (5 * (label[at]! & 7));
    by[g + 11]! += kinds & 31;
    by[g + 12]! += (kinds >> 5) & 31;
    by[g + 13]! += (kinds >> 10) & 31;
    by[g + 14]! += (kinds >> 15) & 31;
    by[g + 15]! += kinds >> 20;
  }
  spread(out, totals);
}

/** Sums from their place in the pass to that of their indicator. */
function spread(out: Float64Array, totals: Totals): void {
  const columns = [HOSTS, ALONE, AGE, LONELY, ISOLATED, DEPENDENCE, ONLINE_HOURS, WEAK];
  for (let g = 1; g < G; g++) {
    const first = g * SUMS;
    totals.households[g] = sums[first]!;
    columns.forEach((each, k) => {
      out[each + g] = sums[first + 1 + k]!;
    });
    totals.tenants[g] = sums[first + 9]!;
    out[BURDEN + g] = sums[first + 10]!;
    TIE_SLOTS.forEach((each, kind) => {
      out[each + g] = sums[first + FIRST_KIND + kind]!;
    });
  }
}

const HOSTS = slot("hosted");
const ALONE = slot("livingAlone");
const AGE = slot("meanAge");
const LONELY = slot("lonely");
const ISOLATED = slot("isolated");
const DEPENDENCE = slot("dependence");
const ONLINE_HOURS = slot("hoursOnline");
const WEAK = slot("weakTies");
const BURDEN = slot("rentBurden");
const FIRST_DIGITAL = slot("compulsion") / G;

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
    for (const first of [AGE, DEPENDENCE, ONLINE_HOURS, WEAK, ...TIE_SLOTS]) out[first + g]! /= n;
    for (const first of [HOSTS, ALONE, LONELY, ISOLATED]) out[first + g]! *= 100 / n;
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
