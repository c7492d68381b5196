/** The strip under the time axis: when which treatment is given, and the handles that move it. */

import { text } from "../strings/index.js";
import { element } from "./dom.js";
import { dayOf, interval, limits, moved, snap, spanOf, stepOf, tidy, without } from "./moves.js";

/** @import {Course, ModelSpec} from "../types.js" */
/** @import {Place} from "./moves.js" */

// More doses than this are moved as one series: the Tab key should not have to pass them all.
const MOST_DOSES = 12;
const LEAST_ROOM = 24; // px for a handle
const ROOM_FOR_NAMES = 120; // px beside the plot

/** @typedef {{node: HTMLElement, place: Place}} Handle */
/**
 * The row of one treatment; its courses `own` and their `bars` come with their place in the plan.
 *
 * @typedef {{name: string, label: string, said: HTMLElement, row: HTMLElement, made: string,
 *   own: [number, Course][], bars: [number, HTMLElement][], handles: Handle[]}} Lane
 */
/** @typedef {{place: Place, x: number, day: number, last: number, before: Course[]}} Held */

export class Strip {
  /** @type {Course[]} */
  #courses = [];
  /** @type {Course[] | null} */
  #shown = null;
  /** @type {Map<EventTarget | null, Place>} */
  #places = new Map();
  /** @type {Held | null} */
  #held = null;
  /** @type {(() => void) | null} */
  #focus = null;
  #width = 0;
  #grip = 0;

  /**
   * @param {ModelSpec} model
   * @param {[number, number]} days
   * @param {{change: (courses: Course[]) => void, hold: (held: boolean) => void,
   *   gone: (name: string) => void}} on
   *   `hold` hears when a drag begins and ends; `gone`, that the keyboard took away the last
   *   course of a treatment, so that the focus has to go elsewhere
   */
  constructor(model, days, on) {
    this.days = days;
    this.on = on;
    /** @type {Lane[]} */
    this.lanes = model.treatments.map(({ name, label }) => {
      const row = element("div", { class: "xp-strip-row", role: "group", "aria-label": label });
      const said = element("span");
      return { name, label, row, said, made: "[]", own: [], bars: [], handles: [] };
    });
    this.node = element(
      "div",
      // In JupyterLab the arrow keys would go to the next cell.
      { class: "xp-strip", hidden: !this.lanes.length, "data-lm-suppress-shortcuts": "true" },
      ...this.lanes.flatMap(({ label, said, row }) => [
        element("p", { class: "xp-strip-name" }, element("b", {}, label), said),
        row,
      ]),
    );
    this.node.addEventListener("pointerdown", (event) => this.#grab(event));
    this.node.addEventListener("pointermove", (event) => this.#drag(event));
    this.node.addEventListener("pointerup", () => this.#release());
    // The browser took the finger for scrolling.
    this.node.addEventListener("pointercancel", () => this.#undo());
    this.node.addEventListener("keydown", (event) => this.#press(event));
  }

  /** Line up with the plot. @param {number} left px @param {number} right px */
  place(left, right) {
    this.node.style.setProperty("--xp-left", `${left}px`);
    this.node.style.setProperty("--xp-right", `${right}px`);
    // For pages that want it low: names fit beside the rows.
    this.node.classList.toggle("xp-roomy", right >= ROOM_FOR_NAMES);
    this.#width = this.node.clientWidth - left - right;
    this.#grip = parseFloat(getComputedStyle(this.node).getPropertyValue("--xp-grip"));
    this.#paint();
  }

  /** @param {Course[]} courses */
  show(courses) {
    this.#courses = courses;
    // Not while a slider moves.
    if (courses !== this.#shown) this.#paint(!this.#shown);
  }

  #paint(anew = true) {
    this.#shown = this.#courses;
    for (const lane of this.lanes) this.#fill(lane, anew);
    this.#focus?.();
    this.#focus = null;
  }

  /** @param {Lane} lane @param {boolean} anew */
  #fill(lane, anew) {
    const { name, label, said } = lane;
    const own = [...this.#courses.entries()].filter(([, course]) => course.name === name);
    // A drag changes one row, and the others need not be laid out in every frame.
    const known = (/** @type {[number, Course]} */ [i, course], /** @type {number} */ k) =>
      lane.own[k]?.[0] === i && lane.own[k][1] === course;
    if (!anew && own.length === lane.own.length && own.every(known)) return;
    lane.own = own;
    said.textContent = text.strip.given(own.map(([, course]) => course));
    const places = own.flatMap(([i, course]) =>
      this.#parts(i, course).map((part) => ({ course: i, part })),
    );
    const made = JSON.stringify(places);
    if (made !== lane.made) {
      lane.made = made;
      this.#make(lane, places);
    }
    for (const [i, bar] of lane.bars) this.#stretch(bar, this.#courses[i]);
    for (const handle of lane.handles) {
      const n = own.length > 1 ? own.findIndex(([i]) => i === handle.place.course) + 1 : 0;
      this.#describe(handle, text.strip.nth(label, n));
    }
    this.#arrange(lane.handles);
  }

  /** @param {number} i @param {Course} course @returns {Place["part"][]} those with a handle */
  #parts(i, course) {
    const [first, last] = this.days;
    const room = this.#width ? this.#width / LEAST_ROOM + 1 : MOST_DOSES;
    const held = this.#held?.place;
    const singly =
      "at" in course &&
      (held?.course === i
        ? typeof held.part === "number"
        : course.at.length <= Math.min(room, MOST_DOSES));
    if (singly) return [...course.at.keys()].filter((k) => this.#within(course.at[k]));
    const [from, to] = spanOf(course);
    return from < to && from < last && to > first ? ["from", "whole", "to"] : [];
  }

  /** @param {Lane} lane @param {Place[]} places those with a handle */
  #make(lane, places) {
    for (const { node } of lane.handles) this.#places.delete(node);
    lane.handles = places.map((place) => {
      const part = typeof place.part === "number" ? "dose" : place.part;
      const node = element("div", {
        class: `xp-handle xp-${part}`,
        role: "slider",
        tabindex: 0,
        "aria-keyshortcuts": "Delete",
      });
      this.#places.set(node, place);
      return { node, place };
    });
    lane.bars = places
      .filter(({ part }) => part === "whole")
      .map(({ course }) => [course, element("div", { class: "xp-bar" })]);
    lane.row.replaceChildren(
      ...lane.bars.map(([, bar]) => bar),
      ...lane.handles.map(({ node }) => node),
    );
    const { course, part } = this.#held?.place ?? {};
    // Somebody else has changed the plan, and what was held is gone.
    if (![...this.#places.values()].some((at) => at.course === course && at.part === part))
      this.#release();
  }

  /** @param {Handle} handle @param {string} title */
  #describe({ node, place }, title) {
    const course = this.#courses[place.course];
    const { part } = place;
    const [low, high] = limits(this.#courses, place, this.days);
    const day = dayOf(course, part);
    const attributes = {
      "aria-label":
        typeof part === "number"
          ? text.strip.dose(title, part + 1, /** @type {any} */ (course).at.length)
          : text.strip[part](title),
      "aria-valuemin": low,
      "aria-valuemax": high,
      "aria-valuenow": day,
      "aria-valuetext":
        part === "whole" ? text.strip.fromTo(...spanOf(course)) : text.strip.onDay(day),
    };
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  }

  /** @param {number} day @returns {number} px from the left end of the axis, and never outside */
  #at(day) {
    const [first, last] = this.days;
    return between(((day - first) / (last - first)) * this.#width, [0, this.#width]);
  }

  /** @param {number} day */
  #within(day) {
    return day >= this.days[0] && day <= this.days[1];
  }

  /** @param {HTMLElement} bar @param {Course} course */
  #stretch(bar, course) {
    const [left, right] = spanOf(course).map((day) => this.#at(day));
    put(bar, left, right - left);
    if (!("at" in course)) return;
    const ticks = course.at.filter((day) => this.#within(day)).map((day) => this.#at(day) - left);
    bar.replaceChildren(
      ...ticks.map((x) => element("i", { class: "xp-tick", style: `left:${x}px` })),
    );
  }

  /**
   * Each handle is as near to its day as it can be with room for a finger; a mark on it shows the
   * day.
   *
   * @param {Handle[]} handles
   */
  #arrange(handles) {
    const spots = handles
      .map(({ node, place: { course, part } }) => {
        const [from, to] = spanOf(this.#courses[course]).map((day) => this.#at(day));
        const middle = (from + to) / 2;
        const ends = { from, to, whole: middle };
        const x =
          typeof part === "number" ? this.#at(dayOf(this.#courses[course], part)) : ends[part];
        return { node, part, x, middle };
      })
      // Where two windows touch, the end of the first comes before the start of the second.
      .sort((a, b) => a.x - b.x || a.middle - b.middle);
    const count = spots.length;
    // As much as the style wants, or less where that would push them far from their days.
    const room = Math.min(
      Math.max(LEAST_ROOM, this.#width / (1.5 * count)),
      this.#grip,
      this.#width / Math.max(count - 1, 1),
    );
    const got = apart(
      spots.map(({ x }) => x),
      room,
      this.#width,
    );
    spots.forEach(({ node, part, x }, i) => {
      // The bar itself lies between the two handles of its ends.
      const [left, right] =
        part === "whole" ? [got[i - 1] + room, got[i + 1]] : [got[i], got[i] + room];
      put(node, left - room / 2, right - left);
      const off = x - got[i];
      const most = room / 2 - 3;
      node.style.setProperty("--xp-off", `${between(off, [-most, most])}px`);
      if (typeof part === "number")
        node.style.setProperty("--xp-lean", `${Math.atan2(-off, this.#grip / 2)}rad`);
    });
  }

  /** @param {Place} place */
  #find({ course, part }) {
    const own = [...this.#places].filter(([, place]) => place.course === course);
    const exact = own.find(([, place]) => place.part === part);
    // A series that became short has doses in place of ends, and the other way round.
    const [node] = exact ?? own.at(part === "from" || part === 0 ? 0 : -1) ?? [];
    return /** @type {HTMLElement | undefined} */ (node);
  }

  /** @param {Course[]} courses in which it is moved @param {Place} place @param {number} day */
  #move(courses, place, day) {
    const done = moved(courses, place, day);
    this.#choose(done.courses, () => this.#find(done.place)?.focus({ preventScroll: true }));
  }

  /** @param {Course[]} courses @param {() => void} [focus] what has the focus then */
  #choose(courses, focus) {
    // At once, because another move may come before these are shown.
    this.#courses = courses;
    this.#focus = focus ?? null;
    this.on.change(courses);
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    const place = this.#places.get(event.target);
    if (!place || event.button || !event.isPrimary) return;
    const handle = /** @type {HTMLElement} */ (event.target);
    handle.setPointerCapture(event.pointerId);
    handle.focus({ preventScroll: true });
    const day = dayOf(this.#courses[place.course], place.part);
    this.#held = { place, x: event.clientX, day, last: day, before: this.#courses };
    this.on.hold(true);
  }

  /** @param {PointerEvent} event */
  #drag({ clientX }) {
    if (!this.#held) return;
    const [first, last] = this.days;
    // From where it was, not step by step: what a series loses on the way comes back.
    const { place, x, day, before } = this.#held;
    const by = ((clientX - x) / this.#width) * (last - first);
    const next = between(snap(day + by, this.days), limits(before, place, this.days));
    if (next === this.#held.last) return;
    this.#held.last = next;
    this.#move(before, place, next);
  }

  #release() {
    if (!this.#held) return;
    this.#held = null;
    this.on.hold(false);
    // A series may have become short.
    this.#paint();
  }

  #undo() {
    if (!this.#held) return;
    this.#choose(this.#held.before);
    this.#release();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key, shiftKey } = event;
    const place = this.#places.get(event.target);
    if (!place || event.ctrlKey || event.altKey || event.metaKey) return;
    const range = limits(this.#courses, place, this.days);
    const course = this.#courses[place.course];
    const day = dayOf(course, place.part);
    // The end of a series moves by a dose at least.
    const least = "at" in course && /from|to/.test(`${place.part}`) ? interval(course.at) : 0;
    const ten = Math.max(10 * stepOf(this.days), least);
    const step = shiftKey ? ten : Math.max(stepOf(this.days), least);
    const to = {
      ArrowRight: day + step,
      ArrowUp: day + step,
      ArrowLeft: day - step,
      ArrowDown: day - step,
      PageUp: day + ten,
      PageDown: day - ten,
      Home: range[0],
      End: range[1],
    }[key];
    if (to !== undefined) {
      const next = between(tidy(to), range);
      if (next !== day) this.#move(this.#courses, place, next);
    }
    else if (key === "Delete" || key === "Backspace") this.#remove(place);
    else if (key === "Escape" && this.#held) this.#undo();
    else return;
    event.preventDefault();
  }

  /** @param {Place} place */
  #remove(place) {
    const { name } = this.#courses[place.course];
    const { row } = /** @type {Lane} */ (this.lanes.find((lane) => lane.name === name));
    this.#choose(without(this.#courses, place), () => {
      const next = /** @type {HTMLElement | null} */ (row.querySelector(".xp-handle"));
      if (next) next.focus();
      else this.on.gone(name);
    });
  }
}

/** @param {HTMLElement} node @param {number} left px @param {number} width px */
function put(node, left, width) {
  node.style.left = `${left}px`;
  node.style.width = `${width}px`;
}

/** @param {number} day @param {[number, number]} range */
const between = (day, [low, high]) => Math.min(Math.max(day, low), high);

/**
 * Push points apart until each has its room, all in all as little as that allows (least squares,
 * by pooling those that get in each other's way).
 *
 * @param {number[]} wanted sorted
 * @param {number} room between two of them
 * @param {number} width they stay between half the room before 0 and half the room behind this
 */
function apart(wanted, room, width) {
  /** @type {{sum: number, count: number}[]} */
  const pools = [];
  wanted.forEach((x, i) => {
    // With the room of all before it taken off, a point must only not fall behind the last.
    let pool = { sum: x - i * room, count: 1 };
    for (;;) {
      const last = pools.at(-1);
      if (!last || last.sum / last.count <= pool.sum / pool.count) break;
      pools.pop();
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count };
    }
    pools.push(pool);
  });
  const most = width + room / 2 - (wanted.length - 1) * room;
  return pools
    .flatMap(({ sum, count }) => new Array(count).fill(between(sum / count, [-room / 2, most])))
    .map((x, i) => x + i * room);
}
