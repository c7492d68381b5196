/**
 * Single cells on a lattice, as `cells.py` and `agents.py`, line for line: a seed gives the same
 * cells in Python and here.
 */

import { seedsOfRuns, uniform } from "../draws.js";
import { Field } from "./field.js";

/** @import {Course, Values} from "../../types.js" */
/** @import {SpaceModel} from "./types.js" */

const SITE = 0.02; // mm, as wide as a tumour cell
const CROWD = 20; // walkers for each site up to which there is room

export class Cells {
  /**
   * @param {SpaceModel} model
   * @param {{values: Values, cells: number, treatments?: Course[], seed?: number}} request
   */
  constructor(model, { values, cells, treatments = [], seed = 0 }) {
    this.model = model;
    const { disc } = model;
    const own = Object.fromEntries(model.parameters.map(({ name, value }) => [name, value]));
    const all = { ...own, ...values };
    const side = cells * SITE;
    const share = side / all[disc.side];
    const smaller = { ...values, [disc.side]: side, [disc.radius]: all[disc.radius] * share };
    // It knows the square, the treatments and the rates; its fields are only the start.
    this.field = new Field(model, { values: smaller, cells, treatments });
    this.resident = Object.keys(model.residents)[0];
    this.walker = /** @type {string} */ (
      model.states.map(({ name }) => name).find((name) => name !== this.resident)
    );
    const [placing, moving] = seedsOfRuns(seed, 2);
    this.draw = uniform(moving);
    const size = cells * cells;
    const place = uniform(placing);
    const counts = (/** @type {string} */ name) => {
      const found = new Int32Array(size);
      const levels = this.field.fields[name];
      for (let i = 0; i < size; i++) found[i] = Math.floor(levels[i]);
      for (let i = 0; i < size; i++) {
        const rest = levels[i] - found[i];
        if (levels[i] > Math.floor(levels[i])) found[i] += place() < rest ? 1 : 0;
      }
      return found;
    };
    this.walkersAt = counts(this.walker);
    this.residents = Uint8Array.from(counts(this.resident));
    this.home = this.field.tissues[model.residents[this.resident]];
    this.walkers = new Int32Array(CROWD * size);
    this.count = 0;
    this.walkersAt.forEach((count, site) => {
      for (let k = 0; k < count; k++) this.walkers[this.count++] = site;
    });
  }

  get t() {
    return this.field.t;
  }

  get grid() {
    return this.field.grid;
  }

  /** @returns {Record<string, Float64Array>} cells on each site by state */
  get fields() {
    return {
      [this.walker]: Float64Array.from(this.walkersAt),
      [this.resident]: Float64Array.from(this.residents),
    };
  }

  /** @param {string} name @param {number} value */
  set(name, value) {
    this.field.set(name, value);
  }

  /** @param {number} day */
  advance(day) {
    const { field } = this;
    const stops = field.actions.map(({ t }) => t).filter((t) => t > field.t && t < day);
    for (const stop of [...new Set(stops), day]) {
      if (stop <= field.t) continue;
      const { steps, dt } = field.steps(stop);
      this.#steps(steps, dt);
      field.t = stop;
      field.act();
    }
  }

  /**
   * @param {string} name
   * @param {number} x in mm from the middle @param {number} y
   * @param {number} radius in mm @param {number} amount cells on each site; below 0 takes away
   */
  place(name, x, y, radius, amount) {
    const { cells, h, side } = this.grid;
    for (let site = 0; site < cells * cells; site++) {
      const dx = ((site % cells) + 0.5) * h - side / 2 - x;
      const dy = (Math.floor(site / cells) + 0.5) * h - side / 2 - y;
      if (dx * dx + dy * dy >= radius * radius) continue;
      if (name === this.resident) {
        if (this.home[site]) this.residents[site] = amount > 0 ? 1 : 0;
      } else {
        for (let k = 0; k < amount && this.count < this.walkers.length; k++) {
          this.walkers[this.count++] = site;
          this.walkersAt[site]++;
        }
      }
    }
  }

  /** @param {number} steps @param {number} dt in days */
  #steps(steps, dt) {
    const { field, walkers, walkersAt, residents, home, draw } = this;
    const n = this.grid.cells;
    const rates = field.program.numbers("cells");
    const dies = dt * rates.dies;
    const kills = dt * rates.kills;
    const divides = dt * rates.divides;
    const moves = this.#moves(dt, dies);
    const at = new Float64Array(n * n);
    for (const [tissue, mask] of Object.entries(field.tissues)) {
      const enters = dt * rates[`enters in ${tissue}`];
      for (let site = 0; site < at.length; site++) if (mask[site]) at[site] = enters;
    }
    const doors = [...at.keys()].filter((site) => at[site] > 0);
    const to = [-n, n, -1, 1];
    const last = n * (n - 1);
    for (let step = 0; step < steps; step++) {
      for (let site = 0; site < n * n; site++) {
        if (residents[site] !== 1) continue;
        const r = draw();
        const killed = kills * walkersAt[site];
        if (r < killed) residents[site] = 0;
        else if (r < killed + divides) {
          const way = Math.min(Math.trunc((4.0 * (r - killed)) / divides), 3);
          const walled =
            (way === 0 && site < n) ||
            (way === 1 && site >= last) ||
            (way === 2 && site % n === 0) ||
            (way === 3 && site % n === n - 1);
          if (!walled) {
            const there = site + to[way];
            // 2 until the step is over, so that it does not divide at once.
            if (home[there] === 1 && residents[there] === 0) residents[there] = 2;
          }
        }
      }
      for (let site = 0; site < n * n; site++) if (residents[site] === 2) residents[site] = 1;
      let stayed = 0;
      for (let k = 0; k < this.count; k++) {
        let site = walkers[k];
        const r = draw();
        walkersAt[site] -= 1;
        if (r < dies) continue;
        const s = (4.0 * (r - dies)) / (1.0 - dies);
        const way = Math.min(Math.trunc(s), 3);
        if (s - way < moves[4 * site + way]) site += to[way];
        walkersAt[site] += 1;
        walkers[stayed] = site;
        stayed += 1;
      }
      this.count = stayed;
      for (let k = 0; k < doors.length; k++) {
        const r = draw();
        const site = doors[k];
        if (r < at[site] && this.count < walkers.length) {
          walkers[this.count] = site;
          walkersAt[site] += 1;
          this.count += 1;
        }
      }
    }
  }

  /** @param {number} dt @param {number} dies four times the probability of each move */
  #moves(dt, dies) {
    const n = this.grid.cells;
    const moves = new Float64Array(4 * n * n);
    const faces = this.field.prepared.plan.find(({ name }) => name === this.walker)?.faces;
    if (!faces) return moves;
    const scale = (4 * dt) / (1 - dies);
    for (let site = 0; site < n * n; site++) {
      if (site >= n) moves[4 * site] = scale * faces.down[site - n];
      if (site < n * (n - 1)) moves[4 * site + 1] = scale * faces.down[site];
      if (site % n > 0) moves[4 * site + 2] = scale * faces.right[site - 1];
      if (site % n < n - 1) moves[4 * site + 3] = scale * faces.right[site];
    }
    return moves;
  }
}
