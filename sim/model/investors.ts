/**
 * Investors (ODD 7.10), part of process 10: three kinds, who let long, let short, and institutions.
 * Return on equity R = L ((1 - c) yield + c E) - (L - 1) i - L tax, growth expected
 * E = 0.44 (sqrt(P(t) / P(t-24)) - 1) - 0.007 a year. Kind k buys the share s_k sigma(100 (R - asked)) / 12
 * of owners' listings, at most 60 % a year together, and sells 2 sigma(-100 (R - R at the start)) times
 * what keeps its holdings at rest. What long-let and institutional investors buy is let, what short-let
 * investors buy leaves the stock of the tenures; what is sold is on offer to owners.
 */
import { exp } from "../core/math.ts";
import { deriveKey, hash, uniform } from "../core/random.ts";
import { pay } from "./accounts.ts";
import { marketValue, noteSale, salesLeft } from "./sales.ts";
import {
  INSTITUTIONAL,
  INVESTORS,
  LONG_LET,
  OWNER,
  PRICE_MONTHS,
  PRIVATE,
  SHORT_LET,
  type Simulation,
} from "./state.ts";
import { STREAM } from "./streams.ts";

const KINDS = INVESTORS.length;
/** Weight c of expected growth in the return, by kind (model section 10). */
const GROWTH_WEIGHT = [0.1, 0.5, 0.9] as const;
/** Expected growth: weight of the growth of two years, and what is taken off [/year]. */
const GROWTH_SHARE = 0.44;
const GROWTH_LESS = 0.007;
/** Largest part of owners' listings that investors buy in a year. */
const MOST = 0.6;
/** Steepness of the response to a return [per unit of yearly return]. */
const STEEPNESS = 100;

/** E growth of prices [/year] = 0.44 (sqrt(P(t) / P(t-24)) - 1) - 0.007. */
export function expectedGrowth(sim: Simulation, j: number): number {
  const { price, priceHistory } = sim.places.data;
  const before = priceHistory[j * PRICE_MONTHS + (sim.elapsed % PRICE_MONTHS)]!;
  return GROWTH_SHARE * (Math.sqrt(price[j]! / before) - 1) - GROWTH_LESS;
}

/** Yearly rent over price less upkeep; short stays earn more and cost twice the upkeep. */
function netYield(sim: Simulation, j: number, kind: number): number {
  const { parameters: p, workspace } = sim;
  const gross = (12 * sim.places.data.rent[j]!) / sim.places.data.price[j]!;
  if (kind === SHORT_LET) return gross * p.shortLetPremium - 2 * p.upkeep;
  return gross * workspace.leaseFactor[j]! - p.upkeep;
}

/** R, the yearly return on a kind's equity in a place. @param kind index in INVESTORS */
export function returnOnEquity(sim: Simulation, j: number, kind: number): number {
  const { parameters: p, levers } = sim;
  const c = GROWTH_WEIGHT[kind] ?? 0;
  const interest = levers["macro.mortgageRate"] / 100;
  const tax = levers["housing.investorTax"] / 100;
  const earned = (1 - c) * netYield(sim, j, kind) + c * expectedGrowth(sim, j);
  return p.investorLeverage * (earned - tax) - (p.investorLeverage - 1) * interest;
}

/** Shares of owners' listings that the kinds would buy in a month. @param out by kind */
export function buyingShares(sim: Simulation, j: number, out: Float64Array): void {
  const { parameters: p, levers } = sim;
  const most = [p.buyLongLet, p.buyShortLet, p.buyInstitutional];
  let sum = 0;
  for (let kind = 0; kind < KINDS; kind++) {
    out[kind] = most[kind]! * logistic(STEEPNESS * (returnOnEquity(sim, j, kind) - p.ownReturn));
    sum += out[kind]!;
  }
  const scale = (levers["housing.buyToLet"] * Math.min(1, MOST / Math.max(sum, 1e-9))) / 12;
  for (let kind = 0; kind < KINDS; kind++) out[kind]! *= scale;
}

/** One month of purchases and sales by investors; their interest in listings is counted as bids. */
export function tradeDwellings(sim: Simulation): void {
  const at = sim.places.data;
  const { shares } = sim.workspace.trade;
  const key = deriveKey(sim.input.runKey, STREAM.investor, 0);
  const memory = sim.parameters.flowMemory;
  for (let j = 0; j < at.price.length; j++) {
    const free = at.stock[j * 3 + OWNER]! - at.occupied[j * 3 + OWNER]!;
    buyingShares(sim, j, shares);
    let bids = 0;
    for (let kind = 0; kind < KINDS; kind++) {
      const excess = kind === SHORT_LET ? shortLetExcess(sim, j) : 0;
      const wanted = excess >= 0 && kind === SHORT_LET ? 0 : shares[kind]! * free;
      bids += wanted;
      buy(sim, j, kind, wanted, uniform(hash(key.k0, key.k1, j, kind * 2)));
      const offered = saleRate(sim, j, kind) + Math.max(0, excess) / 12;
      sell(sim, j, kind, offered, uniform(hash(key.k0, key.k1, j, kind * 2 + 1)));
    }
    at.investorBids[j]! += memory * (bids - at.investorBids[j]!);
  }
}

/** Short-lets above the cap of the lever [dwellings]; negative: below it; without a cap always below. */
function shortLetExcess(sim: Simulation, j: number): number {
  const { holdings, dwellings } = sim.places.data;
  return holdings[j * 3 + SHORT_LET]! - sim.levers["housing.shortLetCap"] * dwellings[j]!;
}

/** Dwellings that a kind puts up for sale in a month. */
function saleRate(sim: Simulation, j: number, kind: number): number {
  const { returnBase, saleBase, holdings } = sim.places.data;
  const at = j * KINDS + kind;
  const gain = returnOnEquity(sim, j, kind) - returnBase[at]!;
  return saleBase[at]! * 2 * logistic(-STEEPNESS * gain) * holdings[at]!;
}

/** Buys what whole dwellings the outstanding orders ask for, as far as owners' listings go. */
function buy(sim: Simulation, j: number, kind: number, wanted: number, phase: number): void {
  const { orders, stock, occupied, holdings } = sim.places.data;
  const at = (j * KINDS + kind) * 2;
  const free = stock[j * 3 + OWNER]! - occupied[j * 3 + OWNER]!;
  orders[at]! += wanted;
  const count = Math.min(Math.floor(orders[at]! + phase), free, salesLeft(sim));
  orders[at] = Math.min(orders[at]! - count, 1);
  if (count === 0) return;
  stock[j * 3 + OWNER]! -= count;
  holdings[j * KINDS + kind]! += count;
  if (kind !== SHORT_LET) stock[j * 3 + PRIVATE]! += count;
  for (let n = 0; n < count; n++) noteSale(sim, j, kind);
  pay(sim.ledger, kind === LONG_LET ? "landlordsPurchase" : "investorsPurchase", count * marketValue(sim, j));
}

/** Sells whole dwellings, empty ones only: they are on offer to owners from next month on. */
function sell(sim: Simulation, j: number, kind: number, offered: number, phase: number): void {
  const { orders, stock, occupied, holdings } = sim.places.data;
  const at = (j * KINDS + kind) * 2 + 1;
  const empty = kind === SHORT_LET ? Infinity : stock[j * 3 + PRIVATE]! - occupied[j * 3 + PRIVATE]!;
  const held = Math.floor(holdings[j * KINDS + kind]!);
  orders[at]! += offered;
  const count = Math.max(0, Math.min(Math.floor(orders[at]! + phase), empty, held));
  orders[at] = Math.min(orders[at]! - count, 1);
  if (count === 0) return;
  stock[j * 3 + OWNER]! += count;
  holdings[j * KINDS + kind]! -= count;
  if (kind !== SHORT_LET) stock[j * 3 + PRIVATE]! -= count;
  pay(sim.ledger, kind === LONG_LET ? "landlordsSale" : "investorsSale", count * marketValue(sim, j));
}

/** Takes this month's returns as the base, and sales that keep holdings where they are. */
export function setInvestorBase(sim: Simulation): void {
  const { price, offered, holdings, returnBase, saleBase, investorBids } = sim.places.data;
  const { shares } = sim.workspace.trade;
  for (let j = 0; j < price.length; j++) {
    buyingShares(sim, j, shares);
    investorBids[j] = 0;
    for (let kind = 0; kind < KINDS; kind++) {
      const at = j * KINDS + kind;
      returnBase[at] = returnOnEquity(sim, j, kind);
      saleBase[at] = (shares[kind]! * offered[j]!) / (holdings[at]! + 0.5);
      investorBids[j]! += shares[kind]! * offered[j]!;
    }
  }
}

/**
 * Factor of new private leases on the market rent: (1 - cap) (1 + B33 x (share of institutions - at the
 * start)): an institution asks 4.1 % more than comparable landlords. @source B33
 */
export function leaseFactor(sim: Simulation, j: number): number {
  const { stock, holdings } = sim.places.data;
  const { institutionalRent, institutionalShare } = sim.parameters;
  const rented = stock[j * 3 + PRIVATE]!;
  const share = rented > 0 ? holdings[j * KINDS + INSTITUTIONAL]! / rented : institutionalShare;
  const cap = 1 - sim.levers["housing.rentCap"] / 100;
  return cap * (1 + institutionalRent * (share - institutionalShare));
}

function logistic(x: number): number {
  return 1 / (1 + exp(-x));
}
