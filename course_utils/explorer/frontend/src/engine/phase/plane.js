/** The phase plane of a model of two states: nullclines, steady states and what divides them. */

import { Axis } from "./axis.js";
import { Field } from "./field.js";
import { sample, zeroLines } from "./grid.js";
import { separatrices } from "./separatrix.js";
import { steadyStates } from "./steady.js";

/** @import {AxisSpec, ModelSpec, Values} from "../../types.js" */
/** @import {Place} from "./separatrix.js" */
/** @import {Steady} from "./steady.js" */

const FINE = 72; // cells along each side of the plane
const WIDE = 64; // and of the search beyond it, which reaches from nothing to far too much
const [LEAST, MOST] = [1e-8, 1e2];

/**
 * @typedef {{nullclines: Record<string, Place[][]>, steady: Steady[], separatrices: Place[][],
 *   flow: {at: Place, along: Place}[]}} Plane
 *   `nullclines` by state; `flow` says which way things go, with directions of length one
 */

export class PlaneSolver {
  /** @param {ModelSpec} model @param {[AxisSpec, AxisSpec]} axes */
  constructor(model, axes) {
    const names = model.states.map(({ name }) => name);
    this.names = names;
    this.field = new Field(model);
    this.axes = /** @type {[Axis, Axis]} */ (
      axes.map((axis) => new Axis(axis, names.indexOf(axis.name)))
    );
    // In the model's order from here on.
    const ordered = [...this.axes].sort((a, b) => a.index - b.index);
    this.fine = ordered.map((axis) =>
      // Not on the axis itself, where a population that is absent stays absent.
      Float64Array.from({ length: FINE + 1 }, (_, i) => axis.value(i / FINE) || 1e-9 * axis.high),
    );
    this.wide = ordered.map(({ high }) =>
      Float64Array.from(
        { length: WIDE + 1 },
        (_, i) => high * LEAST * (MOST / LEAST) ** (i / WIDE),
      ),
    );
  }

  /**
   * @param {Values} values that differ from the model's
   * @param {[number, number]} [arrows] of the flow, across and upwards
   * @param {string[]} [without] processes
   * @returns {Plane}
   */
  solve(values, arrows = [0, 0], without = []) {
    const { field, axes } = this;
    field.load(values, without);
    const fine = sample(field, this.fine[0], this.fine[1]);
    const wide = sample(field, this.wide[0], this.wide[1]);
    const steady = steadyStates(field, [fine, wide]);
    const place = (/** @type {[number, number]} */ point) =>
      /** @type {Place} */ (axes.map(({ index }) => point[index] / FINE));
    return {
      nullclines: Object.fromEntries(
        this.names.map((name, i) => [
          name,
          zeroLines(fine.rates[i], FINE + 1).map((line) => line.map(place)),
        ]),
      ),
      steady,
      separatrices: separatrices(field, axes, steady),
      flow: this.#flow(arrows),
    };
  }

  /** @param {[number, number]} arrows */
  #flow([columns, rows]) {
    const [across, upwards] = this.axes;
    const flow = [];
    for (let i = 0; i < columns; i++) {
      for (let j = 0; j < rows; j++) {
        const at = /** @type {Place} */ ([(i + 0.5) / columns, (j + 0.5) / rows]);
        const values = [0, 0];
        values[across.index] = across.value(at[0]);
        values[upwards.index] = upwards.value(at[1]);
        const rates = this.field.rates(values[0], values[1]);
        const [u, v] = this.axes.map(
          (axis) => rates[axis.index] / axis.stretch(values[axis.index]),
        );
        const speed = Math.hypot(u, v);
        if (speed > 0) flow.push({ at, along: /** @type {Place} */ ([u / speed, v / speed]) });
      }
    }
    return flow;
  }
}
