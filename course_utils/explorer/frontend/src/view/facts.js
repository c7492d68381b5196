/** How far a run misses what was measured, and each of its quantities, in one sentence each. */

import { text } from "../strings/index.js";
import { brief, withUnit } from "./format.js";
import { sumOfSquares } from "./measured.js";

/** @import {Measured, Result} from "../types.js" */
/** @import {Quantity} from "./quantities.js" */

/**
 * @param {Quantity[]} quantities
 * @param {Result} result
 * @param {Measured[]} [measured]
 * @returns {string[]}
 */
export function facts(quantities, result, measured = []) {
  const misses = measured.map((points) =>
    text.readout.misses(points.t.length, brief(sumOfSquares(result, points))),
  );
  const series = quantities.map(({ name, label, unit_words: unit }) => {
    const row = result.y[name] ?? result.observables[name];
    let top = 0;
    for (let i = 1; i < row.length; i++) if (row[i] > row[top]) top = i;
    return text.readout.series(
      label,
      withUnit(row[top], unit),
      brief(result.t[top]),
      withUnit(row[row.length - 1], unit),
    );
  });
  return [...misses, ...series];
}

/**
 * @param {Quantity[]} quantities
 * @param {Measured[]} [measured]
 * @returns {string[]} the same, as long as they can become
 */
export function longestFacts(quantities, measured = []) {
  const misses = measured.map(({ t }) => text.readout.misses(t.length, "8,880"));
  const series = quantities.map(({ label, unit_words: unit }) => {
    const amount = withUnit(8.88e-8, unit);
    return text.readout.series(label, amount, "88.8", amount);
  });
  return [...misses, ...series];
}
