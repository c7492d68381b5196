/** One sentence that says which processes are taken out of the model. */

import { text } from "../strings/index.js";

/** @import {ModelSpec} from "../types.js" */

/** @param {ModelSpec} model @param {string[]} without @returns {string[]} nothing if it is whole */
export function broken({ processes = [] }, without) {
  const labels = processes.filter(({ name }) => without.includes(name)).map(({ label }) => label);
  return labels.length ? [text.knockout.without(labels)] : [];
}

/** @param {ModelSpec} model @returns {string[]} room for it, with one process out */
export function longestBroken(model) {
  const names = (model.processes ?? []).map(({ name, label }) => ({ name, size: label.length }));
  const [longest] = names.sort((a, b) => b.size - a.size);
  return longest ? broken(model, [longest.name]) : [];
}
