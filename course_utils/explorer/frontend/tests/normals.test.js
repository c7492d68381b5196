import assert from "node:assert/strict";
import { test } from "node:test";
import { seedsOfRuns, uniform } from "../src/engine/draws.js";
import { exponential, logarithm, normal } from "../src/engine/trial/normals.js";

test("a patient is pinned to the last bit, as in Python", () => {
  // The hexadecimal numbers of tests/simulate/cohort/test_normals.py.
  const power = (/** @type {number} */ digits, /** @type {number} */ exponent) =>
    digits * 2 ** (exponent - 52);
  const next = uniform(seedsOfRuns(2024, 2)[1]);
  const z = [normal(next()), normal(next()), normal(next())];
  assert.deepEqual(z, [
    -power(0x107a6ff6de1b7f, 0),
    -power(0x1914520a906239, -1),
    power(0x11fd8301766b99, -3),
  ]);
  assert.deepEqual(
    z.map((one) => exponential(0.6 * one)),
    [power(0x113ff31c82a700, -1), power(0x13fecc6d737b3f, -1), power(0x11686554349050, 0)],
  );
});

test("logarithm and exponential are right to the last digits", () => {
  for (let x = -40; x <= 40; x += 0.37) {
    assert.ok(Math.abs(exponential(x) / Math.exp(x) - 1) < 5e-16);
    assert.ok(Math.abs(logarithm(Math.exp(x)) - x) <= 5e-16 * Math.max(1, Math.abs(x)) * 2);
  }
});
