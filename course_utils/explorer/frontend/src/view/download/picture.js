/**
 * What the figure shows as a picture for paper and slides: on white, with its title, its axes and
 * a key, drawn anew as vectors from the same numbers and in the same looks.
 */

import { decades, linearRange, logRange } from "../axes.js";
import { brief, power, withUnit } from "../format.js";
import { text } from "../../strings/index.js";
import { words } from "../../strings/download.js";
import { LIGHT, looks } from "../theme.js";
import { Drawing } from "./svg.js";

/** @import {Course, Result, Values} from "../../types.js" */
/** @import {Figure, Shown} from "../figure.js" */
/** @import {Sample} from "../phase/view.js" */

const [WIDTH, LEAST_HEIGHT] = [960, 600];
const SIDE = 28;
const SMALL = 13;
const PINNED = { dash: [1.5, 4], width: 1.75, alpha: 0.6, round: true };
const ROW = 24; // of the treatments
// On white, whatever the page is on: it goes to where paper is white.
const THEME = { ...LIGHT, inks: { ...LIGHT.inks, surface: "#ffffff" } };
const { inks } = THEME;

/** @typedef {{left: number, top: number, width: number, height: number}} Box */

/** @param {Figure} figure @param {Shown} shown @returns {Drawing} */
export function picture(figure, shown) {
  const { spec, phase } = figure;
  const map = figure.view === "phase" ? phase : null;
  const family = getComputedStyle(figure.root).fontFamily;
  const drawing = new Drawing(WIDTH, LEAST_HEIGHT, family);
  const top = heading(drawing, figure);
  const samples = map
    ? [...map.samples(THEME), ...(shown.pinned ? [pinnedSample(inks.ink)] : [])]
    : lines(figure, shown);
  const given = map ? [] : spec.model.treatments.filter(({ name }) =>
    shown.courses.some((course) => course.name === name),
  );
  const right = !map && units(figure).length > 1 ? 84 : SIDE;
  const box = { left: 88, top: top + 22, width: WIDTH - 88 - right, height: map ? 470 : 380 };
  if (map) {
    const [across, upwards] = map.axes.map((axis, i) => ({
      ...axis,
      name: map.names[i],
      ticks: axis.log ? decades(axis.low, axis.high) : evenTicks(axis.low, axis.high),
      place: (/** @type {number} */ value) => axis.place(value),
    }));
    axisBelow(drawing, box, across);
    axisBeside(drawing, box, upwards, "left");
    drawing.asCanvas((context) => map.draw(context, { ...box, ratio: 1 }, THEME, family));
  } else chart(drawing, box, figure, shown);
  let y = box.top + box.height + 56;
  for (const { name, label } of given) {
    treatment(drawing, box, y, label, shown.courses.filter((course) => course.name === name), spec.view.days);
    y += ROW + 20;
  }
  y = key(drawing, samples, y + 8);
  drawing.text(words.from, { x: WIDTH - SIDE, y: y + 14, fill: inks.quiet, "font-size": 12, "text-anchor": "end" });
  const height = y + 30;
  drawing.height = height;
  drawing.set(drawing.root, { height, viewBox: `0 0 ${WIDTH} ${height}` });
  return described(drawing, figure, shown);
}

/** @param {Drawing} drawing @param {Figure} figure @param {Shown} shown */
function described(drawing, figure, shown) {
  const { root, width, height } = drawing;
  const nodes = /** @type {const} */ ([
    ["title", figure.spec.view.question || figure.spec.model.title],
    ["desc", [...settings(figure), ...figure.shownView.facts(shown)].join(" ")],
  ]).map(([tag, content]) => {
    const node = drawing.add(tag, {}, content);
    return node;
  });
  const ground = drawing.add("rect", { width, height, fill: inks.surface });
  root.prepend(...nodes, ground);
  return drawing;
}

/** @param {Drawing} drawing @param {Figure} figure @returns {number} where it ends */
function heading(drawing, figure) {
  const { view, model } = figure.spec;
  let y = 20;
  for (const line of drawing.wrap(view.question || model.title, WIDTH - 2 * SIDE, 21, 650)) {
    y += 26;
    drawing.text(line, { x: SIDE, y, fill: inks.ink, "font-size": 21, "font-weight": 650 });
  }
  y += 4;
  for (const items of [settings(figure), pinnedSettings(figure)].filter(({ length }) => length)) {
    // Lines break between them, and not within.
    const whole = items.map((item) => item.replaceAll(" ", "\u00a0")).join(" · ");
    for (const line of drawing.wrap(whole, WIDTH - 2 * SIDE, SMALL)) {
      y += 18;
      drawing.text(line, { x: SIDE, y, fill: inks.quiet, "font-size": SMALL });
    }
  }
  return y;
}

/** @param {Figure} figure @returns {string[]} the model, and where its sliders stand */
function settings(figure) {
  const { model, view } = figure.spec;
  const { values } = figure.choice;
  return [
    ...(view.question ? [model.title] : []),
    ...told(figure, values, (name) => view.controls.includes(name) || name in values),
  ];
}

/** @param {Figure} figure @returns {string[]} in what the pinned run is another one */
function pinnedSettings(figure) {
  if (!figure.pinned) return [];
  const { choice } = figure.pinned;
  const [now, then] = [figure.numbers(), figure.numbers(choice.values)];
  const differing = [
    ...told(figure, choice.values, (name) => now[name] !== then[name]),
    ...figure.spec.model.treatments.flatMap(({ name, label }) => {
      const [ours, theirs] = [figure.choice, choice].map(({ courses }) =>
        text.strip.given(courses.filter((course) => course.name === name)),
      );
      return ours === theirs ? [] : [`${label} ${theirs}`];
    }),
  ];
  return differing.map((item, i) => (i ? item : words.pinnedWith(item)));
}

/**
 * @param {Figure} figure
 * @param {Values} values
 * @param {(name: string) => boolean} wanted
 * @returns {string[]} names with their numbers and units
 */
function told(figure, values, wanted) {
  const { parameters, states } = figure.spec.model;
  const numbers = figure.numbers(values);
  const starts = states.map((state) => ({ ...state, label: text.labels.start(state.label) }));
  return [...parameters, ...starts]
    .filter(({ name }) => wanted(name))
    .map(({ name, label, unit_words: unit }) => `${label} ${withUnit(numbers[name], unit)}`);
}

/** @param {Figure} figure */
const units = ({ quantities }) => [...new Set(quantities.map(({ unit_words: unit }) => unit))];

/** @param {string} stroke @returns {Sample} */
const pinnedSample = (stroke) => ({ name: text.labels.pinned, line: { ...PINNED, stroke } });

/** @param {Figure} figure @param {Shown} shown @returns {Sample[]} */
function lines(figure, shown) {
  const drawn = looks(figure.quantities);
  const two = units(figure).length > 1;
  /** @type {Sample[]} */
  const samples = figure.quantities.map(({ label, unit_words: unit }, i) => ({
    name: two && unit ? `${label} (${unit})` : label,
    line: { stroke: drawn[i].light, dash: drawn[i].dash, width: 2.5 },
  }));
  return shown.pinned ? [...samples, pinnedSample(drawn[0].light)] : samples;
}

/** @param {Drawing} drawing @param {Box} box @param {Figure} figure @param {Shown} shown */
function chart(drawing, box, figure, shown) {
  const { days, data = [] } = figure.spec.view;
  const [first, last] = days;
  const x = {
    name: text.labels.days,
    ticks: evenTicks(first, last, 9),
    log: false,
    place: (/** @type {number} */ day) => (day - first) / (last - first),
  };
  const at = (/** @type {number} */ day) => box.left + x.place(day) * box.width;
  for (const { from, to } of shown.windows) {
    const [a, b] = [Math.max(from, first), Math.min(to, last)];
    if (b <= a) continue;
    drawing.add("rect", { x: at(a), y: box.top, width: at(b) - at(a), height: box.height, fill: inks.quiet, "fill-opacity": 0.13 });
  }
  axisBelow(drawing, box, x, false);
  const drawn = looks(figure.quantities);
  const scales = units(figure).map((unit) => {
    const own = figure.quantities.filter(({ unit_words: theirs }) => theirs === unit);
    const names = own.map(({ name }) => name);
    const range = rangeOf(names, shown, data, figure.log);
    // What has no unit is named by itself, so that the axis says what it counts.
    const name = unit || own.map(({ label }) => label).join(", ");
    return { name, names, ...scaleOf(range, figure.log) };
  });
  scales.forEach((scale, i) =>
    axisBeside(drawing, box, scale, i ? "right" : "left"),
  );
  const draw = (/** @type {Result} */ run, /** @type {Partial<typeof PINNED> | null} */ pinned) =>
    figure.quantities.forEach(({ name }, i) => {
      const scale = /** @type {typeof scales[0]} */ (scales.find(({ names }) => names.includes(name)));
      const row = run.y[name] ?? run.observables[name];
      const points = [...run.t].map((day, j) => {
        // Not so far out that a reader of the file loses count.
        const place = Math.min(Math.max(scale.place(row[j]), -2), 3);
        return `${at(day).toFixed(2)} ${(box.top + (1 - place) * box.height).toFixed(2)}`;
      });
      drawing.add("path", {
        d: `M${points.join("L")}`,
        fill: "none",
        stroke: drawn[i].light,
        "stroke-linejoin": "round",
        "stroke-width": pinned ? PINNED.width : 2.5,
        ...dashes(pinned ? PINNED.dash : drawn[i].dash),
        ...(pinned && { "stroke-linecap": "round", "stroke-opacity": PINNED.alpha }),
      });
    });
  const { left, top: y, width, height } = box;
  drawing.inside({ x: left, y: y - 2, width, height: height + 4 }, () => {
    if (shown.pinned) draw(shown.pinned, PINNED);
    draw(shown.result, null);
    for (const { name, t, y: values } of data) {
      const i = figure.quantities.findIndex((quantity) => quantity.name === name);
      const scale = /** @type {typeof scales[0]} */ (scales.find(({ names }) => names.includes(name)));
      t.forEach((day, j) =>
        drawing.add("circle", {
          cx: at(day),
          cy: box.top + (1 - scale.place(values[j])) * box.height,
          r: 4.5,
          fill: drawn[i].light,
          stroke: inks.surface,
          "stroke-width": 1.5,
        }),
      );
    }
  });
}

/** @param {number[]} dash @returns {Record<string, string>} */
const dashes = (dash) => (dash.length ? { "stroke-dasharray": dash.join(" ") } : {});

/**
 * The range that the chart has.
 *
 * @param {string[]} names
 * @param {Shown} shown
 * @param {{name: string, y: number[]}[]} data
 * @param {boolean} log
 */
function rangeOf(names, { result, pinned }, data, log) {
  let [least, top] = [Infinity, 0];
  const rows = [
    ...names.flatMap((name) =>
      [result, pinned].map((run) => run?.y[name] ?? run?.observables[name] ?? []),
    ),
    ...data.filter(({ name }) => names.includes(name)).map(({ y }) => y),
  ];
  for (const row of rows) {
    for (const value of row) {
      if (value > top) top = value;
      if (value > 0 && value < least) least = value;
    }
  }
  return log ? logRange(least, top) : linearRange(top);
}

/** @param {[number, number]} range @param {boolean} log */
function scaleOf([low, high], log) {
  const counted = (/** @type {number} */ value) => (log ? Math.log(Math.max(value, 1e-300)) : value);
  return {
    log,
    ticks: log ? decades(low, high) : evenTicks(low, high),
    place: (/** @type {number} */ value) =>
      (counted(value) - counted(low)) / (counted(high) - counted(low)),
  };
}

/** @param {number} low @param {number} high @param {number} [most] @returns {number[]} round numbers */
export function evenTicks(low, high, most = 6) {
  const rough = (high - low) / most;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * ([1, 2, 5, 10].find((factor) => factor * unit >= rough) ?? 10);
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high * (1 + 1e-12); i++) {
    ticks.push(Number((i * step).toPrecision(12)));
  }
  return ticks;
}

/**
 * @typedef {{name: string, ticks: number[], log: boolean, place: (value: number) => number}} Ruled
 */

/** @param {Ruled} axis @param {number} value */
function label({ log }, value) {
  const exponent = Math.round(Math.log10(value));
  return log && (exponent < -2 || exponent > 3) ? power(exponent) : brief(value);
}

/** @param {Drawing} drawing @param {Box} box @param {Ruled} axis @param {boolean} [grid] */
function axisBelow(drawing, { left, top, width, height }, axis, grid = true) {
  const bottom = top + height;
  for (const tick of axis.ticks) {
    const x = left + axis.place(tick) * width;
    drawing.add("path", { d: `M${x} ${grid ? top : bottom}V${bottom + 5}`, stroke: inks.grid });
    drawing.text(label(axis, tick), { x, y: bottom + 20, fill: inks.quiet, "font-size": SMALL, "text-anchor": "middle" });
  }
  drawing.text(axis.name, { x: left + width / 2, y: bottom + 40, fill: inks.quiet, "font-size": SMALL, "text-anchor": "middle" });
}

/** @param {Drawing} drawing @param {Box} box @param {Ruled} axis @param {"left" | "right"} side */
function axisBeside(drawing, { left, top, width, height }, axis, side) {
  const near = side === "left";
  const edge = near ? left : left + width;
  for (const tick of axis.ticks) {
    const y = top + (1 - axis.place(tick)) * height;
    if (near) drawing.add("path", { d: `M${left} ${y}H${left + width}`, stroke: inks.grid });
    drawing.text(label(axis, tick), {
      x: edge + (near ? -8 : 8),
      y: y + 4.5,
      fill: inks.quiet,
      "font-size": SMALL,
      "text-anchor": near ? "end" : "start",
    });
  }
  const [x, y] = [edge + (near ? -62 : 66), top + height / 2];
  drawing.text(axis.name, {
    transform: `translate(${x} ${y}) rotate(-90)`,
    fill: inks.quiet,
    "font-size": SMALL,
    "text-anchor": "middle",
  });
}

/**
 * @param {Drawing} drawing
 * @param {Box} box
 * @param {number} y
 * @param {string} name
 * @param {Course[]} courses of one treatment
 * @param {[number, number]} days
 */
function treatment(drawing, { left, width }, y, name, courses, [first, last]) {
  const at = (/** @type {number} */ day) => left + ((day - first) / (last - first)) * width;
  const look = { y: y + 12, "font-size": SMALL };
  drawing.text(name, { ...look, x: left, fill: inks.quiet, "font-weight": 600 });
  const middle = y + 28;
  drawing.add("path", { d: `M${left} ${middle}H${left + width}`, stroke: inks.grid, "stroke-width": 2 });
  for (const course of courses) {
    if ("from" in course) {
      const [a, b] = [Math.max(course.from, first), Math.min(course.to, last)];
      if (b > a) drawing.add("rect", { x: at(a), y: middle - 8, width: at(b) - at(a), height: 16, rx: 3, fill: "#aab1b9" });
    } else {
      for (const day of course.at.filter((each) => each >= first && each <= last)) {
        drawing.add("circle", { cx: at(day), cy: middle, r: course.at.length > 12 ? 3 : 6, fill: inks.quiet });
      }
    }
  }
}

/** @param {Drawing} drawing @param {Sample[]} samples @param {number} y @returns {number} where it ends */
function key(drawing, samples, y) {
  let x = SIDE;
  for (const { name, line, dot } of samples) {
    const room = (dot ? 22 : 44) + drawing.measure(name, SMALL) + 26;
    if (x > SIDE && x + room > WIDTH - SIDE) {
      x = SIDE;
      y += 22;
    }
    if (dot) {
      drawing.add("circle", { cx: x + 6, cy: y + 8, r: 5, fill: dot.fill, stroke: dot.stroke, "stroke-width": 2 });
    } else {
      const { stroke, width, dash = [], round, alpha = 1 } = line;
      drawing.add("path", {
        d: `M${x} ${y + 8}H${x + 34}`,
        stroke,
        "stroke-width": width,
        "stroke-linecap": round ? "round" : "butt",
        ...(alpha < 1 && { "stroke-opacity": alpha }),
        ...dashes(dash),
      });
    }
    const start = x + (dot ? 18 : 42);
    drawing.text(name, { x: start, y: y + 12.5, fill: inks.ink, "font-size": SMALL });
    x += room;
  }
  return y + 22;
}

/**
 * @param {Drawing} drawing
 * @param {number} factor pixels for each of the drawing
 * @returns {Promise<Blob>} as PNG
 */
export async function png(drawing, factor) {
  const image = new Image();
  // A data address, and not a Blob's: it does the same on a page that was opened from a disk.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(String(drawing))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(drawing.width * factor);
  canvas.height = Math.round(drawing.height * factor);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
  );
}
