/** Least squares with a ridge: the normal equations, solved by Cholesky's method. */

/**
 * Coefficients that fit y to the rows of x.
 * @param x rows of regressors, the first of which may be the constant 1
 * @param ridge added to the squares of all but the first regressor, so that little-known ones stay small
 * @throws RangeError where regressors depend on each other and there is no ridge
 */
export function leastSquares(
  x: readonly (readonly number[])[],
  y: readonly number[],
  ridge = 0,
): readonly number[] {
  const width = x[0]?.length ?? 0;
  const squares = new Float64Array(width * width);
  const sides = new Float64Array(width);
  for (const [row, each] of x.entries()) {
    const value = y[row] ?? 0;
    for (let i = 0; i < width; i++) {
      const here = each[i] ?? 0;
      sides[i]! += here * value;
      for (let j = 0; j <= i; j++) squares[i * width + j]! += here * (each[j] ?? 0);
    }
  }
  for (let i = 1; i < width; i++) squares[i * width + i]! += ridge;
  const lower = cholesky(squares, width);
  return Array.from(backward(lower, forward(lower, sides, width), width));
}

/** Lower triangle L of L L' = A. @throws RangeError where A is not positive definite */
export function cholesky(a: Float64Array, width: number): Float64Array {
  const lower = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * width + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * width + k]! * lower[j * width + k]!;
      if (i > j) lower[i * width + j] = sum / lower[j * width + j]!;
      else if (sum > 1e-12 * Math.max(1, a[i * width + i]!)) lower[i * width + i] = Math.sqrt(sum);
      else throw new RangeError(`regressor ${i} follows from those before it`);
    }
  }
  return lower;
}

/** Solves L z = b. */
export function forward(lower: Float64Array, b: Float64Array, width: number): Float64Array {
  const z = new Float64Array(width);
  for (let i = 0; i < width; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i * width + k]! * z[k]!;
    z[i] = sum / lower[i * width + i]!;
  }
  return z;
}

/** Solves L' x = z. */
function backward(lower: Float64Array, z: Float64Array, width: number): Float64Array {
  const x = new Float64Array(width);
  for (let i = width - 1; i >= 0; i--) {
    let sum = z[i]!;
    for (let k = i + 1; k < width; k++) sum -= lower[k * width + i]! * x[k]!;
    x[i] = sum / lower[i * width + i]!;
  }
  return x;
}
