/** The square as a grid of small squares: its tissues, regions, rings, and faces. As grid.py. */

/** @import {SpaceModel} from "./types.js" */

export class Grid {
  /** @param {number} side in mm @param {number} cells @param {number} radius of the disc in mm */
  constructor(side, cells, radius) {
    this.side = side;
    this.cells = cells;
    this.radius = radius;
    this.h = side / cells;
    this.size = cells * cells;
    const x = Float64Array.from({ length: cells }, (_, i) => (i + 0.5) * this.h - side / 2);
    this.squared = new Float64Array(this.size);
    for (let i = 0; i < cells; i++) {
      for (let j = 0; j < cells; j++) this.squared[i * cells + j] = x[j] * x[j] + x[i] * x[i];
    }
    this.inside = Uint8Array.from(this.squared, (r) => (r < radius * radius ? 1 : 0));
  }

  /** @param {SpaceModel} model @returns {Record<string, Uint8Array>} 1 where a tissue is */
  tissues(model) {
    const outside = this.inside.map((value) => 1 - value);
    return Object.fromEntries(
      model.tissues.map(({ name }) => [name, name === model.disc.name ? this.inside : outside]),
    );
  }

  /** @param {SpaceModel} model @returns {Record<string, Uint8Array>} tissues, core, rim and all */
  regions(model) {
    const { radius, squared, inside } = this;
    return {
      ...this.tissues(model),
      core: Uint8Array.from(squared, (r) => (r < (model.core * radius) ** 2 ? 1 : 0)),
      rim: Uint8Array.from(squared, (r, i) =>
        !inside[i] && r < ((1 + model.rim) * radius) ** 2 ? 1 : 0,
      ),
      all: new Uint8Array(this.size).fill(1),
    };
  }

  /**
   * Rings as wide as a small square, out to half the side.
   *
   * @returns {{ring: Int32Array, counts: Float64Array, distances: Float64Array}} `ring` is -1
   *   outside of all of them
   */
  rings() {
    const distance = Float64Array.from(this.squared, Math.sqrt);
    const ring = Int32Array.from(distance, (r) => (r <= this.side / 2 ? Math.floor(r / this.h) : -1));
    const count = Math.max(...ring) + 1;
    const counts = new Float64Array(count);
    const sums = new Float64Array(count);
    ring.forEach((at, i) => {
      if (at < 0) return;
      counts[at] += 1;
      sums[at] += distance[i];
    });
    return { ring, counts, distances: sums.map((sum, at) => sum / counts[at]) };
  }

  /**
   * How much of a difference crosses the face to the next row and to the next column in a day.
   *
   * @param {Float64Array} coefficient in mm2/day
   * @returns {{down: Float64Array, right: Float64Array}} 0 at the walls
   */
  faces(coefficient) {
    const { cells: n, h } = this;
    const down = new Float64Array(this.size);
    const right = new Float64Array(this.size);
    const mean = (/** @type {number} */ a, /** @type {number} */ b) =>
      a + b > 0 ? (2 * a * b) / (a + b) / (h * h) : 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const at = i * n + j;
        if (i + 1 < n) down[at] = mean(coefficient[at + n], coefficient[at]);
        if (j + 1 < n) right[at] = mean(coefficient[at + 1], coefficient[at]);
      }
    }
    return { down, right };
  }
}
