/**
 * Utility of living at a place under a tenure (ODD 7.9), for one searcher:
 * V = b_y [ln net - alpha z ln(p / mean rent)] + b_y worth of time / income + b_e ln services
 *   + b_n S + b_m [home] - b_k ln(1 + km/15) [unknown] - b_d (1 + b_x x_d) ln density - b_h heat
 *   + a_(k,j) + a_t
 */
import { exp, log } from "../core/math.ts";
import { arrange, officeSpace } from "./arrangement.ts";
import { energyCost } from "./climate-terms.ts";
import type { Searcher } from "./searcher.ts";
import { HOSTED, HOUSED, OWNER, PRIVATE, type Simulation, SOCIAL } from "./state.ts";

/** Best option of a searcher at a place. */
export interface Option {
  /** exp(-V) of the best tenure; Infinity: none is open. */
  cost: number;
  tenure: number;
}

/** ln of income left, smooth near zero: below `smooth` EUR it is ln smooth + x/smooth - 1. */
export function lnNet(net: number, smooth: number): number {
  return net >= smooth ? log(net) : log(smooth) + net / smooth - 1;
}

/** Income left, smooth: the exponential of `lnNet` [EUR/month]. */
export function smoothNet(net: number, smooth: number): number {
  return net >= smooth ? net : smooth * exp(net / smooth - 1);
}

/** Space factor z = 1 + h_s T / 5, T over all workers. */
export function spaceFactor(sim: Simulation, s: Searcher): number {
  let days = 0;
  for (let w = 0; w < s.workerCount; w++) days += s.workers[w]!.days;
  return 1 + (officeSpace(sim) * days) / 5;
}

/** Market cost of a tenure at a place [EUR/m2/month]: user cost, rent, social rent. */
export function marketCost(sim: Simulation, place: number, tenure: number): number {
  if (tenure === OWNER) return sim.workspace.userCost[place]!;
  const rent = sim.places.data.rent[place]!;
  return rent * (tenure === PRIVATE ? sim.workspace.leaseFactor[place]! : sim.parameters.socialRent);
}

/**
 * Housing part of utility at a cost per m2.
 * @param cash change of income by commuting and job [EUR/month]
 * @param lnCost ln of the cost over the mean rent of the place's country
 */
export function housingUtility(
  sim: Simulation,
  s: Searcher,
  cash: number,
  z: number,
  cost: number,
  lnCost: number,
): number {
  const p = sim.parameters;
  const least = s.leastFloor * z;
  const heat = energyCost(sim);
  const net = s.income + cash - (cost + heat) * least;
  return p.bIncome * (lnNet(net, p.netSmooth) - p.alpha * z * lnCost);
}

/** Floor space wanted at a cost per m2 [m2]. */
export function floorWanted(sim: Simulation, s: Searcher, cash: number, z: number, cost: number): number {
  const p = sim.parameters;
  const heat = energyCost(sim);
  const net = smoothNet(s.income + cash - (cost + heat) * s.leastFloor * z, p.netSmooth);
  return z * (s.leastFloor + (p.alpha * net) / cost);
}

/**
 * Whether rent or loan stays within the limits: rent/income, loan to yearly income; who owns no home yet
 * must have the part of the price that no bank lends, at most the own funds of so many yearly incomes.
 */
export function affordable(sim: Simulation, s: Searcher, z: number, place: number, tenure: number): boolean {
  const p = sim.parameters;
  const least = s.leastFloor * z;
  if (tenure === OWNER) {
    return withinLoan(sim, ownsHome(sim, s.household), sim.places.data.price[place]! * least, s.income);
  }
  return marketCost(sim, place, tenure) * least <= p.maxBurden * s.income;
}

/** Limits of owners. @param owns already @param price of the least floor [EUR] @param income [EUR/month] */
export function withinLoan(sim: Simulation, owns: boolean, price: number, income: number): boolean {
  const p = sim.parameters;
  const loan = owns ? p.loanToValue : sim.levers["housing.firstTimeLoan"];
  if (!owns && (1 - loan) * price > p.ownFunds * 12 * income) return false;
  return loan * price <= p.maxLoanToIncome * 12 * income;
}

/** Whether a household lives in a home of its own. */
function ownsHome(sim: Simulation, household: number): boolean {
  const { status, tenure } = sim.households.data;
  return status[household] === HOUSED && tenure[household] === OWNER;
}

/** Part of utility that depends on occupation and place only: constant, density, heat and floods. */
export function amenity(sim: Simulation, occupation: number, place: number): number {
  const { parameters: p, workspace, input } = sim;
  const density = p.bDensity * (1 + p.bDistancing * sim.levers["shock.distancing"]);
  const own = input.constants === null ? 0 : input.constants[occupation * input.places.count + place]!;
  return own - density * workspace.lnDensity[place]! - workspace.climate.discomfort[place]!;
}

/** b_e ln services, services = (1 - o) local + o broadband. */
export function servicesUtility(sim: Simulation, dependence: number, place: number): number {
  const { workspace } = sim;
  const local = workspace.localServices[place]!;
  const reach = (1 - dependence) * local + dependence * workspace.broadband[place]!;
  return sim.parameters.bServices * log(0.05 + reach);
}

/** Ties, home and distance: what makes an area one's own. */
export function areaUtility(sim: Simulation, s: Searcher, place: number): number {
  const p = sim.parameters;
  const area = sim.input.places.area[place]!;
  let v = s.strength[area]! > 0 ? p.bTies * log(1 + s.strength[area]!) : 0;
  if (area === s.homeArea) v += p.bHome;
  if (area !== s.area) v -= p.areaCost;
  if (sim.input.places.country[place] !== s.country) v -= p.borderCost;
  if (s.knownMark[area] === 0) v -= sim.workspace.bounds.penalty[s.place * sim.geography.places + place]!;
  return v;
}

/** a_(t, j): constant of a tenure at a place, after those of occupations. */
export function tenureConstant(sim: Simulation, tenure: number, place: number): number {
  const { constants, places } = sim.input;
  return constants === null ? 0 : constants[(3 + tenure) * places.count + place]!;
}

/** Arranges all workers at a place; returns the worth of their time and telework [EUR/month]. */
export function arrangeAll(sim: Simulation, s: Searcher, place: number, stay: boolean): number {
  const p = sim.parameters;
  const change = stay ? Infinity : (p.jobChangeCost * s.income) / p.bIncome;
  let time = 0;
  for (let w = 0; w < s.workerCount; w++) {
    arrange(sim, s.workers[w]!, place, change);
    time += s.workers[w]!.time;
  }
  return time;
}

/** Change of income by commutes and new jobs [EUR/month], after `arrangeAll`. */
export function arrangedCash(s: Searcher): number {
  let cash = 0;
  for (let w = 0; w < s.workerCount; w++) cash += s.workers[w]!.cash;
  return cash;
}

/** Best tenure of moving to a place, at market costs less the cost of moving. @param out filled */
export function moveOption(sim: Simulation, s: Searcher, place: number, out: Option): void {
  const p = sim.parameters;
  out.cost = Infinity;
  out.tenure = PRIVATE;
  const country = sim.input.places.country[place]!;
  if (country !== s.country && sim.levers["switch.betweenCountries"] < 0.5) return;
  const time = arrangeAll(sim, s, place, false);
  const cash = arrangedCash(s);
  const z = spaceFactor(sim, s);
  let best = -Infinity;
  for (let tenure = 0; tenure < 3; tenure++) {
    const lost = place * 3 + tenure;
    if (lost === s.lost0 || lost === s.lost1 || s.tenure[tenure] === -Infinity) continue;
    if (!affordable(sim, s, z, place, tenure)) continue;
    const taste = s.tenure[tenure]! + tenureConstant(sim, tenure, place);
    const lnCost = sim.workspace.bounds.lnCost[lost]!;
    const v = taste + housingUtility(sim, s, cash, z, marketCost(sim, place, tenure), lnCost);
    if (v <= best) continue;
    best = v;
    out.tenure = tenure;
  }
  if (best === -Infinity) return;
  const rest = areaUtility(sim, s, place) + servicesUtility(sim, s.dependence, place);
  const v = best + (p.bIncome * time) / s.income + amenity(sim, s.occupation, place) + rest - p.moveCost;
  out.cost = exp(-v);
}

/**
 * exp(-V) of staying in the present dwelling at its contract's cost, less the discontent; of those whom
 * others host: as if they rented here at the market's rent, less the burden of having no home.
 */
export function stayCost(sim: Simulation, s: Searcher): number {
  const p = sim.parameters;
  const h = sim.households.data;
  const time = arrangeAll(sim, s, s.place, true);
  const cash = arrangedCash(s);
  const z = spaceFactor(sim, s);
  const tenure = h.tenure[s.household]!;
  const own = tenure === SOCIAL && s.tenure[SOCIAL] === -Infinity ? 0 : s.tenure[tenure]!;
  const taste = own + tenureConstant(sim, tenure, s.place);
  const hosted = h.status[s.household] === HOSTED;
  const cost = hosted ? marketCost(sim, s.place, PRIVATE) : h.contract[s.household]!;
  const lnCost = log(cost / sim.workspace.meanRent[s.country]!);
  const housing = taste + housingUtility(sim, s, cash, z, cost, lnCost) - (hosted ? p.hostedCost : 0);
  const rest = areaUtility(sim, s, s.place) + servicesUtility(sim, s.dependence, s.place);
  const v =
    housing + (p.bIncome * time) / s.income + amenity(sim, s.occupation, s.place) + rest - s.discontent;
  return exp(-v);
}
