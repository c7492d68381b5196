/** Below the chart while a prediction is asked for: answers, points to type, and the buttons. */

import { words } from "../../strings/predict.js";
import { element, freshId } from "../dom.js";
import { brief, typed } from "../format.js";

/** @import {PredictSpec} from "../../types.js" */
/** @import {Axis} from "../../engine/phase/axis.js" */
/** @import {Sketch} from "./sketch.js" */

export class Form {
  /**
   * @param {PredictSpec} asked
   * @param {HTMLElement} message what is said about the sketch
   * @param {{axis: Axis, unit: string, days: string[]}} points
   * @param {{show: () => void, skip: () => void, erase: () => void,
   *   set: (point: number, height: number) => void, refuse: (message: string) => void}} on
   */
  constructor(asked, message, { axis, unit, days }, on) {
    this.axis = axis;
    const group = freshId();
    this.answers = asked.answers.map(({ label }) =>
      element("input", { type: "radio", name: group, value: label }),
    );
    this.boxes = days.map((day, point) => {
      const box = element("input", {
        type: "number",
        class: "xp-box",
        step: "any",
        inputmode: "decimal",
      });
      box.addEventListener("change", () => {
        const value = box.valueAsNumber;
        const fine = value >= axis.low && value <= axis.high;
        if (fine) {
          box.removeAttribute("aria-invalid");
          on.set(point, axis.place(value));
          return;
        }
        box.setAttribute("aria-invalid", "true");
        on.refuse(words.boxError(day, brief(axis.low), brief(axis.high), unit));
      });
      return box;
    });
    const button = (
      /** @type {string} */ label,
      /** @type {() => void} */ click,
      kind = "xp-tool",
    ) => {
      const node = element("button", { type: "button", class: kind }, label);
      node.addEventListener("click", click);
      return node;
    };
    this.erase = button(words.erase, on.erase);
    this.node = element(
      "div",
      { class: "xp-form" },
      element(
        "fieldset",
        { class: "xp-answers", hidden: !this.answers.length },
        element("legend", {}, words.answers),
        ...this.answers.map((input) =>
          element("label", { class: "xp-answer" }, input, element("span", {}, input.value)),
        ),
      ),
      element(
        "div",
        { class: "xp-decide" },
        button(words.show, on.show, "xp-commit"),
        button(words.skip, on.skip),
        this.erase,
      ),
      message,
      element(
        "details",
        { class: "xp-typed" },
        element("summary", {}, words.type),
        element(
          "div",
          { class: "xp-boxes" },
          ...this.boxes.map((box, point) =>
            element("label", {}, element("span", {}, words.box(days[point])), box),
          ),
          ...(unit ? [element("p", { class: "xp-meaning" }, unit)] : []),
        ),
      ),
    );
  }

  /** The label of the answer that was chosen; empty if none. */
  get answer() {
    return this.answers.find(({ checked }) => checked)?.value ?? "";
  }

  /** @param {string} label */
  choose(label) {
    for (const input of this.answers) input.checked = input.value === label;
  }

  /** @param {Sketch} sketch */
  show(sketch) {
    this.erase.disabled = sketch.empty;
    this.boxes.forEach((box, point) => {
      const height = sketch.at(point);
      if (box === /** @type {ShadowRoot} */ (box.getRootNode()).activeElement) return;
      box.value = height === null ? "" : typed(Number(this.axis.value(height).toPrecision(3)));
      box.removeAttribute("aria-invalid");
    });
  }
}
