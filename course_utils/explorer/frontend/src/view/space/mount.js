/** Make the figures in space live where they stand, on pages and in notebooks. */

import css from "../../space.css";
import { text } from "../../strings/index.js";
import { element } from "../dom.js";
import { SpaceFigure } from "./figure.js";

/** @param {Node} place */
export function addSpaceStyle(place) {
  place.appendChild(element("style", {}, css));
}

/** @param {HTMLElement} root a figure that holds its data in `script.space-spec` */
export function mountSpace(root) {
  const spec = root.querySelector(":scope > script.space-spec")?.textContent;
  if (!spec || root.dataset.state !== "static") return null;
  try {
    const figure = new SpaceFigure(root, JSON.parse(spec));
    Object.assign(root, { space: figure.api });
    return figure;
  } catch (error) {
    // The picture is still there.
    root.querySelector(":scope > .sp-live")?.remove();
    root.dataset.state = "broken";
    console.error(text.errors.broken, error);
    return null;
  }
}
