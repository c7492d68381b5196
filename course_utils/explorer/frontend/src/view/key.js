/** Samples for a key: a piece of line or a dot beside its name. */

import { element } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} shape
 * @param {number} width px
 * @param {Record<string, string | number>} attributes
 */
function drawn(shape, width, attributes) {
  const node = (/** @type {string} */ tag, /** @type {Record<string, string | number>} */ of) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(of)) made.setAttribute(name, String(value));
    return made;
  };
  const svg = node("svg", { width, height: 12, "aria-hidden": "true" });
  svg.append(node(shape, attributes));
  return svg;
}

/**
 * @param {string} stroke
 * @param {number[]} dash
 * @param {number} [width]
 * @param {"butt" | "round"} [cap]
 */
export const lineSample = (stroke, dash, width = 2.5, cap = "butt") =>
  drawn("line", 30, {
    x1: 2,
    x2: 28,
    y1: 6,
    y2: 6,
    stroke,
    "stroke-width": width,
    "stroke-dasharray": dash.join(" "),
    "stroke-linecap": cap,
  });

/** @param {string} stroke @param {string} fill */
export const dotSample = (stroke, fill) =>
  drawn("circle", 12, { cx: 6, cy: 6, r: 4.5, stroke, fill, "stroke-width": 2 });

/** @param {Node} sample @param {string} name */
export const keyEntry = (sample, name) => element("li", {}, sample, name);

/** @param {string} fill */
export const areaSample = (fill) =>
  drawn("rect", 30, { x: 2, y: 1, width: 26, height: 10, fill, "fill-opacity": 0.2 });
