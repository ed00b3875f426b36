/** Levers of telework and work (processes 3 and 4). */
import { lever } from "./spec.ts";

export const TELEWORK_LEVERS = [
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
    moves: { indicator: "remoteDays", direction: "higher", at: 5 },
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
    moves: { indicator: "remoteDays", direction: "higher", at: 1 },
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
    moves: { indicator: "remoteDays", direction: "higher", at: 2 },
  }),
] as const;
