/** Levers of transport and local services, by class of city. */
import { lever } from "./spec.ts";

export const TERRITORY_LEVERS = [
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
    cost: { eur: 2, per: "inhabitant and year for each % saved (assumed)" },
    moves: { indicator: "commuteMinutes", direction: "lower", at: -50 },
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
    cost: { eur: 6, per: "inhabitant of these cities and year for each % (assumed)" },
    moves: { indicator: "population", where: "mid-sized", direction: "higher", at: 100 },
  }),
] as const;
