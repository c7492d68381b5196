/** Turn courses of treatment into the one sorted list of actions that the engine takes. */

import { checkAction, checkCourse, checkEffect, checkOverlaps } from "./check.js";

/** @import {Action, Course, ModelSpec, Operation, TreatmentSpec} from "../types.js" */

/**
 * @param {ModelSpec} model
 * @param {Array<Course | Action>} treatments
 * @param {[number, number]} days first and last day of the run
 * @param {Record<string, number>} effects what one dose does, with the values of the first day
 * @returns {Action[]} sorted by time; a window that is open on the first day counts as open
 */
export function schedule(model, treatments, [first, last], effects) {
  const courses = /** @type {Course[]} */ (treatments.filter((item) => "name" in item));
  const actions = /** @type {Action[]} */ (treatments.filter((item) => !("name" in item)));
  for (const action of actions) checkAction(model, action);
  for (const course of courses) checkCourse(model, course, first);
  checkOverlaps(model, courses);
  return [...actions, ...windows(courses), ...doses(model, courses, effects)]
    .filter(({ t }) => t <= last)
    .map((action) => ({ ...action, t: Math.max(action.t, first) }))
    .sort((a, b) => a.t - b.t);
}

/** @param {Course[]} courses @returns {Action[]} */
function windows(courses) {
  return (
    courses
      .flatMap((course) =>
        "from" in course
          ? [
              {
                t: course.from,
                parameter: course.name,
                op: /** @type {const} */ ("set"),
                value: 1,
              },
              { t: course.to, parameter: course.name, op: /** @type {const} */ ("set"), value: 0 },
            ]
          : [],
      )
      // Off before on: where one window ends and the next begins on the same day, it stays on.
      .sort((a, b) => a.t - b.t || a.value - b.value)
  );
}

/**
 * @param {ModelSpec} model
 * @param {Course[]} courses
 * @param {Record<string, number>} values
 * @returns {Action[]}
 */
function doses(model, courses, values) {
  return courses.flatMap((course) => {
    if (!("at" in course)) return [];
    const { at, dose = 1 } = course;
    const { label, effects = [] } = /** @type {TreatmentSpec} */ (
      model.treatments.find(({ name }) => name === course.name)
    );
    const changes = effects.map(({ state, op, value }) => ({
      state,
      op,
      value: checkEffect(label, op, sized(values[value], op, dose)),
    }));
    return at.flatMap((t) => changes.map((change) => ({ t, ...change })));
  });
}

/**
 * Two doses at once add twice as much and scale twice in a row; what is set stays the same.
 *
 * @param {number} value
 * @param {Operation} op
 * @param {number} dose
 */
function sized(value, op, dose) {
  return op === "add" ? value * dose : op === "scale" ? value ** dose : value;
}
