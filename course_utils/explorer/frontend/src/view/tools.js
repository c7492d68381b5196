/** The quiet row of tools under the figure. */

import { text } from "../strings/index.js";
import { element, setAttribute, setText } from "./dom.js";

export class Tools {
  /**
   * @param {{reset: () => void, pin: () => void, log: () => void}} on
   * @param {HTMLElement[]} more what else stands in the row
   */
  constructor(on, more) {
    const button = (/** @type {string} */ label, /** @type {() => void} */ click) => {
      const node = element("button", { type: "button", class: "xp-tool" }, label);
      node.addEventListener("click", click);
      return node;
    };
    this.pin = button(text.labels.pin, on.pin);
    this.log = button(text.labels.log, on.log);
    this.node = element(
      "div",
      { class: "xp-tools", role: "group", "aria-label": text.labels.tools },
      button(text.labels.reset, on.reset),
      this.pin,
      this.log,
      ...more,
    );
  }

  /**
   * @param {{pinned: boolean, log: boolean, logs: boolean, pins: boolean}} state whether a run is
   *   pinned and the axis counts in factors, and whether either makes sense in what is shown
   */
  show({ pinned, log, logs, pins }) {
    this.log.hidden = !logs;
    this.pin.hidden = !pins;
    setText(this.pin, pinned ? text.labels.unpin : text.labels.pin);
    setAttribute(this.log, "aria-pressed", log);
  }
}
