/** Slopes of weighted least squares, as the published findings give them. */

/** Points with weights; `group` names the fixed effect that each belongs to, if there are any. */
export interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly weight: readonly number[];
  readonly group?: readonly number[];
}

/** Slope of y on x with an intercept for each group, one for all without; NaN where x does not vary. */
export function slope({ x, y, weight, group }: Points): number {
  const within = centred([x, y], weight, group);
  const [xs = [], ys = []] = within;
  return sumOf(xs, ys, weight) / sumOf(xs, xs, weight);
}

/** Slopes of y on two regressors with an intercept. */
export function twoSlopes(
  x1: readonly number[],
  x2: readonly number[],
  y: readonly number[],
  weight: readonly number[],
): readonly [number, number] {
  const [a = [], b = [], c = []] = centred([x1, x2, y], weight);
  const [aa, bb, ab] = [sumOf(a, a, weight), sumOf(b, b, weight), sumOf(a, b, weight)];
  const [ac, bc] = [sumOf(a, c, weight), sumOf(b, c, weight)];
  const det = aa * bb - ab * ab;
  return [(ac * bb - bc * ab) / det, (bc * aa - ac * ab) / det];
}

/** Columns less their weighted means by group. */
function centred(
  columns: readonly (readonly number[])[],
  weight: readonly number[],
  group?: readonly number[],
): number[][] {
  const groupOf = (at: number) => group?.[at] ?? 0;
  return columns.map((column) => {
    const sums = new Map<number, { weight: number; sum: number }>();
    for (const [at, value] of column.entries()) {
      const known = sums.get(groupOf(at)) ?? { weight: 0, sum: 0 };
      const w = weight[at] ?? 0;
      sums.set(groupOf(at), { weight: known.weight + w, sum: known.sum + w * value });
    }
    return column.map((value, at) => {
      const { weight: all, sum } = sums.get(groupOf(at)) ?? { weight: 1, sum: 0 };
      return value - sum / all;
    });
  });
}

function sumOf(a: readonly number[], b: readonly number[], weight: readonly number[]): number {
  return a.reduce((sum, each, at) => sum + (weight[at] ?? 0) * each * (b[at] ?? 0), 0);
}
