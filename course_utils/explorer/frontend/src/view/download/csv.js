/** The runs as a table in the sense of RFC 4180; its first lines say what was run. */

import { text } from "../../strings/index.js";
import { words } from "../../strings/download.js";

/** @import {Course} from "../../types.js" */
/** @import {Choice, Figure, Shown} from "../figure.js" */

// Without it, spreadsheets take the letters of “mm³” for others.
const MARK = "\ufeff";

/** @param {string | number} value */
const field = (value) => {
  const written = String(value);
  return /[",\r\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
};

/** @param {Figure} figure @param {Shown} shown @returns {string} */
export function table(figure, { result, pinned }) {
  const { model, view } = figure.spec;
  const runs = pinned ? [result, pinned] : [result];
  const choices = [figure.choice, ...(figure.pinned ? [figure.pinned.choice] : [])];
  const named = [...model.states, ...model.observables];
  const columns = runs.flatMap((run, i) =>
    named.map(({ name, label, unit_words: unit }) => {
      const head = `${label}, ${name}${unit && ` (${unit})`}`;
      return {
        head: i ? words.pinnedColumn(head) : head,
        row: run.y[name] ?? run.observables[name],
      };
    }),
  );
  const own = figure.shownView.records?.();
  const about = [
    [words.from],
    [words.model, `${model.title} (${model.name})`],
    ...(view.question ? [[words.question, view.question]] : []),
    [words.setting, words.unit, words.current, ...(pinned ? [words.pinned] : [])],
    ...values(figure, choices),
    // What is ticked beside the chart is not what such a view gives.
    ...(own ? [] : treatments(figure, choices)),
  ];
  // A view with runs of its own has them as records, their heads first.
  const [heads, ...data] = own ?? [
    [text.labels.day, ...columns.map(({ head }) => head)],
    ...[...result.t].map((day, i) => [day, ...columns.map(({ row }) => row[i])]),
  ];
  const wide = Math.max(heads.length, ...about.map((record) => record.length));
  const records = [
    about[0],
    [words.dataFrom, about.length + 2],
    ...about.slice(1),
    heads,
    ...data,
  ];
  const lines = records.map((record) =>
    Array.from({ length: wide }, (_, i) => field(record[i] ?? "")).join(","),
  );
  return `${MARK}${lines.join("\r\n")}\r\n`;
}

/** @param {Figure} figure @param {Choice[]} choices */
function values(figure, choices) {
  const { model } = figure.spec;
  const numbers = choices.map((choice) => figure.numbers(choice.values));
  const starts = model.states.map((state) => ({ ...state, label: text.labels.start(state.label) }));
  return [...model.parameters, ...starts].map(({ name, label, unit_words: unit }) => [
    `${label}, ${name}`,
    unit,
    ...numbers.map((each) => each[name]),
  ]);
}

/** @param {Figure} figure @param {Choice[]} choices */
function treatments(figure, choices) {
  return figure.spec.model.treatments.map(({ name, label }) => [
    `${label}, ${name}`,
    words.whole,
    ...choices.map(({ courses }) => given(courses.filter((course) => course.name === name))),
  ]);
}

/** @param {Course[]} courses */
function given(courses) {
  const spans = courses.map((course) => {
    if ("from" in course) return words.window(course.from, course.to);
    const { at, dose = 1 } = course;
    return dose === 1 ? at.join("; ") : words.dosed(at.join("; "), dose);
  });
  return spans.length ? spans.join("; ") : words.notGiven;
}
