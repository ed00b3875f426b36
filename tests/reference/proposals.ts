/** Naive twin of sim/model/tie-proposals.ts: who proposes a tie to whom, in the order of the lottery. */
import { geometricGap } from "../../sim/core/distributions.ts";
import { log } from "../../sim/core/math.ts";
import { deriveKey, hash, uniform } from "../../sim/core/random.ts";
import { EMPTY, NONE, type Simulation, TIE_KINDS } from "../../sim/model/state.ts";
import { STREAM } from "../../sim/model/streams.ts";
import type { NaiveGraph } from "./ties.ts";
import { distanceFactors, WITH_CHILDREN } from "./ties.ts";

/** A proposal of a tie. */
export interface NaiveProposal {
  readonly from: number;
  readonly to: number;
  readonly kind: number;
}

type Kind = (typeof TIE_KINDS)[number];

/** A household's luck this month, by draw number. */
type Luck = (k: number) => number;

/** What proposals are made from. */
interface Month {
  readonly sim: Simulation;
  readonly graph: NaiveGraph;
  readonly reach: readonly number[];
  /** Level of digital contact in 255ths. */
  readonly contact: readonly number[];
}

/** All proposals of the month, lowest keyed priority first, ties by the order of their making. */
export function naiveProposals(
  sim: Simulation,
  graph: NaiveGraph,
  reach: readonly number[],
  contact: readonly number[],
): NaiveProposal[] {
  const month = { sim, graph, reach, contact };
  const { id } = sim.households.data;
  const priority = deriveKey(sim.input.runKey, STREAM.tiePriority, sim.month);
  return callers(sim)
    .flatMap((from) => proposalOf(month, from))
    .map((proposal, made) => ({
      ...proposal,
      made,
      rank: Math.floor(hash(priority.k0, priority.k1, id[proposal.from]!, 0) / 8),
    }))
    .sort((a, b) => a.rank - b.rank || a.made - b.made)
    .map(({ from, to, kind }) => ({ from, to, kind }));
}

/** Households that share one sequence of gaps. */
const BLOCK = 4096;

/** Households that look for a tie this month: each with probability `newTies`, by gaps. */
function callers(sim: Simulation): number[] {
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.tieNew, sim.month);
  const found: number[] = [];
  let draw = 0;
  let countdown = 0;
  for (let i = 0; i < sim.households.rows; i++) {
    const block = i - (i % BLOCK);
    const nextGap = () => geometricGap(hash(k0, k1, block + draw++, 0), log(1 - sim.parameters.newTies));
    if (i === block) {
      draw = 0;
      countdown = nextGap();
    }
    if (countdown-- > 0) continue;
    if (sim.households.data.status[i] !== EMPTY) found.push(i);
    countdown = nextGap();
  }
  return found;
}

function proposalOf(month: Month, from: number): NaiveProposal[] {
  const { sim } = month;
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.tiePartner, sim.month);
  const luck: Luck = (k) => uniform(hash(k0, k1, sim.households.data.id[from]!, k));
  const kind = kindOf(sim, luck(0));
  const room = Math.min(1, (16 - month.graph[from]!.length) / sim.parameters.tieRoom);
  if (luck(1) >= room * willingness(month, from, kind)) return [];
  const drawn = [0, 1, 2].map((again) => partner(month, from, kind, (k) => luck(k + 3 * again)));
  const acquainted = (to: number) => to === from || month.graph[from]!.some((tie) => tie.partner === to);
  const to = drawn.find((each) => each === undefined || !acquainted(each));
  return to === undefined ? [] : [{ from, to, kind: TIE_KINDS.indexOf(kind) }];
}

function kindOf({ parameters: p }: Simulation, u: number): Kind {
  if (u < p.newNeighbour) return "neighbour";
  if (u < p.newNeighbour + p.newColleague) return "colleague";
  if (u < p.newNeighbour + p.newColleague + p.newFriend) return "friend";
  return "online";
}

function willingness({ sim, reach, contact }: Month, i: number, kind: Kind): number {
  const h = sim.households.data;
  if (kind === "online") return contact[i]! / 255;
  const time = Math.min(1, 2 * reach[i]!) * (1 - sim.levers["shock.distancing"]);
  switch (kind) {
    case "colleague":
      return h.jobPlace[2 * i] === NONE ? 0 : (time * (5 - h.remoteDays[2 * i]!)) / 5;
    case "neighbour": {
      const settled = Math.min(1, (6 + sim.month - h.movedAt[i]!) / 24);
      const commons = sim.places.data.commonsActivity[h.place[i]!]! * h.commons[i]!;
      const shared = 1 + sim.parameters.commonsNeighbours * commons;
      return time * settled * shared * (WITH_CHILDREN.includes(h.composition[i]!) ? 1 : 0.7);
    }
    default:
      return time;
  }
}

function partner(month: Month, i: number, kind: Kind, luck: Luck): number | undefined {
  const { place, jobPlace } = month.sim.households.data;
  switch (kind) {
    case "neighbour":
      return one(residentsOf(month.sim, place[i]!), luck(2));
    case "colleague":
      return jobPlace[2 * i] === NONE ? undefined : one(colleaguesAt(month.sim, jobPlace[2 * i]!), luck(2));
    case "friend":
      return friendOfFriend(month, i, luck);
    default:
      return metOnline(month.sim, i, luck);
  }
}

function friendOfFriend({ sim, graph }: Month, i: number, luck: Luck): number | undefined {
  const { place } = sim.households.data;
  const mine = graph[i]!;
  if (mine.length === 0) return one(residentsOf(sim, place[i]!), luck(2));
  const scaled = luck(2) * mine.length;
  const theirs = graph[mine[Math.floor(scaled)]!.partner]!;
  const to = theirs[Math.floor((scaled - Math.floor(scaled)) * theirs.length)]!.partner;
  return luck(3) < 2 * distanceFactors(sim, i, to).meet ? to : undefined;
}

function metOnline(sim: Simulation, i: number, luck: Luck): number | undefined {
  const { place } = sim.households.data;
  const { country, population } = sim.input.places;
  const n = sim.geography.places;
  if (luck(2) < sim.parameters.geographyFree) {
    const shares = population.map((each, j) => (country[j] === country[place[i]!] ? each : 0));
    const all = shares.reduce((sum, each) => sum + each, 0);
    const cumulative = shares.map((_, j) => Math.fround(runningSum(shares, j) / Math.max(1, all)));
    const home = cumulative.findIndex((each) => each > luck(3));
    return one(residentsOf(sim, home < 0 ? n - 1 : home), luck(4));
  }
  const row = sim.geography.tieGravity.subarray(place[i]! * n, (place[i]! + 1) * n);
  const there = row.findIndex((cumulative) => cumulative > luck(3));
  return one(residentsOf(sim, there < 0 ? n - 1 : there), luck(4));
}

function runningSum(values: Float64Array, to: number): number {
  return values.subarray(0, to + 1).reduce((sum, each) => sum + each, 0);
}

/** One of several, each as likely; undefined of none. */
function one(members: readonly number[], u: number): number | undefined {
  return members[Math.floor(u * members.length)];
}

function residentsOf(sim: Simulation, place: number): number[] {
  return households(sim, (i) => sim.households.data.place[i] === place);
}

function colleaguesAt(sim: Simulation, place: number): number[] {
  return households(sim, (i) => sim.households.data.jobPlace[2 * i] === place);
}

function households(sim: Simulation, test: (i: number) => boolean): number[] {
  return Array.from({ length: sim.households.rows }, (_, i) => i).filter(
    (i) => sim.households.data.status[i] !== EMPTY && test(i),
  );
}
