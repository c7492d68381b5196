/** Ranges and ticks that stay put while a slider moves. */

/** @import uPlot from "uplot" */

import { brief, power } from "./format.js";

const STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
// A logarithmic axis shows at most this many factors of ten below its top.
const MOST_DECADES = 9;

/** @param {number} top largest value @returns {[number, number]} */
export function linearRange(top) {
  if (!(top > 0)) return [0, 1];
  const unit = 10 ** Math.floor(Math.log10(top * 1.04));
  return [0, unit * (STEPS.find((step) => step * unit >= top * 1.04) ?? 10)];
}

/** @param {number} least smallest value above zero @param {number} top @returns {[number, number]} */
export function logRange(least, top) {
  if (!(top > 0)) return [0.1, 1];
  const high = Math.ceil(Math.log10(top) + 0.02);
  const low = Math.max(Math.floor(Math.log10(least)), high - MOST_DECADES);
  return [10 ** Math.min(low, high - 1), 10 ** high];
}

/** @param {number} low @param {number} high @returns {number[]} */
export function decades(low, high) {
  // Rounding must not lose a power of ten at an end.
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  if (last < first) return [low, high];
  const step = Math.ceil((last - first) / 5) || 1;
  const ticks = [];
  for (let exponent = last; exponent >= first; exponent -= step) ticks.unshift(10 ** exponent);
  return ticks;
}

/** @param {number} value */
function logLabel(value) {
  const exponent = Math.round(Math.log10(value));
  return exponent >= -2 && exponent <= 3 ? brief(value) : power(exponent);
}

/** What makes an axis of uPlot one that counts in factors. @satisfies {uPlot.Axis} */
export const IN_FACTORS = {
  splits: (/** @type {uPlot} */ _, /** @type {number} */ __, /** @type {number} */ low, /** @type {number} */ high) => decades(low, high),
  filter: (/** @type {uPlot} */ _, /** @type {number[]} */ splits) => splits,
  values: (/** @type {uPlot} */ _, /** @type {number[]} */ splits) => splits.map(logLabel),
};

/** And evenly. @satisfies {uPlot.Axis} */
export const EVENLY = {
  space: 44,
  values: (/** @type {uPlot} */ _, /** @type {number[]} */ splits) => splits.map((value) => brief(value)),
};
