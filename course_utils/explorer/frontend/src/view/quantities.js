/** What a chart or a table shows: states and observables alike. */

/** @import {ModelSpec} from "../types.js" */

/** @typedef {{name: string, label: string, unit_words: string, actor: string}} Quantity */

/** @param {ModelSpec} model @param {string[]} names @returns {Quantity[]} */
export function quantities(model, names) {
  const all = [...model.states, ...model.observables];
  return names.map((name) => /** @type {Quantity} */ (all.find((item) => item.name === name)));
}
