/** Explanations are the search's own reasons: same options, same bits, terms that add up. */
import { describe, expect, test } from "vitest";
import { log } from "../../sim/core/math.ts";
import { updateBounds } from "../../sim/model/bounds.ts";
import { choosePlace, makeSearch } from "../../sim/model/choice.ts";
import {
  type ChoiceOutcome,
  type ExplainedOption,
  type Explanation,
  explainHousehold,
  outcomeOf,
  TERMS,
} from "../../sim/model/explain.ts";
import { drawDiscontent, makeSearcher, readSearcher } from "../../sim/model/searcher.ts";
import { stepMonth } from "../../sim/model/simulation.ts";
import { EMPTY, NONE, type Simulation } from "../../sim/model/state.ts";
import { randomSimulation } from "../reference/simulations.ts";
import { held, inputOf, luck, simulate } from "./cities.ts";

/** Choice of the kernel. */
function chosen(sim: Simulation, household: number) {
  const searcher = makeSearcher(sim.geography.areas);
  const search = makeSearch();
  readSearcher(sim, searcher, household, Math.fround(drawDiscontent(sim, household)));
  choosePlace(sim, searcher, search);
  return search.choice;
}

/** A household that lives. */
function inhabited(sim: Simulation, from: number): number {
  let household = from % sim.households.rows;
  while (sim.households.data.status[household] === EMPTY) household = (household + 1) % sim.households.rows;
  return household;
}

describe("in 300 random worlds", () => {
  test("the best option explained is the one the search finds, to the bit", () => {
    let moves = 0;
    for (let world = 0; world < 300; world++) {
      const sim = randomSimulation(world);
      updateBounds(sim);
      for (let k = 0; k < 3; k++) {
        const household = inhabited(sim, 7 * k + world);
        const { stay, alternatives } = explainHousehold(sim, household);
        const choice = chosen(sim, household);
        const best = alternatives[0];
        if (choice.place === NONE) {
          expect(stay.cost).toBe(choice.cost);
          if (best !== undefined) expect(best.cost).toBeGreaterThanOrEqual(stay.cost);
          continue;
        }
        moves++;
        expect(best).toMatchObject({ place: choice.place, tenure: choice.tenure, cost: choice.cost });
      }
    }
    expect(moves).toBeGreaterThan(200);
  });

  test("terms add up to V + eps, alternatives fall, and each place stands once", () => {
    for (let world = 0; world < 300; world++) {
      const sim = randomSimulation(world);
      updateBounds(sim);
      const { stay, alternatives, better } = explainHousehold(sim, inhabited(sim, world));
      for (const { terms, total, cost } of [stay, ...alternatives]) {
        expect(Object.keys(terms)).toEqual(TERMS.map(({ name }) => name));
        expect(Object.values(terms).reduce((sum, each) => sum + each, 0)).toBe(total);
        expect(total).toBeCloseTo(-log(cost), 9);
      }
      const totals = alternatives.map(({ total }) => total);
      expect([...totals].sort((a, b) => b - a)).toEqual(totals);
      expect(new Set(alternatives.map(({ place }) => place)).size).toBe(alternatives.length);
      expect(better.length > 0).toBe((alternatives[0]?.cost ?? Infinity) < stay.cost);
    }
  });
});

describe("terms are those of the equation:", () => {
  const sim = simulate({}, 2);
  const households = Array.from({ length: 60 }, (_, k) => inhabited(sim, 41 * k));
  const all = households.map((each) => explainHousehold(sim, each, 40));
  const options = (explanation: Explanation): readonly ExplainedOption[] => explanation.alternatives;
  const { area } = sim.input.places;

  test("moving costs and distance belong to moves, discontent to staying", () => {
    for (const explanation of all) {
      const from = explanation.stay.place;
      expect(explanation.stay.terms).toMatchObject({ moving: 0, leaving: 0, distance: 0 });
      expect(explanation.stay.terms.discontent).toBeLessThan(0);
      for (const { place, terms } of options(explanation)) {
        expect(terms.moving).toBe(-sim.parameters.moveCost);
        expect(terms.discontent).toBe(0);
        expect(terms.leaving).toBe(area[place] === area[from] ? 0 : -sim.parameters.areaCost);
        if (area[place] === area[from]) expect(terms.distance).toBe(0);
      }
    }
  });

  test("ties count where ties live, home where one comes from", () => {
    const { data } = sim.households;
    for (const explanation of all) {
      const i = explanation.household;
      for (const { place, terms } of [explanation.stay, ...options(explanation)]) {
        let strength = 0;
        for (let k = 0; k < sim.ties.count[i]!; k++) {
          const partner = sim.ties.partner[i * sim.ties.slots + k]!;
          if (area[data.place[partner]!] === area[place]) {
            strength += sim.ties.strength[i * sim.ties.slots + k]! / 65535;
          }
        }
        expect(terms.ties).toBeCloseTo(sim.parameters.bTies * log(1 + strength), 12);
        expect(terms.home).toBe(data.homeArea[i] === area[place] ? sim.parameters.bHome : 0);
      }
    }
  });

  test("distancing makes density worse, and nothing else of a place", () => {
    const far = simulate({ levers: held({ "shock.distancing": 1 }) }, 0);
    const near = simulate({}, 0);
    for (const sim of [far, near]) stepMonth(sim);
    const [a, b] = [near, far].map((each) => explainHousehold(each, 5, 1).stay.terms);
    expect(b?.density).toBeCloseTo((a?.density ?? 0) * (1 + near.parameters.bDistancing), 9);
    expect(b?.home).toBe(a?.home);
  });
});

test("the outcome of a month is what the lists say, with the bids in their order", () => {
  const sim = simulate(inputOf({ runKey: luck(3), parameters: { searchBase: 1.5 } }), 1);
  const households = Array.from({ length: 1000 }, (_, i) => inhabited(sim, 3 * i + 1));
  const seen = { moved: 0, lost: 0, stayed: 0, idle: 0, offered: 0 };
  for (let month = 0; month < 12; month++) {
    let before: Explanation[] = [];
    let arrived = new Int32Array();
    stepMonth(sim, (process) => {
      if (process !== "location choice") return;
      // Households that were founded this month, or joined, have a date of this month already.
      arrived = Int32Array.from(sim.households.data.movedAt);
      before = households
        .filter((i) => sim.households.data.status[i] !== EMPTY)
        .map((i) => explainHousehold(sim, i, 1));
    });
    for (const each of before) {
      const outcome: ChoiceOutcome = outcomeOf(sim, each);
      const last = outcome.bids.at(-1);
      expect(outcome.bids.slice(0, -1).every(({ won }) => !won)).toBe(true);
      if (outcome.offered) {
        expect(outcome.moved && last?.won !== true).toBe(true);
        expect(sim.households.data.place[each.household]).toBe(each.stay.place);
        expect(sim.households.data.tenure[each.household]).not.toBe(each.stay.tenure);
        seen.offered++;
      } else if (outcome.moved) {
        expect(last).toEqual({
          place: sim.households.data.place[each.household],
          tenure: last?.tenure,
          won: true,
        });
        expect(sim.households.data.tenure[each.household]).toBe(last?.tenure);
        expect(sim.households.data.movedAt[each.household]).toBe(sim.month);
        seen.moved++;
      } else {
        expect(last?.won ?? false).toBe(false);
        if (sim.households.data.status[each.household] !== EMPTY)
          expect(sim.households.data.movedAt[each.household]).toBe(arrived[each.household]);
      }
      if (outcome.bids.some(({ won }) => !won)) seen.lost++;
      if (outcome.searched && outcome.bids.length === 0) seen.stayed++;
      if (!outcome.searched) seen.idle++;
      if (outcome.searched) expect(outcome.bids[0]).toMatchObject(each.better[0] ?? {});
    }
  }
  for (const [name, count] of Object.entries(seen)) expect(count, name).toBeGreaterThan(0);
});

test("an empty row and a row that is not there are refused", () => {
  const sim = simulate({}, 0);
  expect(() => explainHousehold(sim, sim.households.rows)).toThrow("no household");
  sim.households.data.status[3] = EMPTY;
  expect(() => explainHousehold(sim, 3)).toThrow("row 3 is empty");
});
