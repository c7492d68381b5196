/**
 * The watershed of the plane: two courses lead into a saddle, one from either side. Each is found
 * by running time backwards from beside the saddle, along the direction in which pushes fade.
 */

import { integrate, TooHard } from "../dopri.js";

/** @import {Axis} from "./axis.js" */
/** @import {Field} from "./field.js" */
/** @import {Steady} from "./steady.js" */

// Lengths are in widths of the plane.
const OFF_THE_SADDLE = 1e-4; // the branch is straight there, to within its square
const AT_REST = 0.01; // so near to another steady state the branch ends
const MARGIN = 0.05;
const LONGEST = 12;
const SPACING = 0.01;
const MOST_STEPS = 4000;
const ERROR = 1e-6; // far less than a pixel, and a line to look at
// The solver holds errors relative to each number; so far from zero that is an even accuracy.
const SHIFT = 2;
const TIMES = new Float64Array(LONGEST / SPACING + 1).map((_, i) => i * SPACING);
const ENOUGH = Symbol("the branch has ended");

/** @typedef {[number, number]} Place across and upwards, from 0 to 1 */

/**
 * @param {Field} field
 * @param {[Axis, Axis]} axes across and upwards
 * @param {Steady[]} steady
 * @returns {Place[][]} one line for each saddle in the plane, which passes through it
 */
export function separatrices(field, axes, steady) {
  const place = (/** @type {Steady} */ { values }) =>
    /** @type {Place} */ (axes.map((axis) => axis.place(values[axis.index])));
  return steady
    .filter(({ kind }) => kind === "saddle")
    .flatMap((saddle) => {
      const centre = place(saddle);
      if (!centre.every((at) => at >= -MARGIN && at <= 1 + MARGIN)) return [];
      const direction = stableDirection(saddle, axes);
      // Along an axis the population is absent, which separates nothing.
      if (direction.some((part) => Math.abs(part) < 1e-9)) return [];
      const others = steady.filter((other) => other !== saddle).map(place);
      const [one, other] = [1, -1].map((sign) => {
        const start = centre.map((at, i) => at + sign * OFF_THE_SADDLE * direction[i]);
        return backwards(field, axes, start, others);
      });
      return [[...one.reverse(), centre, ...other]];
    });
}

/** @param {Steady} saddle @param {[Axis, Axis]} axes @returns {Place} of length one, in places */
function stableDirection({ values, jacobian, eigenvalues }, axes) {
  const rate = eigenvalues[1].re;
  const [x, y] = axes.map(({ index }) => index);
  const [sx, sy] = axes.map((axis) => axis.stretch(values[axis.index]));
  const entry = (/** @type {number} */ row, /** @type {number} */ column) =>
    jacobian[2 * row + column];
  const [a, d] = [entry(x, x), entry(y, y)];
  const [b, c] = [(entry(x, y) * sy) / sx, (entry(y, x) * sx) / sy];
  // Either row of (matrix - rate) gives the direction; the longer one gives it better.
  const [one, other] = [
    [-b, a - rate],
    [rate - d, c],
  ];
  const [u, v] = Math.hypot(...one) >= Math.hypot(...other) ? one : other;
  const length = Math.hypot(u, v);
  return [u / length, v / length];
}

/**
 * Follow a branch upstream until it leaves the plane or comes from a rest, at the pace of one
 * width of the plane per unit of time, so that nothing runs away.
 *
 * @param {Field} field
 * @param {[Axis, Axis]} axes
 * @param {number[]} start
 * @param {Place[]} others
 * @returns {Place[]}
 */
function backwards(field, axes, start, others) {
  const [across, upwards] = axes;
  const values = [0, 0];
  const upstream = (/** @type {Float64Array} */ at, /** @type {Float64Array} */ slope) => {
    const x = across.value(at[0] - SHIFT);
    const y = upwards.value(at[1] - SHIFT);
    values[across.index] = x;
    values[upwards.index] = y;
    const rates = field.rates(values[0], values[1]);
    const u = rates[across.index] / across.stretch(x);
    const v = rates[upwards.index] / upwards.stretch(y);
    const speed = Math.sqrt(u * u + v * v);
    slope[0] = -u / speed;
    slope[1] = -v / speed;
  };
  /** @type {Place[]} */
  const line = [];
  const emit = (/** @type {number} */ _, /** @type {Float64Array} */ at) => {
    const place = /** @type {Place} */ ([at[0] - SHIFT, at[1] - SHIFT]);
    const outside = place.some(
      (part, i) => part < -MARGIN || part > 1 + MARGIN || axes[i].value(part) < 0,
    );
    if (outside || others.some((o) => Math.hypot(o[0] - place[0], o[1] - place[1]) < AT_REST)) {
      throw ENOUGH;
    }
    line.push(place);
  };
  const y = Float64Array.from(start, (at) => at + SHIFT);
  try {
    integrate(upstream, 0, LONGEST, y, TIMES, emit, { steps: MOST_STEPS }, ERROR);
  } catch (error) {
    // Where the equations give no number the branch ends as well.
    if (error !== ENOUGH && !(error instanceof TooHard)) throw error;
  }
  return line;
}
