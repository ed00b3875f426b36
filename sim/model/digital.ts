/**
 * Process 5, digital use, habit and dependence (ODD 7.5): W = (1 - h) w + h A; A' = A + l (W - A);
 * o moves towards a logit in habit, online-only services, broadband, local services, ties, telework.
 * Reads: onlineWish, strength, remoteDays, levers. Writes: online, habit, dependence.
 */
import { exp } from "../core/math.ts";
import { deriveKey, hash, uniform } from "../core/random.ts";
import { onlineOnlyShare } from "./city-programme.ts";
import { choosePlatforms } from "./platforms.ts";
import { EMPTY, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

/** Months between two reviews of dependence: a third of households has its turn each month. */
const TURNS = 3;
/** Strength of offline ties at which they have half of their effect on dependence (assumed). */
const TIES_HALF = 5;

/** One month of life online: time, habit and dependence, then the platforms that people are on. */
export function liveOnline(sim: Simulation): void {
  useDigital(sim);
  choosePlatforms(sim);
}

/** One month of online time and habit; dependence of a third of households, in turn. */
export function useDigital(sim: Simulation): void {
  const p = sim.parameters;
  const { id, status, onlineWish, online, habit, dependence, reachable } = sim.households.data;
  const { contact } = sim.workspace;
  const limits = sim.levers["digital.limits"];
  const key = deriveKey(sim.input.runKey, STREAM.founderDigital, 1);
  const usual = 1 / p.reachUsual;
  const rise = 1 + p.distancingOnline * sim.levers["shock.distancing"];
  const { onlineMax, habitShare, habitSpeed, contactHalf } = p;
  for (let i = 0; i < online.length; i++) {
    if (status[i] === EMPTY) continue;
    const limited = limits > 0 && uniform(hash(key.k0, key.k1, id[i]!, 0)) < limits;
    const wish = onlineWish[i]! * rise * (limited ? 1 - p.limitCut : 1);
    const hours = Math.min(onlineMax, (1 - habitShare) * wish + habitShare * habit[i]!);
    online[i] = hours;
    habit[i] = habit[i]! + habitSpeed * (hours - habit[i]!);
    contact[i] = contactLevel(online[i]!, contactHalf, reachable[i]! * usual);
  }
  const turn = ((sim.month % TURNS) + TURNS) % TURNS;
  for (let i = turn; i < online.length; i += TURNS) {
    if (status[i] === EMPTY) continue;
    dependence[i] = dependence[i]! + p.depSpeed * (dependenceTarget(sim, i) - dependence[i]!);
  }
}

/** Logistic of habit, online-only services, broadband, local services, offline ties, remote days, commons. */
export function dependenceTarget(sim: Simulation, i: number): number {
  const p = sim.parameters;
  const h = sim.households.data;
  const place = h.place[i]!;
  const remote = h.remoteDays[i * 2]! + h.remoteDays[i * 2 + 1]!;
  const x =
    p.depBase +
    p.depHabit * h.habit[i]! +
    p.depOnlineOnly * onlineOnlyShare(sim, place) +
    p.depBroadband * sim.workspace.broadband[place]! +
    p.depServices * sim.workspace.localServices[place]! +
    (p.depTies * h.strength[i]!) / (h.strength[i]! + TIES_HALF) +
    p.depRemote * remote +
    p.depCommons * h.commons[i]! * sim.places.data.commonsActivity[place]!;
  return 1 / (1 + exp(-x));
}

/**
 * Level of digital contact u = W / (W + half) by the part of ties reached, over the usual one; at most 1.
 * @param reached 255 times that ratio
 */
function contactLevel(hours: number, half: number, reached: number): number {
  return Math.min(255, ((reached * hours) / (hours + half) + 0.5) | 0);
}
