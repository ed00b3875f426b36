/**
 * A simulation from its input (ODD 5) and month by month (ODD 3): the same input gives the same
 * bits. Nothing here knows of files, clocks or threads.
 */
import { invariant } from "../core/assert.ts";
import { allocate } from "../core/columns.ts";
import { combineDigests, digestBytes, digestColumns } from "../core/digest.ts";
import { createTies } from "../core/ties.ts";
import { emptyLedger, makeLedger } from "./accounts.ts";
import { setOfficeWorth } from "./arrangement.ts";
import { foundClimate } from "./climate.ts";
import { foundCommons, shareCommons } from "./commons.ts";
import { expectLives } from "./demography.ts";
import { dependenceTarget, liveOnline } from "./digital.ts";
import { foundStock } from "./dwellings.ts";
import { foundForms } from "./employment-form.ts";
import { foundLives, foundPeople, foundPlaces } from "./founding.ts";
import { foundTies } from "./founding-ties.ts";
import { makeGeography } from "./geography.ts";
import { foundGovernance } from "./governance.ts";
import { setHousingBase } from "./housing.ts";
import { foundLabour, setLabourBase } from "./labour.ts";
import { LEVERS, type LeverName, leverSpec } from "./levers.ts";
import { listDwellings } from "./listings.ts";
import { rehearseChoices } from "./location-choice.ts";
import { makeWorkspace, roomFor } from "./make-workspace.ts";
import { MOVE_GROUPS } from "./moving.ts";
import { settleNeeds } from "./needs.ts";
import { parameterValues } from "./parameters.ts";
import { COUNTRIES } from "./places.ts";
import { foundPlatforms } from "./platforms.ts";
import { makeMoves } from "./rows.ts";
import { makeSales } from "./sales.ts";
import { SCHEDULE } from "./schedule.ts";
import { applyShocks } from "./shocks.ts";
import {
  CONSTANTS_PER_PLACE,
  HOUSEHOLDS,
  type LeverValues,
  NEIGHBOURHOODS,
  PLACES,
  PLATFORM_COUNT,
  PLATFORMS,
  type Simulation,
  type SimulationInput,
  type Team,
} from "./state.ts";
import { countDesks, reviewShare, reviewTelework } from "./telework.ts";
import { meetTies } from "./ties.ts";
import { makeTrends } from "./trends.ts";
import { foundWellbeing } from "./wellbeing.ts";

/** Months in which ties, habits and the flows of movers settle before the first month, nobody moving. */
export const SETTLING_MONTHS = 12;
/** Of these, the last ones rehearse the choices of place, to know their usual flows. */
const REHEARSALS = 6;

/** Told while a population is built: part done, 0 … 1. */
export type BuildProgress = (share: number) => void;

/**
 * Builds the founders and lets them settle.
 * @param team threads that work on it together; null: this one alone
 * @throws InvariantError where the input is out of its bounds
 */
export function createSimulation(
  input: SimulationInput,
  progress: BuildProgress = () => {},
  team: Team | null = null,
): Simulation {
  const sim = allocateSimulation(input, team);
  invariant(input.households >= input.places.count, "fewer households than places");
  applyShocksAt(sim, input.startMonth);
  foundAll(sim);
  progress(0.3);
  for (let month = 0; month < SETTLING_MONTHS; month++) {
    settle(sim, month);
    progress(0.3 + (0.7 * (month + 1)) / SETTLING_MONTHS);
  }
  setHousingBase(sim);
  setLabourBase(sim);
  foundClimate(sim);
  foundGovernance(sim);
  foundWellbeing(sim);
  emptyLedger(sim.ledger);
  sim.month = input.startMonth - 1;
  return sim;
}

/** All memory of a simulation, with what is static; the state is blank. */
export function allocateSimulation(input: SimulationInput, team: Team | null = null): Simulation {
  const constants = CONSTANTS_PER_PLACE * input.places.count;
  invariant(
    (input.constants?.length ?? constants) === constants,
    () => `${CONSTANTS_PER_PLACE} constants a place are needed`,
  );
  const parameters = parameterValues(input.parameters);
  const geography = makeGeography(input.places, input.rail, parameters);
  const n = input.households;
  const room = roomFor(n);
  let real = 0;
  for (let j = 0; j < input.places.count; j++) real += input.places.households[j]!;
  const workspace = makeWorkspace(input.places, geography, parameters, n);
  const levers = Object.fromEntries(LEVERS.map((each) => [each.name, each.default])) as LeverValues;
  const sim: Simulation = {
    input,
    parameters,
    geography,
    trends: makeTrends(input.places, input.constants, parameters),
    scale: real / n,
    month: input.startMonth - 1,
    elapsed: 0,
    leverSeries: input.levers,
    levers,
    households: allocate(HOUSEHOLDS, n, room),
    ties: createTies(n, room),
    places: allocate(PLACES, input.places.count),
    platforms: allocate(PLATFORMS, COUNTRIES.length * PLATFORM_COUNT),
    neighbourhoods: allocate(NEIGHBOURHOODS, workspace.commonsTerms.ties.length),
    moves: makeMoves(room, parameters.searchCap),
    onSettled: null,
    moveCounts: { all: new Float64Array(12 * MOVE_GROUPS), betweenAreas: new Float64Array(12 * MOVE_GROUPS) },
    ledger: makeLedger(),
    sales: makeSales(room, parameters.searchCap),
    workspace,
    team,
    kernel: null,
  };
  team?.renew(sim, [sim.households.buffer, sim.ties.count.buffer]);
  return sim;
}

/**
 * Simulates one month: every process of the schedule, in order.
 * @param before told before each process, by its name: for those who look into a month
 */
export function stepMonth(sim: Simulation, before?: (name: string) => void): void {
  sim.month++;
  emptyLedger(sim.ledger);
  for (const each of SCHEDULE) {
    before?.(each.name);
    each.run(sim);
  }
  sim.elapsed++;
}

/** Sets a lever from the next month on. @throws InvariantError for a value out of its range */
export function setLever(sim: Simulation, name: LeverName, value: number): void {
  const { min, max } = leverSpec(name);
  invariant(value >= min && value <= max, () => `${name} = ${value} is outside ${min} … ${max}`);
  const from = sim.month + 1;
  const earlier = (sim.leverSeries.get(name) ?? []).filter((each) => each.from < from);
  const segment = { from, to: Number.POSITIVE_INFINITY, ramp: 0, value };
  sim.leverSeries = new Map([...sim.leverSeries, [name, [...earlier, segment]]]);
}

/** Digest of every column of the state, by name. */
export function digestSimulation(sim: Simulation): Record<string, string> {
  const { ties, households, places, platforms, neighbourhoods } = sim;
  const out: Record<string, string> = {};
  for (const [table, columns] of Object.entries({ households, places, platforms, neighbourhoods })) {
    for (const [name, each] of Object.entries(digestColumns(columns))) out[`${table}.${name}`] = each;
  }
  for (const name of ["count", "partner", "label", "strength"] as const) {
    const column = ties[name];
    out[`ties.${name}`] = digestBytes(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return out;
}

/** One digest of the whole state and its month. */
export function stateDigest(sim: Simulation): string {
  return combineDigests({ ...digestSimulation(sim), month: String(sim.month) });
}

/** Bytes of all that grows with the number of households: state, ties, lists. */
export function stateBytes(sim: Simulation): number {
  const { workspace: w, households, ties, moves } = sim;
  const lists = [w.residents, w.workersAt, w.contact, w.cards, w.matched, w.tally, w.blockCount];
  const { applications, market } = w;
  const found = [
    w.searchers,
    w.proposals,
    market,
    market.lottery,
    applications,
    applications.lottery,
    moves,
  ].flatMap((each) => Object.values(each).filter((value) => ArrayBuffer.isView(value)));
  const tieBytes =
    ties.count.byteLength + ties.partner.byteLength + ties.label.byteLength + ties.strength.byteLength;
  return [...lists, ...found].reduce((sum, each) => sum + each.byteLength, households.bytes + tieBytes);
}

function applyShocksAt(sim: Simulation, month: number): void {
  foundPlaces(sim);
  sim.month = month;
  applyShocks(sim);
  sim.month = month - 1;
}

function foundAll(sim: Simulation): void {
  foundPeople(sim);
  foundStock(sim);
  foundLives(sim);
  foundLabour(sim);
  foundTies(sim);
  expectLives(sim);
}

/** A month of settling: levers as at the start, time before it; people stay where they are. */
function settle(sim: Simulation, month: number): void {
  sim.month = sim.input.startMonth - SETTLING_MONTHS + month - 1;
  if (month === 0) {
    settleTelework(sim);
    foundPlatforms(sim);
    foundCommons(sim);
  }
  if (month === 1) settleDependence(sim);
  if (month === SETTLING_MONTHS - 1) settleNeeds(sim);
  reviewTelework(sim);
  liveOnline(sim);
  meetTies(sim);
  shareCommons(sim);
  listDwellings(sim);
  if (month >= SETTLING_MONTHS - REHEARSALS) {
    const since = month - (SETTLING_MONTHS - REHEARSALS);
    rehearseChoices(sim, 1 / (since + 1));
  }
}

/** All workers at their best days, desks counted until they agree. */
function settleTelework(sim: Simulation): void {
  for (let round = 0; round < 3; round++) {
    setOfficeWorth(sim);
    reviewShare(sim, 1);
    for (let k = 0; k < 10; k++) countDesks(sim);
  }
}

/** Dependence at rest, once ties are known. */
function settleDependence(sim: Simulation): void {
  const { dependence } = sim.households.data;
  for (let i = 0; i < dependence.length; i++) dependence[i] = dependenceTarget(sim, i);
  foundForms(sim);
}
