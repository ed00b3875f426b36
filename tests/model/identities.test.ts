/** What holds in every month of every world: nobody and no dwelling appears, vanishes or counts twice. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkRanges } from "../../sim/core/columns.ts";
import { checkGraph } from "../../sim/core/ties.ts";
import { checkDwellings } from "../../sim/model/dwellings.ts";
import { LEVERS, type LeverName, type LeverSegment } from "../../sim/model/levers.ts";
import type { PlaceTable } from "../../sim/model/places.ts";
import { SCHEDULE } from "../../sim/model/schedule.ts";
import { createSimulation, digestSimulation } from "../../sim/model/simulation.ts";
import {
  CONSTANTS_PER_PLACE,
  EMPTY,
  HOUSED,
  NONE,
  type Simulation,
  type SimulationInput,
} from "../../sim/model/state.ts";
import { type Dice, diceOf, randomPlaces, randomRail } from "../reference/worlds.ts";
import { inputOf, simulate } from "./cities.ts";

const MONTHS = 8;
const sum = (values: Iterable<number>) => [...values].reduce((total, each) => total + each, 0);

/** Values at the edges of what the loader allows, each in a third of the places of a third of the worlds. */
const EDGES: readonly ((table: PlaceTable, j: number) => void)[] = [
  (table, j) => table.vacancyRate.fill(0, j, j + 1),
  (table, j) => table.ownerShare.fill(j % 2, j, j + 1),
  (table, j) => table.unemployed.fill(table.active[j]!, j, j + 1),
  (table, j) => table.active.fill(0, j, j + 1),
  (table, j) => table.jobs.fill(0, j, j + 1),
  (table, j) => table.establishments.fill(0, j, j + 1),
  (table, j) => table.households.fill(table.population[j]!, j, j + 1),
  (table, j) => table.rentFlat.fill(j % 2 === 0 ? 0.1 : 1000, j, j + 1),
  (table, j) => table.medianIncomeEur.fill(j % 2 === 0 ? 1000 : 500_000, j, j + 1),
  (table, j) => table.areaKm2.fill(j % 2 === 0 ? 0.01 : 1e6, j, j + 1),
  (table, j) => table.meanPairKm.fill(j % 2 === 0 ? 0 : 1000, j, j + 1),
  (table, j) => table.share65plus.fill(j % 2, j, j + 1),
  (table, j) => table.lon.fill(table.lon[0]!, j, j + 1),
];

function valid(world: number): SimulationInput {
  const dice = diceOf(world);
  const places = randomPlaces(dice, 9);
  for (const edge of EDGES) {
    if (!dice.chance(1 / 3)) continue;
    for (let j = 0; j < places.count; j++) if (dice.chance(1 / 3)) edge(places, j);
  }
  return inputOf({
    places,
    rail: randomRail(dice, places),
    constants: dice.chance(0.5)
      ? null
      : Float64Array.from({ length: CONSTANTS_PER_PLACE * places.count }, () => dice.real(-2, 2)),
    households: places.count + dice.whole(900),
    runKey: { k0: dice.bits(), k1: dice.bits() },
    startMonth: dice.whole(60) - 24,
    levers: new Map(
      LEVERS.filter(() => dice.chance(0.4)).map((lever) => [lever.name, segments(dice, lever.name)]),
    ),
  });
}

/** Up to three segments, which may overlap, ramp and end. */
function segments(dice: Dice, name: LeverName): LeverSegment[] {
  const { min, max } = LEVERS.find((each) => each.name === name) ?? { min: 0, max: 0 };
  return Array.from({ length: 1 + dice.whole(3) }, () => {
    const from = dice.whole(80) - 40;
    const value = [min, max, dice.real(min, max)][dice.whole(3)] ?? min;
    return { from, to: dice.chance(0.5) ? Infinity : from + dice.whole(20), ramp: dice.whole(5), value };
  }).sort((a, b) => a.from - b.from);
}

/** Households, persons and occupied dwellings of places are those of the households that live there. */
function checkCounts(sim: Simulation): void {
  const { place, size, tenure, status } = sim.households.data;
  const at = sim.places.data;
  const households = new Array<number>(sim.places.rows).fill(0);
  const persons = households.slice();
  const occupied = new Array<number>(sim.places.rows * 3).fill(0);
  for (let i = 0; i < place.length; i++) {
    if (status[i] === EMPTY) continue;
    households[place[i]!]!++;
    persons[place[i]!]! += size[i]!;
    if (status[i] === HOUSED) occupied[place[i]! * 3 + tenure[i]!]!++;
  }
  expect([...at.households]).toEqual(households);
  expect([...at.persons]).toEqual(persons);
  expect([...at.occupied]).toEqual(occupied);
  checkDwellings(sim);
  for (let j = 0; j < sim.places.rows; j++) {
    expect(at.population[j]).toBe(at.persons[j]! * sim.scale);
    for (let t = 0; t < 3; t++) {
      const { stock } = at;
      expect(Number.isInteger(stock[j * 3 + t]), `place ${j}, tenure ${t}`).toBe(true);
      expect(at.occupied[j * 3 + t], `place ${j}, tenure ${t}`).toBeLessThanOrEqual(stock[j * 3 + t]!);
    }
  }
}

/** The list of moves turns the places of before into those of now, within countries, each mover once. */
function checkMoves(sim: Simulation, before: Uint16Array): void {
  const { moves } = sim;
  const { country, area } = sim.input.places;
  const place = before.slice();
  const ring = (sim.elapsed - 1) % 12;
  let between = 0;
  for (let m = 0; m < moves.count; m++) {
    const i = moves.household[m]!;
    expect(sim.households.data.status[i], "who has moved has a home").toBe(HOUSED);
    expect(place[i], "a household moves from where it lives, once").toBe(moves.origin[m]);
    expect(sim.households.data.movedAt[i]).toBe(sim.month);
    if (sim.levers["switch.betweenCountries"] < 0.5) {
      expect(country[moves.destination[m]!]).toBe(country[moves.origin[m]!]);
    }
    place[i] = moves.destination[m]!;
    if (area[moves.origin[m]!] !== area[moves.destination[m]!]) between++;
  }
  expect(new Set(moves.household.subarray(0, moves.count)).size).toBe(moves.count);
  expect(place).toEqual(sim.households.data.place);
  const { all, betweenAreas } = sim.moveCounts;
  expect([all[ring * 7], betweenAreas[ring * 7]]).toEqual([moves.count, between]);
  expect(sum(all.subarray(ring * 7 + 1, ring * 7 + 7))).toBe(moves.count);
  expect(sum(betweenAreas.subarray(ring * 7 + 1, ring * 7 + 7))).toBe(between);
  for (let slot = 0; slot < 12; slot++) {
    expect(sum(sim.places.data.migration.filter((_, at) => at % 12 === slot))).toBe(0);
  }
}

/** Only people of the labour force hold jobs, at home days only with a job; jobs held are those of places. */
function checkWorkers(sim: Simulation): void {
  const { workers, jobPlace, remoteDays } = sim.households.data;
  const filled = new Array<number>(sim.places.rows).fill(0);
  for (const job of jobPlace) if (job !== NONE) filled[job]!++;
  expect([...sim.places.data.filled]).toEqual(filled);
  for (let i = 0; i < workers.length; i++) {
    for (let w = 0; w < 2; w++) {
      const job = jobPlace[2 * i + w]!;
      if (w >= workers[i]!) expect(job).toBe(NONE);
      if (job === NONE) expect(remoteDays[2 * i + w]).toBe(0);
      else expect(job).toBeLessThan(sim.places.rows);
    }
  }
}

/** Nobody makes more than one new tie a month. */
function checkNewTies(sim: Simulation, before: readonly Uint32Array[]): void {
  before.forEach((known, i) => {
    expect(partners(sim, i).filter((each) => !known.includes(each)).length).toBeLessThanOrEqual(1);
  });
}

/** A month, of which the places after demography and the ties before new ones are noted. */
function stepWatched(sim: Simulation): { before: Uint16Array; known: Uint32Array[] } {
  sim.month++;
  let before = new Uint16Array();
  let known: Uint32Array[] = [];
  for (const { name, run } of SCHEDULE) {
    run(sim);
    if (name !== "demography") continue;
    before = sim.households.data.place.slice();
    known = Array.from(before, (_, i) => partners(sim, i));
  }
  sim.elapsed++;
  return { before, known };
}

/** Rows that nobody holds are blank, and have no ties. */
function checkRows(sim: Simulation): void {
  const h = sim.households.data;
  for (let i = 0; i < h.status.length; i++) {
    if (h.status[i] === EMPTY)
      expect([h.id[i], h.size[i], h.workers[i], sim.ties.count[i]]).toEqual([0, 0, 0, 0]);
    else expect(h.size[i]).toBeGreaterThan(0);
  }
}

function partners({ ties }: Simulation, i: number): Uint32Array {
  return ties.partner.slice(i * ties.slots, i * ties.slots + ties.count[i]!);
}

function total(sim: Simulation): number[] {
  const { households, dwellings } = sim.places.data;
  return [sum(households), sum(dwellings)];
}

describe("in every month of a random world with random levers", () => {
  it("households, persons, dwellings, ties and moves add up, and no value leaves its range", () => {
    const numbers = { seed: 2019, numRuns: 40 };
    let moved = 0;
    const property = fc.property(fc.nat(), (world) => {
      const sim = createSimulation(valid(world));
      const [households, stock] = total(sim) as [number, number];
      expect(households).toBe(sim.input.households);
      for (let month = 0; month < MONTHS; month++) {
        const { before, known } = stepWatched(sim);
        checkCounts(sim);
        checkMoves(sim, before);
        checkWorkers(sim);
        checkGraph(sim.ties);
        checkNewTies(sim, known);
        checkRanges(sim.households);
        checkRanges(sim.places);
        checkRanges(sim.platforms);
        checkRanges(sim.neighbourhoods);
        checkRows(sim);
        expect(total(sim)[1], "nothing is demolished").toBeGreaterThanOrEqual(stock);
        moved += sim.moves.count;
      }
    });
    fc.assert(property, numbers);
    expect(moved, "the worlds must move to show anything").toBeGreaterThan(500);
  }, 60_000);

  it("a process changes only the columns which the schedule says it writes", () => {
    for (let world = 0; world < 12; world++) {
      const sim = createSimulation(valid(world));
      for (let month = 0; month < 3; month++) {
        sim.month++;
        for (const { name, writes, run } of SCHEDULE) {
          const before = digestSimulation(sim);
          run(sim);
          const after = digestSimulation(sim);
          const changed = Object.keys(before).filter((column) => before[column] !== after[column]);
          const declared = writes.split(", ");
          const columns = changed.map((each) => each.replace(/^ties\..*/, "ties").replace(/^\w+\./, ""));
          expect(
            columns.filter((column) => !declared.includes(column)),
            name,
          ).toEqual([]);
        }
        sim.elapsed++;
      }
    }
  }, 60_000);
});

it("all columns that the schedule names exist", () => {
  const sim = simulate({ households: 100 });
  const known = [
    ...Object.keys(sim.households.data),
    ...Object.keys(sim.places.data),
    ...Object.keys(sim.platforms.data),
    ...Object.keys(sim.neighbourhoods.data),
    ...["ties", "levers", "moves", "userCost", "services within reach", "broadband", "sales", "payments"],
  ];
  for (const { name, writes } of SCHEDULE) {
    expect(
      writes.split(", ").filter((each) => !known.includes(each)),
      name,
    ).toEqual([]);
  }
});
