/** One axis of the phase plane: values on it as places from 0 to 1, counted evenly or in factors. */

/** @import {AxisSpec} from "../../types.js" */

export class Axis {
  /** @param {AxisSpec} spec @param {number} index which state it is, in the model's order */
  constructor({ name, range: [low, high], log }, index) {
    this.name = name;
    this.index = index;
    this.low = low;
    this.high = high;
    this.log = log;
    this.base = log ? Math.log(low) : low;
    this.span = (log ? Math.log(high) : high) - this.base;
  }

  /** @param {number} value @returns {number} its place; -Infinity for nothing on an axis of factors */
  place(value) {
    return ((this.log ? Math.log(value) : value) - this.base) / this.span;
  }

  /** @param {number} place @returns {number} */
  value(place) {
    const counted = this.base + place * this.span;
    return this.log ? Math.exp(counted) : counted;
  }

  /** @param {number} value @returns {number} how much one width of the plane is, near there */
  stretch(value) {
    return (this.log ? value : 1) * this.span;
  }

  /** @param {number} value @returns {boolean} */
  holds(value) {
    return value >= this.low && value <= this.high;
  }
}
