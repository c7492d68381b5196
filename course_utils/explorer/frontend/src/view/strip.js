/** The strip under the time axis that says when which treatment is given. */

import { element } from "./dom.js";

/** @import {Course, ModelSpec} from "../types.js" */

export class Strip {
  /** @param {ModelSpec} model @param {[number, number]} days */
  constructor(model, days) {
    this.days = days;
    this.rows = model.treatments.map(({ name, label }) => ({
      name,
      label,
      node: element("div", { class: "xp-strip-row" }),
    }));
    this.node = element("div", { class: "xp-strip" }, ...this.rows.map(({ node }) => node));
  }

  /** Line up with the plot. @param {number} left px @param {number} right px */
  place(left, right) {
    this.node.style.marginInline = `${left}px ${right}px`;
  }

  /** @param {Course[]} courses */
  show(courses) {
    for (const { name, label, node } of this.rows) {
      const own = courses.filter((course) => course.name === name);
      node.replaceChildren(
        ...own.flatMap((course) =>
          "from" in course ? this.#bar(course) : course.at.flatMap((day) => this.#tick(day)),
        ),
      );
      if (own.length) node.append(this.#name(label, own));
    }
  }

  /** @param {number} day @returns {number} where it is on the axis, in per cent, not cut off */
  #at(day) {
    const [first, last] = this.days;
    return (100 * (day - first)) / (last - first);
  }

  /** @param {{from: number, to: number}} course */
  #bar({ from, to }) {
    const left = Math.max(0, this.#at(from));
    const right = Math.min(100, this.#at(to));
    if (right <= left) return [];
    return [element("div", { class: "xp-bar", style: `left:${left}%;width:${right - left}%` })];
  }

  /** @param {number} day */
  #tick(day) {
    const left = this.#at(day);
    return left >= 0 && left <= 100
      ? [element("div", { class: "xp-tick", style: `left:${left}%` })]
      : [];
  }

  /** Begin where the treatment begins, or end at the right where room is short. */
  #name(/** @type {string} */ label, /** @type {Course[]} */ own) {
    const starts = own.map((course) => ("from" in course ? course.from : Math.min(...course.at)));
    const left = Math.min(Math.max(this.#at(Math.min(...starts)), 0), 100);
    const style = left < 55 ? `left:${left}%` : `right:0`;
    return element("span", { class: "xp-strip-name", style }, label);
  }
}
