/** What the run shows, as sentences; also for those who do not see the chart. */

import { element, setText } from "./dom.js";
import { brief, withUnit } from "./format.js";

/** @import {ModelSpec, Result, StateSpec} from "../types.js" */

const QUIET_FOR = 600; // ms without a change until the live region speaks

export class Readout {
  #timer = 0;
  /** What the live region has to say. @type {[string, ...string[]]} */
  #sentences = [""];
  /** What it said last. @type {string[]} */
  #spoken = [];
  #held = false;

  /**
   * @param {ModelSpec} model
   * @param {string[][]} longest sets of facts that need the most room
   * @param {() => string[]} news what changed since it last spoke, asked for when it speaks
   */
  constructor(model, longest, news) {
    this.model = model;
    this.news = news;
    this.outcome = element("p", { class: "xp-outcome xp-shown" });
    this.facts = element("p", { class: "xp-facts xp-shown" });
    this.error = element("p", { class: "xp-error" });
    this.live = element("div", { class: "xp-unseen", role: "status" });
    // Invisible copies of the longest sentences keep the room that they may need.
    const endings = model.outcomes.length ? model.outcomes : [{ words: "" }];
    const outcomes = endings.map(({ words }) =>
      element(
        "p",
        { class: "xp-outcome" },
        words.replace(/\{(\w+)\}/g, (_, name) => withUnit(8.88e-8, this.#state(name).unit_words)),
      ),
    );
    this.node = element(
      "div",
      { class: "xp-readout" },
      element(
        "div",
        { class: "xp-stack" },
        element("div", { class: "xp-shown xp-said" }, this.outcome, this.facts),
        ...longest.flatMap((facts) =>
          outcomes.map((sentence) =>
            element(
              "div",
              {},
              sentence.cloneNode(true),
              element("p", { class: "xp-facts" }, ...lines(facts)),
            ),
          ),
        ),
        this.error,
      ),
      this.live,
    );
  }

  /** @param {Result} result @param {string[]} facts sentences below the outcome */
  show(result, facts) {
    const outcome = this.model.outcomes.find(({ name }) => name === result.outcome);
    const words = (outcome?.words ?? "").replace(/\{(\w+)\}/g, (_, name) =>
      amount(last(result.y[name]), this.#state(name)),
    );
    setText(this.outcome, words);
    const { children } = this.facts;
    if (children.length === facts.length) facts.forEach((fact, i) => setText(children[i], fact));
    else this.facts.replaceChildren(...lines(facts));
    this.node.classList.toggle("xp-refused", false);
    this.#say([words, ...facts]);
  }

  /** @param {string} message */
  refuse(message) {
    this.error.textContent = message;
    this.node.classList.add("xp-refused");
    this.#say([message]);
  }

  destroy() {
    clearTimeout(this.#timer);
  }

  /** Say nothing while something is held, and what came of it afterwards. @param {boolean} held */
  hold(held) {
    this.#held = held;
    this.#say(this.#sentences);
  }

  /** @param {[string, ...string[]]} sentences the outcome first, which is always said */
  #say(sentences) {
    this.#sentences = sentences;
    clearTimeout(this.#timer);
    if (this.#held) return;
    this.#timer = window.setTimeout(() => {
      const [outcome, ...facts] = sentences;
      // A map has many steady states, and most of them stay as they were.
      const fresh = facts.filter((fact) => !this.#spoken.includes(fact));
      this.#spoken = facts;
      this.live.textContent = [...this.news(), outcome, ...fresh].join(" ");
    }, QUIET_FOR);
  }

  /** @param {string} name */
  #state(name) {
    return /** @type {StateSpec} */ (this.model.states.find((state) => state.name === name));
  }
}

/**
 * A number for the sentence of an ending: of few cells, each is counted. As in Python, and like the
 * sentence in its language.
 *
 * @param {number} value @param {StateSpec} state
 */
export function amount(value, { unit, unit_words: words }) {
  if (unit !== "Mc" || value === 0 || value >= 1e-3) return withUnit(value, words);
  if (value < 1e-6) return "less than one cell";
  const cells = Math.round(value * 1e6);
  return `${brief(cells)} ${cells === 1 ? "cell" : "cells"}`;
}

/** @param {ArrayLike<number>} row */
const last = (row) => row[row.length - 1];

/** @param {string[]} sentences */
const lines = (sentences) => sentences.map((sentence) => element("span", {}, sentence));
