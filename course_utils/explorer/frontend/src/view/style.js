/** Styles that only a part needs, put where the figure's own are. */

import { element } from "./dom.js";

/**
 * @param {{root: HTMLElement}} figure it may stand in a shadow root, which the page's styles do not reach
 * @param {string} part whose style it is; it is added once
 * @param {string} css
 */
export function addPartStyle({ root }, part, css) {
  const tree = root.getRootNode();
  const place = tree instanceof ShadowRoot ? tree : document.head;
  if (place.querySelector(`style[data-xp-part="${part}"]`)) return;
  place.append(element("style", { "data-xp-part": part }, css));
}
