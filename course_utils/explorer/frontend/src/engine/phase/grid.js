/** The two rates on a grid: from where they change their sign follow nullclines and crossings. */

/** @import {Field} from "./field.js" */

/**
 * @typedef {{xs: Float64Array, ys: Float64Array, rates: [Float64Array, Float64Array]}} Grid
 *   `xs` and `ys` are values of the first and the second state, and the rate of a state at
 *   (xs[i], ys[j]) is number `i + j * xs.length`
 * @typedef {[[number, number], [number, number]]} Cell what each state runs from and to
 */

/** @param {Field} field @param {Float64Array} xs @param {Float64Array} ys @returns {Grid} */
export function sample(field, xs, ys) {
  const rates = [0, 1].map(() => new Float64Array(xs.length * ys.length));
  ys.forEach((y, j) => {
    field.along(xs, y).forEach((row, i) => rates[i].set(row, j * xs.length));
  });
  return { xs, ys, rates: /** @type {[Float64Array, Float64Array]} */ (rates) };
}

/**
 * Trace where a rate is zero, by marching squares with linear interpolation.
 *
 * Written here and not taken from d3-contour, which returns areas: they run along the sides of
 * the plane as well, and a nullcline must not.
 *
 * @param {Float64Array} rate
 * @param {number} width points in a row
 * @returns {[number, number][][]} lines; a point's numbers are places in the grid, such as 3.25
 */
export function zeroLines(rate, width) {
  const height = rate.length / width;
  /** Each crossed side of a cell, by number, and the one or two sides it is joined to. */
  const joined = /** @type {Map<number, number[]>} */ (new Map());
  const join = (/** @type {number} */ a, /** @type {number} */ b) => {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      const list = joined.get(from);
      if (list) list.push(to);
      else joined.set(from, [to]);
    }
  };
  // The side from point k to the right is 2k, the one upwards 2k + 1.
  for (let j = 0; j + 1 < height; j++) {
    for (let i = 0; i + 1 < width; i++) {
      const k = i + j * width;
      // Most cells are not crossed, so this comes before anything is made.
      const a = rate[k] > 0;
      const b = rate[k + 1] > 0;
      const c = rate[k + width + 1] > 0;
      const d = rate[k + width] > 0;
      if (a === b && b === c && c === d) continue;
      const sum = rate[k] + rate[k + 1] + rate[k + width + 1] + rate[k + width];
      if (!Number.isFinite(sum)) continue;
      const sides = [];
      if (a !== b) sides.push(2 * k);
      if (b !== c) sides.push(2 * (k + 1) + 1);
      if (c !== d) sides.push(2 * (k + width));
      if (d !== a) sides.push(2 * k + 1);
      if (sides.length === 2) join(sides[0], sides[1]);
      else {
        // A saddle of the rate: what the middle is like decides which corners belong together.
        const middle = sum > 0;
        const [down, right, up, left] = sides;
        if (middle === a) {
          join(down, right);
          join(up, left);
        } else {
          join(down, left);
          join(up, right);
        }
      }
    }
  }
  /** @param {number} side @returns {[number, number]} */
  const place = (side) => {
    const k = side >> 1;
    const [i, j] = [k % width, Math.floor(k / width)];
    const other = k + (side & 1 ? width : 1);
    const share = rate[k] / (rate[k] - rate[other]);
    return side & 1 ? [i, j + share] : [i + share, j];
  };
  const seen = new Set();
  const walk = (/** @type {number} */ start) => {
    const line = [];
    for (let side = /** @type {number | undefined} */ (start); side !== undefined; ) {
      seen.add(side);
      line.push(place(side));
      side = joined.get(side)?.find((next) => !seen.has(next));
    }
    return line;
  };
  const lines = [];
  // Lines with ends first, from one of them; then rings, which may begin anywhere.
  for (const [side, list] of joined) if (list.length === 1 && !seen.has(side)) lines.push(walk(side));
  for (const [side] of joined) {
    if (seen.has(side)) continue;
    const ring = walk(side);
    ring.push(ring[0]);
    lines.push(ring);
  }
  return lines;
}

/**
 * Find the cells through which both nullclines pass.
 *
 * @param {Grid} grid
 * @returns {Cell[]}
 */
export function crossings({ xs, ys, rates }) {
  const width = xs.length;
  const found = /** @type {Cell[]} */ ([]);
  for (let j = 0; j + 1 < ys.length; j++) {
    for (let i = 0; i + 1 < width; i++) {
      const k = i + j * width;
      if (!crossed(rates[0], k, width) || !crossed(rates[1], k, width)) continue;
      found.push([
        [xs[i], xs[i + 1]],
        [ys[j], ys[j + 1]],
      ]);
    }
  }
  return found;
}

/** @param {Float64Array} rate @param {number} k @param {number} width */
function crossed(rate, k, width) {
  const above = rate[k] > 0;
  return (
    above !== rate[k + 1] > 0 ||
    above !== rate[k + width] > 0 ||
    above !== rate[k + width + 1] > 0
  );
}
