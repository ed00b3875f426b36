/** Levers of governance (process 12), and switches between readings that the literature disputes. */
import { lever } from "./spec.ts";

export const GOVERNANCE_LEVERS = [
  lever({
    name: "governance.mode",
    kind: "policy",
    unit: "choice",
    min: 0,
    max: 3,
    default: 0,
    step: 1,
    process: "governance",
    label: { fr: "Ville numérique", nl: "Digitale stad", en: "Digital city" },
    sentence: {
      fr: "Qui numérise la ville : une plateforme privée, ses citoyens, ou les deux ensemble.",
      nl: "Wie de stad digitaliseert: een privaat platform, haar burgers, of beide samen.",
      en: "Who makes the city digital: a private platform, its citizens, or both together.",
    },
    source: "assumed",
    cost: { eur: 8, per: "inhabitant and year while a programme runs" },
    choices: [
      { value: 0, label: { fr: "aucun programme", nl: "geen programma", en: "no programme" } },
      { value: 1, label: { fr: "plateforme privée", nl: "privaat platform", en: "private platform" } },
      { value: 2, label: { fr: "citoyens", nl: "burgers", en: "citizens" } },
      { value: 3, label: { fr: "hybride", nl: "hybride", en: "hybrid" } },
    ],
    moves: { indicator: "trust", direction: "higher", at: 3 },
  }),
  lever({
    name: "governance.consultation",
    kind: "policy",
    unit: "share",
    min: 0,
    max: 1,
    default: 0,
    step: 0.1,
    process: "governance",
    label: { fr: "Concertation", nl: "Inspraak", en: "Consultation" },
    sentence: {
      fr: "Part des projets soumis à concertation : plus de voix, moins de contestation, plus de temps.",
      nl: "Deel van de projecten met inspraak: meer stem, minder protest, meer tijd.",
      en: "Part of projects that are consulted on: more say, less contestation, more time.",
    },
    source: "assumed",
    cost: { eur: 5, per: "inhabitant and year" },
    moves: { indicator: "contestation", direction: "lower", at: 1 },
  }),
] as const;

export const SWITCHES = [
  lever({
    name: "switch.loneliness",
    kind: "assumption",
    unit: "choice",
    min: 0,
    max: 2,
    default: 0,
    step: 1,
    process: "ties",
    label: { fr: "Qui est plus seul ?", nl: "Wie is eenzamer?", en: "Who is lonelier?" },
    sentence: {
      fr: "Les sources se contredisent : la densité change, ou non, le soutien dont chacun a besoin.",
      nl: "Bronnen spreken elkaar tegen: dichtheid verandert, of niet, hoeveel steun men nodig heeft.",
      en: "Sources disagree: density changes, or not, the support that one needs.",
    },
    source: "C34, C35",
    choices: [
      { value: 0, label: { fr: "selon les liens seuls", nl: "enkel volgens banden", en: "by ties alone" } },
      { value: 1, label: { fr: "la ville isole (C34)", nl: "de stad (C34)", en: "the city isolates (C34)" } },
      { value: 2, label: { fr: "la campagne (C35)", nl: "het platteland (C35)", en: "the country (C35)" } },
    ],
    moves: { indicator: "lonely", where: "metropolis", direction: "higher", at: 1 },
  }),
  lever({
    name: "switch.bridges",
    kind: "assumption",
    unit: "choice",
    min: 0,
    max: 2,
    default: 0,
    step: 1,
    process: "ties",
    label: { fr: "Liens faibles au loin", nl: "Zwakke banden ver weg", en: "Weak ties far away" },
    sentence: {
      fr: "Les sources se contredisent : les liens faibles au loin se perdent en un an, ou durent.",
      nl: "Bronnen spreken elkaar tegen: zwakke banden ver weg verdwijnen in een jaar, of blijven.",
      en: "Sources disagree: weak ties far away are gone within a year, or last.",
    },
    source: "C06, C07",
    choices: [
      { value: 0, label: { fr: "comme les autres", nl: "zoals de andere", en: "like the others" } },
      { value: 1, label: { fr: "se perdent (C06)", nl: "verdwijnen (C06)", en: "fade (C06)" } },
      { value: 2, label: { fr: "durent (C07)", nl: "blijven (C07)", en: "last (C07)" } },
    ],
    moves: { indicator: "weakTies", direction: "lower", at: 1 },
  }),
] as const;
