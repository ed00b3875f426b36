/**
 * Naive twin of the ties pass (sim/model/ties.ts, tie-proposals.ts and the graph of sim/core/ties.ts):
 * households are objects with lists of ties, every table is worked out where it is used, and each
 * step makes new values from the old ones.
 */
import { exp, log } from "../../sim/core/math.ts";
import { deriveKey, hash, type Key, uniform } from "../../sim/core/random.ts";
import { travelMinutes } from "../../sim/model/arrangement.ts";
import { meetingFactor } from "../../sim/model/geography.ts";
import { COMPOSITIONS, EMPTY, KIN, NONE, type Simulation, TIE_KINDS } from "../../sim/model/state.ts";
import { STREAM } from "../../sim/model/streams.ts";
import { type NaiveProposal, naiveProposals } from "./proposals.ts";

const SLOTS = 15;
const UNIT = 65535;
const ROOTS = 1023;

/** A tie as one of its ends sees it. */
export interface NaiveTie {
  readonly partner: number;
  readonly kind: number;
  /** Share of 65,535. */
  readonly strength: number;
}

/** Ties of every household, in the order of their slots. */
export type NaiveGraph = NaiveTie[][];

/** What the ties pass leaves behind. */
export interface NaiveTiesMonth {
  readonly graph: NaiveGraph;
  readonly reach: number[];
  readonly strength: number[];
  readonly meetings: number[];
  readonly weakLocal: number[];
  readonly weakOnline: number[];
  readonly lonely: number[];
  readonly isolated: number[];
}

/** The graph of a simulation as lists. */
export function naiveGraph({ ties }: Pick<Simulation, "ties">): NaiveGraph {
  return Array.from(ties.count, (count, i) =>
    Array.from({ length: count }, (_, slot) => ({
      partner: ties.partner[i * SLOTS + slot]!,
      kind: ties.label[i * SLOTS + slot]! & 7,
      strength: ties.strength[i * SLOTS + slot]!,
    })),
  );
}

/** One month of ties; the simulation is read, not written. */
export function naiveTiesMonth(sim: Simulation): NaiveTiesMonth {
  const h = sim.households.data;
  const p = sim.parameters;
  const before = naiveGraph(sim);
  const passes = before.map((_, i) => passOf(sim, before, i));
  const key = (stream: number) => deriveKey(sim.input.runKey, stream, sim.month);
  const open = 1 - sim.levers["shock.distancing"];
  const far = [4, 8, 0.5][Math.round(sim.levers["switch.bridges"])]!;
  const reach = passes.map((pass, i) =>
    h.status[i] === EMPTY
      ? h.reach[i]!
      : Math.fround(availability(sim, i) / (1 + Math.fround(pass.attention))),
  );
  const graph = passes.map((pass) => pass.ties);
  for (const [i, partner] of endings(passes, key(STREAM.tieEnd), h.id)) drop(graph, i, partner);
  const contact = passes.map((_, i) => contactLevel(sim, i));
  const proposals = naiveProposals(sim, graph, reach, contact);
  const matched = new Set<number>();
  const free = (i: number) => graph[i]!.length < SLOTS;
  const tie = ({ from, to, kind }: NaiveProposal) =>
    add(graph, from, to, kind, Math.round(p.newStrength * UNIT));
  const later: NaiveProposal[] = [];
  for (const each of proposals) {
    if (matched.has(each.from) || matched.has(each.to)) continue;
    // Who is full drops a tie at once; those with room for one more wait until all have been drawn.
    if (free(each.from) && free(each.to)) later.push(each);
    else if (!tie(each)) continue;
    matched.add(each.from).add(each.to);
  }
  for (const each of later) tie(each);
  /** Rows that nobody holds stay as they are. */
  const feel = (before: ArrayLike<number>, value: (pass: Pass, i: number) => number) =>
    passes.map((pass, i) => (h.status[i] === EMPTY ? before[i]! : value(pass, i)));
  return {
    graph,
    reach,
    strength: feel(h.strength, (pass) => Math.fround(pass.strength)),
    meetings: feel(h.meetings, (pass) => Math.fround(pass.meetings)),
    weakLocal: feel(h.weakLocal, (_, i) =>
      Math.fround(h.weakLocal[i]! * (1 - p.weakLoss) + p.weakMeet * open * density(sim, i)),
    ),
    weakOnline: feel(h.weakOnline, (_, i) =>
      Math.fround(h.weakOnline[i]! * (1 - p.weakLoss * far) + p.weakOnline * h.online[i]!),
    ),
    lonely: feel(h.lonely, (pass, i) => {
      return pass.support < h.need[i]! * sim.workspace.climate.need[h.place[i]!]! ? 1 : 0;
    }),
    isolated: feel(h.isolated, (pass, i) => {
      const { k0, k1 } = key(STREAM.tieEnd);
      return leftOf(pass, uniform(hash(k0, k1, h.id[i]!, 0))) < exp(-pass.meetings) ? 1 : 0;
    }),
  };
}

/** What one household does with its ties in a month. */
interface Pass {
  readonly ties: NaiveTie[];
  readonly attention: number;
  readonly meetings: number;
  readonly strength: number;
  readonly support: number;
  /** Hazard of the end of each tie, 0 for those that the other end decides on. */
  readonly hazards: number[];
  /** Sum of hazards if no tie had strength or were seen, and this household owned them all. */
  readonly bound: number;
}

function passOf(sim: Simulation, graph: NaiveGraph, i: number): Pass {
  const p = sim.parameters;
  const [root, contact] = cardOf(sim, i);
  const youth =
    (sim.households.data.bornAt[i]! - (sim.month - 12 * p.companyTo)) / (12 * (p.companyTo - p.companyFrom));
  const company = Math.min(1, Math.max(0, youth));
  const most = (4 * p.meetBase * (1 - sim.levers["shock.distancing"])) / (ROOTS * ROOTS);
  const each = graph[i]!.map((tie) => {
    const k = tie.partner;
    const s = tie.strength * (1 / UNIT);
    const { meet, digital } = distanceFactors(sim, i, k);
    const [theirRoot, theirContact] = cardOf(sim, k);
    const c = contact * theirContact;
    const w = (p.tieWeightBase + s) * (meet + meet * sim.levers["digital.arrange"] * digital * c);
    const met = most * (root * theirRoot) * w;
    const gain = Math.min(1, p.gainMeet * met + p.gainDigital * digital * c);
    const loss = decayOf(sim, tie.kind);
    const next = s + (1 - s) * gain - (loss * s - loss * (tie.kind === KIN ? p.restKin : 0));
    const support = next * (1 - company + (company * Math.min(1, 2 * met)) / p.seenUsual);
    const kept = { ...tie, strength: Math.round(next * UNIT) };
    return { w, met, next, support, kept, hazard: i < k ? hazardOf(sim, kept, met) : 0 };
  });
  const alone = sim.households.data.size[i] === 1;
  const total = (of: (one: (typeof each)[number]) => number, from = 0) =>
    each.reduce((sum, one) => sum + of(one), from);
  return {
    ties: each.map((one) => one.kept),
    attention: total((one) => one.w),
    meetings: total((one) => one.met),
    strength: total((one) => one.next),
    support: total((one) => one.support, alone ? 0.01 : p.supportAlone + 0.01),
    hazards: each.map((one) => one.hazard),
    bound: each.reduce((sum) => sum + sim.parameters.endHazard, 0),
  };
}

/** Root of reach in 1,023rds, and digital contact in 63rds. */
function cardOf(sim: Simulation, i: number): [number, number] {
  const root = Math.sqrt(sim.households.data.reach[i]!) * ROOTS;
  return [Math.floor(root + 0.5), Math.floor(contactLevel(sim, i) / 4)];
}

/** g of meetings and of digital contact in 63rds squared, at the middle of the step of distance. */
export function distanceFactors(sim: Simulation, i: number, k: number): { meet: number; digital: number } {
  const { place } = sim.households.data;
  const p = sim.parameters;
  const km = sim.geography.km[place[i]! * sim.geography.places + place[k]!]!;
  const step = Math.min(31, Math.floor(4.4 * log(1 + km)));
  const middle = exp((step + 0.5) / 4.4) - 1;
  const digital = exp(-p.nearDecay * p.digitalDecay * log(1 + middle));
  return { meet: meetingFactor(p, middle), digital: digital * (1 / 3969) };
}

/** a = max(0.02, 1 - (work + commute + care + rho W) / budget), a mean over the adults. */
function availability(sim: Simulation, i: number): number {
  const p = sim.parameters;
  const h = sim.households.data;
  const composition = h.composition[i]!;
  let hours = WITH_CHILDREN.includes(composition) ? p.careHours : 0;
  for (let at = i * 2; at < i * 2 + h.workers[i]!; at++) {
    if (h.jobPlace[at] === NONE) continue;
    const way = travelMinutes(sim, h.place[i]!, h.jobPlace[at]!);
    hours += p.workHours + (5 - h.remoteDays[at]!) * (2 / 60) * way;
  }
  const adults =
    COMPOSITIONS[composition] === "alone" || COMPOSITIONS[composition] === "single parent" ? 1 : 2;
  const screen = sim.levers["digital.displace"] * h.online[i]!;
  return Math.max(0.02, 1 - (hours / adults + screen) / p.timeBudget);
}

/** u = W / (W + half) x share of ties reached / usual share, in 255ths, at most 255. */
export function contactLevel(sim: Simulation, i: number): number {
  const { online, reachable } = sim.households.data;
  const { contactHalf, reachUsual } = sim.parameters;
  const level = (reachable[i]! * (1 / reachUsual) * online[i]!) / (online[i]! + contactHalf);
  return Math.min(255, Math.round(level));
}

function decayOf({ parameters: p }: Simulation, kind: number): number {
  const rates: Record<(typeof TIE_KINDS)[number], number> = {
    kin: p.decayKin,
    friend: p.decayFriend,
    neighbour: p.decayNeighbour,
    colleague: p.decayColleague,
    online: p.decayOnline,
  };
  return rates[TIE_KINDS[kind]!];
}

/** e0 exp(-slope s) with s in 256ths, less for those seen. */
function hazardOf(sim: Simulation, tie: NaiveTie, met: number): number {
  const fall = exp((-sim.parameters.endSlope * Math.floor(tie.strength / 256)) / 256);
  return sim.parameters.endHazard * fall * (1 - 0.5 * Math.min(1, 2 * met));
}

/** What a uniform draw still says once it has said which tie ends: where it lies in its interval. */
function leftOf({ hazards, bound }: Pass, u: number): number {
  let from = 0;
  for (const hazard of hazards) {
    if (u < from + hazard) return (u - from) / (from + hazard - from);
    from += hazard;
  }
  return u < bound ? (u - from) / (Math.min(1, bound) - from) : (u - bound) / (1 - bound);
}

/** Ties that end: at most one of each household, as (household, partner). */
function endings(passes: readonly Pass[], { k0, k1 }: Key, id: Uint32Array): [number, number][] {
  return passes.flatMap(({ hazards, ties }, i) => {
    const luck = uniform(hash(k0, k1, id[i]!, 0));
    let sum = 0;
    const slot = hazards.findIndex((hazard) => {
      sum += hazard;
      return luck < sum;
    });
    return slot < 0 ? [] : [[i, ties[slot]!.partner] as [number, number]];
  });
}

/** ln(1 + people for each km2) where one spends the week: at home, and at the office of the first worker. */
function density(sim: Simulation, i: number): number {
  const h = sim.households.data;
  const table = sim.input.places;
  const at = (j: number) =>
    log(1 + (table.population[j]! + table.jobs[j]!) / Math.max(0.1, table.areaKm2[j]!));
  const job = h.jobPlace[2 * i]!;
  const office = job === NONE ? 0 : (5 - h.remoteDays[2 * i]!) * 0.08;
  return at(h.place[i]!) * (1 - office) + (office > 0 ? office * at(job) : 0);
}

/** Ends a tie at both ends; the last tie of each list takes the place of the one that ends. */
export function drop(graph: NaiveGraph, a: number, b: number): void {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const ties = graph[one]!;
    const slot = ties.findIndex((tie) => tie.partner === other);
    const last = ties.pop()!;
    if (slot < ties.length) ties[slot] = last;
  }
}

/** Ties two households unless they are one, tied, or one is full of ties at least as strong. */
export function add(graph: NaiveGraph, a: number, b: number, kind: number, strength: number): boolean {
  if (a === b || graph[a]!.some((tie) => tie.partner === b)) return false;
  const out = [a, b]
    .filter((end) => graph[end]!.length === SLOTS)
    .map((end) => [end, weakest(graph[end]!)] as const);
  if (out.some(([, tie]) => tie.strength >= strength)) return false;
  for (const [end, tie] of out) drop(graph, end, tie.partner);
  graph[a]!.push({ partner: b, kind, strength });
  graph[b]!.push({ partner: a, kind, strength });
  return true;
}

function weakest(ties: readonly NaiveTie[]): NaiveTie {
  return [...ties].sort((a, b) => a.strength - b.strength || a.partner - b.partner)[0]!;
}

/** Compositions with children, who bind their parents' time. */
export const WITH_CHILDREN: readonly number[] = [
  COMPOSITIONS.indexOf("couple with children"),
  COMPOSITIONS.indexOf("single parent"),
];
