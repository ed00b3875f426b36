/**
 * The levers of a scenario (model section 7): policies, which a government may choose, and
 * assumptions about the world, which it may not. Every lever enters an equation of its process.
 */

export interface LeverSpec {
  readonly name: string;
  /** A policy changes scenario B only; an assumption changes A and B. */
  readonly kind: "policy" | "assumption";
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly default: number;
  readonly step: number;
  /** Process of the month in which it acts. */
  readonly process: string;
  readonly sentence: { readonly fr: string; readonly nl: string; readonly en: string };
  readonly label: { readonly fr: string; readonly nl: string; readonly en: string };
  /** Fact identifier, author and year, or `assumed`. */
  readonly source: string;
}

const lever = <const N extends string>(spec: LeverSpec & { readonly name: N }) => spec;

export const LEVERS = [
  lever({
    name: "telework.norm",
    kind: "policy",
    unit: "days/week",
    min: 0,
    max: 5,
    default: 2,
    step: 0.5,
    process: "telework",
    label: { fr: "Télétravail permis", nl: "Toegestaan telewerk", en: "Telework allowed" },
    sentence: {
      fr: "Nombre de jours par semaine qu'un employeur favorable accorde au télétravail.",
      nl: "Aantal dagen per week dat een welwillende werkgever telewerk toestaat.",
      en: "Days a week that a willing employer lets an eligible worker work from home.",
    },
    source: "A54",
  }),
  lever({
    name: "telework.employers",
    kind: "policy",
    unit: "share",
    min: 0,
    max: 1,
    default: 0.2,
    step: 0.05,
    process: "telework",
    label: { fr: "Employeurs favorables", nl: "Bereidwillige werkgevers", en: "Willing employers" },
    sentence: {
      fr: "Part des emplois télétravaillables dont l'employeur accepte le télétravail.",
      nl: "Aandeel van de telewerkbare banen waarvan de werkgever telewerk aanvaardt.",
      en: "Share of teleworkable jobs whose employer accepts telework.",
    },
    source: "A53",
  }),
  lever({
    name: "digital.limits",
    kind: "policy",
    unit: "share",
    min: 0,
    max: 1,
    default: 0,
    step: 0.1,
    process: "digital",
    label: { fr: "Limites de temps d'écran", nl: "Schermtijdlimieten", en: "Screen-time limits" },
    sentence: {
      fr: "Part des ménages qui fixent eux-mêmes des limites à leur temps en ligne.",
      nl: "Aandeel huishoudens dat zelf grenzen stelt aan de tijd online.",
      en: "Share of households that set limits to their own time online.",
    },
    source: "D06",
  }),
  lever({
    name: "digital.onlineOnly",
    kind: "policy",
    unit: "share",
    min: 0,
    max: 1,
    default: 0.2,
    step: 0.05,
    process: "digital",
    label: { fr: "Services seulement en ligne", nl: "Diensten enkel online", en: "Online-only services" },
    sentence: {
      fr: "Part des services qui n'existent plus qu'en ligne.",
      nl: "Aandeel van de diensten dat enkel nog online bestaat.",
      en: "Share of services that exist online only.",
    },
    source: "assumed",
  }),
  lever({
    name: "digital.broadband",
    kind: "policy",
    unit: "share",
    min: 0,
    max: 1,
    default: 0.64,
    step: 0.02,
    process: "digital",
    label: { fr: "Fibre optique", nl: "Glasvezel", en: "Fibre broadband" },
    sentence: {
      fr: "Part des logements raccordables à la fibre ; l'espace rural en a les trois quarts.",
      nl: "Aandeel woningen met glasvezel; landelijk gebied heeft er drie kwart van.",
      en: "Share of dwellings that fibre can reach; rural places have three quarters of it.",
    },
    source: "D19",
  }),
  lever({
    name: "transport.rail",
    kind: "policy",
    unit: "%",
    min: -50,
    max: 50,
    default: 0,
    step: 5,
    process: "location-choice",
    label: { fr: "Temps de train", nl: "Treinreistijd", en: "Train times" },
    sentence: {
      fr: "Variation des temps de trajet entre aires urbaines différentes.",
      nl: "Verandering van de reistijden tussen verschillende stadsgebieden.",
      en: "Change of travel times between different urban areas.",
    },
    source: "assumed",
  }),
  lever({
    name: "services.midSized",
    kind: "policy",
    unit: "%",
    min: -50,
    max: 100,
    default: 0,
    step: 5,
    process: "location-choice",
    label: {
      fr: "Services des villes moyennes",
      nl: "Diensten in middelgrote steden",
      en: "Services of mid-sized cities",
    },
    sentence: {
      fr: "Services de proximité ajoutés dans les villes moyennes et petites, en % de leur niveau.",
      nl: "Extra buurtdiensten in middelgrote en kleine steden, in % van hun niveau.",
      en: "Local services added in mid-sized and small cities, in % of their level.",
    },
    source: "assumed",
  }),
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
  }),
  lever({
    name: "digital.arrange",
    kind: "assumption",
    unit: "factor",
    min: 0,
    max: 3,
    default: 1,
    step: 0.1,
    process: "ties",
    label: { fr: "Le numérique stimule", nl: "Digitaal stimuleert", en: "Digital stimulates" },
    sentence: {
      fr: "Force avec laquelle le contact numérique suscite des rencontres.",
      nl: "Mate waarin digitaal contact ontmoetingen uitlokt.",
      en: "How strongly digital contact arranges meetings (chi).",
    },
    source: "C21, C24",
  }),
  lever({
    name: "digital.displace",
    kind: "assumption",
    unit: "share",
    min: 0,
    max: 1,
    default: 0.35,
    step: 0.05,
    process: "ties",
    label: { fr: "Le numérique absorbe", nl: "Digitaal verdringt", en: "Digital swallows" },
    sentence: {
      fr: "Part du temps en ligne prise sur le temps disponible pour les proches.",
      nl: "Deel van de tijd online dat ten koste gaat van tijd voor naasten.",
      en: "Part of online time taken from the time available for one's ties (rho).",
    },
    source: "C20, C22",
  }),
  lever({
    name: "telework.potential",
    kind: "assumption",
    unit: "factor",
    min: 0,
    max: 2,
    default: 1,
    step: 0.1,
    process: "telework",
    label: { fr: "Métiers télétravaillables", nl: "Telewerkbare beroepen", en: "Teleworkable jobs" },
    sentence: {
      fr: "Multiplie la part des emplois qui peuvent se faire à distance.",
      nl: "Vermenigvuldigt het aandeel banen dat van thuis uit kan.",
      en: "Multiplies the share of jobs that can be done from home.",
    },
    source: "A36, A37",
  }),
  lever({
    name: "macro.mortgageRate",
    kind: "assumption",
    unit: "%/year",
    min: 0,
    max: 10,
    default: 1.5,
    step: 0.1,
    process: "location-choice",
    label: { fr: "Taux hypothécaire", nl: "Hypotheekrente", en: "Mortgage rate" },
    sentence: {
      fr: "Taux d'intérêt réel des prêts immobiliers.",
      nl: "Reële rente van hypothecaire leningen.",
      en: "Real interest rate of housing loans.",
    },
    source: "assumed",
  }),
  lever({
    name: "macro.inflation",
    kind: "assumption",
    unit: "%/year",
    min: 0,
    max: 15,
    default: 1.5,
    step: 0.5,
    process: "housing",
    label: { fr: "Inflation", nl: "Inflatie", en: "Inflation" },
    sentence: {
      fr: "Hausse générale des prix ; les sommes restent en euros de 2019.",
      nl: "Algemene prijsstijging; bedragen blijven in euro van 2019.",
      en: "General price rise; amounts stay in euros of 2019.",
    },
    source: "assumed",
  }),
  lever({
    name: "macro.energyPrice",
    kind: "assumption",
    unit: "factor",
    min: 0.5,
    max: 4,
    default: 1,
    step: 0.1,
    process: "location-choice",
    label: { fr: "Prix de l'énergie", nl: "Energieprijs", en: "Energy price" },
    sentence: {
      fr: "Multiplie le coût du chauffage et des kilomètres parcourus.",
      nl: "Vermenigvuldigt de kosten van verwarming en gereden kilometers.",
      en: "Multiplies the cost of heating and of kilometres travelled.",
    },
    source: "assumed",
  }),
  lever({
    name: "shock.distancing",
    kind: "assumption",
    unit: "share",
    min: 0,
    max: 1,
    default: 0,
    step: 0.05,
    process: "shocks",
    label: { fr: "Distanciation", nl: "Afstand houden", en: "Distancing" },
    sentence: {
      fr: "Part des rencontres en face à face empêchées (pandémie).",
      nl: "Deel van de ontmoetingen dat wegvalt (pandemie).",
      en: "Share of face-to-face meetings prevented (pandemic).",
    },
    source: "C26",
  }),
] as const;

export type LeverName = (typeof LEVERS)[number]["name"];

/** A value that holds from one month on; it is reached from the value before by a linear ramp. */
export interface LeverSegment {
  /** First month in which it acts, counted from 2019-01. */
  readonly from: number;
  /** First month in which it acts no more (the lever's default returns); Infinity: for ever. */
  readonly to: number;
  /** Months over which the value before turns into this one; 0: at once. */
  readonly ramp: number;
  readonly value: number;
}

/** Segments by lever in rising order of `from`; a lever that is absent stays at its default. */
export type LeverSeries = ReadonlyMap<LeverName, readonly LeverSegment[]>;

/** Specification of a lever by name. */
export function leverSpec(name: LeverName): LeverSpec {
  const spec = LEVERS.find((each) => each.name === name);
  if (spec === undefined) throw new Error(`no lever is called ${name}`);
  return spec;
}

/**
 * Value of a lever in a month: that of the last segment begun and not ended, ramped linearly from
 * the value which held just before it.
 * @param month months since 2019-01
 */
export function leverValue(series: LeverSeries, name: LeverName, month: number): number {
  const segments = series.get(name) ?? [];
  let value: number = leverSpec(name).default;
  for (const segment of segments) {
    if (month < segment.from || month >= segment.to) continue;
    const done = segment.ramp > 0 ? Math.min(1, (month - segment.from + 1) / segment.ramp) : 1;
    value += (segment.value - value) * done;
  }
  return value;
}
