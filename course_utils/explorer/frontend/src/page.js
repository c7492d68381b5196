/** For pages: every figure that Python wrote becomes live where it stands. */

import { text } from "./strings/index.js";
import { addStyle, Figure } from "./view/figure.js";

addStyle(document.head);

/** @returns {NodeListOf<HTMLElement>} figures that are still pictures */
const waiting = () => document.querySelectorAll("figure.explorer[data-state=static]");

/** @param {HTMLElement} root */
function upgrade(root) {
  const spec = root.querySelector(":scope > script.explorer-spec")?.textContent;
  if (!spec) return;
  try {
    const figure = new Figure(root, JSON.parse(spec));
    Object.assign(root, { explorer: figure.api });
  } catch (error) {
    // The picture is still there, so a reader loses the sliders and not the figure.
    root.querySelector(":scope > .xp-live")?.remove();
    root.dataset.state = "broken";
    console.error(text.errors.broken, error);
  }
}

if (document.readyState === "loading") {
  // Each as soon as it is read, so that the page below it is not painted and then pushed down.
  const observer = new MutationObserver(() => {
    for (const root of waiting()) if (root.nextSibling) upgrade(root);
  });
  observer.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => {
    observer.disconnect();
    waiting().forEach(upgrade);
  });
} else {
  waiting().forEach(upgrade);
}
