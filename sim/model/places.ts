/**
 * The place table: the zones of urban areas in which households live (ODD 2, model section 2).
 * A table is plain data; `sim/experiment/places.ts` reads one from CSV and checks it.
 */

/** Classes of urban areas by population of the whole area, INSEE's steps. */
export const PLACE_CLASSES = ["capital", "metropolis", "large", "mid-sized", "small", "rest"] as const;

/** Kinds of zone: central commune, rest of the pole, commuter belt, outside every area. */
export const ZONES = ["core", "pole", "ring", "rest"] as const;
export type Zone = (typeof ZONES)[number];

/** Systems without residential moves between them (a switch of the model). */
export const COUNTRIES = ["FR", "BE"] as const;
export type Country = (typeof COUNTRIES)[number];

/** One row a zone; every array has `count` entries, except those by area. */
export interface PlaceTable {
  readonly count: number;
  readonly id: readonly string[];
  /** Dense index of the place's area. */
  readonly area: Uint16Array;
  readonly areaIds: readonly string[];
  readonly areaNames: readonly string[];
  /** Index in COUNTRIES, ZONES, PLACE_CLASSES. */
  readonly country: Uint8Array;
  readonly zone: Uint8Array;
  readonly placeClass: Uint8Array;
  /** Population-weighted centroid [degrees]. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** Mean distance to the seat of the area, and between two inhabitants of the zone [km]. */
  readonly kmToCore: Float64Array;
  readonly meanPairKm: Float64Array;
  readonly areaKm2: Float64Array;
  readonly population: Float64Array;
  readonly households: Float64Array;
  readonly dwellings: Float64Array;
  readonly vacancyRate: Float64Array;
  readonly secondHomeRate: Float64Array;
  readonly ownerShare: Float64Array;
  readonly jobs: Float64Array;
  /** Persons of 15-64 in the labour force. */
  readonly active: Float64Array;
  readonly unemployed: Float64Array;
  readonly establishments: Float64Array;
  /** Disposable income per consumption unit [EUR/year]. */
  readonly medianIncomeEur: Float64Array;
  /** Advertised rents, charges included [EUR/m2/month]. */
  readonly rentFlat: Float64Array;
  readonly rentHouse: Float64Array;
  readonly shareUnder25: Float64Array;
  readonly share65plus: Float64Array;
  /** Inhabitants of an earlier year, and both years. */
  readonly populationPrev: Float64Array;
  readonly yearPrev: Float64Array;
  readonly year: Float64Array;
  /** Net migration between those years [per year]; 0 throughout a class of which nothing is known. */
  readonly netMigrationRatePrev: Float64Array;
  /** Names of the columns that are derived or defaulted in this row, with the rule. */
  readonly derived: readonly (readonly string[])[];
}

/** Best train time between two areas [minutes]. */
export interface RailLink {
  readonly from: number;
  readonly to: number;
  readonly minutes: number;
}
