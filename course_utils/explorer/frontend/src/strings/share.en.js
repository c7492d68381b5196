/** What is said where a figure is shared, and where a shared one is opened, in English. */

export const english = {
  group: "Share this figure as it is now",
  link: "Link that opens this page with the figure as it is now",
  copyLink: "Copy link",
  python: "Open these values in the notebook: one line of Python",
  copyPython: "Copy line",
  embed: "Embed this figure in a learning platform: one line of HTML",
  copyEmbed: "Copy embed code",
  copied: "Copied",
  refused: "The browser does not let this page copy. It is selected: press Ctrl+C, or ⌘C.",
  notice: "Not all of the link could be used. ",
  more: (/** @type {number} */ count) => ` And ${count} more.`,
  close: "Close this notice",
  tooLong: "It is too long to be a link to this figure, so the figure is as it opens.",
  twice: (/** @type {string} */ name) => `It says “${name}” twice; the first is taken.`,
  unknown: (/** @type {string} */ name) => `This figure has no “${name}” that can be set.`,
  noScenario: (/** @type {string} */ text, /** @type {number} */ count) =>
    `There is no scenario “${text}”; this figure has ${count}.`,
  noNumber: (/** @type {string} */ label, /** @type {string} */ text) =>
    `${label}: “${text}” is not a number.`,
  noCourse: (/** @type {string} */ label, /** @type {string} */ text) =>
    `${label}: “${text}” cannot be read as days.`,
  clamped: (
    /** @type {string} */ label,
    /** @type {string} */ asked,
    /** @type {string} */ taken,
  ) => `${label}: ${asked} is beyond the slider, so it is ${taken}.`,
  noSeed: (/** @type {string} */ text) => `“${text}” is no seed; it must be a whole number.`,
  noPatient: (/** @type {string} */ text, /** @type {number} */ last) =>
    `“${text}” is no patient; they have the numbers 0 to ${last}.`,
  noTrial:
    "The line of Python opens the model over time and leaves the trial out; its arms and patients " +
    "stand with the figure in the notebook.",
  noPinned: "The pinned run could not be solved.",
};
