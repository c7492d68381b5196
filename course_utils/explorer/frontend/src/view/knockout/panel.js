/** Take processes out of the model, and see what it can no longer do and what falls with it. */

import { words } from "../../strings/knockout.js";
import { element } from "../dom.js";
import { inSentence } from "../format.js";
import css from "./panel.css";
import { ownStyle } from "../style.js";

/** @import {ProcessSpec} from "../../types.js" */
/** @import {Figure, Shown} from "../figure.js" */

export class KnockoutPanel {
  #said = "none";

  /** @param {Figure} figure */
  constructor(figure) {
    this.figure = figure;
    const { model } = figure.spec;
    this.model = model;
    this.processes = model.processes ?? [];
    this.boxes = this.processes.map(() => element("input", { type: "checkbox", checked: true }));
    this.restore = element(
      "button",
      { type: "button", class: "xp-tool", "aria-disabled": "true" },
      words.restore,
    );
    this.tally = element("p", { class: "xp-tally", role: "status" });
    this.verdicts = element("div", { class: "xp-verdicts" });
    this.node = element(
      "div",
      { class: "xp-knockout" },
      ...ownStyle(css),
      element("p", { class: "xp-quiet" }, words.intro),
      element(
        "fieldset",
        {},
        element("legend", { class: "xp-unseen" }, words.processes),
        ...this.processes.map((process, i) => this.#row(process, this.boxes[i])),
      ),
      this.restore,
      this.tally,
      this.verdicts,
    );
    for (const box of this.boxes) box.addEventListener("change", () => this.#choose());
    this.restore.addEventListener("click", () => {
      if (figure.without.length) this.#take([]);
    });
  }

  /** @param {Shown} shown */
  show({ without }) {
    this.#mark(without);
  }

  /** @param {string[]} without */
  #take(without) {
    this.figure.takeOut(without);
    // Not only when it is shown: a broken model may have no course to show.
    this.#mark(without);
  }

  /** @param {string[]} without */
  #mark(without) {
    this.processes.forEach(({ name }, i) => (this.boxes[i].checked = !without.includes(name)));
    this.restore.setAttribute("aria-disabled", String(!without.length));
    // Only what is taken out decides, and a slider may move many times a second.
    if (this.#said === without.join()) return;
    this.#said = without.join();
    this.#tell(this.processes.filter(({ name }) => without.includes(name)));
  }

  #choose() {
    this.#take(
      this.processes.flatMap(({ name }, i) => (this.boxes[i].checked ? [] : [name])),
    );
  }

  /** @param {ProcessSpec} process @param {HTMLInputElement} box */
  #row({ label, makes, removes }, box) {
    const [gains, losses] = [makes, removes].map((names) => this.#states(names));
    const does =
      gains.length && losses.length
        ? words.converts(losses, gains)
        : gains.length
          ? words.makes(gains)
          : words.removes(losses);
    return element(
      "label",
      { class: "xp-check xp-process" },
      box,
      element("span", {}, label, element("small", {}, does)),
    );
  }

  /** @param {string[]} names @returns {string[]} as they stand within a sentence */
  #states(names) {
    return names.map((name) => {
      const { label = name } = this.model.states.find((state) => state.name === name) ?? {};
      return inSentence(label);
    });
  }

  /** @param {ProcessSpec[]} out */
  #tell(out) {
    const { claims, knockouts } = this.model;
    const labels = out.map(({ label }) => label);
    /** @type {HTMLElement[]} */
    let verdicts = [];
    if (!claims || !knockouts) {
      this.tally.textContent = out.length ? words.unknown : words.whole(0);
    } else if (!claims.length) {
      this.tally.textContent = out.length ? words.noClaims : words.whole(0);
    } else if (!out.length) {
      this.tally.textContent = words.whole(claims.length);
    } else {
      const [{ name }] = out;
      this.tally.textContent =
        out.length > 1 ? words.severally(labels) : this.#summary(labels[0], knockouts[name]);
      verdicts = out.flatMap((process) => this.#verdicts(process, out.length > 1));
      verdicts.push(element("p", { class: "xp-quiet" }, words.values));
    }
    this.verdicts.replaceChildren(...verdicts);
  }

  /** @param {string} label @param {Record<string, boolean>} fallen */
  #summary(label, fallen) {
    const kinds = Object.values(fallen);
    const falls = kinds.filter(Boolean).length;
    const holds = (this.model.claims ?? []).length - kinds.length;
    return words.tally(label, falls, kinds.length - falls, holds);
  }

  /**
   * @param {ProcessSpec} process
   * @param {boolean} several whether others are taken out, too: then what holds is left unsaid
   */
  #verdicts({ name, label }, several) {
    const { claims = [], knockouts = {} } = this.model;
    const fallen = knockouts[name];
    const falling = claims.filter(({ number }) => number in fallen);
    const holding = claims.filter(({ number }) => !(number in fallen));
    const item = (/** @type {string} */ verdict, /** @type {string} */ sentence, mark = "") =>
      element("li", { class: mark }, element("strong", {}, verdict), ` ${sentence}`);
    const list = [
      ...falling.map(({ number, sentence }) =>
        item((fallen[number] ? words.falls : words.lost)(number), sentence, "xp-falls"),
      ),
      ...(several
        ? []
        : holding.map(({ number, sentence }) => item(words.holds(number), sentence))),
    ];
    return [
      ...(several ? [element("p", {}, this.#summary(label, fallen))] : []),
      ...(list.length ? [element("ul", {}, ...list)] : []),
    ];
  }
}
