/** What a figure shows, as one line of Python. */

/** @import {AxisSpec, Course, FanSpec, Values} from "../../types.js" */
/** @import {Figure} from "../figure.js" */

const text = (/** @type {string} */ value) => JSON.stringify(value);
const list = (/** @type {string[]} */ items) => `[${items.join(", ")}]`;
const dict = (/** @type {[string, string][]} */ items) =>
  `{${items.map(([key, value]) => `${text(key)}: ${value}`).join(", ")}}`;
const pair = (/** @type {[number, number]} */ [low, high]) => `(${low}, ${high})`;

/** @param {Values} values */
const numbers = (values) => dict(Object.entries(values).map(([name, n]) => [name, String(n)]));

/** @param {Course} course */
function given(course) {
  if ("from" in course) {
    return dict([
      ["name", text(course.name)],
      ["from", String(course.from)],
      ["to", String(course.to)],
    ]);
  }
  const { name, at, dose = 1 } = course;
  const size = /** @type {[string, string][]} */ (dose === 1 ? [] : [["dose", String(dose)]]);
  return dict([["name", text(name)], ["at", days(at)], ...size]);
}

/** @param {number[]} at whole days at equal distances are a range, or the line would never end */
function days(at) {
  const step = at[1] - at[0];
  const even = at.every((day, i) => Number.isInteger(day) && day === at[0] + i * step);
  if (at.length < 4 || !(step > 0) || !even) return list(at.map(String));
  return `[*range(${at[0]}, ${at[at.length - 1] + 1}${step === 1 ? "" : `, ${step}`})]`;
}

/** @param {Figure} figure @returns {string} a line for a cell of any notebook of the course */
export function pythonLine(figure) {
  const { model, view } = figure.spec;
  const { values, courses } = figure.choice;
  const moved = [
    ...model.parameters.filter(({ name, value }) => (values[name] ?? value) !== value),
    ...model.states.filter(({ name }) => name in values),
  ].map(({ name }) => [name, values[name]]);
  const options = [
    ["show", list(view.show.map(text))],
    ["controls", list(view.controls.map(text))],
    ["days", pair(view.days)],
    ["values", moved.length ? numbers(Object.fromEntries(moved)) : ""],
    ["treatments", courses.length ? list(courses.map(given)) : ""],
    ["log", figure.log ? "True" : ""],
    ["phase", view.phase ? axes(view.phase) : ""],
    ["chance", view.chance ? fan(view.chance) : ""],
    ["view", view.phase || view.chance ? text(figure.view) : ""],
  ].flatMap(([name, value]) => (value ? [`${name}=${value}`] : []));
  const removed = [...(model.removed ?? []), ...figure.without];
  const taken = removed.length ? `.without(${removed.map(text).join(", ")})` : "";
  const changed = model.set ? `.set(**${numbers(model.set)})` : "";
  return (
    `from course_utils import explore, ${model.name}; ` +
    `explore(${[model.name + taken + changed, ...options].join(", ")})`
  );
}

/** @param {FanSpec} chance */
const fan = ({ runs, show, days }) =>
  dict([
    ["runs", String(runs)],
    ["show", text(show)],
    ["days", pair(days)],
  ]);

/** @param {AxisSpec[]} phase */
const axes = (phase) => dict(phase.map(({ name, range }) => [name, pair(range)]));
