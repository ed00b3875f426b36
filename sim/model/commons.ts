/**
 * Process 7, commons (ODD 7.7): in each neighbourhood members make activity, activity and members
 * among one's ties draw others in, fatigue and moves draw out. Above a closure of 0.6 newcomers are
 * kept out, unless the commons are open.
 * Reads: ties, place, movedAt, education, reach, trust, levers. Writes: commons, fatigue, activity,
 * residents, members, closure, commonsActivity, commonsMembers.
 */
import { exp } from "../core/math.ts";
import { deriveKey, hash, uniform } from "../core/random.ts";
import { pay } from "./accounts.ts";
import { isTurn, turnAt } from "./lineage-turns.ts";
import type { PlaceTable } from "./places.ts";
import { EMPTY, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

/** Simulated households of a neighbourhood, at every scale: chance plays as in real ones of that size. */
export const NEIGHBOURHOOD_SIZE = 200;
/** Months between two reviews of one's membership. */
const TURNS = 6;
/** Bit 1 of `commons`, until all have decided: joins or leaves. */
const CHANGES = 2;
/** Local ties at which they have half of their effect (assumed). */
const LOCAL_HALF = 3;
/** Part of the way the closure of a neighbourhood follows what a month shows. */
const CLOSURE_MEMORY = 0.2;
/** Half-yearly rounds by which founders come to their commons. */
const FOUNDING_ROUNDS = 40;
const TWO_32 = 4294967296;

/** Neighbourhoods by place, and scratch of the process. */
export interface CommonsTerms {
  /** First neighbourhood of each place; length places + 1. */
  readonly start: Uint32Array;
  /** By neighbourhood: local ties of the members under review, and those of them who are members. */
  readonly ties: Float64Array;
  readonly memberTies: Float64Array;
  /** Of the household in hand: local ties, and members among them. */
  local: number;
  localMembers: number;
}

/**
 * Buffers of the process; each place has as many neighbourhoods as its founders fill, at least one.
 * @param households simulated ones in all
 */
export function makeCommonsTerms(table: PlaceTable, households: number): CommonsTerms {
  let real = 0;
  for (let j = 0; j < table.count; j++) real += table.households[j]!;
  const start = new Uint32Array(table.count + 1);
  for (let j = 0; j < table.count; j++) {
    const simulated = (households * table.households[j]!) / real;
    start[j + 1] = start[j]! + Math.max(1, Math.round(simulated / NEIGHBOURHOOD_SIZE));
  }
  const all = start[table.count]!;
  return {
    start,
    ties: new Float64Array(all),
    memberTies: new Float64Array(all),
    local: 0,
    localMembers: 0,
  };
}

/** Neighbourhood of a household: keyed by lineage and last move, so that every move changes it. */
export function neighbourhoodOf(sim: Simulation, i: number): number {
  const { id, place, movedAt } = sim.households.data;
  const { start } = sim.workspace.commonsTerms;
  const first = start[place[i]!]!;
  const groups = start[place[i]! + 1]! - first;
  const mix = Math.imul(id[i]! ^ Math.imul(movedAt[i]!, 0x85ebca6b), 0x9e3779b1) >>> 0;
  return first + Math.floor((mix * groups) / TWO_32);
}

/**
 * One month: a sixth of households reviews its membership, then activity follows. Residents are
 * counted twice a year: neighbourhoods hardly grow meanwhile.
 */
export function shareCommons(sim: Simulation): void {
  countMembers(sim, sim.month % TURNS === 0);
  reviewMembers(sim, sim.month, TURNS);
  applyChanges(sim);
  followClosure(sim);
  growActivity(sim);
  const persons = sim.places.data.population.reduce((sum, each) => sum + each, 0);
  pay(sim.ledger, "policy", (persons * sim.levers["commons.facilitation"]) / 12);
}

/** Founders' commons near rest: twenty years of half-yearly rounds of everybody, ties as they are. */
export function foundCommons(sim: Simulation): void {
  const { id, status, commons } = sim.households.data;
  const key = deriveKey(sim.input.runKey, STREAM.commons, 0);
  for (let i = 0; i < id.length; i++) {
    const member = status[i] !== EMPTY && uniform(hash(key.k0, key.k1, id[i]!, 1)) < 0.1;
    commons[i] = member ? 1 : 0;
  }
  for (let round = FOUNDING_ROUNDS; round > 0; round--) {
    countMembers(sim, round === FOUNDING_ROUNDS);
    reviewMembers(sim, sim.month - TURNS * round, 1);
    applyChanges(sim);
    followClosure(sim);
    for (let month = 0; month < TURNS; month++) growActivity(sim);
  }
}

/** Members by neighbourhood; residents too if asked. */
function countMembers(sim: Simulation, all: boolean): void {
  const { status, commons } = sim.households.data;
  const { residents, members } = sim.neighbourhoods.data;
  members.fill(0);
  for (let i = 0; i < commons.length; i++) if (commons[i] === 1) members[neighbourhoodOf(sim, i)]!++;
  if (!all) return;
  residents.fill(0);
  for (let i = 0; i < status.length; i++) if (status[i] !== EMPTY) residents[neighbourhoodOf(sim, i)]!++;
}

/** Everybody whose turn it is. @param turns 1: all */
function reviewMembers(sim: Simulation, month: number, turns: number): void {
  const { id, status, commons } = sim.households.data;
  const { ties, memberTies } = sim.workspace.commonsTerms;
  const key = deriveKey(sim.input.runKey, STREAM.commons, month);
  const turn = turnAt(month, turns);
  ties.fill(0);
  memberTies.fill(0);
  for (let i = 0; i < status.length; i++) {
    if (status[i] === EMPTY || !isTurn(id[i]!, turn)) continue;
    const u = uniform(hash(key.k0, key.k1, id[i]!, 0));
    if (commons[i] === 1) reviewMember(sim, i, month, u);
    else reviewOther(sim, i, u);
  }
}

/** A member leaves after a move, else with l0 + l1 fatigue; f' = f + k (1 - f) for those who stay. */
function reviewMember(sim: Simulation, i: number, month: number, u: number): void {
  const p = sim.parameters;
  const { commons, fatigue, movedAt } = sim.households.data;
  const terms = sim.workspace.commonsTerms;
  const n = neighbourhoodOf(sim, i);
  countLocalTies(sim, i);
  terms.ties[n]! += terms.local;
  terms.memberTies[n]! += terms.localMembers;
  const moved = movedAt[i]! >= month - TURNS && movedAt[i]! < month;
  const tired = fatigue[i]! / 255;
  if (moved || u < p.commonsLeave + p.commonsLeaveTired * tired) commons[i] = 1 | CHANGES;
  else fatigue[i] = Math.round(255 * (tired + p.commonsFatigue * (1 - tired)));
}

/** Fatigue f' = f (1 - rest) of others; they join if u is below the probability, at most J. */
function reviewOther(sim: Simulation, i: number, u: number): void {
  const p = sim.parameters;
  const { commons, fatigue } = sim.households.data;
  if (u < p.commonsJoinMost && u < mostLikely(sim, i) && u < joinProbability(sim, i)) commons[i] = CHANGES;
  fatigue[i] = Math.floor(fatigue[i]! * (1 - p.commonsRest));
}

/** J sigma(x) of those all of whose many ties are members: a bound that needs no look at ties. */
function mostLikely(sim: Simulation, i: number): number {
  const p = sim.parameters;
  if (p.commonsTies < 0 || p.commonsLocal < 0) return p.commonsJoinMost;
  const x = drawnIn(sim, i, neighbourhoodOf(sim, i)) + p.commonsTies + p.commonsLocal;
  const welcome = Math.max(0, p.commonsWelcome) * sim.levers["commons.openness"];
  return p.commonsJoinMost / (1 + exp(-x - welcome));
}

/** What draws a household in beside its ties [logit]. */
function drawnIn(sim: Simulation, i: number, n: number): number {
  const p = sim.parameters;
  const { place, education, reach, fatigue } = sim.households.data;
  return (
    p.commonsJoin +
    p.commonsActivity * sim.neighbourhoods.data.activity[n]! +
    p.commonsTime * reach[i]! +
    p.commonsEducation * education[i]! +
    p.commonsTrust * (sim.places.data.trust[place[i]!]! - p.trustUsual) -
    (p.commonsTired * fatigue[i]!) / 255
  );
}

/**
 * J sigma(x) (1 - (1 - open) max(0, closure - c)/(1 - c)), x = x0 + activity + members among local
 * ties + local ties/(local ties + 3) + time + education + trust - fatigue + open (1 - members among them).
 */
export function joinProbability(sim: Simulation, i: number): number {
  const p = sim.parameters;
  const { closure } = sim.neighbourhoods.data;
  const terms = sim.workspace.commonsTerms;
  const open = sim.levers["commons.openness"];
  const n = neighbourhoodOf(sim, i);
  countLocalTies(sim, i);
  const known = terms.local === 0 ? 0 : terms.localMembers / terms.local;
  const x =
    drawnIn(sim, i, n) +
    p.commonsTies * known +
    (p.commonsLocal * terms.local) / (terms.local + LOCAL_HALF) +
    p.commonsWelcome * open * (1 - known);
  const shut = Math.max(0, closure[n]! - p.commonsClosed) / (1 - p.commonsClosed);
  return (p.commonsJoinMost * (1 - (1 - open) * shut)) / (1 + exp(-x));
}

/** out: `commonsTerms`: ties who live in the place, and members among them */
function countLocalTies(sim: Simulation, i: number): void {
  const { partner, count, slots } = sim.ties;
  const { place, commons } = sim.households.data;
  const terms = sim.workspace.commonsTerms;
  const here = place[i]!;
  let local = 0;
  let members = 0;
  const end = i * slots + count[i]!;
  for (let at = i * slots; at < end; at++) {
    const k = partner[at]!;
    if (place[k] !== here) continue;
    local++;
    members += commons[k]! & 1;
  }
  terms.local = local;
  terms.localMembers = members;
}

/** Those who decided join or leave. */
function applyChanges(sim: Simulation): void {
  const { commons } = sim.households.data;
  for (let i = 0; i < commons.length; i++) if (commons[i]! >= CHANGES) commons[i] = 1 - (commons[i]! & 1);
}

/** Closure of neighbourhoods follows what members under review show. */
function followClosure(sim: Simulation): void {
  const { closure } = sim.neighbourhoods.data;
  const { ties, memberTies } = sim.workspace.commonsTerms;
  for (let n = 0; n < closure.length; n++) {
    if (ties[n]! > 0) closure[n]! += CLOSURE_MEMORY * (memberTies[n]! / ties[n]! - closure[n]!);
  }
}

/**
 * q' = q + (1 - q) min(1, a members + b facilitation) - d q by neighbourhood; means by place.
 * Members are counted at the start of the month.
 */
export function growActivity(sim: Simulation): void {
  const p = sim.parameters;
  const { activity, residents, members } = sim.neighbourhoods.data;
  const { commonsActivity, commonsMembers } = sim.places.data;
  const { start } = sim.workspace.commonsTerms;
  const helped = p.commonsFacilitators * sim.levers["commons.facilitation"];
  for (let j = 0; j < commonsActivity.length; j++) {
    let all = 0;
    let joined = 0;
    let sum = 0;
    for (let n = start[j]!; n < start[j + 1]!; n++) {
      const share = Math.min(1, members[n]! / Math.max(1, residents[n]!));
      const made = Math.min(1, p.commonsMembers * share + helped);
      activity[n] = activity[n]! + (1 - activity[n]!) * made - p.commonsDecay * activity[n]!;
      all += residents[n]!;
      joined += members[n]!;
      sum += residents[n]! * activity[n]!;
    }
    commonsMembers[j] = Math.min(1, joined / Math.max(1, all));
    commonsActivity[j] = all === 0 ? 0 : sum / all;
  }
}
