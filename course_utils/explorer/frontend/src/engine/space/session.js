/** One run in space that goes on as long as it is asked to, and what there is to say about it. */

import { text } from "../../strings/index.js";
import { words } from "../../strings/space.js";
import { checkSeed, checkValues, finite, InputError } from "../check.js";
import { Cells } from "./cells.js";
import { Field } from "./field.js";
import { Mixed } from "./mixed.js";

/** @import {ModelSpec} from "../../types.js" */
/** @import {Pattern, Snapshot, SpaceRequest, SpaceSpec} from "./types.js" */

const FEWEST = 5;
const MOST = 401;

export class Session {
  /** @param {SpaceSpec} spec */
  constructor({ model, view }) {
    this.model = model;
    this.view = view;
    this.run = this.#open({});
  }

  /** @param {SpaceRequest} request @returns {Snapshot} the first day */
  begin(request) {
    this.run = this.#open(request);
    return this.snapshot();
  }

  /** @param {SpaceRequest} request what it does not say is as in the figure */
  #open({ kind = "field", values = this.view.values, treatments = [], cells, seed = 0 }) {
    const size = cells ?? this.view.cells;
    if (!Number.isInteger(size) || size < FEWEST || size > MOST) {
      throw new InputError(words.errors.cells(String(size), FEWEST, MOST));
    }
    const { model } = this;
    checkValues(/** @type {ModelSpec} */ (/** @type {unknown} */ (model)), values);
    const own = Object.fromEntries(model.parameters.map(({ name, value }) => [name, value]));
    const all = { ...own, ...values };
    const [radius, side] = [all[model.disc.radius], all[model.disc.side]];
    if (2 * radius > side) throw new InputError(words.errors.room(radius, side));
    const request = { values, treatments, cells: size, seed: checkSeed(seed) };
    const engine = kind === "cells" ? new Cells(model, request) : new Field(model, request);
    const { grid } = engine;
    if (!grid.inside.includes(1)) throw new InputError(words.errors.empty(radius));
    const mixed = new Mixed(model, constantsOf(engine), values);
    return { engine, mixed, regions: grid.regions(model), rings: grid.rings() };
  }

  /** @param {{day: number}} to @returns {Snapshot} */
  advance({ day }) {
    this.run.engine.advance(finite(day, text.whats.day));
    this.run.mixed.advance(day);
    return this.snapshot();
  }

  /** @param {{name: string, value: number}} change of a parameter or window, from now on */
  set({ name, value }) {
    const { engine, mixed } = this.run;
    engine.set(name, value);
    mixed.follow(constantsOf(engine));
    return this.snapshot();
  }

  /** @param {{name: string, x: number, y: number, radius: number, amount: number}} what */
  place({ name, x, y, radius, amount }) {
    const { engine } = this.run;
    const { side } = engine.grid;
    if (Math.abs(x) > side / 2 || Math.abs(y) > side / 2) {
      throw new InputError(words.errors.outside(side));
    }
    engine.place(name, x, y, radius, amount);
    return this.snapshot();
  }

  /** @returns {Snapshot} */
  snapshot() {
    const { model } = this;
    const { engine, mixed, regions, rings } = this.run;
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
      mixed: { ...mixed.levels },
      ratio,
      pattern,
    };
  }
}

/** @param {Cells | Field} engine */
function constantsOf(engine) {
  return engine instanceof Cells ? engine.field.constants : engine.constants;
}
