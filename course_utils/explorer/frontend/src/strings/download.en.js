/** What is said where a figure is downloaded, and in what is downloaded, in English. */

export const english = {
  group: "Download what the figure shows now",
  png: "Picture (PNG)",
  pngHint: "for slides and documents",
  svg: "Drawing (SVG)",
  svgHint: "lines that stay sharp at any size",
  csv: "Numbers (CSV)",
  csvHint: "for a spreadsheet or a program",
  sbml: "Model (SBML)",
  sbmlHint: "with these values and treatments, for other simulators",
  done: (/** @type {string} */ file) => `${file} is in your downloads.`,
  failed: "This could not be written; try again.",
  noPicture:
    "There is no picture of a trial's curves here: CSV has every patient, and in Python " +
    "draw_survival draws the curves.",
  noSbml: "There is no SBML file for this model here; in Python, sbml(model, treatments) writes one.",
  from: "Cold to Warm: breast-cancer immunology you can run",
  dataFrom: "The numbers begin in line",
  model: "Model",
  question: "Question",
  setting: "Setting",
  unit: "Unit",
  current: "This run",
  pinned: "Pinned run",
  pinnedColumn: (/** @type {string} */ column) => `${column}, pinned`,
  pinnedWith: (/** @type {string} */ first) => `Pinned: ${first}`,
  notGiven: "not given",
  window: (/** @type {number} */ from, /** @type {number} */ to) => `${from} to ${to}`,
  dosed: (/** @type {string} */ days, /** @type {number} */ dose) => `${days} (each times ${dose})`,
  whole: "days",
};
