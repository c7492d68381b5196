/** The phase plane as a view of the figure: axes, drawing, the start to be moved, and its words. */

import uPlot from "uplot";
import { PlaneSolver } from "../../engine/phase/plane.js";
import { text } from "../../strings/index.js";
import { EVENLY, IN_FACTORS } from "../axes.js";
import { element, textScale } from "../dom.js";
import { dotSample, keyEntry, lineSample } from "../key.js";
import { looks } from "../theme.js";
import { BORDER, PATH_WIDTH, Pen } from "./draw.js";
import { Start } from "./start.js";
import { letter, Words } from "./words.js";

/** @import {AxisSpec, ModelSpec, Result, Values} from "../../types.js" */
/** @import {Plane} from "../../engine/phase/plane.js" */
/** @import {Place} from "../../engine/phase/separatrix.js" */
/** @import {Frame} from "./draw.js" */
/** @import {Shown} from "../figure.js" */
/** @import {Theme} from "../theme.js" */

/**
 * @typedef {{name: string, dot?: undefined, line: {stroke: string, width: number, dash?: number[],
 *   alpha?: number, round?: boolean}}} LineSample
 * @typedef {LineSample | {name: string, line?: undefined, dot: {stroke: string, fill: string}}} Sample
 */

const PINNED_DASH = [1.5, 4];
const TREATED_WIDTH = 8;
const ARROW_ROOM = [62, 42]; // px of the map for each arrow of the flow

export class PhaseView {
  /** @type {uPlot | null} */
  #plot = null;
  /** @type {Shown | null} */
  #shown = null;
  /** @type {Plane | null} */
  #plane = null;
  #size = [0, 0];

  /**
   * @param {{model: ModelSpec, axes: [AxisSpec, AxisSpec], theme: Theme,
   *   moved: (values: Values) => void}} options `moved` gets the start that the reader chose
   */
  constructor({ model, axes, theme, moved }) {
    this.model = model;
    this.theme = theme;
    this.looks = looks(model.states);
    this.solver = new PlaneSolver(model, axes);
    this.axes = this.solver.axes;
    this.words = new Words(model.states, this.axes);
    this.names = this.axes.map(({ index }) => {
      const { label, unit_words: unit } = model.states[index];
      return unit ? `${label} (${unit})` : label;
    });
    this.canvas = element("div", {
      class: "xp-canvas",
      role: "img",
      "aria-label": text.labels.map(model.title, this.names[0], this.names[1]),
    });
    this.hover = element("div", { class: "xp-hover", "aria-hidden": "true" }, text.labels.hint);
    this.key = element("ul", { class: "xp-key", "aria-label": text.labels.key });
    this.surface = element("div", { class: "xp-surface" }, this.canvas);
    this.start = new Start(this.surface, model.states, this.axes, moved);
    this.surface.append(this.start.node);
    this.node = element("div", { class: "xp-view xp-map" }, this.surface, this.hover, this.key);
    this.surface.addEventListener("pointermove", (event) => this.#tell(event));
    this.surface.addEventListener("pointerleave", () => {
      this.hover.textContent = text.labels.hint;
    });
    this.observer = new ResizeObserver(() => this.#resize());
    this.observer.observe(this.canvas);
    this.#fillKey();
  }

  /** @param {Shown} shown */
  show(shown) {
    this.#shown = shown;
    this.#solve();
    const plot = this.#plot;
    // In a batch it is drawn at once, and not after others have changed the page.
    if (plot) plot.batch(() => plot.redraw(false));
    else this.#build();
    const starts = this.model.states.map(({ name }) => shown.result.y[name][0]);
    this.start.show(starts, this.words.levels(starts));
  }

  #solve() {
    if (!this.#shown) return;
    const arrows = this.#size.map((px, i) => Math.round(px / ARROW_ROOM[i]));
    this.#plane = this.solver.solve(
      this.#shown.values,
      /** @type {[number, number]} */ (arrows),
      this.#shown.without,
    );
  }

  /** @returns {string[]} what is shown, as sentences */
  facts() {
    return this.#plane && this.#shown ? this.words.facts(this.#plane, this.#shown.result) : [];
  }

  /** @returns {string[]} the same, as long as they can become */
  longestFacts() {
    return this.words.longest();
  }

  /** @returns {Node[]} */
  tables() {
    return this.#plane ? [this.words.table(this.#plane.steady)] : [];
  }

  /** @param {Theme} theme */
  setTheme(theme) {
    this.theme = theme;
    this.#build();
    this.#fillKey();
  }

  destroy() {
    this.observer.disconnect();
    this.#plot?.destroy();
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (!width || !height || (width === this.#size[0] && height === this.#size[1])) return;
    this.#size = [width, height];
    this.#solve();
    this.#build();
  }

  #build() {
    const [width, height] = this.#size;
    if (!width || !this.#shown) return;
    this.#plot?.destroy();
    const { inks } = this.theme;
    const family = getComputedStyle(this.canvas).fontFamily;
    const large = textScale(this.canvas);
    const font = `${12 * large}px ${family}`;
    const [across, upwards] = this.axes.map((axis, i) => ({
      scale: "xy"[i],
      stroke: inks.quiet,
      font,
      labelFont: font,
      labelGap: 2,
      labelSize: 18 * large,
      label: this.names[i],
      grid: { stroke: inks.grid, width: 1 },
      ...(axis.log ? IN_FACTORS : EVENLY),
    }));
    const scale = (/** @type {import("../../engine/phase/axis.js").Axis} */ { low, high, log }) => ({
      time: false,
      distr: /** @type {1 | 3} */ (log ? 3 : 1),
      range: () => /** @type {[number, number]} */ ([low, high]),
    });
    const [x, y] = this.axes;
    this.#plot = new uPlot(
      {
        width,
        height,
        padding: [12, 14, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        scales: { x: scale(x), y: scale(y) },
        axes: [
          { ...across, ...(x.log ? {} : { space: 64 }), size: 12 + 18 * large, ticks: { stroke: inks.grid, width: 1, size: 5 } },
          { ...upwards, size: 40 * large, gap: 4, ticks: { show: false } },
        ],
        // uPlot draws the axes; what is on the map is no function of what is across.
        series: [{}, { scale: "y", show: true, paths: () => null, points: { show: false } }],
        hooks: {
          draw: [
            ({ ctx, bbox }) =>
              this.draw(ctx, { ...bbox, ratio: uPlot.pxRatio }, this.theme, family),
          ],
        },
      },
      [
        [x.low, x.high],
        [null, null],
      ],
      this.canvas,
    );
    const { left, top, width: wide, height: high } = this.#plot.bbox;
    const ratio = uPlot.pxRatio;
    const box = { left, top, width: wide, height: high };
    this.start.place(
      /** @type {typeof box} */ (
        Object.fromEntries(Object.entries(box).map(([name, px]) => [name, px / ratio]))
      ),
    );
  }

  /**
   * Draw what lies within the axes.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {Theme} theme
   * @param {string} family of the letters
   */
  draw(context, frame, { inks, name: mode }, family) {
    if (!this.#plane || !this.#shown) return;
    const { steady, nullclines, separatrices, flow } = this.#plane;
    const { result, pinned, windows } = this.#shown;
    const pen = new Pen(context, frame, inks);
    pen.inside(() => {
      pen.flow(flow);
      this.model.states.forEach(({ name }, i) => {
        const { dash } = this.looks[i];
        const stroke = this.looks[i][mode];
        for (const line of nullclines[name]) pen.line(line, { stroke, dash, width: 2.5 });
      });
      for (const line of separatrices) {
        pen.line(line, { stroke: inks.ink, ...BORDER, round: true });
      }
      if (pinned) {
        pen.line(this.#path(pinned), {
          stroke: inks.ink,
          width: 1.75,
          dash: PINNED_DASH,
          alpha: 0.6,
        });
      }
      for (const { from, to } of windows) {
        const treated = this.#path(result, from, to);
        pen.line(treated, { stroke: inks.quiet, width: TREATED_WIDTH, alpha: 0.35, round: true });
      }
      const path = this.#path(result);
      pen.line(path, { stroke: inks.ink, width: PATH_WIDTH });
      pen.heads(path, inks.ink);
    });
    steady.forEach(({ values, stable }, i) => {
      if (!this.axes.every((axis) => axis.holds(values[axis.index]))) return;
      const place = /** @type {Place} */ (
        this.axes.map((axis) => axis.place(values[axis.index]))
      );
      pen.dot(place, stable, letter(i), family);
    });
  }

  /** @param {Result} result @param {number} [from] @param {number} [to] @returns {Place[]} */
  #path({ t, y }, from = -Infinity, to = Infinity) {
    const [across, upwards] = this.axes;
    const [xs, ys] = [y[across.name], y[upwards.name]];
    const path = /** @type {Place[]} */ ([]);
    for (let i = 0; i < t.length; i++) {
      if (t[i] >= from && t[i] <= to) path.push([across.place(xs[i]), upwards.place(ys[i])]);
    }
    return path;
  }

  /** @param {PointerEvent} event */
  #tell(event) {
    const places = this.start.places(event);
    if (!places.every((place) => place >= 0 && place <= 1)) {
      this.hover.textContent = text.labels.hint;
      return;
    }
    const values = [0, 0];
    this.axes.forEach((axis, i) => (values[axis.index] = axis.value(places[i])));
    this.hover.textContent = this.words.levels(values);
  }

  #fillKey() {
    const entries = this.samples(this.theme).map(({ name, dot, line }) => {
      if (dot) return keyEntry(dotSample(dot.stroke, dot.fill), name);
      const { stroke, dash = [], width, round, alpha = 1 } = line;
      const sample = lineSample(stroke, dash, width, round ? "round" : "butt");
      sample.style.opacity = String(alpha);
      return keyEntry(sample, name);
    });
    this.key.replaceChildren(...entries);
  }

  /** @param {Theme} theme @returns {Sample[]} what stands in the key */
  samples({ inks, name: mode }) {
    const nullclines = this.model.states.map(({ label }, i) => ({
      name: text.labels.standStill(label),
      line: { stroke: this.looks[i][mode], dash: this.looks[i].dash, width: 2.5 },
    }));
    // The look that the stretch has: a wide pale line.
    const treated = { stroke: inks.quiet, width: TREATED_WIDTH, alpha: 0.5 };
    return [
      ...nullclines,
      { name: text.labels.watershed, line: { stroke: inks.ink, ...BORDER, round: true } },
      { name: text.labels.stable, dot: { stroke: inks.ink, fill: inks.ink } },
      { name: text.labels.unstable, dot: { stroke: inks.ink, fill: inks.surface } },
      { name: text.labels.path, line: { stroke: inks.ink, width: PATH_WIDTH } },
      ...(this.model.treatments.some(({ kind }) => kind === "window")
        ? [{ name: text.labels.treated, line: treated }]
        : []),
    ];
  }
}
