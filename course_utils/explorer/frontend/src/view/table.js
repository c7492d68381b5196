/** The run as a table, built only when someone opens it. */

import { text } from "../strings/index.js";
import { element } from "./dom.js";
import { brief } from "./format.js";

/** @import {Result} from "../types.js" */
/** @import {Quantity} from "./quantities.js" */

const ROWS = 20;
const QUIET_FOR = 150; // ms without a change until an open table is filled again

export class Table {
  /** @type {Result | null} */
  #result = null;
  #timer = 0;

  /**
   * @param {string} title
   * @param {Quantity[]} quantities
   * @param {() => Node[]} more what else stands in it, asked for when it is built
   */
  constructor(title, quantities, more) {
    this.more = more;
    this.title = title;
    this.quantities = quantities;
    // It scrolls, so the keyboard must reach it.
    this.place = element("div", {
      class: "xp-table",
      tabindex: 0,
      role: "group",
      "aria-label": text.labels.table,
    });
    this.node = element(
      "details",
      { class: "xp-data" },
      element("summary", { class: "xp-tool" }, text.labels.table),
      this.place,
    );
    this.node.addEventListener("toggle", () => this.#build());
  }

  /** @param {Result} result */
  show(result) {
    this.#result = result;
    clearTimeout(this.#timer);
    if (this.node.open) this.#timer = window.setTimeout(() => this.#build(), QUIET_FOR);
  }

  destroy() {
    clearTimeout(this.#timer);
  }

  #build() {
    const result = this.#result;
    if (!this.node.open || !result) return;
    const last = result.t.length - 1;
    const count = Math.min(ROWS, last);
    const rows = Array.from({ length: count + 1 }, (_, i) => Math.round((i * last) / count));
    const columns = this.quantities.map(({ name }) => result.y[name] ?? result.observables[name]);
    const heads = this.quantities.map(({ label, unit_words: unit }) =>
      element("th", { scope: "col" }, unit ? `${label} (${unit})` : label),
    );
    const table = element(
      "table",
      {},
      element("caption", {}, text.labels.tableOf(this.title)),
      element(
        "thead",
        {},
        element("tr", {}, element("th", { scope: "col" }, text.labels.day), ...heads),
      ),
      element(
        "tbody",
        {},
        ...rows.map((i) =>
          element(
            "tr",
            {},
            element("th", { scope: "row" }, brief(result.t[i])),
            ...columns.map((column) => element("td", {}, brief(column[i]))),
          ),
        ),
      ),
    );
    this.place.replaceChildren(...this.more(), table);
  }
}
