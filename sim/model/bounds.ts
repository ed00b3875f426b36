/**
 * Lower bounds of the cost exp(-V) by type of household, rebuilt each month, so that a search can
 * dismiss whole taste groups (tastes.md). A bound takes the most favourable value of every term
 * that varies within a type: the bracket's highest income, the least floor, no commute.
 */
import { exp, log, pow } from "../core/math.ts";
import { officeSpace } from "./arrangement.ts";
import { energyCost } from "./climate-terms.ts";
import { fillBothWays, type Geography } from "./geography.ts";
import type { Parameters } from "./parameters.ts";
import type { Searcher } from "./searcher.ts";
import { NONE, type Simulation } from "./state.ts";
import type { TasteGroups } from "./tastes.ts";
import { amenity, lnNet, marketCost, tenureConstant } from "./utility.ts";
import type { Bounds } from "./workspace.ts";

const BRACKETS = 24;
const LOWEST = 0.3;
const RATIO = 1.17;
/** Relative slack that covers rounding: a bound never dismisses the best place. */
const SLACK = 1 - 1e-9;

/** Empty tables and the static parts. @param meanIncome of a consumption unit [EUR/month] */
export function makeBounds(geo: Geography, groups: TasteGroups, p: Parameters, meanIncome: number): Bounds {
  const n = geo.places;
  const edge = new Float64Array(BRACKETS);
  edge[0] = LOWEST * meanIncome;
  for (let b = 1; b < BRACKETS; b++) edge[b] = edge[b - 1]! * RATIO;
  const penalty = new Float32Array(n * n);
  fillBothWays(n, penalty, (at) => p.bKnown * log(1 + geo.km[at]! / p.knownKm));
  const nestFactor = new Float64Array(n);
  const distanceGroup = new Float64Array(n * groups.count).fill(Infinity);
  for (let area = 0; area < geo.areas; area++) {
    const first = geo.areaStart[area]!;
    const end = geo.areaStart[area + 1]!;
    const g = groups.groupOf[area]!;
    for (let at = first; at < end; at++) {
      const place = geo.areaPlaces[at]!;
      nestFactor[place] = pow(end - first, -p.nest);
      for (let from = 0; from < n; from++) {
        const cost = exp(penalty[from * n + place]!);
        const slot = from * groups.count + g;
        if (cost < distanceGroup[slot]!) distanceGroup[slot] = cost;
      }
    }
  }
  const housing = new Float64Array(BRACKETS * 2 * 3 * n);
  const group = new Float64Array(BRACKETS * 2 * 3 * 3 * groups.count);
  return {
    brackets: BRACKETS,
    edge,
    housing,
    lnCost: new Float64Array(3 * n),
    amenity: new Float64Array(3 * n),
    group,
    penalty,
    distanceGroup,
    nestFactor,
  };
}

/** Rebuilds all bounds at this month's rents, prices, services and levers. */
export function updateBounds(sim: Simulation): void {
  const { bounds, groups } = sim.workspace;
  const n = sim.geography.places;
  sim.workspace.highestPremium = sim.places.data.wagePremium.reduce((a, b) => Math.max(a, b), 0);
  for (let place = 0; place < n; place++) {
    for (let tenure = 0; tenure < 3; tenure++) housingBounds(sim, place, tenure);
    for (let k = 0; k < 3; k++) bounds.amenity[k * n + place] = amenityBound(sim, k, place);
  }
  bounds.group.fill(Infinity);
  const { areaStart, areaPlaces } = sim.geography;
  for (let area = 0; area < sim.geography.areas; area++) {
    for (let at = areaStart[area]!; at < areaStart[area + 1]!; at++) {
      groupBounds(sim, areaPlaces[at]!, groups.groupOf[area]!);
    }
  }
}

/** Bracket of the highest income a searcher can reach by a new job; the number of brackets: above all. */
export function incomeBracket(sim: Simulation, s: Searcher): number {
  const { bounds } = sim.workspace;
  const premium = sim.places.data.wagePremium;
  let income = s.income;
  for (let w = 0; w < s.workerCount; w++) {
    const { job, wage } = s.workers[w]!;
    if (job === NONE) continue;
    income += wage * Math.max(0, sim.workspace.highestPremium - premium[job]!);
  }
  let b = 0;
  while (b < bounds.brackets && bounds.edge[b]! < income) b++;
  return b;
}

/** exp(-V) of what depends on the searcher alone, at its best: telework without a commute, the move. */
export function searcherBound(sim: Simulation, s: Searcher): number {
  const p = sim.parameters;
  let worth = 0;
  for (let w = 0; w < s.workerCount; w++) {
    const { day, cap } = s.workers[w]!;
    const days = Math.max(0, Math.min(cap, day / p.teleworkCurve));
    worth += day * days - (p.teleworkCurve / 2) * days * days;
  }
  return exp(p.moveCost + p.areaCost - (p.bIncome * worth) / s.income) * SLACK;
}

function housingBounds(sim: Simulation, place: number, tenure: number): void {
  const { parameters: p, workspace } = sim;
  const { bounds } = workspace;
  const n = sim.geography.places;
  const cost = marketCost(sim, place, tenure);
  const ln = log(cost / workspace.meanRent[sim.input.places.country[place]!]!);
  bounds.lnCost[place * 3 + tenure] = ln;
  const own = tenureConstant(sim, tenure, place);
  const z = ln > 0 ? 1 : 1 + 2 * officeSpace(sim);
  const heat = energyCost(sim);
  for (let type = 0; type < 2; type++) {
    const least = (cost + heat) * (type === 0 ? p.floorAlone : p.floorMore);
    for (let b = 0; b < bounds.brackets; b++) {
      const v = own + p.bIncome * (lnNet(bounds.edge[b]! - least, p.netSmooth) - p.alpha * z * ln);
      bounds.housing[((b * 2 + type) * 3 + tenure) * n + place] = exp(-v);
    }
  }
}

function amenityBound(sim: Simulation, occupation: number, place: number): number {
  const { parameters: p, workspace } = sim;
  const best = Math.max(workspace.localServices[place]!, workspace.broadband[place]!);
  return exp(-amenity(sim, occupation, place) - p.bServices * log(0.05 + best));
}

function groupBounds(sim: Simulation, place: number, g: number): void {
  const { bounds, groups } = sim.workspace;
  const n = sim.geography.places;
  const nest = bounds.nestFactor[place]!;
  for (let type = 0; type < bounds.brackets * 2; type++) {
    for (let k = 0; k < 3; k++) {
      const rest = bounds.amenity[k * n + place]! * nest;
      for (let t = 0; t < 3; t++) {
        const slot = ((type * 3 + k) * 3 + t) * groups.count + g;
        const cost = bounds.housing[(type * 3 + t) * n + place]! * rest;
        if (cost < bounds.group[slot]!) bounds.group[slot] = cost;
      }
    }
  }
}
