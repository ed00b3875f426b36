/** Levers of housing (processes 8 and 10). */
import { lever } from "./spec.ts";

export const HOUSING_LEVERS = [
  lever({
    name: "housing.permits",
    kind: "policy",
    unit: "factor",
    min: 0,
    max: 3,
    default: 1,
    step: 0.1,
    process: "housing",
    label: { fr: "Permis de construire", nl: "Bouwvergunningen", en: "Building permits" },
    sentence: {
      fr: "Multiplie la réaction de la construction aux prix.",
      nl: "Vermenigvuldigt de reactie van de bouw op de prijzen.",
      en: "Multiplies the response of construction to prices.",
    },
    source: "B08",
    moves: { indicator: "vacancy", direction: "higher", at: 3 },
  }),
  lever({
    name: "housing.publicStarts",
    kind: "policy",
    unit: "% of dwellings/year",
    min: 0,
    max: 3,
    default: 0,
    step: 0.1,
    process: "housing",
    label: { fr: "Construction publique", nl: "Publieke woningbouw", en: "Public building" },
    sentence: {
      fr: "Logements publics mis en chantier chaque année dans les villes moyennes et petites.",
      nl: "Woningen die de overheid elk jaar start in middelgrote en kleine steden.",
      en: "Dwellings that public bodies start each year in mid-sized and small cities.",
    },
    source: "assumed",
    moves: { indicator: "vacancy", direction: "higher", at: 3 },
  }),
  lever({
    name: "housing.index",
    kind: "policy",
    unit: "% of inflation",
    min: 0,
    max: 100,
    default: 100,
    step: 10,
    process: "housing",
    label: { fr: "Indexation des loyers", nl: "Huurindexering", en: "Rent indexation" },
    sentence: {
      fr: "Part de l'inflation répercutée sur les baux en cours.",
      nl: "Deel van de inflatie dat in lopende huurcontracten wordt doorgerekend.",
      en: "Part of inflation passed on to sitting tenants.",
    },
    source: "assumed",
    moves: { indicator: "rentBurden", direction: "lower", at: 0 },
  }),
] as const;
