/** Which of the two views is shown, where the figure has two. */

import { text } from "../strings/index.js";
import { element } from "./dom.js";

/** @import {View} from "../types.js" */

const VIEWS = /** @type {View[]} */ (["time", "phase"]);

export class ViewSwitch {
  /** @param {(view: View) => void} choose */
  constructor(choose) {
    this.buttons = VIEWS.map((view) => {
      const button = element("button", { type: "button", class: "xp-tool" }, text.labels[view]);
      button.addEventListener("click", () => choose(view));
      return button;
    });
    this.node = element(
      "div",
      { class: "xp-switch", role: "group", "aria-label": text.labels.views },
      ...this.buttons,
    );
  }

  /** @param {View} view */
  show(view) {
    VIEWS.forEach((own, i) => this.buttons[i].setAttribute("aria-pressed", String(own === view)));
  }
}
