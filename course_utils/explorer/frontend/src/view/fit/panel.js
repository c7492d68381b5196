/** The best fit to what was measured: found in the page, shown, and taken over if the reader likes. */

import { InputError } from "../../engine/check.js";
import { leastSquares } from "../../engine/fit.js";
import { words } from "../../strings/fit.js";
import { element } from "../dom.js";
import { brief } from "../format.js";
import { misses } from "../measured.js";
import css from "./panel.css";
import { ownStyle } from "../style.js";

/** @import {Values} from "../../types.js" */
/** @import {Figure, Shown} from "../figure.js" */
/** @import {Slider} from "../slider.js" */

const AT_A_TIME = 8; // ms of work until the page may do something else
const SAME = 1e-6; // of the sum of squares

export class FitPanel {
  /** Counts the searches: an older one notices that it is no longer wanted. */
  #search = 0;
  /** What the fit was made with, apart from what was sought. */
  #made = "";
  /** @type {Values} */
  #before = {};
  /** @type {Values} */
  #best = {};

  /** @param {Figure} figure */
  constructor(figure) {
    this.figure = figure;
    const { controls } = figure.spec.view;
    this.sought = controls.flatMap((name) => {
      const slider = figure.sliders.find(({ item }) => item.name === name);
      if (!slider) return [];
      return [{ slider, box: element("input", { type: "checkbox", checked: true }) }];
    });
    const button = (/** @type {string} */ label, /** @type {() => void} */ click) => {
      const node = element("button", { type: "button", class: "xp-tool" }, label);
      node.addEventListener("click", click);
      return node;
    };
    this.said = element("p", { class: "xp-tally", role: "status" });
    this.table = element("table");
    this.found = element(
      "div",
      { class: "xp-found", hidden: true },
      this.table,
      element(
        "div",
        { class: "xp-pair" },
        button(words.use, () => figure.move(this.#best)),
        button(words.back, () => figure.choose({ ...figure.choice, values: this.#before })),
      ),
    );
    this.node = element(
      "div",
      { class: "xp-fit" },
      ...ownStyle(css),
      element("p", { class: "xp-quiet" }, words.intro),
      element(
        "fieldset",
        {},
        element("legend", { class: "xp-quiet" }, words.sought),
        ...this.sought.map(({ slider, box }) =>
          element("label", { class: "xp-check" }, box, slider.item.label),
        ),
      ),
      button(words.find, () => void this.#find()),
      this.said,
      this.found,
    );
    for (const { box } of this.sought) box.addEventListener("change", () => this.#forget());
  }

  /** @param {Shown} _shown */
  show(_shown) {
    if (this.#made && this.#made !== this.#circumstances()) this.#forget();
  }

  close() {
    this.#search++;
    if (this.found.hidden) this.#forget();
  }

  destroy() {
    this.#search++;
  }

  get #chosen() {
    return this.sought.filter(({ box }) => box.checked).map(({ slider }) => slider);
  }

  /** Everything on which the best fit depends: a fit that was made with other numbers is gone. */
  #circumstances() {
    const numbers = this.figure.numbers({ ...this.figure.choice.values, ...this.#best });
    return JSON.stringify([numbers, this.figure.choice.courses, this.figure.without]);
  }

  #forget() {
    this.#search++;
    this.#made = "";
    this.#best = {};
    this.said.textContent = "";
    this.found.hidden = true;
  }

  async #find() {
    this.#forget();
    const search = ++this.#search;
    const sliders = this.#chosen;
    if (!sliders.length) {
      this.said.textContent = words.nothing;
      return;
    }
    this.said.textContent = words.looking;
    const { choice, without, runner, spec } = this.figure;
    const data = spec.view.data ?? [];
    const numbers = this.figure.numbers();
    const named = (/** @type {number[]} */ place) =>
      Object.fromEntries(sliders.map((slider, i) => [slider.item.name, slider.at(place[i])]));
    let refusal = "";
    const missed = (/** @type {number[]} */ place) => {
      try {
        const values = { ...choice.values, ...named(place) };
        const result = runner.run({ values, treatments: choice.courses, without });
        return data.flatMap((points) => misses(result, points));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        refusal = error.message;
        return null;
      }
    };
    const start = sliders.map((slider) => slider.place(numbers[slider.item.name]));
    const before = missed(start);
    const steps = leastSquares(missed, start);
    let pause = performance.now() + AT_A_TIME;
    let step = steps.next();
    while (!step.done) {
      if (performance.now() > pause) {
        await new Promise((resolve) => setTimeout(resolve));
        if (search !== this.#search) return;
        pause = performance.now() + AT_A_TIME;
      }
      step = steps.next();
    }
    if (!step.value || !before) {
      this.said.textContent = refusal;
      return;
    }
    this.#before = choice.values;
    this.#best = named(step.value.place);
    this.#made = this.#circumstances();
    const sum = before.reduce((total, miss) => total + miss ** 2, 0);
    this.#tell(sliders, numbers, step.value, sum);
  }

  /**
   * @param {Slider[]} sliders
   * @param {Values} numbers
   * @param {{place: number[], sum: number}} found
   * @param {number} before sum of squares at the start
   */
  #tell(sliders, numbers, { place, sum }, before) {
    const better = before - sum > SAME * before;
    const ends = sliders.filter((_, i) => place[i] <= 0 || place[i] >= 1);
    this.said.textContent = [
      better ? words.found(brief(before), brief(sum)) : words.best(brief(sum)),
      ...ends.map(({ item }) => words.atEnd(item.label)),
    ].join(" ");
    const cell = (/** @type {string} */ content) => element("td", {}, content);
    this.table.replaceChildren(
      element("caption", { class: "xp-unseen" }, words.table),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ...[words.name, words.mine, words.fitted, words.unit].map((head) =>
            element("th", { scope: "col" }, head),
          ),
        ),
      ),
      element(
        "tbody",
        {},
        ...sliders.map(({ item }) =>
          element(
            "tr",
            {},
            element("th", { scope: "row" }, item.label),
            cell(brief(numbers[item.name], 4)),
            cell(brief(this.#best[item.name], 4)),
            cell(item.unit_words),
          ),
        ),
      ),
    );
    this.found.hidden = !better;
  }
}
