/**
 * What a viewer may ask about one place or one household, and what the engine answers. Answers are
 * JSON: they come seldom, to the one who asked. This file runs in the browser as well as in Node.
 */
import type { Side } from "./protocol.ts";

/** Areas named in each direction of a place's moves. */
export const MOST_PARTNERS = 6;

export type Question =
  /** Who came and went in the last twelve months, in the place's area. */
  | { readonly about: "place"; readonly place: number }
  /** Why a household that lives here lives here; `turn` takes one after another. */
  | { readonly about: "household"; readonly place: number; readonly turn: number };

/** Moves between a place's area and another one, over twelve months. */
export interface Partner {
  /** Dense index of the area. */
  readonly area: number;
  /** Real households. */
  readonly households: number;
}

export interface PlaceAnswer {
  readonly about: "place";
  readonly place: number;
  /** Months counted, at most twelve. */
  readonly months: number;
  /** Real households that came from other areas, and that left to them. */
  readonly came: number;
  readonly went: number;
  /** The largest partners, by falling size. */
  readonly cameFrom: readonly Partner[];
  readonly wentTo: readonly Partner[];
  /** Indicators of the place alone; NaN never: what is not known is left out. */
  readonly figures: readonly Figure[];
}

/** A number of a place, named and with unit as in the state's table. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
}

/** One way to live: to stay, or to move somewhere. */
export interface Way {
  /** Index of the place. */
  readonly place: number;
  readonly stays: boolean;
  /** Code of the tenure (owner, private, social); undefined: open. */
  readonly tenure?: number;
  /** Terms of utility, in the order of `terms`; their sum is the utility. */
  readonly values: readonly number[];
  /** Sum of the values. */
  readonly total: number;
}

export interface HouseholdAnswer {
  readonly about: "household";
  readonly place: number;
  readonly turn: number;
  /** What is known of the household, by name of its column. */
  readonly household: Readonly<Record<string, number>>;
  /** Names of the terms of utility. */
  readonly terms: readonly string[];
  /** Staying first, then the best alternatives by falling utility. */
  readonly ways: readonly Way[];
}

/** Why there is no answer: the run is not built, nobody lives there, or explaining has failed. */
export interface NoAnswer {
  readonly about: "nothing";
  readonly code: "NOT_READY" | "NOBODY" | "NOT_EXPLAINED";
}

export type Answer = PlaceAnswer | HouseholdAnswer | NoAnswer;

export interface AnswerMessage {
  readonly type: "answer";
  readonly side: Side;
  readonly epoch: number;
  /** Month of which it speaks, since 2019-01. */
  readonly month: number;
  readonly answer: Answer;
}
