/**
 * Process 7, commons (ODD 7.7): in each neighbourhood members make activity, activity and members
 * among one's ties draw others in, fatigue and moves draw out. Above a closure of 0.6 newcomers are
 * kept out, unless the commons are open.
 * Reads: ties, place, movedAt, education, reach, trust, levers. Writes: commons, fatigue, activity,
 * residents, members, closure, commonsActivity, commonsMembers.
 */
import { exp } from "../core/math.ts";
import { BLOCK, deriveKey, hash, hashEach, uniform } from "../core/random.ts";
import { pay } from "./accounts.ts";
import { inBlocks, ROW_BLOCK, type SimulationPass } from "./blocks.ts";
import { isTurn, turnAt } from "./lineage-turns.ts";
import { CHANGES, countLocalTies, countTies, TIE_BITS, TIE_MASK, tellTies } from "./local-ties.ts";
import type { PlaceTable } from "./places.ts";
import { EMPTY, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

/** Simulated households of a neighbourhood, at every scale: chance plays as in real ones of that size. */
export const NEIGHBOURHOOD_SIZE = 200;
/** Months between two reviews of one's membership. */
const TURNS = 6;
/** Local ties at which they have half of their effect (assumed). */
const LOCAL_HALF = 3;
/** Part of the way the closure of a neighbourhood follows what a month shows. */
const CLOSURE_MEMORY = 0.2;
/** Half-yearly rounds by which founders come to their commons. */
const FOUNDING_ROUNDS = 40;
const TWO_32 = 4294967296;
/** Ends a list that is shorter than its block; nobody lives in such a neighbourhood. */
const END = 0xffffffff;

/** Rows of those who review at once, their lineages and draws. */
const reviewers = new Uint32Array(BLOCK);
const lineages = new Uint32Array(BLOCK);
const draws = new Uint32Array(BLOCK);

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
  /** 1: local ties of all, and members among them, are counted in the memory of cards; 0: they are not. */
  counted: number;
  /** Month of the reviews, and months between two of a household. */
  month: number;
  turns: number;
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
    counted: 0,
    month: 0,
    turns: TURNS,
  };
}

/** Neighbourhood of a household: keyed by lineage and last move, so that every move changes it. */
export function neighbourhoodOf(sim: Simulation, i: number): number {
  const { id, place, movedAt } = sim.households.data;
  return neighbourhood(sim.workspace.commonsTerms.start, place[i]!, id[i]!, movedAt[i]!);
}

function neighbourhood(start: Uint32Array, place: number, id: number, movedAt: number): number {
  const first = start[place]!;
  const groups = start[place + 1]! - first;
  const mix = Math.imul(id ^ Math.imul(movedAt, 0x85ebca6b), 0x9e3779b1) >>> 0;
  return first + Math.floor((mix * groups) / TWO_32);
}

/**
 * One month: a sixth of households reviews its membership, then activity follows. Residents are
 * counted twice a year: neighbourhoods hardly grow meanwhile.
 */
export function shareCommons(sim: Simulation): void {
  if (sim.month % TURNS === 0) countResidents(sim);
  reviewMembers(sim, sim.month, TURNS);
  growActivity(sim);
  const persons = sim.places.data.population.reduce((sum, each) => sum + each, 0);
  pay(sim.ledger, "policy", (persons * sim.levers["commons.facilitation"]) / 12);
}

/** Founders' commons near rest: twenty years of half-yearly rounds of everybody, ties as they are. */
export function foundCommons(sim: Simulation): void {
  const { id, status, commons } = sim.households.data;
  const { commonsTerms: terms } = sim.workspace;
  const key = deriveKey(sim.input.runKey, STREAM.commons, 0);
  for (let i = 0; i < id.length; i++) {
    const member = status[i] !== EMPTY && uniform(hash(key.k0, key.k1, id[i]!, 1)) < 0.1;
    commons[i] = member ? 1 : 0;
  }
  countResidents(sim);
  // Nobody moves and no tie ends meanwhile: members among local ties change where somebody joins or leaves.
  inBlocks(sim, countTies, sim.households.rows);
  terms.counted = 1;
  for (let round = FOUNDING_ROUNDS; round > 0; round--) {
    reviewMembers(sim, sim.month - TURNS * round, 1);
    for (let month = 0; month < TURNS; month++) growActivity(sim);
  }
  terms.counted = 0;
}

/** Households by neighbourhood. */
function countResidents(sim: Simulation): void {
  const { residents: homes } = sim.workspace;
  const { residents } = sim.neighbourhoods.data;
  inBlocks(sim, findHomes, sim.households.rows);
  residents.fill(0);
  for (let i = 0; i < sim.households.rows; i++) if (homes[i] !== END) residents[homes[i]!]!++;
}

/** Neighbourhood of each household, in the memory of residents. */
function findHomes(sim: Simulation, from: number, to: number): void {
  const { status, id, place, movedAt } = sim.households.data;
  const { residents: homes } = sim.workspace;
  const { start } = sim.workspace.commonsTerms;
  for (let i = from; i < to; i++) {
    homes[i] = status[i] === EMPTY ? END : neighbourhood(start, place[i]!, id[i]!, movedAt[i]!);
  }
}

/**
 * Everybody whose turn it is reviews the membership; then they join or leave, and closure follows. Members
 * are counted before.
 * @param turns months between two reviews of a household; 1: all
 */
function reviewMembers(sim: Simulation, month: number, turns: number): void {
  const { commonsTerms: terms } = sim.workspace;
  terms.month = month;
  terms.turns = turns;
  inBlocks(sim, reviewBlock, sim.households.rows);
  noteMembers(sim);
  inBlocks(sim, applyChanges, sim.households.rows);
  followClosure(sim);
}

/**
 * Reviews of a block. out: neighbourhoods of its members in the memory of residents; neighbourhoods and
 * local ties of members under review in that of workers
 */
function reviewBlock(sim: Simulation, from: number, to: number): void {
  const { residents, workersAt } = sim.workspace;
  let members = from;
  let reviewed = from;
  for (let first = from; first < to; first += BLOCK) {
    const end = Math.min(to, first + BLOCK);
    members = listMembers(sim, first, end, members);
    reviewed = reviewTurn(sim, first, end, reviewed);
  }
  if (members < to) residents[members] = END;
  if (reviewed < to) workersAt[reviewed] = END;
}

/** Neighbourhoods of the members of a part of a block. @param at end of the list before, and after */
function listMembers(sim: Simulation, from: number, to: number, at: number): number {
  const { id, place, movedAt, commons } = sim.households.data;
  const { residents } = sim.workspace;
  const { start } = sim.workspace.commonsTerms;
  for (let i = from; i < to; i++) {
    if (commons[i] === 1) residents[at++] = neighbourhood(start, place[i]!, id[i]!, movedAt[i]!);
  }
  return at;
}

/** Reviews of those of a part of a block whose turn it is. @param at end of the list before, and after */
function reviewTurn(sim: Simulation, from: number, to: number, at: number): number {
  const count = listTurn(sim, from, to);
  if (count === 0) return at;
  const asking = screen(sim, count);
  if (sim.workspace.commonsTerms.counted === 0) fetchTies(sim, asking);
  return decide(sim, asking, at);
}

/** Those of a part of a block whose turn it is, and their draws. @returns how many they are */
function listTurn(sim: Simulation, from: number, to: number): number {
  const { id, status } = sim.households.data;
  const { month, turns } = sim.workspace.commonsTerms;
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.commons, month);
  const turn = turnAt(month, turns);
  const [rows, each, empty] = [reviewers, lineages, EMPTY];
  let count = 0;
  for (let i = from; i < to; i++) {
    if (!isTurn(id[i]!, turn) || status[i] === empty) continue;
    rows[count] = i;
    each[count++] = id[i]!;
  }
  hashEach(k0, k1, each, 0, count, 0, draws);
  return count;
}

/** Puts those of the first `count` whose ties matter in front, the others rest. @returns how many they are */
function screen(sim: Simulation, count: number): number {
  const { commons, fatigue } = sim.households.data;
  const { counted } = sim.workspace.commonsTerms;
  const [rows, luck] = [reviewers, draws];
  const most = +sim.parameters.commonsJoinMost;
  let asking = 0;
  for (let k = 0; k < count; k++) {
    const i = rows[k]!;
    const u = uniform(luck[k]!);
    if (commons[i] === 1 || (u < most && (counted === 1 || u < mostLikely(sim, i)))) {
      rows[asking] = i;
      luck[asking++] = luck[k]!;
    } else if (fatigue[i]! > 0) fatigue[i] = rested(sim, fatigue[i]!);
  }
  return asking;
}

/** Decisions of those whose ties matter. @param at end of the list of members before, and after */
function decide(sim: Simulation, asking: number, at: number): number {
  const { commons, fatigue } = sim.households.data;
  const { month } = sim.workspace.commonsTerms;
  const [rows, luck, list, changes] = [reviewers, draws, sim.workspace.workersAt, CHANGES];
  for (let k = 0; k < asking; k++) {
    const i = rows[k]!;
    const u = uniform(luck[k]!);
    if (commons[i] === 1) list[at++] = reviewMember(sim, i, month, u);
    else {
      if (u < joinProbability(sim, i)) commons[i] = changes;
      fatigue[i] = rested(sim, fatigue[i]!);
    }
  }
  return at;
}

/** Reads both ends of the lists of ties of those who are asked: memory answers many questions at once. */
function fetchTies({ ties }: Simulation, asking: number): void {
  const { partner, slots } = ties;
  const [rows, seen] = [reviewers, lineages];
  for (let k = 0; k < asking; k++) {
    const first = rows[k]! * slots;
    seen[k] = partner[first]! ^ partner[first + slots - 1]!;
  }
}

/** Fatigue f' = f (1 - rest) of those who are not members. */
function rested({ parameters }: Simulation, fatigue: number): number {
  return Math.floor(fatigue * (1 - parameters.commonsRest));
}

/** Members by neighbourhood, and local ties of those under review, from the lists of all blocks. */
function noteMembers(sim: Simulation): void {
  const { residents: list, workersAt: reviewed } = sim.workspace;
  const { ties, memberTies } = sim.workspace.commonsTerms;
  const { members } = sim.neighbourhoods.data;
  const { rows } = sim.households;
  members.fill(0);
  ties.fill(0);
  memberTies.fill(0);
  for (let first = 0; first < rows; first += ROW_BLOCK) {
    const end = Math.min(rows, first + ROW_BLOCK);
    for (let at = first; at < end && list[at] !== END; at++) members[list[at]!]!++;
    for (let at = first; at < end && reviewed[at] !== END; at++) {
      const packed = reviewed[at]!;
      const n = packed >>> (2 * TIE_BITS);
      ties[n]! += (packed >>> TIE_BITS) & TIE_MASK;
      memberTies[n]! += packed & TIE_MASK;
    }
  }
}

/**
 * A member leaves after a move, else with l0 + l1 fatigue; f' = f + k (1 - f) for those who stay.
 * @returns neighbourhood, local ties, and members among them, side by side
 */
function reviewMember(sim: Simulation, i: number, month: number, u: number): number {
  const p = sim.parameters;
  const { commons, fatigue, movedAt } = sim.households.data;
  const terms = sim.workspace.commonsTerms;
  countLocalTies(sim, i);
  const moved = movedAt[i]! >= month - TURNS && movedAt[i]! < month;
  const tired = fatigue[i]! / 255;
  if (moved || u < p.commonsLeave + p.commonsLeaveTired * tired) commons[i] = 1 | CHANGES;
  else fatigue[i] = Math.round(255 * (tired + p.commonsFatigue * (1 - tired)));
  return (neighbourhoodOf(sim, i) << (2 * TIE_BITS)) | (terms.local << TIE_BITS) | terms.localMembers;
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
  const { place, education, reach, online, fatigue } = sim.households.data;
  return (
    p.commonsJoin +
    p.commonsActivity * sim.neighbourhoods.data.activity[n]! +
    p.commonsTime * reach[i]! +
    p.commonsScreen * online[i]! +
    p.commonsEducation * education[i]! +
    p.commonsTrust * (sim.places.data.trust[place[i]!]! - p.trustUsual) -
    (p.commonsTired * fatigue[i]!) / 255
  );
}

/**
 * J sigma(x) (1 - (1 - open) max(0, closure - c)/(1 - c)), x = x0 + activity + members among local
 * ties + local ties/(local ties + 3) + time + time online + education + trust - fatigue
 * + open (1 - members among them).
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

/** Those who decided join or leave. */
function applyChanges(sim: Simulation, from: number, to: number): void {
  const { commons } = sim.households.data;
  const changes = CHANGES;
  const { counted } = sim.workspace.commonsTerms;
  for (let i = from; i < to; i++) {
    if (commons[i]! < changes) continue;
    if (counted === 1) tellTies(sim, i);
    commons[i] = 1 - (commons[i]! & 1);
  }
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

/** What threads do together. */
export const COMMONS_PASSES: readonly SimulationPass[] = [findHomes, countTies, reviewBlock, applyChanges];
