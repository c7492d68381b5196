/**
 * Styles that only a part needs.
 *
 * In a notebook they come with the part's script, because the figure may stand in a shadow root,
 * which no style of the page reaches. On a page one sheet holds them all, and `css` is empty.
 */

import { element } from "./dom.js";

/** @param {string} css @returns {Node[]} to stand among the nodes that it styles */
export const ownStyle = (css) => (css ? [element("style", {}, css)] : []);

/**
 * Put a style where the figure's own is.
 *
 * @param {{root: HTMLElement}} figure
 * @param {string} part whose style it is; it is added once
 * @param {string} css
 */
export function addPartStyle({ root }, part, css) {
  const tree = root.getRootNode();
  const place = tree instanceof ShadowRoot ? tree : document.head;
  if (!css || place.querySelector(`style[data-xp-part="${part}"]`)) return;
  place.append(element("style", { "data-xp-part": part }, css));
}
