/**
 * The search for the best place with lasting tastes, against working out every place: time, and whether both
 * choose the same.
 */
import { Worker } from "node:worker_threads";
import { invariant } from "../sim/core/assert.ts";
import { hash } from "../sim/core/random.ts";
import type { Run } from "../sim/experiment/run.ts";
import { updateBounds } from "../sim/model/bounds.ts";
import { choosePlace, makeSearch, type Search, tastesOfArea, zoneIndex } from "../sim/model/choice.ts";
import {
  drawDiscontent,
  makeSearcher,
  NO_OPTION,
  readSearcher,
  type Searcher,
} from "../sim/model/searcher.ts";
import { createSimulation, stepMonth } from "../sim/model/simulation.ts";
import { EMPTY, NONE, type Simulation } from "../sim/model/state.ts";
import { moveOption, stayCost } from "../sim/model/utility.ts";

/** What the comparison came to. */
export interface ChoiceFigures {
  readonly places: number;
  /** Choices made both ways, and those that were the same to place and tenure. */
  readonly compared: number;
  readonly equal: number;
  /** Time of a choice by the search, and by working out every place [ns]. */
  readonly nsSearch: number;
  readonly nsAll: number;
  readonly ratio: number;
  /** Of all choices. */
  readonly hash: string;
}

/** Searchers of a round: both ways take turns, so that a busy machine slows both. */
const ROUND = 500;
/** Choosers of a month come in steps of this prime, so that those of one place do not come first. */
const STRIDE = 7919;

/** What one thread came to. */
export interface ChoiceShare {
  readonly compared: number;
  readonly equal: number;
  /** Time of all choices by the search, and by working out every place [ms]. */
  readonly times: readonly [number, number];
  /** Of the choices of each of its rounds. */
  readonly hashes: readonly number[];
}

/** The share of a thread: every `parts`-th round, from round `part` on. */
export interface ShareOrder {
  readonly run: Run;
  readonly choices: number;
  readonly part: number;
  readonly parts: number;
}

/**
 * Lets households choose both ways, month after month, each household once in a month as if all searched.
 * @param choices how many choices, all of different households or months
 * @param threads that share them, each with a world of its own
 */
export async function compareChoices(run: Run, choices: number, threads: number): Promise<ChoiceFigures> {
  const parts = Math.max(1, Math.min(threads, Math.ceil(choices / ROUND)));
  const orders = Array.from({ length: parts }, (_, part) => ({ run, choices, part, parts }));
  const shares = await Promise.all(
    orders.map((order) => (parts === 1 ? compareShare(order) : compareInThread(order))),
  );
  const total = (each: (share: ChoiceShare) => number) => shares.reduce((sum, share) => sum + each(share), 0);
  const compared = total((share) => share.compared);
  const nsSearch = (total(({ times }) => times[0]) * 1e6) / compared;
  const nsAll = (total(({ times }) => times[1]) * 1e6) / compared;
  let sum = 0;
  for (let round = 0; round * ROUND < choices; round++) {
    sum = hash(sum, round, shares[round % parts]!.hashes[Math.floor(round / parts)]!, 0);
  }
  return {
    places: run.input.places.count,
    compared,
    equal: total((share) => share.equal),
    nsSearch,
    nsAll,
    ratio: nsAll / nsSearch,
    hash: sum.toString(16),
  };
}

/** A share in a thread of its own; its program lies beside this one, with the same ending. */
function compareInThread(order: ShareOrder): Promise<ChoiceShare> {
  const program = new URL(import.meta.url.replace(/choice(\.[jt]s)$/, "choice-worker$1"));
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { workerData: order, name: `choices ${order.part + 1}` });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

/** The rounds of one thread. */
export function compareShare({ run, choices, part, parts }: ShareOrder): ChoiceShare {
  const sim = createSimulation(run.input);
  const searcher = makeSearcher(sim.geography.areas);
  searcher.lost0 = NO_OPTION;
  searcher.lost1 = NO_OPTION;
  const search = makeSearch();
  const times: [number, number] = [0, 0];
  const hashes: number[] = [];
  let [compared, equal, round] = [0, 0, 0];
  let waiting: number[] = [];
  for (let left = choices; left > 0; round++) {
    if (waiting.length < Math.min(ROUND, left)) waiting = nextMonth(sim);
    const choosers = waiting.splice(0, Math.min(ROUND, left));
    left -= choosers.length;
    if (round % parts !== part) continue;
    const [fast, plain] = [choosePlace, chooseAmongAll].map((choose, way) => {
      const start = performance.now();
      const chosen = chooseAll(sim, { searcher, search }, choose, choosers);
      times[way]! += performance.now() - start;
      return chosen;
    }) as [Uint32Array, Uint32Array];
    equal += fast.reduce((sum, each, k) => sum + (each === plain[k] ? 1 : 0), 0);
    hashes.push(fast.reduce((sum, each, k) => hash(sum, choosers[k]!, each, k), 0));
    compared += choosers.length;
  }
  return { compared, equal, times, hashes };
}

/** Lets a month pass. @returns all households, in steps of the stride */
function nextMonth(sim: Simulation): number[] {
  stepMonth(sim);
  updateBounds(sim);
  const { status } = sim.households.data;
  invariant(status.length % STRIDE !== 0, "steps of the stride must reach all rows");
  const rows = Array.from(status, (_, turn) => (turn * STRIDE) % status.length);
  return rows.filter((household) => status[household] !== EMPTY);
}

/** Choices of some households. @returns place x 4 + tenure of each */
function chooseAll(
  sim: Simulation,
  scratch: { readonly searcher: Searcher; readonly search: Search },
  choose: typeof choosePlace,
  choosers: readonly number[],
): Uint32Array {
  const { searcher, search } = scratch;
  return Uint32Array.from(choosers, (household) => {
    readSearcher(sim, searcher, household, drawDiscontent(sim, household));
    choose(sim, searcher, search);
    return search.choice.place * 4 + search.choice.tenure;
  });
}

/** The plain way: tastes and utility of every place; out: `search.choice`. */
function chooseAmongAll(sim: Simulation, s: Searcher, search: Search): void {
  const { areaStart, areaPlaces, areas } = sim.geography;
  const { choice, option, zones, zonesFast } = search;
  tastesOfArea(sim, s, s.area, search);
  const own = zoneIndex(sim, s.place);
  choice.place = NONE;
  choice.tenure = 0;
  choice.cost = Math.min(zones[own]!, zonesFast[own]!) * stayCost(sim, s);
  for (let area = 0; area < areas; area++) {
    tastesOfArea(sim, s, area, search);
    for (let at = areaStart[area]!; at < areaStart[area + 1]!; at++) {
      moveOption(sim, s, areaPlaces[at]!, option);
      const cost = Math.min(zones[at - areaStart[area]!]!, zonesFast[at - areaStart[area]!]!) * option.cost;
      if (!(cost < choice.cost)) continue;
      choice.cost = cost;
      choice.place = areaPlaces[at]!;
      choice.tenure = option.tenure;
    }
  }
}
