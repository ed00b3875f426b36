/** e^x as exp of core/math.ts, operation by operation. */

const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
const INVERSE_LN2: f64 = Math.LOG2E;
const LARGEST_EXPONENT: f64 = 709.782712893384;
const TWO_54: f64 = 18014398509481984;

/** 2^e, -1074 <= e <= 1023. */
function powerOfTwo(e: i32): f64 {
  return e < -1022
    ? reinterpret<f64>((<u64>1) << (<u64>(e + 1074)))
    : reinterpret<f64>((<u64>(e + 1023)) << 52);
}

function scaled(y: f64, e: i32): f64 {
  if (e > 1023) return y * 2 * powerOfTwo(e - 1);
  if (e < -1074) return (y * powerOfTwo(e + 54)) / TWO_54;
  return y * powerOfTwo(e);
}

/** e^x. */
export function exponential(x: f64): f64 {
  if (!(x <= LARGEST_EXPONENT)) return x > 0 ? Infinity : x;
  if (x < -745.1332191019411) return 0;
  const k = <i32>(INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5));
  const high = x - <f64>k * LN2_HIGH;
  const low = <f64>k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const series =
    t *
    (0.16666666666666602 +
      t *
        (-0.0027777777777015593 +
          t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))));
  const c = r - series;
  return scaled(1 - (low - (r * c) / (2 - c) - high), k);
}
