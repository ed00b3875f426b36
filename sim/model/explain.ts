/**
 * Why a household chooses what it chooses (ODD 7.9): the terms of utility of staying and of the best
 * alternatives. The terms are worked out one by one; their sum is the search's own V + eps, which is
 * checked each time.
 */

import { invariant } from "../core/assert.ts";
import { log } from "../core/math.ts";
import { updateBounds } from "./bounds.ts";
import { makeSearch, type Search, tastesOfArea, zoneIndex } from "./choice.ts";
import { energyCost } from "./climate-terms.ts";
import { ROUNDS } from "./location-choice.ts";
import { drawDiscontent, makeSearcher, NO_OPTION, readSearcher, type Searcher } from "./searcher.ts";
import { EMPTY, HOSTED, NONE, PRIVATE, type Simulation, SOCIAL } from "./state.ts";
import {
  amenity,
  arrangeAll,
  arrangedCash,
  housingUtility,
  lnNet,
  marketCost,
  moveOption,
  servicesUtility,
  spaceFactor,
  stayCost,
  tenureConstant,
} from "./utility.ts";

/** Terms of utility, in the order of the equation. */
export const TERMS = [
  { name: "income", meaning: "income left after fares and the least dwelling" },
  { name: "housing", meaning: "cost of a square metre, more with remote days" },
  { name: "time", meaning: "worth of commuting time and of telework" },
  { name: "services", meaning: "services within reach, local and online" },
  { name: "ties", meaning: "close ties in the area" },
  { name: "home", meaning: "the area one comes from" },
  { name: "leaving", meaning: "leaving one's area, or one's country" },
  { name: "distance", meaning: "distance to an area where one knows nobody" },
  { name: "density", meaning: "dislike of density, more under distancing" },
  { name: "place", meaning: "what occupations find there beyond all this" },
  { name: "tenurePlace", meaning: "what a tenure is worth there beyond its cost" },
  { name: "tenure", meaning: "taste for the tenure, and for keeping one's own" },
  { name: "taste", meaning: "own taste for the place (eps)" },
  { name: "moving", meaning: "cost of any move" },
  { name: "discontent", meaning: "discontent with the dwelling, or with having none" },
] as const;

export type TermName = (typeof TERMS)[number]["name"];

/** A way to live: staying, or a place and a tenure. */
export interface ExplainedOption {
  /** Index of the place. */
  readonly place: number;
  readonly tenure: number;
  /** Remote days of each worker, and whether it takes a job there. */
  readonly remoteDays: readonly number[];
  readonly takesJob: readonly boolean[];
  /** Terms of utility by name. */
  readonly terms: Readonly<Record<TermName, number>>;
  /** Sum of the terms, V + eps. */
  readonly total: number;
  /** What the search compares, exp(-V - eps), to the bit. */
  readonly cost: number;
}

/** A household's comparison; plain JSON. */
export interface Explanation {
  /** Row of the household, and its lineage. */
  readonly household: number;
  readonly id: number;
  /** Months since 2019-01. */
  readonly month: number;
  /** To stay; for those whom others host, to be hosted on. */
  readonly stay: ExplainedOption;
  /** The best place to move to, then the next; each under its best tenure. */
  readonly alternatives: readonly ExplainedOption[];
  /** Every open place and tenure that is better than staying, best first: what lotteries may take away. */
  readonly better: readonly { readonly place: number; readonly tenure: number }[];
}

/** Alternatives told unless asked otherwise. */
export const ALTERNATIVES = 5;

/** Sum of terms and the search's own value may differ by the rounding of some twenty sums. */
const ROUNDING = 1e-9;

/** Buffers of explanations. */
interface Desk {
  readonly s: Searcher;
  readonly search: Search;
  readonly option: { cost: number; tenure: number };
}

interface Candidate {
  readonly place: number;
  readonly tenure: number;
  readonly cost: number;
}

/**
 * What a household compares as the state stands: as its search of this month would.
 * @throws InvariantError for an empty row, or if the terms do not add up
 */
export function explainHousehold(
  sim: Simulation,
  household: number,
  alternatives: number = ALTERNATIVES,
): Explanation {
  const { status, id, tenure } = sim.households.data;
  invariant(household >= 0 && household < sim.households.rows, () => `no household ${household}`);
  invariant(status[household] !== EMPTY, () => `row ${household} is empty`);
  updateBounds(sim);
  const desk = { s: makeSearcher(sim.geography.areas), search: makeSearch(), option: { cost: 0, tenure: 0 } };
  // The month's list of searchers keeps discontent in single precision.
  const discontent = Math.fround(drawDiscontent(sim, household));
  readSearcher(sim, desk.s, household, discontent);
  const tastes = tastesOfAll(sim, desk);
  const { s } = desk;
  const own = tastes[s.place]!;
  const stayed = { place: s.place, tenure: tenure[household]!, cost: own * stayCost(sim, s) };
  const stay = explained(sim, desk, stayed, own, true);
  const all = candidates(sim, desk, tastes);
  const best = all.filter((each, at) => all.findIndex(({ place }) => place === each.place) === at);
  return {
    household,
    id: id[household]!,
    month: sim.month,
    stay,
    alternatives: best
      .slice(0, alternatives)
      .map((each) => explained(sim, desk, each, tastes[each.place]!, false)),
    better: all.filter(({ cost }) => cost < stay.cost).map(({ place, tenure }) => ({ place, tenure })),
  };
}

/** E = exp(-eps) of every place. */
function tastesOfAll(sim: Simulation, { s, search }: Desk): Float64Array {
  const { areas, areaStart, areaPlaces, places } = sim.geography;
  const tastes = new Float64Array(places);
  for (let area = 0; area < areas; area++) {
    tastesOfArea(sim, s, area, search);
    for (let at = areaStart[area]!; at < areaStart[area + 1]!; at++) {
      const zone = at - areaStart[area]!;
      tastes[areaPlaces[at]!] = Math.min(search.zones[zone]!, search.zonesFast[zone]!);
    }
  }
  return tastes;
}

/** All open places and tenures, the least cost first; equal ones by place, then tenure. */
function candidates(sim: Simulation, { s, option }: Desk, tastes: Float64Array): readonly Candidate[] {
  const found: Candidate[] = [];
  const kept = s.tenure.slice();
  for (let tenure = 0; tenure < kept.length; tenure++) {
    s.tenure.fill(-Infinity);
    s.tenure[tenure] = kept[tenure]!;
    for (let place = 0; place < tastes.length; place++) {
      moveOption(sim, s, place, option);
      if (option.cost < Infinity) found.push({ place, tenure, cost: tastes[place]! * option.cost });
    }
  }
  s.tenure.set(kept);
  return found.sort((a, b) => a.cost - b.cost || a.place - b.place || a.tenure - b.tenure);
}

function explained(
  sim: Simulation,
  { s }: Desk,
  { place, tenure, cost }: Candidate,
  taste: number,
  stays: boolean,
): ExplainedOption {
  const values = new Float64Array(TERMS.length);
  writeTerms(sim, s, place, tenure, taste, stays, values);
  const total = values.reduce((sum, each) => sum + each, 0);
  const searched = -log(cost);
  invariant(
    Math.abs(total - searched) <= ROUNDING * Math.max(1, Math.abs(searched)),
    () => `household ${s.household}: terms of place ${place} sum to ${total}, the search has ${searched}`,
  );
  const workers = s.workers.slice(0, s.workerCount);
  return {
    place,
    tenure,
    remoteDays: workers.map(({ days }) => days),
    takesJob: workers.map(({ takesJob }) => takesJob),
    terms: Object.fromEntries(TERMS.map(({ name }, k) => [name, values[k]!])) as Record<TermName, number>,
    total,
    cost,
  };
}

/**
 * Terms of one option, in the order of TERMS, and the searcher's arrangement there.
 * @param taste E = exp(-eps) of the place
 * @param stays in the present dwelling at its contract
 * @param out TERMS.length values from `first` on
 */
export function writeTerms(
  sim: Simulation,
  s: Searcher,
  place: number,
  tenure: number,
  taste: number,
  stays: boolean,
  out: Float64Array | Float32Array,
  first = 0,
): void {
  const { parameters: p, workspace, input } = sim;
  const time = arrangeAll(sim, s, place, stays);
  const area = input.places.area[place]!;
  const known = s.strength[area]! > 0;
  const constant = amenity(sim, s.occupation, place) + densityCost(sim, place);
  const unknown = s.knownMark[area] === 0;
  const penalty = workspace.bounds.penalty[s.place * sim.geography.places + place]!;
  const hosted = stays && sim.households.data.status[s.household] === HOSTED;
  const cost = stays ? stayingCost(sim, s, hosted) : marketCost(sim, place, tenure);
  const income = incomeTerm(sim, s, cost);
  const closed = stays && tenure === SOCIAL && s.tenure[SOCIAL] === -Infinity;
  let k = first;
  out[k++] = income;
  const country = input.places.country[place]!;
  const lnCost = log(cost / workspace.meanRent[country]!);
  out[k++] = housingUtility(sim, s, arrangedCash(s), spaceFactor(sim, s), cost, lnCost) - income;
  out[k++] = (p.bIncome * time) / s.income;
  out[k++] = servicesUtility(sim, s.dependence, place);
  out[k++] = known ? p.bTies * log(1 + s.strength[area]!) : 0;
  out[k++] = area === s.homeArea ? p.bHome : 0;
  out[k++] = (area === s.area ? 0 : -p.areaCost) - (country === s.country ? 0 : p.borderCost);
  out[k++] = unknown ? -penalty : 0;
  out[k++] = -densityCost(sim, place);
  out[k++] = constant;
  out[k++] = tenureConstant(sim, tenure, place);
  out[k++] = closed ? 0 : s.tenure[tenure]!;
  out[k++] = -log(taste);
  out[k++] = stays ? 0 : -p.moveCost;
  out[k++] = stays ? -s.discontent - (hosted ? p.hostedCost : 0) : 0;
}

/** What staying costs [EUR/m2/month]: the contract; of those who are hosted, the market's rent. */
function stayingCost(sim: Simulation, s: Searcher, hosted: boolean): number {
  return hosted ? marketCost(sim, s.place, PRIVATE) : sim.households.data.contract[s.household]!;
}

/** b_y ln net at a cost per m2, after the workers are arranged. */
function incomeTerm(sim: Simulation, s: Searcher, cost: number): number {
  const p = sim.parameters;
  const net = s.income + arrangedCash(s) - (cost + energyCost(sim)) * s.leastFloor * spaceFactor(sim, s);
  return p.bIncome * lnNet(net, p.netSmooth);
}

function densityCost(sim: Simulation, place: number): number {
  const { parameters: p, workspace } = sim;
  const weight = p.bDensity * (1 + p.bDistancing * sim.levers["shock.distancing"]);
  return weight * workspace.lnDensity[place]!;
}

/** E of one place for a searcher; `search` is overwritten. */
export function tasteOf(sim: Simulation, s: Searcher, place: number, search: Search): number {
  tastesOfArea(sim, s, sim.input.places.area[place]!, search);
  const zone = zoneIndex(sim, place);
  return Math.min(search.zones[zone]!, search.zonesFast[zone]!);
}

/** One bid of a household in the lotteries of a month. */
export interface Bid {
  readonly place: number;
  readonly tenure: number;
  readonly won: boolean;
}

/** What became of a household in the month's choice of place. */
export interface ChoiceOutcome {
  /** Whether it was among the searchers of the month. */
  readonly searched: boolean;
  readonly bids: readonly Bid[];
  readonly moved: boolean;
  /** Whether, without winning a bid, it was given a dwelling that movers left in its place (ODD 7.10). */
  readonly offered: boolean;
}

/** Reads the outcome from the month's lists, after the process; `before`: the comparison before it. */
export function outcomeOf(sim: Simulation, before: Explanation): ChoiceOutcome {
  const { searchers } = sim.workspace;
  const at = searchers.household.subarray(0, searchers.count).indexOf(before.household);
  const won = at >= 0 && searchers.choice[at] !== NONE;
  const moved = sim.moves.household.subarray(0, sim.moves.count).includes(before.household);
  const offered = moved && !won;
  if (at < 0) return { searched: false, bids: [], moved, offered };
  const lost = [searchers.lost[at * 2]!, searchers.lost[at * 2 + 1]!].filter((lot) => lot !== NO_OPTION);
  const bids: Bid[] = lost.map((lot) => ({ place: Math.floor(lot / 3), tenure: lot % 3, won: false }));
  const isLost = (place: number, tenure: number) =>
    bids.some((each) => each.place === place && each.tenure === tenure);
  const last = before.better.find(({ place, tenure }) => !isLost(place, tenure));
  if (last !== undefined && bids.length < ROUNDS) bids.push({ ...last, won });
  return { searched: true, bids, moved, offered };
}
