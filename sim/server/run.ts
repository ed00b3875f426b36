/** A real simulation as the runner steps it. */
import { LEVERS } from "../model/levers.ts";
import { createSimulation, setLever, stepMonth } from "../model/simulation.ts";
import { captureFrame } from "../session/capture.ts";
import type { RunChoice } from "../session/engine.ts";
import { createMoveHistory, recordMoves } from "../session/flows.ts";
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
  };
}
