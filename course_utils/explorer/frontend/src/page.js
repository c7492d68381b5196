/** For pages: every figure that Python wrote becomes live where it stands. */

import { load, loadNear, sheet } from "./parts.js";
import { text } from "./strings/index.js";
import { Figure, needed } from "./view/figure.js";
import { inSpace } from "./view/kind.js";
import { learn } from "./view/language.js";

/** @import {SpaceSpec} from "./engine/space/types.js" */
/** @import {Spec} from "./types.js" */

/** What has to come before the first figure: null where nothing is missing. */
const coming = [sheet(), learn()].filter((each) => each !== null);
const ready = coming.length ? Promise.all(coming) : null;

/** Those whose upgrade has begun; parts of them may still be on their way. */
const begun = new WeakSet();

/** Those that are live. @type {Figure[]} */
const figures = [];

/** A link to this page may say which figure it means, and what that one shows. */
async function follow(/** @type {Figure[]} */ some) {
  if (!location.hash.startsWith("#figure=")) return;
  const { arrive } = await load("share");
  some.forEach(arrive);
}

/** @returns {NodeListOf<HTMLElement>} figures that are still pictures */
const waiting = () => document.querySelectorAll("figure.explorer[data-state=static]");

/** @param {HTMLElement} root */
async function upgrade(root) {
  const written = root.querySelector(":scope > script.explorer-spec")?.textContent;
  if (!written || begun.has(root)) return;
  begun.add(root);
  try {
    /** @type {Spec | SpaceSpec} */
    const spec = JSON.parse(written);
    // Without waiting where nothing is missing: the page is then painted with the figure in it.
    if (ready) await ready;
    if (inSpace(spec)) {
      // Until then its picture stands in for it.
      const { mountSpace } = await loadNear("space", root, () => {});
      mountSpace(root, spec);
      return;
    }
    const parts = needed(spec);
    const figure = new Figure(root, spec, parts && (await parts));
    Object.assign(root, { explorer: figure.api });
    figures.push(figure);
    void follow([figure]);
  } catch (error) {
    // The picture is still there, so a reader loses the sliders and not the figure.
    root.querySelector(":scope > .xp-live")?.remove();
    root.dataset.state = "broken";
    console.error(text.errors.broken, error);
  }
}

window.addEventListener("hashchange", () => void follow(figures));
if (document.readyState === "loading") {
  // Each as soon as it is read, so that the page below it is not painted and then pushed down.
  const observer = new MutationObserver(() => {
    for (const root of waiting()) if (root.nextSibling) void upgrade(root);
  });
  observer.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => {
    observer.disconnect();
    waiting().forEach(upgrade);
  });
} else {
  waiting().forEach(upgrade);
}
