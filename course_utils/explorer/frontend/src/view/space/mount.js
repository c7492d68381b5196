/** Make a figure in space live where it stands, on pages and in notebooks. */

import css from "../../space.css";
import { addPartStyle } from "../style.js";
import { SpaceFigure } from "./figure.js";

export { Runner } from "../../engine/space/runner.js";

/** @import {SpaceSpec} from "../../engine/space/types.js" */

/** @param {HTMLElement} root becomes live @param {SpaceSpec} spec */
export function mountSpace(root, spec) {
  addPartStyle({ root }, "space", css);
  const figure = new SpaceFigure(root, spec);
  Object.assign(root, { space: figure.api });
  return figure;
}
