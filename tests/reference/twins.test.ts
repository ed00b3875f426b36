/**
 * Every kernel and its naive twin, which is written to be obviously right, give the same bits: the
 * same random worlds, the same keyed draws.
 */
import { describe, expect, it } from "vitest";
import { checkGraph, connect, createTies, disconnect, tied } from "../../sim/core/ties.ts";
import { KERNELS, teamFor } from "../../sim/experiment/team.ts";
import { updateBounds } from "../../sim/model/bounds.ts";
import { choosePlace, makeSearch } from "../../sim/model/choice.ts";
import { chooseLocations } from "../../sim/model/location-choice.ts";
import { makeLottery, settleLottery } from "../../sim/model/lottery.ts";
import { drawDiscontent, makeSearcher, NO_OPTION, readSearcher } from "../../sim/model/searcher.ts";
import { drawSearchers } from "../../sim/model/searchers.ts";
import { stepMonth } from "../../sim/model/simulation.ts";
import { NONE } from "../../sim/model/state.ts";
import { countDesks } from "../../sim/model/telework.ts";
import { meetTies } from "../../sim/model/ties.ts";
import { GROUPS, INDICATORS, measure } from "../../sim/output/indicators.ts";
import { naiveChoice } from "./choice.ts";
import { naiveIndicators } from "./indicators.ts";
import { naiveLottery } from "./lottery.ts";
import { naiveSearchers } from "./searchers.ts";
import { liveRows, randomSimulation } from "./simulations.ts";
import { naiveSums } from "./sums.ts";
import { add, drop, type NaiveGraph, naiveGraph, naiveTiesMonth } from "./ties.ts";
import { diceOf } from "./worlds.ts";

const WORLDS = 1000;

const INEQUALITY = new Set(["gini", "theilWithin", "theilBetween", "dissimilarity"]);

describe(`in ${WORLDS} random worlds, bit for bit,`, () => {
  it("the searchers of the month are those whom asking everybody finds", () => {
    let found = 0;
    for (let world = 0; world < WORLDS; world++) {
      const sim = randomSimulation(world);
      drawSearchers(sim);
      const { searchers } = sim.workspace;
      const kernel = [...searchers.household.subarray(0, searchers.count)];
      expect(kernel, `world ${world}`).toEqual(naiveSearchers(sim));
      found += kernel.length;
    }
    expect(found).toBeGreaterThan(WORLDS);
  });

  it.each([false, true])(
    "the choice of place is that of evaluating every place (tight bounds: %s)",
    (tight) => {
      let moves = 0;
      let unknown = 0;
      for (let world = 0; world < WORLDS; world++) {
        const sim = randomSimulation(world, { areas: world % 3 === 0 ? 30 : 8, tight });
        const dice = diceOf(world + WORLDS);
        const held = liveRows(sim);
        updateBounds(sim);
        const searcher = makeSearcher(sim.geography.areas);
        const search = makeSearch();
        for (let k = 0; k < 6; k++) {
          const household = held[dice.whole(held.length)]!;
          const discontent = drawDiscontent(sim, household);
          const lost = () => (dice.chance(0.6) ? NO_OPTION : dice.whole(sim.geography.places * 3));
          [searcher.lost0, searcher.lost1] = [lost(), lost()];
          readSearcher(sim, searcher, household, discontent);
          choosePlace(sim, searcher, search);
          const naive = naiveChoice(sim, household, discontent, [searcher.lost0, searcher.lost1]);
          expect(search.choice, `world ${world}, household ${household}`).toEqual(naive);
          if (naive.place === NONE) continue;
          moves++;
          if (searcher.knownMark[sim.input.places.area[naive.place]!] === 0) unknown++;
        }
      }
      expect(moves).toBeGreaterThan(WORLDS);
      expect(unknown).toBeGreaterThan(tight ? WORLDS : 10);
    },
  );

  it("the lottery lets the lowest tickets of each lot win", () => {
    for (let world = 0; world < WORLDS; world++) {
      const dice = diceOf(world);
      const lots = 1 + dice.whole(12);
      const count = dice.whole(80);
      const tickets = dice.chance(0.3) ? 5 : 2 ** 32;
      const bids = Array.from({ length: count }, () => ({
        lot: dice.whole(lots),
        ticket: dice.whole(tickets),
      }));
      const capacity = Array.from({ length: lots }, () => dice.whole(12));
      const won = new Uint8Array(count).fill(9);
      settleLottery(
        makeLottery(100, lots),
        count,
        Uint32Array.from(bids, (bid) => bid.lot),
        Uint32Array.from(bids, (bid) => bid.ticket),
        Float64Array.from(capacity),
        won,
      );
      const naive = naiveLottery(bids, capacity).map(Number);
      expect([...won], `world ${world}`).toEqual(naive);
    }
  });

  it("the graph of ties is lists of ties, also where the weakest are equally weak", () => {
    for (let world = 0; world < WORLDS; world++) {
      const dice = diceOf(world);
      const households = 17 + dice.whole(8);
      const ties = createTies(households);
      const lists: NaiveGraph = Array.from({ length: households }, () => []);
      for (let step = 0; step < 300; step++) {
        const a = dice.whole(households);
        const b = dice.whole(households);
        const slot = dice.whole(4) === 0 ? tied(ties, a, b) : -1;
        if (slot >= 0) {
          disconnect(ties, a, slot);
          drop(lists, a, b);
          continue;
        }
        const [kind, strength] = [dice.whole(5), 1 + dice.whole(3)];
        const connected = connect(ties, a, b, kind, strength);
        expect(connected, `world ${world}, step ${step}`).toBe(add(lists, a, b, kind, strength));
      }
      checkGraph(ties);
      expect(naiveGraph({ ties }), `world ${world}`).toEqual(lists);
    }
  });

  it.each(KERNELS)("a month of ties (%s) is that of lists of ties", (kernel) => {
    let ended = 0;
    let made = 0;
    for (let world = 0; world < WORLDS; world++) {
      const sim = randomSimulation(world, { households: 40 });
      const before = sim.ties.count.reduce((sum, each) => sum + each, 0);
      const naive = naiveTiesMonth(sim);
      teamFor(1, 1, kernel)?.renew(sim, []);
      expect(sim.kernel !== null).toBe(kernel === "wasm");
      meetTies(sim);
      checkGraph(sim.ties);
      expect(naiveGraph(sim), `world ${world}`).toEqual(naive.graph);
      const { data } = sim.households;
      for (const name of [
        "reach",
        "strength",
        "meetings",
        "weakLocal",
        "weakOnline",
        "lonely",
        "isolated",
      ] as const) {
        expect([...data[name]], `world ${world}, ${name}`).toEqual(naive[name]);
      }
      const after = sim.ties.count.reduce((sum, each) => sum + each, 0);
      ended += Math.max(0, before - after);
      made += Math.max(0, after - before);
    }
    expect(ended).toBeGreaterThan(0.9 * WORLDS);
    expect(made).toBeGreaterThan(WORLDS);
  });

  it("the sums by place are those of adding household by household, also after moves", () => {
    let moves = 0;
    for (let world = 0; world < WORLDS; world++) {
      const sim = randomSimulation(world);
      const seen = [...sim.places.data.onSite];
      chooseLocations(sim);
      countDesks(sim);
      const naive = naiveSums(sim);
      const { data } = sim.places;
      for (const name of ["households", "persons", "occupied", "floorFactor"] as const) {
        expect([...data[name]], `world ${world}, ${name}`).toEqual(naive[name]);
      }
      const smoothed = seen.map(
        (theta, j) => theta + sim.parameters.deskMemory * (naive.occupancy[j]! - theta),
      );
      expect([...data.onSite], `world ${world}, onSite`).toEqual(smoothed);
      moves += sim.moves.count;
    }
    expect(moves).toBeGreaterThan(WORLDS);
  });

  it("the indicators are sums and means over lists", () => {
    const values = new Float64Array(INDICATORS.length * GROUPS.length);
    for (let world = 0; world < WORLDS / 4; world++) {
      const sim = randomSimulation(world);
      const months = diceOf(world).whole(3);
      for (let month = 0; month < months; month++) stepMonth(sim);
      measure(sim, values);
      const naive = naiveIndicators(sim);
      expect(Object.keys(naive).sort()).toEqual(INDICATORS.map((each) => each.name).sort());
      INDICATORS.forEach(({ name }, i) => {
        const kernel = [...values.subarray(i * GROUPS.length, (i + 1) * GROUPS.length)];
        const twin = naive[name] ?? [];
        // Unequal incomes are summed in another order by their twin.
        if (INEQUALITY.has(name)) {
          for (const [g, value] of kernel.entries()) {
            expect(value, `world ${world}, ${name}`).toBeCloseTo(twin[g]!, 9);
          }
        } else expect(kernel, `world ${world}, ${name}`).toEqual(twin);
      });
    }
  });
});

it("searchers are the same where a world has several blocks of households", () => {
  const sim = randomSimulation(11, { households: 30_000 });
  expect(sim.households.rows).toBeGreaterThan(2 * 4096);
  drawSearchers(sim);
  const { searchers } = sim.workspace;
  expect([...searchers.household.subarray(0, searchers.count)]).toEqual(naiveSearchers(sim));
});
