/**
 * What a figure shows, as the part of an address after `#`, to be read by people too:
 *
 *     figure=surveillance-1&scenario=2&s=0.02&immunosuppression=45-63,80-90&axis=log
 *
 * Only what differs is named: from the figure as it opens, or from the scenario that is named.
 * A pinned run is told in the same way, each name after `pinned.`; `pinned=opening` where it is
 * the figure as it opens. Windows are `from-to`, doses their days, with `5-59/1` for a series
 * (from day 5 to day 59, each day) and `x2` after them for another size; `none` takes away what
 * the figure opens with. `without` names processes that are taken out, `seed` the reader's own run
 * by chance; in a trial `patient` is who is shown in every arm, and `until` the manieth endpoint.
 */

import { checkCourse, checkOverlaps, InputError } from "../../engine/check.js";
import { tidy } from "../moves.js";
import { brief, withUnit } from "../format.js";
import { words } from "../../strings/share.js";

/** @import {Adjustable, Course, ModelSpec, PulseCourse, Spec, Values, View} from "../../types.js" */
/** @import {Choice, Figure, State} from "../figure.js" */

/** @typedef {[string, string]} Entry */
/** @typedef {{state: State, problems: string[]}} Read `problems` are sentences for the reader */

export const START = "#figure=";
const PINNED = "pinned.";
const LONGEST = 6000; // characters; a link with every slider moved has a few hundred
const MOST_DOSES = 1000;
const MOST_SHOWN = 40; // characters of what could not be read
const A_SERIES = 4; // doses from which they are told as a series

const NUMBER = "-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?";
const ONE = new RegExp(`^${NUMBER}$`);
const SPAN = new RegExp(`^(${NUMBER})-(${NUMBER})$`);
const SERIES = new RegExp(`^(${NUMBER})-(${NUMBER})/(${NUMBER})$`);
const DOSED = new RegExp(`^(.*)x(${NUMBER})$`);

/** @param {number} value without the plus of 1e+21, which an address may read as a space */
const written = (value) => String(value).replace("+", "");

/** @param {string} text @returns {number | null} */
function number(text) {
  const value = ONE.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : null;
}

/**
 * @param {HTMLElement} root of a figure
 * @returns {string} what the page calls it: the model and the how manieth of this model it is
 */
export function keyOf(root) {
  const { model = "", key } = root.dataset;
  // Where it stands alone, a figure is still called as on its chapter's page.
  if (key) return key;
  const all = [...document.querySelectorAll("figure.explorer")];
  const same = all.filter((other) => /** @type {HTMLElement} */ (other).dataset.model === model);
  return `${model}-${same.indexOf(root) + 1}`;
}

/** @param {Figure} figure @returns {string} from `#` on */
export function address(figure) {
  const { spec, choice, view, log } = figure;
  const entries = [["figure", keyOf(figure.root)], ...shortest(figure, choice)];
  const { pinned } = figure;
  if (pinned) {
    const told = shortest(figure, pinned.choice);
    entries.push(...(told.length ? told.map(([k, v]) => [PINNED + k, v]) : [["pinned", "opening"]]));
  }
  if (view !== spec.view.opens) entries.push(["view", view]);
  if (log !== spec.view.log) entries.push(["axis", log ? "log" : "linear"]);
  if (figure.without.length) entries.push(["without", figure.without.join(",")]);
  if (view === "chance" && figure.chance) entries.push(["seed", String(figure.chance.seed.value)]);
  const { patient, endpoint } = figure.picked;
  if (view === "trial" && patient !== null) entries.push(["patient", String(patient)]);
  if (view === "trial" && endpoint) entries.push(["until", String(endpoint + 1)]);
  return `#${entries.map((entry) => entry.join("=")).join("&")}`;
}

/** @param {Figure} figure @param {Choice} choice @returns {Entry[]} */
function shortest(figure, choice) {
  const { spec } = figure;
  const opening = differences(spec, figure.opening, choice);
  /** @type {Entry[][]} */
  const candidates = spec.view.presets.map((preset, i) => [
    ["scenario", String(i + 1)],
    ...differences(spec, figure.scenario(preset), choice),
  ]);
  const size = (/** @type {Entry[]} */ entries) => entries.join().length;
  const numbers = figure.numbers(choice.values);
  const same = (/** @type {Entry[]} */ entries) => {
    const read = readChoice(figure, entries);
    if (read.problems.length) return false;
    const theirs = figure.numbers(read.choice.values);
    return (
      Object.keys(numbers).every((name) => numbers[name] === theirs[name]) &&
      !differences(spec, read.choice, choice).length
    );
  };
  const fitting = [opening, ...candidates].filter(same);
  return fitting.sort((a, b) => size(a) - size(b))[0] ?? opening;
}

/** @param {Spec} spec @param {Choice} base @param {Choice} choice @returns {Entry[]} */
function differences({ model }, base, choice) {
  const [from, to] = [base.values, choice.values];
  const values = [
    ...model.parameters.filter(
      ({ name, value }) => (to[name] ?? value) !== (from[name] ?? value),
    ),
    ...model.states.filter(({ name }) => name in to && to[name] !== from[name]),
  ].map(({ name }) => /** @type {Entry} */ ([name, written(to[name] ?? valueOf(model, name))]));
  const courses = model.treatments.flatMap(({ name }) => {
    const [before, after] = [base, choice].map((each) => told(each.courses, name));
    return before === after ? [] : [/** @type {Entry} */ ([name, after])];
  });
  return [...values, ...courses];
}

/** @param {ModelSpec} model @param {string} name */
const valueOf = (model, name) =>
  /** @type {{value: number}} */ (model.parameters.find((item) => item.name === name)).value;

/** @param {Course[]} courses @param {string} name of a treatment */
function told(courses, name) {
  const own = courses.filter((course) => course.name === name);
  if (!own.length) return "none";
  const windows = own.flatMap((course) =>
    "from" in course ? [`${written(course.from)}-${written(course.to)}`] : [],
  );
  const pulses = own.flatMap((course) => ("at" in course ? [doses(course)] : []));
  return [...windows, ...pulses].join(windows.length ? "," : ";");
}

/** @param {PulseCourse} course */
function doses({ at, dose = 1 }) {
  const parts = [];
  for (let i = 0; i < at.length; ) {
    const step = tidy(at[i + 1] - at[i]);
    let end = i;
    while (end + 1 < at.length && at[end + 1] === tidy(at[i] + (end + 1 - i) * step)) end++;
    const series = step > 0 && end - i + 1 >= A_SERIES;
    const last = series ? end : i;
    parts.push(
      series ? `${written(at[i])}-${written(at[end])}/${written(step)}` : written(at[i]),
    );
    i = last + 1;
  }
  return `${parts.join(",")}${dose === 1 ? "" : `x${written(dose)}`}`;
}

/**
 * Read what a link says of this figure; whatever cannot be used is left out and named.
 *
 * @param {Figure} figure
 * @param {string} hash from `#` on
 * @returns {Read | null} null if it names another figure
 */
export function read(figure, hash) {
  const { view: opens } = figure.spec;
  /** @type {State} */
  const opening = {
    choice: figure.opening,
    pinned: null,
    view: opens.opens,
    log: opens.log,
    without: [],
    seed: null,
    picked: { patient: null, endpoint: 0 },
  };
  const [[, key], ...entries] = parts(hash.slice(0, LONGEST));
  if (key !== keyOf(figure.root)) return null;
  if (hash.length > LONGEST) return { state: opening, problems: [words.tooLong] };

  const seen = new Set();
  /** @type {Read} */
  const found = { state: opening, problems: [] };
  const [own, pinned] = [/** @type {Entry[]} */ ([]), /** @type {Entry[]} */ ([])];
  for (const [name, value] of entries) {
    if (seen.has(name)) found.problems.push(words.twice(cut(name)));
    else if (name === "view" && Object.hasOwn(figure.views, value)) {
      found.state.view = /** @type {View} */ (value);
    } else if (name === "axis" && (value === "log" || value === "linear")) {
      found.state.log = value === "log";
    } else if (name === "pinned" && value === "opening") found.state.pinned = figure.opening;
    else if (name === "without" && figure.spec.model.processes) {
      const names = figure.spec.model.processes.map((process) => process.name);
      const asked = value.split(",").filter(Boolean);
      found.state.without = names.filter((each) => asked.includes(each));
      for (const each of asked) {
        if (!names.includes(each)) found.problems.push(words.unknown(cut(each)));
      }
    } else if (name === "seed" && figure.chance) {
      const seed = number(value);
      if (Number.isSafeInteger(seed) && Number(seed) >= 0) found.state.seed = seed;
      else found.problems.push(words.noSeed(cut(value)));
    }
    else if (name === "patient" && opens.trial) {
      const last = opens.trial.patients - 1;
      const patient = number(value);
      if (Number.isInteger(patient) && Number(patient) >= 0 && Number(patient) <= last) {
        found.state.picked.patient = patient;
      } else found.problems.push(words.noPatient(cut(value), last));
    } else if (name === "until" && opens.trial?.endpoints[Number(number(value)) - 1]) {
      found.state.picked.endpoint = Number(value) - 1;
    } else if (name.startsWith(PINNED)) pinned.push([name.slice(PINNED.length), value]);
    else own.push([name, value]);
    seen.add(name);
  }
  const now = readChoice(figure, own);
  found.state.choice = now.choice;
  found.problems.push(...now.problems);
  if (pinned.length) {
    const then = readChoice(figure, pinned);
    found.state.pinned = then.choice;
    found.problems.push(...then.problems);
  }
  return found;
}

/** @param {string} hash @returns {Entry[]} */
function parts(hash) {
  return hash
    .slice(1)
    .split("&")
    .filter(Boolean)
    .map((part) => {
      const [name, ...value] = part.split("=");
      return [plain(name), plain(value.join("="))];
    });
}

/** Mail programs may write commas as %2C. @param {string} text */
function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {string} text @returns {string} short enough for a sentence */
const cut = (text) => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);

/**
 * @param {Figure} figure
 * @param {Entry[]} entries
 * @returns {{choice: Choice, problems: string[]}}
 */
function readChoice(figure, entries) {
  const { model, view } = figure.spec;
  const problems = /** @type {string[]} */ ([]);
  let base = figure.opening;
  const scenario = entries.find(([name]) => name === "scenario");
  if (scenario) {
    const preset =
      view.presets[Number(number(scenario[1])) - 1] ??
      view.presets.find(({ label }) => label === scenario[1]);
    if (preset) base = figure.scenario(preset);
    else problems.push(words.noScenario(cut(scenario[1]), view.presets.length));
  }
  /** @type {Values} */
  const values = { ...base.values };
  let { courses } = base;
  for (const [name, text] of entries) {
    if (name === "scenario") continue;
    const item = [...model.parameters, ...model.states].find((each) => each.name === name);
    if (item?.range) {
      const value = number(text);
      if (value === null) problems.push(words.noNumber(item.label, cut(text)));
      else {
        values[name] = Math.min(Math.max(value, item.range[0]), item.range[1]);
        if (values[name] !== value) problems.push(clamped(item, value, values[name]));
      }
    } else if (model.treatments.some((each) => each.name === name)) {
      const given = readCourses(model, name, text, view.days[0]);
      if (typeof given === "string") problems.push(given);
      else courses = inOrder(model, [...courses.filter((each) => each.name !== name), ...given]);
    } else problems.push(words.unknown(cut(name)));
  }
  return { choice: { values, courses }, problems };
}

/** @param {Adjustable} item @param {number} asked @param {number} taken */
const clamped = ({ label, unit_words: unit }, asked, taken) =>
  words.clamped(label, brief(asked), withUnit(taken, unit));

/** @param {ModelSpec} model @param {Course[]} courses */
const inOrder = (model, courses) =>
  model.treatments.flatMap(({ name }) => courses.filter((course) => course.name === name));

/**
 * @param {ModelSpec} model
 * @param {string} name of a treatment
 * @param {string} text
 * @param {number} first day of the run
 * @returns {Course[] | string} a sentence if it cannot be given
 */
function readCourses(model, name, text, first) {
  if (text === "none") return [];
  const { label, kind } = /** @type {{label: string, kind: string}} */ (
    model.treatments.find((each) => each.name === name)
  );
  const courses = kind === "window" ? windowsOf(name, text) : pulsesOf(name, text);
  if (!courses) return words.noCourse(label, cut(text));
  try {
    for (const course of courses) checkCourse(model, course, first);
    checkOverlaps(model, courses);
    return courses;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

/** @param {string} name @param {string} text @returns {Course[] | null} */
function windowsOf(name, text) {
  const spans = text.split(",").map((part) => SPAN.exec(part)?.slice(1).map(Number));
  if (!spans.every((span) => span?.every(Number.isFinite))) return null;
  return /** @type {[number, number][]} */ (spans).map(([from, to]) => ({ name, from, to }));
}

/** @param {string} name @param {string} text @returns {Course[] | null} */
function pulsesOf(name, text) {
  let left = MOST_DOSES;
  const courses = text.split(";").map((part) => {
    const [, days, size] = DOSED.exec(part) ?? [, part, "1"];
    const at = days.split(",").flatMap((each) => {
      const some = daysOf(each, left);
      left -= some.length;
      return some;
    });
    const dose = Number(size);
    return { name, at, ...(dose === 1 ? {} : { dose }) };
  });
  const fine = courses.every(({ at, dose = 1 }) => [...at, dose].every(Number.isFinite));
  return fine && left >= 0 ? courses : null;
}

/** @param {string} text @param {number} most @returns {number[]} with NaN for what is no day */
function daysOf(text, most) {
  const day = number(text);
  if (day !== null) return [day];
  const [from, to, step] = SERIES.exec(text)?.slice(1).map(Number) ?? [];
  const count = Math.round((to - from) / step) + 1;
  if (!(step > 0) || !(count > 1) || count > most) return [NaN];
  return Array.from({ length: count }, (_, i) => tidy(from + i * step));
}
