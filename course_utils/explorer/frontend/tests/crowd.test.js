import assert from "node:assert/strict";
import test from "node:test";

import { quantiles } from "../src/view/chance/crowd.js";

test("quantiles lie on the line between two runs", () => {
  const rows = [5, 1, 4, 2].map((value) => Float64Array.of(value, 10 * value));
  const [low, median, high] = quantiles(rows, [0.05, 0.5, 0.95]);
  // As numpy.quantile([5, 1, 4, 2], [0.05, 0.5, 0.95]) has them.
  [low[0], median[0], high[0]].forEach((found, i) =>
    assert.ok(Math.abs(found - [1.15, 3, 4.85][i]) < 1e-12),
  );
  assert.ok(Math.abs(median[1] - 30) < 1e-12);
});
