/** A virtual trial as a view of the figure: survival curves, and one patient in every arm. */

import { InputError } from "../../engine/check.js";
import { Follower } from "../../engine/trial/engine.js";
import { atRisk } from "../../engine/trial/survival.js";
import { text } from "../../strings/index.js";
import { words } from "../../strings/trial.js";
import { element, freshId, textScale } from "../dom.js";
import { brief, inSentence, withUnit } from "../format.js";
import { lineSample } from "../key.js";
import { quantities } from "../quantities.js";
import { addPartStyle } from "../style.js";
import { looks } from "../theme.js";
import { coursePlot, mark, survivalPlot, svg, wholeHeight } from "./plot.js";
import { planOf, statistics, Trials } from "./solve.js";
import css from "./view.css";

/** @import {EndpointSpec, TrialSpec} from "../../types.js" */
/** @import {ArmOfPiece} from "../../engine/trial/follow.js" */
/** @import {Outcome} from "../../engine/trial/crew.js" */
/** @import {Comparison} from "../../engine/trial/survival.js" */
/** @import {Figure, Shown} from "../figure.js" */
/** @import {Theme} from "../theme.js" */
/** @typedef {Pick<Shown, "values" | "without">} Asked */
/** @import {ArmLook} from "./plot.js" */

const LEAST_P = 0.0001;
const HEIGHT = 300;
const ENLARGED = 220; // before it is enlarged: what is said of it has to fit on the screen as well
const COURSE = 210;

/** 0.10, and not 0.1. @param {number} ratio */
const twoDigits = (ratio) =>
  ratio < 100 && ratio >= 0.01
    ? ratio.toLocaleString(text.locale, { minimumSignificantDigits: 2, maximumSignificantDigits: 2 })
    : brief(ratio, 2);

export class TrialView {
  #asked = "";
  #running = false;
  #gone = false;
  /** What was asked for while something else ran. @type {Asked | null} */
  #next = null;
  /** @type {{arms: ArmOfPiece[], outcome: Outcome} | null} */
  #found = null;
  /** @type {ReturnType<typeof statistics> | null} */
  #statistics = null;
  #refusal = "";
  #width = 0;
  /** By how much its text is larger than on a page. */
  #scale = 1;
  /** @type {{day: number, patient: number, x: number, y: number}[]} where the curves step */
  #steps = [];

  /** @param {Figure} figure @param {TrialSpec} trial @param {() => void} told */
  constructor(figure, trial, told) {
    const { model } = figure.spec;
    this.figure = figure;
    this.model = model;
    this.trial = trial;
    this.told = told;
    this.theme = figure.theme;
    addPartStyle(figure, "trial", css);
    this.trials = new Trials(model, trial, (values) => figure.numbers(values));
    this.follower = new Follower(planOf(model, trial));
    this.curves = element("div", { class: "xp-curves", role: "img", "aria-label": words.running });
    this.key = element("ul", { class: "xp-key", "aria-label": text.labels.key });
    this.course = element("div", { class: "xp-course-of", role: "img" });
    this.sentence = element("p", { class: "xp-facts" });
    const last = trial.patients - 1;
    this.box = element("input", {
      type: "number",
      class: "xp-box",
      min: 0,
      max: last,
      step: 1,
      inputmode: "numeric",
    });
    this.same = element(
      "details",
      { class: "xp-same" },
      element("summary", { class: "xp-tool" }, words.same),
      element(
        "div",
        { class: "xp-which" },
        element("label", {}, element("span", {}, words.which(last)), this.box),
        element("p", { class: "xp-meaning" }, words.pick),
      ),
      this.course,
      this.sentence,
    );
    this.node = element(
      "div",
      { class: "xp-trial" },
      ...this.#endpoints(),
      this.curves,
      this.key,
      this.same,
      element("p", { class: "xp-meaning" }, words.note),
    );
    this.box.addEventListener("input", () => this.#type());
    this.box.addEventListener("change", () => {
      if (!this.box.hasAttribute("aria-invalid")) return;
      this.box.removeAttribute("aria-invalid");
      this.box.value = this.figure.picked.patient === null ? "" : String(this.figure.picked.patient);
      figure.look();
    });
    this.same.addEventListener("toggle", () => {
      if (this.same.open && this.figure.picked.patient === null) this.#pick(0);
      else this.#draw();
    });
    this.curves.addEventListener("click", (event) => this.#click(event));
    this.observer = new ResizeObserver(() => this.#resize());
    this.observer.observe(this.curves);
    this.#fillKey();
  }

  /** @returns {HTMLElement[]} a choice of what is waited for, where there is one */
  #endpoints() {
    const { endpoints } = this.trial;
    if (endpoints.length < 2) return [];
    const id = freshId();
    const select = element(
      "select",
      { class: "xp-select", id },
      ...endpoints.map(({ label }, i) => element("option", { value: i }, inSentence(label))),
    );
    this.select = select;
    select.addEventListener("change", () => {
      this.figure.picked.endpoint = Number(select.value);
      this.#count();
      this.told();
    });
    return [
      element("div", { class: "xp-which" }, element("label", { for: id }, words.endpoint), select),
    ];
  }

  /** @returns {EndpointSpec} */
  get #now() {
    return this.trial.endpoints[this.figure.picked.endpoint];
  }

  /** @returns {ArmLook[]} */
  get #looks() {
    const { arms } = this.trial;
    const all = looks(arms);
    return arms.map(({ label }, i) => ({
      label,
      colour: all[i][this.theme.name],
      dash: all[i].dash,
    }));
  }

  /** @param {Shown} shown */
  show({ values, without }) {
    this.#unfold();
    const asked = JSON.stringify([values, without]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#next = { values, without };
    if (!this.#running) void this.#run();
  }

  /** Show what a link has picked. */
  #unfold() {
    const { patient, endpoint } = this.figure.picked;
    if (this.select && this.select.value !== String(endpoint)) {
      this.select.value = String(endpoint);
      this.#count();
    }
    if (patient !== null && this.box.value !== String(patient) && !this.box.hasAttribute("aria-invalid")) {
      this.#pick(patient);
    }
  }

  /** One trial after another, each for what the sliders say when it begins. */
  async #run() {
    this.#running = true;
    for (let asked = this.#next; asked && !this.#gone; asked = this.#next) {
      this.#next = null;
      try {
        const arms = this.trials.arms(asked.values, asked.without);
        const outcome = await this.trials.run(arms);
        this.#found = { arms, outcome };
        this.#refusal = "";
        this.#count();
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        this.#refusal = error.message;
      }
      this.node.classList.toggle("xp-stale", this.#refusal !== "");
      this.told();
    }
    this.#running = false;
  }

  #count() {
    if (!this.#found) return;
    this.#statistics = statistics(this.#found.outcome, this.figure.picked.endpoint);
    this.#draw();
  }

  /** @returns {string[]} what is shown, as sentences */
  facts() {
    if (this.#refusal) return [this.#refusal];
    if (!this.#statistics) return [words.running];
    const { curves, comparisons } = this.#statistics;
    const { arms, patients, population } = this.trial;
    const medians = curves.map(({ median }, i) =>
      words.median(
        arms[i].label,
        median === Infinity ? words.notReached : words.days(brief(median)),
      ),
    );
    return [
      words.trial(
        patients,
        population.label,
        inSentence(this.#now.label),
        medians.join(text.locale.startsWith("en") ? ", " : "; "),
      ),
      ...comparisons.map((found, i) => this.#compared(found, arms[i + 1].label)),
    ];
  }

  /** @param {Comparison | null} found @param {string} arm */
  #compared(found, arm) {
    const other = this.trial.arms[0].label;
    if (!found) return words.nobody(arm, other);
    const { ratio, low, high, p } = found;
    return words.compared(
      arm,
      other,
      twoDigits(ratio),
      twoDigits(low),
      twoDigits(high),
      p < LEAST_P ? words.below(brief(LEAST_P)) : words.is(brief(p, 2)),
    );
  }

  /** @returns {string[]} */
  longestFacts() {
    return this.facts();
  }

  /** @returns {Node[]} */
  tables() {
    const found = this.#found;
    if (!found) return [];
    const { columns } = words;
    const { outcome } = found;
    const k = this.figure.picked.endpoint;
    const heads = [columns.patient, columns.arm, columns.time, columns.event];
    const cell = (/** @type {string} */ content) => element("td", {}, content);
    return [
      element(
        "table",
        {},
        element("caption", {}, words.table(inSentence(this.#now.label))),
        element(
          "thead",
          {},
          element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head))),
        ),
        element(
          "tbody",
          {},
          ...this.trial.arms.flatMap(({ label }, arm) =>
            Array.from(outcome.times[k][arm], (time, i) =>
              element(
                "tr",
                {},
                element("th", { scope: "row" }, String(i)),
                cell(label),
                cell(brief(time, 4)),
                cell(outcome.events[k][arm][i] ? words.yes : words.no),
              ),
            ),
          ),
        ),
      ),
    ];
  }

  /** @returns {(string | number)[][]} every patient in every arm, the heads first */
  records() {
    const { columns } = words;
    const { trial } = this;
    const found = this.#found;
    const heads = [columns.patient, columns.arm, ...trial.population.varies.map(({ name }) => name)];
    const ends = trial.endpoints.flatMap(({ label }) => [
      words.timeTo(label),
      words.eventOf(label),
    ]);
    const rows = found ? found.arms.flatMap((arm, a) =>
      Array.from({ length: trial.patients }, (_, i) => [
        i,
        trial.arms[a].label,
        ...trial.population.varies.map(({ name }) => arm.columns[name][i]),
        ...trial.endpoints.flatMap((_, k) => [
          found.outcome.times[k][a][i],
          found.outcome.events[k][a][i],
        ]),
      ]),
    ) : [];
    return [[...heads, ...ends], ...rows];
  }

  /** @param {Theme} theme */
  setTheme(theme) {
    this.theme = theme;
    this.#fillKey();
    this.#draw();
  }

  destroy() {
    this.#gone = true;
    this.trials.stop();
    this.observer.disconnect();
  }

  #resize() {
    const width = Math.floor(this.curves.clientWidth);
    if (!width || width === this.#width) return;
    this.#width = width;
    this.#scale = textScale(this.curves);
    // Before the patients are there, so that nothing moves when they are.
    this.curves.style.minHeight = `${wholeHeight(this.#height, this.trial.arms.length) * this.#scale}px`;
    this.#draw();
  }

  get #height() {
    return this.#scale > 1 ? ENLARGED : HEIGHT;
  }

  #draw() {
    const { theme } = this;
    const scale = this.#scale;
    const width = this.#width / scale;
    if (!width || !this.#statistics || !this.#found) return;
    const { curves } = this.#statistics;
    const { outcome } = this.#found;
    const { days, arms } = this.trial;
    const last = days[1];
    const event = inSentence(this.#now.label);
    const k = this.figure.picked.endpoint;
    const common = { width, scale, last, theme, looks: this.#looks, days: text.labels.days };
    const picked = this.same.open ? this.figure.picked.patient : null;
    const shareAt = (/** @type {number} */ arm, /** @type {number} */ day) => {
      const { t, survival } = curves[arm];
      return survival[t.findLastIndex((one) => one <= day)];
    };
    const { frame, node } = survivalPlot({
      ...common,
      height: this.#height,
      curves,
      atRisk,
      title: words.free(event),
      risk: words.atRisk,
      marks:
        picked === null
          ? []
          : arms.map((_, arm) => {
              const x = outcome.times[k][arm][picked];
              return { x, y: shareAt(arm, x), arm };
            }),
    });
    this.curves.replaceChildren(node);
    this.curves.setAttribute("aria-label", words.chart(event, this.model.title));
    this.#steps = arms.flatMap((_, arm) =>
      Array.from(outcome.times[k][arm]).flatMap((day, patient) =>
        outcome.events[k][arm][patient]
          ? [{ day, patient, x: frame.x(day), y: frame.up(shareAt(arm, day)) }]
          : [],
      ),
    );
    if (picked !== null) this.#drawPatient(picked, common);
  }

  /**
   * @param {number} picked
   * @param {{width: number, scale: number, last: number, theme: Theme, looks: ArmLook[], days: string}} common
   */
  #drawPatient(picked, common) {
    if (!this.#found) return;
    const { arms, outcome } = this.#found;
    const k = this.figure.picked.endpoint;
    const { of } = this.#now;
    const [quantity] = quantities(this.model, [of]);
    const event = inSentence(this.#now.label);
    const own = arms.map(({ columns, ...arm }) => ({
      ...arm,
      columns: Object.fromEntries(
        Object.entries(columns).map(([name, column]) => [name, column.slice(picked, picked + 1)]),
      ),
    }));
    const rows = own.map((arm) => this.follower.course(arm, of));
    const events = arms.map((_, arm) =>
      outcome.events[k][arm][picked] ? outcome.times[k][arm][picked] : null,
    );
    const unit = quantity.unit_words;
    this.course.setAttribute("aria-label", words.course(quantity.label, picked));
    this.course.replaceChildren(
      coursePlot({
        ...common,
        height: COURSE,
        t: this.follower.t,
        rows,
        events,
        log: this.figure.log,
        title: unit ? `${inSentence(quantity.label)} (${unit})` : inSentence(quantity.label),
      }),
    );
    const fates = events.map((day, arm) => {
      const { label } = this.trial.arms[arm];
      return day === null
        ? words.never(label, event, brief(common.last))
        : words.happened(label, event, brief(day));
    });
    const numbers = Object.entries(own[0].columns).map(([name, [value]]) => {
      const item = [...this.model.parameters, ...this.model.states].find((one) => one.name === name);
      return `${inSentence(this.trials.label(name))} ${withUnit(value, item?.unit_words ?? "")}`;
    });
    this.sentence.replaceChildren(
      element("span", {}, words.patient(picked, fates.join("; "))),
      element("span", {}, words.numbers(numbers.join("; "))),
    );
  }

  #type() {
    const value = this.box.valueAsNumber;
    const last = this.trial.patients - 1;
    if (Number.isInteger(value) && value >= 0 && value <= last) {
      this.box.removeAttribute("aria-invalid");
      this.#pick(value);
    } else {
      this.box.setAttribute("aria-invalid", "true");
      this.figure.refuse(words.whichBox(last));
    }
  }

  /** @param {number} patient */
  #pick(patient) {
    this.figure.picked.patient = patient;
    if (this.box.valueAsNumber !== patient) this.box.value = String(patient);
    this.same.open = true;
    this.#draw();
    this.told();
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const { left, top } = this.curves.getBoundingClientRect();
    const away = (/** @type {{x: number, y: number}} */ { x, y }) =>
      Math.hypot(x - (event.clientX - left) / this.#scale, y - (event.clientY - top) / this.#scale);
    let nearest = this.#steps[0];
    for (const step of this.#steps) if (away(step) < away(nearest)) nearest = step;
    if (nearest) this.#pick(nearest.patient);
  }

  #fillKey() {
    this.key.replaceChildren(
      ...this.#looks.map(({ label, colour, dash }, arm) =>
        element(
          "li",
          {},
          lineSample(colour, dash),
          svg(
            "svg",
            { width: 16, height: 16, "aria-hidden": "true" },
            mark({ x: 8, y: 8, arm }, colour, this.theme.inks.ink),
          ),
          label,
        ),
      ),
    );
  }
}
