/** Virtual patients: the numbers in which they differ, as Python draws them. */

import { seedsOfRuns, uniform } from "../draws.js";
import { exponential, normal } from "./normals.js";

/** @import {PopulationSpec, VariesSpec, Values} from "../../types.js" */

/** Each patient's numbers by name. @typedef {Record<string, Float64Array>} Columns */

/** The most extreme normal number that can be drawn. */
const EXTREME = normal(1 - 0.5 / 2 ** 32);

/**
 * Draw every patient's even or normal numbers, which do not depend on the typical patient.
 *
 * @param {PopulationSpec} population
 * @param {number} patients
 * @param {number} seed
 * @returns {Columns}
 */
export function draw({ varies, mixing }, patients, seed) {
  const even = (/** @type {VariesSpec} */ { kind }) => kind === "uniform";
  const bell = varies.filter((item) => !even(item));
  const columns = Object.fromEntries(varies.map(({ name }) => [name, new Float64Array(patients)]));
  seedsOfRuns(seed, patients).forEach((own, i) => {
    const next = uniform(own);
    const u = new Map(varies.map(({ name }) => [name, next()]));
    const z = bell.map(({ name }) => normal(/** @type {number} */ (u.get(name))));
    for (const item of varies.filter(even)) columns[item.name][i] = Number(u.get(item.name));
    bell.forEach(({ name }, row) => {
      let total = mixing[row][0] * z[0];
      for (let j = 1; j < bell.length; j++) total = total + mixing[row][j] * z[j];
      columns[name][i] = total;
    });
  });
  return columns;
}

/**
 * @param {PopulationSpec} population
 * @param {Columns} drawn
 * @param {Values} centres the typical patient's numbers
 * @returns {Columns} in the units of what varies
 */
export function valuesOf({ varies }, drawn, centres) {
  return Object.fromEntries(
    varies.map((item) => [item.name, drawn[item.name].map((x) => value(item, centres[item.name], x))]),
  );
}

/**
 * @param {VariesSpec} item
 * @param {number} centre
 * @returns {[number, number]} the lowest and the highest number that can be drawn
 */
export function extremes(item, centre) {
  if (item.kind === "uniform") return [item.low, item.high];
  return [value(item, centre, -EXTREME), value(item, centre, EXTREME)];
}

/** @param {VariesSpec} item @param {number} centre @param {number} drawn */
function value(item, centre, drawn) {
  if (item.kind === "uniform") return item.low + (item.high - item.low) * drawn;
  if (item.kind === "normal") return centre + item.sd * drawn;
  return centre * exponential(item.sd * drawn);
}
