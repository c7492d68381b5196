/** The sketch as it is drawn on the chart: its line, where it begins, and its name. */

import uPlot from "uplot";
import { words } from "../../strings/predict.js";
import { keyEntry, lineSample } from "../key.js";
import { COLUMNS } from "./sketch.js";

/** @import {Guest} from "../chart.js" */
/** @import {Prediction} from "./prediction.js" */

const DASH = [12, 6];
const WIDTH = 2.5;
const START = 4.5; // px, radius of the dot at which the curve begins

/** @param {Prediction} prediction @returns {Guest} */
export function guest(prediction) {
  const { asked, asking, axis, figure, quantity, unit } = prediction;
  const { chart } = figure.time;
  const [first, last] = figure.spec.view.days;
  // Beside other lines, or without a line yet, it says of what it is a guess.
  const name = figure.quantities.length > 1 ? words.guessOf(quantity.label) : words.guess;

  /** @param {uPlot} u @param {string} scale @param {number} height @returns {number} in px */
  const place = (u, scale, height) => {
    const at = u.valToPos(axis.value(height), scale, true);
    // Nothing has no logarithm, so it is as low as can be.
    return Number.isFinite(at) ? at : u.bbox.top + u.bbox.height;
  };

  /** @param {uPlot} u @param {string} scale */
  const line = (u, scale) => {
    const { ctx } = u;
    const ratio = uPlot.pxRatio;
    const { sketch } = prediction;
    const row = asking ? sketch.filled() : sketch.complete();
    ctx.beginPath();
    row.forEach((height, column) => {
      const day = first + (column * (last - first)) / (COLUMNS - 1);
      ctx.lineTo(u.valToPos(day, "x", true), place(u, scale, height));
    });
    ctx.strokeStyle = chart.theme.inks.ink;
    ctx.lineWidth = WIDTH * ratio;
    ctx.lineJoin = ctx.lineCap = "round";
    ctx.setLineDash(DASH.map((px) => px * ratio));
    ctx.stroke();
  };

  /** @param {uPlot} u @param {string} scale */
  const start = (u, scale) => {
    const { ctx } = u;
    const height = Number(prediction.sketch.heights[0]);
    ctx.beginPath();
    ctx.arc(u.bbox.left, place(u, scale, height), START * uPlot.pxRatio, 0, 2 * Math.PI);
    ctx.fillStyle = chart.theme.inks.ink;
    ctx.fill();
  };

  return {
    unit,
    range: asked.range,
    alone: asking,
    title: unit ? `${quantity.label} (${unit})` : quantity.label,
    placed: (box) => prediction.pad.place(box),
    draw: (u, scale) => {
      u.ctx.save();
      if (!prediction.sketch.empty) line(u, scale);
      if (asking) start(u, scale);
      u.ctx.restore();
    },
    label: (u, scale) => {
      const { sketch } = prediction;
      if (!sketch.whole) return null;
      const y = place(u, scale, sketch.complete()[COLUMNS - 1]);
      return { text: words.guess, colour: chart.theme.inks.ink, y, strong: false };
    },
    key: () =>
      prediction.sketch.empty && !asking
        ? null
        : keyEntry(lineSample(chart.theme.inks.ink, DASH, WIDTH), name),
  };
}
