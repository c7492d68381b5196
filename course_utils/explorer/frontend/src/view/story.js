/** The scenarios as a story: one after another, with where the reader stands and what to look at. */

import { text } from "../strings/index.js";
import { element } from "./dom.js";
import { Presets } from "./presets.js";
import css from "./story.css";
import { ownStyle } from "./style.js";

/** @import {Preset} from "../types.js" */

export class Story extends Presets {
  /** Place of the scenario that was shown last; -1 if none was. */
  #at = -1;

  /** @param {Preset[]} presets @param {(preset: Preset) => void} choose */
  constructor(presets, choose) {
    super(presets, choose);
    this.presets = presets;
    const step = (/** @type {string} */ label, /** @type {number} */ by) => {
      const button = element("button", { type: "button", class: "xp-tool" }, label);
      button.addEventListener("click", () => {
        const preset = presets[this.#at + by];
        if (preset) choose(preset);
      });
      return button;
    };
    this.previous = step(text.share.previous, -1);
    this.next = step(text.share.next, 1);
    this.place = element("span", { class: "xp-story-place" });
    this.said = element("span", { class: "xp-unseen", role: "status" });
    const row = element(
      "div",
      { class: "xp-story", role: "group", "aria-label": text.share.story },
      this.previous,
      this.place,
      this.next,
      this.said,
    );
    this.node.insertBefore(row, this.node.lastChild);
    this.node.append(...ownStyle(css));
  }

  /** @override @param {number} active @param {boolean} said */
  mark(active, said) {
    super.mark(active, said);
    const { length } = this.presets;
    if (active === this.#at && this.place.textContent) return;
    // Whoever moves a slider away from a scenario still goes on from there.
    const first = !this.place.textContent;
    if (active >= 0) this.#at = active;
    else if (!first) return;
    const at = this.#at;
    this.place.textContent = at < 0 ? text.share.none(length) : text.share.nth(at + 1, length);
    // Not disabled, or whoever has just pressed it would lose the focus.
    this.previous.setAttribute("aria-disabled", String(at <= 0));
    this.next.setAttribute("aria-disabled", String(at === length - 1));
    if (first) return;
    const { label, look } = this.presets[at];
    this.said.textContent = text.share.told(at + 1, length, label, look);
  }
}
