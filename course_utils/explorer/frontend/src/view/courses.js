/** Number boxes for the courses of treatment; every treatment has at least one line. */

import { text } from "../strings/index.js";
import { element } from "./dom.js";

/** @import {Course, ModelSpec, TreatmentSpec} from "../types.js" */

/** @typedef {{treatment: TreatmentSpec, course: Course, on: boolean}} Slot */

export class CourseBoxes {
  /** @type {Slot[]} */
  #slots = [];
  /** @type {Array<(slot: Slot) => void>} */
  #fill = [];

  /**
   * @param {ModelSpec} model
   * @param {[number, number]} days
   * @param {{change: (courses: Course[]) => void, refuse: (message: string) => void}} on
   */
  constructor(model, days, on) {
    this.treatments = model.treatments;
    this.days = days;
    this.on = on;
    this.body = element("div", { class: "xp-courses" });
    this.node = element(
      "fieldset",
      { class: "xp-treatments", hidden: !model.treatments.length },
      element("legend", {}, text.labels.treatments),
      this.body,
    );
  }

  /** @param {Course[]} courses */
  show(courses) {
    const slots = this.treatments.flatMap((treatment) => {
      const own = courses.filter(({ name }) => name === treatment.name);
      if (own.length) return own.map((course) => ({ treatment, course: { ...course }, on: true }));
      // A line that is switched off keeps its days, so that it can be switched on again.
      const kept = this.#slots.find((slot) => slot.treatment === treatment)?.course;
      return [{ treatment, course: kept ?? this.#suggestion(treatment), on: false }];
    });
    const same =
      slots.length === this.#slots.length &&
      slots.every((slot, i) => slot.treatment === this.#slots[i].treatment);
    this.#slots = slots;
    if (!same) {
      this.#fill = [];
      this.body.replaceChildren(...slots.map((slot, i) => this.#row(slot.treatment, i)));
    }
    slots.forEach((slot, i) => this.#fill[i](slot));
  }

  /** @param {TreatmentSpec} treatment @returns {Course} */
  #suggestion({ name, kind }) {
    const [first, last] = this.days;
    const from = Math.round(first + (last - first) / 4);
    return kind === "window"
      ? { name, from, to: Math.round(first + (last - first) / 2) }
      : { name, at: [from], dose: 1 };
  }

  #emit() {
    this.on.change(this.#slots.filter(({ on }) => on).map(({ course }) => ({ ...course })));
  }

  /** @param {TreatmentSpec} treatment @param {number} i */
  #row(treatment, i) {
    const { label, kind } = treatment;
    const check = element("input", { type: "checkbox" });
    check.addEventListener("change", () => {
      this.#slots[i].on = check.checked;
      this.#emit();
    });
    const boxes = kind === "window" ? this.#windowBoxes(label, i) : this.#doseBoxes(label, i);
    this.#fill[i] = (slot) => {
      check.checked = slot.on;
      for (const { box, read } of boxes) {
        const value = read(slot.course);
        // Not while someone types in it, or "1." would become "1" under the cursor.
        if (/** @type {Document | ShadowRoot} */ (box.getRootNode()).activeElement !== box)
          box.value = value;
        box.removeAttribute("aria-invalid");
      }
    };
    return element(
      "div",
      { class: "xp-course" },
      element("label", { class: "xp-check" }, check, label),
      element(
        "div",
        { class: "xp-course-days" },
        ...boxes.map(({ box, caption }) =>
          element("label", {}, element("span", { "aria-hidden": "true" }, caption), box),
        ),
      ),
    );
  }

  /** @param {string} label @param {number} i */
  #windowBoxes(label, i) {
    const box = (
      /** @type {"from" | "to"} */ key,
      /** @type {string} */ caption,
      /** @type {string} */ name,
    ) => {
      const input = element("input", {
        type: "number",
        class: "xp-box",
        step: "any",
        "aria-label": name,
      });
      input.addEventListener("input", () => {
        const day = input.valueAsNumber;
        if (!Number.isFinite(day)) return this.#wrong(input, text.errors.windowBox(label));
        input.removeAttribute("aria-invalid");
        this.#edit(i, { [key]: day });
      });
      return { box: input, caption, read: (/** @type {any} */ course) => String(course[key]) };
    };
    return [
      box("from", text.labels.from, text.labels.fromOf(label)),
      box("to", text.labels.to, text.labels.toOf(label)),
    ];
  }

  /** @param {string} label @param {number} i */
  #doseBoxes(label, i) {
    const days = element("input", {
      type: "text",
      class: "xp-box xp-days",
      inputmode: "decimal",
      "aria-label": text.labels.atOf(label),
    });
    days.addEventListener("input", () => {
      const at = days.value
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map(Number);
      if (!at.length || !at.every(Number.isFinite))
        return this.#wrong(days, text.errors.doseBox(label));
      days.removeAttribute("aria-invalid");
      this.#edit(i, { at });
    });
    const dose = element("input", {
      type: "number",
      class: "xp-box",
      step: "any",
      min: 0,
      "aria-label": text.labels.doseOf(label),
    });
    dose.addEventListener("input", () => {
      if (!(dose.valueAsNumber >= 0)) return this.#wrong(dose, text.errors.windowBox(label));
      dose.removeAttribute("aria-invalid");
      this.#edit(i, { dose: dose.valueAsNumber });
    });
    return [
      {
        box: days,
        caption: text.labels.at,
        read: (/** @type {any} */ course) => course.at.join(", "),
      },
      {
        box: dose,
        caption: text.labels.dose,
        read: (/** @type {any} */ course) => String(course.dose ?? 1),
      },
    ];
  }

  /** Typing a day also switches the treatment on. @param {number} i @param {object} change */
  #edit(i, change) {
    const slot = this.#slots[i];
    slot.course = /** @type {Course} */ ({ ...slot.course, ...change });
    slot.on = true;
    this.#emit();
  }

  /** @param {HTMLInputElement} input @param {string} message */
  #wrong(input, message) {
    input.setAttribute("aria-invalid", "true");
    this.on.refuse(message);
  }
}
