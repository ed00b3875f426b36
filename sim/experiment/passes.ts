/** All passes that threads do together, in one order on all of them. */
import type { SimulationPass } from "../model/blocks.ts";
import { CLIMATE_PASSES } from "../model/climate.ts";
import { COMMONS_PASSES } from "../model/commons.ts";
import { LIFE_PASSES } from "../model/demography.ts";
import { DIGITAL_PASSES } from "../model/digital.ts";
import { BUYER_PASSES } from "../model/first-buyers.ts";
import { FOUNDING_PASSES } from "../model/founding.ts";
import { LABOUR_PASSES } from "../model/labour.ts";
import { LISTING_PASSES } from "../model/listings.ts";
import { CHOICE_PASSES } from "../model/location-choice.ts";
import { SEARCHER_PASSES } from "../model/searchers.ts";
import { TELEWORK_PASSES } from "../model/telework.ts";
import { TIE_PASSES } from "../model/ties.ts";
import { WELLBEING_PASSES } from "../model/wellbeing.ts";
import { GROUP_PASSES } from "../output/group-sums.ts";
import { MEASURE_PASSES } from "../output/household-sums.ts";

export const PASSES: readonly SimulationPass[] = [
  ...FOUNDING_PASSES,
  ...LIFE_PASSES,
  ...BUYER_PASSES,
  ...CLIMATE_PASSES,
  ...COMMONS_PASSES,
  ...DIGITAL_PASSES,
  ...LISTING_PASSES,
  ...WELLBEING_PASSES,
  ...TIE_PASSES,
  ...SEARCHER_PASSES,
  ...CHOICE_PASSES,
  ...LABOUR_PASSES,
  ...TELEWORK_PASSES,
  ...MEASURE_PASSES,
  ...GROUP_PASSES,
];
