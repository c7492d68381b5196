/** The diamond on the map that holds the start of the run: dragged, set by a click, or by keys. */

import { text } from "../../strings/index.js";
import { element } from "../dom.js";

/** @import {StateSpec} from "../../types.js" */
/** @import {Axis} from "../../engine/phase/axis.js" */

const STEP = 0.01; // of the width of the map
const STRIDE = 0.1; // with the shift key
const A_TAP = 10; // px that a finger may slip
/** @type {Record<string, [number, number]>} */
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };

/** @typedef {{left: number, top: number, width: number, height: number}} Box of the plot, px */

export class Start {
  /** @type {Box} */
  #box = { left: 0, top: 0, width: 1, height: 1 };
  #places = [0, 0];

  /**
   * @param {HTMLElement} surface the map, on which a click sets the start
   * @param {StateSpec[]} states in the model's order
   * @param {[Axis, Axis]} axes
   * @param {(values: Record<string, number>) => void} moved
   */
  constructor(surface, states, axes, moved) {
    this.surface = surface;
    this.axes = axes;
    this.moved = moved;
    this.limits = axes.map(({ index, low, high }) => {
      const [least, most] = states[index].range ?? [0, Infinity];
      return [Math.max(low, least), Math.min(high, most)];
    });
    const upwards = axes[1];
    this.node = element("div", {
      class: "xp-start",
      role: "slider",
      tabindex: 0,
      "aria-label": text.labels.startOnMap,
      "aria-valuemin": upwards.low,
      "aria-valuemax": upwards.high,
    });
    this.node.addEventListener("keydown", (event) => this.#press(event));
    this.#listen();
  }

  /** @param {Box} box */
  place(box) {
    this.#box = box;
    this.#paint();
  }

  /** @param {ArrayLike<number>} values in the model's order @param {string} words */
  show(values, words) {
    this.#places = this.axes.map((axis) => axis.place(values[axis.index]));
    this.node.setAttribute("aria-valuenow", String(values[this.axes[1].index]));
    this.node.setAttribute("aria-valuetext", words);
    this.#paint();
  }

  /** @param {{clientX: number, clientY: number}} event @returns {[number, number]} places there */
  places({ clientX, clientY }) {
    const { left, top } = this.surface.getBoundingClientRect();
    const box = this.#box;
    return [
      (clientX - left - box.left) / box.width,
      1 - (clientY - top - box.top) / box.height,
    ];
  }

  #paint() {
    const { left, top, width, height } = this.#box;
    // A start that is off the map waits at its edge.
    const [x, y] = this.#places.map((place) => Math.min(Math.max(place, 0), 1));
    this.node.style.translate = `${left + x * width}px ${top + (1 - y) * height}px`;
  }

  /** @param {number[]} places */
  #set(places) {
    const values = this.axes.map((axis, i) => {
      const [least, most] = this.limits[i];
      // Three digits: what a reader can type again.
      const value = Number(axis.value(places[i]).toPrecision(3));
      return [axis.name, Math.min(Math.max(value, least), most)];
    });
    this.moved(Object.fromEntries(values));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const way = KEYS[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const step = event.shiftKey ? STRIDE : STEP;
    const from = this.#places.map((place) => Math.min(Math.max(place, 0), 1));
    const next = from.map((place, i) => Math.min(Math.max(place + step * way[i], 0), 1));
    // Only what the key moves: the other keeps its digits, or goes on following its parameters.
    const i = way[0] ? 0 : 1;
    const [least, most] = this.limits[i];
    const axis = this.axes[i];
    const value = Number(axis.value(next[i]).toPrecision(3));
    const kept = Math.min(Math.max(value, least), most);
    // The next press goes on from here, even if it comes before this one is shown.
    this.#places[i] = axis.place(kept);
    this.moved({ [axis.name]: kept });
  }

  #listen() {
    const { surface, node } = this;
    /** @type {{id: number, slip: [number, number]} | null} */
    let drag = null;
    /** @type {PointerEvent | null} */
    let tap = null;
    const follow = (/** @type {PointerEvent} */ event) => {
      if (!drag) return;
      const [x, y] = this.places(event);
      this.#set([x - drag.slip[0], y - drag.slip[1]]);
    };
    surface.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const grabbed = event.target === node;
      // A finger on the map may want to scroll the page, so it only sets the start if it stays.
      if (event.pointerType === "touch" && !grabbed) {
        tap = event;
        return;
      }
      event.preventDefault();
      const [x, y] = this.places(event);
      if (!grabbed && !(x >= 0 && x <= 1 && y >= 0 && y <= 1)) return;
      const slip = grabbed
        ? this.#places.map((at, i) => [x, y][i] - Math.min(Math.max(at, 0), 1))
        : [0, 0];
      drag = { id: event.pointerId, slip: /** @type {[number, number]} */ (slip) };
      surface.setPointerCapture(event.pointerId);
      node.focus({ preventScroll: true });
      if (!grabbed) follow(event);
    });
    surface.addEventListener("pointermove", follow);
    const end = (/** @type {PointerEvent} */ event) => {
      const stayed =
        tap && Math.hypot(event.clientX - tap.clientX, event.clientY - tap.clientY) < A_TAP;
      if (event.type === "pointerup" && stayed) {
        const [x, y] = this.places(event);
        if (x >= 0 && x <= 1 && y >= 0 && y <= 1) this.#set([x, y]);
      }
      drag = tap = null;
    };
    surface.addEventListener("pointerup", end);
    surface.addEventListener("pointercancel", end);
  }
}
