/**
 * Buffers that the month reuses, and static tables of the search: nothing is allocated while a
 * month runs. Nothing here outlives a month but what is static, so it is not part of the state.
 */
import type { ClimateTerms } from "./climate-terms.ts";
import type { CommonsTerms } from "./commons.ts";
import type { MonthlyRates } from "./demography-rates.ts";
import type { FoundingTies } from "./founding-ties.ts";
import type { Applications, LabourMarket } from "./job-search.ts";
import type { ChoiceMarket } from "./location-choice.ts";
import type { PlatformTerms } from "./platforms.ts";
import type { TasteGroups } from "./tastes.ts";

/** Searchers of the month and what each one chose. */
export interface Searchers {
  count: number;
  readonly household: Uint32Array;
  /** Discontent with the present dwelling [utility]. */
  readonly discontent: Float32Array;
  /** Chosen place and tenure; NONE: stay. */
  readonly choice: Uint16Array;
  readonly tenure: Uint8Array;
  /** Lost options of earlier rounds: place x 3 + tenure, 0xffffffff none. */
  readonly lost: Uint32Array;
  readonly state: Uint8Array;
  /** Keyed ticket of the bid. */
  readonly ticket: Uint32Array;
}

/** Upper bounds of utility as least costs exp(-V), by income bracket, floor type and tenure. */
export interface Bounds {
  readonly brackets: number;
  /** Upper edge of each bracket [EUR/month]. */
  readonly edge: Float64Array;
  /** bracket x floor type x tenure x place. */
  readonly housing: Float64Array;
  /** place x tenure: ln of the market's cost over the country's mean rent. */
  readonly lnCost: Float64Array;
  /** occupation x place: cost of all that is not housing. */
  readonly amenity: Float64Array;
  /** bracket x floor type x occupation x tenure x group. */
  readonly group: Float64Array;
  /** Static: b_k ln(1 + km/15) by place x place, and exp of its least by place x group. */
  readonly penalty: Float32Array;
  readonly distanceGroup: Float64Array;
  /** zones^-mu of each place's area. */
  readonly nestFactor: Float64Array;
}

/** Proposals of new ties: each block of households has its own part of the list. */
export interface Proposals {
  /** Of all blocks. */
  count: number;
  /** Length of each block's part. */
  readonly most: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly kind: Uint8Array;
  /** Priority in the lottery; proposals of each block by band of priorities; where bands begin. */
  readonly rank: Uint32Array;
  readonly bandCount: Uint32Array;
  readonly bandStart: Uint32Array;
}

/** Events of the month's lives, and those who may host arrivals. */
export interface Lives {
  count: number;
  readonly row: Uint32Array;
  readonly kind: Uint8Array;
  readonly hosts: {
    count: number;
    readonly row: Uint32Array;
    readonly rank: Float64Array;
    readonly order: Uint32Array;
  };
  /** Rows freed this month and not yet emptied. */
  readonly freed: { count: number; readonly row: Uint32Array };
  /** Households that became one: who is gone, who remains. */
  readonly merged: { count: number; readonly from: Uint32Array; readonly to: Uint32Array };
  /** New households: the row they come from, their own, how they begin, whether children stay behind. */
  readonly newcomers: {
    count: number;
    readonly from: Uint32Array;
    readonly row: Uint32Array;
    readonly way: Uint8Array;
    readonly parents: Uint8Array;
  };
  readonly hazards: Float64Array;
  /** Counts of a block of rows, four by place. */
  readonly counts: Int32Array;
  /** Highest hazard of any event by composition and age, of parents with one child. */
  readonly anyEvent: Float64Array;
  /** Households by place before the month, those who came and went. */
  readonly before: Float64Array;
  readonly come: Float64Array;
  readonly go: Float64Array;
  /** Factor of arrivals from abroad by place. */
  readonly arrivals: Float64Array;
  /** Households of each country at the start. */
  readonly founders: Float64Array;
  /** Country whose newcomers may take a row. */
  readonly rowCountry: Uint8Array;
  /** By country: no row before this one is free. */
  readonly cursor: Uint32Array;
}

export interface Workspace {
  readonly rates: MonthlyRates;
  readonly life: Lives;
  readonly groups: TasteGroups;
  readonly searchers: Searchers;
  readonly market: ChoiceMarket;
  readonly bounds: Bounds;
  readonly proposals: Proposals;
  readonly foundingTies: FoundingTies;
  readonly labour: LabourMarket;
  readonly applications: Applications;
  /** Households by place of residence and by place of the first job: starts by place, members. */
  readonly residentStart: Uint32Array;
  readonly residentNext: Uint32Array;
  readonly residents: Uint32Array;
  readonly workerStart: Uint32Array;
  readonly workerNext: Uint32Array;
  readonly workersAt: Uint32Array;
  /** Digital contact level of each household, in 255ths: u = W / (W + half), by the ties it reaches. */
  readonly contact: Uint8Array;
  /** Reach and contact of each household, gathered for the ties pass. */
  readonly cards: Uint16Array;
  /** Turn of households that is counted (turns.ts). */
  turn: number;
  /** Entries of a list that each block of rows has written. */
  readonly blockCount: Uint32Array;
  /** Sums by place of each block of rows that makes some. */
  readonly tally: Float64Array;
  /** Bits of the incomes that cut households into thirds, as far as they are known; bits that are not yet. */
  readonly incomeCuts: Uint32Array;
  /** Households that have a new tie this month. */
  readonly matched: Uint8Array;
  /** What each place adds to dependence [logit]. */
  readonly placeDependence: Float64Array;
  readonly platformTerms: PlatformTerms;
  readonly commonsTerms: CommonsTerms;
  /** Step of distance by place x place; factors of meetings and of digital contact by step. */
  readonly pairStep: Uint8Array;
  readonly meetFactor: Float64Array;
  readonly digitalFactor: Float64Array;
  /** What a tie's label stands for this month, eight numbers each. */
  readonly traits: Float64Array;
  /** Hazard of the end of a tie by strength in 256ths, relative to one of no strength. */
  readonly endByStrength: Float64Array;
  /** ln(1 + inhabitants and jobs for each km2), what weak ties are met by. */
  readonly meetDensity: Float64Array;
  /** Part of jobs that can be done at home: place x occupations. */
  readonly eligibleShare: Float64Array;
  /** By job place: remote days, workers who could work at home, jobs held; counts of a block of rows. */
  readonly desks: {
    readonly remote: Float64Array;
    readonly eligible: Float64Array;
    readonly held: Float64Array;
    readonly jobCounts: Int32Array;
    readonly homeCounts: Int32Array;
  };
  /** Workers with a job, their remote days and all households, by place of residence. */
  readonly homes: {
    readonly workers: Float64Array;
    readonly remote: Float64Array;
    readonly households: Float64Array;
  };
  /** Static utility by place that levers do not touch, and means that scale amounts. */
  readonly lnDensity: Float64Array;
  readonly localServices: Float64Array;
  readonly broadband: Float64Array;
  readonly userCost: Float64Array;
  /** New private leases over the market rent, by place. */
  readonly leaseFactor: Float64Array;
  /**
   * Shares of owners' listings that each kind of investor would buy, of one place; taste to buy, by place;
   * whether those who win a dwelling move, 0/1.
   */
  readonly trade: {
    readonly shares: Float64Array;
    readonly buyingTaste: Float64Array;
    moves: number;
  };
  readonly jobsFactor: Float64Array;
  readonly officeWorth: Float64Array;
  readonly climate: ClimateTerms;
  /** Highest frailty of each 256th of the draws. */
  readonly frailtyMost: Float64Array;
  highestPremium: number;
  /** Months by which tastes are ahead of the calendar: sum of (renewal - 1). */
  tasteLead: number;
  /** By country [EUR/m2/month]. */
  readonly meanRent: Float64Array;
}
