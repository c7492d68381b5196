/** The pad over the chart on which a curve is drawn, and its points for the keyboard. */

import { words } from "../../strings/predict.js";
import { element } from "../dom.js";
import { brief, withUnit } from "../format.js";
import { columnOf, COLUMNS, POINTS } from "./sketch.js";

/** @import {Axis} from "../../engine/phase/axis.js" */
/** @import {Sketch} from "./sketch.js" */

const STEP = 0.02; // of the height
const STRIDE = 0.1;
/** @type {Record<string, number>} */
const KEYS = { ArrowUp: STEP, ArrowRight: STEP, ArrowDown: -STEP, ArrowLeft: -STEP, PageUp: STRIDE, PageDown: -STRIDE, Home: -Infinity, End: Infinity };

export class Pad {
  /**
   * @param {{axis: Axis, unit: string, days: [number, number], drawn: () => void}} options
   *   `drawn` is called when the sketch has changed
   */
  constructor({ axis, unit, days, drawn }) {
    this.axis = axis;
    this.unit = unit;
    this.drawn = drawn;
    /** @type {Sketch | null} */
    this.sketch = null;
    this.days = Array.from({ length: POINTS }, (_, point) =>
      brief(days[0] + ((days[1] - days[0]) * columnOf(point)) / (COLUMNS - 1)),
    );
    this.points = this.days.map((day, point) => {
      const node = element("div", {
        class: "xp-point",
        role: "slider",
        tabindex: 0,
        "aria-label": words.point(day),
        "aria-orientation": "vertical",
        "aria-valuemin": axis.low,
        "aria-valuemax": axis.high,
      });
      node.addEventListener("keydown", (event) => this.#press(event, point));
      return node;
    });
    this.hint = element("p", { class: "xp-here", "aria-hidden": "true" }, words.here);
    this.node = element(
      "div",
      { class: "xp-pad", role: "group", "aria-label": words.pad },
      this.hint,
      ...this.points,
    );
    this.#listen();
  }

  /** @param {{left: number, top: number, width: number, height: number}} box of the plot, px */
  place(box) {
    for (const [side, px] of Object.entries(box)) this.node.style.setProperty(side, `${px}px`);
  }

  /** @param {Sketch} sketch */
  show(sketch) {
    this.sketch = sketch;
    this.hint.hidden = !sketch.empty;
    this.points.forEach((node, point) => {
      const height = sketch.at(point);
      node.classList.toggle("xp-unset", height === null);
      node.style.left = `${(100 * columnOf(point)) / (COLUMNS - 1)}%`;
      node.style.bottom = `${100 * (height ?? this.#resting)}%`;
      const value = this.axis.value(height ?? this.#resting);
      node.setAttribute("aria-valuenow", String(value));
      node.setAttribute(
        "aria-valuetext",
        height === null ? words.unset : withUnit(value, this.unit),
      );
    });
  }

  /** Where points wait that were not drawn yet: as high as the curve has come. */
  get #resting() {
    return this.sketch?.filled().at(-1) ?? 0.5;
  }

  /** @param {KeyboardEvent} event @param {number} point */
  #press(event, point) {
    const step = KEYS[event.key];
    if (!this.sketch || !step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const from = this.sketch.at(point) ?? this.#resting;
    this.sketch.set(point, from + (event.shiftKey ? (STRIDE / STEP) * step : step));
    this.drawn();
  }

  #listen() {
    /** @type {[number, number] | null} */
    let from = null;
    const place = (/** @type {PointerEvent} */ { clientX, clientY }) => {
      const { left, top, width, height } = this.node.getBoundingClientRect();
      return /** @type {[number, number]} */ ([
        (clientX - left) / width,
        1 - (clientY - top) / height,
      ]);
    };
    this.node.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !event.isPrimary || !this.sketch) return;
      // No text is marked, and no page is scrolled, by drawing.
      event.preventDefault();
      this.node.setPointerCapture(event.pointerId);
      from = place(event);
      this.sketch.stroke(from, from);
      this.drawn();
    });
    this.node.addEventListener("pointermove", (event) => {
      if (!from || !this.sketch) return;
      // A quick hand passes several places between two frames.
      const passed = event.getCoalescedEvents?.() ?? [];
      for (const each of passed.length ? passed : [event]) {
        const to = place(each);
        this.sketch.stroke(from, to);
        from = to;
      }
      this.drawn();
    });
    const end = () => {
      from = null;
    };
    this.node.addEventListener("pointerup", end);
    this.node.addEventListener("pointercancel", end);
  }
}
