/**
 * Would-be buyers (ODD 7.10), the last round of process 9: tenants whose lasting taste makes owning
 * worth more than it costs, v = ln(lease / start's rent) - ln(user cost / start's) + omega > threshold,
 * and who can pay, bid for what movers have left of the owners' dwellings of their place. Everybody is
 * asked once a year, in turns (turns.ts). Those who wait for a social dwelling are offered what is left of
 * these beyond the usual, which turns over or stands for the error of small samples.
 */
import { normal } from "../core/distributions.ts";
import { log } from "../core/math.ts";
import { deriveKey, hash } from "../core/random.ts";
import { inBlocks, ROW_BLOCK, type SimulationPass } from "./blocks.ts";
import { settleLottery } from "./lottery.ts";
import { applyMove } from "./moving.ts";
import { householdIncome, NO_OPTION, readMover } from "./searcher.ts";
import { monthsWaited, reviewWaiting, waitingTicket } from "./social-housing.ts";
import { HOUSED, OWNER, type Simulation, SOCIAL } from "./state.ts";
import { STREAM } from "./streams.ts";
import { firstOfTurn, TURN_BLOCK, TURNS, turnOf } from "./turns.ts";
import { withinLoan } from "./utility.ts";

/** Months in a dwelling before one thinks of buying. */
const SETTLED = 24;
const BITS = 4294967296;
/** Factor that keeps the draws of epochs apart from those of other streams. */
const EPOCHS = 65536;

/**
 * The round of tenants whose turn it is: they bid, and move unless the month is rehearsed.
 * @param moves whether winners move
 */
export function offerLeftDwellings(sim: Simulation, moves: boolean): void {
  sim.workspace.trade.moves = moves ? 1 : 0;
  setBuyerTerms(sim);
  inBlocks(sim, bidBlock, sim.households.rows);
  const bids = joinBids(sim);
  if (moves) moveWinners(sim, bids);
}

/** Bids of a block of households. out: rows in the memory of residents, tickets in that of workers */
function bidBlock(sim: Simulation, from: number, to: number): void {
  const { trade, residents: list, workersAt: ticket, blockCount } = sim.workspace;
  const { status, tenure, movedAt, id } = sim.households.data;
  const key = deriveKey(sim.input.runKey, STREAM.buyerLottery, sim.month);
  const review = deriveKey(sim.input.runKey, STREAM.waitingLapse, sim.month);
  let bid = from;
  for (let first = firstOfTurn(from, turnOf(sim.month)); first < to; first += TURNS * TURN_BLOCK) {
    const end = Math.min(to, first + TURN_BLOCK);
    for (let i = first; i < end; i++) {
      if (trade.moves === 1) reviewWaiting(sim, i, review);
      if (status[i] !== HOUSED || tenure[i] === OWNER || movedAt[i] === sim.month) continue;
      const buys = wouldBuy(sim, i);
      if (!buys && (tenure[i] === SOCIAL || monthsWaited(sim, i) < 0)) continue;
      const bits = hash(key.k0, key.k1, id[i]!, 0);
      list[bid] = i * 2 + (buys ? 1 : 0);
      ticket[bid++] = buys ? bits : waitingTicket(sim, i, bits);
    }
  }
  blockCount[from / ROW_BLOCK] = bid - from;
}

/** Bids of all blocks in their order. @returns how many there are */
function joinBids(sim: Simulation): number {
  const { market, residents: list, workersAt: ticket, blockCount } = sim.workspace;
  const { place } = sim.households.data;
  let bids = 0;
  for (let from = 0; from < sim.households.rows; from += ROW_BLOCK) {
    const end = from + blockCount[from / ROW_BLOCK]!;
    for (let bid = from; bid < end; bid++) {
      const i = list[bid]! >>> 1;
      const buys = (list[bid]! & 1) === 1;
      if (buys) market.buying[place[i]!]!++;
      market.bidder[bids] = i;
      market.lot[bids] = place[i]! * 3 + (buys ? OWNER : SOCIAL);
      market.ticket[bids++] = ticket[bid]!;
    }
  }
  return bids;
}

function moveWinners(sim: Simulation, bids: number): void {
  const { market } = sim.workspace;
  const { capacity } = market;
  const { usualFree } = sim.places.data;
  for (let j = 0; j < usualFree.length; j++) {
    capacity[j * 3 + SOCIAL] = Math.max(0, capacity[j * 3 + SOCIAL]! - usualFree[j]!);
  }
  settleLottery(market.lottery, bids, market.lot, market.ticket, market.capacity, market.won);
  market.searcher.lost0 = NO_OPTION;
  market.searcher.lost1 = NO_OPTION;
  for (let b = 0; b < bids && sim.moves.count < sim.moves.household.length; b++) {
    if (market.won[b] === 0) continue;
    const lot = market.lot[b]!;
    market.capacity[lot]!--;
    readMover(sim, market.searcher, market.bidder[b]!);
    applyMove(sim, market.searcher, Math.floor(lot / 3), lot % 3, sim.elapsed % 12);
  }
}

/**
 * By place, the taste above which a tenant would buy: threshold - (ln lease - ln user cost) / spread
 * [standard deviations]. To be called before `wouldBuy`.
 */
export function setBuyerTerms(sim: Simulation): void {
  const { parameters: p, workspace } = sim;
  const { rent, rent0, userCost0 } = sim.places.data;
  const threshold = normal(Math.floor((1 - p.buyerShare) * BITS));
  for (let j = 0; j < rent.length; j++) {
    const lease = (rent[j]! * workspace.leaseFactor[j]!) / rent0[j]!;
    const cost = userCost0[j]! > 0 ? workspace.userCost[j]! / userCost0[j]! : 1;
    const gain = log(lease) - log(cost);
    workspace.trade.buyingTaste[j] = threshold - gain / p.buyerSpread;
  }
}

/** Whether a tenant's reservation value lies above the threshold, and the price within its means. */
export function wouldBuy(sim: Simulation, i: number): boolean {
  const { parameters: p } = sim;
  const { place, movedAt, size } = sim.households.data;
  if (sim.month - movedAt[i]! < SETTLED) return false;
  const j = place[i]!;
  if (ownershipTaste(sim, i) <= sim.workspace.trade.buyingTaste[j]!) return false;
  const least = size[i] === 1 ? p.floorAlone : p.floorMore;
  return withinLoan(sim, false, sim.places.data.price[j]! * least, householdIncome(sim, i));
}

/**
 * omega, in standard deviations: normal, by an epoch of some years. Founders who rent have not bought
 * at earlier turns: a taste that they had then lies below the threshold.
 */
export function ownershipTaste(sim: Simulation, i: number): number {
  const { runKey, startMonth, households } = sim.input;
  const id = sim.households.data.id[i]!;
  const period = Math.round(sim.parameters.buyerYears * 12);
  const offset = hash(runKey.k0, runKey.k1, id, STREAM.buyerTaste) % period;
  const epoch = Math.floor((sim.month + 1200 + offset) / period);
  const bits = hash(runKey.k0, runKey.k1, id, STREAM.buyerTaste + EPOCHS * (epoch + 1));
  const began = epoch * period - offset - 1200;
  const turn = Math.floor(i / TURN_BLOCK) % TURNS;
  const firstTurn = startMonth + ((turn - turnOf(startMonth) + TURNS) % TURNS);
  const settled = id < households && began <= Math.min(sim.month, firstTurn) - TURNS;
  return normal(settled ? Math.floor(bits * (1 - sim.parameters.buyerShare)) : bits);
}

/** What threads do together. */
export const BUYER_PASSES: readonly SimulationPass[] = [bidBlock];
