/** A real simulation as the runner steps it. */
import { LEVERS } from "../model/levers.ts";
import { createSimulation, setLever, stepMonth } from "../model/simulation.ts";
import { PLACES, type Simulation } from "../model/state.ts";
import { captureFrame } from "../session/capture.ts";
import type { RunChoice } from "../session/engine.ts";
import { createMoveHistory, type MoveHistory, partnersOf, recordMoves } from "../session/flows.ts";
import type { Answer, PlaceAnswer, Question } from "../session/questions.ts";
import type { Run } from "../session/runner.ts";
import type { Shelf } from "./catalogue.ts";

/**
 * Builds the population of a run.
 * @param progress takes the share done, 0..1
 * @throws UserError if its files cannot be read
 */
export function buildRun(shelf: Shelf, choice: RunChoice, progress: (share: number) => void): Run {
  const { input } = shelf.prepare(choice.scenario, choice);
  const simulation = createSimulation(input, progress);
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
  };
}

function answerOf(simulation: Simulation, history: MoveHistory, question: Question): Answer {
  if (question.about === "place") return placeAnswer(simulation, history, question.place);
  return { about: "nothing", code: "NOT_EXPLAINED" };
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
