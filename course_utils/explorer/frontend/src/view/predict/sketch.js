/** A sketch: one height for each moment, drawn, tapped or set point by point. */

/** Moments at which a height is kept; between two of them the line is straight. */
export const COLUMNS = 121;
/** So many points can be set one by one; the first moment is where the model starts. */
export const POINTS = 6;
/** A hand that stopped this close to the last moment, as a share of the time, meant to reach it. */
const NEARLY = 0.06;

/** @param {number} point from 0 @returns {number} its column */
export const columnOf = (point) => ((point + 1) * (COLUMNS - 1)) / POINTS;

export class Sketch {
  /** @param {number} start height at the first moment, from 0 to 1 */
  constructor(start) {
    /** @type {(number | null)[]} */
    this.heights = Array(COLUMNS).fill(null);
    this.heights[0] = start;
  }

  /** Whether nothing but the start is there. */
  get empty() {
    return this.reach === 0;
  }

  /** The last column that has a height. */
  get reach() {
    return this.heights.findLastIndex((height) => height !== null);
  }

  /** Whether it goes to the last moment, or so nearly that it was meant to. */
  get whole() {
    return this.reach >= (COLUMNS - 1) * (1 - NEARLY);
  }

  /**
   * Draw from one place to another; what was drawn at the moments between them is overwritten.
   *
   * @param {[number, number]} from moment and height, both from 0 to 1
   * @param {[number, number]} to
   */
  stroke(from, to) {
    const [[x0, y0], [x1, y1]] = [from, to].map(
      ([x, y]) => /** @type {const} */ ([within(x) * (COLUMNS - 1), within(y)]),
    );
    if (x0 === x1) {
      if (Math.round(x1) > 0) this.heights[Math.round(x1)] = y1;
      return;
    }
    const [first, last] = [Math.ceil(Math.min(x0, x1)), Math.floor(Math.max(x0, x1))];
    for (let column = Math.max(first, 1); column <= last; column++) {
      this.heights[column] = y0 + ((column - x0) / (x1 - x0)) * (y1 - y0);
    }
  }

  /**
   * Set one of the points; the line from its neighbours to it becomes straight.
   *
   * @param {number} point
   * @param {number} height
   */
  set(point, height) {
    const [before, column, after] = [point - 1, point, point + 1].map(columnOf);
    this.heights.fill(null, before + 1, Math.min(after, COLUMNS));
    this.heights[column] = within(height);
  }

  /** @param {number} point @returns {number | null} its height; null beyond what is drawn */
  at(point) {
    return columnOf(point) <= this.reach ? this.filled()[columnOf(point)] : null;
  }

  /** @returns {number[]} heights without gaps, as far as it reaches */
  filled() {
    const row = [];
    let left = 0;
    for (let column = 0; column <= this.reach; column++) {
      const height = this.heights[column];
      if (height === null) continue;
      const from = /** @type {number} */ (this.heights[left]);
      for (let i = left + 1; i < column; i++) {
        row[i] = from + ((height - from) * (i - left)) / (column - left);
      }
      row[column] = height;
      left = column;
    }
    return row;
  }

  /** @returns {number[]} the same, carried on to the last moment as it ended */
  complete() {
    const row = this.filled();
    while (row.length < COLUMNS) row.push(row[row.length - 1]);
    return row;
  }
}

/** @param {number} share */
const within = (share) => Math.min(Math.max(share, 0), 1);
