/** The chart: lines over time, named at their ends, with a pinned run behind them. */

import uPlot from "uplot";
import { text } from "../strings/index.js";
import { EVENLY, IN_FACTORS, linearRange, logRange } from "./axes.js";
import { element, textScale } from "./dom.js";
import { brief, withUnit } from "./format.js";
import { keyEntry, lineSample } from "./key.js";
import { drawLabels } from "./labels.js";
import { drawMeasured } from "./measured.js";
import { looks, mix } from "./theme.js";

/** @import {Measured, Result} from "../types.js" */
/** @import {Shown} from "./figure.js" */
/** @import {Theme} from "./theme.js" */
/** @import {Label} from "./labels.js" */
/** @import {Quantity} from "./quantities.js" */

const WIDE = 460; // px of chart from which names fit at the ends of lines
const LABEL_SIZE = 12.5;
const MOST_LABEL_ROOM = 150;
const AXIS_ROOM = 58;
const PINNED_DASH = [1.5, 4];

/**
 * What another draws on the chart, and what it needs there. `alone`: no run may be seen.
 *
 * @typedef {{unit: string, range: [number, number], alone: boolean,
 *   title: string, draw(u: uPlot, scale: string): void,
 *   label(u: uPlot, scale: string): Label | null, key(): HTMLLIElement | null, placed(box: {left: number, top: number, width: number, height: number}): void,
 * }} Guest
 */

export class Chart {
  /** @type {uPlot | null} */
  #plot = null;
  /** @type {Shown | null} */
  #shown = null;
  #width = 0;
  #height = 0;
  /** By how much its text is larger than on a page. */
  large = 1;
  /** @type {Guest | null} */
  #guest = null;
  /** @type {Shown["windows"]} */
  #windows = [];
  #until = Infinity;

  /**
   * @param {{title: string, quantities: Quantity[], days: [number, number], theme: Theme,
   *   log: boolean, measured: Measured[], placed: (left: number, right: number) => void}} options
   *   `placed` is told how far the plot is from the sides of the chart, in px
   */
  constructor({ title, quantities, days, theme, log, measured, placed }) {
    this.quantities = quantities;
    this.looks = looks(quantities);
    this.labelRoom = 0;
    this.units = [...new Set(quantities.map(({ unit_words: unit }) => unit))];
    this.days = days;
    this.theme = theme;
    this.log = log;
    this.measured = measured;
    this.placed = placed;
    this.canvas = element("div", {
      class: "xp-canvas",
      role: "img",
      "aria-label": text.labels.chart(title),
    });
    this.hover = element("div", { class: "xp-hover", "aria-hidden": "true" });
    this.key = element("ul", { class: "xp-key", "aria-label": text.labels.key });
    this.node = element("div", { class: "xp-chart" }, this.canvas, this.hover, this.key);
    this.observer = new ResizeObserver(() => this.#resize());
    this.observer.observe(this.canvas);
  }

  /** @param {Shown} shown */
  show(shown) {
    this.#shown = shown;
    this.#windows = shown.windows;
    this.redraw();
  }

  /** Show no run, only when treatments are given. @param {Shown["windows"]} windows */
  hide(windows) {
    this.#shown = null;
    this.#windows = windows;
    this.redraw();
  }

  /** @param {Guest | null} guest */
  invite(guest) {
    this.#guest = guest;
    this.#build();
    this.#fillKey();
  }

  /** Show the run up to a day. @param {number} day */
  until(day) {
    this.#until = day;
    this.redraw();
  }

  /** Draw what is shown now. */
  redraw() {
    const plot = this.#plot;
    // In a batch it is drawn at once, and not after others have changed the page.
    if (plot) plot.batch(() => plot.setData(this.#data()));
    else this.#build();
    this.#fillKey();
  }

  /** Show where a time is, as the pointer does. @param {number | null} index none if null */
  point(index) {
    const plot = this.#plot;
    if (!plot) return;
    const left = index === null ? -10 : plot.valToPos(plot.data[0][index], "x");
    plot.setCursor({ left, top: index === null ? -10 : 0 });
  }

  /** @param {boolean} log */
  setLog(log) {
    this.log = log;
    this.#build();
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
    if (!width || !height || (width === this.#width && height === this.#height)) return;
    this.#width = width;
    this.#height = height;
    this.#build();
    this.#fillKey();
  }

  get #named() {
    return this.#width >= WIDE && this.units.length === 1;
  }

  #build() {
    this.#plot?.destroy();
    // Not kept for later: its axes are those of a guest who may have left.
    this.#plot = null;
    if (!this.#width || !(this.#shown || this.#guest)) return;
    this.#plot = new uPlot(this.#options(), this.#data(), this.canvas);
    const ratio = uPlot.pxRatio;
    const [left, top, width, height] = ["left", "top", "width", "height"].map(
      (side) => /** @type {any} */ (this.#plot)?.bbox[side] / ratio,
    );
    this.placed(left, this.#width - left - width);
    this.#guest?.placed({ left, top, width, height });
  }

  /** @param {number} i */
  #colour(i) {
    return this.looks[i][this.theme.name];
  }

  /** Names are text, which needs more contrast than a line. @param {number} i */
  #ink(i) {
    return mix(this.#colour(i), this.theme.inks.ink, 0.4);
  }

  /** @param {string} unit */
  #scale(unit) {
    return `y${this.units.indexOf(unit)}`;
  }

  /** @returns {uPlot.AlignedData} */
  #data() {
    if (!this.#shown) return [this.days, ...this.looks.flatMap(() => [[null, null], [null, null]])];
    const { result, pinned } = this.#shown;
    const lines = (/** @type {Result | null} */ run) =>
      this.quantities.map(({ name }) => {
        const row = run
          ? (run.y[name] ?? run.observables[name])
          : new Float64Array(result.t.length);
        // A logarithm has no zero: what is that small leaves the chart below.
        return this.log ? row.map((value) => Math.max(value, 1e-300)) : row;
      });
    const seen = (/** @type {Float64Array} */ row) =>
      this.#until < Infinity
        ? Array.from(row, (value, i) => (result.t[i] > this.#until ? null : value))
        : row;
    return [result.t, ...lines(pinned), ...lines(result).map(seen)];
  }

  /** @param {string} unit @returns {[number, number]} */
  #range(unit) {
    const kept = this.#guest?.unit === unit ? this.#guest.range : null;
    if (!this.#shown) return kept ?? [0.1, 1];
    let [least, top] = [Infinity, 0];
    const runs = [this.#shown?.result, this.#shown?.pinned];
    for (const { name, unit_words: own } of this.quantities) {
      if (own !== unit) continue;
      const rows = [
        ...runs.map((run) => run?.y[name] ?? run?.observables[name] ?? []),
        ...this.measured.filter((item) => item.name === name).map(({ y }) => y),
      ];
      for (const row of rows) {
        for (const value of row) {
          if (value > top) top = value;
          if (value > 0 && value < least) least = value;
        }
      }
    }
    const [low, high] = this.log ? logRange(least, top) : linearRange(top);
    if (!kept) return [low, high];
    // An axis on which something was sketched keeps its ends as long as the run stays within.
    const ends = [kept[0] > 0 || !this.log ? kept[0] : low, kept[1]];
    return [
      this.log && least < ends[0] ? low : this.log ? ends[0] : 0,
      top > ends[1] ? high : ends[1],
    ];
  }

  /** @returns {uPlot.Options} */
  #options() {
    const { inks } = this.theme;
    const family = getComputedStyle(this.canvas).fontFamily;
    const large = (this.large = textScale(this.canvas));
    this.labelRoom = this.#measure(family);
    const font = `${12 * this.large}px ${family}`;
    const alone = this.#guest?.alone && this.#guest;
    const axis = { stroke: inks.quiet, font, labelFont: font, labelGap: 2 };
    const ticks = { stroke: inks.grid, width: 1, size: 5 };
    return {
      width: this.#width,
      height: this.#height,
      padding: [12, this.#named ? this.labelRoom + 12 : this.units.length > 1 ? 0 : 14, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { time: false, range: () => this.days },
        ...Object.fromEntries(
          this.units.map((unit) => [
            this.#scale(unit),
            { distr: this.log ? 3 : 1, range: () => this.#range(unit) },
          ]),
        ),
      },
      axes: [
        { ...axis, label: text.labels.days, labelSize: 18 * large, size: 12 + 18 * large, grid: { show: false }, ticks },
        ...this.units.map((unit, i) => ({
          ...axis,
          scale: this.#scale(unit),
          side: i === 0 ? /** @type {const} */ (3) : /** @type {const} */ (1),
          label: alone ? (alone.unit === unit ? alone.title : " ") : unit || undefined,
          labelSize: 18 * large,
          size: (AXIS_ROOM - 18) * large,
          gap: 4,
          grid: { show: alone ? alone.unit === unit : i === 0, stroke: inks.grid, width: 1 },
          ticks: { show: false },
          ...(this.log ? IN_FACTORS : EVENLY),
          // How far an axis reaches tells what is on it.
          ...(alone && alone.unit !== unit && { values: () => [] }),
        })),
      ],
      series: [
        {},
        ...this.quantities.map(({ unit_words: unit }, i) => ({
          scale: this.#scale(unit),
          stroke: () => (this.#shown?.pinned ? this.#colour(i) : "transparent"),
          alpha: 0.6,
          width: 1.75,
          dash: PINNED_DASH,
          cap: /** @type {const} */ ("round"),
          points: { show: false },
          pxAlign: 0,
        })),
        ...this.quantities.map(({ unit_words: unit }, i) => ({
          scale: this.#scale(unit),
          stroke: this.#colour(i),
          width: 2.5 * large,
          dash: this.looks[i].dash,
          points: { show: false },
          pxAlign: 0,
        })),
      ],
      hooks: {
        drawClear: [(u) => this.#drawBands(u)],
        draw: [
          (u) => this.#guest?.alone || this.#drawMeasured(u),
          (u) => this.#guest?.draw(u, this.#scale(this.#guest.unit)),
          (u) => this.#drawNames(u, family),
        ],
        setCursor: [(u) => this.#fillHover(u.cursor.idx)],
      },
    };
  }

  /** @param {string} family @returns {number} px that the widest name takes, within reason */
  #measure(family) {
    const context = element("canvas").getContext("2d");
    if (!context) return MOST_LABEL_ROOM;
    context.font = `600 ${LABEL_SIZE * this.large}px ${family}`;
    const widths = this.quantities.map(({ label }) => Math.ceil(context.measureText(label).width));
    return Math.min(Math.max(...widths) + 1, MOST_LABEL_ROOM * this.large, this.#width / 5);
  }

  /** @param {uPlot} u */
  #drawBands(u) {
    u.ctx.save();
    u.ctx.fillStyle = this.theme.inks.band;
    const [first, last] = this.days;
    for (const { from, to } of this.#windows) {
      const [a, b] = [Math.max(from, first), Math.min(to, last)].map((day) =>
        u.valToPos(day, "x", true),
      );
      if (b > a) u.ctx.fillRect(a, u.bbox.top, b - a, u.bbox.height);
    }
    u.ctx.restore();
  }

  /** @param {uPlot} u */
  #drawMeasured(u) {
    const rows = this.measured.map((measured) => {
      const i = this.quantities.findIndex(({ name }) => name === measured.name);
      const scale = this.#scale(this.quantities[i].unit_words);
      return { measured, scale, colour: this.#ink(i), ground: this.theme.inks.surface };
    });
    drawMeasured(u, rows);
  }

  /** @param {uPlot} u @param {string} family */
  #drawNames(u, family) {
    if (!this.#named) return;
    const { left, top, width, height } = u.bbox;
    const ratio = uPlot.pxRatio;
    const count = this.quantities.length;
    const end = (/** @type {number} */ row) => {
      const values = u.data[row];
      const y = u.valToPos(Number(values[values.length - 1]), "y0", true);
      return Math.min(Math.max(y, top), top + height);
    };
    const guest = this.#guest?.label(u, this.#scale(this.#guest.unit));
    // A run that is still being drawn has no end yet.
    const ended = this.#shown && this.#until >= this.days[1];
    const current = (ended ? this.quantities : []).map(({ label }, i) => ({
      text: label,
      colour: this.#ink(i),
      y: end(1 + count + i),
      strong: true,
    }));
    const pinned = this.quantities.map((_, i) => ({
      text: this.#shown?.pinnedAs ?? "",
      colour: this.#ink(i),
      y: end(1 + i),
      strong: false,
    }));
    const labels = [...current, ...(this.#shown?.pinned ? pinned : []), ...(guest ? [guest] : [])];
    drawLabels(u.ctx, labels, {
      x: left + width + 8 * ratio,
      top: top - 8 * ratio,
      bottom: top + height + 10 * ratio,
      width: this.labelRoom * ratio,
      size: LABEL_SIZE * this.large * ratio,
      family,
    });
  }

  /** @param {number | null | undefined} index */
  #fillHover(index) {
    const result = this.#shown?.result;
    if (index === null || index === undefined || !result) {
      this.hover.textContent = "";
      return;
    }
    const parts = this.quantities.map(({ name, label, unit_words: unit }) => {
      const value = (result.y[name] ?? result.observables[name])[index];
      return `${label} ${withUnit(value, unit)}`;
    });
    this.hover.textContent = [`${text.labels.day} ${brief(result.t[index])}`, ...parts].join(" · ");
  }

  /** Where names do not fit at the ends of lines, a key stands below the chart. */
  #fillKey() {
    const needless = this.#named || !this.#width;
    if (needless !== this.key.hidden) this.key.hidden = needless;
    if (needless) return;
    const sample = (/** @type {number} */ i, /** @type {number[]} */ dash) =>
      lineSample(this.#colour(i), dash);
    const entries = this.quantities.map(({ label, unit_words: unit }, i) => {
      const name = this.units.length > 1 && unit ? `${label} (${unit})` : label;
      return keyEntry(sample(i, this.looks[i].dash), name);
    });
    if (this.#shown?.pinned)
      entries.push(keyEntry(sample(0, PINNED_DASH), this.#shown.pinnedAs));
    if (this.#guest?.alone) entries.length = 0;
    const guest = this.#guest?.key();
    if (guest) entries.push(guest);
    this.key.replaceChildren(...entries);
  }
}
