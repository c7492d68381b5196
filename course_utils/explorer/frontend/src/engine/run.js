/** Let a model run: piece by piece between the actions, reporting the values after each. */

import { text } from "../strings/index.js";
import { checkDays, checkPoints, checkValues, checkWithout, InputError } from "./check.js";
import { integrate, TooHard } from "./dopri.js";
import { Machine } from "./program.js";
import { schedule } from "./schedule.js";

/** @import {Action, ModelSpec, Request, Result, Values, ViewSpec} from "../types.js" */

// About a tenth of a second of work; runs of the course's models take a few hundred steps.
const MOST_STEPS = 100_000;
// Rounding may leave dust below zero; more than this share of a state's largest value is a fault.
const DUST = 1e-9;

/**
 * @param {ModelSpec} model
 * @param {Pick<ViewSpec, "days" | "points">} defaults
 * @returns {{run: (request?: Request) => Result, starts: (values: Values) => Values}}
 *   `run` throws InputError with a sentence for the reader; `starts` gives the start values
 */
export function createRunner(model, defaults) {
  const names = model.states.map(({ name }) => name);
  const machine = new Machine(model.program, names);

  /** @param {Request} [request] @returns {Result} */
  const run = ({
    values = {},
    days = defaults.days,
    treatments = [],
    points = defaults.points,
    without = [],
  } = {}) => {
    checkValues(model, values);
    checkWithout(model, without);
    const [first, last] = checkDays(days);
    const size = checkPoints(points);
    const y = begin(model, machine, values);
    machine.remove(without);
    const actions = schedule(model, treatments, [first, last], machine.effects());
    const t = evenly(first, last, size);
    const series = table(names, size);
    const observables = table(Object.keys(model.program.observables.out), size);
    const budget = { steps: MOST_STEPS };

    // Cut at the actions; what is reported at a cut is what holds after it.
    const cuts = [...new Set([first, ...actions.map((action) => action.t), last])];
    const act = (/** @type {number} */ day) => {
      for (const action of actions) if (action.t === day) apply(machine, names, y, action);
    };
    const report = (/** @type {number} */ index, /** @type {Float64Array} */ row) => {
      names.forEach((name, j) => (series[name][index] = row[j]));
      for (const [name, value] of Object.entries(machine.observables(row))) {
        observables[name][index] = value;
      }
    };
    for (let i = 0, offset = 0; i + 1 < cuts.length; i++) {
      const [start, end] = [cuts[i], cuts[i + 1]];
      act(start);
      let stop = offset;
      while (stop < size && t[stop] < end) stop++;
      const from = offset;
      const emit = (/** @type {number} */ index, /** @type {Float64Array} */ row) =>
        report(from + index, row);
      const slope = machine.derivatives.bind(machine);
      try {
        integrate(slope, start, end, y, t.subarray(offset, stop), emit, budget);
      } catch (error) {
        if (error instanceof TooHard) {
          throw new InputError(text.errors.tooHard[error.reason](error.t));
        }
        throw error;
      }
      offset = stop;
    }
    act(last);
    report(size - 1, y);

    liftDust(model, series);
    return {
      t,
      y: series,
      observables,
      outcome: outcome(model, machine, names, series),
      steps: MOST_STEPS - budget.steps,
    };
  };

  const starts = (/** @type {Values} */ values) => {
    const y = begin(model, machine, values);
    return Object.fromEntries(names.map((name, i) => [name, y[i]]));
  };
  return { run, starts };
}

/** @param {number} first @param {number} last @param {number} size */
export function evenly(first, last, size) {
  const t = Float64Array.from(
    { length: size },
    (_, i) => first + (i * (last - first)) / (size - 1),
  );
  t[size - 1] = last;
  return t;
}

/** @param {string[]} names @param {number} size @returns {Record<string, Float64Array>} */
export function table(names, size) {
  return Object.fromEntries(names.map((name) => [name, new Float64Array(size)]));
}

/**
 * Load the parameters and switch every window off.
 *
 * @param {ModelSpec} model
 * @param {Machine} machine
 * @param {Record<string, number>} values
 */
export function load(model, machine, values) {
  for (const name of Object.keys(model.program.inputs)) machine.set(name, 0);
  for (const { name, value } of model.parameters) machine.set(name, values[name] ?? value);
}

/**
 * Load the parameters, work out the baselines, and return the start values.
 *
 * @param {ModelSpec} model
 * @param {Machine} machine
 * @param {Record<string, number>} values
 */
export function begin(model, machine, values) {
  load(model, machine, values);
  const given = new Map(model.states.map(({ name, start }) => [name, values[name] ?? start]));
  // One after another, because a start value may follow from those before it.
  for (const name of Object.keys(model.program.start.out)) {
    machine.set(name, given.get(name) ?? machine.start()[name]);
  }
  return Float64Array.from(model.states, ({ name }) => machine.get(name));
}

/**
 * @param {Machine} machine
 * @param {string[]} names
 * @param {Float64Array} y
 * @param {Action} action
 */
export function apply(machine, names, y, { t, state, parameter, op, value }) {
  const changed = (/** @type {number} */ old) =>
    op === "add" ? old + value : op === "scale" ? old * value : value;
  const name = String(state ?? parameter);
  const result = changed(state === undefined ? machine.get(name) : y[names.indexOf(name)]);
  // Rounding may have left the state a trifle below zero; only an action can make it negative.
  if (result < 0 && value < 0) throw new InputError(text.errors.actionNegative(name, t));
  if (state === undefined) machine.set(name, result);
  else y[names.indexOf(name)] = result;
}

/** @param {ModelSpec} model @param {Record<string, Float64Array>} series */
export function liftDust(model, series) {
  for (const { name, label } of model.states) {
    const row = series[name];
    let most = 0;
    for (let i = 0; i < row.length; i++) most = Math.max(most, Math.abs(row[i]));
    for (let i = 0; i < row.length; i++) {
      if (row[i] < -DUST * most) throw new InputError(text.errors.belowZero(label));
      if (row[i] < 0) row[i] = 0;
    }
  }
}

/**
 * @param {ModelSpec} model
 * @param {Machine} machine
 * @param {string[]} names
 * @param {Record<string, Float64Array>} series
 */
function outcome(model, machine, names, series) {
  const final = Float64Array.from(names, (name) => series[name][series[name].length - 1]);
  const truth = machine.outcomes(final, series);
  return model.outcomes.find(({ name }) => truth[name] !== 0)?.name ?? null;
}
