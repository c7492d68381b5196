/**
 * Least squares within a box: the method of Levenberg and Marquardt, in steps between which a page
 * can do something else.
 *
 * Written here, because what there is did not fit: `fmin` knows no limits and cannot pause, and
 * `ml-levenberg-marquardt` is ten times as large, cannot pause either, and does not notice that
 * it has arrived.
 *
 * Source: Nocedal and Wright, Numerical Optimization (2006), chapters 10.3 and 16.7.
 */

const DIFFERENCE = 1e-4; // of the width of the box, for slopes
const MOST_ROUNDS = 60;
const MOST_TRIES = 14;
const ARRIVED = 1e-7; // of the width of the box

/**
 * @param {(place: number[]) => number[] | null} misses of a place in the box, whose sides go from
 *   0 to 1; null where there is no curve
 * @param {number[]} start
 * @returns {Generator<void, {place: number[], sum: number} | null>} pauses after each curve; null
 *   if there is no curve at the start
 */
export function* leastSquares(misses, start) {
  let place = start.map(within);
  let missed = misses(place);
  yield;
  if (!missed) return null;
  let sum = squares(missed);
  let damping = 1e-3;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    /** @type {number[][]} */
    const slopes = [];
    for (let i = 0; i < place.length; i++) {
      const [up, down] = [DIFFERENCE, -DIFFERENCE].map((by) =>
        place.map((side, j) => (j === i ? within(side + by) : side)),
      );
      const ahead = misses(up);
      yield;
      const behind = misses(down);
      yield;
      slopes.push(slope(ahead, up[i], behind, down[i], missed, place[i]));
    }
    const pull = slopes.map((column) => -dot(column, /** @type {number[]} */ (missed)));
    // Who stands at a wall and is pulled against it stays there.
    const free = place.flatMap((side, i) =>
      (side <= 0 && pull[i] <= 0) || (side >= 1 && pull[i] >= 0) ? [] : [i],
    );
    const before = sum;
    let moved = 0;
    for (let tries = 0; tries < MOST_TRIES && !moved; tries++) {
      const steps = solve(
        free.map((i) =>
          free.map((j) => dot(slopes[i], slopes[j]) * (i === j ? 1 + damping : 1)),
        ),
        free.map((i) => pull[i]),
      );
      const next = place.slice();
      free.forEach((i, k) => (next[i] = within(place[i] + steps[k])));
      const missedThere = misses(next);
      yield;
      const there = missedThere ? squares(missedThere) : Infinity;
      if (missedThere && there < sum) {
        moved = Math.max(...next.map((side, i) => Math.abs(side - place[i])));
        [place, missed, sum] = [next, missedThere, there];
        damping = Math.max(damping / 10, 1e-12);
      } else {
        damping *= 5;
      }
    }
    if (moved < ARRIVED || before - sum < 1e-12 * before) break;
  }
  return { place, sum };
}

/** @param {number} side */
const within = (side) => Math.min(Math.max(side, 0), 1);

/** @param {number[]} a @param {number[]} b */
const dot = (a, b) => a.reduce((total, value, i) => total + value * b[i], 0);

/** @param {number[]} a */
const squares = (a) => dot(a, a);

/**
 * @param {number[] | null} ahead
 * @param {number} up
 * @param {number[] | null} behind
 * @param {number} down
 * @param {number[]} here used in place of one that is missing
 * @param {number} at
 */
function slope(ahead, up, behind, down, here, at) {
  const [top, from] = ahead ? [ahead, up] : [here, at];
  const [bottom, to] = behind ? [behind, down] : [here, at];
  return top.map((value, i) => (from > to ? (value - bottom[i]) / (from - to) : 0));
}

/**
 * Solve linear equations whose matrix is symmetric and has no negative direction, by elimination.
 *
 * @param {number[][]} matrix
 * @param {number[]} right
 */
function solve(matrix, right) {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]]);
  for (let i = 0; i < n; i++) {
    // A number that nothing depends on stays as it is.
    if (!(rows[i][i] > 0)) continue;
    for (let j = i + 1; j < n; j++) {
      const share = rows[j][i] / rows[i][i];
      for (let k = i; k <= n; k++) rows[j][k] -= share * rows[i][k];
    }
  }
  const found = new Array(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    if (!(rows[i][i] > 0)) continue;
    let rest = rows[i][n];
    for (let k = i + 1; k < n; k++) rest -= rows[i][k] * found[k];
    found[i] = rest / rows[i][i];
  }
  return found;
}
