/**
 * The need of support (ODD 7.6): the support below which one is lonely. It is a person's own, and follows
 * slowly the support that person is used to.
 */
import { normal } from "../core/distributions.ts";
import { exp, pow } from "../core/math.ts";
import { deriveKey, hash, type Key } from "../core/random.ts";
import { TIE_SLOTS } from "../core/ties.ts";
import { inBlocks, type SimulationPass } from "./blocks.ts";
import { consumptionUnits, householdIncome } from "./searcher.ts";
import { EMPTY, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";
import { firstOfTurn, TURN_BLOCK, TURNS, turnOf } from "./turns.ts";

/** Least income that counts, over the usual one: debts are not incomes. */
const LEAST_INCOME = 0.15;
/** Support without ties: nobody has none at all. */
export const LEAST_SUPPORT = 0.01;

/** One month: a twelfth of households comes nearer to the need that goes with the support it is used to. */
export function adaptNeeds(sim: Simulation): void {
  inBlocks(sim, followSupport, sim.households.rows);
}

/** Founders' needs, once their ties are known. */
export function settleNeeds(sim: Simulation): void {
  const { status, need, strength, size } = sim.households.data;
  const key = traitKey(sim);
  for (let i = 0; i < need.length; i++) {
    if (status[i] !== EMPTY) need[i] = needOf(sim, key, i, size[i]!, strength[i]!);
  }
}

/** Need of a new household: of its own ties, or, after a separation, of the support it had before. */
export function needAnew(sim: Simulation, i: number, before?: number): void {
  const { ties } = sim;
  const { need, size } = sim.households.data;
  let own = 0;
  for (let at = i * TIE_SLOTS; at < i * TIE_SLOTS + ties.count[i]!; at++) own += ties.strength[at]! / 65535;
  need[i] = needOf(sim, traitKey(sim), i, before === undefined ? size[i]! : 2, before ?? own);
}

/** exp(threshold + sd N), N lasting, by lineage. */
function personalNeed(sim: Simulation, key: Key, i: number): number {
  const { lonelyThreshold, lonelySd } = sim.parameters;
  return exp(lonelyThreshold + lonelySd * normal(hash(key.k0, key.k1, sim.households.data.id[i]!, 1)));
}

/** Key of the lasting draw of what a person needs. */
function traitKey(sim: Simulation): Key {
  return deriveKey(sim.input.runKey, STREAM.founderDigital, 0);
}

/**
 * need = exp(threshold + sd N) (usual support of one's own / that of all)^g (income / the usual)^-e: somebody
 * used to little needs less; who lacks money worries, and needs more.
 * @param strength sum of the strengths of close ties
 */
function needOf(sim: Simulation, key: Key, i: number, size: number, strength: number): number {
  const p = sim.parameters;
  const own = (size === 1 ? LEAST_SUPPORT : p.supportAlone + LEAST_SUPPORT) + strength;
  const { composition } = sim.households.data;
  const income = householdIncome(sim, i) / consumptionUnits(composition[i]!, size);
  const strain = pow(Math.max(LEAST_INCOME, income / p.incomeUsual), -p.needIncome);
  return personalNeed(sim, key, i) * strain * pow(own / p.supportUsual, p.needOwn);
}

/** need' = need + k (that of the present support - need), for those whose turn it is. */
function followSupport(sim: Simulation, from: number, to: number): void {
  const { status, need, strength, size } = sim.households.data;
  const key = traitKey(sim);
  const turn = turnOf(sim.month);
  const speed = +sim.parameters.needSpeed;
  for (let first = firstOfTurn(from, turn); first < to; first += TURNS * TURN_BLOCK) {
    const end = Math.min(to, first + TURN_BLOCK);
    for (let i = first; i < end; i++) {
      if (status[i] === EMPTY) continue;
      need[i]! += speed * (needOf(sim, key, i, size[i]!, strength[i]!) - need[i]!);
    }
  }
}

/** What threads do together. */
export const NEED_PASSES: readonly SimulationPass[] = [followSupport];
