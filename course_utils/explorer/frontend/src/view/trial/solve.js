/** From a typical patient to the events of a whole trial. */

import { InputError } from "../../engine/check.js";
import { Crew } from "../../engine/trial/crew.js";
import { source } from "../../engine/trial/engine.js";
import { draw, extremes, valuesOf } from "../../engine/trial/population.js";
import { compare, kaplanMeier } from "../../engine/trial/survival.js";
import { words } from "../../strings/trial.js";
import { brief } from "../format.js";

/** @import {ModelSpec, TrialSpec, Values} from "../../types.js" */
/** @import {ArmOfPiece} from "../../engine/trial/follow.js" */
/** @import {Outcome} from "../../engine/trial/crew.js" */
/** @import {Figure} from "../figure.js" */

/** Gives the numbers of the typical patient: start values that follow from others, too. */
/** @typedef {(values: Values) => Values} Numbers */

/** @param {ModelSpec} model @param {TrialSpec} trial */
export const planOf = (model, trial) => ({
  model,
  trial: { days: trial.days, points: trial.points, endpoints: trial.endpoints },
});

export class Trials {
  /** @param {ModelSpec} model @param {TrialSpec} trial @param {Numbers} numbers */
  constructor(model, trial, numbers) {
    this.model = model;
    this.trial = trial;
    this.numbers = numbers;
    this.drawn = draw(trial.population, trial.patients, trial.seed);
    this.crew = new Crew(planOf(model, trial), source);
  }

  /**
   * @param {Values} values of the figure
   * @param {string[]} without processes that are taken out
   * @returns {ArmOfPiece[]} every patient in every arm
   * @throws {InputError} where there can be no such patients
   */
  arms(values, without = []) {
    const { population, arms, most } = this.trial;
    return arms.map((arm) => {
      const changed = { ...values, ...arm.values };
      const centres = this.numbers(changed);
      for (const item of population.varies) {
        const [low, high] = extremes(item, centres[item.name]);
        if (low < 0) throw new InputError(words.negative(this.label(item.name)));
        const limit = most[item.name] ?? Infinity;
        if (high > limit) throw new InputError(words.tooMuch(this.label(item.name), brief(limit)));
      }
      return {
        values: changed,
        treatments: arm.treatments,
        without,
        columns: valuesOf(population, this.drawn, centres),
      };
    });
  }

  /** @param {ArmOfPiece[]} arms @returns {Promise<Outcome>} @throws {InputError} */
  async run(arms) {
    const outcome = await this.crew.run({ arms, patients: this.trial.patients });
    const { failed } = outcome;
    if (failed) {
      const { label } = this.trial.arms[failed.arm];
      throw new InputError(words.failed(failed.patient, label, brief(failed.day)));
    }
    return outcome;
  }

  /** @param {string} name */
  label(name) {
    const { parameters, states } = this.model;
    return [...parameters, ...states].find((item) => item.name === name)?.label ?? name;
  }

  stop() {
    this.crew.stop();
  }
}

/** @param {Outcome} outcome @param {number} endpoint */
export function statistics({ times, events }, endpoint) {
  const groups = times[endpoint].map((row, arm) => ({ times: row, events: events[endpoint][arm] }));
  return {
    curves: groups.map((group) => kaplanMeier(group)),
    comparisons: groups.slice(1).map((group) => compare(group, groups[0])),
  };
}

/**
 * For a page's script, or its console: the trial whatever the sliders show.
 *
 * @param {Figure} figure
 * @param {Values} values that differ from the model's
 * @param {number} repeats how often the same is done, to see how long it takes
 */
export async function solveTrial(figure, values, repeats) {
  const { model, view } = figure.spec;
  const { trial } = view;
  if (!trial) return null;
  const trials = new Trials(model, trial, (changed) => figure.numbers(changed));
  const arms = trials.arms(values);
  const ms = [];
  let outcome;
  do {
    const begun = performance.now();
    outcome = await trials.run(arms);
    ms.push(performance.now() - begun);
  } while (ms.length < repeats);
  const { alone } = trials.crew;
  trials.stop();
  const plain = (/** @type {ArrayLike<number>[][]} */ rows) =>
    rows.map((row) => row.map((one) => Array.from(one)));
  return {
    alone,
    ms,
    values: arms.map(({ columns }) =>
      Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, [...column]])),
    ),
    times: plain(outcome.times),
    events: plain(outcome.events),
    statistics: trial.endpoints.map((_, k) => statistics(outcome, k)),
  };
}
