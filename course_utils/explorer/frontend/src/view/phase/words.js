/** What the map shows, in words and as a table. */

import { text } from "../../strings/index.js";
import { element } from "../dom.js";
import { brief, inSentence, withUnit } from "../format.js";

/** @import {Result, StateSpec} from "../../types.js" */
/** @import {Axis} from "../../engine/phase/axis.js" */
/** @import {Plane} from "../../engine/phase/plane.js" */
/** @import {Steady} from "../../engine/phase/steady.js" */

const MOST_LISTED = 4;
// The run has arrived when each state is this near to where it rests.
const NEAR = 0.02;
const ARRIVED_AT_NOTHING = 1e-3; // of the least that an axis of factors shows
const WIDE = 0.0888; // with as many digits as most

/** @param {number} i @returns {string} how the steady states are called, from the lowest up */
export const letter = (i) => String.fromCharCode(65 + i);

export class Words {
  /** @param {StateSpec[]} states in the model's order @param {[Axis, Axis]} axes */
  constructor(states, axes) {
    this.states = states;
    this.axes = axes;
  }

  /** @param {ArrayLike<number>} values in the model's order */
  levels(values) {
    const units = this.states.map(({ unit_words: unit }) => unit);
    const shared = units[0] === units[1];
    const parts = this.axes.map(({ index }) => {
      const amount = withUnit(values[index], shared ? "" : units[index]);
      return `${inSentence(this.states[index].label)} ${amount}`;
    });
    return parts.join(", ") + (shared && units[0] ? ` (${units[0]})` : "");
  }

  /** @param {Plane} plane @param {Result} result @returns {string[]} */
  facts({ steady }, result) {
    const at = (/** @type {number} */ i) => this.states.map(({ name }) => result.y[name][i]);
    const last = result.t.length - 1;
    const [start, end] = [at(0), at(last)];
    const day = brief(result.t[last]);
    const reached = steady.findIndex(({ values }) => this.#near(end, values));
    const path =
      reached < 0
        ? text.readout.onItsWay(this.levels(start), day, this.levels(end))
        : text.readout.arrived(
            this.levels(start),
            day,
            letter(reached),
            text.steady[steady[reached].kind],
          );
    return [path, ...this.#listed(steady)];
  }

  /** @returns {string[]} the same, as long as they can become */
  longest() {
    const levels = this.levels([WIDE, WIDE]);
    const kind = Object.values(text.steady).reduce((a, b) => (b.length > a.length ? b : a));
    const paths = [
      text.readout.onItsWay(levels, "88.8", levels),
      text.readout.arrived(levels, "88.8", letter(0), kind),
    ];
    return [
      paths.reduce((a, b) => (b.length > a.length ? b : a)),
      ...Array.from({ length: MOST_LISTED }, (_, i) =>
        text.readout.steady(letter(i), kind, levels, false),
      ),
    ];
  }

  /** @param {Steady[]} steady */
  table(steady) {
    const head = (/** @type {string} */ label) => element("th", { scope: "col" }, label);
    const columns = this.axes.map(({ index }) => this.states[index]);
    return element(
      "table",
      {},
      element("caption", {}, text.labels.steadyStates),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          head(text.labels.point),
          ...columns.map(({ label, unit_words: unit }) => head(unit ? `${label} (${unit})` : label)),
          head(text.labels.kind),
          head(text.labels.rates),
        ),
      ),
      element(
        "tbody",
        {},
        ...steady.map(({ values, kind, eigenvalues }, i) =>
          element(
            "tr",
            {},
            element("th", { scope: "row" }, letter(i)),
            ...this.axes.map(({ index }) => element("td", {}, brief(values[index]))),
            element("td", {}, text.steady[kind]),
            element("td", {}, rates(eigenvalues)),
          ),
        ),
      ),
    );
  }

  /** @param {Steady[]} steady */
  #listed(steady) {
    if (!steady.length) return [text.readout.noSteady];
    const shown = steady.length > MOST_LISTED ? MOST_LISTED - 1 : steady.length;
    const listed = steady
      .slice(0, shown)
      .map(({ values, kind }, i) =>
        text.readout.steady(
          letter(i),
          text.steady[kind],
          this.levels(values),
          this.axes.every((axis) => axis.holds(values[axis.index])),
        ),
      );
    const more = steady.length - shown;
    return more ? [...listed, text.readout.moreSteady(more)] : listed;
  }

  /** @param {number[]} end @param {[number, number]} rest */
  #near(end, rest) {
    return this.axes.every(({ index, low, high, log }) => {
      const least = log ? ARRIVED_AT_NOTHING * low : ARRIVED_AT_NOTHING ** 2 * high;
      return Math.abs(end[index] - rest[index]) <= NEAR * rest[index] + least;
    });
  }
}

/** @param {{re: number, im: number}[]} eigenvalues */
function rates([one, other]) {
  return one.im
    ? `${brief(one.re)} ± ${brief(Math.abs(one.im))} i`
    : `${brief(one.re)}, ${brief(other.re)}`;
}
