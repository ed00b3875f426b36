/** A real simulation as the runner steps it, on as many threads as the machine can spare. */
import { availableParallelism } from "node:os";
import { type StartedTeam, teamFor } from "../experiment/team.ts";
import { type ExplainedOption, explainHousehold, TERMS } from "../model/explain.ts";
import { LEVERS } from "../model/levers.ts";
import { householdIncome } from "../model/searcher.ts";
import { createSimulation, setLever, stepMonth } from "../model/simulation.ts";
import { EMPTY, PLACES, type Simulation } from "../model/state.ts";
import { captureFrame } from "../session/capture.ts";
import type { RunChoice } from "../session/engine.ts";
import { createMoveHistory, type MoveHistory, partnersOf, recordMoves } from "../session/flows.ts";
import type { Answer, PlaceAnswer, Question, Way } from "../session/questions.ts";
import type { Run } from "../session/runner.ts";
import type { Shelf } from "./catalogue.ts";

/** Threads of a live run, at least one: one core is left to the event loop, which relays. */
export function liveThreads(engines: number): number {
  return Math.max(1, Math.floor((availableParallelism() - 1) / engines));
}

/**
 * Builds the population of a run.
 * @param threads that simulate it together, at most
 * @param progress takes the share done, 0..1
 * @throws UserError if its files cannot be read
 */
export function buildRun(
  shelf: Shelf,
  choice: RunChoice,
  threads: number,
  progress: (share: number) => void,
): Run {
  const { input } = shelf.prepare(choice.scenario, choice);
  const team = teamFor(input.households, threads, "wasm");
  const simulation = orEnd(team, () => createSimulation(input, progress, team));
  const history = createMoveHistory(input.places.area, input.places.areaIds.length);
  return {
    get month() {
      return simulation.month;
    },
    step: () => {
      stepMonth(simulation);
      recordMoves(history, simulation.moves);
    },
    setLever: (name, value) => {
      const lever = LEVERS.find((each) => each.name === name);
      if (lever !== undefined) setLever(simulation, lever.name, value);
    },
    capture: (epoch) => captureFrame(simulation, history, epoch),
    levers: () => ({ ...simulation.levers }),
    ask: (question) => answerOf(simulation, history, question),
    end: () => team?.end(),
  };
}

/** What a body returns; a team ends if it throws. */
function orEnd<T>(team: StartedTeam | null, body: () => T): T {
  try {
    return body();
  } catch (error) {
    team?.end();
    throw error;
  }
}

function answerOf(simulation: Simulation, history: MoveHistory, question: Question): Answer {
  if (question.about === "place") return placeAnswer(simulation, history, question.place);
  return householdAnswer(simulation, question.place, question.turn);
}

/** Columns of a household that its card shows. */
const HOUSEHOLD_FIGURES = [
  "id",
  "status",
  "composition",
  "size",
  "tenure",
  "workers",
  "contract",
  "floor",
] as const;

/** What the turn-th household of a place compares as the state stands; turns begin again after the last. */
function householdAnswer(simulation: Simulation, place: number, turn: number): Answer {
  const { data, rows } = simulation.households;
  const residents: number[] = [];
  for (let i = 0; i < rows; i++) if (data.status[i] !== EMPTY && data.place[i] === place) residents.push(i);
  const household = residents[turn % residents.length];
  if (household === undefined) return { about: "nothing", code: "NOBODY" };
  const { stay, alternatives } = explainHousehold(simulation, household);
  const way = ({ place, tenure, terms, total }: ExplainedOption, stays: boolean): Way => {
    return { place, tenure, stays, values: TERMS.map(({ name }) => terms[name]), total };
  };
  return {
    about: "household",
    place,
    turn,
    household: {
      ...Object.fromEntries(HOUSEHOLD_FIGURES.map((name) => [name, data[name][household] ?? 0])),
      ageYears: Math.floor((simulation.month - (data.bornAt[household] ?? 0)) / 12),
      income: householdIncome(simulation, household),
    },
    terms: TERMS.map(({ name }) => name),
    ways: [way(stay, true), ...alternatives.map((each) => way(each, false))],
  };
}

/** Who came and went, and what is known of the place beyond the frame. */
function placeAnswer(simulation: Simulation, history: MoveHistory, place: number): PlaceAnswer {
  const area = simulation.input.places.area[place] ?? 0;
  const { data } = simulation.places;
  const figures = PLACE_FIGURES.flatMap((name) => {
    const value = data[name][place];
    return value === undefined ? [] : [{ name, unit: PLACES[name].unit, value }];
  });
  return { about: "place", place, ...partnersOf(history, area, simulation.scale), figures };
}

/** Columns of a place that its card shows; a real household stands for `scale`. */
const PLACE_FIGURES = ["price", "services", "wagePremium", "onSite"] as const;
