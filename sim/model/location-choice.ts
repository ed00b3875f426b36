/**
 * Process 9, location choice (ODD 7.9): searchers compare staying with every place, tenure and
 * arrangement; lotteries settle each place and tenure; losers search again without the lost
 * option, twice; then all moves are applied together.
 * Reads: nearly all. Writes: place, tenure, contract, floor, jobs, dates of residence; occupied,
 * arrivals, departures, bids, unserved, migration, households, persons; moves.
 */
import { deriveKey, hash } from "../core/random.ts";
import { inBlocks, LIST_BLOCK, type SimulationPass } from "./blocks.ts";
import { updateBounds } from "./bounds.ts";
import { choosePlace, makeSearch } from "./choice.ts";
import { offerLeftDwellings } from "./first-buyers.ts";
import { eachTied } from "./life-ties.ts";
import { makeLottery, settleLottery } from "./lottery.ts";
import { applyMove, MOVE_GROUPS } from "./moving.ts";
import {
  drawDiscontent,
  makeSearcher,
  NO_OPTION,
  readMover,
  readSearcher,
  type Searcher,
} from "./searcher.ts";
import { drawSearchers } from "./searchers.ts";
import { beginWaiting, waitingTicket } from "./social-housing.ts";
import { NONE, OWNER, type Simulation, SOCIAL } from "./state.ts";
import { STREAM } from "./streams.ts";
import { renewDistances } from "./tie-labels.ts";

/** First search and two more for those who lose their lottery. */
export const ROUNDS = 3;
const SEARCHING = 0;
const SETTLED = 1;
/** Searchers that a thread takes at once. */
const SEARCHERS_AT_ONCE = 128;

/** Working memory of the process, made once for a simulation. */
export interface ChoiceMarket {
  readonly searcher: Searcher;
  /** Round of searching, 0 … 2. */
  round: number;
  readonly search: ReturnType<typeof makeSearch>;
  readonly lottery: ReturnType<typeof makeLottery>;
  readonly bidder: Uint32Array;
  readonly lot: Uint32Array;
  readonly ticket: Uint32Array;
  readonly won: Uint8Array;
  /** Whole dwellings left by place and tenure. */
  readonly capacity: Float64Array;
  /** First bids by place wanted and by place lived in, bids to buy, bids without a dwelling, this month. */
  readonly choosing: Float64Array;
  readonly leaving: Float64Array;
  readonly buying: Float64Array;
  readonly failing: Float64Array;
}

/** Makes the working memory. @param bids most searchers of a month */
export function makeChoiceMarket(bids: number, places: number, areas: number): ChoiceMarket {
  return {
    searcher: makeSearcher(areas),
    round: 0,
    search: makeSearch(),
    lottery: makeLottery(bids, places * 3),
    bidder: new Uint32Array(bids),
    lot: new Uint32Array(bids),
    ticket: new Uint32Array(bids),
    won: new Uint8Array(bids),
    capacity: new Float64Array(places * 3),
    choosing: new Float64Array(places),
    leaving: new Float64Array(places),
    buying: new Float64Array(places),
    failing: new Float64Array(places),
  };
}

/** One month of searching, bidding and moving. */
export function chooseLocations(sim: Simulation): void {
  searchMonth(sim);
  sim.onSettled?.(sim);
  applyMoves(sim);
  offerLeftDwellings(sim, true);
  smoothFlows(sim, sim.parameters.flowMemory);
}

/**
 * A month of searching and bidding in which nobody moves: before the start, to know the usual flows.
 * @param memory weight of this month in the means; 1 for the first
 */
export function rehearseChoices(sim: Simulation, memory: number): void {
  searchMonth(sim);
  offerLeftDwellings(sim, false);
  smoothFlows(sim, memory);
}

function searchMonth(sim: Simulation): void {
  const { market, searchers } = sim.workspace;
  updateBounds(sim);
  drawSearchers(sim);
  market.capacity.set(sim.places.data.listed);
  market.choosing.set(sim.workspace.life.come);
  market.leaving.set(sim.workspace.life.go);
  market.buying.fill(0);
  market.failing.fill(0);
  searchers.state.fill(SEARCHING, 0, searchers.count);
  for (let round = 0; round < ROUNDS; round++) {
    const bids = searchAll(sim, round);
    if (bids === 0) break;
    allot(sim, bids, round);
  }
}

/** Lets everybody who still searches choose; returns the number of bids. */
function searchAll(sim: Simulation, round: number): number {
  const { market, searchers } = sim.workspace;
  market.round = round;
  inBlocks(sim, searchBlock, searchers.count, SEARCHERS_AT_ONCE);
  let bids = 0;
  for (let at = 0; at < searchers.count; at++) {
    if (searchers.state[at] !== SEARCHING) continue;
    const place = searchers.choice[at]!;
    if (place === NONE) {
      searchers.state[at] = SETTLED;
      continue;
    }
    market.bidder[bids] = at;
    market.lot[bids] = place * 3 + searchers.tenure[at]!;
    market.ticket[bids] = searchers.ticket[at]!;
    bids++;
  }
  return bids;
}

/** Choices and tickets of those of a part of the list who still search. */
function searchBlock(sim: Simulation, from: number, to: number): void {
  const { market, searchers } = sim.workspace;
  const { searcher, search, round } = market;
  const { id } = sim.households.data;
  const key = deriveKey(sim.input.runKey, STREAM.lottery, sim.month);
  for (let at = from; at < to; at++) {
    if (searchers.state[at] !== SEARCHING) continue;
    const i = searchers.household[at]!;
    if (round === 0) searchers.discontent[at] = drawDiscontent(sim, i);
    searcher.lost0 = searchers.lost[at * 2]!;
    searcher.lost1 = searchers.lost[at * 2 + 1]!;
    readSearcher(sim, searcher, i, searchers.discontent[at]!);
    choosePlace(sim, searcher, search);
    const { place, tenure } = search.choice;
    searchers.choice[at] = place;
    searchers.tenure[at] = tenure;
    if (place === NONE) continue;
    const bits = hash(key.k0, key.k1, id[i]!, round);
    searchers.ticket[at] = tenure === SOCIAL ? waitingTicket(sim, i, bits) : bits;
  }
}

/** Settles the lotteries; counts first choices; losers note the lost option. */
function allot(sim: Simulation, bids: number, round: number): void {
  const { market, searchers } = sim.workspace;
  const residence = sim.households.data.place;
  settleLottery(market.lottery, bids, market.lot, market.ticket, market.capacity, market.won);
  for (let b = 0; b < bids; b++) {
    const at = market.bidder[b]!;
    const lot = market.lot[b]!;
    const place = searchers.choice[at]!;
    if (round === 0) {
      market.choosing[place]!++;
      market.leaving[residence[searchers.household[at]!]!]!++;
      if (searchers.tenure[at] === OWNER) market.buying[place]!++;
    }
    if (market.won[b] === 1) {
      searchers.state[at] = SETTLED;
      market.capacity[lot]!--;
      continue;
    }
    if (round === 0 && searchers.tenure[at] !== OWNER) market.failing[place]!++;
    if (searchers.tenure[at] === SOCIAL) beginWaiting(sim, searchers.household[at]!);
    searchers.choice[at] = NONE;
    if (round < ROUNDS - 1) searchers.lost[at * 2 + round] = lot;
  }
}

function applyMoves(sim: Simulation): void {
  const { market, searchers } = sim.workspace;
  sim.moves.count = 0;
  sim.sales.count = 0;
  const ring = sim.elapsed % 12;
  const places = sim.geography.places;
  sim.moveCounts.all.fill(0, ring * MOVE_GROUPS, (ring + 1) * MOVE_GROUPS);
  sim.moveCounts.betweenAreas.fill(0, ring * MOVE_GROUPS, (ring + 1) * MOVE_GROUPS);
  for (let j = 0; j < places; j++) sim.places.data.migration[j * 12 + ring] = 0;
  for (let at = 0; at < searchers.count; at++) {
    if (searchers.choice[at] === NONE) continue;
    market.searcher.lost0 = NO_OPTION;
    market.searcher.lost1 = NO_OPTION;
    readMover(sim, market.searcher, searchers.household[at]!);
    applyMove(sim, market.searcher, searchers.choice[at]!, searchers.tenure[at]!, ring);
  }
  inBlocks(sim, renewMoved, sim.moves.count, LIST_BLOCK);
}

/**
 * Distances of the ties of a part of the movers. Of a tie between two of them both write the same label: it
 * follows from where they now live, and everybody has moved.
 */
function renewMoved(sim: Simulation, from: number, to: number): void {
  const { household } = sim.moves;
  const movers = household.subarray(from, to);
  eachTied(sim, to - from, [movers], (m) => renewDistances(sim, movers[m]!));
}

/** B, R, bids and unserved: x' = x + k (month - x). */
function smoothFlows(sim: Simulation, k: number): void {
  const { market } = sim.workspace;
  const { arrivals, departures, bids, unserved, offered, listed } = sim.places.data;
  for (let j = 0; j < arrivals.length; j++) {
    arrivals[j]! += k * (market.choosing[j]! - arrivals[j]!);
    departures[j]! += k * (market.leaving[j]! - departures[j]!);
    bids[j]! += k * (market.buying[j]! - bids[j]!);
    offered[j]! += k * (listed[j * 3 + OWNER]! - offered[j]!);
    unserved[j]! += k * (market.failing[j]! - unserved[j]!);
  }
}

/** What threads do together. */
export const CHOICE_PASSES: readonly SimulationPass[] = [searchBlock, renewMoved];
