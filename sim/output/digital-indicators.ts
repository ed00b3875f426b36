/**
 * Indicators of platforms, compulsion and commons (ODD 7.5, 7.7): counts of households,
 * and one pass over neighbourhoods. Values are indexed indicator x 7 + group, as in indicators.ts.
 */
import { COUNTRIES, PLACE_CLASSES } from "../model/places.ts";
import { captureEach, herfindahl, SETS } from "../model/platforms.ts";
import { PLATFORM_COUNT, type Simulation } from "../model/state.ts";
import { type HouseholdSums, MEMBERSHIPS } from "./household-sums.ts";
import { type IndicatorSpec, of } from "./indicator-spec.ts";

export const DIGITAL_INDICATORS: readonly IndicatorSpec[] = [
  of("compulsion", "%", 1, "Usage compulsif", "Dwangmatig gebruik", "Compulsive use"),
  of("platformGiantA", "% of households", 1, "Géant A", "Reus A", "Giant A"),
  of("platformGiantB", "% of households", 1, "Géant B", "Reus B", "Giant B"),
  of(
    "platformCommons",
    "% of households",
    1,
    "Plateforme en commun",
    "Gemeenschappelijk platform",
    "Commons platform",
  ),
  of("platformHhi", "index", 3, "Concentration (HHI)", "Concentratie (HHI)", "Concentration (HHI)"),
  of("capture", "EUR/household/month", 2, "Captation de données", "Datawinning", "Capture of data"),
  of(
    "commonsMembers",
    "% of households",
    1,
    "Membres des communs",
    "Leden van commons",
    "Members of commons",
  ),
  of("commonsClosure", "share", 3, "Fermeture des communs", "Geslotenheid van commons", "Closure of commons"),
];

const G = PLACE_CLASSES.length + 1;
const [COMPULSION, GIANT_A, HHI, CAPTURE, MEMBERS, CLOSURE] = [0, 1, 4, 5, 6, 7] as const;
/** Users in one group, by country and platform. */
const users = new Float64Array(COUNTRIES.length * PLATFORM_COUNT);

/** @param first index of the first of these indicators; out: their values, by group */
export function measureDigital(sim: Simulation, sums: HouseholdSums, out: Float64Array, first: number): void {
  const values = out.subarray(first * G, (first + DIGITAL_INDICATORS.length) * G);
  for (let g = 0; g < G; g++) measureGroup(sim, sums, values, g);
  measureClosure(sim, values);
}

/** Shares of one group, 0: all classes. */
function measureGroup(sim: Simulation, sums: HouseholdSums, values: Float64Array, g: number): void {
  const [low, high] = g === 0 ? [0, PLACE_CLASSES.length] : [g - 1, g];
  users.fill(0);
  let households = 0;
  let members = 0;
  let hooked = 0;
  for (let c = low; c < high; c++) hooked += sums.of("compulsive", c);
  for (let at = low * MEMBERSHIPS; at < high * MEMBERSHIPS; at++) {
    const count = sums.members[at]!;
    const country = Math.floor(at / (2 * SETS)) % COUNTRIES.length;
    households += count;
    if (Math.floor(at / SETS) % 2 === 1) members += count;
    for (let k = 0; k < PLATFORM_COUNT; k++) {
      if (((at >> k) & 1) === 1) users[country * PLATFORM_COUNT + k]! += count;
    }
  }
  const all = Math.max(1, households);
  const usersOf = [0, 0, 0];
  let capture = 0;
  for (let at = 0; at < users.length; at++) {
    const k = at % PLATFORM_COUNT;
    usersOf[k]! += users[at]!;
    capture += users[at]! * captureEach(sim, Math.floor(at / PLATFORM_COUNT), k);
  }
  const [a = 0, b = 0, c = 0] = usersOf;
  values[COMPULSION * G + g] = (100 * hooked) / all;
  for (let k = 0; k < PLATFORM_COUNT; k++) values[(GIANT_A + k) * G + g] = (100 * usersOf[k]!) / all;
  values[HHI * G + g] = herfindahl(a, b, c, sim.levers["platforms.breakUp"]);
  values[CAPTURE * G + g] = capture / all;
  values[MEMBERS * G + g] = (100 * members) / all;
}

/** Closure of neighbourhoods, mean over members as the commons last counted them. */
function measureClosure(sim: Simulation, values: Float64Array): void {
  const { members, closure } = sim.neighbourhoods.data;
  const { placeClass } = sim.input.places;
  const { start } = sim.workspace.commonsTerms;
  const weight = new Float64Array(G);
  for (let j = 0; j < placeClass.length; j++) {
    for (let n = start[j]!; n < start[j + 1]!; n++) {
      for (const g of [0, placeClass[j]! + 1]) {
        weight[g]! += members[n]!;
        values[CLOSURE * G + g]! += members[n]! * closure[n]!;
      }
    }
  }
  for (let g = 0; g < G; g++) values[CLOSURE * G + g]! /= Math.max(1, weight[g]!);
}
