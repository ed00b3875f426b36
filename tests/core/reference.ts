/**
 * Elementary functions in fixed point with 256 binary places, slow and plain, against which the engine's
 * are measured. Values are BigInt times 2^-256; angles and logarithms up to 2^60.
 */

const PLACES = 256n;
const ONE = 1n << PLACES;

/** A real number: mantissa times 2^exponent. */
export interface Real {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const word = new DataView(new ArrayBuffer(8));

/** The double x, exactly; 53 bits of mantissa unless subnormal. */
function exactly(x: number): Real {
  word.setFloat64(0, x);
  const bits = word.getBigUint64(0);
  const e = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = e === 0 ? fraction : fraction | (1n << 52n);
  return { mantissa: x < 0 ? -mantissa : mantissa, exponent: Math.max(e, 1) - 1075 };
}

function shift(value: bigint, by: number): bigint {
  return by >= 0 ? value << BigInt(by) : value >> BigInt(-by);
}

function fixed(x: number): bigint {
  const { mantissa, exponent } = exactly(x);
  return shift(mantissa, exponent + Number(PLACES));
}

function times(a: bigint, b: bigint): bigint {
  return (a * b) >> PLACES;
}

/** sum over odd k of sign^((k-1)/2) z^k / k: atanh (sign 1) or atan (sign -1). */
function oddSeries(z: bigint, sign: bigint): bigint {
  const square = times(z, z) * sign;
  let term = z;
  let sum = 0n;
  for (let k = 1n; term !== 0n && term !== -1n; k += 2n) {
    sum += term / k;
    term = times(term, square);
  }
  return sum;
}

const LN2 = 2n * oddSeries(ONE / 3n, 1n);
const PI = 16n * oddSeries(ONE / 5n, -1n) - 4n * oddSeries(ONE / 239n, -1n);

/** Nearest whole number of `unit` in x, and what is left. */
function divide(x: bigint, unit: bigint): { readonly whole: bigint; readonly rest: bigint } {
  let whole = (2n * x + unit) / (2n * unit);
  if (2n * x + unit < 0n) whole -= 1n;
  return { whole, rest: x - whole * unit };
}

/** sum of r^k / k! for k = from, from + step, ..., with alternating signs when step is 2. */
function factorialSeries(r: bigint, from: bigint, step: bigint): bigint {
  let term = ONE;
  let sum = 0n;
  for (let k = 0n; term !== 0n && term !== -1n; k += 1n) {
    if (k >= from && (k - from) % step === 0n)
      sum += step === 2n && ((k - from) / 2n) % 2n === 1n ? -term : term;
    term = times(term, r) / (k + 1n);
  }
  return sum;
}

function expFixed(x: bigint): Real {
  const { whole, rest } = divide(x, LN2);
  return { mantissa: factorialSeries(rest, 0n, 1n), exponent: Number(whole - PLACES) };
}

/** Natural logarithm of mantissa 2^exponent, in fixed point. */
function logFixed({ mantissa, exponent }: Real): bigint {
  const length = mantissa.toString(2).length;
  let m = shift(mantissa, Number(PLACES) - length + 1);
  let e = BigInt(exponent + length - 1);
  if (m > (ONE * 3n) / 2n) {
    m >>= 1n;
    e += 1n;
  }
  return e * LN2 + 2n * oddSeries(((m - ONE) << PLACES) / (m + ONE), 1n);
}

const real = (mantissa: bigint): Real => ({ mantissa, exponent: -Number(PLACES) });

/** The five functions, by the names they have in sim/core/math.ts. */
export const REFERENCE = {
  exp: (x: number) => expFixed(fixed(x)),
  log: (x: number) => real(logFixed(exactly(x))),
  sin: (x: number) => sine(fixed(x)),
  cos: (x: number) => sine(fixed(x) + PI / 2n),
  pow: (x: number, y: number) => expFixed(times(logFixed(exactly(x)), fixed(y))),
} as const;

function sine(x: bigint): Real {
  const { whole, rest } = divide(x, PI);
  const y = factorialSeries(rest, 1n, 2n);
  return real(whole % 2n === 0n ? y : -y);
}

/** |value - truth| in units of the last place of `value`, a finite double. */
export function ulps(value: number, truth: Real): number {
  const { mantissa, exponent } = exactly(value);
  const guard = 40;
  const difference = shift(mantissa, guard) - shift(truth.mantissa, truth.exponent - exponent + guard);
  return Math.abs(Number(difference)) / 2 ** guard;
}
