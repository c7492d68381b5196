/** What was changed since the figure last spoke, for those who hear it and do not see it. */

import { text } from "../strings/index.js";
import { withUnit } from "./format.js";

/** @import {Course, ModelSpec, Values} from "../types.js" */

/** @typedef {{numbers: Values, courses: Course[], outcome: string | null}} State */

const MOST = 3; // a scenario changes many things at once, and none of them is news then

export class Changes {
  /** @type {State | null} */
  #told = null;

  /** @param {ModelSpec} model */
  constructor(model) {
    this.model = model;
  }

  /** @param {State} now @returns {string[]} sentences; from here on this is what was told */
  tell(now) {
    const before = this.#told;
    this.#told = now;
    if (!before) return [];
    const moved = this.#moved(before, now);
    const given = this.#given(before, now);
    const said = [...moved, ...given];
    return said.length > MOST ? [text.changes.many(said.length)] : said.concat(this.#end(before, now));
  }

  /** @param {State} before @param {State} now */
  #moved(before, now) {
    const { parameters, states } = this.model;
    return [
      ...parameters.map((item) => ({ ...item, called: item.label })),
      ...states.map((item) => ({ ...item, called: text.labels.start(item.label) })),
    ].flatMap(({ name, called, unit_words: unit }) => {
      const [was, is] = [before.numbers[name], now.numbers[name]];
      return was === is ? [] : [text.changes.moved(called, withUnit(was, ""), withUnit(is, unit))];
    });
  }

  /** @param {State} before @param {State} now */
  #given(before, now) {
    return this.model.treatments.flatMap(({ name, label }) => {
      const [was, is] = [before, now].map(({ courses }) =>
        text.strip.given(courses.filter((course) => course.name === name)),
      );
      return was === is ? [] : [text.changes.given(label, is)];
    });
  }

  /** @param {State} before @param {State} now @returns {string[]} */
  #end(before, now) {
    const [was, is] = [before, now].map(
      ({ outcome }) => this.model.outcomes.find(({ name }) => name === outcome)?.label,
    );
    return was && is && was !== is ? [text.changes.ending(was, is)] : [];
  }
}
