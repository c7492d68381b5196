import assert from "node:assert/strict";
import { test } from "node:test";
import { HIGHEST, LOWEST, pitches } from "../src/view/pitch.js";

const near = (/** @type {number} */ a, /** @type {number} */ b) =>
  assert.ok(Math.abs(a - b) < 1e-3 * b, `${a} is not ${b}`);

test("nothing sounds lowest, the highest value highest, half of it half-way", () => {
  const [none, half, all] = pitches([0, 5, 10], { top: 10, log: false });
  near(none, LOWEST);
  near(half, Math.sqrt(LOWEST * HIGHEST));
  near(all, HIGHEST);
});

test("on an axis of factors, equal factors are equal steps", () => {
  const [a, b, c] = pitches([0.01, 0.1, 1], { top: 1, log: true });
  near(b / a, c / b);
  near(c, HIGHEST);
});

test("what is too small for the axis, or no number, sounds lowest", () => {
  for (const log of [true, false]) {
    for (const value of [0, -1, Number.NaN]) near(pitches([value], { top: 1, log })[0], LOWEST);
  }
  near(pitches([1e-9], { top: 1, log: true })[0], LOWEST);
});

test("a run in which nothing ever lives is one low tone", () => {
  for (const pitch of pitches([0, 0], { top: 0, log: false })) near(pitch, LOWEST);
});
