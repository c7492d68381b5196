/** Measured points: how they are drawn, and by how much a run misses them. */

import uPlot from "uplot";

/** @import {Measured, Result} from "../types.js" */

const RADIUS = 4.5; // px

/**
 * @param {uPlot} u
 * @param {{measured: Measured, scale: string, colour: string, ground: string}[]} rows
 *   `ground` rings each point, so that it stands off the curve
 */
export function drawMeasured(u, rows) {
  const ratio = uPlot.pxRatio;
  u.ctx.save();
  u.ctx.lineWidth = 1.5 * ratio;
  for (const { measured, scale, colour, ground } of rows) {
    u.ctx.fillStyle = colour;
    u.ctx.strokeStyle = ground;
    measured.t.forEach((day, i) => {
      const [x, y] = [u.valToPos(day, "x", true), u.valToPos(measured.y[i], scale, true)];
      u.ctx.beginPath();
      u.ctx.arc(x, y, RADIUS * ratio, 0, 2 * Math.PI);
      u.ctx.fill();
      u.ctx.stroke();
    });
  }
  u.ctx.restore();
}

/**
 * @param {Result} result
 * @param {Measured} measured
 * @returns {number[]} ln(measured) - ln(curve) at each point, as the fit in Python has them
 */
export function misses({ t, y, observables }, { name, t: days, y: values }) {
  const row = y[name] ?? observables[name];
  const step = (t[t.length - 1] - t[0]) / (t.length - 1);
  // A logarithm has no zero.
  const log = (/** @type {number} */ i) => Math.log(Math.max(row[i], 1e-300));
  return days.map((day, i) => {
    const left = Math.min(Math.floor((day - t[0]) / step), t.length - 2);
    const share = (day - t[left]) / step;
    const curve = log(left) * (1 - share) + log(left + 1) * share;
    return Math.log(values[i]) - curve;
  });
}

/** @param {Result} result @param {Measured} measured */
export const sumOfSquares = (result, measured) =>
  misses(result, measured).reduce((sum, miss) => sum + miss ** 2, 0);
