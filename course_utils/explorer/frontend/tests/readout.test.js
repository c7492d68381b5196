/** How an ending says a number: few cells are counted, as in tests/simulate/test_simulate.py. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { amount } from "../src/view/readout.js";

const said = (value, unit, words) => amount(value, { unit, unit_words: words });

test("few cells are counted one by one", () => {
  for (const [value, words] of [
    [0, "0 million cells"],
    [2e-7, "less than one cell"],
    [1.2e-6, "1 cell"],
    [7.06e-5, "71 cells"],
    [0.0123, "0.0123 million cells"],
  ]) {
    assert.equal(said(value, "Mc", "million cells"), words);
  }
});

test("other units stay as they are", () => {
  assert.equal(said(2e-7, "mm3", "mm³"), "2 × 10⁻⁷ mm³");
});
