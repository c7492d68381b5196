/** Predict, then see: the reader sketches a curve, and only then the model runs over it. */

import { InputError } from "../../engine/check.js";
import { Axis } from "../../engine/phase/axis.js";
import { words } from "../../strings/predict.js";
import { text } from "../../strings/index.js";
import { element } from "../dom.js";
import { brief } from "../format.js";
import { Form } from "./form.js";
import { guest } from "./guest.js";
import { Pad } from "./pad.js";
import css from "./predict.css";
import { ownStyle } from "../style.js";
import { COLUMNS, Sketch } from "./sketch.js";
import { keep, keyOf, recall } from "./store.js";
import { judge } from "./words.js";

/** @import {PredictSpec} from "../../types.js" */
/** @import {Figure} from "../figure.js" */
/** @import {Quantity} from "../quantities.js" */
/** @import {Judgement} from "./words.js" */

const RUN = 1100; // ms that the model takes to run over the sketch
/** From its start, a run of no length tells where the curve begins, and nothing else. */
const AN_INSTANT = 1e-6;

/** @typedef {"asking" | "shown" | "skipped"} State */

export class Prediction {
  /** @type {State} */
  state = "asking";
  #frame = 0;

  /** @param {Figure} figure laid out, and not shown yet @param {PredictSpec} asked */
  constructor(figure, asked) {
    this.figure = figure;
    this.asked = asked;
    const { days } = figure.spec.view;
    this.quantity = /** @type {Quantity} */ (
      figure.quantities.find(({ name }) => name === asked.sketch)
    );
    this.unit = this.quantity.unit_words;
    this.axis = new Axis({ name: asked.sketch, range: asked.range, log: asked.log }, 0);
    this.key = keyOf(figure.spec);
    this.side = /** @type {HTMLElement} */ (figure.live.querySelector(".xp-side"));
    this.sketch = new Sketch(this.#start());
    this.pad = new Pad({ axis: this.axis, unit: this.unit, days, drawn: () => this.#drawn() });
    this.message = element("p", { class: "xp-message", "aria-hidden": "true" });
    this.form = new Form(
      asked,
      this.message,
      { axis: this.axis, unit: this.unit, days: this.pad.days },
      {
        show: () => this.#commit(),
        skip: () => this.#leave(),
        erase: () => this.#erase(),
        set: (point, height) => {
          this.sketch.set(point, height);
          this.#drawn();
        },
        refuse: (message) => this.#say(message),
      },
    );
    const draw = asked.answers.length ? words.drawOrChoose : words.draw;
    this.prompt = element(
      "div",
      { class: "xp-prompt", tabindex: -1 },
      element("p", { class: "xp-ask" }, element("b", {}, words.title), ` ${asked.question}`),
      element("p", { class: "xp-how" }, draw(this.quantity.label, brief(days[0]), brief(days[1]))),
    );
    this.verdict = element("div", { class: "xp-verdict", tabindex: -1 });
    this.again = element("button", { type: "button", class: "xp-tool" }, words.predict);
    this.again.addEventListener("click", () => this.#ask());
    this.clear = element("button", { type: "button", class: "xp-tool" }, words.clear);
    this.clear.addEventListener("click", () => this.#leave());
    this.waits = element("p", { class: "xp-waits" }, words.waits);
    this.spoken = element("div", { class: "xp-unseen", role: "status" });
    this.node = element(
      "div",
      { class: "xp-predict" },
      this.form.node,
      this.waits,
      this.verdict,
      element("div", { class: "xp-decide" }, this.again, this.clear),
      this.spoken,
    );
    this.#mount();
    const kept = recall(this.key);
    if (kept?.heights.length === COLUMNS) {
      this.sketch.heights = [this.sketch.heights[0], ...kept.heights.slice(1)];
      this.form.choose(kept.answer);
    }
    if (kept?.skipped) this.#enter("skipped");
    else {
      this.#begin();
      this.#enter(kept ? "shown" : "asking");
      // To a reader who comes back, it is no news.
      if (kept) this.#judge();
    }
  }

  get asking() {
    return this.state === "asking";
  }

  /** Whether the figure opens with what the prediction was asked for, and not as it would. */
  get leads() {
    return this.state !== "skipped";
  }

  destroy() {
    cancelAnimationFrame(this.#frame);
  }

  /** What is under the figure's chart comes below the prediction, on phones too. */
  #mount() {
    const { figure } = this;
    figure.live.prepend(...ownStyle(css));
    figure.presets.node.before(this.prompt);
    this.side.before(this.node);
    figure.time.chart.node.append(this.pad.node);
  }

  /** What can be seen and used in a state. @param {State} state */
  #enter(state) {
    const { figure, asked } = this;
    this.state = state;
    const asking = state === "asking";
    figure.root.dataset.predict = state;
    for (const node of [this.prompt, this.pad.node, this.form.node, this.waits]) {
      node.hidden = !asking;
    }
    figure.readout.node.hidden = asking;
    for (const { node } of [figure.presets, figure.tools, figure.panels, figure.time.strip]) {
      node.inert = asking;
    }
    this.side.inert = asking;
    if (figure.switch) figure.switch.node.inert = asking;
    this.verdict.hidden = state !== "shown";
    this.again.hidden = asking;
    this.again.textContent = state === "shown" ? words.again : words.predict;
    this.clear.hidden = state !== "shown";
    this.#say("");
    const { chart } = figure.time;
    const label = asking ? words.chart : text.labels.chart;
    chart.canvas.setAttribute("aria-label", label(figure.spec.model.title));
    if (asking) {
      figure.view = "time";
      figure.setLog(asked.log);
      void figure.panels.open("");
      figure.table.node.open = false;
    }
    chart.invite(state === "skipped" ? null : guest(this));
    this.#drawn();
  }

  /** Set the figure to what is asked, without showing it. */
  #begin() {
    const { values, treatments } = this.asked;
    this.figure.choice = { values: { ...values }, courses: treatments };
  }

  #ask() {
    this.#begin();
    this.#enter("asking");
    this.figure.choose(this.figure.choice);
    this.prompt.focus();
  }

  #commit() {
    const { sketch, form } = this;
    const { days } = this.figure.spec.view;
    if (sketch.empty && !form.answer) {
      this.#say(this.asked.answers.length ? words.nothingChosen : words.nothing);
      return;
    }
    if (!sketch.empty && !sketch.whole) {
      const reached = days[0] + ((days[1] - days[0]) * sketch.reach) / (COLUMNS - 1);
      this.#say(words.onwards(brief(reached, 2), brief(days[1])));
      return;
    }
    keep(this.key, { heights: sketch.heights, answer: form.answer, skipped: false });
    this.#enter("shown");
    this.#play();
    this.figure.choose(this.figure.choice);
    this.#say(this.#judge(), "");
    this.verdict.focus({ preventScroll: true });
    this.figure.time.chart.canvas.scrollIntoView({ block: "nearest" });
  }

  /** To the figure as it is without a prediction. */
  #leave() {
    keep(this.key, { heights: [], answer: "", skipped: true });
    this.#erase();
    this.#enter("skipped");
    this.#play(false);
    this.figure.choose(this.figure.choice);
    this.again.focus({ preventScroll: true });
  }

  /** Let the figure show what a link says; the question can still be asked. */
  giveWay() {
    if (this.asking) this.#enter("skipped");
  }

  #erase() {
    this.sketch = new Sketch(this.#start());
    this.form.choose("");
    this.#drawn();
  }

  #drawn() {
    this.pad.show(this.sketch);
    this.form.show(this.sketch);
    this.figure.time.chart.redraw();
  }

  /** Let the run appear day by day, where motion is welcome. */
  #play(wanted = !window.matchMedia("(prefers-reduced-motion: reduce)").matches) {
    cancelAnimationFrame(this.#frame);
    const { chart } = this.figure.time;
    const [first, last] = this.figure.spec.view.days;
    const begun = performance.now();
    const step = () => {
      const share = (performance.now() - begun) / RUN;
      chart.until(share < 1 && wanted ? first + share * (last - first) : Infinity);
      if (share < 1 && wanted) this.#frame = requestAnimationFrame(step);
    };
    step();
  }

  /** How high the curve begins; whoever sketches has to know that. */
  #start() {
    const [first, last] = this.figure.spec.view.days;
    const { values, treatments } = this.asked;
    const days = /** @type {[number, number]} */ ([first, first + AN_INSTANT * (last - first)]);
    const { y, observables } = this.figure.runner.run({ values, treatments, days, points: 2 });
    return this.#height((y[this.asked.sketch] ?? observables[this.asked.sketch])[0]);
  }

  /** @param {number} value */
  #height(value) {
    return Math.min(Math.max(this.axis.place(value), 0), 1);
  }

  /** @returns {string} what the comparison of sketch and run says, in one piece */
  #judge() {
    const { figure, asked, sketch, form } = this;
    const { values, courses } = figure.choice;
    let result;
    try {
      result = figure.runner.run({ values, treatments: courses });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      // The figure says why there is no run.
      this.verdict.hidden = true;
      return "";
    }
    const row = result.y[asked.sketch] ?? result.observables[asked.sketch];
    const { headline, lines } = judge({
      heights: sketch.empty ? null : sketch.complete(),
      run: Array.from(row, (value) => this.#height(value)),
      outcome: result.outcome,
      answer: form.answer,
      answers: asked.answers,
      value: (height) => this.axis.value(height),
      final: row[row.length - 1],
      unit: this.unit,
      days: figure.spec.view.days,
    });
    this.#show({ headline, lines });
    return [headline, ...lines.map(({ sentence }) => sentence), asked.explanation].join(" ");
  }

  /** @param {Judgement} judgement */
  #show({ headline, lines }) {
    this.verdict.replaceChildren(
      element("p", { class: "xp-headline" }, headline),
      element(
        "ul",
        { class: "xp-lines-judged" },
        ...lines.map(({ about, grade, sentence }) =>
          element(
            "li",
            {},
            element("span", { class: "xp-about" }, about),
            element(
              "span",
              { class: `xp-grade xp-${grade ?? "none"}` },
              grade ? words.grades[grade] : "",
            ),
            element("span", {}, sentence),
          ),
        ),
      ),
      ...(this.asked.explanation
        ? [element("p", { class: "xp-explained" }, this.asked.explanation)]
        : []),
    );
  }

  /** @param {string} sentence said aloud @param {string} [written] under the buttons */
  #say(sentence, written = sentence) {
    this.spoken.textContent = sentence;
    this.message.textContent = written;
  }
}
