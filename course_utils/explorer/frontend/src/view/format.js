/** Numbers as readers like them. */

import { text } from "../strings/index.js";

const MINUS = "\u2212";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @param {number} exponent */
export function power(exponent) {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]);
  return `10${exponent < 0 ? "⁻" : ""}${digits.join("")}`;
}

/**
 * Three significant digits: 8.19, 0.013, 1,240, 2.5 × 10⁻⁷.
 *
 * @param {number} value
 * @param {number} [digits]
 */
export function brief(value, digits = 3) {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent < -4 || exponent > 6) {
    return `${written(value / 10 ** exponent, digits)} × ${power(exponent)}`;
  }
  return written(value, digits);
}

/** @param {number} value @param {number} digits */
const written = (value, digits) =>
  Number(value.toPrecision(digits))
    .toLocaleString(text.locale, { maximumFractionDigits: 10 })
    .replace("-", MINUS);

/** @param {number} value @param {string} unit */
export const withUnit = (value, unit) => `${brief(value)}${unit && ` ${unit}`}`;

/**
 * What stands in a number box: four digits, no grouping; 1.1e-6 where `brief` has a power of ten,
 * because so many zeros fit no box and cannot be counted.
 *
 * @param {number} value @returns {string}
 */
export function typed(value) {
  const rounded = Number(value.toPrecision(4));
  const small = rounded !== 0 && Math.abs(rounded) < 1e-4;
  return small ? rounded.toExponential() : String(rounded);
}

/** @param {string} label @returns {string} as it stands within a sentence: IL-6 keeps its letters */
export const inSentence = (label) =>
  /^[A-Z][a-z]/.test(label) ? label[0].toLowerCase() + label.slice(1) : label;
