/**
 * Indicators of housing (ODD 7.8, 7.10): from sums that places keep, so that no household is read.
 * Values are indexed indicator x 7 + group, as in indicators.ts.
 */
import { leaseFactor } from "../model/investors.ts";
import { PLACE_CLASSES } from "../model/places.ts";
import { BUYERS, FIRST_TIME, MOVER } from "../model/sales.ts";
import { OWNER, SHORT_LET, type Simulation } from "../model/state.ts";
import type { IndicatorSpec } from "./indicator-spec.ts";

const G = PLACE_CLASSES.length + 1;

/** In the order in which `measureHousing` writes them. */
export const HOUSING_INDICATORS = [
  {
    name: "ownerShare",
    unit: "% of housed",
    decimals: 1,
    label: { fr: "Propriétaires occupants", nl: "Eigenaars-bewoners", en: "Owner-occupiers" },
  },
  {
    name: "shortLet",
    unit: "% of dwellings",
    decimals: 2,
    label: { fr: "Locations de courte durée", nl: "Toeristische verhuur", en: "Short lets" },
  },
  {
    name: "buyersFirst",
    unit: "% of purchases",
    decimals: 1,
    label: { fr: "Achats : premier logement", nl: "Aankopen: starters", en: "Purchases: first-time" },
  },
  {
    name: "buyersInvestor",
    unit: "% of purchases",
    decimals: 1,
    label: { fr: "Achats : investisseurs", nl: "Aankopen: beleggers", en: "Purchases: investors" },
  },
  {
    name: "socialWaiting",
    unit: "% of households",
    decimals: 2,
    label: {
      fr: "En attente d'un logement social",
      nl: "Wacht op een sociale woning",
      en: "Waiting for social housing",
    },
  },
  {
    name: "newLease",
    unit: "EUR/m2/month",
    decimals: 2,
    label: { fr: "Loyer des nouveaux baux", nl: "Huur van nieuwe contracten", en: "Rent of new leases" },
  },
] as const satisfies readonly IndicatorSpec[];

/** Numerator and denominator of each indicator, summed over places, by group. */
interface Sums {
  readonly over: Float64Array;
  readonly under: Float64Array;
}

/** Measures the indicators of housing. @param out HOUSING_INDICATORS.length x 7 values, zeros before */
export function measureHousing(sim: Simulation, out: Float64Array): void {
  const { placeClass } = sim.input.places;
  const sums: Sums = { over: new Float64Array(out.length), under: new Float64Array(out.length) };
  for (let j = 0; j < sim.places.rows; j++) {
    for (const g of [0, placeClass[j]! + 1]) addPlace(sim, j, g, sums);
  }
  for (let at = 0; at < HOUSING_INDICATORS.length * G; at++) {
    const percent = at < (HOUSING_INDICATORS.length - 1) * G ? 100 : 1;
    out[at] = sums.under[at]! > 0 ? (percent * sums.over[at]!) / sums.under[at]! : 0;
  }
}

function addPlace(sim: Simulation, j: number, g: number, { over, under }: Sums): void {
  const at = sim.places.data;
  const housed = at.occupied[j * 3]! + at.occupied[j * 3 + 1]! + at.occupied[j * 3 + 2]!;
  const bought = (kind: number) => at.bought[j * BUYERS.length + kind]!;
  let investors = 0;
  for (let kind = 0; kind < MOVER; kind++) investors += bought(kind);
  const purchases = investors + bought(MOVER) + bought(FIRST_TIME);
  const terms = [
    [at.occupied[j * 3 + OWNER]!, housed],
    [at.holdings[j * 3 + SHORT_LET]!, at.dwellings[j]!],
    [bought(FIRST_TIME), purchases],
    [investors, purchases],
    [at.waiting[j]!, at.households[j]!],
    [at.rent[j]! * leaseFactor(sim, j) * at.households[j]!, at.households[j]!],
  ] as const;
  terms.forEach(([up, down], k) => {
    over[k * G + g]! += up;
    under[k * G + g]! += down;
  });
}
