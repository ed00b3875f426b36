/**
 * Persons who move between French departements against those of 2019. Moves of the model are between places;
 * where places span departements they are spread by the rules of `split-flows.ts`. Moves within an urban
 * area fall with distance so that 30 % stay within 2 km (B14): in an evenly peopled plane the part within r
 * km of (km + s)^-3 is (r / (r + s))^2, hence s = 1.65. Moves between areas fall like the model's own.
 * Couples who move together into the home of one of them, and moves abroad, are not among the moves.
 */
import { greatCircleKm } from "../model/geography.ts";
import type { PlaceTable } from "../model/places.ts";
import type { Simulation } from "../model/state.ts";
import { compareFlows, type FlowFit } from "./compare-flows.ts";
import { type Departements, loadMovers, middleOf, type ObservedMoves } from "./departements.ts";
import { cutPlaces, type Pieces } from "./pieces.ts";
import { fitPoisson } from "./poisson.ts";
import { type Deterrence, splitFlows } from "./split-flows.ts";

/** Least R2 of ln flows, and largest distance of the simulated elasticity from the observed. */
export const MIGRATION_LIMITS = { r2: 0.65, elasticity: 0.15 } as const;
/** Shift of the fall of moves within an area [km], from B14. */
const LOCAL_SHIFT_KM = 1.65;
const LOCAL_DECAY = 3;
/** Departements of Ile-de-France: one region of work and housing, whose inner moves are no migration. */
export const ILE_DE_FRANCE: readonly string[] = ["75", "77", "78", "91", "92", "93", "94", "95"];

/** Agreement of the moves of a year between departements. */
export interface MigrationFit {
  readonly flows: FlowFit;
  /** Of flows to distance, by `gravityOf`, on the observed and the simulated flows. */
  readonly observedElasticity: number;
  readonly elasticity: number;
  /** R2 of ln flows of that gravity law itself, fitted to all observed flows: what the model is to beat. */
  readonly gravityR2: number;
  /** Moves that change departement over all moves (B20: 31 to 34 %). */
  readonly changing: number;
}

/** Observed moves and what it takes to compare with them; made once. */
export interface MigrationAtlas {
  readonly departements: Departements;
  readonly pieces: Pieces;
  readonly observed: ObservedMoves;
}

/** Reads the observed moves and cuts places along departements. */
export function makeAtlas(places: PlaceTable, departements: Departements): MigrationAtlas {
  const pieces = cutPlaces(places, departements);
  return { departements, pieces, observed: loadMovers(pieces.codes) };
}

/**
 * Compares moves with those observed.
 * @param flows persons, places x places, over `months`
 * @param least smallest simulated flow of a year that can be told from none [persons]
 */
export function fitMigration(
  sim: Pick<Simulation, "input" | "parameters">,
  atlas: MigrationAtlas,
  flows: Float64Array,
  months: number,
  least: number,
): MigrationFit {
  const { observed, departements } = atlas;
  const yearly = flows.map((each) => (each * 12) / months);
  const simulated = splitFlows(sim.input.places, atlas.pieces, yearly, deterrenceOf(sim));
  const gravity = gravityOf(departements, observed.population, observed.persons, []);
  const elasticity = (persons: Float64Array) =>
    gravityOf(departements, observed.population, persons, ILE_DE_FRANCE).elasticity;
  const sum = (letsIn: (pair: number) => boolean) =>
    simulated.reduce((all, each, pair) => (letsIn(pair) ? all + each : all), 0);
  const across = (pair: number) => pair % (departements.list.length + 1) !== 0;
  return {
    flows: compareFlows(observed.persons, simulated, { from: 0, least }),
    observedElasticity: elasticity(observed.persons),
    elasticity: elasticity(simulated),
    gravityR2: compareFlows(observed.persons, gravity.fitted, { from: 0, least: 0 }).r2,
    changing: sum(across) / sum(() => true),
  };
}

function deterrenceOf({ parameters: p }: Pick<Simulation, "parameters">): Deterrence {
  return {
    within: { shiftKm: LOCAL_SHIFT_KM, decay: LOCAL_DECAY },
    between: { shiftKm: p.knownKm, decay: p.bKnown },
  };
}

/** A law of flows: constant x origin^a x destination^b x km^elasticity. */
export interface Gravity {
  readonly elasticity: number;
  /** Coefficients of ln inhabitants of origin and destination. */
  readonly origin: number;
  readonly destination: number;
  /** Expected flows, as the flows given; NaN within a departement, and where departements were merged. */
  readonly fitted: Float64Array;
}

/**
 * Poisson regression of flows on ln inhabitants of both ends and ln km between the middles of outlines, flows
 * of zero kept. Inhabitants stand for both ends, no fixed effects: so the observed flows give -1.41 with
 * Ile-de-France merged (fixed effects give -1.54; unmerged -0.99 and -1.39).
 * @param persons departements x departements; the diagonal is not read
 * @param merged codes of departements taken as one, at the middle of their joint outline
 */
export function gravityOf(
  { list }: Departements,
  population: Float64Array,
  persons: Float64Array,
  merged: readonly string[],
): Gravity {
  const n = list.length;
  const unitOf = unitsOf(
    list.map(({ code }) => code),
    merged,
  );
  const units = Math.max(...unitOf) + 1;
  const people = new Float64Array(units);
  for (const [d, unit] of unitOf.entries()) people[unit]! += population[d]!;
  const flows = new Float64Array(units * units);
  for (let pair = 0; pair < n * n; pair++) {
    const [from = 0, to = 0] = [unitOf[Math.floor(pair / n)], unitOf[pair % n]];
    if (from !== to) flows[from * units + to]! += persons[pair]!;
  }
  const middles = Array.from(people, (_, unit) =>
    middleOf(list.flatMap(({ rings }, d) => (unitOf[d] === unit ? rings : []))),
  );
  const pairs = [...flows.keys()].filter((pair) => pair % (units + 1) !== 0);
  const column = (value: (from: number, to: number) => number) =>
    Float64Array.from(pairs, (pair) => value(Math.floor(pair / units), pair % units));
  const km = (from: number, to: number) => {
    const [a, b] = [middles[from], middles[to]];
    return greatCircleKm(a?.lon ?? 0, a?.lat ?? 0, b?.lon ?? 0, b?.lat ?? 0);
  };
  const { coefficients, fitted } = fitPoisson(
    [
      column(() => 1),
      column((from) => Math.log(people[from]!)),
      column((_, to) => Math.log(people[to]!)),
      column((from, to) => Math.log(km(from, to))),
    ],
    column((from, to) => flows[from * units + to]!),
  );
  const [, origin = Number.NaN, destination = Number.NaN, elasticity = Number.NaN] = coefficients;
  const spread = new Float64Array(n * n).fill(Number.NaN);
  if (merged.length === 0) for (const [at, pair] of pairs.entries()) spread[pair] = fitted[at]!;
  return { elasticity, origin, destination, fitted: spread };
}

/** Number of the unit of each departement; those merged share one. */
function unitsOf(codes: readonly string[], merged: readonly string[]): number[] {
  const apart = codes.filter((code) => !merged.includes(code));
  return codes.map((code) => (merged.includes(code) ? apart.length : apart.indexOf(code)));
}
