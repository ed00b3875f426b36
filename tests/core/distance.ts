/** Distance between draws and the distribution they should have. */

/**
 * With this many draws of the right distribution the distance exceeds 0.005 with a probability of at most
 * 1e-6, and an error of 0.01 in the distribution function is surely seen (bound of Dvoretzky, Kiefer and
 * Wolfowitz with Massart's constant: P(distance > e) <= 2 exp(-2 n e^2)).
 */
export const DRAWS = 290_200;
export const ALLOWED_DISTANCE = 0.005;

/** Largest |share of values <= x - F(x)| over all x. Sorts `values`. */
export function distance(values: Float64Array, cdf: (x: number) => number): number {
  values.sort();
  let worst = 0;
  for (let i = 0; i < values.length; ) {
    let next = i + 1;
    while (next < values.length && values[next] === values[i]) next += 1;
    const expected = cdf(values[i]!);
    worst = Math.max(worst, Math.abs(next / values.length - expected));
    // Before a jump of a continuous distribution; a discrete one is compared at its jumps only.
    if (next === i + 1) worst = Math.max(worst, Math.abs(expected - i / values.length));
    i = next;
  }
  return worst;
}
