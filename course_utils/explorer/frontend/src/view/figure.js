/** The live figure: holds what the reader has chosen, runs the model, shows what came out. */

import { InputError } from "../engine/check.js";
import { createRunner } from "../engine/run.js";
import { folder, load, loadNear } from "../parts.js";
import { text } from "../strings/index.js";
import { broken, longestBroken } from "./broken.js";
import { Changes } from "./changes.js";
import { CourseBoxes } from "./courses.js";
import { element, setAttribute, setText } from "./dom.js";
import { offers } from "./offers.js";
import { lateView } from "./late.js";
import { Lift } from "./lift.js";
import { Panels } from "./panels.js";
import { Presets } from "./presets.js";
import { quantities } from "./quantities.js";
import { Readout } from "./readout.js";
import { Slider } from "./slider.js";
import { ViewSwitch } from "./switch.js";
import { Table } from "./table.js";
import { currentTheme, watchTheme } from "./theme.js";
import { TimeView } from "./time.js";
import { Tools } from "./tools.js";

/** @import {Adjustable, ChanceRequest, Course, Preset, Request, Result, Spec, TrialSpec, Values, View} from "../types.js" */

/** @import {Plane} from "../engine/phase/plane.js" */
/** @import {Theme} from "./theme.js" */

/** @typedef {{values: Values, courses: Course[]}} Choice `values` holds only what differs */
/**
 * @typedef {{choice: Choice, pinned: Choice | null, view: View, log: boolean, without: string[],
 *   seed: number | null, picked: Picked}} State all of it; `seed` is null where the reader's own is
 *   good
 * @typedef {{patient: number | null, endpoint: number}} Picked in a trial
 */
/**
 * @typedef {Choice & {result: Result, pinned: Result | null, pinnedAs: string,
 *   windows: {from: number, to: number}[], without: string[]}} Shown
 *   `pinned` is the run to compare with, and `pinnedAs` what it is called; `without` names the
 *   processes that are taken out
 * @typedef {{node: HTMLElement, show(shown: Shown): void, facts(shown: Shown): string[],
 *   longestFacts(): string[], tables(): Node[], setTheme(theme: Theme): void,
 *   destroy(): void, own?: boolean, records?: () => (string | number)[][]}} FigureView one way to
 *   show a run; `own` if it shows runs of its own, and not the figure's, which it then has as
 *   `records`
 * @typedef {{phase?: typeof import("./phase/view.js"),
 *   chance?: typeof import("./chance/part.js"),
 *   branches?: typeof import("./branches.js"),
 *   predict?: typeof import("./predict/prediction.js"),
 *   story?: typeof import("./story.js")}} Loaded
 */

const TO_PAINT = 8; // ms for the browser to bring a frame to the screen, before the next needs it

/** @param {Spec} spec @returns {Promise<Loaded> | null} the parts without which it cannot start */
export function needed({ view }) {
  const names = /** @type {const} */ (["phase", "chance", "branches", "predict", "story"]).filter(
    (name) => view[name],
  );
  const parts = names.map(async (name) => [name, await load(name)]);
  return parts.length ? Promise.all(parts).then(Object.fromEntries) : null;
}

export class Figure {
  /** @type {Result | null} */
  #result = null;
  /** @type {{choice: Choice, result: Result} | null} */
  #pinned = null;
  /** The same with all its processes, while some are taken out. @type {Result | null} */
  #whole = null;
  /** The processes that are taken out. @type {string[]} */
  without = [];
  /** @type {Picked} */
  picked = { patient: null, endpoint: 0 };
  /** @type {Shown | null} */
  #shown = null;
  #frame = 0;
  /** What a change that waits for the frame wants at once. @type {"picture" | "all" | null} */
  #waiting = null;
  /** Whether all but the picture has still to follow. */
  #owed = false;
  /** The timer after which it does. */
  #following = 0;
  /** Why the choice could not be run. */
  #refused = "";

  /**
   * @param {HTMLElement} root becomes live; its question and picture stay in it
   * @param {Spec} spec
   * @param {Loaded | null} parts that `needed` has fetched
   * @param {(choice: Choice) => void} [changed] called after the reader has changed something
   */
  constructor(root, spec, parts, changed = () => {}) {
    const { model, view } = spec;
    this.root = root;
    this.spec = spec;
    this.changed = changed;
    /** Where the page's own script is, and files beside it; in a notebook there is none. */
    this.folder = folder;
    this.runner = createRunner(model, view);
    this.log = view.log;
    // Once moved, a name is reported for good: Python must see that it went back.
    this.touched = new Set([...view.controls, ...Object.keys(view.values)]);
    /** @type {Choice} */
    this.choice = this.opening;
    this.quantities = quantities(model, view.show);
    this.theme = currentTheme();
    this.view = view.opens;

    const refuse = (/** @type {string} */ message) => this.refuse(message);
    const treat = (/** @type {Course[]} */ courses) => this.choose({ ...this.choice, courses });
    this.time = new TimeView({
      model,
      view,
      quantities: this.quantities,
      theme: this.theme,
      strip: {
        change: treat,
        hold: (held) => this.readout.hold(held),
        gone: (name) => this.boxes.focus(name),
      },
    });
    this.phase =
      view.phase && parts?.phase
        ? new parts.phase.PhaseView({
            model,
            axes: view.phase,
            theme: this.theme,
            moved: (values) => this.move(values),
          })
        : null;
    this.chance =
      view.chance && parts?.chance
        ? new parts.chance.ChanceView({
            model,
            fan: view.chance,
            theme: this.theme,
            runner: this.runner,
            told: () => this.#retell(),
            refuse,
            settle: () => this.#schedule(),
          })
        : null;
    /** @type {Partial<Record<View, FigureView>>} */
    this.views = {
      time: this.time,
      ...(this.phase && { phase: this.phase }),
      ...(this.chance && { chance: this.chance }),
      ...(view.trial && { trial: this.#late(view.trial) }),
    };
    const views = /** @type {View[]} */ (Object.keys(this.views));
    this.switch = views.length > 1 ? new ViewSwitch(views, (chosen) => this.look(chosen)) : null;
    this.readout = new Readout(
      model,
      Object.values(this.views).map((each) => [
        ...longestBroken(model),
        ...each.longestFacts(),
      ]),
      () => this.#news(),
    );
    this.changes = new Changes(model);
    this.table = new Table(model.title, this.quantities, () => this.shownView.tables());
    this.boxes = new CourseBoxes(model, view.days, {
      change: treat,
      refuse,
      settle: () => this.#schedule(),
    });
    const Scenarios = parts?.story?.Story ?? Presets;
    this.presets = new Scenarios(view.presets, (preset) => this.choose(this.scenario(preset)));
    this.panels = new Panels(offers(this), () => refuse(text.errors.part));
    this.tools = new Tools(
      {
        reset: () => this.#reset(),
        pin: () => this.#pin(),
        log: () => this.setLog(!this.log),
      },
      [...this.panels.buttons.values(), this.table.node],
    );
    this.sliders = this.#makeSliders(refuse);
    this.branches = parts?.branches && new parts.branches.Branches(spec, this.sliders);
    this.more = element("summary");
    this.live = this.#layout();
    this.lift = new Lift(this.live, () => (this.prediction?.asking ? null : this.shownView.node));
    /** What the reader predicts before the model runs. */
    this.prediction = view.predict && parts?.predict ? new parts.predict.Prediction(this, view.predict) : null;
    root.append(this.live);
    this.#paintTheme();
    this.unwatch = watchTheme(() => this.#paintTheme());
    this.#update();
    root.dataset.state = "live";
  }

  /**
   * Run the model, whatever the sliders show: `values` differ from the model's defaults.
   *
   * @param {Request} [request]
   */
  async run(request = {}) {
    const { t, y, observables, outcome } = this.runner.run(request);
    const plain = (/** @type {Record<string, Float64Array>} */ table) =>
      Object.fromEntries(Object.entries(table).map(([name, row]) => [name, [...row]]));
    return { t: [...t], y: plain(y), observables: plain(observables), outcome };
  }

  /**
   * Run the model by chance, once or `runs` times; each run says its own seed.
   *
   * @param {ChanceRequest} [request]
   */
  async runStochastic(request = {}) {
    const { model, view } = this.spec;
    const { runStochastic } = await load("chance");
    const { t, runs } = runStochastic(model, { days: view.days, points: view.points, ...request });
    return {
      t: [...t],
      runs: runs.map(({ seed, y, diedOut, events }) => ({
        seed,
        y: Object.fromEntries(Object.entries(y).map(([name, row]) => [name, [...row]])),
        diedOut,
        events: { t: [...events.t], process: events.process },
      })),
    };
  }

  /**
   * Work out the phase plane, whatever the sliders show: `values` differ from the model's defaults.
   *
   * @param {Values} [values]
   * @param {string[]} [without] processes that are taken out
   * @returns {Plane | null} null if the figure has no phase plane
   */
  plane(values = {}, without = []) {
    return this.phase && this.phase.solver.solve(values, [0, 0], without);
  }

  /**
   * Run the figure's trial, whatever the sliders show: `values` differ from the model's defaults.
   *
   * @param {Values} [values]
   * @param {number} [repeats] how often, to see how long it takes
   */
  async trial(values = {}, repeats = 1) {
    return (await load("trial")).solveTrial(this, values, repeats);
  }

  /** What a page's script, or its console, may ask. */
  get api() {
    return {
      run: this.run.bind(this),
      runStochastic: this.runStochastic.bind(this),
      plane: this.plane.bind(this),
      trial: this.trial.bind(this),
      show: this.showScenario.bind(this),
    };
  }

  /** @returns {Values} the number of every control in view and of everything that was moved */
  get values() {
    const numbers = this.numbers();
    for (const name of Object.keys(this.choice.values)) this.touched.add(name);
    return Object.fromEntries([...this.touched].map((name) => [name, numbers[name]]));
  }

  /**
   * Show other values or treatments, without calling back.
   *
   * @param {{values?: Values, courses?: Course[]}} choice values not named keep their numbers
   */
  set({ values = {}, courses = this.choice.courses }) {
    this.choice = { values: this.#joined(values), courses };
    this.#update();
  }

  /**
   * Show a state as it was when someone shared it.
   *
   * @param {State} state
   * @throws {InputError} and shows nothing of it, if its pinned run cannot be solved
   */
  restore({ choice, pinned, view, log, without, seed, picked }) {
    this.prediction?.giveWay();
    const run = pinned && this.runner.run({ values: pinned.values, treatments: pinned.courses });
    this.#pinned = pinned && run && { choice: pinned, result: run };
    this.view = view;
    this.without = without;
    this.picked = picked;
    this.setLog(log);
    if (seed !== null) this.chance?.seed.borrow(seed);
    this.choose(choice);
  }

  /**
   * Show one of the scenarios, or the figure as it opens, and ask for no prediction any more.
   *
   * @param {string} [label] of the scenario
   * @returns {boolean} whether there is such a scenario
   */
  showScenario(label) {
    const preset = this.spec.view.presets.find((each) => each.label === label);
    if (label !== undefined && !preset) return false;
    this.prediction?.giveWay();
    this.choose(preset ? this.scenario(preset) : this.opening);
    return true;
  }

  destroy() {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#following);
    this.unwatch();
    for (const view of Object.values(this.views)) view.destroy();
    this.prediction?.destroy();
    this.lift.drop();
    this.panels.destroy();
    this.readout.destroy();
    this.table.destroy();
    this.live.remove();
  }

  #layout() {
    const { controls } = this.spec.view;
    const [first, more] = [true, false].map((wanted) =>
      this.sliders.filter(({ item }) => controls.includes(item.name) === wanted),
    );
    first.sort((a, b) => controls.indexOf(a.item.name) - controls.indexOf(b.item.name));
    const folded = element(
      "details",
      { class: "xp-more", hidden: !more.length },
      this.more,
      element("div", { class: "xp-sliders" }, ...more.map(({ node }) => node)),
    );
    return element(
      "div",
      { class: "xp-live" },
      this.presets.node,
      element(
        "div",
        { class: "xp-main" },
        this.#layoutViews(),
        element(
          "div",
          { class: "xp-side", role: "group", "aria-label": text.labels.settings },
          element("div", { class: "xp-sliders" }, ...first.map(({ node }) => node)),
          this.boxes.node,
          folded,
        ),
        this.readout.node,
        this.tools.node,
        this.panels.node,
      ),
    );
  }

  #layoutViews() {
    if (!this.switch) return this.time.node;
    const nodes = Object.values(this.views).map(({ node }) => node);
    // In one place, so that the figure is as tall as the tallest of them needs.
    const stack = element("div", { class: "xp-stack" }, ...nodes);
    return element("div", { class: "xp-view" }, this.switch.node, stack);
  }

  /** @param {TrialSpec} trial */
  #late(trial) {
    const fetch = async () => {
      const failed = () => {
        if (this.shownView.own) this.refuse(text.errors.part);
      };
      const { TrialView } = await loadNear("trial", this.root, failed);
      return new TrialView(this, trial, () => this.#retell());
    };
    return lateView({
      fetch,
      // Hardly more than two lines for the patients, and as many for each arm but the first.
      room: "888 ".repeat(30 * trial.arms.length),
      arrived: () => this.look(),
    });
  }

  /** @param {(message: string) => void} refuse */
  #makeSliders(refuse) {
    const { parameters, states } = this.spec.model;
    const on = {
      change: (/** @type {string} */ name, /** @type {number} */ value) =>
        this.move({ [name]: value }),
      refuse,
      settle: () => this.#schedule(),
    };
    const make =
      (/** @type {(label: string) => string} */ name) => (/** @type {Adjustable} */ item) =>
        item.range ? [new Slider(item, name(item.label), on)] : [];
    return [
      ...parameters.flatMap(make((label) => label)),
      ...states.flatMap(make(text.labels.start)),
    ];
  }

  /** What it shows at first. @returns {Choice} */
  get opening() {
    const { values, treatments } = this.spec.view;
    return { values: { ...values }, courses: treatments };
  }

  /** The run that was pinned, if there is one. */
  get pinned() {
    return this.#pinned;
  }

  /** @param {Preset} preset @returns {Choice} */
  scenario({ values, treatments }) {
    return { values: { ...this.spec.view.values, ...values }, courses: treatments };
  }

  /** @returns {Values} what every parameter and every start value now is */
  numbers(values = this.choice.values) {
    const parameters = this.spec.model.parameters.map(({ name, value }) => [
      name,
      values[name] ?? value,
    ]);
    return { ...Object.fromEntries(parameters), ...this.runner.starts(values) };
  }

  /** @param {Values} values @returns {Values} what was chosen before, with these */
  #joined(values) {
    const { parameters, states } = this.spec.model;
    const next = { ...this.choice.values };
    for (const { name } of parameters) if (name in values) next[name] = values[name];
    for (const { name } of states) {
      if (!(name in values)) continue;
      delete next[name];
      // A start value that is as the parameters have it goes on following them.
      const followed = this.runner.starts(next)[name];
      if (Math.abs(values[name] - followed) > 1e-12 * followed) next[name] = values[name];
    }
    return next;
  }

  /** @param {Values} values by name, which join what was chosen before */
  move(values) {
    this.choice = { ...this.choice, values: this.#joined(values) };
    this.#schedule(true);
  }

  /** @param {string[]} names of the processes that are taken out; all others are put back */
  takeOut(names) {
    this.without = names;
    this.#schedule();
  }

  /** @param {View} [view] */
  look(view = this.view) {
    if (view !== this.view) this.lift.drop();
    this.view = view;
    this.#update();
  }

  /** @param {Choice} choice */
  choose(choice) {
    this.choice = choice;
    this.#schedule();
  }

  /**
   * Run the model for what was just chosen.
   *
   * The first change of a frame runs at once, so that this very frame can show it. Those that
   * follow before the frame is drawn wait for it, and run once together.
   *
   * @param {boolean} [pictureFirst] whether what is told in words and numbers may follow when the
   *   frame is on the screen; while a slider moves, the eye is on the curve
   */
  #schedule(pictureFirst = false) {
    if (this.#frame) {
      this.#waiting = pictureFirst && this.#waiting !== "all" ? "picture" : "all";
      return;
    }
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#owed) this.#following ||= window.setTimeout(() => this.#tellAll(), TO_PAINT);
      const waiting = this.#waiting;
      this.#waiting = null;
      if (waiting) this.#schedule(waiting === "picture");
    });
    this.#draw();
    this.#owed = pictureFirst;
    if (!pictureFirst) this.#tellAll();
  }

  #tellAll() {
    if (this.#follow()) this.changed(this.choice);
  }

  #reset() {
    this.#pinned = null;
    this.without = [];
    this.setLog(this.spec.view.log);
    this.choose(this.opening);
  }

  #pin() {
    const [result, choice] = [this.#result, this.choice];
    this.#pinned = this.#pinned || !result ? null : { choice, result };
    this.#update();
  }

  /** @param {boolean} log */
  setLog(log) {
    if (log === this.log) return;
    this.log = log;
    this.time.chart.setLog(log);
    this.#showTools();
    if (this.#shown) this.panels.show(this.#shown);
  }

  #update() {
    this.#draw();
    this.#follow();
  }

  /** Run the model and draw what came out. */
  #draw() {
    const { courses, values } = this.choice;
    const { without } = this;
    this.#refused = "";
    // Before anything else changes: text on a canvas makes the browser lay out the page first.
    if (this.prediction?.asking) {
      // Nothing runs, so nothing can give it away.
      this.#pinned = this.#result = null;
      this.time.chart.hide(this.#windows);
    } else {
      try {
        const request = { values, treatments: courses };
        this.#whole = without.length ? this.runner.run(request) : null;
        this.#result = this.runner.run({ ...request, without });
        this.#shown = this.#showing(this.#result);
        this.shownView.show(this.#shown);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        this.#refused = error.message;
      }
    }
    // What is held by a pointer moves with it.
    this.time.strip.show(courses);
  }

  /** @returns {boolean} whether the choice could be run; all that is not the picture now tells it */
  #follow() {
    clearTimeout(this.#following);
    this.#following = 0;
    this.#owed = false;
    const { without } = this;
    const asking = this.prediction?.asking;
    const numbers = this.numbers();
    for (const slider of this.sliders) {
      const value = numbers[slider.item.name];
      if (slider.value !== value || !slider.box.value) slider.set(value);
    }
    this.#tellFolded();
    this.branches?.show(numbers);
    this.boxes.show(this.choice.courses);
    const scenario = this.spec.view.presets.findIndex((preset) => this.#shows(preset));
    // What a scenario says is to be seen is said of the whole model.
    this.presets.mark(asking ? -1 : scenario, !without.length);
    this.#showView();
    this.#showTools();
    if (asking) return true;
    if (this.#refused || !this.#result) {
      this.refuse([...broken(this.spec.model, without), this.#refused].join(" "));
      return false;
    }
    this.root.classList.toggle("xp-stale", false); // which changes nothing where nothing is wrong
    if (this.#shown) {
      this.#tell(this.#shown);
      this.panels.show(this.#shown);
    }
    this.table.show(this.#result);
    return true;
  }

  /** A link or a scenario may have moved what cannot be seen. */
  #tellFolded() {
    const { controls, values } = this.spec.view;
    const [opening, chosen] = [this.numbers(values), this.choice.values];
    const moved = Object.keys(chosen).filter(
      (name) => !controls.includes(name) && chosen[name] !== opening[name],
    ).length;
    setText(this.more, moved ? text.labels.moreChanged(moved) : text.labels.more);
  }

  get #windows() {
    return this.choice.courses.flatMap((course) => ("from" in course ? [course] : []));
  }

  /** The view that is seen. @returns {FigureView} */
  get shownView() {
    return this.views[this.view] ?? this.time;
  }

  /** @param {Result} result @returns {Shown} */
  #showing(result) {
    return {
      ...this.choice,
      result,
      pinned: this.#whole ?? this.#pinned?.result ?? null,
      pinnedAs: this.#whole ? text.knockout.whole : text.labels.pinned,
      windows: this.#windows,
      without: this.without,
    };
  }

  /** @param {Shown} shown what the view draws already */
  #tell(shown) {
    const { result } = shown;
    const said = broken(this.spec.model, shown.without);
    this.readout.show(this.shownView.own ? { ...result, outcome: null } : result, [
      ...said,
      ...this.shownView.facts(shown),
    ]);
  }

  /** Say it again: a view has found out what it did not know when it was shown. */
  #retell() {
    if (!this.#shown || this.root.classList.contains("xp-stale")) return;
    this.#tell(this.#shown);
    this.table.show(this.#shown.result);
  }


  #showView() {
    for (const each of Object.values(this.views)) {
      each.node.classList.toggle("xp-shown", each === this.shownView);
    }
    this.switch?.show(this.view);
    setAttribute(this.root, "data-xp-view", this.view);
  }

  /** @returns {string[]} */
  #news() {
    const { courses } = this.choice;
    return this.#result
      ? this.changes.tell({ numbers: this.numbers(), courses, outcome: this.#result.outcome })
      : [];
  }

  /** @param {string} message */
  refuse(message) {
    this.root.classList.add("xp-stale");
    this.readout.refuse(message);
  }

  #showTools() {
    this.tools.show({
      pinned: this.#pinned !== null,
      log: this.log,
      logs: this.view === "time",
      // What is broken is compared with the whole model, and with nothing else.
      pins: !["chance", "trial"].includes(this.view) && !this.#whole,
    });
  }

  /** @param {Preset} preset */
  #shows(preset) {
    const scenario = this.scenario(preset);
    const [wanted, numbers] = [this.numbers(scenario.values), this.numbers()];
    return (
      Object.keys(wanted).every((name) => wanted[name] === numbers[name]) &&
      JSON.stringify(scenario.courses) === JSON.stringify(this.choice.courses)
    );
  }

  #paintTheme() {
    const theme = currentTheme();
    this.root.dataset.xpTheme = theme.name;
    if (theme.name === this.theme.name) return;
    this.theme = theme;
    for (const view of Object.values(this.views)) view.setTheme(theme);
  }
}
