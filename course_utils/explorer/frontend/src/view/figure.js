/** The live figure: holds what the reader has chosen, runs the model, shows what came out. */

import { InputError } from "../engine/check.js";
import { createRunner } from "../engine/run.js";
import css from "../style.css";
import uPlotCss from "uplot/dist/uPlot.min.css";
import { text } from "../strings/index.js";
import { Chart } from "./chart.js";
import { CourseBoxes } from "./courses.js";
import { element } from "./dom.js";
import { Presets } from "./presets.js";
import { quantities } from "./quantities.js";
import { Readout } from "./readout.js";
import { Slider } from "./slider.js";
import { Strip } from "./strip.js";
import { Table } from "./table.js";
import { currentTheme, watchTheme } from "./theme.js";
import { Tools } from "./tools.js";

/** @import {Adjustable, Course, Preset, Request, Result, Spec, Values} from "../types.js" */

/** @typedef {{values: Values, courses: Course[]}} Choice `values` holds only what differs */

/** Put the figure's style where its nodes are: in the page's head, or in their shadow root. */
export function addStyle(/** @type {Node} */ place) {
  place.appendChild(element("style", {}, uPlotCss + css));
}

export class Figure {
  /** @type {Result | null} */
  #result = null;
  /** @type {Result | null} */
  #pinned = null;
  #frame = 0;
  #waiting = false;

  /**
   * @param {HTMLElement} root becomes live; its question and picture stay in it
   * @param {Spec} spec
   * @param {(choice: Choice) => void} [changed] called after the reader has changed something
   */
  constructor(root, spec, changed = () => {}) {
    const { model, view } = spec;
    this.root = root;
    this.spec = spec;
    this.changed = changed;
    this.runner = createRunner(model, view);
    this.log = view.log;
    // Once moved, a name is reported for good: Python must see that it went back.
    this.touched = new Set([...view.controls, ...Object.keys(view.values)]);
    /** @type {Choice} */
    this.choice = this.#initial();
    const shown = quantities(model, view.show);
    this.theme = currentTheme();

    this.chart = new Chart({
      title: model.title,
      quantities: shown,
      days: view.days,
      theme: this.theme,
      log: this.log,
      placed: (left, right) => this.strip.place(left, right),
    });
    this.readout = new Readout(model, shown);
    this.table = new Table(model.title, shown);
    const refuse = (/** @type {string} */ message) => this.#refuse(message);
    const treat = (/** @type {Course[]} */ courses) => this.#choose({ ...this.choice, courses });
    this.strip = new Strip(model, view.days, {
      change: treat,
      hold: (held) => this.readout.hold(held),
      gone: (name) => this.boxes.focus(name),
    });
    this.boxes = new CourseBoxes(model, view.days, {
      change: treat,
      refuse,
      settle: () => this.#schedule(),
    });
    this.presets = new Presets(view.presets, (preset) => this.#choose(this.#scenario(preset)));
    this.tools = new Tools(
      {
        reset: () => this.#reset(),
        pin: () => this.#pin(),
        log: () => this.#setLog(!this.log),
      },
      this.table.node,
    );
    this.sliders = this.#makeSliders(refuse);
    this.live = this.#layout();
    root.append(this.live);
    this.#paintTheme();
    this.unwatch = watchTheme(() => this.#paintTheme());
    this.#update();
    root.dataset.state = "live";
  }

  /**
   * Run the model, whatever the sliders show: `values` differ from the model's defaults.
   *
   * @param {Request} [request]
   */
  async run(request = {}) {
    const { t, y, observables, outcome } = this.runner.run(request);
    const plain = (/** @type {Record<string, Float64Array>} */ table) =>
      Object.fromEntries(Object.entries(table).map(([name, row]) => [name, [...row]]));
    return { t: [...t], y: plain(y), observables: plain(observables), outcome };
  }

  /** @returns {Values} the number of every control in view and of everything that was moved */
  get values() {
    const numbers = this.#numbers();
    for (const name of Object.keys(this.choice.values)) this.touched.add(name);
    return Object.fromEntries([...this.touched].map((name) => [name, numbers[name]]));
  }

  /**
   * Show other values or treatments, without calling back.
   *
   * @param {{values?: Values, courses?: Course[]}} choice values not named keep their numbers
   */
  set({ values = {}, courses = this.choice.courses }) {
    const { parameters, states } = this.spec.model;
    const next = { ...this.choice.values };
    for (const { name } of parameters) if (name in values) next[name] = values[name];
    for (const { name } of states) {
      if (!(name in values)) continue;
      delete next[name];
      // A start value that is as the parameters have it goes on following them.
      const followed = this.runner.starts(next)[name];
      if (Math.abs(values[name] - followed) > 1e-12 * followed) next[name] = values[name];
    }
    this.choice = { values: next, courses };
    this.#update();
  }

  destroy() {
    cancelAnimationFrame(this.#frame);
    this.unwatch();
    this.chart.destroy();
    this.readout.destroy();
    this.table.destroy();
    this.live.remove();
  }

  #layout() {
    const { controls } = this.spec.view;
    const [first, more] = [true, false].map((wanted) =>
      this.sliders.filter(({ item }) => controls.includes(item.name) === wanted),
    );
    first.sort((a, b) => controls.indexOf(a.item.name) - controls.indexOf(b.item.name));
    const folded = element(
      "details",
      { class: "xp-more", hidden: !more.length },
      element("summary", {}, text.labels.more),
      element("div", { class: "xp-sliders" }, ...more.map(({ node }) => node)),
    );
    return element(
      "div",
      { class: "xp-live" },
      this.presets.node,
      element(
        "div",
        { class: "xp-main" },
        element("div", { class: "xp-view" }, this.chart.node, this.strip.node),
        element(
          "div",
          { class: "xp-side", role: "group", "aria-label": text.labels.settings },
          element("div", { class: "xp-sliders" }, ...first.map(({ node }) => node)),
          this.boxes.node,
          folded,
        ),
        this.readout.node,
        this.tools.node,
      ),
    );
  }

  /** @param {(message: string) => void} refuse */
  #makeSliders(refuse) {
    const { parameters, states } = this.spec.model;
    const on = {
      change: (/** @type {string} */ name, /** @type {number} */ value) =>
        this.#choose({ ...this.choice, values: { ...this.choice.values, [name]: value } }),
      refuse,
      settle: () => this.#schedule(),
    };
    const make =
      (/** @type {(label: string) => string} */ name) => (/** @type {Adjustable} */ item) =>
        item.range ? [new Slider(item, name(item.label), on)] : [];
    return [
      ...parameters.flatMap(make((label) => label)),
      ...states.flatMap(make(text.labels.start)),
    ];
  }

  /** @returns {Choice} */
  #initial() {
    const { values, treatments } = this.spec.view;
    return { values: { ...values }, courses: treatments };
  }

  /** @param {Preset} preset @returns {Choice} */
  #scenario({ values, treatments }) {
    return { values: { ...this.spec.view.values, ...values }, courses: treatments };
  }

  /** @returns {Values} what every parameter and every start value now is */
  #numbers(values = this.choice.values) {
    const parameters = this.spec.model.parameters.map(({ name, value }) => [
      name,
      values[name] ?? value,
    ]);
    return { ...Object.fromEntries(parameters), ...this.runner.starts(values) };
  }

  /** @param {Choice} choice */
  #choose(choice) {
    this.choice = choice;
    this.#schedule();
  }

  /**
   * Run the model for what was just chosen.
   *
   * The first change of a frame runs at once, so that this very frame can show it. Those that
   * follow before the frame is drawn wait for it, and run once together.
   */
  #schedule() {
    if (this.#frame) {
      this.#waiting = true;
      return;
    }
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (!this.#waiting) return;
      this.#waiting = false;
      this.#schedule();
    });
    if (this.#update()) this.changed(this.choice);
  }

  #reset() {
    this.#pinned = null;
    if (this.log !== this.spec.view.log) this.#setLog(this.spec.view.log);
    this.#choose(this.#initial());
  }

  #pin() {
    this.#pinned = this.#pinned ? null : this.#result;
    this.#update();
  }

  /** @param {boolean} log */
  #setLog(log) {
    this.log = log;
    this.chart.setLog(log);
    this.#showTools();
  }

  /** @returns {boolean} whether the choice could be run */
  #update() {
    const { courses, values } = this.choice;
    const numbers = this.#numbers();
    for (const slider of this.sliders) {
      const value = numbers[slider.item.name];
      if (slider.value !== value || !slider.box.value) slider.set(value);
    }
    this.boxes.show(courses);
    this.strip.show(courses);
    this.presets.mark(this.spec.view.presets.findIndex((preset) => this.#shows(preset)));
    try {
      this.#result = this.runner.run({ values, treatments: courses });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#refuse(error.message);
      return false;
    }
    this.root.classList.remove("xp-stale");
    const windows = courses.flatMap((course) => ("from" in course ? [course] : []));
    this.chart.show({ result: this.#result, pinned: this.#pinned, windows });
    this.readout.show(this.#result);
    this.table.show(this.#result);
    this.#showTools();
    return true;
  }

  /** @param {string} message */
  #refuse(message) {
    this.root.classList.add("xp-stale");
    this.readout.refuse(message);
  }

  #showTools() {
    this.tools.show({ pinned: this.#pinned !== null, log: this.log });
  }

  /** @param {Preset} preset */
  #shows(preset) {
    const scenario = this.#scenario(preset);
    const [wanted, numbers] = [this.#numbers(scenario.values), this.#numbers()];
    return (
      Object.keys(wanted).every((name) => wanted[name] === numbers[name]) &&
      JSON.stringify(scenario.courses) === JSON.stringify(this.choice.courses)
    );
  }

  #paintTheme() {
    const theme = currentTheme();
    this.root.dataset.xpTheme = theme.name;
    if (theme.name === this.theme.name) return;
    this.theme = theme;
    this.chart.setTheme(theme);
  }
}
