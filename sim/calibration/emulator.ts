/**
 * An emulator: what a run would give at a point that was not run. A quadratic by least squares, with products
 * of those parameters only that matter to the statistic, and the error it makes at points it has not seen.
 */
import { cholesky, forward, leastSquares } from "./least-squares.ts";

/** Foretells one statistic. Coordinates of points are -1 … 1 within the box that it was made for. */
export interface Emulator {
  mean(point: readonly number[]): number;
  /** Standard deviation of its error, each point foretold by the others. */
  readonly sd: number;
}

/** Products are tried among so many parameters, those whose own terms are this many errors from nothing. */
const MOST_ACTIVE = 6;
const ACTIVE_FROM = 3;
/** Keeps terms small that the points say nothing about. */
const RIDGE = 1e-6;

type Terms = (point: readonly number[]) => readonly number[];

/** Points that are needed for parameters of a number: twice as many as own terms, and one. */
export function pointsNeeded(parameters: number): number {
  return 2 * (2 * parameters + 1);
}

/**
 * Makes an emulator.
 * @param points at least `pointsNeeded`
 * @param values of the statistic at the points
 */
export function makeEmulator(points: readonly (readonly number[])[], values: readonly number[]): Emulator {
  const own = quadratic(points, values, ownTerms);
  const dimensions = points[0]?.length ?? 0;
  const strength = Array.from({ length: dimensions }, (_, d) => {
    const [linear = 0, square = 0] = [own.errors[1 + d], own.errors[1 + dimensions + d]];
    return { d, size: Math.max(Math.abs(linear), Math.abs(square)) };
  });
  const active = strength
    .filter(({ size }) => size > ACTIVE_FROM)
    .sort((a, b) => b.size - a.size || a.d - b.d)
    .slice(0, MOST_ACTIVE)
    .map(({ d }) => d);
  const both: Terms = (point) => [...ownTerms(point), ...products(point, active)];
  const room = points.length - (2 * dimensions + 1 + (active.length * (active.length - 1)) / 2);
  const crossed = active.length > 1 && room > points.length / 3 ? quadratic(points, values, both) : own;
  return crossed.sd < own.sd ? crossed : own;
}

/** 1, the coordinates, their squares. */
function ownTerms(point: readonly number[]): readonly number[] {
  return [1, ...point, ...point.map((each) => each * each)];
}

function products(point: readonly number[], active: readonly number[]): number[] {
  return active.flatMap((a, k) => active.slice(0, k).map((b) => (point[a] ?? 0) * (point[b] ?? 0)));
}

/** Fits terms. errors: each coefficient over its own standard error. */
function quadratic(points: readonly (readonly number[])[], values: readonly number[], terms: Terms) {
  const rows = points.map(terms);
  const width = rows[0]?.length ?? 0;
  const coefficients = leastSquares(rows, values, RIDGE);
  const mean = (point: readonly number[]) => dot(coefficients, terms(point));
  const lower = cholesky(squaresOf(rows, width), width);
  const left = (row: readonly number[]) => forward(lower, Float64Array.from(row), width);
  let unseen = 0;
  let residual = 0;
  for (const [k, row] of rows.entries()) {
    const gap = (values[k] ?? 0) - dot(coefficients, row);
    const leverage = Math.min(0.99, norm(left(row)));
    residual += gap * gap;
    unseen += (gap / (1 - leverage)) ** 2;
  }
  const noise = residual / Math.max(1, rows.length - width);
  const errors = coefficients.map((each, i) => {
    const unit = coefficients.map((_, k) => (k === i ? 1 : 0));
    return each / Math.sqrt(Math.max(1e-300, noise * norm(left(unit))));
  });
  return { mean, sd: Math.sqrt(unseen / rows.length), errors };
}

function squaresOf(rows: readonly (readonly number[])[], width: number): Float64Array {
  const squares = new Float64Array(width * width);
  for (const row of rows) {
    for (let i = 0; i < width; i++) {
      for (let j = 0; j <= i; j++) squares[i * width + j]! += (row[i] ?? 0) * (row[j] ?? 0);
    }
  }
  for (let i = 0; i < width; i++) squares[i * width + i]! += RIDGE;
  return squares;
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (const [k, each] of a.entries()) sum += each * (b[k] ?? 0);
  return sum;
}

function norm(values: Float64Array): number {
  return values.reduce((sum, each) => sum + each * each, 0);
}
