/** Every word that the figure says, in English. */

/** @import {Course} from "../types.js" */

const list = (/** @type {string[]} */ names) => (names.length ? names.join(", ") : "none");

export const en = {
  /** How numbers are written. */
  locale: "en",
  kinds: {
    value: "parameter or state",
    parameter: "parameter",
    state: "state",
    treatment: "treatment",
    process: "process that can be taken out",
  },
  whats: {
    start: (/** @type {string} */ name) => `The start value of '${name}'`,
    parameter: (/** @type {string} */ name) => `The parameter '${name}'`,
    day: "Each end of days",
    from: (/** @type {string} */ label) => `The first day of ${label}`,
    to: (/** @type {string} */ label) => `The last day of ${label}`,
    dose: (/** @type {string} */ label) => `A day of ${label}`,
    amount: (/** @type {string} */ label) => `The dose of ${label}`,
    action: (/** @type {string} */ name) => `The time of the action on '${name}'`,
    actionValue: (/** @type {string} */ name) => `The value of the action on '${name}'`,
  },
  errors: {
    unknown: (
      /** @type {string} */ kind,
      /** @type {string} */ name,
      /** @type {string} */ model,
      /** @type {string[]} */ valid,
    ) => `The model '${model}' has no ${kind} called '${name}'. It has: ${list(valid)}.`,
    notANumber: (/** @type {string} */ what, /** @type {string} */ value) =>
      `${what} must be a finite number, but ${value} was given.`,
    negative: (/** @type {string} */ what, /** @type {number} */ value) =>
      `${what} is ${value}, but it cannot be negative; give at least 0.`,
    days: "days must be two numbers: the first and the last day.",
    backwards: (/** @type {number} */ first, /** @type {number} */ last) =>
      `The run would last from day ${first} to day ${last}; it must end after it begins.`,
    points: (/** @type {string} */ points) =>
      `points is ${points}; ask for a whole number of at least 2 times.`,
    needsWindow: (/** @type {string} */ label) =>
      `${label}: on for a while, so it needs the days 'from' and 'to'.`,
    needsDoses: (/** @type {string} */ label) =>
      `${label}: given as doses, so it needs at least one day in 'at'.`,
    window: (/** @type {string} */ label, /** @type {number} */ from, /** @type {number} */ to) =>
      `${label}: begins on day ${from} and ends on day ${to}; it must end after it begins.`,
    early: (/** @type {string} */ label, /** @type {number} */ day, /** @type {number} */ first) =>
      `${label}: a dose on day ${day} comes before the run begins on day ${first}.`,
    overlap: (
      /** @type {string} */ label,
      /** @type {{from: number, to: number}} */ a,
      /** @type {{from: number, to: number}} */ b,
    ) =>
      `${label}: two windows overlap, day ${a.from} to ${a.to} and day ${b.from} to ${b.to}; ` +
      "let the second begin when the first has ended.",
    action: (/** @type {string} */ action) =>
      `The action ${action} is not complete; it needs t, op (add, scale or set), value, and ` +
      "either state or parameter.",
    operation: (/** @type {string} */ op) =>
      `The operation '${op}' is not known; use add, scale or set.`,
    actionNegative: (/** @type {string} */ name, /** @type {number} */ t) =>
      `The action on '${name}' on day ${t} would make it negative.`,
    effect: (/** @type {string} */ label) =>
      `With these values, a dose of '${label}' would do something impossible; ` +
      "try values closer to the defaults.",
    belowZero: (/** @type {string} */ label) =>
      `${label} fell below zero, so this run is not shown; try values closer to the defaults.`,
    tooHard: {
      steps: (/** @type {number} */ t) =>
        `With these values the equations change too fast to be solved here beyond day ` +
        `${t.toPrecision(3)}; try values closer to the defaults.`,
      step: (/** @type {number} */ t) =>
        `With these values the accuracy cannot be met near day ${t.toPrecision(3)}; ` +
        "try values closer to the defaults.",
      number: (/** @type {number} */ t) =>
        `With these values the equations give no number near day ${t.toPrecision(3)}; ` +
        "try values closer to the defaults.",
    },
    seed: (/** @type {string} */ seed) =>
      `The seed is ${seed}, but it must be a whole number from 0 to 2**53 - 1.`,
    runs: (/** @type {string} */ runs) =>
      `runs is ${runs}, but it must be a whole number of at least 1.`,
    box: (
      /** @type {string} */ label,
      /** @type {string} */ low,
      /** @type {string} */ high,
      /** @type {string} */ unit,
    ) => `${label}: type a number from ${low} to ${high}${unit && ` ${unit}`}.`,
    windowBox: (/** @type {string} */ label) => `${label}: type a number for each day.`,
    doseBox: (/** @type {string} */ label) =>
      `${label}: type the days as numbers with commas between them.`,
    doseSize: (/** @type {string} */ label) =>
      `${label}: type the size of a dose as a number of at least 0.`,
    part: "This part could not be fetched; try again when the page can be reached.",
    broken: "This figure could not be started, so it shows its picture.",
  },
  labels: {
    day: "Day",
    days: "Time (days)",
    pinned: "pinned",
    scenarios: "Scenarios",
    settings: "Settings",
    more: "More parameters",
    moreChanged: (/** @type {number} */ count) => `More parameters, ${count} changed`,
    treatments: "Treatments",
    start: (/** @type {string} */ label) => `${label} at the start`,
    number: (/** @type {string} */ label) => `${label}, as a number`,
    from: "from day",
    to: "to",
    at: "on days",
    dose: "dose",
    fromOf: (/** @type {string} */ label) => `${label}: from day`,
    toOf: (/** @type {string} */ label) => `${label}: to day`,
    atOf: (/** @type {string} */ label) => `${label}: on days`,
    doseOf: (/** @type {string} */ label) => `${label}: dose`,
    add: (/** @type {string} */ label, /** @type {boolean} */ window) =>
      `${label}: add a ${window ? "window" : "dose"}`,
    remove: (/** @type {string} */ label, /** @type {boolean} */ window) =>
      `${label}: remove ${window ? "this window" : "the last dose"}`,
    tools: "Tools",
    reset: "Reset",
    pin: "Pin this run",
    unpin: "Unpin",
    log: "Log axis",
    table: "Data table",
    tableOf: (/** @type {string} */ title) => `${title}: values over time`,
    chart: (/** @type {string} */ title) => `Chart: ${title}. The text below says what it shows.`,
    key: "Key",
    views: "View",
    time: "Over time",
    phase: "Map of fates",
    chance: "By chance",
    trial: "Trial",
    map: (
      /** @type {string} */ title,
      /** @type {string} */ across,
      /** @type {string} */ upwards,
    ) =>
      `Map: ${title}. ${across} across, ${upwards} upwards. The text below says what it shows.`,
    standStill: (/** @type {string} */ label) => `${label} stand still`,
    watershed: "Watershed",
    stable: "Stable",
    unstable: "Unstable",
    path: "This run",
    treated: "Under treatment",
    startOnMap: "Start of the run on the map; arrow keys move it",
    hint: "New start: tap the map or drag ◆",
    steadyStates: "Steady states",
    point: "Point",
    kind: "Kind",
    rates: "How pushes grow or fade (per day)",
  },
  steady: {
    stableNode: "stable node",
    stableSpiral: "stable spiral",
    saddle: "saddle, unstable",
    unstableNode: "unstable node",
    unstableSpiral: "unstable spiral",
  },
  strip: {
    nth: (/** @type {string} */ label, /** @type {number} */ n) => (n ? `${label} (${n})` : label),
    from: (/** @type {string} */ label) => `Start of ${label}`,
    to: (/** @type {string} */ label) => `End of ${label}`,
    whole: (/** @type {string} */ label) => `Start and end of ${label} together`,
    dose: (/** @type {string} */ label, /** @type {number} */ n, /** @type {number} */ count) =>
      count > 1 ? `Dose ${n} of ${count} of ${label}` : `Dose of ${label}`,
    onDay: (/** @type {number} */ day) => `day ${day}`,
    fromTo: (/** @type {number} */ from, /** @type {number} */ to) => `day ${from} to day ${to}`,
    given: (/** @type {Course[]} */ courses) => {
      const spans = courses.map((course) => {
        if ("from" in course) return `${course.from} to ${course.to}`;
        const { at } = course;
        if (at.length < 7) return at.join(", ");
        return `${Math.min(...at)} to ${Math.max(...at)} (${at.length} doses)`;
      });
      return spans.length ? `day ${spans.join(", ")}` : "not given";
    },
  },
  readout: {
    misses: (/** @type {number} */ points, /** @type {string} */ sum) =>
      `The curve misses the ${points} measured points by a sum of squares of ${sum} (of the logarithm).`,
    series: (
      /** @type {string} */ label,
      /** @type {string} */ peak,
      /** @type {string} */ day,
      /** @type {string} */ final,
    ) => `${label}: highest ${peak} on day ${day}, ${final} at the end.`,
    arrived: (
      /** @type {string} */ start,
      /** @type {string} */ day,
      /** @type {string} */ point,
      /** @type {string} */ kind,
    ) => `Begun at ${start}, the run is at point ${point} (${kind}) on day ${day}.`,
    onItsWay: (
      /** @type {string} */ start,
      /** @type {string} */ day,
      /** @type {string} */ end,
    ) => `Begun at ${start}, the run is still on its way on day ${day}, at ${end}.`,
    steady: (
      /** @type {string} */ point,
      /** @type {string} */ kind,
      /** @type {string} */ levels,
      /** @type {boolean} */ onMap,
    ) => `${point}, ${kind}: ${levels}${onMap ? "" : ", off the map"}.`,
    noSteady: "Nothing rests anywhere.",
    moreSteady: (/** @type {number} */ count) => `${count} more stand in the data table.`,
  },
  sound: {
    name: "Sound",
  },
  changes: {
    moved: (/** @type {string} */ label, /** @type {string} */ was, /** @type {string} */ is) =>
      `${label}: from ${was} to ${is}.`,
    given: (/** @type {string} */ label, /** @type {string} */ courses) => `${label}: ${courses}.`,
    ending: (/** @type {string} */ was, /** @type {string} */ is) =>
      `The ending was ${was} and is now ${is}.`,
    many: (/** @type {number} */ count) => `${count} settings changed.`,
  },
  share: {
    share: "Share",
    download: "Download",
    story: "Scenarios in order",
    previous: "Previous",
    next: "Next",
    nth: (/** @type {number} */ n, /** @type {number} */ count) => `${n} of ${count}`,
    none: (/** @type {number} */ count) => `${count} scenarios`,
    told: (
      /** @type {number} */ n,
      /** @type {number} */ count,
      /** @type {string} */ label,
      /** @type {string} */ look,
    ) => `Scenario ${n} of ${count}, ${label}: ${look}`,
  },
  knockout: {
    tool: "Break it",
    whole: "whole model",
    without: (/** @type {string[]} */ labels) => `This is the model without ${labels.join(" and without ")}.`,
  },
  fit: {
    tool: "Fit",
  },
};
