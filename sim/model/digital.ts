/**
 * Process 5, digital use, habit and dependence (ODD 7.5): W = (1 - h) w + h A; A' = A + l (W - A);
 * o moves towards a logit in habit, online-only services, broadband, local services, ties, telework.
 * Reads: onlineWish, strength, remoteDays, levers. Writes: online, habit, dependence.
 */
import { exp } from "../core/math.ts";
import { BLOCK, BLOCK_MASK, deriveKey, hashBlock, uniform } from "../core/random.ts";
import { inBlocks, type SimulationPass } from "./blocks.ts";
import { onlineOnlyShare } from "./city-programme.ts";
import { leverSpec } from "./levers.ts";
import { choosePlatforms, PLATFORM_PASSES } from "./platforms.ts";
import { EMPTY, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";
import { TURN_BLOCK } from "./turns.ts";

/** Months between two reviews of dependence: a third of blocks of households has its turn each month. */
const TURNS = 3;
/** Strength of offline ties at which they have half of their effect on dependence (assumed). */
const TIES_HALF = 5;

const draws = new Uint32Array(BLOCK);

/** One month of life online: time, habit and dependence, then the platforms that people are on. */
export function liveOnline(sim: Simulation): void {
  useDigital(sim);
  choosePlatforms(sim);
}

/** One month of online time and habit; dependence of a third of households, in turn. */
export function useDigital(sim: Simulation): void {
  const { placeDependence } = sim.workspace;
  for (let j = 0; j < placeDependence.length; j++) placeDependence[j] = dependenceOfPlace(sim, j);
  inBlocks(sim, spendTime, sim.households.rows);
}

/** Time online and habit of a block of rows, then dependence of those whose turn it is. */
function spendTime(sim: Simulation, from: number, to: number): void {
  const { id } = sim.households.data;
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.founderDigital, 1);
  for (let first = from; first < to; first += BLOCK) {
    if (sim.levers["digital.limits"] > 0) hashBlock(k0, k1, id, first, draws);
    spendHours(sim, first, Math.min(to, first + BLOCK));
  }
  reviewDependence(sim, from, to);
}

/**
 * Time online, habit, level of digital contact u = W / (W + half) by the part of ties reached, over the
 * usual one, at most 1. Draws for the limits are those of this block.
 */
function spendHours(sim: Simulation, from: number, to: number): void {
  const { parameters: p, levers } = sim;
  const { status, onlineWish, online, habit, reachable } = sim.households.data;
  const { contact } = sim.workspace;
  const [luck, mask] = [draws, BLOCK_MASK];
  // A sign tells the compiler that a field is a number: without it the loop checks that again and again.
  const limits = +levers["digital.limits"];
  const usual = 1 / p.reachUsual;
  const rise = onlineRise(sim);
  const [most, half] = [+p.onlineMax, +p.contactHalf];
  const [share, speed] = [+p.habitShare, +p.habitSpeed];
  const own = 1 - share;
  const kept = 1 - p.limitCut;
  for (let i = from; i < to; i++) {
    if (status[i] === EMPTY) continue;
    let wish = onlineWish[i]! * rise;
    if (limits > 0 && uniform(luck[i & mask]!) < limits) wish *= kept;
    const used = habit[i]!;
    const hours = Math.min(most, own * wish + share * used);
    online[i] = hours;
    habit[i] = used + speed * (hours - used);
    const stored = Math.fround(hours);
    contact[i] = Math.min(255, ((reachable[i]! * usual * stored) / (stored + half) + 0.5) | 0);
  }
}

/** Wished time online over the usual: more under distancing, and with more fibre than at the start. */
function onlineRise({ parameters: p, levers }: Simulation): number {
  const distancing = 1 + p.distancingOnline * levers["shock.distancing"];
  const fibre = levers["digital.broadband"] - leverSpec("digital.broadband").default;
  return distancing * (1 + p.onlineBroadband * fibre);
}

/** o' = o + k (target - o) of the blocks of rows whose turn it is. */
function reviewDependence(sim: Simulation, from: number, to: number): void {
  const { status, place, remoteDays, dependence, habit, strength, commons } = sim.households.data;
  const { placeDependence: ofPlace } = sim.workspace;
  const { commonsActivity } = sim.places.data;
  const weights = dependenceWeights(sim);
  const speed = +sim.parameters.depSpeed;
  const turn = ((sim.month % TURNS) + TURNS) % TURNS;
  for (let first = from; first < to; first += TURN_BLOCK) {
    if ((first / TURN_BLOCK) % TURNS !== turn) continue;
    const end = Math.min(to, first + TURN_BLOCK);
    for (let i = first; i < end; i++) {
      if (status[i] === EMPTY) continue;
      const j = place[i]!;
      const remote = remoteDays[i * 2]! + remoteDays[i * 2 + 1]!;
      const shared = commons[i]! * commonsActivity[j]!;
      const target = dependenceOf(weights, ofPlace[j]!, habit[i]!, strength[i]!, remote, shared);
      dependence[i] = dependence[i]! + speed * (target - dependence[i]!);
    }
  }
}

/** Logistic of habit, online-only services, broadband, local services, offline ties, remote days, commons. */
export function dependenceTarget(sim: Simulation, i: number): number {
  const { place, remoteDays, habit, strength, commons } = sim.households.data;
  const j = place[i]!;
  const remote = remoteDays[i * 2]! + remoteDays[i * 2 + 1]!;
  const shared = commons[i]! * sim.places.data.commonsActivity[j]!;
  const ofPlace = dependenceOfPlace(sim, j);
  return dependenceOf(dependenceWeights(sim), ofPlace, habit[i]!, strength[i]!, remote, shared);
}

/** What a place adds to x: the base, online-only services, broadband, local services [logit]. */
function dependenceOfPlace(sim: Simulation, j: number): number {
  const { parameters: p, workspace } = sim;
  return (
    p.depBase +
    p.depOnlineOnly * onlineOnlyShare(sim, j) +
    p.depBroadband * workspace.broadband[j]! +
    p.depServices * workspace.localServices[j]!
  );
}

/** Weights in x of what differs between households of a place. */
function dependenceWeights({ parameters: p }: Simulation) {
  return { ofHabit: +p.depHabit, ofTies: +p.depTies, ofRemote: +p.depRemote, ofCommons: +p.depCommons };
}

/** 1 / (1 + exp(-x)), x = what the place adds + habit + ties + remote days + activity of one's commons. */
function dependenceOf(
  { ofHabit, ofTies, ofRemote, ofCommons }: ReturnType<typeof dependenceWeights>,
  ofPlace: number,
  habit: number,
  strength: number,
  remote: number,
  shared: number,
): number {
  const ties = (ofTies * strength) / (strength + TIES_HALF);
  const x = ofPlace + ofHabit * habit + ties + ofRemote * remote + ofCommons * shared;
  return 1 / (1 + exp(-x));
}

/** What threads do together. */
export const DIGITAL_PASSES: readonly SimulationPass[] = [spendTime, ...PLATFORM_PASSES];
