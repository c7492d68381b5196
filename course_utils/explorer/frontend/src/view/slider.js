/** One parameter: its name, a number box, a slider, and what it means. */

import { text } from "../strings/index.js";
import { element, freshId } from "./dom.js";
import { brief, typed, withUnit } from "./format.js";

/** @import {Adjustable} from "../types.js" */

export class Slider {
  /**
   * @param {Adjustable} item
   * @param {string} label
   * @param {{change: (name: string, value: number) => void, refuse: (message: string) => void,
   *   settle: () => void}} on
   *   `refuse` gets the sentence for a number that cannot be taken; `settle` is called when the
   *   box is left
   */
  constructor(item, label, on) {
    const [low, high] = /** @type {[number, number]} */ (item.range);
    this.item = item;
    this.low = low;
    this.high = high;
    this.log = item.scale === "log";
    this.value = low;
    const id = freshId();
    const meaning = `${id}-meaning`;
    this.range = element("input", {
      type: "range",
      id,
      name: item.name,
      class: "xp-range",
      step: "any",
      min: this.#position(low),
      max: this.#position(high),
      "aria-describedby": item.unit_words || item.meaning ? meaning : undefined,
    });
    this.box = element("input", {
      type: "number",
      // Small numbers have many digits.
      class: (this.log ? low : high) < 0.01 ? "xp-box xp-wide" : "xp-box",
      step: "any",
      inputmode: "decimal",
      "aria-label": text.labels.number(label),
    });
    const notes = [item.unit_words, item.meaning].filter(Boolean).join(": ");
    this.node = element(
      "div",
      { class: "xp-slider" },
      element(
        "div",
        { class: "xp-slider-head" },
        element("label", { for: id }, label),
        this.box,
      ),
      this.range,
      ...(notes ? [element("p", { class: "xp-meaning", id: meaning }, notes)] : []),
    );

    this.range.addEventListener("input", () => {
      // What the box can show is what runs, and what a link or a line of Python then says.
      const shown = Number(typed(this.#value(Number(this.range.value))));
      const value = Math.min(Math.max(shown, low), high);
      // What else shows the value is set by the figure, once the chart is drawn.
      on.change(item.name, value);
    });
    // A thumb that only wants to scroll the page moves the slider before the browser knows.
    /** @type {number | null} */
    let beforeTouch = null;
    this.range.addEventListener("pointerdown", ({ pointerType }) => {
      beforeTouch = pointerType === "touch" ? this.value : null;
    });
    this.range.addEventListener("pointercancel", () => {
      if (beforeTouch === null) return;
      const moved = Number(this.range.value) !== this.#position(beforeTouch);
      this.set(beforeTouch);
      if (moved) on.change(item.name, beforeTouch);
    });
    this.box.addEventListener("input", () => {
      const value = this.box.valueAsNumber;
      const fine = value >= low && value <= high;
      if (!fine) {
        this.box.setAttribute("aria-invalid", "true");
        on.refuse(text.errors.box(label, brief(low), brief(high), item.unit_words));
        return;
      }
      this.box.removeAttribute("aria-invalid");
      this.set(value, { keepBox: true });
      on.change(item.name, value);
    });
    this.box.addEventListener("change", () => {
      const wrong = this.box.hasAttribute("aria-invalid");
      this.set(this.value);
      if (wrong) on.settle();
    });
  }

  /** @param {number} value @param {{keepBox?: boolean}} [options] */
  set(value, { keepBox = false } = {}) {
    this.value = value;
    this.range.value = String(this.#position(value));
    this.range.setAttribute("aria-valuetext", withUnit(value, this.item.unit_words));
    this.range.style.setProperty("--xp-share", String(this.place(value)));
    if (!keepBox) {
      this.box.value = typed(value);
      this.box.removeAttribute("aria-invalid");
    }
  }

  /** @param {number} value @returns {number} from 0 to 1, where the slider stands for it */
  place(value) {
    const [least, most] = [this.#position(this.low), this.#position(this.high)];
    const inside = Math.min(Math.max(value, this.low), this.high);
    return (this.#position(inside) - least) / (most - least);
  }

  /** @param {number} place from 0 to 1 @returns {number} the value there */
  at(place) {
    const [least, most] = [this.#position(this.low), this.#position(this.high)];
    const value = this.#value(least + place * (most - least));
    return Math.min(Math.max(value, this.low), this.high);
  }

  /** @param {number} value */
  #position(value) {
    return this.log ? Math.log10(value) : value;
  }

  /** @param {number} position */
  #value(position) {
    return this.log ? 10 ** position : position;
  }
}
