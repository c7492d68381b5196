/** What is said where the page looks for the best fit, in English. */

export const english = {
  intro:
    "The page looks for the curve with the smallest sum of squares, beginning where your sliders " +
    "stand and never leaving them.",
  sought: "Numbers to be found",
  find: "Find the best fit",
  looking: "Looking …",
  nothing: "Tick at least one number that is to be found.",
  found: (/** @type {string} */ before, /** @type {string} */ after) =>
    `Sum of squares: ${before} with yours, ${after} at best.`,
  best: (/** @type {string} */ sum) => `Yours are the best already: sum of squares ${sum}.`,
  atEnd: (/** @type {string} */ label) =>
    `${label} has come to the end of its slider; a better curve may lie beyond.`,
  table: "Best fit",
  name: "number",
  mine: "yours",
  fitted: "best fit",
  unit: "unit",
  use: "Use these values",
  back: "Back to mine",
};
