/**
 * Elementary functions made of + - * / and bit operations only, so that every engine and processor gives
 * the same bits (the built-in ones differ between engines). Errors, measured in tests/core/math.test.ts,
 * stay below 1 unit in the last place. Nothing is allocated.
 *
 * Methods and coefficients from fdlibm:
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun
 * Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is freely
 * granted, provided that this notice is preserved.
 * @source fdlibm 5.3: e_exp.c, e_log.c, e_pow.c, k_sin.c, k_cos.c, e_rem_pio2.c
 */

import { invariant } from "./assert.ts";

/** One number seen as a double and as two words of 32 bits. */
const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
double[0] = 1;
/** Which word holds sign, exponent and the top 20 bits of the mantissa: depends on the byte order. */
const HIGH = words[1] === 0 ? 0 : 1;

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = Math.LOG2E;
/** Largest argument whose exponential is finite. */
const LARGEST_EXPONENT = 709.782712893384;
/** 1 - sqrt(1/2) as difference of high words: shifts the cut between exponents to sqrt(1/2). */
const TO_SQRT_HALF = 0x3ff00000 - 0x3fe6a09e;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_54 = 18014398509481984;

/** 2^e for e = -1074 ... 1023, at index e + 1074. Multiplying by them moves exponents without bit stores. */
const POWERS_OF_TWO = powersOfTwo();

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(2098);
  powers[1074] = 1;
  for (let e = 1; e <= 1023; e++) powers[1074 + e] = powers[1073 + e]! * 2;
  for (let e = 1; e <= 1074; e++) powers[1074 - e] = powers[1075 - e]! / 2;
  return powers;
}

/** y 2^e, rounded once; y near 1, e = -1100 ... 1024. */
function scale(y: number, e: number): number {
  if (e > 1023) return y * 2 * POWERS_OF_TWO[e + 1073]!;
  if (e < -1074) return (y * POWERS_OF_TWO[e + 1128]!) / TWO_54;
  return y * POWERS_OF_TWO[e + 1074]!;
}

/** High word of a positive normal double: exponent and the top 20 bits of the mantissa. */
function highWord(x: number): number {
  double[0] = x;
  return words[HIGH]!;
}

/** e^x. Overflows to Infinity above 709.78, underflows to 0 below -745.13. */
export function exp(x: number): number {
  if (!(x <= LARGEST_EXPONENT)) return x > 0 ? Infinity : x;
  if (x < -745.1332191019411) return 0;
  const k = (INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0;
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const c = r - squareSeries(r * r);
  const y = 1 - (low - (r * c) / (2 - c) - high);
  return scale(y, k);
}

/** t P(t) with r (e^r + 1) / (e^r - 1) = 2 + t P(t), t = r^2, |r| <= ln 2 / 2. */
function squareSeries(t: number): number {
  return (
    t *
    (0.16666666666666602 +
      t *
        (-0.0027777777777015593 +
          t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))))
  );
}

/** Natural logarithm of x; -Infinity at 0, NaN below. */
export function log(x: number): number {
  if (!(x < Infinity && x > 0)) return x === 0 ? -Infinity : x < 0 ? NaN : x;
  let k = 0;
  if (x < SMALLEST_NORMAL) {
    x *= TWO_54;
    k = -54;
  }
  const e = ((highWord(x) + TO_SQRT_HALF) >> 20) - 0x3ff;
  const f = x * POWERS_OF_TWO[1074 - e]! - 1;
  k += e;
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  return s * (half + logSeries(s * s)) + k * LN2_LOW - half + f + k * LN2_HIGH;
}

/** R(z) with log(1 + f) = f - s (f - R), s = f / (2 + f), z = s^2, sqrt(1/2) <= 1 + f < sqrt(2). */
function logSeries(z: number): number {
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  return (
    z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586))) +
    even
  );
}

/**
 * x^y for x > 0. Also 0^y = 0 (y > 0), 1 (y = 0), Infinity (y < 0); NaN for x < 0; x^0 = 1^y = 1.
 * log2(x) is held as a sum of two doubles; products of 24-bit parts are exact.
 */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (!(x > 0 && x < Infinity && y > -Infinity && y < Infinity)) return powAtTheEdge(x, y);
  let n = 0;
  if (x < SMALLEST_NORMAL) {
    x *= TWO_54;
    n = -54;
  }
  const h = highWord(x);
  let e = (h >> 20) - 0x3ff;
  const fraction = h & 0xfffff;
  // The mantissa goes to [sqrt(3)/2, sqrt(3/2)) around 1 or [sqrt(3/2), sqrt(3)) around 3/2.
  let centre = 1;
  let centreHigh = 0;
  let centreLow = 0;
  if (fraction >= 0xbb67a) {
    e += 1;
  } else if (fraction > 0x3988e) {
    centre = 1.5;
    centreHigh = 0.5849624872207642;
    centreLow = 1.350039202129749e-8;
  }
  const m = x * POWERS_OF_TWO[1074 - e]!;
  n += e;
  // s = (m - centre) / (m + centre) = sHigh + sLow; log(m / centre) = 2 s (1 + s^2 / 3 + ...).
  const u = m - centre;
  const v = 1 / (m + centre);
  const s = u * v;
  const sHigh = Math.fround(s);
  const sumHigh = Math.fround(m + centre);
  const sLow = v * (u - sHigh * sumHigh - sHigh * (m - (sumHigh - centre)));
  const squareHigh = sHigh * sHigh;
  const r = atanhSeries(s * s) + sLow * (sHigh + s);
  const tHigh = Math.fround(3 + squareHigh + r);
  const tLow = r - (tHigh - 3 - squareHigh);
  const pu = sHigh * tHigh;
  const pv = sLow * tHigh + tLow * s;
  const pHigh = Math.fround(pu + pv);
  const pLow = pv - (pHigh - pu);
  const zHigh = 0.9617967009544373 * pHigh;
  const zLow = -7.028461650952758e-9 * pHigh + pLow * 0.9617966939259756 + centreLow;
  const log2High = Math.fround(zHigh + zLow + centreHigh + n);
  return exp2Product(y, log2High, zLow - (log2High - n - centreHigh - zHigh));
}

/** t^2 L(t) with 3 atanh(s) / s = 3 + t + t^2 L(t), t = s^2. */
function atanhSeries(t: number): number {
  return (
    t *
    t *
    (0.5999999999999946 +
      t *
        (0.4285714285785502 +
          t *
            (0.33333332981837743 +
              t * (0.272728123808534 + t * (0.23066074577556175 + t * 0.20697501780033842)))))
  );
}

/** 2^(y (high + low)), where `high` has 24 bits. */
function exp2Product(y: number, high: number, low: number): number {
  if (y > 1e30 || y < -1e30) return y > 0 === high + low > 0 ? Infinity : 0;
  const yHigh = Math.fround(y);
  const pLow = (y - yHigh) * high + y * low;
  const pHigh = yHigh * high;
  const z = pLow + pHigh;
  if (z >= 1024.5) return Infinity;
  if (z <= -1076) return 0;
  const n = Math.floor(z + 0.5);
  const whole = pHigh - n;
  const t = Math.fround(pLow + whole);
  const u = t * 0.6931471824645996;
  const v = (pLow - (t - whole)) * Math.LN2 + t * -1.904654299957768e-9;
  const w = u + v;
  const rest = v - (w - u);
  const c = w - squareSeries(w * w);
  return scale(1 - ((w * c) / (c - 2) - (rest + w * rest) - w), n);
}

function powAtTheEdge(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y) || x < 0) return NaN;
  if (x === 0) return y > 0 ? 0 : Infinity;
  if (x === Infinity) return y > 0 ? Infinity : 0;
  return y > 0 === x > 1 ? Infinity : 0;
}

/** Largest argument of sin and cos: beyond it the reduction would lose bits (2^20 pi / 2). */
const LARGEST_ANGLE = 1647099;

/** Sum of two doubles: the angle less the nearest multiple of pi / 2. */
const reduced = new Float64Array(2);

/**
 * Sine of x [rad], |x| <= 1,647,099.
 * @throws InvariantError beyond
 */
export function sin(x: number): number {
  const quadrant = reduceAngle(x);
  const a = reduced[0]!;
  const b = reduced[1]!;
  const y = quadrant & 1 ? cosKernel(a, b) : sinKernel(a, b);
  return quadrant & 2 ? -y : y;
}

/**
 * Cosine of x [rad], |x| <= 1,647,099.
 * @throws InvariantError beyond
 */
export function cos(x: number): number {
  const quadrant = reduceAngle(x) + 1;
  const a = reduced[0]!;
  const b = reduced[1]!;
  const y = quadrant & 1 ? cosKernel(a, b) : sinKernel(a, b);
  return quadrant & 2 ? -y : y;
}

/** Writes x - q pi/2 into `reduced`, |result| <= pi/4; returns q. pi/2 is taken in parts of 33 bits. */
function reduceAngle(x: number): number {
  if (x < 0.785398163397448 && x > -0.785398163397448) {
    reduced[0] = x;
    reduced[1] = 0;
    return 0;
  }
  invariant(Math.abs(x) <= LARGEST_ANGLE, "sin, cos: |angle| above 1,647,099 rad, or NaN");
  const q = Math.floor(x * 0.6366197723675814 + 0.5);
  const t = x - q * 1.5707963267341256;
  const second = q * 6.077100506303966e-11;
  let r = t - second;
  let w = q * 2.0222662487959506e-21 - (t - r - second);
  let y = r - w;
  if (Math.abs(y) < Math.abs(x) * 1.7763568394002505e-15) {
    const before = r;
    const third = q * 2.0222662487111665e-21;
    r = before - third;
    w = q * 8.4784276603689e-32 - (before - r - third);
    y = r - w;
  }
  reduced[0] = y;
  reduced[1] = r - y - w;
  return q;
}

/** sin(a + b), |a| <= pi/4, b much smaller. */
function sinKernel(a: number, b: number): number {
  const z = a * a;
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 +
        z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  const v = z * a;
  return a - (z * (0.5 * b - v * r) - b - v * -0.16666666666666632);
}

/** cos(a + b), |a| <= pi/4, b much smaller. */
function cosKernel(a: number, b: number): number {
  const z = a * a;
  const tail = -2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11);
  const r = z * (0.0416666666666666 + z * (-0.001388888888887411 + z * (2.480158728947673e-5 + z * tail)));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * r - a * b));
}
