/** All passes that threads do together, in one order on all of them. */
import type { SimulationPass } from "../model/blocks.ts";
import { LIFE_PASSES } from "../model/demography.ts";
import { COMMONS_PASSES } from "../model/commons.ts";
import { DIGITAL_PASSES } from "../model/digital.ts";
import { LABOUR_PASSES } from "../model/labour.ts";
import { CHOICE_PASSES } from "../model/location-choice.ts";
import { SEARCHER_PASSES } from "../model/searchers.ts";
import { TELEWORK_PASSES } from "../model/telework.ts";
import { TIE_PASSES } from "../model/ties.ts";
import { GROUP_PASSES } from "../output/group-sums.ts";
import { MEASURE_PASSES } from "../output/household-sums.ts";

export const PASSES: readonly SimulationPass[] = [
  ...LIFE_PASSES,
  ...COMMONS_PASSES,
  ...DIGITAL_PASSES,
  ...TIE_PASSES,
  ...SEARCHER_PASSES,
  ...CHOICE_PASSES,
  ...LABOUR_PASSES,
  ...TELEWORK_PASSES,
  ...MEASURE_PASSES,
  ...GROUP_PASSES,
];
