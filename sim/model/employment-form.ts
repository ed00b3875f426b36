/**
 * Employee or independent (ODD 7.3): a logit in the autonomy of the occupation, digital dependence
 * (platforms bring customers), desks in hubs and support; tastes last, so that a form changes only
 * when its reasons do. Independents need no employer's leave to telework.
 */
import { log } from "../core/math.ts";
import { deriveKey, hash, type Key, uniform } from "../core/random.ts";
import { EMPTY, type Simulation } from "./state.ts";
import { STREAM } from "./streams.ts";

/** Months between two reviews: a twelfth of households has its turn each month. */
const TURNS = 12;
/** Desks at which hubs have the effect that `ownHubs` states. */
export const HUB_DESKS = 20;

/** Reviews the form of the households whose turn it is. */
export function reviewForms(sim: Simulation): void {
  reviewEvery(sim, ((sim.month % TURNS) + TURNS) % TURNS, TURNS);
}

/** Reviews everybody's form: before the first month. */
export function foundForms(sim: Simulation): void {
  reviewEvery(sim, 0, 1);
}

function reviewEvery(sim: Simulation, first: number, step: number): void {
  const { independent, workers, status } = sim.households.data;
  const key = deriveKey(sim.input.runKey, STREAM.ownAccount, 0);
  for (let i = first; i < sim.households.rows; i += step) {
    if (status[i] === EMPTY) continue;
    let bits = 0;
    for (let w = 0; w < workers[i]!; w++) if (prefersOwnAccount(sim, key, i, w)) bits |= 1 << w;
    independent[i] = bits;
  }
}

/** x + taste > 0, x the logit, the taste logistic and lasting. @param key of the tastes of all workers */
export function prefersOwnAccount(sim: Simulation, key: Key, i: number, w: number): boolean {
  const { parameters: p, levers } = sim;
  const { occupation, dependence, id } = sim.households.data;
  const x =
    p.ownAccount +
    p.ownAutonomy * occupation[i * 2 + w]! +
    p.ownDependence * dependence[i]! +
    (p.ownHubs * levers["telework.hubs"]) / HUB_DESKS +
    p.ownSupport * levers["work.independents"];
  const u = uniform(hash(key.k0, key.k1, id[i]!, w));
  return x > log((1 - u) / u);
}
