/** Names of places and of what is known of them, as a language has them. */
import departements from "virtual:departements";
import type { Language, PlaceInfo } from "../../sim/session/protocol.ts";
import { AREA_NAMES } from "./area-names.ts";
import { type PlainKey, type Text, zoneName } from "./text.ts";
import { ruleIn } from "./units.ts";

const RURAL = /^rest of departement (\w+)$/;

/**
 * Name of an area in a language; what is unknown keeps the name that the data give.
 * @param name as in the place table, such as `Anvers` or `rest of departement 01`
 */
export function areaName(language: Language, text: Text, name: string): string {
  const code = RURAL.exec(name)?.[1];
  if (code !== undefined) return text.ruralOf(departements[code] ?? code);
  if (language === "fr") return name.split(" / ")[0] ?? name;
  return AREA_NAMES[name]?.[language] ?? name;
}

/** The name for the map, where there is little room: of twin cities the first. */
export function shortAreaName(language: Language, text: Text, name: string): string {
  return areaName(language, text, name).split(" - ")[0] ?? name;
}

/** Name of a place: its area, and its zone where the area has several. */
export function placeName(
  language: Language,
  text: Text,
  places: readonly PlaceInfo[],
  place: number,
): string {
  const info = places[place];
  if (info === undefined) return "";
  const zones = places.filter((each) => each.area === info.area);
  const name = shortAreaName(language, text, info.areaName);
  if (zones.length < 2) return name;
  const hasCore = zones.some((each) => each.zone === "core");
  return `${name}, ${zoneName(text, info.zone, hasCore).toLowerCase()}`;
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
  population_prev: "column_populationBefore",
  population_prev_year: "column_yearBefore",
  year: "column_year",
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
 * @returns each column's name with its rule, in the order of the entries; `known`: in this language
 */
export function derivedColumns(text: Text, derived: readonly string[]) {
  const rules = new Map<string, string>();
  for (const entry of derived) {
    const [column = "", ...rest] = entry.split(": ");
    const key = COLUMNS[column];
    rules.set(key === undefined ? column : text[key], rest.join(": "));
  }
  return [...rules].map(([name, rule]) => {
    const words = ruleIn(text.code, rule);
    return { name, rule: words ?? rule, known: words !== undefined };
  });
}
