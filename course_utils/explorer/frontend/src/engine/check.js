/** Refuse bad input in plain words, before anything is solved. */

import { text } from "../strings/index.js";
import { InputError } from "./error.js";

/** @import {Action, Course, ModelSpec, Operation, Values} from "../types.js" */

export { InputError };

/** @param {string} message @returns {never} */
function refuse(message) {
  throw new InputError(message);
}

/** @param {unknown} value @param {string} what @returns {number} */
export function finite(value, what) {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    refuse(text.errors.notANumber(what, String(value)));
  }
  return /** @type {number} */ (value);
}

/** @param {unknown} value @param {string} what @returns {number} */
function atLeastZero(value, what) {
  const number = finite(value, what);
  if (number < 0) refuse(text.errors.negative(what, number));
  return number;
}

/** @param {ModelSpec} model @param {Values} values */
export function checkValues(model, values) {
  const states = model.states.map(({ name }) => name);
  const valid = [...model.parameters.map(({ name }) => name), ...states];
  for (const [name, value] of Object.entries(values)) {
    if (!valid.includes(name)) {
      refuse(text.errors.unknown(text.kinds.value, name, model.name, valid));
    }
    atLeastZero(value, states.includes(name) ? text.whats.start(name) : text.whats.parameter(name));
  }
}

/** @param {ModelSpec} model @param {string[]} names of processes that are taken out */
export function checkWithout(model, names) {
  const valid = (model.processes ?? []).map(({ name }) => name);
  for (const name of names) {
    if (!valid.includes(name)) {
      refuse(text.errors.unknown(text.kinds.process, name, model.name, valid));
    }
  }
}

/** @param {unknown} days @returns {[number, number]} */
export function checkDays(days) {
  if (!Array.isArray(days) || days.length !== 2) refuse(text.errors.days);
  const [first, last] = /** @type {unknown[]} */ (days).map((day) => finite(day, text.whats.day));
  if (last <= first) refuse(text.errors.backwards(first, last));
  return [first, last];
}

/** @param {unknown} points @returns {number} */
export function checkPoints(points) {
  if (!Number.isInteger(points) || Number(points) < 2) refuse(text.errors.points(String(points)));
  return Number(points);
}

/** @param {unknown} seed @returns {number} */
export function checkSeed(seed) {
  if (!Number.isSafeInteger(seed) || Number(seed) < 0) refuse(text.errors.seed(String(seed)));
  return Number(seed);
}

/** @param {unknown} runs @returns {number} */
export function checkRuns(runs) {
  if (!Number.isInteger(runs) || Number(runs) < 1) refuse(text.errors.runs(String(runs)));
  return Number(runs);
}

/**
 * @param {ModelSpec} model
 * @param {Course} course
 * @param {number} first first day of the run
 */
export function checkCourse(model, course, first) {
  const treatment = model.treatments.find(({ name }) => name === course.name);
  if (!treatment) {
    const valid = model.treatments.map(({ name }) => name);
    return refuse(text.errors.unknown(text.kinds.treatment, course.name, model.name, valid));
  }
  const { label } = treatment;
  if (treatment.kind === "window") {
    if (!("from" in course && "to" in course)) return refuse(text.errors.needsWindow(label));
    finite(course.from, text.whats.from(label));
    finite(course.to, text.whats.to(label));
    if (course.to <= course.from) refuse(text.errors.window(label, course.from, course.to));
    return;
  }
  if (!("at" in course && Array.isArray(course.at) && course.at.length)) {
    return refuse(text.errors.needsDoses(label));
  }
  for (const day of course.at) {
    finite(day, text.whats.dose(label));
    if (day < first) refuse(text.errors.early(label, day, first));
  }
  atLeastZero(course.dose ?? 1, text.whats.amount(label));
}

/**
 * @param {string} label of the treatment
 * @param {Operation} op
 * @param {number} value what a dose does; adding may also take away
 */
export function checkEffect(label, op, value) {
  if (!Number.isFinite(value) || (op !== "add" && value < 0)) refuse(text.errors.effect(label));
  return value;
}

/** @param {ModelSpec} model @param {Course[]} courses */
export function checkOverlaps(model, courses) {
  for (const { name, label } of model.treatments) {
    const windows = courses
      .flatMap((course) => (course.name === name && "from" in course ? [course] : []))
      .sort((a, b) => a.from - b.from);
    for (let i = 1; i < windows.length; i++) {
      if (windows[i].from < windows[i - 1].to) {
        refuse(text.errors.overlap(label, windows[i - 1], windows[i]));
      }
    }
  }
}

/** @param {ModelSpec} model @param {Action} action */
export function checkAction(model, action) {
  const onState = "state" in action;
  const complete = onState !== "parameter" in action && "t" in action && "value" in action;
  if (!complete) refuse(text.errors.action(JSON.stringify(action)));
  const name = String(onState ? action.state : action.parameter);
  const valid = onState
    ? model.states.map((state) => state.name)
    : Object.keys(model.program.inputs).filter((n) => !model.states.some((s) => s.name === n));
  if (!valid.includes(name)) {
    const kind = onState ? text.kinds.state : text.kinds.parameter;
    refuse(text.errors.unknown(kind, name, model.name, valid));
  }
  if (!["add", "scale", "set"].includes(action.op))
    refuse(text.errors.operation(String(action.op)));
  finite(action.t, text.whats.action(name));
  if (action.op === "add") finite(action.value, text.whats.actionValue(name));
  else atLeastZero(action.value, text.whats.actionValue(name));
}
