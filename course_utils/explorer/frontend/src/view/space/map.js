/** The map: a field painted on a canvas, or drawn as a pathologist sees it, with the tumour's edge. */

import { element } from "../dom.js";
import { LEVELS, SECTION } from "./ramp.js";

/** @import {SpaceModel, Snapshot} from "../../engine/space/types.js" */

// More small squares than this, and single cells are too small to be drawn as cells.
const MOST_DRAWN = 90;
const T_CELL = 0.25; // radius of a drawn cell, as a share of a small square
const NUCLEUS = 0.4;

/** @typedef {{name: string, look: "level" | "section", most: number}} Shown */

export class SquareMap {
  /** @type {Snapshot | null} */
  #snapshot = null;
  /** @type {Shown} */
  #shown = { name: "", look: "level", most: 1 };

  /**
   * @param {SpaceModel} model
   * @param {(x: number, y: number) => void} chosen gets a place in mm from the middle
   */
  constructor(model, chosen) {
    this.model = model;
    this.resident = Object.keys(model.residents)[0];
    this.canvas = element("canvas", {
      class: "sp-canvas",
      role: "img",
      "aria-label": model.title,
    });
    this.small = document.createElement("canvas");
    this.cross = element("div", { class: "sp-cross", hidden: true });
    this.node = element("div", { class: "sp-square" }, this.canvas, this.cross);
    this.canvas.addEventListener("click", (event) => {
      if (!this.#snapshot) return;
      const { left, top, width, height } = this.canvas.getBoundingClientRect();
      const { side } = this.#snapshot;
      chosen(
        ((event.clientX - left) / width - 0.5) * side,
        ((event.clientY - top) / height - 0.5) * side,
      );
    });
    this.observer = new ResizeObserver(() => this.paint());
    this.observer.observe(this.node);
  }

  /** @param {Snapshot} snapshot @param {Shown} shown @param {string} label */
  show(snapshot, shown, label) {
    this.#snapshot = snapshot;
    this.#shown = shown;
    this.canvas.setAttribute("aria-label", label);
    this.paint();
  }

  /** @param {number} x in mm from the middle @param {number} y @param {boolean} visible */
  mark(x, y, visible) {
    const side = this.#snapshot?.side ?? 1;
    this.cross.hidden = !visible;
    this.cross.style.left = `${100 * (x / side + 0.5)}%`;
    this.cross.style.top = `${100 * (y / side + 0.5)}%`;
  }

  destroy() {
    this.observer.disconnect();
  }

  paint() {
    const snapshot = this.#snapshot;
    const css = this.node.clientWidth;
    if (!snapshot || !css) return;
    const width = Math.round(css * (window.devicePixelRatio || 1));
    if (this.canvas.width !== width) this.canvas.width = this.canvas.height = width;
    const pen = this.canvas.getContext("2d");
    if (!pen) return;
    const { cells, side, radius } = snapshot;
    this.small.width = this.small.height = cells;
    const small = /** @type {CanvasRenderingContext2D} */ (this.small.getContext("2d"));
    const image = small.createImageData(cells, cells);
    if (this.#shown.look === "section") this.#section(image.data, snapshot);
    else this.#levels(image.data, snapshot.fields[this.#shown.name]);
    small.putImageData(image, 0, 0);
    pen.imageSmoothingEnabled = false;
    pen.drawImage(this.small, 0, 0, width, width);
    if (this.#shown.look === "section") this.#cells(pen, snapshot, width / cells);
    // A pale line under a dark one shows on every colour.
    for (const [colour, line] of /** @type {const} */ ([["#ffffff", 4], ["#1f2630", 1.75]])) {
      pen.beginPath();
      pen.arc(width / 2, width / 2, (radius / side) * width, 0, 2 * Math.PI);
      pen.strokeStyle = colour;
      pen.lineWidth = (line * width) / css;
      pen.stroke();
    }
  }

  /** @param {Uint8ClampedArray} pixels @param {Float64Array} field */
  #levels(pixels, field) {
    const scale = 255 / this.#shown.most;
    for (let i = 0; i < field.length; i++) {
      const at = 3 * Math.min(255, Math.max(0, Math.round(field[i] * scale)));
      pixels[4 * i] = LEVELS[at];
      pixels[4 * i + 1] = LEVELS[at + 1];
      pixels[4 * i + 2] = LEVELS[at + 2];
      pixels[4 * i + 3] = 255;
    }
  }

  /** @param {Uint8ClampedArray} pixels @param {Snapshot} snapshot pink ground, tumour in lilac */
  #section(pixels, { fields }) {
    const tumour = fields[this.resident];
    for (let i = 0; i < tumour.length; i++) {
      const share = Math.min(1, tumour[i]);
      for (let k = 0; k < 3; k++) {
        pixels[4 * i + k] = SECTION.stroma[k] + share * (SECTION.ground[k] - SECTION.stroma[k]);
      }
      pixels[4 * i + 3] = 255;
    }
  }

  /**
   * As many cells as a field has on average: each small square has its own threshold, so that a
   * cell stays where it is while the level changes little.
   *
   * @param {CanvasRenderingContext2D} pen @param {Snapshot} snapshot @param {number} size
   */
  #cells(pen, { fields, cells }, size) {
    const draw = (
      /** @type {Float64Array} */ field,
      /** @type {string} */ colour,
      /** @type {number} */ radius,
      /** @type {number} */ salt,
      /** @type {number} */ loose,
    ) => {
      pen.fillStyle = colour;
      for (let i = 0; i < field.length; i++) {
        if (field[i] <= threshold(i, salt)) continue;
        const x = ((i % cells) + 0.5 + loose * (threshold(i, salt + 1) - 0.5)) * size;
        const y = (Math.floor(i / cells) + 0.5 + loose * (threshold(i, salt + 2) - 0.5)) * size;
        if (cells > MOST_DRAWN) {
          pen.fillRect(x - radius * size, y - radius * size, 2 * radius * size, 2 * radius * size);
          continue;
        }
        pen.beginPath();
        pen.arc(x, y, radius * size, 0, 2 * Math.PI);
        pen.fill();
      }
    };
    // T cells stand anywhere, tumour cells side by side.
    draw(fields[this.resident], SECTION.nucleus, NUCLEUS, 0, 0.3);
    draw(fields[this.model.watched], SECTION.lymphocyte, T_CELL, 3, 0.9);
  }
}

/** @param {number} i @param {number} salt @returns {number} from 0 to 1, always the same */
function threshold(i, salt) {
  let mixed = Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296;
}
