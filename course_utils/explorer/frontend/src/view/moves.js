/** What can be moved on the treatment strip, how far, and what the plan is afterwards. */

/** @import {Course, PulseCourse, WindowCourse} from "../types.js" */

/**
 * What is moved: an end of a course, the whole of it, or the dose that stands there in its list.
 *
 * @typedef {{course: number, part: "from" | "to" | "whole" | number}} Place
 */

/** @typedef {[number, number]} Days */

/** @param {Days} days @returns {number} a whole day, or less where the chart shows only a few */
export const stepOf = ([first, last]) =>
  Math.min(1, 10 ** Math.floor(Math.log10((last - first) / 20)));

/** @param {number} day @returns {number} without the dust of binary fractions */
export const tidy = (day) => Number(day.toFixed(6));

/** @param {number} day @param {Days} days */
export const snap = (day, days) => tidy(Math.round(day / stepOf(days)) * stepOf(days));

/** @param {Course} course @returns {Days} from when until when it lasts */
export const spanOf = (course) =>
  "from" in course ? [course.from, course.to] : [Math.min(...course.at), Math.max(...course.at)];

/** @param {Course} course @param {Place["part"]} part */
export function dayOf(course, part) {
  if (typeof part !== "number") return spanOf(course)[part === "to" ? 1 : 0];
  return /** @type {any} */ (course).at[part];
}

/**
 * Windows of one treatment stop at each other, and nothing leaves the days of the chart.
 *
 * @param {Course[]} courses
 * @param {Place} place
 * @param {Days} days
 * @returns {Days} the first and the last day that it can be moved to
 */
export function limits(courses, { course: i, part }, days) {
  const course = courses[i];
  const [from, to] = typeof part === "number" ? [0, 0] : spanOf(course);
  let low = Math.min(days[0], dayOf(course, part));
  let high = Math.max(days[1], typeof part === "number" ? dayOf(course, part) : to);
  if ("from" in course) {
    courses.forEach((other, j) => {
      if (j === i || other.name !== course.name || !("from" in other)) return;
      if (other.to <= from) low = Math.max(low, other.to);
      if (other.from >= to) high = Math.min(high, other.from);
    });
  }
  const step = stepOf(days);
  if (part === "from") return [low, Math.max(from, tidy(to - step))];
  if (part === "to") return [Math.min(to, tidy(from + step)), high];
  return [low, tidy(high - (to - from))];
}

/**
 * @param {Course[]} courses
 * @param {Place} place
 * @param {number} day
 * @returns {{courses: Course[], place: Place}} doses are sorted, so one may have another place
 */
export function moved(courses, { course: i, part }, day) {
  const course = courses[i];
  const [next, at] =
    "from" in course ? [shifted(course, part, day), part] : dosed(course, part, day);
  return { courses: courses.map((c, j) => (j === i ? next : c)), place: { course: i, part: at } };
}

/** @param {WindowCourse} course @param {Place["part"]} part @param {number} day */
function shifted(course, part, day) {
  if (part !== "whole") return { ...course, [part]: day };
  return { ...course, from: day, to: tidy(day + course.to - course.from) };
}

/**
 * A long series is moved as one; its ends let doses go, or add some at the same distance.
 *
 * @param {PulseCourse} course
 * @param {Place["part"]} part
 * @param {number} day
 * @returns {[Course, Place["part"]]}
 */
function dosed(course, part, day) {
  let at = [...course.at].sort((a, b) => a - b);
  if (typeof part === "number") {
    at.splice(at.indexOf(course.at[part]), 1);
    part = at.filter((other) => other < day).length;
    at.splice(part, 0, day);
  } else if (part === "whole") {
    const by = day - at[0];
    at = at.map((other) => tidy(other + by));
  } else {
    const every = interval(at, part);
    if (part === "to") {
      at = at.filter((other) => other <= day);
      while (at[at.length - 1] + every <= day) at.push(tidy(at[at.length - 1] + every));
    } else {
      at = at.filter((other) => other >= day);
      while (at[0] - every >= day) at.unshift(tidy(at[0] - every));
    }
  }
  return [{ ...course, at }, part];
}

/**
 * @param {number[]} at sorted
 * @param {Place["part"]} [part] at which end
 * @returns {number} days between the two doses there; a week where there is one alone
 */
export function interval(at, part = "to") {
  const [a, b] = part === "from" ? at : at.slice(-2);
  return b - a || 7;
}

/** @param {Course[]} courses @param {Place} place @returns {Course[]} without that dose or course */
export function without(courses, { course: i, part }) {
  return courses.flatMap((course, j) => {
    if (j !== i) return [course];
    if (typeof part !== "number" || !("at" in course) || course.at.length === 1) return [];
    return [{ ...course, at: course.at.filter((_, k) => k !== part) }];
  });
}

/**
 * @param {Course[]} own the courses of one treatment
 * @param {Days} days
 * @returns {Course[] | null} with another window in the widest gap, or another dose after the
 *   last; null where there is no room
 */
export function added(own, days) {
  const course = own[own.length - 1];
  const step = stepOf(days);
  if ("at" in course) {
    const at = [...course.at].sort((a, b) => a - b);
    const next = tidy(at[at.length - 1] + interval(at));
    const [a, b] = gap(at.map((day) => [day, day]), days);
    const day = next <= days[1] ? next : snap((a + b) / 2, days);
    return [...own.slice(0, -1), { ...course, at: [...at, day].sort((x, y) => x - y) }];
  }
  const [a, b] = gap(own.map(spanOf), days);
  if (b - a < 3 * step) return null;
  const length = Math.max(step, snap(Math.min(course.to - course.from, (b - a) / 2), days));
  const from = snap((a + b - length) / 2, days);
  const next = { ...course, from, to: tidy(from + length) };
  return [...own, next].sort((x, y) => spanOf(x)[0] - spanOf(y)[0]);
}

/** @param {Days[]} spans @param {Days} days @returns {Days} the widest part that none covers */
function gap(spans, [first, last]) {
  /** @type {Days} */
  let widest = [first, first];
  let end = first;
  for (const [from, to] of [...spans.sort((a, b) => a[0] - b[0]), [last, last]]) {
    const start = Math.min(from, last);
    if (start - end > widest[1] - widest[0]) widest = [end, start];
    end = Math.max(end, to);
  }
  return widest;
}
