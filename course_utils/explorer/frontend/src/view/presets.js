/** Scenario chips, each with one sentence of what to look at. */

import { text } from "../strings/index.js";
import { element, setAttribute } from "./dom.js";

/** @import {Preset} from "../types.js" */

export class Presets {
  /** @param {Preset[]} presets @param {(preset: Preset) => void} choose */
  constructor(presets, choose) {
    this.chips = presets.map((preset) => {
      const chip = element(
        "button",
        { type: "button", class: "xp-chip", "aria-pressed": "false" },
        preset.label,
      );
      chip.addEventListener("click", () => choose(preset));
      return chip;
    });
    // All sentences lie in one place, so that the figure is as tall as the longest needs.
    this.looks = presets.map(({ look }) => element("p", { class: "xp-look" }, look));
    this.node = element(
      "div",
      { class: "xp-presets", hidden: !presets.length },
      element(
        "div",
        { class: "xp-chips", role: "group", "aria-label": text.labels.scenarios },
        ...this.chips,
      ),
      element(
        "div",
        { class: "xp-stack", hidden: !presets.some(({ look }) => look) },
        ...this.looks,
      ),
    );
  }

  /**
   * @param {number} active place of the preset that the figure shows; -1 if none
   * @param {boolean} said whether its sentence is true of what is shown
   */
  mark(active, said) {
    this.chips.forEach((chip, i) => setAttribute(chip, "aria-pressed", i === active));
    this.looks.forEach((look, i) => look.classList.toggle("xp-shown", said && i === active));
  }
}
