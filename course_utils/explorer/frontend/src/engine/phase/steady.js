/** Where a model of two states rests, and whether it stays there. */

import { crossings } from "./grid.js";

/** @import {Field} from "./field.js" */
/** @import {Grid} from "./grid.js" */

/**
 * @typedef {"stableNode" | "stableSpiral" | "saddle" | "unstableNode" | "unstableSpiral"} Kind
 * @typedef {{values: [number, number], kind: Kind, stable: boolean,
 *   eigenvalues: {re: number, im: number}[], jacobian: number[]}} Steady
 *   `values` in the model's order; eigenvalues per day, the largest real part first
 */

const SAME = 1e-6;
const MOST_STEPS = 60;

/**
 * @param {Field} field
 * @param {Grid[]} grids that look for crossings; the axes themselves are looked at as well
 * @returns {Steady[]} those with no negative state, sorted by the last state
 */
export function steadyStates(field, grids) {
  const found = /** @type {[number, number][]} */ ([]);
  /** @param {[number, number]} start @returns {[number, number] | null} what it leads to */
  const search = (start) => {
    const point = newton(field, start);
    if (point && !found.some((known) => known.every((value, i) => same(value, point[i])))) {
      found.push(point);
    }
    return point;
  };
  for (const grid of grids) {
    for (const [xs, ys] of crossings(grid)) {
      const within = (/** @type {[number, number]} */ [x, y]) => x >= xs[0] && x <= xs[1] && y >= ys[0] && y <= ys[1];
      // Mostly the cell is small enough for one start; where it is not, others may find more.
      const point = search([(xs[0] + xs[1]) / 2, (ys[0] + ys[1]) / 2]);
      if (point && within(point)) continue;
      for (const x of xs) for (const y of ys) search([x, y]);
    }
    for (const start of onTheAxes(field, grid)) search(start);
  }
  return found
    .sort((a, b) => a[1] - b[1] || a[0] - b[0])
    .map((values) => ({ values, ...character(field, values) }));
}

/** @param {number} a @param {number} b */
const same = (a, b) => Math.abs(a - b) <= SAME + SAME * Math.abs(b);

/**
 * Where a population that is absent stays absent, the other may rest alone.
 *
 * @param {Field} field
 * @param {Grid} grid
 * @returns {[number, number][]}
 */
function onTheAxes(field, { xs, ys }) {
  const found = /** @type {[number, number][]} */ ([]);
  for (const absent of [0, 1]) {
    const along = [0, ...(absent ? xs : ys)];
    const at = (/** @type {number} */ value) =>
      /** @type {[number, number]} */ (absent ? [value, 0] : [0, value]);
    const rates = along.map((value) => [...field.rates(...at(value))]);
    if (!rates.every((rate) => rate[absent] === 0)) continue;
    if (rates[0][1 - absent] === 0) found.push(at(0));
    for (let i = 1; i < along.length; i++) {
      if (rates[i - 1][1 - absent] > 0 !== rates[i][1 - absent] > 0) {
        found.push(at((along[i - 1] + along[i]) / 2));
      }
    }
  }
  return found;
}

/**
 * @param {Field} field
 * @param {[number, number]} start
 * @returns {[number, number] | null} null if it leads nowhere or below zero
 */
function newton(field, [a, b]) {
  for (let i = 0; i < MOST_STEPS; i++) {
    const [f, g] = field.rates(a, b);
    const [fa, fb, ga, gb] = field.jacobian(a, b);
    const det = fa * gb - fb * ga;
    const da = (gb * f - fb * g) / det;
    const db = (fa * g - ga * f) / det;
    if (!Number.isFinite(da) || !Number.isFinite(db)) return null;
    a -= da;
    b -= db;
    const still = (/** @type {number} */ step, /** @type {number} */ value) =>
      Math.abs(step) <= 1e-13 + 1e-12 * Math.abs(value);
    if (still(da, a) && still(db, b)) {
      if (a < -SAME || b < -SAME) return null;
      // Dust is nothing.
      return [a < 1e-12 ? 0 : a, b < 1e-12 ? 0 : b];
    }
  }
  return null;
}

/** @param {Field} field @param {[number, number]} point @returns {Omit<Steady, "values">} */
function character(field, point) {
  const jacobian = [...field.jacobian(...point)];
  const eigenvalues = eigenvaluesOf(jacobian);
  const [up, down] = eigenvalues.map(({ re }) => re);
  const swings = eigenvalues[0].im !== 0;
  const stable = up < 0 && down < 0;
  /** @type {Kind} */
  let kind = swings ? "unstableSpiral" : "unstableNode";
  if (up > 0 && down < 0) kind = "saddle";
  else if (stable) kind = swings ? "stableSpiral" : "stableNode";
  return { kind, stable, eigenvalues, jacobian };
}

/** @param {number[]} matrix of two rows @returns {{re: number, im: number}[]} */
function eigenvaluesOf([a, b, c, d]) {
  const middle = (a + d) / 2;
  // As a sum of squares where it can be one, which loses no digits.
  const square = ((a - d) / 2) ** 2 + b * c;
  if (square < 0) {
    const im = Math.sqrt(-square);
    return [
      { re: middle, im },
      { re: middle, im: -im },
    ];
  }
  // The larger first; the smaller from the product, so that it keeps its digits.
  const far = middle + (middle < 0 ? -1 : 1) * Math.sqrt(square);
  const near = far === 0 ? 0 : (a * d - b * c) / far;
  return [far, near].sort((x, y) => y - x).map((re) => ({ re, im: 0 }));
}
