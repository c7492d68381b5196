/** The same model well mixed: one square for everything, in which each tissue is its share. */

import { SquareProgram } from "./program.js";

/** @import {Values} from "../../types.js" */
/** @import {SpaceModel} from "./types.js" */

const STEP = 0.01; // days

export class Mixed {
  /** @param {SpaceModel} model @param {Values} constants @param {Values} values of states */
  constructor(model, constants, values) {
    const { radius, side, name } = model.disc;
    const share = (Math.PI * constants[radius] ** 2) / constants[side] ** 2;
    this.model = model;
    this.program = new SquareProgram(model.program, 1);
    for (const tissue of model.tissues) {
      const part = tissue.name === name ? share : 1 - share;
      this.program.bind(tissue.name, Float64Array.of(part));
    }
    /** @type {Values} */
    this.levels = {};
    this.t = 0;
    this.#load(constants);
    const start = this.program.block("start");
    start.run();
    for (const state of model.states) {
      this.levels[state.name] = values[state.name] ?? state.start ?? start.out[state.name][0];
    }
    this.rows = model.states.map((state) => {
      const row = Float64Array.of(this.levels[state.name]);
      this.program.bind(state.name, row);
      return row;
    });
    this.rates = this.program.block("rates");
  }

  /** @param {Values} constants */
  #load(constants) {
    const own = [...this.model.tissues, ...this.model.states].map(({ name }) => name);
    for (const [name, value] of Object.entries(constants)) {
      if (!own.includes(name)) this.program.set(name, value);
    }
  }

  /** @param {Values} constants that hold from now on */
  follow(constants) {
    this.#load(constants);
    this.rates = this.program.block("rates");
  }

  /** @param {number} day */
  advance(day) {
    const steps = Math.max(1, Math.ceil((day - this.t) / STEP - 1e-9));
    const dt = (day - this.t) / steps;
    if (!(dt > 0)) return;
    const { out, run } = this.rates;
    for (let step = 0; step < steps; step++) {
      run();
      const slopes = this.model.states.map(({ name }) => out[name][0]);
      this.model.states.forEach(({ name }, i) => {
        const grows = this.model.program.ways[name] === "grow";
        if (grows) this.rows[i][0] *= Math.exp(dt * slopes[i]);
        else this.rows[i][0] += dt * slopes[i];
      });
    }
    this.t = day;
    this.model.states.forEach(({ name }, i) => (this.levels[name] = this.rows[i][0]));
  }
}
