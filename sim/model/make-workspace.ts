/** Makes the buffers and static tables of a simulation, once (ODD 5). */
import { exp, log } from "../core/math.ts";
import { eligibleShares, jobsFactors } from "./arrangement.ts";
import { blocksOf, tallySize } from "./blocks.ts";
import { makeBounds } from "./bounds.ts";
import { makeClimateTerms } from "./climate-terms.ts";
import { makeCommonsTerms } from "./commons.ts";
import { AGES, monthlyRates } from "./demography-rates.ts";
import { makeFoundingTies } from "./founding-ties.ts";
import type { Geography } from "./geography.ts";
import { makeApplications, makeLabourMarket } from "./job-search.ts";
import { EVENTS } from "./life-events.ts";
import { makeChoiceMarket } from "./location-choice.ts";
import type { Parameters } from "./parameters.ts";
import { COUNTRIES, type PlaceTable } from "./places.ts";
import { makePlatformTerms } from "./platforms.ts";
import { apportion } from "./population.ts";
import { frailtyBounds } from "./searcher.ts";
import { SEARCH_BLOCK } from "./searchers.ts";
import { COMPOSITIONS, INVESTORS } from "./state.ts";
import { makeTasteGroups } from "./tastes.ts";
import { makeDesks } from "./telework.ts";
import { tieTables } from "./tie-labels.ts";
import { BANDS } from "./tie-lottery.ts";
import { PROPOSAL_BLOCK } from "./tie-proposals.ts";
import type { Lives, Workspace } from "./workspace.ts";

/** A prime: rows at this distance belong to countries in the founders' proportion. */
const SPREAD = 7919;

/** Entries that a thinned list of N households needs: the mean at share p and ten standard deviations. */
export function listSize(households: number, share: number): number {
  return Math.min(households, Math.ceil(households * share + 10 * Math.sqrt(households * share) + 20));
}

/** Share of rows that are added at once. */
const GROWTH = 0.02;

/** Rows for which there is memory from the start: newcomers come before others have gone. */
export function roomFor(rows: number): number {
  return rows + 64 + Math.ceil(GROWTH * rows);
}

/** All buffers for N households on a place table. */
export function makeWorkspace(
  table: PlaceTable,
  geography: Geography,
  p: Parameters,
  households: number,
): Workspace {
  const groups = makeTasteGroups(table);
  const n = table.count;
  const { meanRent, meanIncome } = means(table);
  const lnDensity = Float64Array.from(table.population, (each, j) =>
    log((each + 1) / Math.max(0.1, table.areaKm2[j]!)),
  );
  return {
    groups,
    bounds: makeBounds(geography, groups, p, meanIncome),
    rates: monthlyRates(),
    ...rowBuffers(table, p, roomFor(households), households),
    ...tieBuffers(table, geography, p),
    foundingTies: makeFoundingTies(households),
    turn: 0,
    placeDependence: new Float64Array(n),
    platformTerms: makePlatformTerms(),
    commonsTerms: makeCommonsTerms(table, households),
    labour: makeLabourMarket(table, geography, p),
    ...makeDesks(n),
    eligibleShare: eligibleShares(table, p),
    lnDensity,
    climate: makeClimateTerms(table, p, lnDensity),
    localServices: new Float64Array(n).fill(1),
    broadband: new Float64Array(n).fill(0.5),
    userCost: new Float64Array(n),
    leaseFactor: new Float64Array(n).fill(1),
    trade: {
      shares: new Float64Array(INVESTORS.length),
      buyingTaste: new Float64Array(n),
      moves: 0,
    },
    jobsFactor: jobsFactors(table, p.officeJobs),
    officeWorth: new Float64Array(n),
    frailtyMost: frailtyBounds(p.frailtySd),
    incomeCuts: new Uint32Array(3),
    // Not a whole number: what is optimised for an object of whole numbers is thrown away by the first other.
    highestPremium: Number.NaN,
    tasteLead: 0,
    meanRent,
  };
}

/** Lists of the month's events. Rows beyond the founders' are shared out to countries as theirs are. */
function lifeBuffers(table: PlaceTable, p: Parameters, rows: number, founders: number): Lives {
  const most = listSize(rows, p.lifeCap);
  const hosts = listSize(rows, p.arrivalCap);
  const n = table.count;
  const byCountry = new Float64Array(COUNTRIES.length);
  const rowCountry = new Uint8Array(rows);
  let row = 0;
  // Fewer founders than places are refused when they are founded.
  const counts = founders < table.count ? new Uint32Array(table.count) : apportion(table, founders);
  counts.forEach((count, j) => {
    byCountry[table.country[j]!]! += count;
    rowCountry.fill(table.country[j]!, row, row + count);
    row += count;
  });
  for (; row < rows; row++) rowCountry[row] = rowCountry[(row * SPREAD) % Math.max(1, founders)]!;
  return {
    count: 0,
    row: new Uint32Array(most),
    kind: new Uint8Array(most),
    hosts: {
      count: 0,
      row: new Uint32Array(hosts),
      rank: new Float64Array(hosts),
      order: new Uint32Array(hosts),
    },
    freed: { count: 0, row: new Uint32Array(most) },
    merged: { count: 0, from: new Uint32Array(most), to: new Uint32Array(most) },
    newcomers: {
      count: 0,
      from: new Uint32Array(most + hosts),
      row: new Uint32Array(most + hosts),
      way: new Uint8Array(most + hosts),
      parents: new Uint8Array(most + hosts),
    },
    hazards: new Float64Array(EVENTS),
    counts: new Int32Array(4 * n),
    anyEvent: new Float64Array(COMPOSITIONS.length * AGES),
    before: new Float64Array(n),
    come: new Float64Array(n),
    go: new Float64Array(n),
    arrivals: new Float64Array(n).fill(1),
    founders: byCountry,
    rowCountry,
    cursor: new Uint32Array(COUNTRIES.length),
  };
}

/** Buffers whose length follows from the room for households: made anew when that grows. */
export function rowBuffers(table: PlaceTable, p: Parameters, households: number, founders: number) {
  const places = table.count;
  const bids = listSize(households, p.searchCap);
  const most = listSize(PROPOSAL_BLOCK, p.newTies);
  const news = most * blocksOf(households, PROPOSAL_BLOCK);
  return {
    life: lifeBuffers(table, p, households, founders),
    searchers: {
      count: 0,
      household: new Uint32Array(bids),
      ticket: new Uint32Array(bids),
      discontent: new Float32Array(bids),
      choice: new Uint16Array(bids),
      tenure: new Uint8Array(bids),
      lost: new Uint32Array(bids * 2),
      state: new Uint8Array(bids),
    },
    applications: makeApplications(households, places),
    market: makeChoiceMarket(bids, places, table.areaIds.length),
    proposals: {
      count: 0,
      most,
      from: new Uint32Array(news),
      to: new Uint32Array(news),
      kind: new Uint8Array(news),
      rank: new Uint32Array(news),
      bandCount: new Uint32Array(blocksOf(households, PROPOSAL_BLOCK) * BANDS),
      bandStart: new Uint32Array(BANDS + 1),
    },
    residentStart: new Uint32Array(places + 1),
    residentNext: new Uint32Array(places + 1),
    residents: new Uint32Array(households),
    workerStart: new Uint32Array(places + 1),
    workerNext: new Uint32Array(places + 1),
    workersAt: new Uint32Array(households),
    contact: new Uint8Array(households),
    cards: new Uint16Array(households),
    tally: new Float64Array(tallySize(households, places)),
    blockCount: new Uint32Array(blocksOf(households, SEARCH_BLOCK)),
    matched: new Uint8Array(households),
  };
}

function tieBuffers(table: PlaceTable, geography: Geography, p: Parameters) {
  const meetDensity = Float64Array.from(table.population, (each, j) =>
    log(1 + (each + table.jobs[j]!) / Math.max(0.1, table.areaKm2[j]!)),
  );
  return {
    ...tieTables(p, geography.km),
    endByStrength: Float64Array.from({ length: 256 }, (_, k) => exp((-p.endSlope * k) / 256)),
    meetDensity,
  };
}

/**
 * Mean rent by country [EUR/m2/month], over households; mean income of a consumption unit
 * [EUR/month], which sets only how fine the bounds of the search are.
 */
function means(table: PlaceTable): { meanRent: Float64Array; meanIncome: number } {
  const rent = new Float64Array(COUNTRIES.length);
  const households = new Float64Array(COUNTRIES.length);
  let income = 0;
  let all = 0;
  for (let j = 0; j < table.count; j++) {
    const country = table.country[j]!;
    rent[country]! += table.rentFlat[j]! * table.households[j]!;
    households[country]! += table.households[j]!;
    income += (table.medianIncomeEur[j]! / 12) * table.households[j]!;
    all += table.households[j]!;
  }
  const meanRent = rent.map((each, country) => each / Math.max(1, households[country]!));
  return { meanRent, meanIncome: income / all };
}
