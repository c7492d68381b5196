/** One run in space that goes on as long as it is asked to, and what there is to say about it. */

import { text } from "../../strings/index.js";
import { checkSeed, checkValues, finite, InputError } from "../check.js";
import { Cells } from "./cells.js";
import { Field } from "./field.js";
import { Mixed } from "./mixed.js";

/** @import {ModelSpec} from "../../types.js" */
/** @import {Pattern, Snapshot, SpaceModel, SpaceRequest, SpaceSpec} from "./types.js" */

const FEWEST = 5;
const MOST = 401;

export class Session {
  /** @param {SpaceSpec} spec */
  constructor({ model, view }) {
    this.model = model;
    this.view = view;
    this.begin({});
  }

  /** @param {SpaceRequest} request @returns {Snapshot} the first day */
  begin({ kind = "field", values = this.view.values, treatments = [], cells, seed = 0 }) {
    const size = cells ?? this.view.cells;
    if (!Number.isInteger(size) || size < FEWEST || size > MOST) {
      throw new InputError(text.space.errors.cells(String(size), FEWEST, MOST));
    }
    const { model } = this;
    checkValues(/** @type {ModelSpec} */ (/** @type {unknown} */ (model)), values);
    const own = Object.fromEntries(model.parameters.map(({ name, value }) => [name, value]));
    const all = { ...own, ...values };
    const [radius, side] = [all[model.disc.radius], all[model.disc.side]];
    if (2 * radius > side) throw new InputError(text.space.errors.room(radius, side));
    const request = { values, treatments, cells: size, seed: checkSeed(seed) };
    this.engine = kind === "cells" ? new Cells(model, request) : new Field(model, request);
    const { grid } = this.engine;
    if (!grid.inside.includes(1)) throw new InputError(text.space.errors.empty(radius));
    this.regions = grid.regions(model);
    this.rings = grid.rings();
    this.mixed = new Mixed(model, this.#constants(), values);
    return this.snapshot();
  }

  /** @param {{day: number}} to @returns {Snapshot} */
  advance({ day }) {
    this.engine.advance(finite(day, text.whats.day));
    this.mixed.advance(day);
    return this.snapshot();
  }

  /** @param {{name: string, value: number}} change of a parameter or window, from now on */
  set({ name, value }) {
    this.engine.set(name, value);
    this.mixed.follow(this.#constants());
    return this.snapshot();
  }

  /** @param {{name: string, x: number, y: number, radius: number, amount: number}} what */
  place({ name, x, y, radius, amount }) {
    const { side } = this.engine.grid;
    if (Math.abs(x) > side / 2 || Math.abs(y) > side / 2) {
      throw new InputError(text.space.errors.outside(side));
    }
    this.engine.place(name, x, y, radius, amount);
    return this.snapshot();
  }

  #constants() {
    return this.engine instanceof Cells ? this.engine.field.constants : this.engine.constants;
  }

  /** @returns {Snapshot} */
  snapshot() {
    const { engine, model, regions, rings } = this;
    const { grid } = engine;
    /** @type {Record<string, Float64Array>} */
    const fields = {};
    /** @type {Record<string, Record<string, number>>} */
    const means = Object.fromEntries(Object.keys(regions).map((region) => [region, {}]));
    /** @type {Record<string, Float64Array>} */
    const profiles = {};
    for (const [name, field] of Object.entries(engine.fields)) {
      fields[name] = field.slice();
      for (const [region, mask] of Object.entries(regions)) {
        let [sum, count] = [0, 0];
        for (let i = 0; i < mask.length; i++) {
          sum += mask[i] * field[i];
          count += mask[i];
        }
        means[region][name] = sum / count;
      }
      profiles[name] = new Float64Array(rings.counts.length);
      rings.ring.forEach((at, i) => {
        if (at >= 0) profiles[name][at] += field[i] / rings.counts[at];
      });
    }
    const [core, rim] = ["core", "rim"].map((region) => means[region][model.watched]);
    const ratio = rim ? core / rim : 0;
    /** @type {Pattern} */
    const pattern =
      rim < model.cold_below ? "cold" : ratio < model.excluded_below ? "excluded" : "hot";
    return {
      t: engine.t,
      cells: grid.cells,
      side: grid.side,
      radius: grid.radius,
      fields,
      means,
      profiles,
      distances: rings.distances,
      mixed: { ...this.mixed.levels },
      ratio,
      pattern,
    };
  }
}
