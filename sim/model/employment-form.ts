/**
 * Employee or independent (ODD 7.3): a logit in the autonomy of the occupation, digital dependence
 * (platforms bring customers), desks in hubs and support; tastes last, so that a form changes only
 * when its reasons do. Independents need no employer's leave to telework.
 */
import { log } from "../core/math.ts";
import { deriveKey, hash, hashEach, type Key, uniform } from "../core/random.ts";
import { inBlocks, type SimulationPass } from "./blocks.ts";
import { EMPTY, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";
import { firstInTurn, TURN_BLOCK, TURNS, turnOf } from "./turns.ts";

/** Desks at which hubs have the effect that `ownHubs` states. */
export const HUB_DESKS = 20;
/** More than `log` may err by. */
const MARGIN = 1e-9;
/** ln((1 - u) / u) at each 256th u. */
const LOGITS = Float64Array.from({ length: 257 }, (_, k) => log((256 - k) / k));
/** Workers who are reviewed together, their lineages and draws. */
const who = new Uint32Array(TURN_BLOCK);
const lineages = new Uint32Array(TURN_BLOCK);
const draws = new Uint32Array(TURN_BLOCK);

/** Reviews the form of the households whose turn it is: a twelfth of them each month. */
export function reviewForms(sim: Simulation): void {
  inBlocks(sim, reviewTurn, sim.households.rows);
}

/** Reviews everybody's form: before the first month. */
export function foundForms(sim: Simulation): void {
  inBlocks(sim, reviewAll, sim.households.rows);
}

function reviewTurn(sim: Simulation, from: number, to: number): void {
  const step = TURNS * TURN_BLOCK;
  for (let first = firstInTurn(from, turnOf(sim.month), TURNS); first < to; first += step) {
    reviewRows(sim, first, Math.min(to, first + TURN_BLOCK));
  }
}

function reviewAll(sim: Simulation, from: number, to: number): void {
  for (let first = from; first < to; first += TURN_BLOCK) {
    reviewRows(sim, first, Math.min(to, first + TURN_BLOCK));
  }
}

/** Reviews at most TURN_BLOCK rows. */
function reviewRows(sim: Simulation, from: number, to: number): void {
  const { independent, workers, status, id } = sim.households.data;
  const { k0, k1 } = deriveKey(sim.input.runKey, STREAM.ownAccount, 0);
  for (let i = from; i < to; i++) if (status[i] !== EMPTY) independent[i] = 0;
  for (let w = 0; w < 2; w++) {
    let count = 0;
    for (let i = from; i < to; i++) {
      lineages[count] = id[i]!;
      who[count] = i;
      count += workers[i]! > w ? 1 : 0;
    }
    hashEach(k0, k1, lineages, 0, count, w, draws);
    for (let k = 0; k < count; k++) {
      const i = who[k]!;
      if (exceedsTaste(reasons(sim, i, w), draws[k]!)) independent[i]! |= 1 << w;
    }
  }
}

/** x + taste > 0, x the logit, the taste logistic and lasting. @param key of the tastes of all workers */
export function prefersOwnAccount(sim: Simulation, key: Key, i: number, w: number): boolean {
  return exceedsTaste(reasons(sim, i, w), hash(key.k0, key.k1, sim.households.data.id[i]!, w));
}

/** The logit x of worker w. */
function reasons(sim: Simulation, i: number, w: number): number {
  const { parameters: p, levers } = sim;
  const { occupation, dependence } = sim.households.data;
  return (
    p.ownAccount +
    p.ownAutonomy * occupation[i * 2 + w]! +
    p.ownDependence * dependence[i]! +
    (p.ownHubs * levers["telework.hubs"]) / HUB_DESKS +
    p.ownSupport * levers["work.independents"]
  );
}

/** x > ln((1 - u) / u); most by its values at the 256ths on both sides of u. @param bits u as 32 bits */
function exceedsTaste(x: number, bits: number): boolean {
  const at = bits >>> 24;
  if (x > LOGITS[at]! + MARGIN) return true;
  if (x < LOGITS[at + 1]! - MARGIN) return false;
  const u = uniform(bits);
  return x > log((1 - u) / u);
}

/** What threads do together. */
export const FORM_PASSES: readonly SimulationPass[] = [reviewTurn, reviewAll];
