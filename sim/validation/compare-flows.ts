/** How simulated flows agree with observed ones, in logarithms, pair by pair. */

/** Agreement of two sets of flows. */
export interface FlowFit {
  /** Pairs with an observed flow of the least size compared. */
  readonly pairs: number;
  /** Of these, pairs whose simulated flow is below the least that can be told: they count as that. */
  readonly faint: number;
  /** R2 of the line of ln observed on ln simulated: the squared correlation. */
  readonly r2: number;
  /** Slope of that line; 1 where flows agree. */
  readonly slope: number;
  /** R2 of ln simulated itself as a forecast of ln observed: 1 - squared errors / variance. */
  readonly forecastR2: number;
  /** Sum of simulated over sum of observed flows. */
  readonly total: number;
}

/** Which flows are compared. */
export interface FlowRange {
  /** Least observed flow; smaller and unknown (NaN) ones are left out. */
  readonly from: number;
  /**
   * Least simulated flow that can be told from none [persons]: no pair is left out for being simulated
   * too small.
   */
  readonly least: number;
  /** Lets a pair in; absent: all. @param pair position in the matrices */
  readonly where?: (pair: number) => boolean;
}

/**
 * Compares matrices of flows.
 * @param observed from, to; NaN: not known
 */
export function compareFlows(observed: Float64Array, simulated: Float64Array, range: FlowRange): FlowFit {
  const pairs = [...observed.keys()].filter(
    (pair) => observed[pair]! >= range.from && observed[pair]! > 0 && (range.where?.(pair) ?? true),
  );
  const y = pairs.map((pair) => Math.log(observed[pair]!));
  const x = pairs.map((pair) => Math.log(Math.max(range.least, simulated[pair]!)));
  const [meanX, meanY] = [mean(x), mean(y)];
  const sum = (value: (x: number, y: number) => number) =>
    x.reduce((all, each, at) => all + value(each, y[at] ?? 0), 0);
  const xx = sum((a) => (a - meanX) ** 2);
  const yy = sum((_, b) => (b - meanY) ** 2);
  const xy = sum((a, b) => (a - meanX) * (b - meanY));
  const of = (flows: Float64Array) => pairs.reduce((all, pair) => all + flows[pair]!, 0);
  return {
    pairs: pairs.length,
    faint: pairs.filter((pair) => simulated[pair]! < range.least).length,
    r2: (xy * xy) / (xx * yy),
    slope: xy / xx,
    forecastR2: 1 - sum((a, b) => (a - b) ** 2) / yy,
    total: of(simulated) / of(observed),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}
