/** Terms of utility in the words of each language. */
import type { Language } from "../../sim/session/protocol.ts";

const TERMS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  income: { fr: "reste à vivre", nl: "wat overblijft", en: "income left" },
  housing: { fr: "prix du logement", nl: "woningprijs", en: "cost of housing" },
  time: { fr: "trajets et télétravail", nl: "pendel en telewerk", en: "commuting and telework" },
  services: { fr: "services", nl: "diensten", en: "services" },
  ties: { fr: "proches sur place", nl: "naasten ter plaatse", en: "close ties there" },
  home: { fr: "pays d'origine", nl: "streek van herkomst", en: "the area one comes from" },
  leaving: { fr: "quitter sa région", nl: "zijn streek verlaten", en: "leaving one's area" },
  distance: { fr: "lieu inconnu et lointain", nl: "onbekend en ver", en: "far and unknown" },
  density: { fr: "densité", nl: "dichtheid", en: "density" },
  place: { fr: "attrait propre du lieu", nl: "eigen aantrek van de plaats", en: "the place's own appeal" },
  tenurePlace: {
    fr: "attrait du statut ici",
    nl: "aantrek van eigendom of huur",
    en: "tenure's worth there",
  },
  tenure: { fr: "statut d'occupation", nl: "eigendom of huur", en: "tenure" },
  taste: { fr: "goût personnel", nl: "persoonlijke smaak", en: "personal taste" },
  moving: { fr: "coût du déménagement", nl: "verhuiskost", en: "cost of moving" },
  discontent: { fr: "insatisfaction du logement", nl: "onvrede met de woning", en: "discontent" },
};

/** Name of a term; an unknown one keeps its own. */
export function termName(language: Language, term: string): string {
  return Object.hasOwn(TERMS, term) ? (TERMS[term]?.[language] ?? term) : term;
}
