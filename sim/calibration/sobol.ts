/**
 * Sobol points: sequences that fill a cube evenly at any length.
 * @source Joe and Kuo 2008, "Constructing Sobol sequences with better two-dimensional projections", table
 * new-joe-kuo-6; order of points after Antonov and Saleev 1979
 */

/** Of dimensions 2 and more: degree of the polynomial, its inner coefficients, first direction numbers. */
const DIRECTIONS: readonly (readonly [number, number, readonly number[]])[] = [
  [1, 0, [1]],
  [2, 1, [1, 3]],
  [3, 1, [1, 3, 1]],
  [3, 2, [1, 1, 1]],
  [4, 1, [1, 1, 3, 3]],
  [4, 4, [1, 3, 5, 13]],
  [5, 2, [1, 1, 5, 5, 17]],
  [5, 4, [1, 1, 5, 5, 5]],
  [5, 7, [1, 1, 7, 11, 19]],
  [5, 11, [1, 1, 5, 1, 1]],
  [5, 13, [1, 1, 1, 3, 11]],
  [5, 14, [1, 3, 5, 5, 31]],
  [6, 1, [1, 3, 3, 9, 7, 49]],
  [6, 13, [1, 1, 1, 15, 21, 21]],
  [6, 16, [1, 3, 1, 13, 27, 49]],
  [6, 19, [1, 1, 1, 15, 7, 5]],
  [6, 22, [1, 3, 1, 15, 13, 25]],
  [6, 25, [1, 1, 5, 5, 19, 61]],
  [7, 1, [1, 3, 7, 11, 23, 15, 103]],
  [7, 4, [1, 3, 7, 13, 13, 15, 69]],
  [7, 7, [1, 1, 3, 13, 7, 35, 63]],
  [7, 8, [1, 3, 5, 9, 1, 25, 53]],
  [7, 14, [1, 3, 1, 13, 9, 35, 107]],
];

const BITS = 32;

/** Most dimensions of a point. */
export const SOBOL_DIMENSIONS: number = DIRECTIONS.length + 1;

/** Points one after another; the first is the origin. Each call writes the next into the same memory. */
export function sobolPoints(dimensions: number): () => Float64Array {
  if (dimensions < 1 || dimensions > SOBOL_DIMENSIONS) {
    throw new RangeError(`${dimensions} dimensions; Sobol points have 1 … ${SOBOL_DIMENSIONS}`);
  }
  const numbers = Array.from({ length: dimensions }, (_, d) => directionNumbers(d));
  const state = new Uint32Array(dimensions);
  const point = new Float64Array(dimensions);
  let index = 0;
  return () => {
    if (index > 0) {
      const bit = BITS - 1 - Math.clz32(index & -index);
      for (const [d, direction] of numbers.entries()) state[d]! ^= direction[bit]!;
    }
    index++;
    for (const [d, value] of state.entries()) point[d] = value / 4294967296;
    return point;
  };
}

/** Direction numbers of a dimension, as fractions of 2^32. */
function directionNumbers(dimension: number): Uint32Array {
  const numbers = new Uint32Array(BITS);
  const given = DIRECTIONS[dimension - 1];
  for (let bit = 0; bit < BITS; bit++) {
    const [degree, inner, first] = given ?? [BITS, 0, []];
    if (given === undefined || bit < degree) {
      numbers[bit] = ((first[bit] ?? 1) << (BITS - 1 - bit)) >>> 0;
      continue;
    }
    let value = numbers[bit - degree]! ^ (numbers[bit - degree]! >>> degree);
    for (let k = 1; k < degree; k++) {
      if (((inner >> (degree - 1 - k)) & 1) === 1) value ^= numbers[bit - k]!;
    }
    numbers[bit] = value >>> 0;
  }
  return numbers;
}
