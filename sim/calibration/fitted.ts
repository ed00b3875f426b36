/**
 * The parameters that are fitted, each with the facts that identify it and the range searched. A parameter
 * without fact is never fitted. What two of them do to one fact alike, no fit can tell apart: the result says
 * how much of each range is left.
 */
import { PARAMETERS, type ParameterName, type Parameters } from "../model/parameters.ts";

/** A parameter to fit. */
export interface Fitted {
  readonly name: ParameterName;
  /** Parts of facts that its value shows in. */
  readonly facts: readonly string[];
  /** Range searched, within the parameter's own. */
  readonly low: number;
  readonly high: number;
}

const of = (name: ParameterName, facts: string, low: number, high: number): Fitted => ({
  name,
  facts: facts.split(", "),
  low,
  high,
});

export const FITTED: readonly Fitted[] = [
  of("searchBase", "F03a", 0.25, 0.75),
  of("areaCost", "F03b, B15", 1, 2.6),
  of("searchOwner", "F03c", 0.2, 0.6),
  of("searchSocial", "B18 social", 0.4, 1.4),
  of("searchUnder25", "F03d", 0.05, 0.3),
  of("search60", "B16 old", 0.03, 0.15),
  of("tieDecay", "F04a", 2.5, 3.2),
  of("geographyFree", "F04b", 0.3, 0.8),
  of("endHazard", "C10", 0.02, 0.14),
  of("endSlope", "C05", 2, 8),
  of("meetBase", "C32", 0.8, 2.4),
  of("lonelyThreshold", "C30", 0.6, 1.3),
  of("participationSpread", "F05", 0.08, 0.4),
  of("participationTires", "F05", 0.01, 0.1),
  of("eligibleSize", "F02", 0, 0.4),
  of("teleworkBase", "A53 2019, A53 2021", 0, 60),
  of("teleworkTasteSd", "A53 2019, A53 2021", 10, 80),
  of("teleworkCurve", "A54", 8, 60),
  of("platformA", "D10 giant", 3, 5.5),
  of("platformB", "D11", 1.8, 4),
  of("platformC", "D10 commons", -3.5, -1),
  of("platformAge", "D13 young, D13 old", -0.2, -0.08),
  of("compulsion", "D01", 15, 32),
];

/** Values of fitted parameters, in their order. */
export type Point = readonly number[];

/** The point at which every parameter has its value of the table of parameters. */
export function presentPoint(fitted: readonly Fitted[] = FITTED): Point {
  return fitted.map(({ name }) => PARAMETERS[name].value);
}

/** Parameters of a point. */
export function parametersAt(point: Point, fitted: readonly Fitted[] = FITTED): Partial<Parameters> {
  return Object.fromEntries(fitted.map(({ name }, k) => [name, point[k]]));
}
