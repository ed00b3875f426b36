/** Names of places and of what is known of them, as a language has them. */
import outlines from "virtual:outlines";
import type { Language } from "../../sim/session/protocol.ts";
import type { PlainKey, Text } from "./text.ts";

/** Dutch names of areas that the data name in French, and English ones where they differ. */
const NAMES: Readonly<Record<string, { readonly nl: string; readonly en: string }>> = {
  Paris: { nl: "Parijs", en: "Paris" },
  Lille: { nl: "Rijsel", en: "Lille" },
  Dunkerque: { nl: "Duinkerke", en: "Dunkirk" },
  Strasbourg: { nl: "Straatsburg", en: "Strasbourg" },
  Alost: { nl: "Aalst", en: "Aalst" },
  Anvers: { nl: "Antwerpen", en: "Antwerp" },
  Arlon: { nl: "Aarlen", en: "Arlon" },
  Audenarde: { nl: "Oudenaarde", en: "Oudenaarde" },
  Bastogne: { nl: "Bastenaken", en: "Bastogne" },
  Bruges: { nl: "Brugge", en: "Bruges" },
  "Bruxelles / Brussel": { nl: "Brussel", en: "Brussels" },
  Courtrai: { nl: "Kortrijk", en: "Kortrijk" },
  Dixmude: { nl: "Diksmuide", en: "Diksmuide" },
  Furnes: { nl: "Veurne", en: "Veurne" },
  Gand: { nl: "Gent", en: "Ghent" },
  Huy: { nl: "Hoei", en: "Huy" },
  Liège: { nl: "Luik", en: "Liège" },
  Louvain: { nl: "Leuven", en: "Leuven" },
  Malines: { nl: "Mechelen", en: "Mechelen" },
  Mons: { nl: "Bergen", en: "Mons" },
  Namur: { nl: "Namen", en: "Namur" },
  Ostende: { nl: "Oostende", en: "Ostend" },
  Roulers: { nl: "Roeselare", en: "Roeselare" },
  "Saint-Nicolas": { nl: "Sint-Niklaas", en: "Sint-Niklaas" },
  Soignies: { nl: "Zinnik", en: "Soignies" },
  Termonde: { nl: "Dendermonde", en: "Dendermonde" },
  Tongres: { nl: "Tongeren", en: "Tongeren" },
  "Tournai-Mouscron": { nl: "Doornik-Moeskroen", en: "Tournai-Mouscron" },
  Waremme: { nl: "Borgworm", en: "Waremme" },
  Ypres: { nl: "Ieper", en: "Ypres" },
};

const RURAL = /^rest of departement (\w+)$/;

/**
 * Name of an area in a language; what is unknown keeps the name that the data give.
 * @param name as in the place table, such as `Anvers` or `rest of departement 01`
 */
export function areaName(language: Language, text: Text, name: string): string {
  const code = RURAL.exec(name)?.[1];
  if (code !== undefined) return text.ruralOf(outlines.departements[code] ?? code);
  if (language === "fr") return name.split(" / ")[0] ?? name;
  return NAMES[name]?.[language] ?? name;
}

/** The name for the map, where there is little room: of twin cities the first. */
export function shortAreaName(language: Language, text: Text, name: string): string {
  return areaName(language, text, name).split(" - ")[0] ?? name;
}

const COLUMNS: Readonly<Record<string, PlainKey>> = {
  active: "column_active",
  area_km2: "column_area",
  dwellings: "column_dwellings",
  households: "column_households",
  jobs: "column_jobs",
  median_income_eur: "column_income",
  owner_share: "column_owners",
  price_flat_2019_eur: "column_price",
  rent_flat_eur_m2_month: "column_rentFlat",
  rent_house_eur_m2_month: "column_rentHouse",
  second_home_rate: "column_secondHomes",
  vacancy_rate: "column_vacancy",
  share_under25: "column_under25",
  share_65plus: "column_over65",
  natural_rate_prev: "column_natural",
  net_migration_rate_prev: "column_migration",
  lat: "column_position",
  lon: "column_position",
  km_to_core: "column_distance",
  mean_pair_km: "column_distance",
  unemployed: "column_unemployed",
};

/**
 * What of a place was derived, in words.
 * @param derived entries such as `jobs: establishments × …`
 * @returns each column's name with its rules, in the order of the entries
 */
export function derivedColumns(text: Text, derived: readonly string[]) {
  const rules = new Map<string, string>();
  for (const entry of derived) {
    const [column = "", ...rest] = entry.split(": ");
    const key = COLUMNS[column];
    rules.set(key === undefined ? column : text[key], rest.join(": "));
  }
  return [...rules].map(([name, rule]) => ({ name, rule }));
}
