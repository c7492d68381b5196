/**
 * Normal numbers that Python and the page draw alike, to the last bit.
 *
 * A library's logarithm and exponential differ in the last bit from one machine to the next; the
 * four operations and the square root do not. So everything here is made of these alone, in the
 * order of `course_utils/simulate/cohort/normals.py`; see there for the methods (Wichura's AS 241,
 * Applied Statistics 37, 477-484, 1988).
 */

// The coefficients are written as they were published, and rounded alike everywhere.
/* eslint no-loss-of-precision: "off" */

// ln 2 in two parts: the first has so few digits that its product with a small whole number is
// exact (Cody and Waite).
const LN2_HIGH = 0.693145751953125;
const LN2_LOW = 1.42860682030941723212e-6;
const LN2 = 0.6931471805599453;
const ROOT_HALF = 0.7071067811865476;

// 1/25, 1/23, ... 1/3 of the series of the area hyperbolic tangent.
const ATANH = Array.from({ length: 12 }, (_, i) => 1 / (25 - 2 * i));
// 1/14!, 1/13!, ... 1/0! of the series of the exponential. All of these factorials are exact.
const EXP = Array.from({ length: 15 }, (_, i) => 1 / factorial(14 - i));

// AS 241, each from the highest power to the lowest.
// prettier-ignore
const CENTRE = [
  [
    2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
    13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
  ],
  [
    5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
    5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1,
  ],
];
// prettier-ignore
const SHOULDER = [
  [
    7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
    1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959,
    1.42343711074968357734,
  ],
  [
    1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
    0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
  ],
];
// prettier-ignore
const TAIL = [
  [
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
    0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699,
    6.6579046435011037772,
  ],
  [
    2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
    7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531,
    0.59983220655588793769, 1,
  ],
];

const number = new Float64Array(1);
const bits = new BigUint64Array(number.buffer);

/** @param {number} u between 0 and 1, both left out @returns {number} the share `u` lies below it */
export function normal(u) {
  const centred = u - 0.5;
  if (Math.abs(centred) <= 0.425) {
    const inner = 0.180625 - centred * centred;
    return centred * (polynomial(CENTRE[0], inner) / polynomial(CENTRE[1], inner));
  }
  const root = Math.sqrt(-logarithm(centred < 0 ? u : 1 - u));
  const [[above, below], off] = root <= 5 ? [SHOULDER, 1.6] : [TAIL, 5];
  const outer = polynomial(above, root - off) / polynomial(below, root - off);
  return centred < 0 ? -outer : outer;
}

/** @param {number} x above 0, and no denormal */
export function logarithm(x) {
  number[0] = x;
  // x = m 2^k with m from a half to 1.
  let k = Number((bits[0] >> 52n) & 0x7ffn) - 1022;
  bits[0] = (bits[0] & 0x800fffffffffffffn) | (1022n << 52n);
  let m = number[0];
  if (m < ROOT_HALF) {
    m = 2 * m;
    k -= 1;
  }
  const s = (m - 1) / (m + 1);
  const square = s * s;
  const series = 2 * s + 2 * s * (square * polynomial(ATANH, square));
  return k * LN2_HIGH + (k * LN2_LOW + series);
}

/** @param {number} x between about -700 and 700 */
export function exponential(x) {
  const k = Math.floor(x / LN2 + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  bits[0] = BigInt(k + 1023) << 52n;
  return polynomial(EXP, r) * number[0];
}

/** @param {number[]} coefficients the highest power first @param {number} x */
function polynomial(coefficients, x) {
  let value = coefficients[0];
  for (let i = 1; i < coefficients.length; i++) value = value * x + coefficients[i];
  return value;
}

/** @param {number} n @returns {number} */
function factorial(n) {
  return n < 2 ? 1 : n * factorial(n - 1);
}
