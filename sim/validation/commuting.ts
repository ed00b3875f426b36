/**
 * Commuters between French departements (2016, flows of 200 and more) against those of a simulation.
 * Founders draw their jobs from one law, (km + shift)^-decay balanced on the jobs of places: comparing the
 * law itself leaves out the chance by which few simulated persons stand for a small flow. Comparing those
 * who commute adds that chance.
 */
import { NONE, type Simulation } from "../model/state.ts";
import { compareFlows, type FlowFit } from "./compare-flows.ts";
import { type Departements, departementKm, loadCommuters } from "./departements.ts";
import { cutPlaces, type Pieces } from "./pieces.ts";
import { employed } from "./rows.ts";
import { splitFlows } from "./split-flows.ts";

/** Least R2 that is good enough. */
export const COMMUTING_LIMIT = 0.8;
/** Smallest flow of the statistic [persons]. */
const PUBLISHED = 200;
/** Bounds of the bands of distance in which flows are also compared [km]. */
const BANDS = [0, 60, 100, 150, 250, Number.POSITIVE_INFINITY] as const;

/** Agreement of commuting flows, in all and by distance between the middles of departements. */
export interface CommutingFit extends FlowFit {
  readonly bands: readonly { readonly fromKm: number; readonly fit: FlowFit }[];
}

/** Commuters expected between places by the law of the founders: employed residents x shares of the law. */
export function expectedCommuters(sim: Simulation): Float64Array {
  const { near } = sim.workspace.labour;
  const { place, occupation } = sim.households.data;
  const { places } = sim.geography;
  const residents = near.map(() => new Float64Array(places));
  for (const at of employed(sim)) residents[occupation[at]!]![place[at >> 1]!]! += sim.scale;
  const flows = new Float64Array(places * places);
  for (const [k, shares] of near.entries()) {
    for (const [at, share] of shares.entries()) {
      const first = at % places === 0 ? 0 : shares[at - 1]!;
      flows[at]! += residents[k]![Math.floor(at / places)]! * (share - first);
    }
  }
  return flows;
}

/** Commuters between places as they are. */
export function countCommuters(sim: Simulation): Float64Array {
  const { place, jobPlace } = sim.households.data;
  const { places } = sim.geography;
  const out = new Float64Array(places * places);
  for (const at of employed(sim)) {
    if (jobPlace[at] !== NONE) out[place[at >> 1]! * places + jobPlace[at]!]! += sim.scale;
  }
  return out;
}

/**
 * Compares commuters between departements.
 * @param flows places x places, from home to work
 * @param least smallest simulated flow that can be told from none; half a simulated person where drawn
 */
export function fitCommuting(
  sim: Simulation,
  departements: Departements,
  flows: Float64Array,
  least: number,
  pieces: Pieces = cutPlaces(sim.input.places, departements),
): CommutingFit {
  const { commuteShiftKm: shiftKm, commuteDecay: decay } = sim.parameters;
  const law = { shiftKm, decay };
  const simulated = splitFlows(sim.input.places, pieces, flows, { within: law, between: law });
  const { persons } = loadCommuters(pieces.codes);
  const km = departementKm(departements);
  const range = { from: PUBLISHED, least };
  const bands = BANDS.slice(0, -1).map((fromKm, band) => {
    const where = (pair: number) => km[pair]! >= fromKm && km[pair]! < (BANDS[band + 1] ?? 0);
    return { fromKm, fit: compareFlows(persons, simulated, { ...range, where }) };
  });
  return { ...compareFlows(persons, simulated, range), bands };
}
