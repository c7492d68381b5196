/** Run a model by chance, once or many times; touches no page, so that a worker can use it. */

import { words } from "../strings/chance.js";
import { text } from "../strings/index.js";
import { checkDays, checkPoints, checkRuns, checkSeed, checkValues, checkWithout, InputError } from "./check.js";
import { seedsOfRuns, uniform } from "./draws.js";
import { Lost, MOST_EVENTS, Walk } from "./gillespie.js";
import { Machine } from "./program.js";
import { apply, begin, evenly, liftDust, table } from "./run.js";
import { schedule } from "./schedule.js";

/** @import {ChanceRequest, ChanceResult, ChanceRun, ModelSpec} from "../types.js" */

const MOST_SINGLES = 100_000;
const ROUNDING = 1e-9;

/**
 * @param {ModelSpec} model
 * @param {ChanceRequest & {days: [number, number], points: number}} request
 * @returns {ChanceResult}
 * @throws {InputError} with a sentence for the reader
 */
export function runStochastic(model, request) {
  const { t, seeds, once } = trials(model, request);
  return { t, runs: seeds.map(once) };
}

/**
 * Get ready for one run after another, so that a page can do something else in between.
 *
 * @param {ModelSpec} model
 * @param {ChanceRequest & {days: [number, number], points: number}} request
 * @returns {{t: Float64Array, seeds: number[], once: (seed: number) => ChanceRun}}
 *   `seeds` are those of the runs that were asked for; `once` runs with any seed
 * @throws {InputError} with a sentence for the reader; `once` does so, too
 */
export function trials(model, request) {
  const { values = {}, treatments = [], seed = 0, runs, without = [] } = request;
  const { chance } = model.program;
  if (!chance) throw new InputError(words.noChance(model.name));
  checkValues(model, values);
  checkWithout(model, without);
  const [first, last] = checkDays(request.days);
  const t = evenly(first, last, checkPoints(request.points));
  const seeds = [checkSeed(seed)];
  if (runs !== undefined) seeds.splice(0, 1, ...seedsOfRuns(seed, checkRuns(runs)));

  const names = model.states.map(({ name }) => name);
  const machine = new Machine(model.program, names);
  const start = begin(model, machine, values);
  machine.remove(without);
  const actions = schedule(model, treatments, [first, last], machine.effects());
  const cuts = [...new Set([first, ...actions.map((action) => action.t), last])];
  const singles = names.map((name) => /** @type {number | undefined} */ (chance.singles[name]));
  const by = machine.changes();
  const changes = chance.jumps.map((jump, j) =>
    Object.keys(jump.changes).map((state, k) => {
      const place = names.indexOf(state);
      if (singles[place] !== undefined && (!Number.isInteger(by[j][k]) || by[j][k] < -1)) {
        throw new InputError(words.jump(jump.name, state, by[j][k]));
      }
      return /** @type {[number, number]} */ ([place, by[j][k]]);
    }),
  );
  const sizes = chance.jumps.map(({ single }) => single);

  /** @param {Float64Array} states */
  const count = (states) =>
    states.map((value, i) => {
      const single = singles[i];
      if (single === undefined) return 0;
      const number = value / single;
      const whole = Math.round(number);
      const { label } = model.states[i];
      if (Math.abs(number - whole) > ROUNDING * Math.max(1, number)) {
        throw new InputError(words.notWhole(label, number));
      }
      if (whole > MOST_SINGLES) {
        throw new InputError(words.tooMany(label, whole, MOST_SINGLES));
      }
      return whole;
    });

  /** @param {number} own the seed of this run @returns {ChanceRun} */
  const run = (own) => {
    begin(model, machine, values); // puts the parameters back where they were at first
    const walk = new Walk(machine, start.slice(), singles, changes, sizes, uniform(own));
    walk.count(count(start));
    const act = (/** @type {number} */ day) => {
      const now = actions.filter((action) => action.t === day);
      for (const action of now) apply(machine, names, walk.states, action);
      if (now.some((action) => action.state !== undefined)) walk.count(count(walk.states));
    };
    const y = table(names, t.length);
    let offset = 0;
    const report = (/** @type {number} */ index, /** @type {Float64Array} */ row) =>
      names.forEach((name, j) => (y[name][offset + index] = row[j]));
    for (let i = 0; i + 1 < cuts.length; i++) {
      act(cuts[i]);
      let stop = offset;
      while (stop < t.length && t[stop] < cuts[i + 1]) stop++;
      walk.follow(cuts[i], cuts[i + 1], t.subarray(offset, stop), report);
      offset = stop;
    }
    act(last);
    report(0, walk.states);
    liftDust(model, y);
    return {
      seed: own,
      y,
      diedOut: names.every((_, i) => singles[i] === undefined || walk.states[i] === 0),
      events: {
        t: Float64Array.from(walk.times),
        process: walk.chosen.map((which) => chance.jumps[which].name),
      },
    };
  };

  /** @param {number} own @returns {ChanceRun} */
  const once = (own) => {
    try {
      return run(checkSeed(own));
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
      throw new InputError(
        error.reason === "events"
          ? words.tooManyEvents(error.t, MOST_EVENTS)
          : text.errors.tooHard.number(error.t),
      );
    }
  };
  return { t, seeds, once };
}
