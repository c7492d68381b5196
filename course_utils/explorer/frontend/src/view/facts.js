/** Each quantity of a run in one sentence. */

import { text } from "../strings/index.js";
import { brief, withUnit } from "./format.js";

/** @import {Result} from "../types.js" */
/** @import {Quantity} from "./quantities.js" */

/** @param {Quantity[]} quantities @param {Result} result @returns {string[]} */
export function facts(quantities, result) {
  return quantities.map(({ name, label, unit_words: unit }) => {
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
}

/** @param {Quantity[]} quantities @returns {string[]} the same, as long as they can become */
export function longestFacts(quantities) {
  return quantities.map(({ label, unit_words: unit }) => {
    const amount = withUnit(8.88e-8, unit);
    return text.readout.series(label, amount, "88.8", amount);
  });
}
