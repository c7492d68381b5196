/** Runs by chance as a view of the figure: many of them, where most lie, and the reader's own. */

import uPlot from "uplot";
import { InputError } from "../../engine/check.js";
import { words } from "../../strings/chance.js";
import { text } from "../../strings/index.js";
import { EVENLY, linearRange } from "../axes.js";
import { element, textScale } from "../dom.js";
import { brief, inSentence } from "../format.js";
import { areaSample, keyEntry, lineSample } from "../key.js";
import { looks } from "../theme.js";
import { Crowd } from "./crowd.js";
import { Seed } from "./seed.js";
import css from "./view.css";
import { ownStyle } from "../style.js";

/** @import {FanSpec, ModelSpec, Result, StateSpec, Values} from "../../types.js" */
/** @import {createRunner} from "../../engine/run.js" */
/** @import {Shown} from "../figure.js" */
/** @import {Theme} from "../theme.js" */
/** @import {Found} from "./crowd.js" */

const SINGLE = 8; // runs that are drawn
const AXIS = 64;
const MEAN_DASH = [7, 4];
const ROWS = 10;

export class ChanceView {
  /** @type {uPlot[]} */
  #plots = [];
  /** @type {Shown | null} */
  #shown = null;
  /** @type {Found | null} */
  #found = null;
  /** @type {Result | null} */
  #mean = null;
  /** The engine's sentence, where it could not run. */
  #refusal = "";
  #asked = "";
  #size = [0, 0, 0];

  /**
   * @param {{model: ModelSpec, fan: FanSpec, theme: Theme, runner: ReturnType<typeof createRunner>,
   *   told: () => void, refuse: (message: string) => void, settle: () => void}} options
   *   `told` is called when there is something new to be said
   */
  constructor({ model, fan, theme, runner, told, refuse, settle }) {
    this.model = model;
    this.fan = fan;
    this.theme = theme;
    this.runner = runner;
    this.told = told;
    this.state = /** @type {StateSpec} */ (model.states.find(({ name }) => name === fan.show));
    this.look = looks([this.state])[0];
    this.singles = model.program.chance?.singles ?? {};
    // What is counted is shown as a number: 3, and not 0.000003 million cells.
    this.one = this.singles[fan.show] ?? 1;
    this.unit = fan.show in this.singles ? words.number : this.state.unit_words;
    this.crowd = new Crowd(model, fan, SINGLE, (found) => this.#take(found));
    this.seed = new Seed({ change: () => this.#ask(), refuse, settle });
    const canvas = (/** @type {string} */ name, /** @type {string} */ label) =>
      element("div", { class: `xp-canvas ${name}`, role: "img", "aria-label": label });
    this.fanCanvas = canvas("xp-fan", words.chart(model.title));
    this.lostCanvas = canvas("xp-lost", words.noneLeftOf(model.title));
    this.key = element("ul", { class: "xp-key", "aria-label": text.labels.key });
    this.node = element(
      "div",
      { class: "xp-view xp-chance" },
      ...ownStyle(css),
      this.fanCanvas,
      this.lostCanvas,
      this.key,
      this.seed.node,
    );
    this.observer = new ResizeObserver(() => this.#resize());
    this.observer.observe(this.fanCanvas);
    this.#fillKey();
  }

  /** @param {Shown} shown */
  show(shown) {
    this.#shown = shown;
    this.#ask();
    if (!this.#plots.length) this.#build();
  }

  #ask() {
    if (!this.#shown) return;
    const { values, courses, without } = this.#shown;
    const request = {
      values: this.#whole(values),
      treatments: courses,
      without,
      seed: this.seed.value,
    };
    const asked = JSON.stringify(request);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.crowd.ask(request);
  }

  /** @param {Values} values @returns {Values} with whole numbers of what is counted at the start */
  #whole(values) {
    const starts = this.runner.starts(values);
    const whole = Object.entries(this.singles).flatMap(([name, single]) => {
      const number = starts[name] / single;
      const nearest = Math.max(Math.round(number), starts[name] > 0 ? 1 : 0);
      return Math.abs(number - nearest) > 1e-9 * Math.max(1, number)
        ? [[name, nearest * single]]
        : [];
    });
    return { ...values, ...Object.fromEntries(whole) };
  }

  /** @param {Found | InputError} found */
  #take(found) {
    this.#refusal = found instanceof InputError ? found.message : "";
    this.node.classList.toggle("xp-stale", this.#refusal !== "");
    if (!(found instanceof InputError)) {
      const { values, treatments, without } = JSON.parse(this.#asked);
      const { days, points } = this.fan;
      try {
        this.#mean = this.runner.run({ values, treatments, without, days, points });
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        this.#mean = null; // the figure has said why
      }
      this.#found = found;
      this.#draw();
    }
    this.told();
  }

  /** @returns {string[]} what is shown, as sentences */
  facts() {
    const found = this.#found;
    if (this.#refusal) return [this.#refusal];
    if (!found) return [words.running];
    const last = found.t.length - 1;
    const day = brief(found.t[last]);
    const number = (/** @type {ArrayLike<number>} */ row) => brief(row[last] / this.one);
    const { label } = this.state;
    const seed = String(found.ownSeed);
    const left = found.own[last];
    return [
      words.eliminated(
        Math.round(found.lost[last] * found.runs),
        found.runs,
        brief(100 * found.lost[last], 2),
        day,
      ),
      words.spread(
        label,
        number(found.median),
        number(found.low),
        number(found.high),
        this.#mean ? number(this.#mean.y[this.fan.show]) : "–",
      ),
      found.ownLost !== null
        ? words.ownLost(seed, brief(found.ownLost))
        : left > 0
          ? words.ownLeft(seed, number(found.own), inSentence(label), day)
          : words.ownUncounted(seed, day),
    ];
  }

  /** @returns {string[]} the same, as long as they can become */
  longestFacts() {
    const { label } = this.state;
    return [
      words.eliminated(888, 888, "88", "888"),
      words.spread(label, "88,800", "88,800", "88,800", "88,800"),
      words.ownLeft("88888", "88,800", inSentence(label), "888"),
    ];
  }

  /** @returns {Node[]} */
  tables() {
    const found = this.#found;
    if (!found || this.#refusal) return [];
    const last = found.t.length - 1;
    const rows = Array.from({ length: ROWS + 1 }, (_, i) => Math.round((i * last) / ROWS));
    const heads = [text.labels.day, words.low, words.median, words.high, words.noneLeft];
    const cell = (/** @type {string} */ content) => element("td", {}, content);
    return [
      element(
        "table",
        {},
        element("caption", {}, `${words.table}: ${inSentence(this.state.label)} (${this.unit})`),
        element(
          "thead",
          {},
          element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head))),
        ),
        element(
          "tbody",
          {},
          ...rows.map((i) =>
            element(
              "tr",
              {},
              element("th", { scope: "row" }, brief(found.t[i])),
              ...[found.low, found.median, found.high].map((row) =>
                cell(brief(row[i] / this.one)),
              ),
              cell(`${brief(100 * found.lost[i])} %`),
            ),
          ),
        ),
      ),
    ];
  }

  /** @param {Theme} theme */
  setTheme(theme) {
    this.theme = theme;
    this.#build();
    this.#fillKey();
  }

  destroy() {
    this.crowd.stop();
    this.observer.disconnect();
    for (const plot of this.#plots) plot.destroy();
  }

  #resize() {
    const size = [
      this.fanCanvas.clientWidth,
      this.fanCanvas.clientHeight,
      this.lostCanvas.clientHeight,
    ];
    if (size.some((px) => !px) || size.join() === this.#size.join()) return;
    this.#size = size;
    this.#build();
  }

  get #colour() {
    return this.look[this.theme.name];
  }

  #draw() {
    if (!this.#plots.length) return this.#build();
    const data = this.#data();
    this.#plots.forEach((plot, i) => plot.setData(data[i]));
  }

  /** @returns {[uPlot.AlignedData, uPlot.AlignedData]} */
  #data() {
    const found = this.#found;
    const [first, last] = this.fan.days;
    const t = found?.t ?? Float64Array.of(first, last);
    const none = Array.from(t, () => null);
    const row = (/** @type {Float64Array | undefined} */ values) =>
      values ? values.map((value) => value / this.one) : none;
    const single = Array.from({ length: SINGLE }, (_, i) => row(found?.single[i]));
    return [
      [
        t,
        ...single,
        row(found?.high),
        row(found?.low),
        row(this.#mean?.y[this.fan.show]),
        row(found?.median),
        row(found?.own),
      ],
      [t, found ? found.lost.map((share) => 100 * share) : none],
    ];
  }

  #top() {
    const rows = [this.#found?.high, this.#found?.own, this.#mean?.y[this.fan.show]];
    return Math.max(...rows.flatMap((row) => (row ? [row.reduce((a, b) => Math.max(a, b))] : [])), 0);
  }

  #build() {
    const [width, height, low] = this.#size;
    if (!width || !this.#shown) return;
    for (const plot of this.#plots) plot.destroy();
    const { inks } = this.theme;
    const family = getComputedStyle(this.fanCanvas).fontFamily;
    const large = textScale(this.fanCanvas);
    const font = `${12 * large}px ${family}`;
    const axis = { stroke: inks.quiet, font, labelFont: font, labelGap: 2, labelSize: 18 * large };
    const upwards = {
      ...axis,
      ...EVENLY,
      size: (AXIS - 18) * large,
      gap: 4,
      grid: { show: true, stroke: inks.grid, width: 1 },
      ticks: { show: false },
    };
    const common = {
      width,
      padding: /** @type {uPlot.Padding} */ ([12, 14, 0, 0]),
      legend: { show: false },
      cursor: { show: false },
      hooks: { drawClear: [(/** @type {uPlot} */ plot) => this.#drawWindows(plot)] },
    };
    const x = { time: false, range: () => this.fan.days };
    const stairs = uPlot.paths.stepped?.({ align: 1 });
    // Counts stay as they are until the next event; a level goes on all the time.
    const paths = this.fan.show in this.singles ? stairs : undefined;
    const line = (/** @type {uPlot.Series} */ look) => ({
      points: { show: false },
      pxAlign: 0,
      paths,
      ...look,
    });
    const colour = this.#colour;
    const fan = new uPlot(
      {
        ...common,
        height,
        scales: { x, y: { range: () => linearRange(this.#top() / this.one) } },
        axes: [
          { ...axis, size: 8, values: () => [], grid: { show: false }, ticks: { show: false } },
          { ...upwards, label: `${inSentence(this.state.label)} (${this.unit})` },
        ],
        series: [
          {},
          ...Array.from({ length: SINGLE }, () => line({ stroke: colour, width: 1, alpha: 0.5 })),
          line({ stroke: "transparent", width: 0 }),
          line({ stroke: "transparent", width: 0 }),
          line({ stroke: inks.ink, width: 1.6, dash: MEAN_DASH, paths: undefined }),
          line({ stroke: colour, width: 2.75 }),
          line({ stroke: inks.ink, width: 2.25 }),
        ],
        bands: [{ series: [SINGLE + 1, SINGLE + 2], fill: `${colour}33` }],
      },
      this.#data()[0],
      this.fanCanvas,
    );
    const lost = new uPlot(
      {
        ...common,
        height: low,
        scales: { x, y: { range: () => [0, 100] } },
        axes: [
          {
            ...axis,
            label: text.labels.days,
            size: 12 + 18 * large,
            grid: { show: false },
            ticks: { stroke: inks.grid, width: 1, size: 5 },
          },
          {
            ...upwards,
            label: words.noneLeft,
            splits: () => [0, 50, 100],
            values: (/** @type {uPlot} */ _, /** @type {number[]} */ splits) =>
              splits.map((share) => `${share} %`),
          },
        ],
        series: [{}, line({ stroke: inks.ink, width: 2, paths: stairs, fill: inks.band })],
      },
      this.#data()[1],
      this.lostCanvas,
    );
    this.#plots = [fan, lost];
  }

  /** @param {uPlot} plot */
  #drawWindows(plot) {
    const { ctx, bbox } = plot;
    const [first, last] = this.fan.days;
    ctx.save();
    ctx.fillStyle = this.theme.inks.band;
    for (const { from, to } of this.#shown?.windows ?? []) {
      const [a, b] = [Math.max(from, first), Math.min(to, last)].map((day) =>
        plot.valToPos(day, "x", true),
      );
      if (b > a) ctx.fillRect(a, bbox.top, b - a, bbox.height);
    }
    ctx.restore();
  }

  #fillKey() {
    const { ink } = this.theme.inks;
    const colour = this.#colour;
    this.key.replaceChildren(
      keyEntry(lineSample(ink, [], 2.25), words.own),
      keyEntry(lineSample(colour, [], 1), words.single),
      keyEntry(areaSample(colour), words.band),
      keyEntry(lineSample(colour, [], 2.75), words.median),
      keyEntry(lineSample(ink, MEAN_DASH, 1.6), words.mean),
    );
  }
}
