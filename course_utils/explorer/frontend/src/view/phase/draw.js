/** What is drawn on the map, from places between 0 and 1 and looks; nothing here is computed. */

/** @import {Place} from "../../engine/phase/separatrix.js" */
/** @import {Inks} from "../theme.js" */

/** @typedef {{left: number, top: number, width: number, height: number, ratio: number}} Frame
 *   of the plot, in canvas pixels, of which `ratio` make a pixel of the page */

// As on a map: round dots.
export const BORDER = { width: 2.8, dash: [0.01, 6.5] };
export const PATH_WIDTH = 2;
const DOT = 5.5;
const HEAD = 8;
const MOST_HEADS = 4;
const BETWEEN_HEADS = 130;
const FLOW = 11;

/** Draws on one canvas; lengths are px of the page. */
export class Pen {
  /** @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Inks} inks */
  constructor(context, frame, inks) {
    this.context = context;
    this.frame = frame;
    this.inks = inks;
  }

  /** Keep to the plot while drawing. @param {() => void} draw */
  inside(draw) {
    const { context } = this;
    const { left, top, width, height } = this.frame;
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    draw();
    context.restore();
  }

  /**
   * @param {Place[]} line
   * @param {{stroke: string, width: number, dash?: number[], alpha?: number, round?: boolean}} look
   */
  line(line, { stroke, width, dash = [], alpha = 1, round = false }) {
    const { context } = this;
    const { ratio } = this.frame;
    context.save();
    context.globalAlpha = alpha;
    context.strokeStyle = stroke;
    context.lineWidth = width * ratio;
    context.lineJoin = "round";
    context.lineCap = round ? "round" : "butt";
    context.setLineDash(dash.map((length) => length * ratio));
    context.beginPath();
    line.forEach((place, i) => {
      const [x, y] = this.#at(place);
      if (i) context.lineTo(x, y);
      else context.moveTo(x, y);
    });
    context.stroke();
    context.restore();
  }

  /** Arrow heads along a path, evenly apart. @param {Place[]} path @param {string} fill */
  heads(path, fill) {
    const { ratio } = this.frame;
    const points = path.map((place) => this.#at(place));
    let next = 0.4 * BETWEEN_HEADS * ratio;
    let gone = 0;
    for (let i = 1, drawn = 0; i < points.length && drawn < MOST_HEADS; i++) {
      const [dx, dy] = [points[i][0] - points[i - 1][0], points[i][1] - points[i - 1][1]];
      const length = Math.hypot(dx, dy);
      gone += length;
      if (gone < next || !length) continue;
      this.#head(points[i], [dx / length, dy / length], fill);
      next = gone + BETWEEN_HEADS * ratio;
      drawn += 1;
    }
  }

  /** Which way things go, all over the map. @param {{at: Place, along: Place}[]} flow */
  flow(flow) {
    const { context } = this;
    const { width, height, ratio } = this.frame;
    context.save();
    context.strokeStyle = this.inks.quiet;
    context.globalAlpha = 0.38;
    context.lineWidth = ratio;
    context.beginPath();
    for (const { at, along } of flow) {
      const [x, y] = this.#at(at);
      const [dx, dy] = [along[0] * width, -along[1] * height];
      const length = Math.hypot(dx, dy);
      const [u, v] = [(dx / length) * FLOW * ratio, (dy / length) * FLOW * ratio];
      const [tipX, tipY] = [x + u / 2, y + v / 2];
      context.moveTo(x - u / 2, y - v / 2);
      context.lineTo(tipX, tipY);
      for (const side of [1, -1]) {
        context.moveTo(tipX, tipY);
        context.lineTo(tipX - 0.35 * u + side * 0.25 * v, tipY - 0.35 * v - side * 0.25 * u);
      }
    }
    context.stroke();
    context.restore();
  }

  /** A steady state, filled if stable, with its letter. @param {Place} place */
  dot(place, /** @type {boolean} */ stable, /** @type {string} */ letter, family = "sans-serif") {
    const { context, inks } = this;
    const { left, top, width, height, ratio } = this.frame;
    const [x, y] = this.#at(place);
    context.save();
    context.beginPath();
    context.arc(x, y, DOT * ratio, 0, 2 * Math.PI);
    context.lineWidth = 2 * ratio;
    context.strokeStyle = inks.ink;
    context.fillStyle = stable ? inks.ink : inks.surface;
    context.fill();
    context.stroke();
    // Beside it, on the side where there is room, with a halo over the lines.
    const right = x < left + width - 24 * ratio;
    const above = y > top + 22 * ratio;
    context.font = `700 ${13 * ratio}px ${family}`;
    context.textAlign = right ? "left" : "right";
    context.textBaseline = "middle";
    const where = [x + (right ? 9 : -9) * ratio, y + (above ? -11 : 12) * ratio];
    context.lineJoin = "round";
    context.lineWidth = 4 * ratio;
    context.strokeStyle = inks.surface;
    context.strokeText(letter, where[0], Math.min(where[1], top + height - 8 * ratio));
    context.fillStyle = inks.ink;
    context.fillText(letter, where[0], Math.min(where[1], top + height - 8 * ratio));
    context.restore();
  }

  /** @param {[number, number]} tip @param {[number, number]} along @param {string} fill */
  #head([x, y], [u, v], fill) {
    const { context } = this;
    const size = HEAD * this.frame.ratio;
    context.fillStyle = fill;
    context.beginPath();
    context.moveTo(x + 0.5 * u * size, y + 0.5 * v * size);
    context.lineTo(x - 0.5 * u * size + 0.45 * v * size, y - 0.5 * v * size - 0.45 * u * size);
    context.lineTo(x - 0.5 * u * size - 0.45 * v * size, y - 0.5 * v * size + 0.45 * u * size);
    context.fill();
  }

  /** @param {Place} place @returns {[number, number]} not so far out that a canvas loses count */
  #at([across, upwards]) {
    const { left, top, width, height } = this.frame;
    const held = (/** @type {number} */ at) => Math.min(Math.max(at, -9), 9);
    return [left + held(across) * width, top + (1 - held(upwards)) * height];
  }
}
