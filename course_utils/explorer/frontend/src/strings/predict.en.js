/** What is said when a reader predicts before the model runs, in English. */

/** @import {Grade, Shape, ShapeName} from "../engine/verdict.js" */

/** @type {Record<ShapeName, string>} */
const shapes = {
  rises: "rises",
  falls: "falls",
  level: "stays about level",
  peaks: "peaks and falls",
  rebounds: "falls and comes back",
  swings: "goes up and down",
};
const shape = (/** @type {Shape} */ { name, settles }) =>
  settles && (name === "rises" || name === "falls")
    ? `${shapes[name]} and levels off`
    : shapes[name];

/** @type {Record<"half" | "peak" | "dip" | "turn", string>} */
const moments = {
  half: "has gone half its way by",
  peak: "peaks on",
  dip: "is lowest on",
  turn: "first turns round on",
};

export const english = {
  title: "Predict, then see",
  draw: (/** @type {string} */ label, /** @type {string} */ first, /** @type {string} */ last) =>
    `Draw the course of “${label}” from day ${first} to day ${last}: drag or tap across the chart.`,
  drawOrChoose: (
    /** @type {string} */ label,
    /** @type {string} */ first,
    /** @type {string} */ last,
  ) =>
    `Draw the course of “${label}” from day ${first} to day ${last}: drag or tap across the chart. Or choose an answer below it, or do both.`,
  waits: "Scenarios and sliders wait until the model has run.",
  chart: (/** @type {string} */ title) => `Empty chart: ${title}. Your guess is drawn here.`,
  here: "Draw your guess here",
  pad: "Your guess, point by point: arrow keys move a point up and down",
  point: (/** @type {string} */ day) => `Your guess on day ${day}`,
  unset: "not drawn yet",
  answers: "Which will it be?",
  show: "Show me",
  skip: "Skip",
  erase: "Start over",
  type: "Type the points instead",
  box: (/** @type {string} */ day) => `Day ${day}`,
  boxError: (
    /** @type {string} */ day,
    /** @type {string} */ low,
    /** @type {string} */ high,
    /** @type {string} */ unit,
  ) => `Day ${day}: type a number from ${low} to ${high}${unit && ` ${unit}`}.`,
  nothing: "Draw a curve first, or skip: both are fine.",
  nothingChosen: "Draw a curve or choose an answer first, or skip: all are fine.",
  onwards: (/** @type {string} */ reached, /** @type {string} */ last) =>
    `Your curve ends on day ${reached}: draw on to day ${last}.`,
  guess: "your guess",
  guessOf: (/** @type {string} */ label) => `your guess: ${label}`,
  again: "Try again",
  clear: "Clear my guess",
  predict: "Predict first",
  overall: {
    close: "You saw it coming.",
    near: "Partly as you thought.",
    far: "The model went another way. Surprises teach most.",
  },
  /** @type {Record<Grade, string>} */
  grades: { close: "close", near: "nearly", far: "different" },
  about: { shape: "Shape", timing: "Timing", end: "End", answer: "Answer" },
  shape: (/** @type {Shape} */ guess, /** @type {Shape} */ run) =>
    shape(guess) === shape(run)
      ? `Your curve ${shape(guess)}, and so does the model’s.`
      : `Your curve ${shape(guess)}; the model’s ${shape(run)}.`,
  timing: (
    /** @type {keyof typeof moments} */ kind,
    /** @type {number} */ run,
    /** @type {number} */ guess,
  ) => {
    const by = Number(Math.abs(guess - run).toFixed(1));
    const off = `${by} ${by === 1 ? "day" : "days"} ${guess > run ? "later" : "earlier"}`;
    return by
      ? `The model ${moments[kind]} day ${run}, your curve ${moments[kind]} day ${guess}: ${off}.`
      : `The model ${moments[kind]} day ${run}, and your curve with it.`;
  },
  timingOnly: (/** @type {keyof typeof moments} */ kind, /** @type {string} */ run) =>
    `The model ${moments[kind]} day ${run}.`,
  end: (/** @type {string} */ guess, /** @type {string} */ run) =>
    `You ended at ${guess}, the model at ${run}`,
  times: (/** @type {string} */ factor, /** @type {boolean} */ above) =>
    `: a factor of ${factor} ${above ? "above" : "below"} yours`,
  chosen: (/** @type {string} */ label) => `You chose “${label}”, and so it is.`,
  other: (/** @type {string} */ label, /** @type {string} */ right) =>
    `You chose “${label}”; in the model it is “${right}”.`,
  none: (/** @type {string} */ label, /** @type {Shape} */ run) =>
    `You chose “${label}”; here the model ${shape(run)}, which none of the answers says.`,
};
