/** Number boxes for the courses of treatment; every treatment has at least one line. */

import { InputError, checkCourse, checkOverlaps } from "../engine/check.js";
import { text } from "../strings/index.js";
import { element, setAttribute } from "./dom.js";
import { added, without } from "./moves.js";

/** @import {Course, ModelSpec, TreatmentSpec} from "../types.js" */

/**
 * One treatment: `lines` are its courses, kept while it is switched off; each of `fills` shows a
 * course in the boxes of its line.
 *
 * @typedef {{
 *   treatment: TreatmentSpec, lines: Course[], check: HTMLInputElement, add: HTMLButtonElement,
 *   body: HTMLElement, fills: Array<(course: Course, on: boolean) => void>,
 * }} Group
 */

export class CourseBoxes {
  /** @type {Course[]} */
  #courses = [];
  /** @type {HTMLInputElement | null} */
  #faulty = null;

  /**
   * @param {ModelSpec} model
   * @param {[number, number]} days
   * @param {{change: (courses: Course[]) => void, refuse: (message: string) => void,
   *   settle: () => void}} on
   *   `refuse` gets the sentence for what cannot be read; `settle` is called when its box is left
   */
  constructor(model, days, on) {
    this.model = model;
    this.days = days;
    this.on = on;
    this.groups = model.treatments.map((treatment) => this.#group(treatment));
    this.node = element(
      "fieldset",
      { class: "xp-treatments", hidden: !this.groups.length },
      element("legend", {}, text.labels.treatments),
      element(
        "div",
        { class: "xp-courses" },
        ...this.groups.map(({ treatment, check, add, body }) =>
          element(
            "div",
            {},
            element(
              "div",
              { class: "xp-course" },
              element("label", { class: "xp-check" }, check, treatment.label),
              add,
            ),
            body,
          ),
        ),
      ),
    );
  }

  /** @param {Course[]} courses */
  show(courses) {
    // What was refused keeps its mark until something else is chosen.
    if (courses !== this.#courses) this.#faulty = null;
    this.#courses = courses;
    for (const group of this.groups) {
      const own = this.#own(group);
      if (own.length) group.lines = own;
      const { lines, fills, check, add, body } = group;
      if (fills.length !== lines.length) {
        group.fills = [];
        body.replaceChildren(...lines.map((_, k) => this.#line(group, k)));
      }
      check.checked = own.length > 0;
      // Not disabled, or whoever has just pressed it would lose the focus.
      setAttribute(add, "aria-disabled", own.length > 0 && !added(own, this.days));
      lines.forEach((course, k) => group.fills[k](course, own.length > 0));
    }
  }

  /** @param {string} name of the treatment whose last course is gone */
  focus(name) {
    this.groups.find(({ treatment }) => treatment.name === name)?.add.focus();
  }

  /** @param {TreatmentSpec} treatment @returns {Group} */
  #group(treatment) {
    const { label, name, kind } = treatment;
    const [first, last] = this.days;
    const [from, to] = [4, 2].map((share) => Math.round(first + (last - first) / share));
    const suggestion = kind === "window" ? { name, from, to } : { name, at: [from], dose: 1 };
    const add = button("+", text.labels.add(label, kind === "window"));
    const check = element("input", { type: "checkbox" });
    const body = element("div", { class: "xp-lines" });
    /** @type {Group} */
    const group = { treatment, lines: [suggestion], check, add, body, fills: [] };
    check.addEventListener("change", () => this.#emit(group, check.checked ? group.lines : []));
    add.addEventListener("click", () => {
      const own = this.#own(group);
      this.#emit(group, own.length ? (added(own, this.days) ?? own) : group.lines);
    });
    return group;
  }

  /** @param {Group} group */
  #own({ treatment: { name } }) {
    return this.#courses.filter((course) => course.name === name);
  }

  /** @param {Group} group @param {Course[]} lines what it is from now on */
  #emit(group, lines) {
    // At once, because another change may come before this one is shown.
    this.#courses = this.groups.flatMap((other) => (other === group ? lines : this.#own(other)));
    this.on.change(this.#courses);
  }

  /** @param {Group} group @param {number} k */
  #line(group, k) {
    const { label, kind, effects = [] } = group.treatment;
    const title = text.strip.nth(label, group.lines.length > 1 ? k + 1 : 0);
    const boxes = kind === "window" ? windowBoxes(title) : doseBoxes(title);
    // Where a dose sets a state, twice the dose does the same.
    if (effects.length && effects.every(({ op }) => op === "set")) boxes.length = 1;
    for (const box of boxes) this.#listen(box, group, k);
    const remove = button("−", text.labels.remove(title, kind === "window"));
    remove.addEventListener("click", () => {
      const { lines } = group;
      const course = lines[k];
      const part = "at" in course ? course.at.indexOf(Math.max(...course.at)) : "whole";
      this.#emit(group, without(lines, { course: k, part }));
      group.add.focus();
    });
    group.fills[k] = (course, on) => {
      for (const { node, show } of boxes) {
        // Not while someone types in it, or "1." would become "1" under the cursor.
        if (/** @type {Document | ShadowRoot} */ (node.getRootNode()).activeElement !== node)
          node.value = show(course);
        this.#mark(node, node === this.#faulty);
      }
      if (remove.disabled === on) remove.disabled = !on;
    };
    return element(
      "div",
      { class: "xp-line" },
      ...boxes.map(({ node, caption }) =>
        element("label", {}, element("span", { "aria-hidden": "true" }, caption), node),
      ),
      remove,
    );
  }

  /** @param {HTMLInputElement} node @param {boolean} wrong */
  #mark(node, wrong) {
    if (wrong) node.setAttribute("aria-invalid", "true");
    else node.removeAttribute("aria-invalid");
  }

  /**
   * Typing a day also switches the treatment on.
   *
   * @param {Box} box
   * @param {Group} group
   * @param {number} k
   */
  #listen({ node, read, show, sentence }, group, k) {
    node.addEventListener("input", () => {
      const change = read();
      if (!change) {
        this.#faulty = node;
        this.#mark(node, true);
        return this.on.refuse(sentence);
      }
      const lines = group.lines.map((course, i) =>
        i === k ? /** @type {Course} */ ({ ...course, ...change }) : course,
      );
      this.#faulty = this.#fine(lines) ? null : node;
      this.#emit(group, lines);
    });
    node.addEventListener("change", () => {
      if (read()) return;
      node.value = show(group.lines[k]);
      this.#faulty = null;
      this.on.settle();
    });
  }

  /** @param {Course[]} lines */
  #fine(lines) {
    try {
      for (const course of lines) checkCourse(this.model, course, this.days[0]);
      checkOverlaps(this.model, lines);
      return true;
    } catch (error) {
      if (error instanceof InputError) return false;
      throw error;
    }
  }
}

/**
 * A box for typing: `read` gives what it changes in its course, or null if that cannot be read.
 *
 * @typedef {{node: HTMLInputElement, caption: string, sentence: string,
 *   read: () => object | null, show: (course: any) => string}} Box
 */

/** @param {string} title @returns {Box[]} */
function windowBoxes(title) {
  return /** @type {const} */ (["from", "to"]).map((key) => {
    const name = key === "from" ? text.labels.fromOf(title) : text.labels.toOf(title);
    const node = input("number", name);
    return {
      node,
      caption: text.labels[key],
      sentence: text.errors.windowBox(title),
      read: () => (Number.isFinite(node.valueAsNumber) ? { [key]: node.valueAsNumber } : null),
      show: (course) => String(course[key]),
    };
  });
}

/** @param {string} title @returns {Box[]} */
function doseBoxes(title) {
  const days = input("text", text.labels.atOf(title));
  const dose = input("number", text.labels.doseOf(title));
  return [
    {
      node: days,
      caption: text.labels.at,
      sentence: text.errors.doseBox(title),
      read: () => {
        const at = (days.value.match(/[^\s,;]+/g) ?? [NaN]).map(Number);
        return at.every(Number.isFinite) ? { at } : null;
      },
      show: ({ at }) => at.join(", "),
    },
    {
      node: dose,
      caption: text.labels.dose,
      sentence: text.errors.doseSize(title),
      read: () => (dose.valueAsNumber >= 0 ? { dose: dose.valueAsNumber } : null),
      show: ({ dose = 1 }) => String(dose),
    },
  ];
}

/** @param {string} type @param {string} label */
const input = (type, label) =>
  element("input", {
    type,
    class: `xp-box xp-${type}`,
    inputmode: "decimal",
    step: "any",
    "aria-label": label,
  });

/** @param {string} sign @param {string} label */
function button(sign, label) {
  return element(
    "button",
    { type: "button", class: "xp-small", "aria-label": label, title: label },
    sign,
  );
}
