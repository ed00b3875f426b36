/**
 * Poisson regression, E(y) = exp(sum of b_k x_k), by iteratively reweighted least squares: as gravity
 * laws of flows are fitted since Santos Silva and Tenreyro (2006), with flows of zero kept.
 */
import { invariant } from "../core/assert.ts";

/** A fitted regression. */
export interface PoissonFit {
  /** b, in the order of the columns. */
  readonly coefficients: readonly number[];
  /** Expected y. */
  readonly fitted: Float64Array;
  /** 2 sum of (y ln(y / fitted) - y + fitted). */
  readonly deviance: number;
}

const MOST_STEPS = 100;
const PRECISE = 1e-12;

/**
 * Fits counts, or amounts that are not negative.
 * @param columns of x, each as long as y; a column of ones for the constant
 * @throws InvariantError if y has no positive value, or the columns depend on one another
 */
export function fitPoisson(columns: readonly Float64Array[], y: Float64Array): PoissonFit {
  invariant(
    y.some((each) => each > 0),
    "a Poisson regression needs a positive value",
  );
  const mean = y.reduce((sum, each) => sum + each, 0) / y.length;
  let fitted = y.map((each) => (each + mean) / 2);
  let coefficients: readonly number[] = [];
  let deviance = Number.POSITIVE_INFINITY;
  for (let step = 0; step < MOST_STEPS; step++) {
    // Weights are the fitted values; the working response is ln fitted + (y - fitted) / fitted.
    const response = fitted.map((each, row) => Math.log(each) + (y[row]! - each) / each);
    coefficients = solveWeighted(columns, response, fitted);
    fitted = fitted.map((_, row) => Math.exp(sumOf(columns, coefficients, row)));
    const before = deviance;
    deviance = devianceOf(y, fitted);
    if (Math.abs(before - deviance) <= PRECISE * (deviance + 1)) break;
  }
  return { coefficients, fitted, deviance };
}

/** Weighted least squares by the normal equations, solved by elimination with pivots. */
function solveWeighted(
  columns: readonly Float64Array[],
  response: Float64Array,
  weights: Float64Array,
): readonly number[] {
  const product = (a: Float64Array, b: Float64Array) => {
    let sum = 0;
    for (let row = 0; row < weights.length; row++) sum += weights[row]! * a[row]! * b[row]!;
    return sum;
  };
  const equations = columns.map((a) =>
    Float64Array.from([...columns.map((b) => product(a, b)), product(a, response)]),
  );
  const unknowns = columns.length;
  for (let k = 0; k < unknowns; k++) {
    const below = equations.slice(k).sort((a, b) => Math.abs(b[k]!) - Math.abs(a[k]!));
    equations.splice(k, below.length, ...below);
    const pivot = equations[k] ?? new Float64Array();
    invariant(Math.abs(pivot[k]!) > 0, () => `column ${k} of the regression depends on the others`);
    for (const [row, equation] of equations.entries()) {
      if (row === k) continue;
      const factor = equation[k]! / pivot[k]!;
      for (let at = k; at <= unknowns; at++) equation[at]! -= factor * pivot[at]!;
    }
  }
  return equations.map((equation, k) => equation[unknowns]! / equation[k]!);
}

function sumOf(columns: readonly Float64Array[], coefficients: readonly number[], row: number): number {
  return columns.reduce((sum, column, k) => sum + (coefficients[k] ?? 0) * column[row]!, 0);
}

function devianceOf(y: Float64Array, fitted: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < y.length; row++) {
    const [have, want] = [y[row]!, fitted[row]!];
    sum += (have > 0 ? have * Math.log(have / want) : 0) - have + want;
  }
  return 2 * sum;
}
