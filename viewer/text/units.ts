/** Units, costs and rules of derivation in the words of each language; what is unknown is built of words. */
import type { Language } from "../../sim/session/protocol.ts";

type Words = readonly [fr: string, nl: string, en: string];
const ORDER: readonly Language[] = ["fr", "nl", "en"];

const UNITS: Readonly<Record<string, Words>> = {
  persons: ["habitants", "inwoners", "inhabitants"],
  households: ["ménages", "huishoudens", "households"],
  "per 1,000/year": [
    "pour 1 000 habitants, 12 mois",
    "per 1.000 inwoners, 12 maanden",
    "per 1,000 inhabitants, 12 months",
  ],
  "EUR/m2/month": ["€/m²/mois", "€/m²/maand", "€/m²/month"],
  "EUR/m2": ["€/m²", "€/m²", "€/m²"],
  "% of income": ["% du revenu", "% van het inkomen", "% of income"],
  "days/week": ["jours/semaine", "dagen/week", "days/week"],
  "%": ["%", "%", "%"],
  share: ["%", "%", "%"],
  "h/week": ["heures/semaine", "uren/week", "hours/week"],
  "ties/household": ["liens par ménage", "banden per huishouden", "ties per household"],
  "persons/household": ["personnes par ménage", "personen per huishouden", "persons per household"],
  "%/year": ["%/an", "%/jaar", "%/year"],
  "min/office day": ["minutes, l'aller", "minuten, heen", "minutes, one way"],
  factor: ["×", "×", "×"],
  "% of dwellings/year": ["% du parc/an", "% van de woningen/jaar", "% of dwellings/year"],
  "% of inflation": ["% de l'inflation", "% van de inflatie", "% of inflation"],
  choice: ["", "", ""],
  "0/1": ["", "", ""],
  "degree 0-1": ["degré, 0 à 1", "graad, 0 tot 1", "degree, 0 to 1"],
  index: ["indice", "indexcijfer", "index"],
  "index 0-1": ["indice, 0 à 1", "index, 0 tot 1", "index, 0 to 1"],
  "index 0-10": ["note sur 10", "cijfer op 10", "mark out of 10"],
  "0-10": ["note sur 10", "cijfer op 10", "mark out of 10"],
  years: ["ans", "jaar", "years"],
  "% of households": ["% des ménages", "% van de huishoudens", "% of households"],
  "% of adults": ["% des adultes", "% van de volwassenen", "% of adults"],
  "% of labour force": ["% des actifs", "% van de beroepsbevolking", "% of the labour force"],
  "% of workers": ["% des travailleurs", "% van de werkenden", "% of workers"],
  "% of days": ["% des jours", "% van de dagen", "% of days"],
  "% of dwellings": ["% des logements", "% van de woningen", "% of dwellings"],
  "% of sales": ["% des ventes", "% van de verkopen", "% of sales"],
  "% of purchases": ["% des achats", "% van de aankopen", "% of purchases"],
  "% of value/year": ["% de la valeur/an", "% van de waarde/jaar", "% of the value/year"],
  "% below market": ["% sous le marché", "% onder de markt", "% below the market"],
  "share of starts": ["% des chantiers", "% van de bouwstarten", "% of starts"],
  "share of price": ["% du prix", "% van de prijs", "% of the price"],
  "share of dwellings": ["% des logements", "% van de woningen", "% of dwellings"],
  "desks/1,000 workers": ["places/1 000 travailleurs", "werkplekken/1.000 werkenden", "desks/1,000 workers"],
  "EUR/inhabitant/year": ["€/habitant/an", "€/inwoner/jaar", "€/inhabitant/year"],
  "EUR/user/month": ["€/usager/mois", "€/gebruiker/maand", "€/user/month"],
  "EUR/household/month": ["€/ménage/mois", "€/huishouden/maand", "€/household/month"],
  "EUR/month": ["€/mois", "€/maand", "€/month"],
  "EUR/t": ["€/tonne de CO₂", "€/ton CO₂", "€/tonne of CO₂"],
  "EUR/kWh": ["€ le kWh", "€ per kWh", "€ a kWh"],
  "kgCO2e/person/year": ["kg CO₂e/personne/an", "kg CO₂e/persoon/jaar", "kg CO₂e/person/year"],
};

/** What costs are counted by. */
const COUNTED_BY: Readonly<Record<string, Words>> = {
  EUR: ["euro", "euro", "euro"],
  "desk/month": ["place et par mois", "werkplek per maand", "desk and month"],
  "dwelling started": ["logement mis en chantier", "gestarte woning", "dwelling started"],
  "further dwelling and year": [
    "logement supplémentaire et par an",
    "extra woning per jaar",
    "further dwelling and year",
  ],
  "independent/year": ["indépendant et par an", "zelfstandige per jaar", "independent and year"],
  "inhabitant and year": ["habitant et par an", "inwoner per jaar", "inhabitant and year"],
  "inhabitant/year": ["habitant et par an", "inwoner per jaar", "inhabitant and year"],
  "inhabitant and year for each % saved": [
    "habitant, par an et par % gagné",
    "inwoner per jaar en per gewonnen %",
    "inhabitant and year for each % saved",
  ],
  "inhabitant and year for each euro": [
    "habitant, par an et par euro",
    "inwoner per jaar en per euro",
    "inhabitant and year for each euro",
  ],
  "inhabitant and year for offices kept open instead": [
    "habitant et par an, pour garder des guichets ouverts",
    "inwoner per jaar om loketten open te houden",
    "inhabitant and year for offices kept open instead",
  ],
  "inhabitant and year while a programme runs": [
    "habitant et par an tant que le programme dure",
    "inwoner per jaar zolang het programma loopt",
    "inhabitant and year while the programme runs",
  ],
  "inhabitant of these cities/year": [
    "habitant de ces villes et par an",
    "inwoner van die steden per jaar",
    "inhabitant of these cities and year",
  ],
  "inhabitant of these cities and year for each %": [
    "habitant de ces villes, par an et par %",
    "inwoner van die steden, per jaar en per %",
    "inhabitant of these cities and year for each %",
  ],
  "kWh of green electricity": ["kWh vert", "groene kWh", "kWh of green electricity"],
  "social dwelling beyond the mix": [
    "logement social au-delà de la part obligatoire",
    "sociale woning boven het verplichte aandeel",
    "social dwelling beyond the required part",
  ],
};

/** Rules by which numbers of places were derived, as the data state them. */
const RULES: Readonly<Record<string, Words>> = {
  "value of the whole urban area": [
    "valeur de toute l'aire urbaine",
    "waarde van het hele stadsgebied",
    "value of the whole urban area",
  ],
  "French rate of active persons per inhabitant": [
    "taux français d'actifs par habitant",
    "Frans aandeel actieven per inwoner",
    "French rate of active persons per inhabitant",
  ],
  "establishments × (Belgian population × French jobs per inhabitant) / all Belgian establishments": [
    "établissements × (population belge × emplois français par habitant) / tous les établissements belges",
    "vestigingen × (Belgische bevolking × Franse banen per inwoner) / alle Belgische vestigingen",
    "establishments × (Belgian population × French jobs per inhabitant) / all Belgian establishments",
  ],
  "tax income per declaration relative to the Belgian mean × the French mean": [
    "revenu fiscal par déclaration rapporté à la moyenne belge × la moyenne française",
    "fiscaal inkomen per aangifte ten opzichte van het Belgische gemiddelde × het Franse gemiddelde",
    "tax income per declaration relative to the Belgian mean × the French mean",
  ],
  "value of the province": ["valeur de la province", "waarde van de provincie", "value of the province"],
  "4.5 % of the median flat price / 85 m² / 12": [
    "4,5 % du prix médian d'un appartement / 85 m² / 12",
    "4,5 % van de mediane prijs van een appartement / 85 m² / 12",
    "4.5 % of the median flat price / 85 m² / 12",
  ],
  "empty dwellings up to 7 % of all": [
    "logements vides, jusqu'à 7 % du parc",
    "lege woningen, tot 7 % van alle",
    "empty dwellings up to 7 % of all",
  ],
  "empty dwellings above 7 % of all": [
    "logements vides au-delà de 7 % du parc",
    "lege woningen boven 7 % van alle",
    "empty dwellings above 7 % of all",
  ],
  "census of 2011 raised to 1.06 × households where fewer": [
    "recensement de 2011, porté à 1,06 × les ménages là où il y en a moins",
    "telling van 2011, verhoogd tot 1,06 × de huishoudens waar er minder zijn",
    "census of 2011 raised to 1.06 × households where fewer",
  ],
  "arrondissement minus pole": [
    "arrondissement moins le pôle",
    "arrondissement zonder de stadskern",
    "arrondissement minus pole",
  ],
  "pole taken 2.7 times as dense as its arrondissement; ring = arrondissement minus pole": [
    "pôle pris 2,7 fois plus dense que son arrondissement ; couronne = arrondissement moins le pôle",
    "kern 2,7 keer zo dicht genomen als het arrondissement; rand = arrondissement zonder kern",
    "pole taken 2.7 times as dense as its arrondissement; ring = arrondissement minus pole",
  ],
  "centroid of the arrondissement minus pole": [
    "centre de l'arrondissement moins le pôle",
    "middelpunt van het arrondissement zonder de kern",
    "centroid of the arrondissement minus pole",
  ],
  "58 % of main residences": [
    "58 % des résidences principales",
    "58 % van de hoofdverblijven",
    "58 % of main residences",
  ],
  "0.47 population": ["0,47 × population", "0,47 × bevolking", "0.47 × population"],
  "0.92 active": ["0,92 × population active", "0,92 × beroepsbevolking", "0.92 × active persons"],
  "8 % of active": ["8 % des actifs", "8 % van de actieven", "8 % of active persons"],
  "0.07 population": ["0,07 × population", "0,07 × bevolking", "0.07 × population"],
  "21,930 EUR, the French median of 2019": [
    "21 930 €, médiane française de 2019",
    "21.930 €, Franse mediaan van 2019",
    "21,930 €, the French median of 2019",
  ],
  "0.85 rent_flat_eur_m2_month": [
    "0,85 × loyer des appartements",
    "0,85 × huur van appartementen",
    "0.85 × rent of flats",
  ],
  "30 % of inhabitants": ["30 % des habitants", "30 % van de inwoners", "30 % of inhabitants"],
  "20 % of inhabitants": ["20 % des habitants", "20 % van de inwoners", "20 % of inhabitants"],
  "as many as later": ["autant que plus tard", "evenveel als later", "as many as later"],
  "five years before": ["cinq ans plus tôt", "vijf jaar eerder", "five years before"],
  "0: as many come as go": [
    "0 : autant d'arrivées que de départs",
    "0: evenveel komen als gaan",
    "0: as many come as go",
  ],
};

/** Single words of units, for those that no table knows. */
const WORDS: readonly (readonly [RegExp, Words])[] = [
  [/\bEUR\b/g, ["€", "€", "€"]],
  [/\b(inhabitants?|persons?)\b/g, ["habitant", "inwoner", "inhabitant"]],
  [/\bhouseholds?\b/g, ["ménage", "huishouden", "household"]],
  [/\bdwellings?\b/g, ["logement", "woning", "dwelling"]],
  [/\byears?\b/g, ["an", "jaar", "year"]],
  [/\bmonths?\b/g, ["mois", "maand", "month"]],
  [/\bworkers?\b/g, ["travailleur", "werkende", "worker"]],
  [/\bshare of\b/g, ["part de", "deel van", "share of"]],
  [/\bof\b/g, ["de", "van", "of"]],
  [/\bindex\b/g, ["indice", "indexcijfer", "index"]],
  [/m2/g, ["m²", "m²", "m²"]],
];

/** A unit in words. */
export function unitIn(language: Language, unit: string): string {
  return told(UNITS, language, unit) ?? builtOf(language, unit);
}

/** What a cost is counted by, in words; that it is assumed is said elsewhere. */
export function countedBy(language: Language, per: string): string {
  const plain = per.replace(" (assumed)", "");
  return told(COUNTED_BY, language, plain) ?? builtOf(language, plain);
}

/** A rule of derivation in words; undefined if it is not a known one. */
export function ruleIn(language: Language, rule: string): string | undefined {
  return told(RULES, language, rule);
}

function told(table: Readonly<Record<string, Words>>, language: Language, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name]?.[ORDER.indexOf(language)] : undefined;
}

function builtOf(language: Language, unit: string): string {
  return WORDS.reduce(
    (text, [word, words]) => text.replace(word, words[ORDER.indexOf(language)] ?? ""),
    unit,
  );
}
