/** Charts of the trial view, as drawings whose marks can be clicked. */

import { decades, linearRange, logRange } from "../axes.js";
import { brief } from "../format.js";

/** @import {Curve} from "../../engine/trial/survival.js" */
/** @import {Theme} from "../theme.js" */

/**
 * @typedef {{label: string, colour: string, dash: number[]}} ArmLook
 * @typedef {{x: number, y: number}} Point
 */

const SVG = "http://www.w3.org/2000/svg";
const LEFT = 56;
const RIGHT = 14;
const TOP = 10;
const AXIS = 42; // below the chart: the numbers of the axis, and its name
const ROW = 17;
const SIZE = 5.5; // of a mark

/** @param {string} tag @param {Record<string, string | number>} attributes @param {...(Node | string)} children */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** @param {number} last @returns {number[]} about six round times, or fewer where it is narrow */
export function roundTimes(last, most = 6) {
  const rough = last / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = [1, 2, 3, 5, 10].map((k) => k * power);
  const step = steps.reduce((best, one) =>
    Math.abs(one - rough) < Math.abs(best - rough) ? one : best,
  );
  const times = [];
  for (let i = 0; i * step <= last * (1 + 1e-9); i++) times.push(i * step);
  return times;
}

/** How tall survival curves are with the numbers below them. @param {number} height @param {number} arms */
export const wholeHeight = (height, arms) => height + ROW * (arms + 1) + 6;

/** A frame with axes; `x` and `y` turn days and values into places. */
class Frame {
  /**
   * @param {{width: number, height: number, below: number, last: number, theme: Theme,
   *   ticks: {at: number, label: string}[], title: string, days: string, scale: number}} options
   *   `ticks` from 0 at the bottom to 1 at the top; `scale` enlarges all of it
   */
  constructor({ width, height, below, last, theme, ticks, title, days, scale }) {
    this.width = width;
    this.bottom = height - AXIS;
    this.last = last;
    const { inks } = theme;
    const bare = { fill: inks.quiet, "font-size": 12 };
    this.node = svg("svg", {
      width: width * scale,
      height: (height + below) * scale,
      viewBox: `0 0 ${width} ${height + below}`,
      "aria-hidden": "true",
    });
    for (const { at, label } of ticks) {
      const y = this.up(at);
      this.node.append(
        svg("line", { x1: LEFT, x2: width - RIGHT, y1: y, y2: y, stroke: inks.grid }),
        svg("text", { ...bare, x: LEFT - 6, y: y + 4, "text-anchor": "end" }, label),
      );
    }
    this.times = roundTimes(last, width < 420 ? 4 : 6);
    for (const t of this.times) {
      const x = this.x(t);
      this.node.append(
        svg("line", { x1: x, x2: x, y1: this.bottom, y2: this.bottom + 5, stroke: inks.grid }),
        svg("text", { ...bare, x, y: this.bottom + 18, "text-anchor": "middle" }, brief(t)),
      );
    }
    const middle = (TOP + this.bottom) / 2;
    this.node.append(
      svg(
        "text",
        { ...bare, x: (LEFT + width - RIGHT) / 2, y: this.bottom + 35, "text-anchor": "middle" },
        days,
      ),
      svg(
        "text",
        { ...bare, transform: `translate(12 ${middle}) rotate(-90)`, "text-anchor": "middle" },
        title,
      ),
    );
  }

  /** @param {number} day */
  x(day) {
    return LEFT + (day / this.last) * (this.width - LEFT - RIGHT);
  }

  /** @param {number} share of the height */
  up(share) {
    return this.bottom - share * (this.bottom - TOP);
  }
}

/**
 * Survival curves, and below them how many are still followed.
 *
 * @param {{width: number, height: number, scale: number, last: number, theme: Theme, curves: Curve[],
 *   looks: ArmLook[], atRisk: (curve: Curve, t: number) => number, title: string, days: string,
 *   risk: string, marks: (Point & {arm: number})[]}} options
 *   `marks`: of the patient who is picked, in days and shares
 */
export function survivalPlot({ curves, looks, marks, atRisk, risk, ...options }) {
  const { theme, last } = options;
  const { inks } = theme;
  const frame = new Frame({
    ...options,
    below: wholeHeight(0, curves.length),
    ticks: [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, label: `${100 * at} %` })),
  });
  curves.forEach((curve, arm) => {
    const { colour, dash } = looks[arm];
    const upper = stairs(frame, curve.t, curve.high, last);
    const lower = stairs(frame, curve.t, curve.low, last);
    const band = [...upper, ...lower.reverse()].map(({ x, y }) => `${x},${y}`).join(" ");
    frame.node.append(svg("polygon", { points: band, fill: colour, opacity: 0.13 }));
    const points = stairs(frame, curve.t, curve.survival, last);
    frame.node.append(
      svg("polyline", {
        points: points.map(({ x, y }) => `${x},${y}`).join(" "),
        fill: "none",
        stroke: colour,
        "stroke-width": 2.5,
        "stroke-dasharray": dash.join(" "),
      }),
    );
  });
  const places = marks.map(({ x, y, arm }) => ({ x: frame.x(x), y: frame.up(y), arm }));
  if (places.length > 1) {
    frame.node.append(
      svg("polyline", {
        points: places.map(({ x, y }) => `${x},${y}`).join(" "),
        fill: "none",
        stroke: inks.ink,
        "stroke-width": 1,
        "stroke-dasharray": "2 3",
      }),
    );
  }
  for (const place of places) frame.node.append(mark(place, looks[place.arm].colour, inks.ink));
  const top = frame.bottom + AXIS + 10;
  frame.node.append(svg("text", { x: 2, y: top, fill: inks.ink, "font-size": 12 }, risk));
  curves.forEach((curve, arm) => {
    const y = top + ROW * (arm + 1);
    const { colour, dash } = looks[arm];
    frame.node.append(
      svg("line", { x1: 4, x2: 32, y1: y - 4, y2: y - 4, stroke: colour, "stroke-width": 2.5, "stroke-dasharray": dash.join(" ") }),
      ...frame.times.map((t) =>
        svg(
          "text",
          { x: frame.x(t), y, fill: inks.ink, "font-size": 12, "text-anchor": "middle" },
          brief(atRisk(curve, t), 6),
        ),
      ),
    );
  });
  return { frame, node: frame.node };
}

/** @param {Frame} frame @param {number[]} t @param {number[]} shares @param {number} last @returns {Point[]} */
function stairs(frame, t, shares, last) {
  const points = [];
  for (let i = 0; i < t.length; i++) {
    const y = frame.up(shares[i]);
    points.push({ x: frame.x(t[i]), y }, { x: frame.x(t[i + 1] ?? last), y });
  }
  return points;
}

/** A mark of each arm's own shape. @param {Point & {arm: number}} place @param {string} fill @param {string} stroke */
export function mark({ x, y, arm }, fill, stroke) {
  const look = { fill, stroke, "stroke-width": 1.5 };
  const turned = (/** @type {number[][]} */ corners) =>
    svg("polygon", { ...look, points: corners.map(([dx, dy]) => `${x + dx},${y + dy}`).join(" ") });
  if (arm === 0) return svg("circle", { ...look, cx: x, cy: y, r: SIZE });
  const s = SIZE;
  if (arm === 1) return turned([[-s, -s], [s, -s], [s, s], [-s, s]]);
  if (arm === 2) return turned([[0, -s - 2], [s + 1, s], [-s - 1, s]]);
  return turned([[0, -s - 2], [s + 2, 0], [0, s + 2], [-s - 2, 0]]);
}

/**
 * One patient's course in every arm.
 *
 * @param {{width: number, height: number, scale: number, last: number, theme: Theme, t: Float64Array,
 *   rows: Float64Array[], looks: ArmLook[], title: string, days: string, log: boolean,
 *   events: (number | null)[]}} options `events`: when it happened in each arm
 */
export function coursePlot({ t, rows, looks, log, events, ...options }) {
  const top = Math.max(...rows.map((row) => row.reduce((a, b) => Math.max(a, b))));
  const least = Math.min(...rows.map((row) => row.reduce((a, b) => (b > 0 ? Math.min(a, b) : a), Infinity)));
  const [low, high] = log ? logRange(least, top) : linearRange(top);
  const share = (/** @type {number} */ value) =>
    Math.max(
      0,
      log ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low),
    );
  const levels = log ? decades(low, high) : [0, 0.25, 0.5, 0.75, 1].map((at) => at * high);
  const frame = new Frame({
    ...options,
    below: 0,
    ticks: levels.map((value) => ({ at: share(value), label: brief(value) })),
  });
  const { ink } = options.theme.inks;
  rows.forEach((row, arm) => {
    frame.node.append(
      svg("polyline", {
        points: Array.from(row, (value, i) => `${frame.x(t[i])},${frame.up(share(value))}`).join(" "),
        fill: "none",
        stroke: looks[arm].colour,
        "stroke-width": 2.5,
        "stroke-dasharray": looks[arm].dash.join(" "),
      }),
    );
  });
  rows.forEach((row, arm) => {
    const day = events[arm];
    if (day === null) return;
    const right = Math.max(1, t.findIndex((one) => one >= day));
    const part = (day - t[right - 1]) / (t[right] - t[right - 1]);
    const value = row[right - 1] + part * (row[right] - row[right - 1]);
    frame.node.append(mark({ x: frame.x(day), y: frame.up(share(value)), arm }, looks[arm].colour, ink));
  });
  return frame.node;
}
