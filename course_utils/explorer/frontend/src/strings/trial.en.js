/** What is said where a figure shows a virtual trial, in English. */

export const english = {
  chart: (/** @type {string} */ event, /** @type {string} */ title) =>
    `Survival curves, until ${event}: ${title}. The text below says what they show.`,
  free: (/** @type {string} */ event) => `${event}-free`,
  atRisk: "Still followed, event-free",
  endpoint: "Until",
  running: "The patients are on their way.",
  days: (/** @type {string} */ n) => `${n} days`,
  notReached: "not reached",
  trial: (
    /** @type {number} */ patients,
    /** @type {string} */ label,
    /** @type {string} */ event,
    /** @type {string} */ medians,
  ) => `${patients} ${label}, each in every arm. Median time to ${event}: ${medians}.`,
  median: (/** @type {string} */ arm, /** @type {string} */ days) => `${arm} ${days}`,
  compared: (
    /** @type {string} */ arm,
    /** @type {string} */ other,
    /** @type {string} */ ratio,
    /** @type {string} */ low,
    /** @type {string} */ high,
    /** @type {string} */ p,
  ) =>
    `${arm} against ${other}: hazard ratio ${ratio} (95 % interval ${low} to ${high}), ` +
    `log-rank p ${p}.`,
  below: (/** @type {string} */ p) => `below ${p}`,
  is: (/** @type {string} */ p) => `= ${p}`,
  nobody: (/** @type {string} */ arm, /** @type {string} */ other) =>
    `${arm} against ${other}: there are no events to compare.`,
  note:
    "The sliders move the typical patient; the arms are treated as they are named. Bands are 95 % " +
    "intervals. The hazard ratio is the one-step log-rank estimate, exp((O − E)/V), of O events " +
    "seen and E expected. It takes the arms for different patients, as in a real trial; " +
    "here they are the same ones.",
  same: "The same patient in every arm",
  which: (/** @type {number} */ last) => `Patient (0 to ${last})`,
  whichBox: (/** @type {number} */ last) => `Patient: type a whole number from 0 to ${last}.`,
  pick: "A click on a step of a curve picks the patient whose event it is.",
  course: (/** @type {string} */ quantity, /** @type {number} */ patient) =>
    `${quantity} of patient ${patient} in every arm. The text below says what it shows.`,
  happened: (/** @type {string} */ arm, /** @type {string} */ event, /** @type {string} */ day) =>
    `${arm}: ${event} on day ${day}`,
  never: (/** @type {string} */ arm, /** @type {string} */ event, /** @type {string} */ day) =>
    `${arm}: no ${event} by day ${day}`,
  patient: (/** @type {number} */ patient, /** @type {string} */ arms) =>
    `Patient ${patient}. ${arms}.`,
  numbers: (/** @type {string} */ list) => `This patient’s numbers: ${list}.`,
  table: (/** @type {string} */ event) => `Every patient: time to ${event}`,
  columns: { patient: "Patient", arm: "Arm", time: "Time (days)", event: "Event" },
  timeTo: (/** @type {string} */ event) => `${event}: time (days)`,
  eventOf: (/** @type {string} */ event) => `${event}: event (1) or none (0)`,
  yes: "yes",
  no: "no",
  failed: (/** @type {number} */ patient, /** @type {string} */ arm, /** @type {string} */ day) =>
    `The equations could not be solved for patient ${patient} (${arm}) beyond day ${day}; ` +
    "move the sliders back a little.",
  negative: (/** @type {string} */ label) =>
    `${label}: some patients would have less than 0; move its slider up.`,
  tooMuch: (/** @type {string} */ label, /** @type {string} */ most) =>
    `${label}: some patients would have more than ${most}, which cannot be; move its slider down.`,
};
