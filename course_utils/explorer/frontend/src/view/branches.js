/** Where a state can rest, drawn below the slider of the number that decides it. */

import ACTORS from "../../../../plots/actors.json";
import { text } from "../strings/index.js";
import { words } from "../strings/branches.js";
import css from "./branches.css";
import { ownStyle } from "./style.js";
import { element } from "./dom.js";
import { brief, power } from "./format.js";

/** @import {BranchesSpec, ModelSpec, Spec, Values} from "../types.js" */
/** @import {Slider} from "./slider.js" */

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} className @param {string} d */
function path(className, d) {
  const node = document.createElementNS(SVG, "path");
  node.setAttribute("class", className);
  node.setAttribute("d", d);
  return node;
}

/** A dot that stays round however the picture is stretched: the cap of a line of no length. */
const dot = (/** @type {number} */ x, /** @type {number} */ y) => `M${x} ${y}h0`;

/** One picture of lines, below its slider; they stand still, and a mark follows the slider. */
class Lines {
  /** @param {ModelSpec} model @param {BranchesSpec} spec @param {Slider} slider */
  constructor(model, spec, slider) {
    const state = model.states.find(({ name }) => name === spec.state);
    if (!state) throw new Error(`no state ${spec.state}`);
    this.model = model;
    this.spec = spec;
    this.slider = slider;
    this.lines = spec.lines.map(({ x, y, stable }) => ({
      stable,
      x: x.map((value) => this.#across(value)),
      y: y.map((value) => this.#upwards(value)),
      levels: y,
    }));
    const picture = document.createElementNS(SVG, "svg");
    picture.setAttribute("viewBox", "0 0 100 100");
    picture.setAttribute("preserveAspectRatio", "none");
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", spec.words);
    this.mark = path("xp-rest-mark", "");
    this.stable = path("xp-rest-dot", "");
    this.unstable = path("xp-rest-dot", "");
    this.hollow = path("xp-rest-hollow", "");
    picture.append(
      path("xp-rest-axis", "M0 100H100"),
      this.mark,
      ...this.lines.map(({ x, y, stable }) =>
        path(
          stable ? "xp-rest-line" : "xp-rest-line xp-rest-unstable",
          `M${x.map((place, i) => `${place.toFixed(2)} ${y[i].toFixed(2)}`).join("L")}`,
        ),
      ),
      this.unstable,
      this.hollow,
      this.stable,
    );
    this.now = element("p", { class: "xp-meaning xp-rest-now" });
    this.node = element(
      "div",
      { class: "xp-rests" },
      element("p", { class: "xp-meaning" }, words.title(spec.label, state.unit_words)),
      element(
        "div",
        { class: "xp-rest-picture" },
        picture,
        ...this.#ticks().map(([label, style]) =>
          element("span", { class: "xp-rest-tick", style }, label),
        ),
      ),
      this.now,
    );
    const { light, dark } = /** @type {Record<string, {light: string, dark: string}>} */ (ACTORS)[
      state.actor
    ];
    this.node.style.setProperty("--xp-light", light);
    this.node.style.setProperty("--xp-dark", dark);
    slider.range.after(this.node);
  }

  /** @param {Values} numbers what every parameter and start value now is */
  show(numbers) {
    const at = this.#across(numbers[this.spec.vary]);
    const { values } = this.spec;
    const moved = Object.keys(values).filter(
      (name) => Math.abs(numbers[name] - values[name]) > 1e-9 * Math.abs(values[name]),
    );
    const rests = moved.length ? [] : this.lines.flatMap((line) => crossings(line, at));
    const of = (/** @type {boolean} */ stable) =>
      rests.filter((rest) => rest.stable === stable).sort((a, b) => a.level - b.level);
    const [stable, unstable] = [of(true), of(false)];
    this.mark.setAttribute("d", `M${at} 0V100`);
    const dots = (/** @type {typeof rests} */ some) => some.map(({ y }) => dot(at, y)).join("");
    this.stable.setAttribute("d", dots(stable));
    this.unstable.setAttribute("d", dots(unstable));
    this.hollow.setAttribute("d", dots(unstable));
    this.node.classList.toggle("xp-rest-stale", moved.length > 0);
    const amounts = (/** @type {typeof rests} */ some) => some.map(({ level }) => brief(level, 2));
    this.now.textContent = moved.length
      ? words.stale(this.#labels(moved))
      : words.now(amounts(stable), amounts(unstable));
  }

  /** @param {string[]} names */
  #labels(names) {
    const { parameters, states } = this.model;
    const starts = states.map(({ name, label }) => ({ name, label: text.labels.start(label) }));
    return [...parameters, ...starts]
      .filter(({ name }) => names.includes(name))
      .map(({ label }) => label);
  }

  /** @param {number} value @returns {number} per cent of the way along the slider */
  #across(value) {
    const { low, high, log } = this.slider;
    const place = (/** @type {number} */ x) => (log ? Math.log(x) : x);
    const share = (place(value) - place(low)) / (place(high) - place(low));
    return 100 * Math.min(Math.max(share, 0), 1);
  }

  /** @param {number} level @returns {number} per cent of the way down; what is too low lies below */
  #upwards(level) {
    const { range, log } = this.spec;
    const [low, high] = range;
    const share = log
      ? Math.log(Math.max(level, low) / low) / Math.log(high / low)
      : (level - low) / (high - low);
    return 100 * (1 - share);
  }

  /** @returns {[string, string][]} two labels of the level's axis, and the style of each */
  #ticks() {
    const { range, log } = this.spec;
    const middle = log ? Math.sqrt(range[0] * range[1]) : (range[0] + range[1]) / 2;
    const levels = [range[1], log ? 10 ** Math.round(Math.log10(middle)) : middle];
    const places = levels.map((level) => this.#upwards(level));
    // At the side on which the lines keep clear of them.
    const room = (/** @type {number} */ side) =>
      Math.min(
        ...this.lines
          .flatMap(({ x, y }) => y.filter((_, i) => Math.abs(x[i] - side) < 10))
          .flatMap((y) => places.map((place) => Math.abs(y - place))),
      );
    const side = room(0) >= room(100) ? "left" : "right";
    return levels.map((level, i) => [
      level > 9999 ? power(Math.round(Math.log10(level))) : brief(level),
      `${side}: 0; top: ${places[i]}%`,
    ]);
  }
}

/**
 * @param {{x: number[], y: number[], levels: number[], stable: boolean}} line
 * @param {number} at
 * @returns {{y: number, level: number, stable: boolean}[]} where a line, which may turn back, is
 *   at one place of the slider
 */
function crossings({ x, y, levels, stable }, at) {
  return x.slice(1).flatMap((to, i) => {
    const from = x[i];
    // Each piece without its right end, but for the end of the axis.
    const inside = Math.min(from, to) <= at && (at < Math.max(from, to) || (at === 100 && to === 100));
    if (!inside || from === to) return [];
    const share = (at - from) / (to - from);
    const [a, b] = [levels[i], levels[i + 1]];
    const level = a > 0 && b > 0 ? a ** (1 - share) * b ** share : a + share * (b - a);
    return [{ y: y[i] + share * (y[i + 1] - y[i]), level, stable }];
  });
}

/** All pictures of a figure. */
export class Branches {
  /** @param {Spec} spec @param {Slider[]} sliders */
  constructor({ model, view }, sliders) {
    this.all = (view.branches ?? []).flatMap((spec) =>
      sliders
        .filter(({ item }) => item.name === spec.vary)
        .map((slider) => new Lines(model, spec, slider)),
    );
    // In the first of them, wherever its root keeps its styles.
    this.all[0]?.node.prepend(...ownStyle(css));
  }

  /** @param {Values} numbers what every parameter and start value now is */
  show(numbers) {
    for (const lines of this.all) lines.show(numbers);
  }
}
