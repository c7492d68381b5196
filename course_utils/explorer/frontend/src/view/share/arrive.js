/** Open a link to a figure: show what it says, where the figure stands. */

import { InputError } from "../../engine/check.js";
import { words } from "../../strings/share.js";
import { element } from "../dom.js";
import { addPartStyle } from "../style.js";
import { read } from "./address.js";
import css from "./share.css";

/** @import {Figure} from "../figure.js" */

const MOST_SENTENCES = 3;

/** @type {WeakMap<Figure, HTMLElement>} */
const notices = new WeakMap();

/** Show what the page's address says of this figure, if it names it. @param {Figure} figure */
export function arrive(figure) {
  const found = read(figure, location.hash);
  if (!found) return;
  const { state, problems } = found;
  try {
    figure.restore(state);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    figure.restore({ ...state, pinned: null });
    problems.push(words.noPinned);
  }
  notices.get(figure)?.remove();
  if (problems.length) notice(figure, problems);
  bring(figure.root);
}

/** @param {Figure} figure @param {string[]} problems */
function notice(figure, problems) {
  addPartStyle(figure, "share", css);
  const said = element("span", { role: "status" });
  const close = element(
    "button",
    { type: "button", class: "xp-small", "aria-label": words.close, title: words.close },
    "×",
  );
  const node = element("div", { class: "xp-notice" }, said, close);
  close.addEventListener("click", () => {
    node.remove();
    figure.root.querySelector("button")?.focus();
  });
  notices.set(figure, node);
  figure.live.prepend(node);
  const more = problems.length - MOST_SENTENCES;
  const sentences = problems.slice(0, MOST_SENTENCES).join(" ");
  // A region speaks when what is in it changes, so it has to be there first.
  requestAnimationFrame(() => {
    said.textContent = words.notice + sentences + (more > 0 ? words.more(more) : "");
  });
}

/** Scroll to a figure, and let the Tab key go on from there. @param {HTMLElement} root */
function bring(root) {
  const go = () => root.scrollIntoView({ block: "start" });
  go();
  // What stands above it may still be on its way, and take more room or less.
  if (document.readyState !== "complete") {
    window.addEventListener("load", () => requestAnimationFrame(go), { once: true });
  }
  root.tabIndex = -1;
  root.focus({ preventScroll: true });
  root.addEventListener("blur", () => root.removeAttribute("tabindex"), { once: true });
}
