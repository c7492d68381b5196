/** Step a model's fields by finite volumes, as `simulate_space` does in Python. */

import { schedule } from "../schedule.js";
import { Grid } from "./grid.js";
import { SquareProgram } from "./program.js";

/** @import {Action, Course, ModelSpec, Values} from "../../types.js" */
/** @import {SpaceModel} from "./types.js" */

// As in field.py: the longest step as a share of h2/D, and in days where nothing wanders.
const STEP = 0.2;
const LONGEST = 0.05;

/**
 * @param {SpaceModel} model
 * @param {Course[]} treatments windows
 * @returns {Action[]}
 */
function actionsOf(model, treatments) {
  // A schedule asks for no more of a model than for its names and treatments.
  const named = /** @type {ModelSpec} */ (/** @type {unknown} */ (model));
  return schedule(named, treatments, [0, Infinity], {});
}

/** The fields of one run, the constants that now hold, and what follows from them. */
export class Field {
  /**
   * @param {SpaceModel} model
   * @param {{values: Values, cells: number, treatments?: Course[]}} request
   */
  constructor(model, { values, cells, treatments = [] }) {
    this.model = model;
    /** @type {Values} */
    this.constants = Object.fromEntries(
      Object.keys(model.program.inputs).map((name) => [name, 0]),
    );
    for (const { name, value } of model.parameters) this.constants[name] = values[name] ?? value;
    const { radius, side } = model.disc;
    this.grid = new Grid(this.constants[side], cells, this.constants[radius]);
    this.tissues = this.grid.tissues(model);
    this.t = 0;
    this.actions = actionsOf(model, treatments);
    this.program = new SquareProgram(model.program, this.grid.size);
    for (const [name, mask] of Object.entries(this.tissues)) {
      this.program.bind(name, Float64Array.from(mask));
    }
    /** @type {Record<string, Float64Array>} */
    this.fields = {};
    this.#load();
    const start = this.program.block("start");
    start.run();
    for (const { name, start: given } of model.states) {
      const value = values[name] ?? given;
      const field = start.out[name].slice();
      if (value !== undefined && value !== null) field.fill(value);
      this.keepHome(name, field);
      this.fields[name] = field;
    }
    for (const [name, field] of Object.entries(this.fields)) this.program.bind(name, field);
    this.prepared = this.#prepare();
    this.act();
  }

  /** @param {string} name @param {Float64Array} field loses what lies outside of its tissue */
  keepHome(name, field) {
    const home = this.tissues[this.model.residents[name]];
    if (home) for (let i = 0; i < field.length; i++) if (!home[i]) field[i] = 0;
  }

  #load() {
    for (const [name, value] of Object.entries(this.constants)) {
      const fixed = name in this.tissues || name in this.fields;
      if (!fixed) this.program.set(name, value);
    }
  }

  /** What follows from the constants. */
  #prepare() {
    this.#load();
    const coefficients = this.program.numbers("diffusion");
    const rates = this.program.block("rates");
    const plan = this.model.states.map(({ name }) => {
      const wanders = Object.keys(this.tissues).some((tissue) => `${name} in ${tissue}` in coefficients);
      const by = new Float64Array(this.grid.size);
      if (wanders) {
        for (const [tissue, mask] of Object.entries(this.tissues)) {
          const d = coefficients[`${name} in ${tissue}`];
          for (let i = 0; i < by.length; i++) if (mask[i]) by[i] = d;
        }
      }
      return {
        name,
        field: this.fields[name],
        rate: rates.out[name],
        grows: this.model.program.ways[name] === "grow",
        change: new Float64Array(this.grid.size),
        faces: wanders ? this.grid.faces(by) : null,
      };
    });
    return { fastest: Math.max(0, ...Object.values(coefficients)), rates, plan };
  }

  /** Carry out what is due now. */
  act() {
    let changed = false;
    for (const action of this.actions) {
      if (action.t !== this.t || !action.parameter) continue;
      this.constants[action.parameter] = action.value;
      changed = true;
    }
    if (changed) this.prepared = this.#prepare();
  }

  /** @param {string} name @param {number} value of a parameter or window, from now on */
  set(name, value) {
    this.constants[name] = value;
    this.prepared = this.#prepare();
  }

  /** @param {number} stop @returns {{steps: number, dt: number}} equal steps from now on */
  steps(stop) {
    const { h } = this.grid;
    const { fastest } = this.prepared;
    const longest = fastest ? Math.min((STEP * (h * h)) / fastest, LONGEST) : LONGEST;
    const steps = Math.max(1, Math.ceil((stop - this.t) / longest - 1e-9));
    return { steps, dt: (stop - this.t) / steps };
  }

  /** @param {number} day up to which to go; actions on the way are done on their day */
  advance(day) {
    const stops = this.actions.map(({ t }) => t).filter((t) => t > this.t && t < day);
    for (const stop of [...new Set(stops), day]) {
      if (stop <= this.t) continue;
      this.run(stop);
      this.t = stop;
      this.act();
    }
  }

  /** @param {number} stop */
  run(stop) {
    const { steps, dt } = this.steps(stop);
    const { rates, plan } = this.prepared;
    for (let step = 0; step < steps; step++) {
      rates.run();
      for (const item of plan) {
        const { field, rate, change, faces } = item;
        change.set(rate);
        if (faces) flow(field, change, faces, this.grid.cells);
        if (item.grows) {
          // Nothing grows where there is nothing.
          for (let i = 0; i < field.length; i++) if (field[i]) field[i] *= Math.exp(dt * change[i]);
        }
      }
      // After all rates are known, as every state steps from the same moment.
      for (const { field, change, grows } of plan) {
        if (!grows) for (let i = 0; i < field.length; i++) field[i] += dt * change[i];
      }
    }
    for (const { name, field } of plan) this.keepHome(name, field);
  }

  /**
   * Put more of a state around a place, or take it away there.
   *
   * @param {string} name
   * @param {number} x in mm from the middle @param {number} y
   * @param {number} radius in mm @param {number} amount what is added; below 0 takes away
   */
  place(name, x, y, radius, amount) {
    const { cells, h, side } = this.grid;
    const field = this.fields[name];
    const most = this.model.states.find((state) => state.name === name)?.at_most ?? Infinity;
    for (let i = 0; i < cells; i++) {
      for (let j = 0; j < cells; j++) {
        const dx = (j + 0.5) * h - side / 2 - x;
        const dy = (i + 0.5) * h - side / 2 - y;
        if (dx * dx + dy * dy >= radius * radius) continue;
        const at = i * cells + j;
        field[at] = Math.min(most, Math.max(0, field[at] + amount));
      }
    }
    this.keepHome(name, field);
  }
}

/**
 * Add a field's change in a day to `into`.
 *
 * @param {Float64Array} field
 * @param {Float64Array} into
 * @param {{down: Float64Array, right: Float64Array}} faces
 * @param {number} n
 */
function flow(field, into, { down, right }, n) {
  const last = field.length - n;
  for (let at = 0; at < last; at++) {
    const moved = down[at] * (field[at + n] - field[at]);
    into[at] += moved;
    into[at + n] -= moved;
  }
  for (let at = 0; at < field.length - 1; at++) {
    // 0 at the end of a row.
    const moved = right[at] * (field[at + 1] - field[at]);
    into[at] += moved;
    into[at + 1] -= moved;
  }
}
