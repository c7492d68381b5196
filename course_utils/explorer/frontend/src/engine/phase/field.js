/** How fast a model of two states changes at each point of the plane, with no treatment on. */

import { Machine } from "../program.js";
import { load } from "../run.js";

/** @import {ModelSpec, Values} from "../../types.js" */

export class Field {
  #y = new Float64Array(2);
  #slope = new Float64Array(2);
  #matrix = new Float64Array(4);

  /** @param {ModelSpec} model */
  constructor(model) {
    this.model = model;
    this.machine = new Machine(
      model.program,
      model.states.map(({ name }) => name),
    );
  }

  /** @param {Values} values that differ from the model's */
  load(values) {
    load(this.model, this.machine, values);
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
