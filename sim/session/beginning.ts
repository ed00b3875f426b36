/** How a run begins, and small questions about its levers. */
import type { HandMove, Pace, SessionState } from "./protocol.ts";
import type { RunDescription } from "./session.ts";
import { Timeline } from "./timeline.ts";

/** Values by lever. */
export type Levers = Readonly<Record<string, number>>;

/** State of a run that is about to be built. */
export function beginning(
  { startMonth: month, leverValues: levers }: RunDescription,
  other: RunDescription | undefined,
  epoch: number,
  playing: boolean,
  monthsPerSecond: Pace,
): SessionState {
  const time = { epoch, month, playing, monthsPerSecond };
  const state = { phase: "building", progress: 0, ...time, levers, byHand: [] } as const;
  return other === undefined ? state : { ...state, leversB: other.leverValues };
}

/** Empty timeline for a run. */
export function timelineOf(description: RunDescription, epoch: number, compared: boolean): Timeline {
  const shape = { indicators: description.indicators.length, places: description.places.length };
  return new Timeline(epoch, description.startMonth, shape, compared);
}

/** Most moves that are kept of a run. */
const MOST_MOVES = 200;

/** Moves with one more; a lever that is dragged is one move until the engine has taken it. */
export function withMove(moves: readonly HandMove[], move: HandMove): readonly HandMove[] {
  const others = moves.filter(({ name, pending }) => !(pending && name === move.name));
  return [...others, move].slice(-MOST_MOVES);
}

/** Moves after a month was made with these values: those that it obeyed are pending no more. */
export function settled(moves: readonly HandMove[], month: number, levers: Levers): readonly HandMove[] {
  return moves.map((move) => {
    if (!move.pending) return move;
    const obeyed = levers[move.name] === move.value;
    return obeyed ? { ...move, month, pending: false } : { ...move, month: month + 1 };
  });
}

/** True for a lever that only B moves while two scenarios are compared. */
export function isPolicy({ levers }: RunDescription, name: string): boolean {
  return levers.find((each) => each.name === name)?.kind === "policy";
}

/** True if a value is another one than before. */
export function differ(now: Levers, before: Levers): boolean {
  return Object.keys(now).some((name) => now[name] !== before[name]);
}
