/** Which of its views the figure shows, where it has several. */

import { text } from "../strings/index.js";
import { element, setAttribute } from "./dom.js";

/** @import {View} from "../types.js" */

export class ViewSwitch {
  /** @param {View[]} views @param {(view: View) => void} choose */
  constructor(views, choose) {
    this.buttons = views.map((view) => {
      const button = element("button", { type: "button", class: "xp-tool" }, text.labels[view]);
      button.addEventListener("click", () => choose(view));
      return { view, button };
    });
    this.node = element(
      "div",
      { class: "xp-switch", role: "group", "aria-label": text.labels.views },
      ...this.buttons.map(({ button }) => button),
    );
  }

  /** @param {View} shown */
  show(shown) {
    for (const { view, button } of this.buttons) {
      setAttribute(button, "aria-pressed", view === shown);
    }
  }
}
