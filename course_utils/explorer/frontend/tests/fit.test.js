import assert from "node:assert/strict";
import test from "node:test";

import { leastSquares } from "../src/engine/fit.js";

/** @param {(place: number[]) => number[] | null} misses @param {number[]} start */
function best(misses, start) {
  const steps = leastSquares(misses, start);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The curved valley of Rosenbrock, whose lowest point is at `x`, `y`. */
const valley =
  (/** @type {number} */ x, /** @type {number} */ y) =>
  ([a, b] = [0, 0]) => [10 * (b - y - (a - x) ** 2 * 3), a - x];

test("the lowest point at the end of a curved valley is found", () => {
  const found = best(valley(0.83, 0.4), [0.05, 0.95]);
  assert.ok(found);
  assert.ok(Math.abs(found.place[0] - 0.83) < 1e-6, String(found.place));
  assert.ok(Math.abs(found.place[1] - 0.4) < 1e-6);
  assert.ok(found.sum < 1e-10);
});

test("a lowest point beyond the wall is sought at the wall, and nothing leaves the box", () => {
  const places = /** @type {number[]} */ ([]);
  const found = best(
    (place) => {
      places.push(...place);
      return [place[0] - 1.5, 2 * (place[1] - 0.25), place[0] * 0.1];
    },
    [0.2, 0.9],
  );
  assert.ok(found);
  assert.equal(found.place[0], 1);
  assert.ok(Math.abs(found.place[1] - 0.25) < 1e-6);
  assert.ok(places.every((side) => side >= 0 && side <= 1));
});

test("a number on which nothing depends stays, and the others are found all the same", () => {
  const found = best(([a]) => [a - 0.6, 2 * a - 1.2], [0.1, 0.77]);
  assert.ok(found);
  assert.ok(Math.abs(found.place[0] - 0.6) < 1e-9);
  assert.equal(found.place[1], 0.77);
});

test("places without a curve are gone around, and none at the start is said", () => {
  const found = best(([a]) => (a > 0.7 ? null : [3 * a - 1.8]), [0.1]);
  assert.ok(found);
  assert.ok(Math.abs(found.place[0] - 0.6) < 1e-9);
  assert.equal(best(() => null, [0.5]), null);
});
