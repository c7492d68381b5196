/** The figure in space: a map that plays, the profile and the course beside it, and its words. */

import ACTORS from "../../../../../plots/actors.json";
import { InputError } from "../../engine/check.js";
import { Runner } from "../../engine/space/runner.js";
import { words } from "../../strings/space.js";
import { element, freshId } from "../dom.js";
import { brief } from "../format.js";
import { currentTheme, watchTheme } from "../theme.js";
import { Lines } from "./lines.js";
import { SquareMap } from "./map.js";
import { GRADIENT } from "./ramp.js";

/** @import {Values} from "../../types.js" */
/** @import {Snapshot, SpaceSpec} from "../../engine/space/types.js" */

const SPEEDS = [1, 2, 5, 10]; // days a second
const LEAP = 5; // days at once, where motion is not wanted
const LEAP_EVERY = 1000; // ms
const KEEP_EVERY = 0.25; // days between two points of a course
const SPOKEN_EVERY = 10; // days between two sentences while it plays
const SPOT = 0.15; // mm, radius of what is placed
const CELLS_ON_A_SITE = 3; // up to which the ramp of single cells goes

/** @param {number} share @returns {string} */
const perCent = (share) =>
  share > 0 && share < 1e-4 ? words.nearlyNothing : words.perCent(brief(100 * share, 2));

export class SpaceFigure {
  /** @type {Snapshot | null} */
  #snapshot = null;
  /** @type {{t: number, space: number, mixed: number}[]} */
  #course = [];
  #playing = false;
  #busy = false;
  #frame = 0;
  #timer = 0;
  #then = 0;
  #spoken = -Infinity;

  /** @param {HTMLElement} root becomes live @param {SpaceSpec} spec */
  constructor(root, spec) {
    this.root = root;
    this.spec = spec;
    this.model = spec.model;
    this.days = spec.view.days;
    this.resident = Object.keys(this.model.residents)[0];
    this.states = Object.fromEntries(this.model.states.map((state) => [state.name, state]));
    this.theme = currentTheme();
    this.runner = new Runner(spec);
    this.map = new SquareMap(this.model, (x, y) => this.#aim(x, y, true));
    this.profile = new Lines({ title: words.profile, across: words.distance, right: 1 });
    this.time = new Lines({ title: words.course, across: words.day, right: this.days });
    this.said = element("p", { class: "sp-said" });
    this.key = element("div", { class: "sp-key" });
    this.ends = [element("span"), element("span"), element("span")];
    this.dots = element("ul", { class: "sp-dots", hidden: true });
    this.spoken = element("p", { class: "xp-unseen", role: "status" });
    this.node = element("div", { class: "xp-live sp-live" }, ...this.#parts());
    root.append(this.node);
    root.dataset.state = "live";
    root.dataset.xpTheme = this.theme.name;
    this.unwatch = watchTheme(() => {
      this.theme = currentTheme();
      root.dataset.xpTheme = this.theme.name;
      this.#draw();
    });
    this.begin();
  }

  /** @returns {Node[]} */
  #parts() {
    const { view, model } = this.spec;
    const button = (
      /** @type {string} */ label,
      /** @type {() => void} */ click,
      /** @type {Record<string, string>} */ more = {},
    ) => {
      const node = element("button", { type: "button", class: "xp-tool", ...more }, label);
      node.addEventListener("click", click);
      return node;
    };
    this.chips = Object.keys(view.presets).map((name) => {
      const chip = button(words.presets[name] ?? name, () => this.choose(name), {
        class: "xp-chip",
        "aria-pressed": String(name === view.preset),
      });
      chip.dataset.preset = name;
      return chip;
    });
    this.windows = model.treatments.map(({ name, label }) =>
      button(label, () => this.#toggle(name), { class: "xp-chip sp-window", "aria-pressed": "false", "data-window": name }),
    );
    this.play = button(words.play, () => this.toggle(), { class: "xp-tool sp-play" });
    const select = (
      /** @type {string} */ label,
      /** @type {[string, string][]} */ options,
      /** @type {() => void} */ change,
    ) => {
      const id = freshId();
      const node = element(
        "select",
        { id, class: "sp-select" },
        ...options.map(([value, name]) => element("option", { value }, name)),
      );
      node.addEventListener("change", change);
      return { node, row: element("div", { class: "sp-choice" }, element("label", { for: id }, label), node) };
    };
    this.shown = select(
      words.show,
      [
        [model.watched, this.states[model.watched].label],
        [this.resident, this.states[this.resident].label],
        ["section", words.section],
      ],
      () => this.#draw(),
    );
    this.kind = select(
      words.kind,
      [
        ["field", words.kinds.field],
        ["cells", words.kinds.cells],
      ],
      () => this.begin(),
    );
    this.speed = select(
      words.speed,
      SPEEDS.map((speed) => [String(speed), words.perSecond(speed)]),
      () => {},
    );
    this.speed.node.value = "5";
    const bar = element("div", { class: "sp-bar" });
    bar.style.background = `linear-gradient(to right, ${GRADIENT})`;
    this.key.append(bar, element("div", { class: "sp-ends" }, ...this.ends));
    for (const [look, label] of /** @type {const} */ ([
      ["nucleus", words.nucleus],
      ["lymphocyte", words.lymphocyte],
    ])) {
      this.dots.append(element("li", { class: `sp-${look}` }, label));
    }
    this.table = element("div", { class: "xp-table", tabindex: 0, role: "group", "aria-label": words.table });
    const data = element("details", { class: "xp-data" }, element("summary", { class: "xp-tool" }, words.table), this.table);
    data.addEventListener("toggle", () => this.#fill());
    this.data = data;
    const left = element(
      "div",
      { class: "sp-left" },
      this.map.node,
      this.key,
      this.dots,
      element(
        "div",
        { class: "sp-run", role: "group", "aria-label": words.running },
        this.play,
        button(words.step, () => this.step()),
        button(words.restart, () => this.begin()),
      ),
      element("div", { class: "sp-choices" }, this.shown.row, this.kind.row, this.speed.row),
    );
    const right = element(
      "div",
      { class: "sp-right" },
      this.said,
      this.profile.node,
      this.time.node,
    );
    return [
      element("div", { class: "xp-presets" }, element("div", { class: "xp-chips", role: "group", "aria-label": words.patterns }, ...this.chips, ...this.windows)),
      element("div", { class: "sp-main" }, left, right),
      this.spoken,
      element("div", { class: "sp-tools" }, this.#placing(), data),
    ];
  }

  /** @returns {Node} native controls that do what a click on the map does */
  #placing() {
    const { model } = this;
    const half = 0.5 * this.#side();
    const aim = () => this.#aim(Number(across.input.value), Number(down.input.value), false);
    const range = (/** @type {string} */ label) => {
      const id = freshId();
      const input = element("input", {
        type: "range",
        id,
        class: "xp-range",
        min: -half,
        max: half,
        step: 0.05,
        value: 0,
      });
      input.addEventListener("input", aim);
      return { input, row: element("div", { class: "sp-choice" }, element("label", { for: id }, label), input) };
    };
    const across = range(words.across);
    const down = range(words.down);
    this.x = across.input;
    this.y = down.input;
    const id = freshId();
    this.what = element(
      "select",
      { id, class: "sp-select" },
      element("option", { value: model.watched }, words.add(this.states[model.watched].label)),
      element("option", { value: this.resident }, words.add(this.states[this.resident].label)),
      element("option", { value: "remove" }, words.remove(this.states[this.resident].label)),
    );
    const put = element("button", { type: "button", class: "xp-tool" }, words.place);
    put.addEventListener("click", () => this.#put());
    this.tool = element(
      "details",
      { class: "xp-data sp-place" },
      element("summary", { class: "xp-tool" }, words.placing),
      element(
        "div",
        { class: "sp-form" },
        element("p", {}, words.hint),
        element("div", { class: "sp-choice" }, element("label", { for: id }, words.what), this.what),
        across.row,
        down.row,
        put,
      ),
    );
    this.tool.addEventListener("toggle", aim);
    return this.tool;
  }

  #side() {
    const { view, model } = this.spec;
    const own = model.parameters.find(({ name }) => name === model.disc.side)?.value ?? 1;
    return view.values[model.disc.side] ?? own;
  }

  /** @returns {Values} */
  get values() {
    const { view } = this.spec;
    return { ...view.values, ...(this.preset ? view.presets[this.preset] : {}) };
  }

  /** @param {string} preset */
  choose(preset) {
    this.preset = preset;
    this.chips?.forEach((chip) => chip.setAttribute("aria-pressed", String(chip.dataset.preset === preset)));
    this.begin();
  }

  /** Begin again on day 0. */
  begin() {
    this.preset ??= this.spec.view.preset ?? undefined;
    this.#course = [];
    this.#spoken = -Infinity;
    this.windows?.forEach((node) => node.setAttribute("aria-pressed", "false"));
    const kind = /** @type {"field" | "cells"} */ (this.kind?.node.value ?? "field");
    const cells = kind === "cells" ? Math.min(this.spec.view.cells, 60) : this.spec.view.cells;
    const { treatments } = this.spec.view;
    this.#pause();
    return this.#do(() => this.runner.begin({ kind, cells, values: this.values, treatments, seed: 1 }));
  }

  /** @param {string} name of a window that opens, or closes, now */
  #toggle(name) {
    const node = this.windows?.find(({ dataset }) => dataset.window === name);
    const on = node?.getAttribute("aria-pressed") !== "true";
    node?.setAttribute("aria-pressed", String(on));
    this.#do(() => this.runner.set(name, on ? 1 : 0));
  }

  /** One day on. */
  step() {
    this.#pause();
    const day = Math.min(this.days, Math.floor((this.#snapshot?.t ?? 0) + 1 + 1e-9));
    return this.#do(() => this.runner.advance(day));
  }

  /** @param {number} day */
  goTo(day) {
    this.#pause();
    return this.#do(() => this.runner.advance(Math.min(day, this.days)));
  }

  toggle() {
    if (this.#playing) this.#pause();
    else this.#start();
  }

  #start() {
    if ((this.#snapshot?.t ?? 0) >= this.days) {
      this.begin().then(() => this.#start());
      return;
    }
    this.#playing = true;
    if (this.play) this.play.textContent = words.pause;
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) {
      const leap = () => this.#on(LEAP);
      this.#timer = window.setInterval(leap, LEAP_EVERY);
      leap();
      return;
    }
    this.#then = performance.now();
    const tick = (/** @type {number} */ now) => {
      this.#frame = requestAnimationFrame(tick);
      if (this.#busy) return;
      // A page that was hidden for a while does not leap.
      const seconds = Math.min(0.1, Math.max(0, (now - this.#then) / 1000));
      this.#then = now;
      if (seconds > 0) this.#on(seconds * Number(this.speed?.node.value ?? 1));
    };
    this.#frame = requestAnimationFrame(tick);
  }

  /** @param {number} days */
  #on(days) {
    const day = Math.min(this.days, (this.#snapshot?.t ?? 0) + days);
    this.#do(() => this.runner.advance(day)).then(() => {
      if (day >= this.days && this.#playing) this.#pause();
    });
  }

  #pause() {
    const was = this.#playing;
    this.#playing = false;
    cancelAnimationFrame(this.#frame);
    clearInterval(this.#timer);
    if (this.play) this.play.textContent = words.play;
    if (was) this.#speak();
  }

  /** @param {() => Promise<Snapshot>} ask */
  async #do(ask) {
    this.#busy = true;
    try {
      this.#snapshot = await ask();
      this.#keep();
      this.#draw();
      const due = !this.#playing || this.#snapshot.t - this.#spoken >= SPOKEN_EVERY;
      if (due) this.#speak();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#pause();
      this.said.textContent = error.message;
      this.spoken.textContent = error.message;
    } finally {
      this.#busy = false;
    }
  }

  #keep() {
    const { t, means, mixed } = /** @type {Snapshot} */ (this.#snapshot);
    const last = this.#course.at(-1);
    const home = this.model.residents[this.resident];
    const point = { t, space: means[home][this.resident], mixed: mixed[this.resident] };
    if (last && t - last.t < KEEP_EVERY && t < this.days) return;
    this.#course.push(point);
  }

  /** @returns {string} what is seen, with its numbers */
  sentence() {
    const snapshot = /** @type {Snapshot} */ (this.#snapshot);
    const { t, means, ratio, pattern } = snapshot;
    const { watched, residents } = this.model;
    const left = means[residents[this.resident]][this.resident];
    const rim = means.rim[watched];
    if (t === 0) return words.outset;
    return words.summary(
      brief(t, 3),
      words.meanings[pattern],
      brief(rim, 2),
      perCent(ratio),
      perCent(left),
    );
  }

  #speak() {
    if (!this.#snapshot) return;
    this.#spoken = this.#snapshot.t;
    this.spoken.textContent = this.sentence();
  }

  #draw() {
    const snapshot = this.#snapshot;
    if (!snapshot) return;
    const { model, theme } = this;
    const choice = this.shown?.node.value ?? model.watched;
    const section = choice === "section";
    const name = section ? model.watched : choice;
    const single = this.kind?.node.value === "cells";
    const supply = Math.max(1, this.values.cs ?? 1);
    const most = name === this.resident ? 1 : single ? CELLS_ON_A_SITE : supply;
    const label = section ? words.section : this.states[name].label;
    this.map.show(snapshot, { name, look: section ? "section" : "level", most }, words.map(label, brief(snapshot.t, 3), this.sentence()));
    this.key.hidden = section;
    this.dots.hidden = !section;
    const unit = name === this.resident ? words.share : single ? words.onASite : words.level;
    [words.none, unit, brief(most)].forEach((word, i) => (this.ends[i].textContent = word));
    this.said.textContent = this.sentence();

    const colour = (/** @type {string} */ state) =>
      /** @type {Record<string, {light: string, dark: string}>} */ (ACTORS)[this.states[state].actor][theme.name];
    const dash = (/** @type {string} */ state) =>
      /** @type {Record<string, {dash: number[]}>} */ (ACTORS)[this.states[state].actor].dash;
    this.profile.right = snapshot.side / 2;
    this.profile.top = Math.max(1, ...snapshot.profiles[model.watched]);
    this.profile.draw(
      [model.watched, this.resident].map((state) => ({
        label: words.short[state] ?? this.states[state].label,
        x: snapshot.distances,
        y: snapshot.profiles[state],
        colour: colour(state),
        dash: dash(state),
      })),
      {
        label: words.profileSeen(brief(snapshot.means.core[model.watched], 2), brief(snapshot.means.rim[model.watched], 2)),
        mark: { at: snapshot.radius, label: words.edge },
      },
    );
    const t = this.#course.map((point) => point.t);
    const last = this.#course.at(-1) ?? { space: 1, mixed: 1 };
    this.time.draw(
      [
        { label: words.inSpace, x: t, y: this.#course.map(({ space }) => space), colour: colour(this.resident) },
        { label: words.mixed, x: t, y: this.#course.map(({ mixed }) => mixed), colour: theme.inks.quiet, dash: [2, 4] },
      ],
      { label: words.courseSeen(perCent(last.space), perCent(last.mixed)) },
    );
    this.#fill();
  }

  #fill() {
    const snapshot = this.#snapshot;
    if (!snapshot || !this.data?.open) return;
    const { model } = this;
    const names = model.states.map(({ name }) => name);
    const head = [words.where, ...names.map((name) => this.states[name].label)];
    const regions = ["core", "tumour", "rim", "stroma", "all"].filter((name) => snapshot.means[name]);
    this.table?.replaceChildren(
      element(
        "table",
        {},
        element("caption", {}, words.means(brief(snapshot.t, 3))),
        element("thead", {}, element("tr", {}, ...head.map((cell) => element("th", { scope: "col" }, cell)))),
        element(
          "tbody",
          {},
          ...regions.map((region) =>
            element(
              "tr",
              {},
              element("th", { scope: "row" }, words.regions[region] ?? region),
              ...names.map((name) => element("td", {}, brief(snapshot.means[region][name], 3))),
            ),
          ),
        ),
      ),
    );
  }

  /** @param {number} x @param {number} y in mm @param {boolean} put whether to place at once */
  #aim(x, y, put) {
    if (!this.x || !this.y || !this.tool) return;
    if (put) this.tool.open = true;
    this.x.value = String(x);
    this.y.value = String(y);
    for (const [input, value] of /** @type {const} */ ([[this.x, x], [this.y, y]])) {
      input.setAttribute("aria-valuetext", words.mm(brief(value, 2)));
      const { min, max } = input;
      const share = (value - Number(min)) / (Number(max) - Number(min));
      input.style.setProperty("--xp-share", String(share));
    }
    this.map.mark(x, y, this.tool.open);
    if (put) this.#put();
  }

  #put() {
    const what = this.what?.value ?? this.model.watched;
    const remove = what === "remove";
    // The square of single cells is smaller.
    const side = this.#snapshot?.side ?? 1;
    const limit = (/** @type {string | undefined} */ v) => Math.max(-side / 2, Math.min(side / 2, Number(v)));
    return this.#do(() =>
      this.runner.place({
        name: remove ? this.resident : what,
        x: limit(this.x?.value),
        y: limit(this.y?.value),
        radius: SPOT,
        amount: remove ? -1 : 1,
      }),
    );
  }

  /** What tests and other scripts may use. */
  get api() {
    return {
      goTo: (/** @type {number} */ day) => this.goTo(day),
      choose: (/** @type {string} */ preset) => this.choose(preset),
      snapshot: () => this.#snapshot,
    };
  }

  destroy() {
    this.#pause();
    this.unwatch();
    this.map.destroy();
    this.runner.destroy();
  }
}
