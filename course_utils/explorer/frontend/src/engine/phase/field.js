/** How fast a model of two states changes at each point of the plane, with no treatment on. */

import { Machine } from "../program.js";
import { load } from "../run.js";
import { Rows } from "./rows.js";

/** @import {ModelSpec, Values} from "../../types.js" */

export class Field {
  #y = new Float64Array(2);
  #slope = new Float64Array(2);
  #matrix = new Float64Array(4);
  /** By their length. @type {Map<number, Rows>} */
  #rows = new Map();

  /** @param {ModelSpec} model */
  constructor(model) {
    this.model = model;
    this.machine = new Machine(
      model.program,
      model.states.map(({ name }) => name),
    );
  }

  /** @param {Values} values that differ from the model's @param {string[]} without processes */
  load(values, without) {
    load(this.model, this.machine, values);
    this.machine.remove(without);
    for (const rows of this.#rows.values()) rows.load();
  }

  /**
   * @param {Float64Array} xs the first state
   * @param {number} y the second
   * @returns {Float64Array[]} what both change by per day at each of the first; good until the
   *   next call
   */
  along(xs, y) {
    let rows = this.#rows.get(xs.length);
    if (!rows) {
      rows = new Rows(this.machine, xs.length);
      rows.load();
      this.#rows.set(xs.length, rows);
    }
    return rows.rates(xs, y);
  }

  /**
   * @param {number} a the first state
   * @param {number} b the second
   * @returns {Float64Array} what both change by per day; good until the next call
   */
  rates(a, b) {
    this.#y[0] = a;
    this.#y[1] = b;
    this.machine.derivatives(this.#y, this.#slope);
    return this.#slope;
  }

  /**
   * @param {number} a
   * @param {number} b
   * @returns {Float64Array} the Jacobian there, row by row; good until the next call
   */
  jacobian(a, b) {
    this.#y[0] = a;
    this.#y[1] = b;
    this.machine.jacobian(this.#y, this.#matrix);
    return this.#matrix;
  }
}
