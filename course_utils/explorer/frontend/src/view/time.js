/** The course in time as a view of the figure: the chart, and the treatments under its axis. */

import { Chart } from "./chart.js";
import { element } from "./dom.js";
import { facts, longestFacts } from "./facts.js";
import { Strip } from "./strip.js";

/** @import {ModelSpec, ViewSpec} from "../types.js" */
/** @import {Shown} from "./figure.js" */
/** @import {Quantity} from "./quantities.js" */
/** @import {Theme} from "./theme.js" */

export class TimeView {
  /**
   * @param {{model: ModelSpec, view: ViewSpec, quantities: Quantity[], theme: Theme,
   *   strip: ConstructorParameters<typeof Strip>[2]}} options `strip` hears what is moved on it
   */
  constructor({ model, view, quantities, theme, strip }) {
    this.quantities = quantities;
    this.measured = view.data ?? [];
    this.strip = new Strip(model, view.days, strip);
    this.chart = new Chart({
      title: model.title,
      quantities,
      days: view.days,
      theme,
      log: view.log,
      measured: this.measured,
      placed: (left, right) => this.strip.place(left, right),
    });
    this.node = element("div", { class: "xp-view" }, this.chart.node, this.strip.node);
  }

  /** @param {Shown} shown */
  show(shown) {
    this.chart.show(shown);
  }

  /** @param {Shown} shown @returns {string[]} what is shown, as sentences */
  facts({ result }) {
    return facts(this.quantities, result, this.measured);
  }

  /** @returns {string[]} the same, as long as they can become */
  longestFacts() {
    return longestFacts(this.quantities, this.measured);
  }

  /** @returns {Node[]} */
  tables() {
    return [];
  }

  /** @param {Theme} theme */
  setTheme(theme) {
    this.chart.setTheme(theme);
  }

  destroy() {
    this.chart.destroy();
  }
}
