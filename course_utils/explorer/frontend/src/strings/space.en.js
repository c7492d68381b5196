/** What is said in figures in space, in English. */

export const english = {
  presets: /** @type {Record<string, string>} */ ({
    hot: "Hot",
    excluded: "Excluded",
    cold: "Cold",
  }),
  meanings: /** @type {Record<string, string>} */ ({
    hot: "Hot: T cells are many, and reach the core.",
    excluded: "Excluded: T cells crowd around the tumour and stay outside.",
    cold: "Cold: T cells are few everywhere.",
  }),
  short: /** @type {Record<string, string>} */ ({ c: "T cells", u: "tumour" }),
  regions: /** @type {Record<string, string>} */ ({
    core: "Core of the tumour",
    tumour: "Whole tumour",
    rim: "Rim of stroma around it",
    stroma: "All stroma",
    all: "Whole square",
  }),
  patterns: "Patterns and treatment",
  running: "Running",
  play: "Play",
  pause: "Pause",
  step: "One day on",
  restart: "Start again",
  speed: "Speed",
  perSecond: (/** @type {number} */ days) => (days === 1 ? "1 day a second" : `${days} days a second`),
  show: "Show",
  section: "As on a stained section",
  kind: "Run as",
  kinds: { field: "levels (fields)", cells: "single cells" },
  nucleus: "tumour cell",
  lymphocyte: "T cell",
  none: "0",
  level: "T cells; 1 is what good stroma holds",
  share: "share of the ground that tumour cells cover",
  onASite: "T cells on a site",
  profile: "From the middle outwards",
  distance: "distance from the middle (mm)",
  edge: "edge",
  course: "Share of the tumour that is left",
  day: "day",
  inSpace: "in space",
  mixed: "well mixed",
  placing: "Place cells",
  hint: "Click on the map, or choose a place here.",
  what: "What",
  across: "From left to right",
  down: "From top to bottom",
  place: "Place here",
  add: (/** @type {string} */ label) => `add: ${label}`,
  remove: (/** @type {string} */ label) => `take away: ${label}`,
  mm: (/** @type {string} */ value) => `${value} mm from the middle`,
  table: "Data table",
  where: "where",
  means: (/** @type {string} */ day) => `Mean levels on day ${day}`,
  outset: "Day 0: the T cells are still outside. Press Play, or go on one day.",
  summary: (
    /** @type {string} */ day,
    /** @type {string} */ meaning,
    /** @type {string} */ rim,
    /** @type {string} */ ratio,
    /** @type {string} */ left,
  ) =>
    `Day ${day}. ${meaning} The rim holds ${rim} of what good stroma holds, and the core ` +
    `${ratio} of the rim. In all, ${left} of the tumour is left.`,
  perCent: (/** @type {string} */ number) => `${number} per cent`,
  nearlyNothing: "less than 0.01 per cent",
  map: (/** @type {string} */ label, /** @type {string} */ day, /** @type {string} */ sentence) =>
    `Map: ${label}, day ${day}. ${sentence}`,
  profileSeen: (/** @type {string} */ core, /** @type {string} */ rim) =>
    `T cells by distance from the middle: ${core} in the core, ${rim} in the rim.`,
  courseSeen: (/** @type {string} */ space, /** @type {string} */ mixed) =>
    `Share of the tumour that is left: ${space} in space, ${mixed} well mixed.`,
  errors: {
    cells: (/** @type {string} */ cells, /** @type {number} */ few, /** @type {number} */ most) =>
      `cells is ${cells}, but it must be a whole number from ${few} to ${most}.`,
    room: (/** @type {number} */ radius, /** @type {number} */ side) =>
      `A tumour with a radius of ${radius} mm does not fit into a square with a side of ${side} mm.`,
    empty: (/** @type {number} */ radius) =>
      `The tumour is empty: its radius of ${radius} mm is smaller than the grid can show.`,
    outside: (/** @type {number} */ side) =>
      `That place lies outside the square, which is ${side} mm wide; choose one within it.`,
  },
};
